//! What can be wrong with a row, and what can be noteworthy about a good one.

use serde::{Deserialize, Serialize};

use super::Column;
use crate::reason::{Arg, Reason};
use crate::sheet::{CellError, Faults};

/// Why a row is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// No name.
    NoName,
    /// The name holds an invisible or direction-turning character.
    NameControl,
    /// A character of the name was lost (U+FFFD).
    NameDamaged,
    /// The name holds no letter.
    NameForm,
    /// Neither identity number nor staff number.
    NoId,
    /// Length, characters or check digit of the identity number.
    IdCheck,
    /// The province of the identity number.
    IdRegion,
    /// The date inside the identity number.
    IdDate,
    /// The identity number's last digits were lost in a numeric cell.
    IdLostDigits,
    /// Sex or birth disagree with the identity number.
    IdMismatch,
    /// An earlier row has this identity number.
    DupId,
    /// No staff number, or its digits were lost.
    StaffNumber,
    /// An earlier row of the same unit has this staff number.
    DupStaffNumber,
    /// The register has a namesake with this staff number in the same unit and another identity number.
    StaffNumberTaken,
    /// An earlier row is about the same person of the register.
    DupPerson,
    /// There is a staff number only, and no unit inside which it would count.
    NoUnit,
    /// The person belongs to an organisation outside the one the roster is brought for.
    MemberElsewhere,
    /// Neither 男 nor 女.
    Sex,
    /// No mobile number.
    Phone,
    /// No mail address.
    Email,
    /// Nobody knows this role.
    Role,
    /// No branch with this code or name.
    UnknownBranch,
    /// Several branches have this name and there is no code.
    AmbiguousBranch,
    /// The code means one branch and the name another.
    BranchMismatch,
    /// Nobody knows this status.
    Status,
    /// The status contradicts the dates.
    StatusDates,
    /// No date, or one that can be read twice.
    DateSpelling,
    /// A date that does not follow the one before it.
    DateOrder,
    /// A date that lies ahead.
    DateFuture,
    /// A formula, an error or a truth value in a column that is taken over.
    Formula,
    /// A text longer than its column.
    TextLength,
    /// An invisible character in a text.
    TextControl,
}

impl ErrorKind {
    /// All kinds.
    pub const ALL: [Self; 32] = [
        Self::NoName,
        Self::NameControl,
        Self::NameDamaged,
        Self::NameForm,
        Self::NoId,
        Self::IdCheck,
        Self::IdRegion,
        Self::IdDate,
        Self::IdLostDigits,
        Self::IdMismatch,
        Self::DupId,
        Self::StaffNumber,
        Self::DupStaffNumber,
        Self::StaffNumberTaken,
        Self::DupPerson,
        Self::NoUnit,
        Self::MemberElsewhere,
        Self::Sex,
        Self::Phone,
        Self::Email,
        Self::Role,
        Self::UnknownBranch,
        Self::AmbiguousBranch,
        Self::BranchMismatch,
        Self::Status,
        Self::StatusDates,
        Self::DateSpelling,
        Self::DateOrder,
        Self::DateFuture,
        Self::Formula,
        Self::TextLength,
        Self::TextControl,
    ];

    /// The word in answers and in the record.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoName => "no_name",
            Self::NameControl => "name_control",
            Self::NameDamaged => "name_damaged",
            Self::NameForm => "name_form",
            Self::NoId => "no_id",
            Self::IdCheck => "id_check",
            Self::IdRegion => "id_region",
            Self::IdDate => "id_date",
            Self::IdLostDigits => "id_lost_digits",
            Self::IdMismatch => "id_mismatch",
            Self::DupId => "dup_id",
            Self::StaffNumber => "staff_number",
            Self::DupStaffNumber => "dup_staff_number",
            Self::StaffNumberTaken => "staff_number_taken",
            Self::DupPerson => "dup_person",
            Self::NoUnit => "no_unit",
            Self::MemberElsewhere => "member_elsewhere",
            Self::Sex => "sex",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Role => "role",
            Self::UnknownBranch => "unknown_branch",
            Self::AmbiguousBranch => "ambiguous_branch",
            Self::BranchMismatch => "branch_mismatch",
            Self::Status => "status",
            Self::StatusDates => "status_dates",
            Self::DateSpelling => "date_spelling",
            Self::DateOrder => "date_order",
            Self::DateFuture => "date_future",
            Self::Formula => "formula",
            Self::TextLength => "text_length",
            Self::TextControl => "text_control",
        }
    }

    /// The kind whose word is `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl Faults for ErrorKind {
    const FORMULA: Self = Self::Formula;
    const TEXT_CONTROL: Self = Self::TextControl;
    const TEXT_LENGTH: Self = Self::TextLength;
    const DATE_SPELLING: Self = Self::DateSpelling;
    const MESSAGES: &'static str = "roster";

    fn as_str(self) -> &'static str {
        self.as_str()
    }
}

/// One reason for which a row of a roster is refused; its sentence is `roster-error-<kind>`.
pub type RowError = CellError<Column, ErrorKind>;

/// What is noteworthy about a row that is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Applied before the age at which one may.
    #[serde(rename = "under_18")]
    Under18,
    /// Became a full member before the probation had run.
    ProbationShort,
    /// A date was given as a month and stands as its first day.
    MonthOnly,
    /// The row names a unit the register does not know: the person is tied to none.
    UnknownUnit,
}

impl FindingKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Under18, Self::ProbationShort, Self::MonthOnly, Self::UnknownUnit];

    /// The word in answers and in the record.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Under18 => "under_18",
            Self::ProbationShort => "probation_short",
            Self::MonthOnly => "month_only",
            Self::UnknownUnit => "unknown_unit",
        }
    }

    /// The kind whose word is `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// One finding about a row, with the sentence that says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFinding {
    /// What was found.
    pub kind: FindingKind,
    /// `roster-finding-<kind>` with the values that decided.
    pub reason: Reason,
}

impl RowFinding {
    /// The finding of `kind`, its sentence still without values.
    pub(super) fn new(kind: FindingKind) -> Self {
        Self { kind, reason: Reason::new(&format!("roster-finding-{}", kind.as_str().replace('_', "-"))) }
    }

    /// The same finding with one more value in its sentence.
    pub(super) fn with(self, name: &str, value: impl Into<Arg>) -> Self {
        Self { reason: self.reason.with(name, value), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_from_the_word_serde_writes() {
        for kind in ErrorKind::ALL {
            assert_eq!(ErrorKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        for kind in FindingKind::ALL {
            assert_eq!(FindingKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
