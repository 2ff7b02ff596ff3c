//! The dates of a row: read, held against one another, and what they break.

use chrono::{Months, NaiveDate};

use super::{Column, ErrorKind, Facts, FindingKind, Reading, RowFinding};
use crate::people::date_spelling::{Precision, SpelledDate};
use crate::people::stage::{Stage, Standing};
use crate::sheet::Columns;

/// The day each stage was reached, as spelled, with the column it stands in.
pub(super) type StageDates = [(Column, Option<SpelledDate>); 5];

pub(super) fn stage_dates(row: &mut Reading<'_>) -> StageDates {
    [Column::AppliedOn, Column::ActivistOn, Column::TargetOn, Column::JoinedOn, Column::FullOn]
        .map(|column| (column, row.date(column)))
}

/// Each date follows the known one before it, birth first, and none lies ahead. A
/// month is given the benefit of the doubt.
pub(super) fn check_dates(
    row: &mut Reading<'_>,
    today: NaiveDate,
    born: Option<SpelledDate>,
    dates: &StageDates,
) {
    let mut before = born;
    for (column, date) in dates {
        let Some(date) = date else { continue };
        if before.is_some_and(|before| before.earliest() > date.latest()) {
            row.refuse(ErrorKind::DateOrder, *column);
        }
        if date.earliest() > today {
            row.refuse(ErrorKind::DateFuture, *column);
        }
        before = Some(*date);
    }
}

pub(super) fn standing(dates: &StageDates) -> Standing {
    let [applied_on, activist_on, target_on, joined_on, full_on] =
        dates.map(|(_, date)| date.map(SpelledDate::earliest));
    Standing { applied_on, activist_on, target_on, joined_on, full_on }
}

/// The stage claimed, which no date may go beyond; else the one the dates had reached.
pub(super) fn stage(row: &mut Reading<'_>, today: NaiveDate, standing: &Standing) -> Option<Stage> {
    let reached = standing.stage_on(today);
    let claimed = row.word(Column::Status, ErrorKind::Status, Stage::spelled);
    if claimed.is_some() && reached > claimed {
        row.refuse(ErrorKind::StatusDates, Column::Status);
    }
    claimed.or(reached)
}

pub(super) fn findings(
    facts: &Facts<'_>,
    born: Option<SpelledDate>,
    dates: &StageDates,
    unknown_unit: Option<&str>,
) -> Vec<RowFinding> {
    let [(_, applied), _, _, (_, joined), (_, full)] = *dates;
    let mut findings = Vec::new();
    findings.extend(born.zip(applied).and_then(|(born, applied)| under_age(facts, born, applied)));
    findings.extend(joined.zip(full).and_then(|(joined, full)| short_probation(facts, joined, full)));
    for (column, date) in dates {
        if let Some(SpelledDate { date, precision: Precision::Month }) = date {
            let finding = RowFinding::new(FindingKind::MonthOnly);
            findings.push(finding.with("column", column.as_str()).with("date", *date));
        }
    }
    findings.extend(unknown_unit.map(|unit| RowFinding::new(FindingKind::UnknownUnit).with("unit", unit)));
    findings
}

/// Applied before the birthday on which the age is reached; the birthday itself is in time.
fn under_age(facts: &Facts<'_>, born: SpelledDate, applied: SpelledDate) -> Option<RowFinding> {
    let of_age = born.earliest().checked_add_months(Months::new(facts.application_age.checked_mul(12)?))?;
    (applied.latest() < of_age).then(|| {
        let age = applied.latest().years_since(born.earliest()).unwrap_or(0);
        let finding = RowFinding::new(FindingKind::Under18).with("applied", applied.earliest());
        finding.with("age", age).with("limit", facts.application_age).with("of_age", of_age)
    })
}

/// Became full before the probation, counted from the day of joining, had run.
fn short_probation(facts: &Facts<'_>, joined: SpelledDate, full: SpelledDate) -> Option<RowFinding> {
    let runs_until = joined.earliest().checked_add_months(Months::new(facts.probation_months))?;
    (full.latest() < runs_until).then(|| {
        let finding = RowFinding::new(FindingKind::ProbationShort).with("joined", joined.earliest());
        finding.with("full", full.earliest()).with("until", runs_until).with("months", facts.probation_months)
    })
}
