//! Units and Party organisations 单位与党组织 from a spreadsheet, judged and taken over as a whole.

pub mod compare;
pub mod known;
pub mod undo;
pub mod write;

use std::collections::HashMap;

use gongjian_domain::kinds::{OrganisationId, UnitId};
use gongjian_domain::organisation::import::{
    CheckedRow, OrganisationColumn, OrganisationEntry, Outcome, TableFinding, UnitColumn, UnitEntry,
};
use gongjian_domain::sheet::Columns;
use gongjian_papers::check::{CheckedOrganisation, CheckedUnit, OrganisationFacts};

use compare::{OrganisationPlan, UnitPlan};
use known::{Known, KnownOrganisation, KnownUnit};

use super::row::{Change, Entry, JudgedRow, Noted, Part, Problem, RowState};
use crate::clock::Clock;

/// What the tables are held against while they are read.
#[must_use]
pub fn facts(known: &Known) -> OrganisationFacts {
    OrganisationFacts { today: known.today, register: known.register() }
}

/// A row of the table of units as the file told it.
#[must_use]
pub fn told_unit(row: CheckedUnit) -> JudgedRow {
    told(Part::Units, row, |entry: &UnitEntry| {
        let code = entry.credit_code.as_ref().map(|code| code.as_str().to_owned());
        (entry.name.clone(), code.unwrap_or_default(), Entry::Unit(Box::new(entry.clone())))
    })
}

/// A row of the table of organisations as the file told it.
#[must_use]
pub fn told_organisation(row: CheckedOrganisation) -> JudgedRow {
    told(Part::Organisations, row, |entry: &OrganisationEntry| {
        let code = entry.code.as_str().to_owned();
        (entry.name.clone(), code, Entry::Organisation(Box::new(entry.clone())))
    })
}

fn told<E, C: Columns>(
    part: Part,
    row: CheckedRow<E, C>,
    say: impl Fn(&E) -> (String, String, Entry),
) -> JudgedRow {
    match row.outcome {
        Outcome::Refused { label, errors } => {
            JudgedRow::refused(part, row.number, label, errors.iter().map(Problem::from).collect())
        }
        Outcome::Good { entry, findings } => {
            let (label, line, entry) = say(&entry);
            let noted = |finding: &TableFinding| Noted {
                kind: finding.kind.as_str().to_owned(),
                reason: finding.reason.clone(),
            };
            let findings = findings.iter().map(noted).collect();
            JudgedRow { label, line, findings, entry: Some(entry), ..JudgedRow::unjudged(part, row.number) }
        }
    }
}

/// What a good row would do.
#[derive(Debug, Clone)]
pub enum Plan {
    /// To a unit.
    Unit(Box<UnitPlan>),
    /// To an organisation.
    Organisation(Box<OrganisationPlan>),
}

/// A row with what it would do; refused rows would do nothing.
pub struct Judged {
    /// The row as it is kept and shown.
    pub row: JudgedRow,
    /// What it would do.
    pub plan: Option<Plan>,
}

/// Holds the rows of both tables against the register. New things get their ids here, so that
/// rows can refer to one another in any order.
#[must_use]
pub fn judge(clock: &Clock, known: &Known, rows: Vec<JudgedRow>) -> Vec<Judged> {
    // What the register will have: the file's new units and organisations beside the known ones.
    let mut ahead = known.clone();
    let units = enter_units(clock, &mut ahead, &rows);
    let organisations = enter_organisations(clock, &mut ahead, &rows);
    rows.into_iter().map(|row| one(row, known, &ahead, &units, &organisations)).collect()
}

/// The ids of what stands in each row: known or new.
type Placed<T> = HashMap<u32, T>;

/// Enters new units until no row is left whose parent could still come: parents may stand below their children.
fn enter_units(clock: &Clock, ahead: &mut Known, rows: &[JudgedRow]) -> Placed<UnitId> {
    let mut placed = Placed::new();
    loop {
        let before = placed.len();
        for row in rows {
            let Some(Entry::Unit(entry)) = &row.entry else { continue };
            if placed.contains_key(&row.number) {
                continue;
            }
            let parent = entry.parent.as_ref().map(|parent| ahead.referred(parent));
            if parent == Some(None) {
                continue;
            }
            let code = entry.credit_code.as_ref().map(|code| code.as_str());
            let found = ahead.unit(code, &entry.name, parent.flatten()).map(|unit| unit.id);
            let id = found.unwrap_or_else(|| clock.id());
            if found.is_none() {
                ahead.enter_unit(compare::new_unit(id, entry, parent.flatten()));
            }
            placed.insert(row.number, id);
        }
        if placed.len() == before {
            return placed;
        }
    }
}

fn enter_organisations(clock: &Clock, ahead: &mut Known, rows: &[JudgedRow]) -> Placed<OrganisationId> {
    let mut placed = Placed::new();
    for row in rows {
        let Some(Entry::Organisation(entry)) = &row.entry else { continue };
        let found = ahead.organisation(entry.code.as_str()).map(|known| known.id);
        let id = found.unwrap_or_else(|| clock.id());
        if found.is_none() {
            ahead.enter_organisation(compare::new_organisation(id, entry));
        }
        placed.insert(row.number, id);
    }
    placed
}

fn one(
    mut row: JudgedRow,
    known: &Known,
    ahead: &Known,
    units: &Placed<UnitId>,
    organisations: &Placed<OrganisationId>,
) -> Judged {
    let (plan, is_known, changes) = match &row.entry {
        None => return Judged { row, plan: None },
        Some(Entry::Unit(entry)) => {
            let Some(id) = units.get(&row.number) else { return lost(row, UnitColumn::Parent.as_str()) };
            let before: Option<&KnownUnit> = known.units.get(id);
            let plan = compare::unit(*id, entry, before, ahead);
            let changes = before.map_or_else(Vec::new, |_| plan.changes.clone());
            (Plan::Unit(Box::new(plan)), before.is_some(), changes)
        }
        Some(Entry::Organisation(entry)) => {
            let Some(id) = organisations.get(&row.number) else {
                return lost(row, OrganisationColumn::ParentCode.as_str());
            };
            let before: Option<&KnownOrganisation> = known.organisations.get(id);
            match compare::organisation(*id, entry, before, ahead) {
                Ok(plan) => {
                    let changes: Vec<Change> = before.map_or_else(Vec::new, |_| plan.changes.clone());
                    (Plan::Organisation(Box::new(plan)), before.is_some(), changes)
                }
                Err(problem) => {
                    let refused = JudgedRow::refused(row.part, row.number, row.label, vec![problem]);
                    return Judged { row: refused, plan: None };
                }
            }
        }
        Some(Entry::Person(_)) => return Judged { row, plan: None },
    };
    row.state = match (is_known, changes.is_empty()) {
        (false, _) => RowState::New,
        (true, true) => RowState::Unchanged,
        (true, false) => RowState::Changed,
    };
    row.subject = is_known.then(|| plan.subject());
    row.changes = changes;
    Judged { row, plan: Some(plan) }
}

/// What the row refers to has gone since the file was read.
fn lost(row: JudgedRow, column: &str) -> Judged {
    let problem = compare::unknown_parent(column, &row.label);
    Judged { row: JudgedRow::refused(row.part, row.number, row.label, vec![problem]), plan: None }
}

impl Plan {
    /// The id of what it is about.
    #[must_use]
    pub fn subject(&self) -> uuid::Uuid {
        match self {
            Self::Unit(plan) => plan.unit.id.uuid(),
            Self::Organisation(plan) => plan.organisation.id.uuid(),
        }
    }
}
