//! Which observations are owed: derived with every change of a mentor and once a night, and asked for by the home page.

use chrono::{Days, NaiveDate};
use gongjian_domain::development::CaseStanding;
use gongjian_domain::development::mentoring::Assignment;
use gongjian_domain::development::observation::{DueObservation, dues};
use gongjian_domain::kinds::{AssignmentId, CaseId, ObservationId, OrganisationId, PersonId};
use gongjian_tables::{development_case, mentor_assignment, observation};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::assignments::{AssignmentLine, assignments_of};
use super::observations::{ObservationRow, observations_of};
use super::students;
use crate::Site;
use crate::account::store::ends_after;
use crate::db::{StoreError, Tx};
use crate::development::store::{self as cases, Found};
use crate::{development, organisation};

/// Days before the last day in time from which on a form waits for its mentor on the home page.
const AHEAD: u64 = 31;
/// Cases looked at in one transaction.
const AT_ONCE: u64 = 200;

/// Brings the observations a case owes up to its mentors and to the day. What was handed in stays as it is,
/// what was written at stays, and what nobody owes any more and nobody wrote at goes.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub async fn renew(tx: &Tx, site: &Site, found: &Found) -> Result<(), StoreError> {
    if found.case.standing() != CaseStanding::Running {
        return Ok(());
    }
    let Some(activist_on) = found.case.dates(&development::judge(site)).activist_on else { return Ok(()) };
    let today = site.clock.today();
    let lines = assignments_of(tx, found.id).await?;
    let assignments: Vec<Assignment> = lines.iter().map(|line| line.assignment).collect();
    let owed = dues(activist_on, &assignments, today, &site.book.mentors);
    let rows = observations_of(tx, found.id).await?;
    for due in &owed {
        let Some(writer) = writer(&lines, due, today) else { continue };
        match rows.iter().find(|row| (row.side, row.from) == (due.side, due.from)) {
            None => insert(tx, site, found.id, due, writer).await?,
            Some(row) if row.handed_in.is_none() => hand_over(tx, row, due, writer).await?,
            Some(_) => {}
        }
    }
    let orphan = |row: &&ObservationRow| !owed.iter().any(|due| (row.side, row.from) == (due.side, due.from));
    let blank = rows.iter().filter(|row| row.handed_in.is_none() && row.form_sealed.is_none()).filter(orphan);
    let gone: Vec<Uuid> = blank.map(|row| row.id.uuid()).collect();
    if !gone.is_empty() {
        observation::Entity::delete_many().filter(observation::Column::Id.is_in(gone)).exec(tx).await?;
    }
    Ok(())
}

/// Whose form it is: the mentor of its last day, and once that day has passed whoever is the mentor today.
fn writer(lines: &[AssignmentLine], due: &DueObservation, today: NaiveDate) -> Option<AssignmentId> {
    let last = due.due_on.pred_opt()?;
    let on = |day: NaiveDate| {
        lines.iter().find(|line| line.assignment.side == due.side && line.assignment.runs_on(day))
    };
    let late = (today > last).then(|| on(today)).flatten();
    late.or_else(|| on(last)).map(|line| line.id)
}

