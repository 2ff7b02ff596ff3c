//! Questions about units and Party organisations.

use gongjian_domain::kinds::{OrganisationId, PartyOrganisation, Side, SideId};
use gongjian_tables::{organisation_ancestor, party_organisation, side};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::db::{StoreError, Tx};
use crate::policy::Thing;

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
