//! Who might be a mentor: full members near the student, with the unit they work in and the load they carry.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use gongjian_domain::development::mentoring::{Candidate, MentorSide, Student};
use gongjian_domain::kinds::{OrganisationId, PersonId, UnitId};
use gongjian_domain::organisation::side::SideKind;
use gongjian_domain::organisation::unit::UnitKind;
use gongjian_domain::people::affiliation::AffiliationRole;
use gongjian_domain::people::stage::Stage;
use gongjian_tables::{
    affiliation, membership, mentor_assignment, person, placement, side, unit, unit_apprenticeship,
};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::account::store::ends_after;
use crate::db::{StoreError, Tx};
use crate::development::store::Found;

/// Most people looked at; a branch and the enterprises of the scheme are far fewer.
const MOST: u64 = 2_000;

/// Somebody who might be a mentor, with the names a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::development::mentoring) struct Known {
    pub(in crate::development::mentoring) candidate: Candidate,
    pub(in crate::development::mentoring) name: String,
    pub(in crate::development::mentoring) unit: String,
}

fn holds(from: impl ColumnTrait, until: impl ColumnTrait, day: NaiveDate) -> Condition {
    Condition::all().add(Condition::any().add(from.is_null()).add(from.lte(day))).add(ends_after(until, day))
}

/// The person of a case as the choice of a mentor looks at one on `day`.
pub(in crate::development::mentoring) async fn student(
    tx: &Tx,
    found: &Found,
    activist_on: Option<NaiveDate>,
    day: NaiveDate,
) -> Result<Student, StoreError> {
    let unit: Option<Uuid> = affiliation::Entity::find()
        .filter(affiliation::Column::PersonId.eq(found.person.uuid()))
        .filter(affiliation::Column::Role.eq(AffiliationRole::Student.as_str()))
        .filter(holds(affiliation::Column::FromOn, affiliation::Column::UntilOn, day))
        .order_by_asc(affiliation::Column::Id)
        .select_only()
        .column(affiliation::Column::UnitId)
        .into_tuple()
        .one(tx)
        .await?;
    let placed_at: Option<Uuid> = placement::Entity::find()
        .filter(placement::Column::CaseId.eq(found.id.uuid()))
        .filter(placement::Column::FromOn.lte(day))
        .filter(ends_after(placement::Column::UntilOn, day))
        .order_by_asc(placement::Column::Id)
        .select_only()
        .column(placement::Column::UnitId)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(Student {
        person: found.person,
        branch: found.organisation,
        activist_on,
        unit: unit.map(UnitId::from),
        placed_at: placed_at.map(UnitId::from),
    })
}

/// Everybody near enough to be asked about as the student's mentor on `side`: of the branch, of the unit the
/// student is placed in or studies in, and of the enterprises of the apprenticeship scheme. Whether somebody may
/// be one is for the core to say.
pub(in crate::development::mentoring) async fn candidates(
    tx: &Tx,
    student: &Student,
    wanted: MentorSide,
    day: NaiveDate,
) -> Result<Vec<Known>, StoreError> {
    let masters = masters(tx, day).await?;
    let near = [student.unit, student.placed_at].into_iter().flatten().map(Uuid::from);
    let units: Vec<Uuid> = near.chain(masters.iter().copied()).collect();
    let people = nearby(tx, student.branch, &units, day).await?;
    let ids: Vec<Uuid> = people.iter().map(|(id, ..)| *id).collect();
    let (works, homes) = (works(tx, &ids, day).await?, homes(tx, &ids, student.branch, day).await?);
    let loads = loads(tx, &ids, day).await?;
    let known = people.into_iter().filter_map(|(id, name, stage)| {
        let home = homes.get(&id)?;
        let work = works.get(&id).and_then(|works| {
            works
                .iter()
                .filter(|work| MentorSide::of(work.kind) == Some(wanted))
                .min_by_key(|work| nearest(work, student))
        });
        // Somebody without a unit of record stands on the side the membership names.
        let kind = match (work, home.side) {
            (Some(work), _) => work.kind,
            (None, Some(SideKind::School)) => UnitKind::College,
            (None, Some(SideKind::Enterprise)) => UnitKind::Enterprise,
            (None, _) => return None,
        };
        let candidate = Candidate {
            person: id.into(),
            stage: stage.as_deref().and_then(Stage::parse),
            organisation: home.organisation,
            unit: work.map(|work| work.unit.into()),
            unit_kind: Some(kind),
            apprenticeship: work.is_some_and(|work| masters.contains(&work.unit)),
            load: loads.get(&id).copied().unwrap_or_default(),
        };
        let unit = work.map(|work| work.name.clone()).unwrap_or_default();
        (candidate.side() == Some(wanted)).then_some(Known { candidate, name, unit })
    });
    Ok(known.collect())
}

fn nearest(work: &Work, student: &Student) -> u8 {
    let own = Some(UnitId::from(work.unit));
    if own == student.placed_at {
        0
    } else if own == student.unit {
        1
    } else {
        2
    }
}

/// The enterprises of the apprenticeship scheme on `day`.
async fn masters(tx: &Tx, day: NaiveDate) -> Result<BTreeSet<Uuid>, StoreError> {
    let ids: Vec<Uuid> = unit_apprenticeship::Entity::find()
        .filter(holds(unit_apprenticeship::Column::FromOn, unit_apprenticeship::Column::UntilOn, day))
        .select_only()
        .column(unit_apprenticeship::Column::UnitId)
        .limit(MOST)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(ids.into_iter().collect())
}

