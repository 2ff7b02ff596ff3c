//! Questions behind the pages: the history of imports, the rows of one, the places to import into.

use chrono::{DateTime, Utc};
use gongjian_domain::id::Id;
use gongjian_domain::kinds::{ImportId, OrganisationId};
use gongjian_domain::organisation::unit::OrganisationKind;
use gongjian_papers::template::BranchChoice;
use gongjian_tables::{import_file, import_row, import_run, party_organisation};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Order, Query};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::row::{JudgedRow, RowState};
use super::run::{Counts, Kind, Run, State};
use super::store;
use super::undecided::UndecidedImport;
use crate::db::{self, StoreError, Tx, count_up_to};
use crate::organisation;
use crate::people;
use crate::policy::Scope;
use crate::web::paging::{COUNT_CAP, PAGE_ROWS, Paging};

/// The place of a row among the rows of an import: its state, its table and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowKey {
    state: RowState,
    part: i32,
    number: i32,
}

impl RowKey {
    /// Reads a key such as `refused-0-84`; anything else means the beginning.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut words = text.splitn(3, '-');
        let state = RowState::parse(words.next()?)?;
        Some(Self { state, part: words.next()?.parse().ok()?, number: words.next()?.parse().ok()? })
    }
}

/// A page of the rows of an import: those that need a person first, each kind in the order of the file.
pub(super) async fn rows(
    tx: &Tx,
    run: &Run,
    state: Option<RowState>,
    after: Option<RowKey>,
) -> Result<(Vec<JudgedRow>, Paging), StoreError> {
    let count = u64::from(match state {
        None => run.counts.rows,
        Some(RowState::New) => run.counts.new,
        Some(RowState::Changed) => run.counts.changed,
        Some(RowState::Unchanged) => run.counts.unchanged,
        Some(RowState::Refused) => run.counts.refused,
    });
    let mut found = Vec::new();
    let mut after = after;
    // State by state, so that the index of the table gives the order also of a quarter of a million rows.
    for state in RowState::ALL.into_iter().filter(|one| state.is_none_or(|only| only == *one)) {
        if after.is_some_and(|key| key.state != state) {
            continue;
        }
        let wanted = (PAGE_ROWS + 1).saturating_sub(found.len() as u64);
        found.extend(rows_of(tx, run, state, after.take(), wanted).await?);
    }
    let more = found.len() as u64 > PAGE_ROWS;
    found.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let key = |row: &import_row::Model| format!("{}-{}-{}", row.state, row.part, row.number);
    let next = more.then(|| found.last().map(key)).flatten();
    let rows = found.into_iter().map(|row| store::judged(row, None)).collect::<Result<Vec<_>, _>>()?;
    Ok((rows, Paging::counted(count, next)))
}

async fn rows_of(
    tx: &Tx,
    run: &Run,
    state: RowState,
    after: Option<RowKey>,
    most: u64,
) -> Result<Vec<import_row::Model>, StoreError> {
    if most == 0 {
        return Ok(Vec::new());
    }
    let mut question = import_row::Entity::find()
        .filter(import_row::Column::RunId.eq(run.id.uuid()))
        .filter(import_row::Column::State.eq(state.as_str()));
    if let Some(after) = after {
        let place = Expr::tuple([Expr::col(import_row::Column::Part), Expr::col(import_row::Column::Number)]);
        question = question.filter(place.gt(Expr::tuple([Expr::val(after.part), Expr::val(after.number)])));
    }
    let question = question.order_by_asc(import_row::Column::Part).order_by_asc(import_row::Column::Number);
    Ok(question.limit(most).all(tx).await?)
}

/// Whether the file is still kept.
pub(super) async fn has_file(tx: &Tx, id: ImportId) -> Result<bool, StoreError> {
    Ok(import_file::Entity::find_by_id(id.uuid()).count(tx).await? > 0)
}

/// Names an import's page shows.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Of the organisation.
    pub(super) organisation: Option<String>,
    /// Of whoever brought it.
    pub(super) by: Option<String>,
}

/// The names of one import.
pub(super) async fn names(tx: &Tx, run: &Run) -> Result<Names, StoreError> {
    let organisations = organisation::store::names(tx, run.organisation).await?;
    let people = people::store::names(tx, run.created_by.map(Id::from_uuid)).await?;
    Ok(Names { organisation: organisations.into_values().next(), by: people.into_values().next() })
}

