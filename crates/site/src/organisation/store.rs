//! Questions about units and Party organisations.

use std::collections::HashMap;

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PartyOrganisation, Side, SideId};
use gongjian_tables::{membership, organisation_ancestor, party_organisation, side};
use sea_orm::sea_query::{Asterisk, Expr, Func, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

use super::count::PeopleByStage;
use crate::account::store::ends_after;
use crate::clock::Clock;
use crate::db::{StoreError, Tx, named, rows};
use crate::people::list::store::OrganisationChoice;
use crate::policy::actions::ChangeOrganisation;
use crate::policy::{Permit, Thing};

/// The row of an organisation.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn find(tx: &Tx, id: OrganisationId) -> Result<Option<party_organisation::Model>, StoreError> {
    Ok(party_organisation::Entity::find_by_id(id.uuid()).one(tx).await?)
}

/// The organisation as filters name it.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn choice(tx: &Tx, id: OrganisationId) -> Result<Option<OrganisationChoice>, StoreError> {
    Ok(find(tx, id).await?.map(|row| OrganisationChoice {
        id: row.id,
        name: row.short_name.unwrap_or(row.name),
        kind: row.kind,
    }))
}

/// The names of `organisations`.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn names(
    tx: &Tx,
    organisations: impl IntoIterator<Item = OrganisationId>,
) -> Result<HashMap<OrganisationId, String>, StoreError> {
    named(tx, "party_organisation", organisations).await
}

/// The names of `sides`.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn side_names(
    tx: &Tx,
    sides: impl IntoIterator<Item = SideId>,
) -> Result<HashMap<SideId, String>, StoreError> {
    named(tx, "side", sides).await
}

/// A Party organisation as it is kept.
pub use gongjian_tables::party_organisation::Model as Row;
/// A unit as it is kept.
pub use gongjian_tables::unit::Model as UnitRow;

/// The organisation and everything above it, nearest first. Empty when there is no such organisation.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn within(tx: &Tx, organisation: OrganisationId) -> Result<Vec<OrganisationId>, StoreError> {
    within_any(tx, &[organisation]).await
}

/// The organisations and everything above any of them, each once.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn within_any(
    tx: &Tx,
    organisations: &[OrganisationId],
) -> Result<Vec<OrganisationId>, StoreError> {
    if organisations.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = organisation_ancestor::Entity::find()
        .filter(organisation_ancestor::Column::OrganisationId.is_in(organisations.iter().map(|id| id.uuid())))
        .select_only()
        .column(organisation_ancestor::Column::AncestorId)
        .order_by_asc(organisation_ancestor::Column::Depth)
        .order_by_asc(organisation_ancestor::Column::AncestorId)
        .into_tuple()
        .all(tx)
        .await?;
    let mut seen = Vec::with_capacity(ids.len());
    for id in ids.into_iter().map(OrganisationId::from) {
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    Ok(seen)
}

/// The organisation, ready to be asked about at the door.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn thing(tx: &Tx, id: OrganisationId) -> Result<Option<Thing<PartyOrganisation>>, StoreError> {
    let within = within(tx, id).await?;
    Ok((!within.is_empty()).then(|| Thing::organisation(id, &within)))
}

/// The organisation with this code, such as 020100.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn by_code(tx: &Tx, code: &str) -> Result<Option<OrganisationId>, StoreError> {
    let id: Option<Uuid> = party_organisation::Entity::find()
        .filter(party_organisation::Column::Code.eq(code.trim()))
        .select_only()
        .column(party_organisation::Column::Id)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(id.map(OrganisationId::from))
}

/// The side, ready to be asked about at the door.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn side_thing(tx: &Tx, id: SideId) -> Result<Option<Thing<Side>>, StoreError> {
    let Some(row) = side::Entity::find_by_id(id.uuid()).one(tx).await? else { return Ok(None) };
    let of = OrganisationId::from(row.organisation_id);
    let within = within(tx, of).await?;
    Ok(Some(Thing::side(id, of, &within)))
}

