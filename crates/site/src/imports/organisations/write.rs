//! Taking units and Party organisations over, and placing them in the tree.

use std::collections::HashMap;

use chrono::NaiveDate;
use gongjian_domain::kinds::UnitId;
use gongjian_tables::{organisation_ancestor, party_organisation, unit, unit_apprenticeship, unit_residency};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::compare::{OrganisationPlan, Standing, Stay, UnitPlan};
use super::known::{Apprenticeship, Known, KnownUnit, OrganisationValues, Residency, UnitValues};
use super::{Judged, Plan};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::imports::row::JudgedRow;

/// Rows of one statement: far below the number of values either database takes.
pub(super) const AT_ONCE: usize = 500;

/// What stood in the register before a row was taken over: what an undo brings back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Former {
    /// Nothing: the import made it.
    Nothing,
    /// A unit.
    Unit(Box<KnownUnit>),
    /// An organisation.
    Organisation(Box<OrganisationValues>),
}

/// Takes the rows over; each comes back with its subject and what stood there before. Rows that
/// change nothing come back as they are.
///
/// # Errors
///
/// When the database refuses.
pub async fn take_over(
    tx: &mut Tx,
    site: &Site,
    known: &Known,
    rows: Vec<Judged>,
) -> Result<Vec<(JudgedRow, Option<Former>)>, StoreError> {
    let mut done = Vec::with_capacity(rows.len());
    let (mut units, mut organisations) = (Vec::new(), Vec::new());
    for Judged { mut row, plan } in rows {
        let former = match plan {
            Some(Plan::Unit(plan)) if plan.is_new || !plan.changes.is_empty() => {
                row.subject = Some(plan.unit.id.uuid());
                let before = known.units.get(&plan.unit.id).cloned().map(Box::new);
                units.push(*plan);
                Some(before.map_or(Former::Nothing, Former::Unit))
            }
            Some(Plan::Organisation(plan)) if plan.before.is_none() || !plan.changes.is_empty() => {
                row.subject = Some(plan.organisation.id.uuid());
                let before = plan.before.clone().map(|before| Box::new(before.values));
                organisations.push(*plan);
                Some(before.map_or(Former::Nothing, Former::Organisation))
            }
            Some(Plan::Unit(_) | Plan::Organisation(_)) | None => None,
        };
        done.push((row, former));
    }
    take_units(tx, site, units).await?;
    take_organisations(tx, site, organisations).await?;
    Ok(done)
}

