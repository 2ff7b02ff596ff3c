//! Judging one row of a roster: refused with all its errors, or good with its findings.

use std::collections::HashMap;

use chrono::Months;

use super::reading::Reading;
use super::{
    Column, ErrorKind, Facts, FindingKind, Header, KnownBranch, Lookup, RosterEntry, RowError, RowFinding,
    StaffNumber,
};
use crate::cell::Cell;
use crate::kinds::{OrganisationId, UnitId};
use crate::people::affiliation::AffiliationRole;
use crate::people::date_spelling::{Precision, SpelledDate};
use crate::people::identity_number::{IdentityFault, IdentityNumber};
use crate::people::name::{NameFault, PersonName};
use crate::people::phone::Phone;
use crate::people::sex::Sex;
use crate::people::stage::{Stage, Standing};
use crate::sheet::{Columns, is_whole};

/// The numbers met so far in one file, with the row that has each. Keep one for the
/// whole file; it lives in memory only.
#[derive(Default)]
pub struct Seen {
    identity_numbers: HashMap<IdentityNumber, u32>,
    staff_numbers: HashMap<(Place, StaffNumber), u32>,
}

/// Inside which a staff number counts.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Place {
    Unit(UnitId),
    Named(String),
    Branch(OrganisationId),
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq)]
pub enum Checked {
    /// Nothing of it is taken over.
    Refused {
        /// The name as far as it could be read, to show the row by; may be empty.
        label: String,
        /// Everything that is wrong with it; never empty.
        errors: Vec<RowError>,
    },
    /// It can be taken over.
    Good {
        /// What it says.
        entry: Box<RosterEntry>,
        /// Rules its history breaks, and what was read only in part.
        findings: Vec<RowFinding>,
    },
}

/// The day each stage was reached, as spelled, with the column it stands in.
type StageDates = [(Column, Option<SpelledDate>); 5];

/// Judges the row with this `number`.
///
/// Of two rows with one identity number the first stands, whether it was good or
/// not. The second is only told that: nothing is concluded from a number that is
/// likely another person's.
#[must_use]
pub fn check_row(
    number: u32,
    cells: &[Cell],
    header: &Header,
    facts: &Facts<'_>,
    seen: &mut Seen,
) -> Checked {
    let mut row = Reading { cells, header, facts, errors: Vec::new() };
    let name = name(&mut row);
    let identity = identity(&mut row, number, seen);
    let identity_number = identity.number();
    let staff_number = staff_number(&mut row, &identity);
    let sex = sex(&mut row, identity_number);
    let born = born(&mut row, identity_number);
    let phone = row.word(Column::Phone, ErrorKind::Phone, |text| Phone::parse(text).ok());
    let email = row.word(Column::Email, ErrorKind::Email, mail_address);
    let role = role(&mut row);
    let branch = branch(&mut row);
    let workplace = row.plain(Column::Workplace, 128);
    let unit = unit(facts, workplace.as_deref(), branch);
    let dates = stage_dates(&mut row);
    check_dates(&mut row, born, &dates);
    let standing = standing(&dates);
    let stage = stage(&mut row, &standing);
    let [ethnicity, native_place, education, introducers] = texts(&mut row);
    if let (Some(staff), Some(branch), false) = (&staff_number, branch, identity.is_refused()) {
        note_staff_number(&mut row, number, place(unit, workplace.as_deref(), branch), staff, seen);
    }

    let label = || name.as_ref().map_or_else(|| row.shown(Column::Name), |name| name.as_str().to_owned());
    let (Some(name), Some(branch), true) = (name.clone(), branch, row.errors.is_empty()) else {
        return Checked::Refused { label: label(), errors: row.errors };
    };
    let findings = findings(facts, born, &dates, workplace.as_deref().filter(|_| unit.is_none()));
    let entry = RosterEntry {
        name,
        identity_number,
        staff_number,
        sex,
        born,
        phone,
        email,
        ethnicity,
        native_place,
        education,
        role,
        workplace,
        unit,
        branch: branch.id,
        branch_code: branch.code.clone(),
        stage,
        standing,
        introducers,
    };
    Checked::Good { entry: Box::new(entry), findings }
}

fn name(row: &mut Reading<'_>) -> Option<PersonName> {
    let before = row.errors.len();
    let Some(text) = row.text(Column::Name) else {
        if row.errors.len() == before {
            row.refuse(ErrorKind::NoName, Column::Name);
        }
        return None;
    };
    let fault = match PersonName::parse(&text) {
        Ok(name) => return Some(name),
        Err(NameFault::Empty) => ErrorKind::NoName,
        Err(NameFault::Invisible) => ErrorKind::NameControl,
        Err(NameFault::Damaged) => ErrorKind::NameDamaged,
        Err(NameFault::Letterless) => ErrorKind::NameForm,
        Err(NameFault::TooLong) => ErrorKind::TextLength,
    };
    row.refuse(fault, Column::Name);
    None
}

