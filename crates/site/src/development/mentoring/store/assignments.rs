//! Who is a mentor in a case, on which side, and whether the own organisation agreed.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::development::mentoring::{Assignment, Consent, MentorSide};
use gongjian_domain::kinds::{AssignmentId, CaseId, OrganisationId, PersonId, UnitId};
use gongjian_tables::mentor_assignment;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::term;
use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::policy::Permit;
use crate::policy::actions::{AssignMentor, ConsentToMentor, RecordPlacement};
use crate::{organisation, people};

const TABLE: &str = "mentor_assignment";

/// One assignment as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignmentLine {
    /// Its id.
    pub id: AssignmentId,
    /// The case.
    pub case: CaseId,
    /// Who, on which side, from when to when.
    pub assignment: Assignment,
    /// The mentor's own Party organisation.
    pub organisation: OrganisationId,
    /// Why it ended.
    pub ended_reason: Option<String>,
    /// When it was named.
    pub assigned_at: DateTime<Utc>,
}

impl AssignmentLine {
    fn read(row: mentor_assignment::Model) -> Result<Self, StoreError> {
        let odd = |why: &'static str| StoreError::row(TABLE, why);
        let answered = row.consent_by.map(PersonId::from).zip(row.consent_on);
        let consent = match (row.consent.as_str(), answered) {
            ("not_needed", None) => Consent::NotNeeded,
            ("asked", None) => Consent::Asked,
            ("given", Some((by, on))) => Consent::Given { by, on },
            ("refused", Some((by, on))) => Consent::Refused { by, on },
            _ => return Err(odd("no such consent")),
        };
        Ok(Self {
            id: row.id.into(),
            case: row.case_id.into(),
            assignment: Assignment {
                mentor: row.person_id.into(),
                side: MentorSide::parse(&row.side).ok_or_else(|| odd("no such side"))?,
                unit: row.unit_id.map(UnitId::from),
                term: term(TABLE, row.from_on, row.until_on)?,
                consent,
            },
            organisation: row.organisation_id.into(),
            ended_reason: row.ended_reason,
            assigned_at: row.assigned_at,
        })
    }
}

/// The assignments of a case, the earliest first.
pub(in crate::development::mentoring) async fn assignments_of(
    tx: &Tx,
    case: CaseId,
) -> Result<Vec<AssignmentLine>, StoreError> {
    let rows = mentor_assignment::Entity::find()
        .filter(mentor_assignment::Column::CaseId.eq(case.uuid()))
        .order_by_asc(mentor_assignment::Column::FromOn)
        .order_by_asc(mentor_assignment::Column::Id)
        .all(tx)
        .await?;
    rows.into_iter().map(AssignmentLine::read).collect()
}

/// One assignment, held until the transaction ends.
pub(in crate::development::mentoring) async fn assignment(
    tx: &mut Tx,
    id: AssignmentId,
) -> Result<Option<AssignmentLine>, StoreError> {
    let row = mentor_assignment::Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    row.map(AssignmentLine::read).transpose()
}

/// Names a mentor in the case the permit is for.
pub(in crate::development::mentoring) async fn insert(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<AssignMentor>,
    by: PersonId,
    new: &Assignment,
    organisation: OrganisationId,
) -> Result<AssignmentId, StoreError> {
    let id: AssignmentId = clock.id();
    let row = mentor_assignment::ActiveModel {
        id: Set(id.uuid()),
        case_id: Set(permit.on().uuid()),
        person_id: Set(new.mentor.uuid()),
        side: Set(new.side.as_str().to_owned()),
        unit_id: Set(new.unit.map(Uuid::from)),
        organisation_id: Set(organisation.uuid()),
        consent: Set(new.consent.as_str().to_owned()),
        consent_by: Set(None),
        consent_on: Set(None),
        from_on: Set(new.term.from),
        until_on: Set(new.term.until),
        ended_reason: Set(None),
        assigned_by: Set(by.uuid()),
        assigned_at: Set(clock.now()),
    };
    mentor_assignment::Entity::insert(row).exec_without_returning(tx).await?;
    let values = json!([id, new.mentor, new.side, organisation, new.term, new.consent]);
    tx.record(clock, permit.act().changed(&["mentor"], values));
    Ok(id)
}

