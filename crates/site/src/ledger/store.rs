//! Questions about the ledger for people who read it.

use gongjian_domain::id::Id;
use gongjian_tables::ledger_entry;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::page::{LedgerFilter, LedgerLine, LedgerPage};
use crate::db::{StoreError, Tx, count_up_to};
use crate::organisation;
use crate::people;
use crate::policy::{INSTALLATION_CHAIN, Scope};
use crate::web::paging::{COUNT_CAP, PAGE_ROWS, Paging};

/// A page of the entries `scope` covers, the newest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn page(tx: &Tx, scope: &Scope, filter: &LedgerFilter) -> Result<LedgerPage, StoreError> {
    let mut question = asked(scope, filter);
    let ids = question.clone().select_only().column(ledger_entry::Column::Id).into_query();
    let found = count_up_to(tx, ids, COUNT_CAP + 1).await?;
    if let Some(after) = filter.after {
        question = question.filter(ledger_entry::Column::Id.lt(after));
    }
    let mut entries = question.order_by_desc(ledger_entry::Column::Id).limit(PAGE_ROWS + 1).all(tx).await?;
    let more = entries.len() as u64 > PAGE_ROWS;
    entries.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let next = more.then(|| entries.last().map(|entry| entry.id.to_string())).flatten();
    Ok(LedgerPage {
        rows: lines(tx, entries).await?,
        paging: Paging::counted(found, next),
        action: filter.action.clone(),
        organisation: filter.organisation,
        subject: filter.subject,
    })
}

fn asked(scope: &Scope, filter: &LedgerFilter) -> sea_orm::Select<ledger_entry::Entity> {
    let mut question = ledger_entry::Entity::find()
        .filter(scope.covers((ledger_entry::Entity, ledger_entry::Column::Chain)));
    if let Some(organisation) = filter.organisation {
        question = question.filter(ledger_entry::Column::Chain.eq(organisation));
    }
    if let Some(subject) = filter.subject {
        question = question.filter(ledger_entry::Column::SubjectId.eq(subject));
    }
    if !filter.action.is_empty() {
        question = question.filter(ledger_entry::Column::Action.eq(filter.action.as_str()));
    }
    question
}

/// Entries read at once for a file.
const BATCH: u64 = 1_000;

/// All entries `scope` covers, the newest first; one more than `most` when there are more than that.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn all(
    tx: &Tx,
    scope: &Scope,
    filter: &LedgerFilter,
    most: usize,
) -> Result<Vec<LedgerLine>, StoreError> {
    let (mut found, mut after) = (Vec::new(), None);
    while found.len() <= most {
        let mut question = asked(scope, filter);
        if let Some(after) = after {
            question = question.filter(ledger_entry::Column::Id.lt(after));
        }
        let entries = question.order_by_desc(ledger_entry::Column::Id).limit(BATCH).all(tx).await?;
        let Some(last) = entries.last() else { break };
        after = Some(last.id);
        found.extend(lines(tx, entries).await?);
    }
    found.truncate(most + 1);
    Ok(found)
}

/// Acts shown at the end of a record.
const ACTS_SHOWN: u64 = 20;

/// The newest acts on the thing with this id, as far as `scope` covers their chains; those of the installation's
/// own chain belong to no organisation and are shown with the thing.
///
/// # Errors
///
/// When the database cannot be asked.
pub(crate) async fn about(tx: &Tx, subject: Uuid, scope: &Scope) -> Result<Vec<LedgerLine>, StoreError> {
    let seen = scope.covers((ledger_entry::Entity, ledger_entry::Column::Chain));
    let entries = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::SubjectId.eq(subject))
        .filter(seen.or(ledger_entry::Column::Chain.eq(INSTALLATION_CHAIN)))
        .order_by_desc(ledger_entry::Column::Id)
        .limit(ACTS_SHOWN)
        .all(tx)
        .await?;
    lines(tx, entries).await
}

/// The newest acts in the chain of one organisation.
///
/// # Errors
///
/// When the database cannot be asked.
pub(crate) async fn of_chain(tx: &Tx, chain: Uuid) -> Result<Vec<LedgerLine>, StoreError> {
    let entries = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::Chain.eq(chain))
        .order_by_desc(ledger_entry::Column::Seq)
        .limit(ACTS_SHOWN)
        .all(tx)
        .await?;
    lines(tx, entries).await
}

async fn lines(tx: &Tx, entries: Vec<ledger_entry::Model>) -> Result<Vec<LedgerLine>, StoreError> {
    let ids = |id: fn(&ledger_entry::Model) -> Option<Uuid>| entries.iter().filter_map(id);
    let people = people::store::names(tx, ids(|entry| entry.actor_id).map(Id::from_uuid)).await?;
    let organisations =
        organisation::store::names(tx, ids(|entry| Some(entry.chain)).map(Id::from_uuid)).await?;
    let sides = organisation::store::side_names(tx, ids(|entry| entry.side_id).map(Id::from_uuid)).await?;
    entries
        .into_iter()
        .map(|entry| {
            let fields = serde_json::from_value(entry.fields)
                .map_err(|error| StoreError::row("ledger_entry", error))?;
            Ok(LedgerLine {
                id: entry.id,
                at: entry.at,
                actor_kind: entry.actor_kind,
                actor: entry.actor_id.and_then(|id| people.get(&id.into()).cloned()),
                action: entry.action,
                subject_kind: entry.subject_kind,
                subject: entry.subject_id,
                fields,
                organisation: organisations.get(&entry.chain.into()).cloned(),
                side: entry.side_id.and_then(|id| sides.get(&id.into()).cloned()),
                seq: entry.seq,
            })
        })
        .collect()
}