/// A page of the history, the newest first: imports for organisations `scope` covers, and those
/// of the organisations themselves when `of_organisations`.
pub(super) async fn history(
    tx: &Tx,
    scope: &Scope,
    of_organisations: bool,
    after: Option<Uuid>,
) -> Result<(Vec<(Run, Names)>, Paging), StoreError> {
    let mut visible =
        Condition::any().add(scope.covers((import_run::Entity, import_run::Column::OrganisationId)));
    if of_organisations {
        visible = visible.add(import_run::Column::OrganisationId.is_null());
    }
    let question = import_run::Entity::find().filter(visible);
    let ids = question.clone().select_only().column(import_run::Column::Id).into_query();
    let count = count_up_to(tx, ids, COUNT_CAP + 1).await?;
    let mut page = question.order_by_desc(import_run::Column::Id).limit(PAGE_ROWS + 1);
    if let Some(after) = after {
        page = page.filter(import_run::Column::Id.lt(after));
    }
    let mut found = page.all(tx).await?;
    let more = found.len() as u64 > PAGE_ROWS;
    found.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let next = more.then(|| found.last().map(|row| row.id.to_string())).flatten();
    let organisations =
        organisation::store::names(tx, found.iter().filter_map(|row| row.organisation_id.map(Id::from_uuid)))
            .await?;
    let people =
        people::store::names(tx, found.iter().filter_map(|row| row.created_by.map(Id::from_uuid))).await?;
    let named = found.into_iter().map(|row| {
        let organisation = row.organisation_id.and_then(|id| organisations.get(&id.into()).cloned());
        let by = row.created_by.and_then(|id| people.get(&id.into()).cloned());
        Ok((store::run(row)?, Names { organisation, by }))
    });
    Ok((named.collect::<Result<Vec<_>, StoreError>>()?, Paging::counted(count, next)))
}

/// Organisations a roster may be brought for, by code; as many as a drop-down can hold.
pub(super) async fn places(tx: &Tx, scope: &Scope) -> Result<Vec<(OrganisationId, String)>, StoreError> {
    let found: Vec<(Uuid, String)> = party_organisation::Entity::find()
        .filter(scope.covers((party_organisation::Entity, party_organisation::Column::Id)))
        .filter(party_organisation::Column::DissolvedOn.is_null())
        .order_by_asc(party_organisation::Column::Code)
        .limit(COUNT_CAP)
        .select_only()
        .columns([party_organisation::Column::Id, party_organisation::Column::Name])
        .into_tuple()
        .all(tx)
        .await?;
    Ok(found.into_iter().map(|(id, name)| (id.into(), name)).collect())
}

/// The branches a template offers.
pub(super) async fn branches(tx: &Tx, scope: &Scope) -> Result<Vec<BranchChoice>, StoreError> {
    let found: Vec<(String, String)> = party_organisation::Entity::find()
        .filter(scope.covers((party_organisation::Entity, party_organisation::Column::Id)))
        .filter(party_organisation::Column::Kind.is_in(OrganisationKind::BRANCHES))
        .filter(party_organisation::Column::DissolvedOn.is_null())
        .order_by_asc(party_organisation::Column::Code)
        .select_only()
        .columns([party_organisation::Column::Code, party_organisation::Column::Name])
        .into_tuple()
        .all(tx)
        .await?;
    Ok(found.into_iter().map(|(code, name)| BranchChoice { code, name }).collect())
}

#[derive(FromQueryResult)]
struct UndecidedRow {
    id: Uuid,
    kind: String,
    file_name: String,
    created_at: DateTime<Utc>,
    row_count: i32,
    new_count: i32,
    changed_count: i32,
    unchanged_count: i32,
    refused_count: i32,
    organisation: Option<String>,
}

/// The latest `most` imports that were previewed and wait for a decision: those for organisations `scope` covers,
/// and those of the organisations themselves when `of_organisations`.
pub(super) async fn undecided(
    tx: &Tx,
    scope: &Scope,
    of_organisations: bool,
    most: u64,
) -> Result<Vec<UndecidedImport>, StoreError> {
    let mut visible = Condition::any().add(scope.covers(("r", "organisation_id")));
    if of_organisations {
        visible = visible.add(Expr::col(("r", "organisation_id")).is_null());
    }
    let counts = ["row_count", "new_count", "changed_count", "unchanged_count", "refused_count"];
    let question = Query::select()
        .columns(["id", "kind", "file_name", "created_at"].map(|column| ("r", column)))
        .columns(counts.map(|column| ("r", column)))
        .expr_as(Expr::col(("o", "name")), "organisation")
        .from_as("import_run", "r")
        .join_as(
            JoinType::LeftJoin,
            "party_organisation",
            "o",
            Expr::col(("o", "id")).equals(("r", "organisation_id")),
        )
        .and_where(Expr::col(("r", "state")).eq(State::Previewed.as_str()))
        .cond_where(visible)
        .order_by(("r", "id"), Order::Desc)
        .limit(most)
        .take();
    db::rows::<UndecidedRow>(tx, &question).await?.into_iter().map(still_open).collect()
}

fn still_open(row: UndecidedRow) -> Result<UndecidedImport, StoreError> {
    let wrong = |what| StoreError::row("import_run", what);
    let count = |count: i32| u32::try_from(count).map_err(|_| wrong("a negative count"));
    Ok(UndecidedImport {
        id: row.id,
        kind: Kind::parse(&row.kind).ok_or_else(|| wrong("an unknown kind"))?,
        file_name: row.file_name,
        organisation: row.organisation,
        created_at: row.created_at,
        counts: Counts {
            rows: count(row.row_count)?,
            new: count(row.new_count)?,
            changed: count(row.changed_count)?,
            unchanged: count(row.unchanged_count)?,
            refused: count(row.refused_count)?,
        },
    })
}