/// Writes what the mentor's own organisation answered.
pub(in crate::development::mentoring) async fn answer(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ConsentToMentor>,
    line: &AssignmentLine,
    after: &Assignment,
) -> Result<(), StoreError> {
    let (by, on) = match after.consent {
        Consent::Given { by, on } | Consent::Refused { by, on } => (by, on),
        Consent::NotNeeded | Consent::Asked => return Err(StoreError::row(TABLE, "nobody answered")),
    };
    mentor_assignment::Entity::update_many()
        .col_expr(mentor_assignment::Column::Consent, Expr::value(after.consent.as_str()))
        .col_expr(mentor_assignment::Column::ConsentBy, Expr::value(Some(by.uuid())))
        .col_expr(mentor_assignment::Column::ConsentOn, Expr::value(Some(on)))
        .filter(mentor_assignment::Column::Id.eq(line.id.uuid()))
        .exec(tx)
        .await?;
    let act = permit.act().about("MentorAssignment", line.id);
    tx.record(clock, act.changed(&["mentor_consent"], json!([line.id, after.consent])));
    Ok(())
}

/// What lets an assignment be ended: naming mentors, or recording a placement the mentor follows.
pub(in crate::development::mentoring) trait EndsMentoring:
    crate::policy::Action
{
}
impl EndsMentoring for AssignMentor {}
impl EndsMentoring for RecordPlacement {}

/// Writes the end of an assignment.
pub(in crate::development::mentoring) async fn end<A: EndsMentoring>(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<A>,
    line: &AssignmentLine,
    after: &Assignment,
    reason: &str,
) -> Result<(), StoreError> {
    mentor_assignment::Entity::update_many()
        .col_expr(mentor_assignment::Column::UntilOn, Expr::value(after.term.until))
        .col_expr(mentor_assignment::Column::EndedReason, Expr::value(Some(reason.to_owned())))
        .filter(mentor_assignment::Column::Id.eq(line.id.uuid()))
        .exec(tx)
        .await?;
    tx.record(clock, permit.act().changed(&["mentor_end"], json!([line.id, after.term, reason])));
    Ok(())
}

/// A mentoring an organisation is asked to agree to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::development::mentoring) struct ConsentLine {
    pub(in crate::development::mentoring) id: AssignmentId,
    pub(in crate::development::mentoring) mentor: String,
    pub(in crate::development::mentoring) side: MentorSide,
    pub(in crate::development::mentoring) organisation: String,
    pub(in crate::development::mentoring) branch: String,
    pub(in crate::development::mentoring) from: NaiveDate,
}

/// Most that is shown at once; who has more answers these first.
const MOST_ASKED: u64 = 200;

/// What the organisations `of` are asked to agree to, the earliest first. The student is not named.
pub(in crate::development::mentoring) async fn asked_of(
    tx: &Tx,
    of: &[OrganisationId],
) -> Result<Vec<ConsentLine>, StoreError> {
    let rows = mentor_assignment::Entity::find()
        .filter(mentor_assignment::Column::OrganisationId.is_in(of.iter().map(|id| id.uuid())))
        .filter(mentor_assignment::Column::Consent.eq("asked"))
        .order_by_asc(mentor_assignment::Column::Id)
        .limit(MOST_ASKED)
        .all(tx)
        .await?;
    let lines = rows.into_iter().map(AssignmentLine::read).collect::<Result<Vec<_>, _>>()?;
    let branches = super::students::branches_of(tx, lines.iter().map(|line| line.case)).await?;
    let names: HashMap<PersonId, String> =
        people::store::names(tx, lines.iter().map(|line| line.assignment.mentor)).await?;
    let both = lines.iter().map(|line| line.organisation).chain(branches.values().copied());
    let organisations = organisation::store::names(tx, both).await?;
    let called =
        |id: Option<OrganisationId>| id.and_then(|id| organisations.get(&id).cloned()).unwrap_or_default();
    Ok(lines
        .into_iter()
        .map(|line| ConsentLine {
            id: line.id,
            mentor: names.get(&line.assignment.mentor).cloned().unwrap_or_default(),
            side: line.assignment.side,
            organisation: called(Some(line.organisation)),
            branch: called(branches.get(&line.case).copied()),
            from: line.assignment.term.from,
        })
        .collect())
}
