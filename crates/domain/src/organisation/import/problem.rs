//! What can be wrong with a row of the two tables, and what became of it.

use serde::{Deserialize, Serialize};

use crate::reason::{Arg, Reason};
use crate::sheet::{CellError, Faults};

/// Why a row is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// No name.
    NoName,
    /// A unit of this kind has a unified social credit code, and the row has none.
    NoCreditCode,
    /// The code's length, characters or check characters.
    CreditCode,
    /// An earlier row has this credit code.
    DupCreditCode,
    /// An earlier row has this name below the same parent, and neither a credit code.
    DupName,
    /// Nobody knows this kind of unit, or none is given.
    UnitKind,
    /// The parent is neither in the file nor in the register.
    UnknownParent,
    /// Several units have the parent's name.
    AmbiguousParent,
    /// The parent is of a kind that has nothing below it.
    ParentKind,
    /// The row is its own parent, directly or through others.
    ParentCycle,
    /// Neither yes nor no.
    YesNo,
    /// The park is neither in the file nor in the register, or is no park.
    UnknownPark,
    /// Nobody knows this apprenticeship level, or the unit is no enterprise.
    Apprenticeship,
    /// No phone number.
    Phone,
    /// No code.
    NoCode,
    /// A code is letters, digits and dashes, at most 32 places.
    CodeFormat,
    /// An earlier row has this code.
    DupCode,
    /// Nobody knows this kind of organisation, or none is given.
    OrganisationKind,
    /// The unit is neither in the file nor in the register.
    UnknownUnit,
    /// Several units have this name.
    AmbiguousUnit,
    /// No date, or one that can be read twice.
    DateSpelling,
    /// A date before the one it should follow.
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

impl Fault {
    /// All kinds.
    pub const ALL: [Self; 26] = [
        Self::NoName,
        Self::NoCreditCode,
        Self::CreditCode,
        Self::DupCreditCode,
        Self::DupName,
        Self::UnitKind,
        Self::UnknownParent,
        Self::AmbiguousParent,
        Self::ParentKind,
        Self::ParentCycle,
        Self::YesNo,
        Self::UnknownPark,
        Self::Apprenticeship,
        Self::Phone,
        Self::NoCode,
        Self::CodeFormat,
        Self::DupCode,
        Self::OrganisationKind,
        Self::UnknownUnit,
        Self::AmbiguousUnit,
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
            Self::NoCreditCode => "no_credit_code",
            Self::CreditCode => "credit_code",
            Self::DupCreditCode => "dup_credit_code",
            Self::DupName => "dup_name",
            Self::UnitKind => "unit_kind",
            Self::UnknownParent => "unknown_parent",
            Self::AmbiguousParent => "ambiguous_parent",
            Self::ParentKind => "parent_kind",
            Self::ParentCycle => "parent_cycle",
            Self::YesNo => "yes_no",
            Self::UnknownPark => "unknown_park",
            Self::Apprenticeship => "apprenticeship",
            Self::Phone => "phone",
            Self::NoCode => "no_code",
            Self::CodeFormat => "code_format",
            Self::DupCode => "dup_code",
            Self::OrganisationKind => "organisation_kind",
            Self::UnknownUnit => "unknown_unit",
            Self::AmbiguousUnit => "ambiguous_unit",
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

impl Faults for Fault {
    const FORMULA: Self = Self::Formula;
    const TEXT_CONTROL: Self = Self::TextControl;
    const TEXT_LENGTH: Self = Self::TextLength;
    const DATE_SPELLING: Self = Self::DateSpelling;
    const MESSAGES: &'static str = "organisations";

    fn as_str(self) -> &'static str {
        self.as_str()
    }
}

/// What is noteworthy about a row that is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A date was given as a month and stands as its first day.
    MonthOnly,
    /// The code stands in the file as a number: zeros before it would be lost.
    CodeAsNumber,
}

impl FindingKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::MonthOnly, Self::CodeAsNumber];

    /// The word in answers and in the record.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MonthOnly => "month_only",
            Self::CodeAsNumber => "code_as_number",
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
pub struct TableFinding {
    /// What was found.
    pub kind: FindingKind,
    /// `organisations-finding-<kind>` with the values that decided.
    pub reason: Reason,
}

impl TableFinding {
    pub(super) fn new(kind: FindingKind) -> Self {
        let key = format!("organisations-finding-{}", kind.as_str().replace('_', "-"));
        Self { kind, reason: Reason::new(&key) }
    }

    pub(super) fn with(self, name: &str, value: impl Into<Arg>) -> Self {
        Self { reason: self.reason.with(name, value), ..self }
    }
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome<E, C> {
    /// Nothing of it is taken over.
    Refused {
        /// The name as it stands in the row, shortened; may be empty.
        label: String,
        /// Everything that is wrong with it; never empty. Sentences: `organisations-error-<kind>`.
        errors: Vec<CellError<C, Fault>>,
    },
    /// It can be taken over.
    Good {
        /// What it says.
        entry: E,
        /// What is noteworthy about it.
        findings: Vec<TableFinding>,
    },
}

/// One row of a table and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedRow<E, C> {
    /// The number of the row in its sheet.
    pub number: u32,
    /// What became of it.
    pub outcome: Outcome<E, C>,
}

impl<E, C> CheckedRow<E, C> {
    /// What the row says, if it can be taken over.
    pub fn entry(&self) -> Option<&E> {
        match &self.outcome {
            Outcome::Good { entry, .. } => Some(entry),
            Outcome::Refused { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_from_the_word_serde_writes() {
        for kind in Fault::ALL {
            assert_eq!(Fault::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        for kind in FindingKind::ALL {
            assert_eq!(FindingKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