/// Places `organisation` below `parent` (or at the top) in the table of what lies within what.
/// The organisation must not yet have anything below it.
///
/// # Errors
///
/// When the database refuses.
pub async fn place(
    tx: &Tx,
    organisation: OrganisationId,
    parent: Option<OrganisationId>,
) -> Result<(), StoreError> {
    let mut above = vec![organisation];
    if let Some(parent) = parent {
        above.extend(within(tx, parent).await?);
    }
    let rows = above.iter().zip(0_i32..).map(|(ancestor, depth)| organisation_ancestor::ActiveModel {
        organisation_id: sea_orm::ActiveValue::Set(organisation.uuid()),
        ancestor_id: sea_orm::ActiveValue::Set(ancestor.uuid()),
        depth: sea_orm::ActiveValue::Set(depth),
    });
    organisation_ancestor::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether anybody still belongs to the organisation from `day` on, or another still lies below it.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn holds_anything(tx: &Tx, id: OrganisationId, day: NaiveDate) -> Result<bool, StoreError> {
    let members = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(id.uuid()))
        .filter(ends_after(membership::Column::UntilOn, day))
        .limit(1)
        .count(tx)
        .await?;
    let gone = party_organisation::Column::DissolvedOn;
    let below = party_organisation::Entity::find()
        .filter(party_organisation::Column::ParentId.eq(id.uuid()))
        .filter(Condition::any().add(gone.is_null()).add(gone.gt(day)))
        .limit(1)
        .count(tx)
        .await?;
    Ok(members + below > 0)
}

/// The new values of an organisation, checked.
#[derive(Debug, Clone)]
pub struct OrganisationChange {
    /// The name.
    pub name: String,
    /// The short name.
    pub short_name: Option<String>,
    /// Founded on.
    pub founded_on: Option<NaiveDate>,
    /// The end of the committee's term.
    pub term_ends_on: Option<NaiveDate>,
    /// Dissolved on.
    pub dissolved_on: Option<NaiveDate>,
    /// A note.
    pub note: Option<String>,
}

/// Saves the new values of the organisation the permit is for. What stays as it was is not named in the ledger.
///
/// # Errors
///
/// When the database refuses.
pub async fn change(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChangeOrganisation>,
    before: &party_organisation::Model,
    change: OrganisationChange,
) -> Result<(), StoreError> {
    use party_organisation::Column as C;
    let columns = [
        (C::Name, "name", json!([before.name, change.name]), Expr::value(change.name)),
        (
            C::ShortName,
            "short_name",
            json!([before.short_name, change.short_name]),
            Expr::value(change.short_name),
        ),
        (
            C::FoundedOn,
            "founded_on",
            json!([before.founded_on, change.founded_on]),
            Expr::value(change.founded_on),
        ),
        (
            C::TermEndsOn,
            "term_ends_on",
            json!([before.term_ends_on, change.term_ends_on]),
            Expr::value(change.term_ends_on),
        ),
        (
            C::DissolvedOn,
            "dissolved_on",
            json!([before.dissolved_on, change.dissolved_on]),
            Expr::value(change.dissolved_on),
        ),
        (C::Note, "note", json!([before.note, change.note]), Expr::value(change.note)),
    ];
    let changed: Vec<_> = columns.into_iter().filter(|(_, _, pair, _)| pair[0] != pair[1]).collect();
    if changed.is_empty() {
        tx.nothing_changed();
        return Ok(());
    }
    let (mut fields, mut values) = (Vec::new(), Vec::new());
    let mut update = party_organisation::Entity::update_many().filter(C::Id.eq(permit.on().uuid()));
    for (column, field, pair, value) in changed {
        update = update.col_expr(column, value);
        fields.push(field);
        values.push(pair);
    }
    update.exec(tx).await?;
    tx.record(clock, permit.act().changed(&fields, json!(values)));
    Ok(())
}

#[derive(FromQueryResult)]
struct Counted {
    id: Option<Uuid>,
    stage: Option<String>,
    people: i64,
}

/// Counts the rows of `people` (columns `id` and `stage`) by both, in parts.
///
/// The stage may be an expression with values in it, so it is computed first and grouped by its name:
/// PostgreSQL takes two expressions with values for two different ones.
pub(super) async fn counted_by_stage(
    tx: &Tx,
    people: SelectStatement,
) -> Result<Vec<(Option<Uuid>, PeopleByStage)>, StoreError> {
    let question = Query::select()
        .columns(["id", "stage"])
        .expr_as(Func::count(Expr::col(Asterisk)), "people")
        .from_subquery(people, "people")
        .group_by_columns(["id", "stage"])
        .take();
    let counted: Vec<Counted> = rows(tx, &question).await?;
    Ok(counted
        .into_iter()
        .map(|row| {
            let mut counts = PeopleByStage::default();
            counts.add(row.stage.as_deref(), u32::try_from(row.people).unwrap_or(u32::MAX));
            (row.id, counts)
        })
        .collect())
}
