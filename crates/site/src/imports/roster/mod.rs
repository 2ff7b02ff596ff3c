//! Rosters 名册: rows about people, held against the register and taken over.

pub mod compare;
pub mod known;
pub mod lookup;
pub mod undo;
pub mod write;

use std::collections::HashMap;

use gongjian_domain::kinds::PersonId;
use gongjian_domain::people::roster::{Column, ErrorKind, RosterEntry, RowError, RowFinding};
use gongjian_domain::reason::Arg;
use gongjian_domain::rule::RuleBook;
use gongjian_papers::check::{CheckedPerson, PersonOutcome, RosterFacts};

use compare::{Plan, compare};
use known::Place;
use lookup::Known;

use super::row::{Entry, JudgedRow, Noted, Part, Problem, RowState};
use crate::db::{StoreError, Tx};
use crate::keys::Keys;

/// What a roster is held against while it is read.
#[must_use]
pub fn facts(place: &Place, book: &RuleBook) -> RosterFacts {
    RosterFacts {
        today: place.today,
        branches: place.branches.values().cloned().collect(),
        units: place.units.values().map(|unit| unit.known.clone()).collect(),
        application_age: book.roster.application_age(place.today),
        probation_months: book.roster.probation_months(place.today),
    }
}

/// Rows of one file on their way into the register, in the order of the file.
pub struct Judge<'a> {
    place: &'a Place,
    keys: &'a Keys,
    /// The row that was about each known person first.
    met: HashMap<PersonId, u32>,
}

/// A row with what it would do; refused rows would do nothing.
pub struct Judged {
    /// The row as it is kept and shown.
    pub row: JudgedRow,
    /// What it would do.
    pub plan: Option<Plan>,
}

impl<'a> Judge<'a> {
    /// Begins with the first row of a file.
    #[must_use]
    pub fn new(place: &'a Place, keys: &'a Keys) -> Self {
        Self { place, keys, met: HashMap::new() }
    }

    /// Holds rows as the file told them against the register.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn told(&mut self, tx: &Tx, rows: Vec<CheckedPerson>) -> Result<Vec<Judged>, StoreError> {
        let rows = rows.into_iter().map(|row| match row.outcome {
            PersonOutcome::Refused { label, errors } => {
                let problems = errors.iter().map(Problem::from).collect();
                JudgedRow::refused(Part::Roster, row.row, label, problems)
            }
            PersonOutcome::Good { entry, findings } => good(row.row, entry, &findings),
        });
        self.again(tx, rows.collect()).await
    }

    /// Holds rows against the register that were held against it before. Refused ones stay refused.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn again(&mut self, tx: &Tx, rows: Vec<JudgedRow>) -> Result<Vec<Judged>, StoreError> {
        let entries: Vec<&RosterEntry> = rows.iter().filter_map(person_of).collect();
        let known = Known::about(tx, self.keys, &entries, self.place.today).await?;
        rows.into_iter().map(|row| self.one(row, &known)).collect()
    }

    fn one(&mut self, mut row: JudgedRow, known: &Known) -> Result<Judged, StoreError> {
        let Some(entry) = person_of(&row) else { return Ok(Judged { row, plan: None }) };
        let months: Vec<&str> = row.findings.iter().filter_map(month_only).collect();
        let compared = compare(entry, &months, known.found(self.keys, entry)?, self.place);
        match compared.and_then(|plan| self.first_about(plan, row.number, entry)) {
            Ok(plan) => {
                row.subject = plan.person.map(Into::into);
                row.state = match plan.person {
                    None => RowState::New,
                    Some(_) if plan.changes.is_empty() => RowState::Unchanged,
                    Some(_) => RowState::Changed,
                };
                row.changes.clone_from(&plan.changes);
                row.remarks.clone_from(&plan.remarks);
                Ok(Judged { row, plan: Some(plan) })
            }
            Err(problem) => {
                let refused = JudgedRow::refused(Part::Roster, row.number, row.label, vec![problem]);
                Ok(Judged { row: refused, plan: None })
            }
        }
    }

    /// Of two rows about one person of the register the first stands.
    fn first_about(&mut self, plan: Plan, number: u32, entry: &RosterEntry) -> Result<Plan, Problem> {
        let Some(person) = plan.person else { return Ok(plan) };
        match *self.met.entry(person).or_insert(number) {
            first if first == number => Ok(plan),
            first => Err(Problem::from(&RowError {
                kind: ErrorKind::DupPerson,
                column: Column::StaffNumber,
                shown: entry
                    .staff_number
                    .as_ref()
                    .map_or_else(String::new, |number| number.as_str().to_owned()),
                other_row: Some(first),
            })),
        }
    }
}

fn person_of(row: &JudgedRow) -> Option<&RosterEntry> {
    match &row.entry {
        Some(Entry::Person(entry)) => Some(entry),
        Some(Entry::Unit(_) | Entry::Organisation(_)) | None => None,
    }
}

fn good(number: u32, entry: Box<RosterEntry>, findings: &[RowFinding]) -> JudgedRow {
    let noted = |finding: &RowFinding| Noted {
        kind: finding.kind.as_str().to_owned(),
        reason: finding.reason.clone(),
    };
    JudgedRow {
        label: entry.name.as_str().to_owned(),
        line: entry.branch_code.clone(),
        findings: findings.iter().map(noted).collect(),
        entry: Some(Entry::Person(entry)),
        ..JudgedRow::unjudged(Part::Roster, number)
    }
}

/// The column whose date names a month only.
fn month_only(noted: &Noted) -> Option<&str> {
    if noted.kind != "month_only" {
        return None;
    }
    noted.reason.args.iter().find_map(|(name, value)| match value {
        Arg::Text(column) if name == "column" => Some(column.as_str()),
        Arg::Text(_) | Arg::Number(_) | Arg::Date(_) | Arg::Words(_) | Arg::List(_) => None,
    })
}
