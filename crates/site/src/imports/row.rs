//! One row of an import: what it says, what it would change, why it is refused.

use gongjian_domain::organisation::import::{OrganisationEntry, UnitEntry};
use gongjian_domain::people::roster::RosterEntry;
use gongjian_domain::reason::Reason;
use gongjian_domain::sheet::{CellError, Columns, Faults};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::run::Counts;

/// The table of a file in which a row stands. Rows are numbered inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// People.
    Roster,
    /// Units.
    Units,
    /// Party organisations.
    Organisations,
}

impl Part {
    /// All tables, in the order in which they are taken over.
    pub const ALL: [Self; 3] = [Self::Roster, Self::Units, Self::Organisations];

    /// The number stored.
    #[must_use]
    pub const fn number(self) -> i32 {
        match self {
            Self::Roster => 0,
            Self::Units => 1,
            Self::Organisations => 2,
        }
    }

    /// The table stored as `number`.
    #[must_use]
    pub fn parse(number: i32) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.number() == number)
    }

    /// How the keys of the table's sentences begin.
    #[must_use]
    pub const fn messages(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Units | Self::Organisations => "organisations",
        }
    }
}

/// What a row would do, or that it may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// It adds something.
    New,
    /// It changes something.
    Changed,
    /// The register has it as it is.
    Unchanged,
    /// It is not taken over.
    Refused,
}

impl RowState {
    /// All states, those that need a person first.
    pub const ALL: [Self; 4] = [Self::Refused, Self::Changed, Self::New, Self::Unchanged];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Refused => "refused",
        }
    }

    /// The state stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// One value before and after. Words of the core stand as they are stored, days as `2026-11-23`, secrets masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// The column's word.
    pub field: String,
    /// What the register has.
    pub old: Option<String>,
    /// What the row says.
    pub new: Option<String>,
}

impl Change {
    /// The changes between two lists of the same fields.
    #[must_use]
    pub fn between<const N: usize>(
        old: [(&'static str, Option<String>); N],
        new: [(&'static str, Option<String>); N],
    ) -> Vec<Self> {
        let pairs = old.into_iter().zip(new).filter(|((_, old), (_, new))| old != new);
        pairs.map(|((field, old), (_, new))| Self { field: field.to_owned(), old, new }).collect()
    }

    /// One change.
    #[must_use]
    pub fn of(field: &str, old: Option<String>, new: Option<String>) -> Self {
        Self { field: field.to_owned(), old, new }
    }
}

/// One reason for which a row is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// The kind, such as `id_check`.
    pub kind: String,
    /// The column's word.
    pub column: String,
    /// The sentence with what stands in the cell, secrets masked.
    #[schema(value_type = Object)]
    pub reason: Reason,
}

impl<C: Columns, K: Faults> From<&CellError<C, K>> for Problem {
    fn from(error: &CellError<C, K>) -> Self {
        Self {
            kind: error.kind.as_str().to_owned(),
            column: error.column.as_str().to_owned(),
            reason: error.reason(),
        }
    }
}

/// Something noteworthy about a row that is taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Noted {
    /// The kind, such as `under_18`.
    pub kind: String,
    /// The sentence.
    #[schema(value_type = Object)]
    pub reason: Reason,
}

/// What a good row says. It holds an identity number in the clear when serialised: it is sealed before it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// A person.
    Person(Box<RosterEntry>),
    /// A unit.
    Unit(Box<UnitEntry>),
    /// A Party organisation.
    Organisation(Box<OrganisationEntry>),
}

/// A row held against the register.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedRow {
    /// The table it stands in.
    pub part: Part,
    /// Its number in the file.
    pub number: u32,
    /// What it would do.
    pub state: RowState,
    /// The name it is shown by.
    pub label: String,
    /// What stands beside the name: the branch, the code.
    pub line: String,
    /// What it is about in the register.
    pub subject: Option<Uuid>,
    /// What it says; kept for rows that may be taken over.
    pub entry: Option<Entry>,
    /// What it changes.
    pub changes: Vec<Change>,
    /// Why it is refused.
    pub problems: Vec<Problem>,
    /// Rules its history breaks, and what was read only in part.
    pub findings: Vec<Noted>,
    /// What the comparison with the register left out or wants to be looked at.
    pub remarks: Vec<Reason>,
}

impl JudgedRow {
    /// A row of which nothing is known yet.
    #[must_use]
    pub fn unjudged(part: Part, number: u32) -> Self {
        Self {
            part,
            number,
            state: RowState::New,
            label: String::new(),
            line: String::new(),
            subject: None,
            entry: None,
            changes: Vec::new(),
            problems: Vec::new(),
            findings: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// A refused row.
    #[must_use]
    pub fn refused(part: Part, number: u32, label: String, problems: Vec<Problem>) -> Self {
        Self { state: RowState::Refused, label, problems, ..Self::unjudged(part, number) }
    }

    /// Whether the row would do what `other` would: only then may a decision about one stand for the other.
    #[must_use]
    pub fn does_the_same_as(&self, other: &Self) -> bool {
        self.state == other.state && self.changes == other.changes && self.subject == other.subject
    }
}

impl Counts {
    /// Counts a row in.
    pub fn add(&mut self, state: RowState) {
        self.rows += 1;
        match state {
            RowState::New => self.new += 1,
            RowState::Changed => self.changed += 1,
            RowState::Unchanged => self.unchanged += 1,
            RowState::Refused => self.refused += 1,
        }
    }
}
