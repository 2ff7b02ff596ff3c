//! The students somebody is a mentor of today, and what a case is called.

use std::collections::HashMap;

use chrono::NaiveDate;
use gongjian_domain::development::mentoring::{MentorSide, Term};
use gongjian_domain::kinds::{CaseId, OrganisationId, PersonId, PlacementId};
use gongjian_tables::{
    development_case, mentor_assignment, observation, person, placement, placement_week, unit,
};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::term;
use crate::account::store::ends_after;
use crate::db::{StoreError, Tx};

/// Most students of one mentor that are shown.
const MOST: u64 = 200;

/// A running case by whose it is and where it stands.
pub(super) struct Head {
    pub(super) name: String,
    pub(super) stage: Option<String>,
    pub(super) organisation: OrganisationId,
}

/// The heads of the running ones among `cases`.
pub(super) async fn heads(
    tx: &Tx,
    cases: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Head>, StoreError> {
    let rows = development_case::Entity::find()
        .filter(development_case::Column::Id.is_in(cases))
        .filter(development_case::Column::RunningPersonId.is_not_null())
        .all(tx)
        .await?;
    let names: HashMap<Uuid, String> = person::Entity::find()
        .filter(person::Column::Id.is_in(rows.iter().map(|row| row.person_id)))
        .select_only()
        .columns([person::Column::Id, person::Column::Name])
        .into_tuple::<(Uuid, String)>()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    let head = |row: development_case::Model| {
        let name = names.get(&row.person_id).cloned().unwrap_or_default();
        (row.id, Head { name, stage: row.stage, organisation: row.organisation_id.into() })
    };
    Ok(rows.into_iter().map(head).collect())
}

/// The branch of each of `cases`.
pub(super) async fn branches_of(
    tx: &Tx,
    cases: impl Iterator<Item = CaseId>,
) -> Result<HashMap<CaseId, OrganisationId>, StoreError> {
    let rows: Vec<(Uuid, Uuid)> = development_case::Entity::find()
        .filter(development_case::Column::Id.is_in(cases.map(|case| case.uuid())))
        .select_only()
        .columns([development_case::Column::Id, development_case::Column::OrganisationId])
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|(case, branch)| (case.into(), branch.into())).collect())
}

/// A student of a mentor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::development::mentoring) struct StudentRow {
    pub(in crate::development::mentoring) name: String,
    pub(in crate::development::mentoring) stage: Option<String>,
    pub(in crate::development::mentoring) organisation: OrganisationId,
    pub(in crate::development::mentoring) side: MentorSide,
    pub(in crate::development::mentoring) term: Term,
    /// The first form not handed in, its first and its last day.
    pub(in crate::development::mentoring) open: Option<(Uuid, NaiveDate, NaiveDate)>,
    /// Where the student is placed today: the placement, the enterprise, the post.
    pub(in crate::development::mentoring) placed: Option<(PlacementId, String, String)>,
    /// The last week of the placement something was said of.
    pub(in crate::development::mentoring) last_week: Option<NaiveDate>,
}

/// The students `mentor` sees on `today`, whose form is due first, first.
pub(in crate::development::mentoring) async fn students_of(
    tx: &Tx,
    mentor: PersonId,
    today: NaiveDate,
) -> Result<Vec<StudentRow>, StoreError> {
    let rows = mentor_assignment::Entity::find()
        .filter(mentor_assignment::Column::PersonId.eq(mentor.uuid()))
        .filter(mentor_assignment::Column::Consent.is_in(["not_needed", "given"]))
        .filter(mentor_assignment::Column::FromOn.lte(today))
        .filter(ends_after(mentor_assignment::Column::UntilOn, today))
        .order_by_asc(mentor_assignment::Column::Id)
        .limit(MOST)
        .all(tx)
        .await?;
    let heads = heads(tx, rows.iter().map(|row| row.case_id)).await?;
    let mut open = open_forms(tx, rows.iter().map(|row| row.id)).await?;
    let enterprise = rows.iter().filter(|row| row.side == MentorSide::Enterprise.as_str());
    let mut placed = placed(tx, enterprise.map(|row| row.case_id), today).await?;
    let last = last_weeks(tx, placed.values().map(|(id, _, _)| *id)).await?;
    let mut students = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(head) = heads.get(&row.case_id) else { continue };
        let side = MentorSide::parse(&row.side)
            .ok_or_else(|| StoreError::row("mentor_assignment", "no such side"))?;
        let placed = placed.remove(&row.case_id).filter(|_| side == MentorSide::Enterprise);
        students.push(StudentRow {
            name: head.name.clone(),
            stage: head.stage.clone(),
            organisation: head.organisation,
            side,
            term: term("mentor_assignment", row.from_on, row.until_on)?,
            open: open.remove(&row.id),
            last_week: placed.as_ref().and_then(|(id, _, _)| last.get(id).copied()),
            placed,
        });
    }
    students.sort_by(|a, b| {
        let due = |one: &StudentRow| one.open.map_or(NaiveDate::MAX, |(_, _, due)| due);
        due(a).cmp(&due(b)).then_with(|| a.name.cmp(&b.name))
    });
    Ok(students)
}

