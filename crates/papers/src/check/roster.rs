//! A roster: one person a row.

use chrono::NaiveDate;
use gongjian_domain::people::roster::{
    self, Branches, Checked, Column, Facts, KnownBranch, KnownUnit, Line, RosterEntry, RowError, RowFinding,
    Seen, Units,
};
use serde::{Deserialize, Serialize};

use super::seeking::{Seeking, Told};
use super::{Failure, FoundHeader, TableKind, Totals};
use crate::limits::Limits;
use crate::read::{Go, read};
use crate::worker::Message;

/// What the register knows and a roster is held against, in a form that travels to the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterFacts {
    /// The day of the import.
    pub today: NaiveDate,
    /// The branches people may be entered in. Branches only, no committees.
    pub branches: Vec<KnownBranch>,
    /// The units a row may name.
    pub units: Vec<KnownUnit>,
    /// The age, in full years, from which one may apply. A parameter of the rule pack.
    pub application_age: u32,
    /// The length of probation in months. A parameter of the rule pack.
    pub probation_months: u32,
}

/// One row of a roster, judged. It holds an identity number in the clear when serialised: it goes from the
/// worker to its parent and nowhere else. `Debug` masks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckedPerson {
    /// The row as the spreadsheet program numbers it.
    pub row: u32,
    /// What became of it.
    pub outcome: PersonOutcome,
}

/// What became of a row of a roster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum PersonOutcome {
    /// It can be taken over.
    Good {
        /// What it says.
        entry: Box<RosterEntry>,
        /// Rules its history breaks, and what was read only in part.
        findings: Vec<RowFinding>,
    },
    /// Nothing of it is taken over.
    Refused {
        /// The name as far as it could be read, to show the row by; may be empty.
        label: String,
        /// Everything that is wrong with it; never empty.
        errors: Vec<RowError>,
    },
}

impl From<Checked> for PersonOutcome {
    fn from(checked: Checked) -> Self {
        match checked {
            Checked::Good { entry, findings } => Self::Good { entry, findings },
            Checked::Refused { label, errors } => Self::Refused { label, errors },
        }
    }
}

/// Rows between two messages of progress.
const PROGRESS_EVERY: u32 = 500;

/// Reads a file as a roster and tells every row of it to `tell`.
pub(crate) fn check_roster(
    bytes: &[u8],
    name: &str,
    limits: &Limits,
    facts: &RosterFacts,
    tell: &mut dyn FnMut(Message) -> Go,
) -> Result<Totals, Failure> {
    let branches = Branches::new(facts.branches.iter().cloned());
    let units = Units::new(facts.units.iter().cloned());
    let facts = Facts {
        today: facts.today,
        branches: &branches,
        units: &units,
        application_age: facts.application_age,
        probation_months: facts.probation_months,
    };
    let mut totals = Totals::default();
    let mut seen = Seen::default();
    let mut judge = |told: Told<'_, Column>| match told {
        Told::Skipped(sheet, why) => tell(Message::SheetSkipped { sheet: sheet.to_owned(), why }),
        Told::Header(sheet, header) => {
            tell(Message::Header(FoundHeader::new(TableKind::Roster, sheet, header)))
        }
        Told::Row(row, cells, header) => {
            if roster::line(cells, header) != Line::Data {
                return Go::On;
            }
            let outcome = PersonOutcome::from(roster::check_row(row, cells, header, &facts, &mut seen));
            totals.count(matches!(outcome, PersonOutcome::Good { .. }));
            let go = tell(Message::Person(CheckedPerson { row, outcome }));
            if go == Go::On && totals.rows.is_multiple_of(PROGRESS_EVERY) {
                return tell(Message::Progress { rows: totals.rows });
            }
            go
        }
    };
    let mut seeking = Seeking::<Column>::new();
    read(bytes, name, limits, &mut |event| seeking.take(&event, &mut judge))?;
    seeking.finish(&mut judge).map_err(|sheets| Failure::NoHeader { sheets })?;
    Ok(totals)
}
