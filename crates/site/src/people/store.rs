//! Questions about people.

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, Person, PersonId};
use gongjian_tables::{membership, person};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::account::store::ends_after;
use crate::db::{StoreError, Tx};
use crate::organisation;
use crate::policy::Thing;

/// The name of a person.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn name_of(tx: &Tx, person: PersonId) -> Result<Option<String>, StoreError> {
    Ok(person::Entity::find_by_id(person.uuid())
        .select_only()
        .column(person::Column::Name)
        .into_tuple()
        .one(tx)
        .await?)
}

/// The organisations a person belongs to on `day`, the oldest membership first.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn organisations_of(
    tx: &Tx,
    person: PersonId,
    day: NaiveDate,
) -> Result<Vec<OrganisationId>, StoreError> {
    let ids: Vec<Uuid> = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.uuid()))
        .filter(
            Condition::any()
                .add(membership::Column::FromOn.is_null())
                .add(membership::Column::FromOn.lte(day)),
        )
        .filter(ends_after(membership::Column::UntilOn, day))
        .select_only()
        .column(membership::Column::OrganisationId)
        .order_by_asc(membership::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(ids.into_iter().map(OrganisationId::from).collect())
}

/// The person, ready to be asked about at the door.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn thing(tx: &Tx, id: PersonId, today: NaiveDate) -> Result<Option<Thing<Person>>, StoreError> {
    if name_of(tx, id).await?.is_none() {
        return Ok(None);
    }
    let organisations = organisations_of(tx, id, today).await?;
    let within = organisation::store::within_any(tx, &organisations).await?;
    Ok(Some(Thing::person(id, &organisations, &within)))
}
