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
    let taken_over = site.jurisdictions.contains(&site.book.mentors.each_form.jurisdiction);
    if step.reaches != Some(Stage::Target) || !taken_over {
        return Ok(());
    }
    store::renew(tx, site, found).await?;
    let finding = finding(tx, site, found, on).await?;
    if finding.blocks() {
        return Err(AppError::Refused(finding.reason.clone(), vec![finding]));
    }
    Ok(())
}