/// New units first and without their parents, so that a child may stand above its parent in the file.
async fn take_units(tx: &Tx, site: &Site, plans: Vec<UnitPlan>) -> Result<(), StoreError> {
    let new: Vec<&UnitPlan> = plans.iter().filter(|plan| plan.is_new).collect();
    for batch in new.chunks(AT_ONCE) {
        let rows = batch.iter().map(|plan| {
            let orphan = UnitValues { parent: None, ..plan.unit.values.clone() };
            unit::ActiveModel { created_at: Set(site.clock.now()), ..unit_row(plan.unit.id, orphan) }
        });
        unit::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    let today = site.clock.today();
    for plan in plans {
        if !plan.is_new || plan.unit.values.parent.is_some() {
            put_unit(tx, plan.unit.id, plan.unit.values.clone()).await?;
        }
        settle_stay(tx, site, &plan.unit, plan.stay, today).await?;
        settle_standing(tx, site, &plan.unit, plan.standing, today).await?;
    }
    Ok(())
}

fn unit_row(id: UnitId, values: UnitValues) -> unit::ActiveModel {
    unit::ActiveModel {
        id: Set(id.uuid()),
        kind: Set(values.kind.as_str().to_owned()),
        name: Set(values.name),
        short_name: Set(values.short_name),
        credit_code: Set(values.credit_code),
        parent_id: Set(values.parent.map(Into::into)),
        contact_name: Set(values.contact_name),
        contact_phone: Set(values.contact_phone),
        ..Default::default()
    }
}

/// Gives a unit these values.
pub(super) async fn put_unit(tx: &Tx, id: UnitId, values: UnitValues) -> Result<(), StoreError> {
    unit::Entity::update(unit_row(id, values)).exec(tx).await?;
    Ok(())
}

async fn settle_stay(
    tx: &Tx,
    site: &Site,
    unit: &KnownUnit,
    wanted: Option<Stay>,
    today: NaiveDate,
) -> Result<(), StoreError> {
    let stay = |id, stay: Stay, until_on| Residency { id, park: stay.park, from_on: stay.from_on, until_on };
    match (unit.residency(today), wanted) {
        (None, None) => Ok(()),
        (Some(known), None) => {
            let ended = Residency { until_on: Some(today), ..known.clone() };
            put_residency(tx, unit.id, ended, false).await
        }
        (Some(known), Some(wanted)) => {
            put_residency(tx, unit.id, stay(known.id, wanted, known.until_on), false).await
        }
        (None, Some(wanted)) => put_residency(tx, unit.id, stay(site.clock.uuid(), wanted, None), true).await,
    }
}

/// Saves a stay in a park, as a new one or over the one with its id.
pub(super) async fn put_residency(
    tx: &Tx,
    unit: UnitId,
    stay: Residency,
    is_new: bool,
) -> Result<(), StoreError> {
    let row = unit_residency::ActiveModel {
        id: Set(stay.id),
        unit_id: Set(unit.uuid()),
        park_id: Set(stay.park.map(Into::into)),
        from_on: Set(stay.from_on),
        until_on: Set(stay.until_on),
    };
    if is_new {
        unit_residency::Entity::insert(row).exec_without_returning(tx).await?;
    } else {
        unit_residency::Entity::update(row).exec(tx).await?;
    }
    Ok(())
}

/// Another standing begins where the one before ends.
async fn settle_standing(
    tx: &Tx,
    site: &Site,
    unit: &KnownUnit,
    wanted: Option<Standing>,
    today: NaiveDate,
) -> Result<(), StoreError> {
    let Some(wanted) = wanted else { return Ok(()) };
    let one =
        |id| Apprenticeship { id, level: wanted.level, from_on: wanted.from_on, until_on: wanted.until_on };
    match unit.apprenticeship() {
        Some(known) if known.level == wanted.level => {
            put_apprenticeship(tx, unit.id, one(known.id), false).await
        }
        Some(known) => {
            let ends = wanted.from_on.unwrap_or(today);
            let until_on = Some(known.until_on.map_or(ends, |until| until.min(ends)));
            put_apprenticeship(tx, unit.id, Apprenticeship { until_on, ..known.clone() }, false).await?;
            put_apprenticeship(tx, unit.id, one(site.clock.uuid()), true).await
        }
        None => put_apprenticeship(tx, unit.id, one(site.clock.uuid()), true).await,
    }
}

/// Saves a time in the apprenticeship scheme, as a new one or over the one with its id.
pub(super) async fn put_apprenticeship(
    tx: &Tx,
    unit: UnitId,
    time: Apprenticeship,
    is_new: bool,
) -> Result<(), StoreError> {
    let row = unit_apprenticeship::ActiveModel {
        id: Set(time.id),
        unit_id: Set(unit.uuid()),
        level: Set(time.level.as_str().to_owned()),
        from_on: Set(time.from_on),
        until_on: Set(time.until_on),
    };
    if is_new {
        unit_apprenticeship::Entity::insert(row).exec_without_returning(tx).await?;
    } else {
        unit_apprenticeship::Entity::update(row).exec(tx).await?;
    }
    Ok(())
}

async fn take_organisations(tx: &Tx, site: &Site, plans: Vec<OrganisationPlan>) -> Result<(), StoreError> {
    let new: Vec<&OrganisationPlan> = plans.iter().filter(|plan| plan.before.is_none()).collect();
    for batch in new.chunks(AT_ONCE) {
        let rows = batch.iter().map(|plan| {
            let orphan = OrganisationValues { parent: None, ..plan.organisation.values.clone() };
            party_organisation::ActiveModel {
                code: Set(plan.organisation.code.clone()),
                dissolved_on: Set(None),
                created_at: Set(site.clock.now()),
                ..organisation_row(plan.organisation.id.uuid(), orphan)
            }
        });
        party_organisation::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    let mut moved = Vec::new();
    for plan in plans {
        let id = plan.organisation.id.uuid();
        let parent = plan.organisation.values.parent;
        let stayed = plan.before.as_ref().is_some_and(|before| before.values.parent == parent);
        if !stayed {
            moved.push(id);
        }
        if plan.before.is_some() || parent.is_some() {
            put_organisation(tx, id, plan.organisation.values).await?;
        }
    }
    place_again(tx, &moved).await
}

fn organisation_row(id: Uuid, values: OrganisationValues) -> party_organisation::ActiveModel {
    party_organisation::ActiveModel {
        id: Set(id),
        name: Set(values.name),
        short_name: Set(values.short_name),
        kind: Set(values.kind.as_str().to_owned()),
        parent_id: Set(values.parent.map(Into::into)),
        unit_id: Set(values.unit.map(Into::into)),
        founded_on: Set(values.founded_on),
        term_ends_on: Set(values.term_ends_on),
        note: Set(values.note),
        ..Default::default()
    }
}

/// Gives an organisation these values.
pub(super) async fn put_organisation(
    tx: &Tx,
    id: Uuid,
    values: OrganisationValues,
) -> Result<(), StoreError> {
    party_organisation::Entity::update(organisation_row(id, values)).exec(tx).await?;
    Ok(())
}

/// Places organisations that are new or have another parent, with everything below them.
pub(super) async fn place_again(tx: &Tx, moved: &[Uuid]) -> Result<(), StoreError> {
    if moved.is_empty() {
        return Ok(());
    }
    let parents: HashMap<Uuid, Option<Uuid>> = party_organisation::Entity::find()
        .select_only()
        .columns([party_organisation::Column::Id, party_organisation::Column::ParentId])
        .into_tuple::<(Uuid, Option<Uuid>)>()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    let mut rows = Vec::new();
    let mut affected = Vec::new();
    for organisation in parents.keys().copied() {
        let above = chain(organisation, &parents)?;
        if !above.iter().any(|one| moved.contains(one)) {
            continue;
        }
        affected.push(organisation);
        rows.extend(above.into_iter().zip(0_i32..).map(|(ancestor, depth)| {
            organisation_ancestor::ActiveModel {
                organisation_id: Set(organisation),
                ancestor_id: Set(ancestor),
                depth: Set(depth),
            }
        }));
    }
    for batch in affected.chunks(AT_ONCE) {
        organisation_ancestor::Entity::delete_many()
            .filter(organisation_ancestor::Column::OrganisationId.is_in(batch.iter().copied()))
            .exec(tx)
            .await?;
    }
    for batch in rows.chunks(AT_ONCE) {
        organisation_ancestor::Entity::insert_many(batch.iter().cloned()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The organisation and everything above it, nearest first.
fn chain(organisation: Uuid, parents: &HashMap<Uuid, Option<Uuid>>) -> Result<Vec<Uuid>, StoreError> {
    let mut above = vec![organisation];
    let mut next = parents.get(&organisation).copied().flatten();
    while let Some(parent) = next {
        if above.contains(&parent) {
            return Err(StoreError::row("party_organisation", "it lies below itself"));
        }
        above.push(parent);
        next = parents.get(&parent).copied().flatten();
    }
    Ok(above)
}

/// Puts the units on their own and takes their places away, so that they can go in any order.
pub(super) async fn detach(tx: &Tx, units: &[Uuid], organisations: &[Uuid]) -> Result<(), StoreError> {
    let nobody = || Expr::value(Option::<Uuid>::None);
    party_organisation::Entity::update_many()
        .col_expr(party_organisation::Column::ParentId, nobody())
        .filter(party_organisation::Column::Id.is_in(organisations.iter().copied()))
        .exec(tx)
        .await?;
    organisation_ancestor::Entity::delete_many()
        .filter(organisation_ancestor::Column::OrganisationId.is_in(organisations.iter().copied()))
        .exec(tx)
        .await?;
    unit_residency::Entity::delete_many()
        .filter(unit_residency::Column::UnitId.is_in(units.iter().copied()))
        .exec(tx)
        .await?;
    unit_apprenticeship::Entity::delete_many()
        .filter(unit_apprenticeship::Column::UnitId.is_in(units.iter().copied()))
        .exec(tx)
        .await?;
    unit::Entity::update_many()
        .col_expr(unit::Column::ParentId, nobody())
        .filter(unit::Column::Id.is_in(units.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}
