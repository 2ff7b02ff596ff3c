//! Whether both sides' forms are in, so that the activist's time may close.

use chrono::NaiveDate;
use gongjian_domain::development::observation::{Owed, ready};
use gongjian_domain::people::stage::Stage;
use gongjian_domain::rule::{Finding, Step};

use super::store::{self, AssignmentLine, ObservationRow};
use crate::Site;
use crate::db::Tx;
use crate::development::store::Found;
use crate::web::AppError;

/// The forms of a case with what became of each.
pub(super) fn owed(lines: &[AssignmentLine], rows: &[ObservationRow]) -> Vec<Owed> {
    let writer = |row: &ObservationRow| lines.iter().find(|line| line.id == row.assignment);
    rows.iter().filter_map(|row| Some(row.owed(writer(row)?.assignment.mentor))).collect()
}

/// What the rule about both sides' forms says of `found` on `on`.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub async fn finding(tx: &Tx, site: &Site, found: &Found, on: NaiveDate) -> Result<Finding, AppError> {
    let lines = store::assignments_of(tx, found.id).await?;
    let rows = store::observations_of(tx, found.id).await?;
    Ok(ready(&owed(&lines, &rows), on, &site.book.mentors))
}

/// That `step`, taken on `on`, does not close the activist's time before both sides' forms are in. The rule is the
/// college's own: it stops nobody where the college has not taken it over, and asks nothing of a side without a mentor.
///
/// # Errors
///
/// The refusal with the rule and the numbers, or a database that cannot be asked.
pub(in crate::development) async fn closes(
    tx: &Tx,
    site: &Site,
    found: &Found,
    step: &Step,
    on: NaiveDate,
) -> Result<(), AppError> {
    if !asks(site, found, step, on) {
        return Ok(());
    }
    store::renew(tx, site, found).await?;
    match stops(tx, site, found, step, on).await? {
        Some(finding) => Err(AppError::Refused(finding.reason.clone(), vec![finding])),
        None => Ok(()),
    }
}

/// The same without writing down first what has fallen due meanwhile: what stops the step, if anything does.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(in crate::development) async fn stops(
    tx: &Tx,
    site: &Site,
    found: &Found,
    step: &Step,
    on: NaiveDate,
) -> Result<Option<Finding>, AppError> {
    if !asks(site, found, step, on) {
        return Ok(None);
    }
    Ok(Some(finding(tx, site, found, on).await?).filter(Finding::blocks))
}

/// Whether the college, or a committee above the branch, has taken the rule over and `step` closes the activist's time.
fn asks(site: &Site, found: &Found, step: &Step, on: NaiveDate) -> bool {
    let rule = &site.book.mentors.each_form;
    let taken_over = site.jurisdictions.contains(&rule.jurisdiction)
        || found.own.iter().any(|own| own.id == rule.id && own.in_force_on(on));
    // Whoever is a target already has left the activist's time behind.
    let still = found.case.course().stage(site.book.chart(&site.jurisdictions)) < Some(Stage::Target);
    step.reaches == Some(Stage::Target) && still && taken_over
}
