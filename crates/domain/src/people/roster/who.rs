//! Reading who a row is about and where the person belongs.

use chrono::NaiveDate;

use super::{Branches, Column, ErrorKind, Facts, KnownBranch, Lookup, Reading, Seen, StaffNumber};
use crate::cell::Cell;
use crate::kinds::UnitId;
use crate::people::affiliation::AffiliationRole;
use crate::people::date_spelling::SpelledDate;
use crate::people::identity_number::{IdentityFault, IdentityNumber};
use crate::people::name::{NameFault, PersonName};
use crate::people::phone::Phone;
use crate::people::sex::Sex;
use crate::sheet::is_whole;

pub(super) fn name(row: &mut Reading<'_>) -> Option<PersonName> {
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
pub(super) enum Identity {
    Absent,
    Refused,
    Good(IdentityNumber),
}

impl Identity {
    pub(super) fn number(&self) -> Option<IdentityNumber> {
        match self {
            Self::Good(number) => Some(*number),
            Self::Absent | Self::Refused => None,
        }
    }

    pub(super) fn is_refused(&self) -> bool {
        matches!(self, Self::Refused)
    }
}

pub(super) fn identity(row: &mut Reading<'_>, today: NaiveDate, at: u32, seen: &mut Seen) -> Identity {
    let column = Column::IdentityNumber;
    if matches!(row.cell(column), Cell::Number(_) | Cell::Date(_)) {
        row.refuse(ErrorKind::IdLostDigits, column);
        return Identity::Refused;
    }
    let before = row.errors.len();
    let Some(text) = row.text(column) else {
        return if row.errors.len() == before { Identity::Absent } else { Identity::Refused };
    };
    for fault in IdentityNumber::faults(&text, today) {
        row.refuse(kind_of(fault), column);
    }
    let Ok(number) = IdentityNumber::parse(&text, today) else { return Identity::Refused };
    match seen.identity_number(number, at) {
        Some(first) => {
            row.refuse_duplicate(ErrorKind::DupId, column, first);
            Identity::Refused
        }
        None => Identity::Good(number),
    }
}

fn kind_of(fault: IdentityFault) -> ErrorKind {
    match fault {
        IdentityFault::LostDigits => ErrorKind::IdLostDigits,
        IdentityFault::Form | IdentityFault::CheckDigit => ErrorKind::IdCheck,
        IdentityFault::Region => ErrorKind::IdRegion,
        IdentityFault::Date => ErrorKind::IdDate,
    }
}

pub(super) fn staff_number(row: &mut Reading<'_>, identity: &Identity) -> Option<StaffNumber> {
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

pub(super) fn sex(row: &mut Reading<'_>, identity: Option<IdentityNumber>) -> Option<Sex> {
    let given = row.word(Column::Sex, ErrorKind::Sex, Sex::spelled);
    let known = identity.map(|identity| identity.sex());
    if let (Some(given), Some(known)) = (given, known)
        && given != known
    {
        row.refuse(ErrorKind::IdMismatch, Column::Sex);
    }
    known.or(given)
}

pub(super) fn born(
    row: &mut Reading<'_>,
    today: NaiveDate,
    identity: Option<IdentityNumber>,
) -> Option<SpelledDate> {
    let given = row.date(Column::BornOn);
    let known = identity.map(|identity| identity.born());
    if let (Some(given), Some(known)) = (given, known)
        && !(given.earliest()..=given.latest()).contains(&known)
    {
        row.refuse(ErrorKind::IdMismatch, Column::BornOn);
    }
    if let (Some(given), None) = (given, known)
        && given.earliest() > today
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
    let given = row.word(Column::Role, ErrorKind::Role, AffiliationRole::spelled);
    let implied = || match row.header.heading(Column::StaffNumber)? {
        "学号" => Some(AffiliationRole::Student),
        "教工号" | "教师工号" => Some(AffiliationRole::Teacher),
        _ => None,
    };
    given.or_else(implied)
}

/// What else a row says of a person, none of it decisive.
pub(super) struct Particulars {
    pub(super) phone: Option<Phone>,
    pub(super) email: Option<String>,
    pub(super) ethnicity: Option<String>,
    pub(super) native_place: Option<String>,
    pub(super) education: Option<String>,
    pub(super) role: Option<AffiliationRole>,
    pub(super) introducers: Option<String>,
}

pub(super) fn particulars(row: &mut Reading<'_>) -> Particulars {
    Particulars {
        phone: row.word(Column::Phone, ErrorKind::Phone, |text| Phone::parse(text).ok()),
        email: row.word(Column::Email, ErrorKind::Email, mail_address),
        ethnicity: row.plain(Column::Ethnicity, 32),
        native_place: row.plain(Column::NativePlace, 64),
        education: row.plain(Column::Education, 64),
        role: role(row),
        introducers: row.plain(Column::Introducers, 128),
    }
}

pub(super) fn branch<'a>(row: &mut Reading<'_>, branches: &'a Branches) -> Option<&'a KnownBranch> {
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

pub(super) fn unit(
    facts: &Facts<'_>,
    workplace: Option<&str>,
    branch: Option<&KnownBranch>,
) -> Option<UnitId> {
    match workplace.map(|name| facts.units.by_name(name)) {
        Some(Lookup::One(unit)) => Some(unit.id),
        Some(Lookup::Unknown | Lookup::Several) => None,
        None => branch.and_then(|branch| branch.unit),
    }
}