/// How many students `mentor` sees on `today`.
pub(crate) async fn students_count(tx: &Tx, mentor: PersonId, today: NaiveDate) -> Result<usize, StoreError> {
    let cases: Vec<Uuid> = mentor_assignment::Entity::find()
        .filter(mentor_assignment::Column::PersonId.eq(mentor.uuid()))
        .filter(mentor_assignment::Column::Consent.is_in(["not_needed", "given"]))
        .filter(mentor_assignment::Column::FromOn.lte(today))
        .filter(ends_after(mentor_assignment::Column::UntilOn, today))
        .limit(MOST)
        .select_only()
        .column(mentor_assignment::Column::CaseId)
        .into_tuple()
        .all(tx)
        .await?;
    if cases.is_empty() { Ok(0) } else { Ok(heads(tx, cases).await?.len()) }
}

async fn open_forms(
    tx: &Tx,
    assignments: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, (Uuid, NaiveDate, NaiveDate)>, StoreError> {
    let rows = observation::Entity::find()
        .filter(observation::Column::AssignmentId.is_in(assignments))
        .filter(observation::Column::HandedInOn.is_null())
        .order_by_asc(observation::Column::DueOn)
        .order_by_asc(observation::Column::Id)
        .all(tx)
        .await?;
    let mut first = HashMap::new();
    for row in rows {
        first.entry(row.assignment_id).or_insert((row.id, row.from_on, row.due_on));
    }
    Ok(first)
}

async fn placed(
    tx: &Tx,
    cases: impl Iterator<Item = Uuid>,
    today: NaiveDate,
) -> Result<HashMap<Uuid, (PlacementId, String, String)>, StoreError> {
    let rows = placement::Entity::find()
        .filter(placement::Column::CaseId.is_in(cases))
        .filter(placement::Column::FromOn.lte(today))
        .filter(ends_after(placement::Column::UntilOn, today))
        .order_by_asc(placement::Column::Id)
        .all(tx)
        .await?;
    let units: HashMap<Uuid, String> = unit::Entity::find()
        .filter(unit::Column::Id.is_in(rows.iter().map(|row| row.unit_id)))
        .select_only()
        .columns([unit::Column::Id, unit::Column::Name])
        .into_tuple::<(Uuid, String)>()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    let line = |row: placement::Model| {
        let unit = units.get(&row.unit_id).cloned().unwrap_or_default();
        (row.case_id, (PlacementId::from(row.id), unit, row.post))
    };
    Ok(rows.into_iter().map(line).collect())
}

async fn last_weeks(
    tx: &Tx,
    placements: impl Iterator<Item = PlacementId>,
) -> Result<HashMap<PlacementId, NaiveDate>, StoreError> {
    let rows: Vec<(Uuid, NaiveDate)> = placement_week::Entity::find()
        .filter(placement_week::Column::PlacementId.is_in(placements.map(|id| id.uuid())))
        .select_only()
        .column(placement_week::Column::PlacementId)
        .expr_as(Expr::expr(Func::max(Expr::col(placement_week::Column::WeekOn))), "last")
        .group_by(placement_week::Column::PlacementId)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|(id, last)| (id.into(), last)).collect())
}
