//! From a file to rows that may be taken over: the headings found, each row judged by the core.
//!
//! What is checked leaves through a listener as [`Message`](crate::worker::Message)s, in the order of the
//! file, so nothing here grows with the number of rows but the numbers already met.

mod organisations;
mod roster;
mod seeking;

pub use organisations::{CheckedOrganisation, CheckedUnit, OrganisationFacts};
pub use roster::{CheckedPerson, PersonOutcome, RosterFacts};

use gongjian_domain::reason::Reason;
use gongjian_domain::sheet::{Columns, Header, NoHeader};
use serde::{Deserialize, Serialize};

pub(crate) use organisations::check_organisations;
pub(crate) use roster::check_roster;

use crate::read::ReadError;

/// What a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// People.
    Roster,
    /// Units.
    Units,
    /// Party organisations.
    Organisations,
}

/// A column found among the headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundColumn {
    /// Its place, from 0.
    pub position: u32,
    /// The column's word, such as `identity_number`.
    pub column: String,
}

/// The headings of a table as they were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundHeader {
    /// What the table is about.
    pub table: TableKind,
    /// The sheet it stands on.
    pub sheet: String,
    /// The (last) row of headings, from 1.
    pub row: u32,
    /// The columns that are taken over.
    pub columns: Vec<FoundColumn>,
    /// Places (from 0) and headings nobody knows. They are kept out.
    pub unknown: Vec<(u32, String)>,
    /// Columns that stand there a second time. The first counts.
    pub repeated: Vec<FoundColumn>,
    /// Columns that are known and not taken over.
    pub left_out: Vec<FoundColumn>,
}

impl FoundHeader {
    fn new<C: Columns>(table: TableKind, sheet: &str, header: &Header<C>) -> Self {
        let found = |(position, column): (usize, C)| FoundColumn {
            position: place(position),
            column: column.as_str().to_owned(),
        };
        let columns = header.columns.iter().enumerate();
        Self {
            table,
            sheet: sheet.to_owned(),
            row: header.row,
            columns: columns.filter_map(|(position, column)| column.map(|c| found((position, c)))).collect(),
            unknown: header.unknown.iter().map(|(position, text)| (place(*position), text.clone())).collect(),
            repeated: header.repeated.iter().copied().map(found).collect(),
            left_out: header.left_out.iter().copied().map(found).collect(),
        }
    }

    /// Where a column stands, from 0, by its word.
    #[must_use]
    pub fn position(&self, column: &str) -> Option<u32> {
        self.columns.iter().find(|found| found.column == column).map(|found| found.position)
    }
}

/// Positions stay below the limit of columns.
fn place(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Why a sheet was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Skipped {
    /// The spreadsheet program hides it.
    Hidden,
    /// An earlier sheet was the table; one file is one table of a kind.
    AfterTheTable,
    /// No row of it holds the headings such a table needs.
    NoHeader(MissingHeader),
}

impl Skipped {
    /// The sentence about the `sheet`: `read-sheet-hidden`, `read-sheet-after-the-table` or `read-sheet-no-header`.
    #[must_use]
    pub fn reason(&self, sheet: &str) -> Reason {
        let key = match self {
            Self::Hidden => "read-sheet-hidden",
            Self::AfterTheTable => "read-sheet-after-the-table",
            Self::NoHeader(_) => "read-sheet-no-header",
        };
        Reason::new(key).with("sheet", sheet)
    }
}

/// What came nearest to a row of headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingHeader {
    /// The row that came nearest, if one held two known headings or more.
    pub nearest: Option<u32>,
    /// The columns found there, by their words.
    pub found: Vec<String>,
    /// What is missing: of each group one column would do.
    pub missing: Vec<Vec<String>>,
}

impl<C: Columns> From<NoHeader<C>> for MissingHeader {
    fn from(none: NoHeader<C>) -> Self {
        let words = |columns: &[C]| columns.iter().map(|column| column.as_str().to_owned()).collect();
        Self {
            nearest: none.nearest,
            found: words(&none.found),
            missing: none.missing.iter().map(|group| words(group)).collect(),
        }
    }
}

/// Why a task came to nothing. Nothing may be taken over then, not even rows told before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "failure", rename_all = "snake_case")]
pub enum Failure {
    /// The file cannot be read.
    #[error(transparent)]
    Read(ReadError),
    /// No sheet holds the headings.
    #[error("no sheet has the headings of such a table")]
    NoHeader {
        /// The visible sheets and what came nearest on each.
        sheets: Vec<(String, MissingHeader)>,
    },
    /// The worker ended before its work: out of memory, out of time, or killed.
    #[error("the worker stopped before the end")]
    Stopped,
    /// The result could not be written.
    #[error("the workbook could not be written")]
    NotWritten,
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl Failure {
    /// The kind's stable name, as it stands in JSON answers.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Read(error) => error.as_str(),
            Self::NoHeader { .. } => "no_header",
            Self::Stopped => "stopped",
            Self::NotWritten => "not_written",
        }
    }

    /// The sentence: `read-<kind>`. `read-no-header` has the `sheet` that came nearest, its `row` (0 when
    /// no row was near), and the words of the `missing` columns, alternatives joined by `|`, groups by a space.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::Read(error) => error.reason(),
            Self::Stopped => Reason::new("read-stopped"),
            Self::NotWritten => Reason::new("read-not-written"),
            Self::NoHeader { sheets } => {
                let reason = Reason::new("read-no-header");
                let Some((sheet, near)) = sheets.iter().max_by_key(|(_, near)| near.found.len()) else {
                    return reason.with("sheet", "").with("row", 0u32).with("missing", "");
                };
                let groups: Vec<String> = near.missing.iter().map(|group| group.join("|")).collect();
                reason
                    .with("sheet", sheet.as_str())
                    .with("row", near.nearest.unwrap_or(0))
                    .with("missing", groups.join(" "))
            }
        }
    }
}

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// Rows of data; blank rows, titles, notes, repeated headings and the sample row are none.
    pub rows: u32,
    /// Rows that may be taken over.
    pub good: u32,
    /// Rows that are refused.
    pub refused: u32,
}

impl Totals {
    fn count(&mut self, good: bool) {
        self.rows += 1;
        if good {
            self.good += 1;
        } else {
            self.refused += 1;
        }
    }
}