async fn nearby(
    tx: &Tx,
    branch: OrganisationId,
    units: &[Uuid],
    day: NaiveDate,
) -> Result<Vec<(Uuid, String, Option<String>)>, StoreError> {
    let mut ids: BTreeSet<Uuid> = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(branch.uuid()))
        .filter(holds(membership::Column::FromOn, membership::Column::UntilOn, day))
        .select_only()
        .column(membership::Column::PersonId)
        .limit(MOST)
        .into_tuple::<Uuid>()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    let there = affiliation::Entity::find()
        .filter(affiliation::Column::UnitId.is_in(units.iter().copied()))
        .filter(affiliation::Column::Role.ne(AffiliationRole::Student.as_str()))
        .filter(holds(affiliation::Column::FromOn, affiliation::Column::UntilOn, day))
        .select_only()
        .column(affiliation::Column::PersonId)
        .limit(MOST)
        .into_tuple::<Uuid>()
        .all(tx)
        .await?;
    ids.extend(there);
    Ok(person::Entity::find()
        .filter(person::Column::Id.is_in(ids))
        .order_by_asc(person::Column::Initials)
        .order_by_asc(person::Column::Id)
        .select_only()
        .columns([person::Column::Id, person::Column::Name, person::Column::Stage])
        .into_tuple()
        .all(tx)
        .await?)
}

struct Work {
    unit: Uuid,
    name: String,
    kind: UnitKind,
}

async fn works(tx: &Tx, people: &[Uuid], day: NaiveDate) -> Result<HashMap<Uuid, Vec<Work>>, StoreError> {
    let ties: Vec<(Uuid, Uuid)> = affiliation::Entity::find()
        .filter(affiliation::Column::PersonId.is_in(people.iter().copied()))
        .filter(affiliation::Column::Role.ne(AffiliationRole::Student.as_str()))
        .filter(holds(affiliation::Column::FromOn, affiliation::Column::UntilOn, day))
        .order_by_asc(affiliation::Column::Id)
        .select_only()
        .columns([affiliation::Column::PersonId, affiliation::Column::UnitId])
        .into_tuple()
        .all(tx)
        .await?;
    let units: HashMap<Uuid, (String, String)> = unit::Entity::find()
        .filter(unit::Column::Id.is_in(ties.iter().map(|(_, unit)| *unit)))
        .select_only()
        .columns([unit::Column::Id, unit::Column::Name, unit::Column::Kind])
        .into_tuple::<(Uuid, String, String)>()
        .all(tx)
        .await?
        .into_iter()
        .map(|(id, name, kind)| (id, (name, kind)))
        .collect();
    let mut works: HashMap<Uuid, Vec<Work>> = HashMap::new();
    for (person, unit) in ties {
        let Some((name, kind)) = units.get(&unit) else { continue };
        let kind = UnitKind::parse(kind).ok_or_else(|| StoreError::row("unit", "no such kind"))?;
        works.entry(person).or_default().push(Work { unit, name: name.clone(), kind });
    }
    Ok(works)
}

struct Home {
    organisation: OrganisationId,
    side: Option<SideKind>,
}

/// The organisation each of `people` formally belongs to, and the side of `branch` the person stands on.
async fn homes(
    tx: &Tx,
    people: &[Uuid],
    branch: OrganisationId,
    day: NaiveDate,
) -> Result<HashMap<Uuid, Home>, StoreError> {
    let rows = membership::Entity::find()
        .filter(membership::Column::PersonId.is_in(people.iter().copied()))
        .filter(holds(membership::Column::FromOn, membership::Column::UntilOn, day))
        .order_by_asc(membership::Column::Id)
        .all(tx)
        .await?;
    let sides: HashMap<Uuid, String> = side::Entity::find()
        .filter(side::Column::OrganisationId.eq(branch.uuid()))
        .select_only()
        .columns([side::Column::Id, side::Column::Kind])
        .into_tuple::<(Uuid, String)>()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    let mut homes: HashMap<Uuid, Home> = HashMap::new();
    for row in rows {
        let formal = row.kind == "formal";
        let side = row.side_id.and_then(|side| sides.get(&side)).and_then(|kind| SideKind::parse(kind));
        let home = homes
            .entry(row.person_id)
            .or_insert_with(|| Home { organisation: row.organisation_id.into(), side: None });
        if formal {
            home.organisation = row.organisation_id.into();
        }
        home.side = home.side.or(side);
    }
    Ok(homes)
}

/// How many activists each of `people` is a mentor of on `day`.
async fn loads(tx: &Tx, people: &[Uuid], day: NaiveDate) -> Result<HashMap<Uuid, u32>, StoreError> {
    let counted: Vec<(Uuid, i64)> = mentor_assignment::Entity::find()
        .filter(mentor_assignment::Column::PersonId.is_in(people.iter().copied()))
        .filter(mentor_assignment::Column::Consent.ne("refused"))
        .filter(ends_after(mentor_assignment::Column::UntilOn, day))
        .select_only()
        .column(mentor_assignment::Column::PersonId)
        .expr_as(Expr::expr(Func::count(Expr::col(mentor_assignment::Column::Id))), "load")
        .group_by(mentor_assignment::Column::PersonId)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(counted.into_iter().map(|(id, load)| (id, u32::try_from(load).unwrap_or(u32::MAX))).collect())
}

impl Known {
    /// Who it is.
    pub(in crate::development::mentoring) fn person(&self) -> PersonId {
        self.candidate.person
    }
}