async fn insert(
    tx: &Tx,
    site: &Site,
    case: CaseId,
    due: &DueObservation,
    writer: AssignmentId,
) -> Result<(), StoreError> {
    let id: ObservationId = site.clock.id();
    let row = observation::ActiveModel {
        id: Set(id.uuid()),
        case_id: Set(case.uuid()),
        assignment_id: Set(writer.uuid()),
        side: Set(due.side.as_str().to_owned()),
        from_on: Set(due.from),
        due_on: Set(due.due_on),
        form_sealed: Set(None),
        written_at: Set(None),
        handed_in_on: Set(None),
        handed_in_by: Set(None),
        returned_by: Set(None),
        returned_at: Set(None),
        comment_sealed: Set(None),
        revision: Set(0),
    };
    observation::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

async fn hand_over(
    tx: &Tx,
    row: &ObservationRow,
    due: &DueObservation,
    writer: AssignmentId,
) -> Result<(), StoreError> {
    if (row.assignment, row.due_on) == (writer, due.due_on) {
        return Ok(());
    }
    observation::Entity::update_many()
        .col_expr(observation::Column::AssignmentId, Expr::value(writer.uuid()))
        .col_expr(observation::Column::DueOn, Expr::value(due.due_on))
        .filter(observation::Column::Id.eq(row.id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Works out anew what every running case with mentors owes: the day alone brings the next form.
///
/// # Errors
///
/// When the database cannot be asked; a case that makes no sense is left as it is.
pub(crate) async fn renew_all(site: &Site) -> Result<(), StoreError> {
    let judge = development::judge(site);
    let mut after = Uuid::nil();
    loop {
        let mentored =
            Query::select().column(mentor_assignment::Column::CaseId).from(mentor_assignment::Entity).take();
        let ids: Vec<Uuid> = development_case::Entity::find()
            .filter(development_case::Column::RunningPersonId.is_not_null())
            .filter(development_case::Column::Id.gt(after))
            .filter(development_case::Column::Id.in_subquery(mentored))
            .order_by_asc(development_case::Column::Id)
            .limit(AT_ONCE)
            .select_only()
            .column(development_case::Column::Id)
            .into_tuple()
            .all(&site.db.read())
            .await?;
        let Some(last) = ids.last() else { return Ok(()) };
        after = *last;
        let renewed = site.db.keep(async |tx| {
            for id in &ids {
                match cases::find_locked(tx, &judge, (*id).into()).await {
                    Ok(Some(found)) => renew(tx, site, &found).await?,
                    Ok(None) => {}
                    Err(error) => {
                        tracing::warn!(case = %id, %error, "what a case owes could not be worked out");
                    }
                }
            }
            Ok::<(), StoreError>(())
        });
        renewed.await?;
    }
}

/// The forms that wait for `mentor`: not handed in, of the own time as a mentor, due soon or overdue.
pub(crate) fn owed_by(mentor: PersonId, today: NaiveDate) -> Select<observation::Entity> {
    let running = Query::select()
        .column(development_case::Column::Id)
        .from(development_case::Entity)
        .and_where(Expr::col(development_case::Column::RunningPersonId).is_not_null())
        .take();
    let own = Query::select()
        .column(mentor_assignment::Column::Id)
        .from(mentor_assignment::Entity)
        .and_where(Expr::col(mentor_assignment::Column::PersonId).eq(mentor.uuid()))
        .and_where(Expr::col(mentor_assignment::Column::Consent).is_in(["not_needed", "given"]))
        .and_where(Expr::col(mentor_assignment::Column::FromOn).lte(today))
        .cond_where(ends_after(mentor_assignment::Column::UntilOn, today))
        .and_where(Expr::col(mentor_assignment::Column::CaseId).in_subquery(running))
        .take();
    let soon = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    observation::Entity::find()
        .filter(observation::Column::AssignmentId.in_subquery(own))
        .filter(observation::Column::HandedInOn.is_null())
        .filter(observation::Column::DueOn.lte(soon))
}

/// The mentorings the organisations `of` are asked to agree to.
pub(crate) fn asked_consents(of: &[Uuid]) -> Select<mentor_assignment::Entity> {
    mentor_assignment::Entity::find()
        .filter(mentor_assignment::Column::OrganisationId.is_in(of.iter().copied()))
        .filter(mentor_assignment::Column::Consent.eq("asked"))
}

/// Something of the two mentors that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentorDuty {
    /// `observe` or `mentor_consent`.
    pub word: &'static str,
    /// The student's name, or the mentor's.
    pub title: String,
    /// The student's branch, or the mentor's own organisation.
    pub organisation: String,
    /// The last day in time, or the day the mentoring is to begin.
    pub on: NaiveDate,
    /// Where one click leads.
    pub href: String,
}

/// What waits for `mentor` as a mentor, and for whoever speaks for the organisations `of`; in no particular order.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(crate) async fn waiting(
    tx: &Tx,
    mentor: PersonId,
    of: &[Uuid],
    today: NaiveDate,
) -> Result<Vec<MentorDuty>, StoreError> {
    let rows = owed_by(mentor, today).all(tx).await?;
    let heads = students::heads(tx, rows.iter().map(|row| row.case_id)).await?;
    let names = organisation::store::names(tx, heads.values().map(|head| head.organisation)).await?;
    let mut all: Vec<MentorDuty> = rows
        .iter()
        .filter_map(|row| {
            let head = heads.get(&row.case_id)?;
            Some(MentorDuty {
                word: "observe",
                title: head.name.clone(),
                organisation: names.get(&head.organisation).cloned().unwrap_or_default(),
                on: row.due_on,
                href: format!("/observations/{}", row.id),
            })
        })
        .collect();
    if !of.is_empty() {
        let of: Vec<OrganisationId> = of.iter().copied().map(OrganisationId::from).collect();
        let asked = super::assignments::asked_of(tx, &of).await?;
        all.extend(asked.into_iter().map(|line| MentorDuty {
            word: "mentor_consent",
            title: line.mentor,
            organisation: line.organisation,
            on: line.from,
            href: "/mentor-consents".to_owned(),
        }));
    }
    Ok(all)
}
