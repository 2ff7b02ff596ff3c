//! Offices and administrations: who is appointed, what ends, what is left behind.

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_tables::{office, person, side};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::ends_after;
use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::policy::actions::{AppointAdministrator, AppointOffice, EndOffice};
use crate::policy::{Administrator, AppointsAdministrators, OfficeName, Permit};

/// Holds the person until the transaction ends: of two appointments at once the second sees the first.
///
/// # Errors
///
/// When the database refuses.
pub async fn hold_person(tx: &Tx, person: PersonId) -> Result<(), StoreError> {
    person::Entity::find_by_id(person.uuid()).lock_exclusive().one(tx).await?;
    Ok(())
}

/// Where the person holds something on `day` or will later: none stands for the installation itself.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn terms_from(tx: &Tx, person: PersonId, day: NaiveDate) -> Result<Vec<Option<Uuid>>, StoreError> {
    Ok(office::Entity::find()
        .filter(office::Column::PersonId.eq(person.uuid()))
        .filter(ends_after(office::Column::UntilOn, day))
        .select_only()
        .column(office::Column::OrganisationId)
        .into_tuple()
        .all(tx)
        .await?)
}

/// Appoints `person` as one of the three administrators from today.
///
/// # Errors
///
/// When the database refuses.
pub async fn appoint_administrator<A: AppointsAdministrators>(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<A>,
    person: PersonId,
    which: Administrator,
) -> Result<(), StoreError> {
    insert_office(tx, clock, person, which.as_str(), None, None, clock.today()).await?;
    tx.record(clock, permit.act().about("Person", person).changed(&["administrator"], json!(which)));
    Ok(())
}

/// Ends the appointment of `person` as administrator today.
///
/// # Errors
///
/// When the database refuses.
pub async fn dismiss_administrator(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<AppointAdministrator>,
    person: PersonId,
    which: Administrator,
) -> Result<bool, StoreError> {
    let today = clock.today();
    let ended = office::Entity::update_many()
        .col_expr(office::Column::UntilOn, Expr::value(today))
        .filter(office::Column::PersonId.eq(person.uuid()))
        .filter(office::Column::OrganisationId.is_null())
        .filter(office::Column::Name.eq(which.as_str()))
        .filter(ends_after(office::Column::UntilOn, today))
        .exec(tx)
        .await?;
    if ended.rows_affected == 0 {
        return Ok(false);
    }
    tx.record(
        clock,
        permit.act().about("Person", person).changed(&["administrator"], json!([which, "ended"])),
    );
    Ok(true)
}

/// Appoints `person` to an office in the organisation the permit is for.
///
/// # Errors
///
/// When the database refuses.
pub async fn appoint(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<AppointOffice>,
    (person, name, side): (PersonId, OfficeName, Option<SideId>),
    from: NaiveDate,
) -> Result<(), StoreError> {
    if let Some(side) = side {
        let own = side::Entity::find_by_id(side.uuid())
            .filter(side::Column::OrganisationId.eq(permit.on().uuid()))
            .one(tx)
            .await?;
        own.ok_or_else(|| StoreError::row("side", "an office for a side of another organisation"))?;
    }
    insert_office(tx, clock, person, name.as_str(), Some(permit.on()), side, from).await?;
    let mut act = permit.act().about("Person", person).changed(&["office"], json!([name, permit.on(), from]));
    if let Some(side) = side {
        act = act.for_side(side);
    }
    tx.record(clock, act);
    Ok(())
}

/// Ends an office of the organisation the permit is for on `day`.
///
/// # Errors
///
/// When the database refuses.
pub async fn end_office(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<EndOffice>,
    office: Uuid,
    day: NaiveDate,
) -> Result<u64, StoreError> {
    let ended = office::Entity::update_many()
        .col_expr(office::Column::UntilOn, Expr::value(day))
        .filter(office::Column::Id.eq(office))
        .filter(office::Column::OrganisationId.eq(permit.on().uuid()))
        .filter(ends_after(office::Column::UntilOn, day))
        .exec(tx)
        .await?;
    if ended.rows_affected == 0 {
        return Ok(0);
    }
    tx.record(clock, permit.act().changed(&["office"], json!([office, "ended", day])));
    Ok(ended.rows_affected)
}

/// An office somebody holds in the branch that is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOffice {
    /// The office as a thing.
    pub id: Uuid,
    /// Who holds it.
    pub person: PersonId,
    /// Which office.
    pub name: String,
    /// In which organisation.
    pub organisation: OrganisationId,
    /// The first day it will no longer be held, where that is fixed already.
    pub until_on: Option<NaiveDate>,
}

/// What `people` hold in Party organisations on `day` or will later.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn offices_from(tx: &Tx, people: &[Uuid], day: NaiveDate) -> Result<Vec<LeftOffice>, StoreError> {
    let rows = office::Entity::find()
        .filter(office::Column::PersonId.is_in(people.iter().copied()))
        .filter(office::Column::OrganisationId.is_not_null())
        .filter(ends_after(office::Column::UntilOn, day))
        .order_by_asc(office::Column::Id)
        .all(tx)
        .await?;
    let left = |row: office::Model| {
        Some(LeftOffice {
            id: row.id,
            person: row.person_id.into(),
            name: row.name,
            organisation: row.organisation_id?.into(),
            until_on: row.until_on,
        })
    };
    Ok(rows.into_iter().filter_map(left).collect())
}

/// Gives an office this end. The caller owes the ledger the act it is part of.
///
/// # Errors
///
/// When the database refuses.
pub async fn put_office_end(tx: &Tx, office: Uuid, until: Option<NaiveDate>) -> Result<(), StoreError> {
    office::Entity::update_many()
        .col_expr(office::Column::UntilOn, Expr::value(until))
        .filter(office::Column::Id.eq(office))
        .exec(tx)
        .await?;
    Ok(())
}

async fn insert_office(
    tx: &Tx,
    clock: &Clock,
    person: PersonId,
    name: &str,
    organisation: Option<OrganisationId>,
    side: Option<SideId>,
    from: NaiveDate,
) -> Result<(), StoreError> {
    let row = office::ActiveModel {
        id: Set(clock.uuid()),
        person_id: Set(person.uuid()),
        organisation_id: Set(organisation.map(Uuid::from)),
        side_id: Set(side.map(Uuid::from)),
        name: Set(name.to_owned()),
        from_on: Set(from),
        until_on: Set(None),
    };
    office::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