/// What the identity column of a row gave.
enum Identity {
    Absent,
    Refused,
    Good(IdentityNumber),
}

impl Identity {
    fn number(&self) -> Option<IdentityNumber> {
        match self {
            Self::Good(number) => Some(*number),
            Self::Absent | Self::Refused => None,
        }
    }

    fn is_refused(&self) -> bool {
        matches!(self, Self::Refused)
    }
}

fn identity(row: &mut Reading<'_>, at: u32, seen: &mut Seen) -> Identity {
    let column = Column::IdentityNumber;
    if matches!(row.cell(column), Cell::Number(_) | Cell::Date(_)) {
        row.refuse(ErrorKind::IdLostDigits, column);
        return Identity::Refused;
    }
    let before = row.errors.len();
    let Some(text) = row.text(column) else {
        return if row.errors.len() == before { Identity::Absent } else { Identity::Refused };
    };
    for fault in IdentityNumber::faults(&text, row.facts.today) {
        row.refuse(kind_of(fault), column);
    }
    let Ok(number) = IdentityNumber::parse(&text, row.facts.today) else { return Identity::Refused };
    if let Some(first) = seen.identity_numbers.get(&number) {
        row.refuse_duplicate(ErrorKind::DupId, column, *first);
        return Identity::Refused;
    }
    seen.identity_numbers.insert(number, at);
    Identity::Good(number)
}

fn kind_of(fault: IdentityFault) -> ErrorKind {
    match fault {
        IdentityFault::LostDigits => ErrorKind::IdLostDigits,
        IdentityFault::Form | IdentityFault::CheckDigit => ErrorKind::IdCheck,
        IdentityFault::Region => ErrorKind::IdRegion,
        IdentityFault::Date => ErrorKind::IdDate,
    }
}

fn staff_number(row: &mut Reading<'_>, identity: &Identity) -> Option<StaffNumber> {
    let column = Column::StaffNumber;
    let before = row.errors.len();
    let text = row.text(column);
    let whole = !matches!(row.cell(column), Cell::Number(number) if !is_whole(*number))
        && !matches!(row.cell(column), Cell::Date(_));
    match text.as_deref().map(|text| StaffNumber::parse(text).ok().filter(|_| whole)) {
        Some(Some(number)) => return Some(number),
        Some(None) => row.refuse(ErrorKind::StaffNumber, column),
        None if matches!(identity, Identity::Absent) && row.errors.len() == before => {
            row.refuse(ErrorKind::NoId, Column::IdentityNumber);
        }
        None => {}
    }
    None
}

fn sex(row: &mut Reading<'_>, identity: Option<IdentityNumber>) -> Option<Sex> {
    let given = row.word(Column::Sex, ErrorKind::Sex, Sex::spelled);
    let known = identity.map(|identity| identity.sex());
    if let (Some(given), Some(known)) = (given, known)
        && given != known
    {
        row.refuse(ErrorKind::IdMismatch, Column::Sex);
    }
    known.or(given)
}

fn born(row: &mut Reading<'_>, identity: Option<IdentityNumber>) -> Option<SpelledDate> {
    let given = row.date(Column::BornOn);
    let known = identity.map(|identity| identity.born());
    if let (Some(given), Some(known)) = (given, known)
        && !(given.earliest()..=given.latest()).contains(&known)
    {
        row.refuse(ErrorKind::IdMismatch, Column::BornOn);
    }
    if let (Some(given), None) = (given, known)
        && given.earliest() > row.facts.today
    {
        row.refuse(ErrorKind::DateFuture, Column::BornOn);
    }
    known.map(SpelledDate::day).or(given)
}

/// Something before one `@`, a host with a point behind it, no spaces: what a mail server can be asked about.
fn mail_address(text: &str) -> Option<String> {
    let address: String = text.trim().chars().map(crate::script::half_width).collect();
    let (local, host) = address.split_once('@')?;
    let dotted = host.split('.').count() >= 2 && host.split('.').all(|label| !label.is_empty());
    let plain = address.chars().all(|c| !crate::script::is_space(c) && !crate::script::is_invisible(c));
    let formed = !local.is_empty() && dotted && !host.contains('@') && plain && address.len() <= 254;
    formed.then_some(address)
}

