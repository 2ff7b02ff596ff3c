//! The people a side may bring, and what is known of them on a day.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId, UnitId};
use gongjian_domain::organisation::founding::Known;
use gongjian_domain::people::stage::{Stage, Standing};
use gongjian_tables::{affiliation, membership, organisation_ancestor, party_organisation, person, unit};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use crate::account::store::ends_after;
use crate::db::{StoreError, Tx};
use crate::policy::Scope;

/// How many branches a filter offers.
const BRANCHES_OFFERED: u64 = 500;
/// How many people of one branch are shown at once.
const PEOPLE_OFFERED: u64 = 1_000;

/// A branch whose people may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::founding) struct BranchLine {
    pub(in crate::founding) id: OrganisationId,
    pub(in crate::founding) name: String,
    /// The unit it lies in.
    pub(in crate::founding) unit: Option<UnitId>,
}

/// Somebody who may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::founding) struct Candidate {
    pub(in crate::founding) person: PersonId,
    pub(in crate::founding) name: String,
    pub(in crate::founding) stage: Stage,
    /// The units the person belongs to and the units above those, the nearest first.
    pub(in crate::founding) units: Vec<UnitId>,
}

fn holds_on(from: impl ColumnTrait, until: impl ColumnTrait, day: NaiveDate) -> Condition {
    Condition::all().add(Condition::any().add(from.is_null()).add(from.lte(day))).add(ends_after(until, day))
}

/// The formal memberships that hold on `day`.
fn formal_on(day: NaiveDate) -> Select<membership::Entity> {
    membership::Entity::find().filter(membership::Column::Kind.eq("formal")).filter(holds_on(
        membership::Column::FromOn,
        membership::Column::UntilOn,
        day,
    ))
}

fn standing(row: &person::Model) -> Standing {
    Standing {
        applied_on: row.applied_on,
        activist_on: row.activist_on,
        target_on: row.target_on,
        joined_on: row.joined_on,
        full_on: row.full_on,
    }
}

/// The stage a person of the register had reached by `day`.
fn stage_on(row: &person::Model, day: NaiveDate) -> Result<Option<Stage>, StoreError> {
    let declared = match row.stage.as_deref() {
        None => None,
        Some(word) => Some(Stage::parse(word).ok_or_else(|| StoreError::row("person", "no such stage"))?),
    };
    Ok(standing(row).stage_on_with(declared, day))
}

/// The branches at or below `home` that are within `scope` and have members, by code.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn branches_within(
    tx: &Tx,
    home: OrganisationId,
    scope: &Scope,
    day: NaiveDate,
) -> Result<Vec<BranchLine>, StoreError> {
    let below = Query::select()
        .column(organisation_ancestor::Column::OrganisationId)
        .from(organisation_ancestor::Entity)
        .and_where(Expr::col(organisation_ancestor::Column::AncestorId).eq(home.uuid()))
        .take();
    let peopled = Query::select()
        .column(membership::Column::OrganisationId)
        .from(membership::Entity)
        .cond_where(holds_on(membership::Column::FromOn, membership::Column::UntilOn, day))
        .take();
    let own = || Expr::col((party_organisation::Entity, party_organisation::Column::Id));
    let rows: Vec<(Uuid, String, Option<Uuid>)> = party_organisation::Entity::find()
        .filter(own().in_subquery(below))
        .filter(own().in_subquery(peopled))
        .filter(scope.covers((party_organisation::Entity, party_organisation::Column::Id)))
        .select_only()
        .columns([
            party_organisation::Column::Id,
            party_organisation::Column::Name,
            party_organisation::Column::UnitId,
        ])
        .order_by_asc(party_organisation::Column::Code)
        .limit(BRANCHES_OFFERED)
        .into_tuple()
        .all(tx)
        .await?;
    let line = |(id, name, unit): (Uuid, String, Option<Uuid>)| BranchLine {
        id: OrganisationId::from(id),
        name,
        unit: unit.map(UnitId::from),
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The formal members of `branch` on `day` who have a stage: the furthest stage first, then by name.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn candidates(
    tx: &Tx,
    branch: OrganisationId,
    day: NaiveDate,
) -> Result<Vec<Candidate>, StoreError> {
    let people: Vec<person::Model> = person::Entity::find()
        .filter(
            person::Column::Id.in_subquery(
                sea_orm::QuerySelect::query(
                    &mut formal_on(day)
                        .filter(membership::Column::OrganisationId.eq(branch.uuid()))
                        .select_only()
                        .column(membership::Column::PersonId),
                )
                .take(),
            ),
        )
        .order_by_asc(person::Column::Initials)
        .order_by_asc(person::Column::Id)
        .limit(PEOPLE_OFFERED)
        .all(tx)
        .await?;
    let mut units = units_of(tx, people.iter().map(|row| row.id).collect(), day).await?;
    let mut found = Vec::with_capacity(people.len());
    for row in people {
        if let Some(stage) = stage_on(&row, day)? {
            let units = units.remove(&row.id).unwrap_or_default();
            found.push(Candidate { person: row.id.into(), name: row.name, stage, units });
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.stage));
    Ok(found)
}

/// The units each person belongs to on `day`, each followed by the unit above it.
async fn units_of(
    tx: &Tx,
    people: Vec<Uuid>,
    day: NaiveDate,
) -> Result<HashMap<Uuid, Vec<UnitId>>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = affiliation::Entity::find()
        .filter(affiliation::Column::PersonId.is_in(people))
        .filter(holds_on(affiliation::Column::FromOn, affiliation::Column::UntilOn, day))
        .select_only()
        .columns([affiliation::Column::PersonId, affiliation::Column::UnitId])
        .order_by_asc(affiliation::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    let parents: Vec<(Uuid, Option<Uuid>)> = unit::Entity::find()
        .filter(unit::Column::Id.is_in(rows.iter().map(|(_, unit)| *unit)))
        .select_only()
        .columns([unit::Column::Id, unit::Column::ParentId])
        .into_tuple()
        .all(tx)
        .await?;
    let parents: HashMap<Uuid, Uuid> =
        parents.into_iter().filter_map(|(unit, above)| above.map(|above| (unit, above))).collect();
    let mut units: HashMap<Uuid, Vec<UnitId>> = HashMap::new();
    for (person, unit) in rows {
        let own = units.entry(person).or_default();
        own.push(unit.into());
        own.extend(parents.get(&unit).map(|above| UnitId::from(*above)));
    }
    Ok(units)
}

/// What is known of these people on `day`. People nobody knows are left out.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::founding) async fn known(
    tx: &Tx,
    people: &[PersonId],
    day: NaiveDate,
) -> Result<BTreeMap<PersonId, Known>, StoreError> {
    let ids: Vec<Uuid> = people.iter().map(|id| id.uuid()).collect();
    let rows = person::Entity::find().filter(person::Column::Id.is_in(ids.clone())).all(tx).await?;
    let memberships: Vec<(Uuid, Uuid)> = formal_on(day)
        .filter(membership::Column::PersonId.is_in(ids))
        .select_only()
        .columns([membership::Column::PersonId, membership::Column::OrganisationId])
        .into_tuple()
        .all(tx)
        .await?;
    let mut known = BTreeMap::new();
    for row in rows {
        let now = Known {
            stage: stage_on(&row, day)?,
            staged_from: standing(&row).begins(),
            branches: Vec::new(),
            joined_on: row.joined_on,
        };
        known.insert(PersonId::from(row.id), now);
    }
    for (person, branch) in memberships {
        if let Some(now) = known.get_mut(&PersonId::from(person)) {
            now.branches.push(branch.into());
        }
    }
    Ok(known)
}
