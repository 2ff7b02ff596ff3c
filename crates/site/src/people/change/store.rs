//! Changes to what is known of a person.

use chrono::NaiveDate;
use gongjian_domain::kinds::{PersonId, UnitId};
use gongjian_domain::people::affiliation::AffiliationRole;
use gongjian_tables::{affiliation, person};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::PersonChange;
use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::people;
use crate::policy::Permit;
use crate::policy::actions::ChangePerson;

/// Saves the new values of the person the permit is for. What stays as it was is not named in the ledger.
///
/// # Errors
///
/// When the database refuses.
pub async fn change(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChangePerson>,
    before: &person::Model,
    change: PersonChange,
) -> Result<(), StoreError> {
    use person::Column as C;
    let name = (C::Name, "name", Some(before.name.clone()), Some(change.name.clone()));
    let columns = [
        name,
        (C::Phone, "phone", before.phone.clone(), change.phone),
        (C::Email, "email", before.email.clone(), change.email),
        (C::Ethnicity, "ethnicity", before.ethnicity.clone(), change.ethnicity),
        (C::NativePlace, "native_place", before.native_place.clone(), change.native_place),
        (C::Education, "education", before.education.clone(), change.education),
    ];
    let changed: Vec<_> = columns.into_iter().filter(|(_, _, old, new)| old != new).collect();
    if changed.is_empty() {
        tx.nothing_changed();
        return Ok(());
    }
    let mut update = person::Entity::update_many().filter(C::Id.eq(permit.on().uuid()));
    for (column, _, _, new) in &changed {
        update = update.col_expr(*column, Expr::value(new.clone()));
    }
    update = update.col_expr(C::Initials, Expr::value(people::initials(&change.name)));
    update.exec(tx).await?;
    let fields: Vec<&str> = changed.iter().map(|(_, field, _, _)| *field).collect();
    let values: Vec<_> = changed.iter().map(|(_, _, old, new)| json!([old, new])).collect();
    tx.record(clock, permit.act().changed(&fields, json!(values)));
    Ok(())
}

/// A place in a unit that is to be entered.
#[derive(Debug, Clone)]
pub struct NewAffiliation {
    /// The unit.
    pub unit: UnitId,
    /// The role.
    pub role: AffiliationRole,
    /// The number inside the unit.
    pub staff_number: Option<String>,
    /// From this day.
    pub from: NaiveDate,
}

/// Whether the person holds such a place already, without an end.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn holds_place(tx: &Tx, person: PersonId, new: &NewAffiliation) -> Result<bool, StoreError> {
    let held = affiliation::Entity::find()
        .filter(affiliation::Column::PersonId.eq(person.uuid()))
        .filter(affiliation::Column::UnitId.eq(new.unit.uuid()))
        .filter(affiliation::Column::Role.eq(new.role.as_str()))
        .filter(affiliation::Column::UntilOn.is_null())
        .limit(1)
        .count(tx)
        .await?;
    Ok(held > 0)
}

/// Whether somebody in the unit has the number already.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn number_taken(tx: &Tx, new: &NewAffiliation) -> Result<bool, StoreError> {
    let Some(number) = &new.staff_number else { return Ok(false) };
    let taken = affiliation::Entity::find()
        .filter(affiliation::Column::UnitId.eq(new.unit.uuid()))
        .filter(affiliation::Column::StaffNumber.eq(number.as_str()))
        .limit(1)
        .count(tx)
        .await?;
    Ok(taken > 0)
}

/// Enters a place in a unit for the person the permit is for.
///
/// # Errors
///
/// When the database refuses.
pub async fn affiliate(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChangePerson>,
    new: &NewAffiliation,
) -> Result<(), StoreError> {
    let row = affiliation::ActiveModel {
        id: Set(clock.uuid()),
        person_id: Set(permit.on().uuid()),
        unit_id: Set(new.unit.uuid()),
        role: Set(new.role.as_str().to_owned()),
        staff_number: Set(new.staff_number.clone()),
        from_on: Set(Some(new.from)),
        until_on: Set(None),
    };
    affiliation::Entity::insert(row).exec_without_returning(tx).await?;
    let values = json!([new.unit, new.role, new.staff_number, new.from]);
    tx.record(clock, permit.act().changed(&["affiliation"], values));
    Ok(())
}

/// A place of this person in a unit.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn affiliation(
    tx: &Tx,
    person: PersonId,
    id: Uuid,
) -> Result<Option<affiliation::Model>, StoreError> {
    Ok(affiliation::Entity::find_by_id(id)
        .filter(affiliation::Column::PersonId.eq(person.uuid()))
        .one(tx)
        .await?)
}

/// Ends a place in a unit on `day`.
///
/// # Errors
///
/// When the database refuses.
pub async fn end_affiliation(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChangePerson>,
    id: Uuid,
    day: NaiveDate,
) -> Result<(), StoreError> {
    affiliation::Entity::update_many()
        .col_expr(affiliation::Column::UntilOn, Expr::value(Some(day)))
        .filter(affiliation::Column::Id.eq(id))
        .filter(affiliation::Column::PersonId.eq(permit.on().uuid()))
        .exec(tx)
        .await?;
    tx.record(clock, permit.act().changed(&["affiliation"], json!([id, "ended", day])));
    Ok(())
}