/// The role given, or the one the heading implies: a 学号 is a student's, a 教工号 a teacher's.
fn role(row: &mut Reading<'_>) -> Option<AffiliationRole> {
    row.word(Column::Role, ErrorKind::Role, AffiliationRole::spelled)
}

fn branch<'a>(row: &mut Reading<'a>) -> Option<&'a KnownBranch> {
    let branches = row.facts.branches;
    let before = row.errors.len();
    let code = row.text(Column::BranchCode);
    let name = row.text(Column::BranchName);
    if row.errors.len() > before {
        return None;
    }
    let named = name.as_deref().map(|name| branches.by_name(name));
    match (code.as_deref().map(|code| branches.by_code(code)), named) {
        (Some(Some(coded)), Some(Lookup::One(named))) if named.id != coded.id => {
            row.refuse(ErrorKind::BranchMismatch, Column::BranchName);
        }
        (Some(Some(branch)), _) | (None, Some(Lookup::One(branch))) => return Some(branch),
        (None, Some(Lookup::Several)) => row.refuse(ErrorKind::AmbiguousBranch, Column::BranchName),
        (None, Some(Lookup::Unknown)) => row.refuse(ErrorKind::UnknownBranch, Column::BranchName),
        (Some(None), _) | (None, None) => {
            let column = if row.header.position(Column::BranchCode).is_some() {
                Column::BranchCode
            } else {
                Column::BranchName
            };
            row.refuse(ErrorKind::UnknownBranch, column);
        }
    }
    None
}

fn unit(facts: &Facts<'_>, workplace: Option<&str>, branch: Option<&KnownBranch>) -> Option<UnitId> {
    match workplace.map(|name| facts.units.by_name(name)) {
        Some(Lookup::One(unit)) => Some(unit.id),
        Some(Lookup::Unknown | Lookup::Several) => None,
        None => branch.and_then(|branch| branch.unit),
    }
}

fn stage_dates(row: &mut Reading<'_>) -> StageDates {
    [Column::AppliedOn, Column::ActivistOn, Column::TargetOn, Column::JoinedOn, Column::FullOn]
        .map(|column| (column, row.date(column)))
}

/// Each date follows the known one before it, birth first, and none lies ahead. A
/// month is given the benefit of the doubt.
fn check_dates(row: &mut Reading<'_>, born: Option<SpelledDate>, dates: &StageDates) {
    let mut before = born;
    for (column, date) in dates {
        let Some(date) = date else { continue };
        if before.is_some_and(|before| before.earliest() > date.latest()) {
            row.refuse(ErrorKind::DateOrder, *column);
        }
        if date.earliest() > row.facts.today {
            row.refuse(ErrorKind::DateFuture, *column);
        }
        before = Some(*date);
    }
}

fn standing(dates: &StageDates) -> Standing {
    let [applied_on, activist_on, target_on, joined_on, full_on] =
        dates.map(|(_, date)| date.map(SpelledDate::earliest));
    Standing { applied_on, activist_on, target_on, joined_on, full_on }
}

/// The stage claimed, which no date may go beyond; else the one the dates had reached.
fn stage(row: &mut Reading<'_>, standing: &Standing) -> Option<Stage> {
    let reached = standing.stage_on(row.facts.today);
    let claimed = row.word(Column::Status, ErrorKind::Status, Stage::spelled);
    if claimed.is_some() && reached > claimed {
        row.refuse(ErrorKind::StatusDates, Column::Status);
    }
    claimed.or(reached)
}

fn texts(row: &mut Reading<'_>) -> [Option<String>; 4] {
    [
        row.plain(Column::Ethnicity, 32),
        row.plain(Column::NativePlace, 64),
        row.plain(Column::Education, 64),
        row.plain(Column::Introducers, 128),
    ]
}

fn place(unit: Option<UnitId>, workplace: Option<&str>, branch: &KnownBranch) -> Place {
    match (unit, workplace) {
        (Some(unit), _) => Place::Unit(unit),
        (None, Some(name)) => Place::Named(crate::script::compact(name)),
        (None, None) => Place::Branch(branch.id),
    }
}

fn note_staff_number(row: &mut Reading<'_>, at: u32, place: Place, staff: &StaffNumber, seen: &mut Seen) {
    match seen.staff_numbers.get(&(place.clone(), staff.clone())) {
        Some(first) => row.refuse_duplicate(ErrorKind::DupStaffNumber, Column::StaffNumber, *first),
        None => {
            seen.staff_numbers.insert((place, staff.clone()), at);
        }
    }
}

fn findings(
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
