//! Judging one row of a roster: refused with all its errors, or good with its findings.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use super::who::{self, Particulars};
use super::{
    Column, ErrorKind, Facts, Header, KnownBranch, Reading, RosterEntry, RowError, RowFinding, StaffNumber,
    history,
};
use crate::cell::Cell;
use crate::kinds::{OrganisationId, UnitId};
use crate::people::identity_number::IdentityNumber;

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

impl Seen {
    /// The earlier row with this identity number; where there is none, `row` is noted as the first.
    pub(super) fn identity_number(&mut self, number: IdentityNumber, row: u32) -> Option<u32> {
        note(&mut self.identity_numbers, number, row)
    }
}

/// The row noted under `key` before, or `None` after noting `row`.
fn note<K: Eq + Hash>(rows: &mut HashMap<K, u32>, key: K, row: u32) -> Option<u32> {
    match rows.entry(key) {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(place) => {
            place.insert(row);
            None
        }
    }
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq)]
pub enum Checked {
    /// Nothing of it is taken over.
    Refused {
        /// The name as it stands in the row, shortened, to show the row by; may be empty.
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
    let mut row = Reading::new(cells, header);
    let name = who::name(&mut row);
    let identity = who::identity(&mut row, facts.today, number, seen);
    let staff_number = who::staff_number(&mut row, &identity);
    let sex = who::sex(&mut row, identity.number());
    let born = who::born(&mut row, facts.today, identity.number());
    let branch = who::branch(&mut row, facts.branches);
    let workplace = row.plain(Column::Workplace, 128);
    let unit = who::unit(facts, workplace.as_deref(), branch);
    let dates = history::stage_dates(&mut row);
    history::check_dates(&mut row, facts.today, born, &dates);
    let standing = history::standing(&dates);
    let stage = history::stage(&mut row, facts.today, &standing);
    let Particulars { phone, email, ethnicity, native_place, education, role, introducers } =
        who::particulars(&mut row);

    // The second of two rows with one identity number is not told about its other numbers.
    let place =
        branch.filter(|_| !identity.is_refused()).map(|branch| place(unit, workplace.as_deref(), branch));
    if let (Some(place), Some(staff)) = (place, &staff_number)
        && let Some(first) = note(&mut seen.staff_numbers, (place, staff.clone()), number)
    {
        row.refuse_duplicate(ErrorKind::DupStaffNumber, Column::StaffNumber, first);
    }
    let (Some(name), Some(branch), true) = (name, branch, row.errors.is_empty()) else {
        return Checked::Refused { label: row.shown(Column::Name), errors: row.errors };
    };
    let findings = history::findings(facts, born, &dates, workplace.as_deref().filter(|_| unit.is_none()));
    let entry = RosterEntry {
        name,
        identity_number: identity.number(),
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

fn place(unit: Option<UnitId>, workplace: Option<&str>, branch: &KnownBranch) -> Place {
    match (unit, workplace) {
        (Some(unit), _) => Place::Unit(unit),
        (None, Some(name)) => Place::Named(crate::script::compact(name)),
        (None, None) => Place::Branch(branch.id),
    }
}
