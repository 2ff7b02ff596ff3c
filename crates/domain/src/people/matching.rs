//! Whether a row of a roster is about somebody the register already has.

use super::identity_number::IdentityNumber;
use super::roster::{RosterEntry, StaffNumber};
use crate::kinds::UnitId;

/// By what a person may be found, the surest first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MatchKey {
    /// The identity number: the same everywhere.
    IdentityNumber(IdentityNumber),
    /// A staff number: it counts inside its unit only.
    StaffNumber {
        /// The unit that gave it.
        unit: UnitId,
        /// The number.
        number: StaffNumber,
    },
}

/// The keys of a row in the order in which to ask for them. A staff number whose
/// unit is not known is no key.
#[must_use]
pub fn match_keys(entry: &RosterEntry) -> Vec<MatchKey> {
    let identity = entry.identity_number.map(MatchKey::IdentityNumber);
    let staff = entry.unit.zip(entry.staff_number.clone());
    let staff = staff.map(|(unit, number)| MatchKey::StaffNumber { unit, number });
    identity.into_iter().chain(staff).collect()
}

/// Whom a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match<P> {
    /// Nobody the register has.
    New,
    /// This person.
    Known(P),
    /// The staff number belongs to somebody with another identity number: the row
    /// must be refused as [`dup_staff_number`](super::roster::ErrorKind::DupStaffNumber).
    Taken(P),
}

/// Decides whom a row is about.
///
/// `by_identity` is the person with the row's identity number. `by_staff_number` is
/// the person with its staff number in its unit, and whether that person has an
/// identity number of their own. The row's identity number, if `row_has_identity`,
/// decides: only somebody whose identity number is missing is found by staff number,
/// and then gains the number of the row.
#[must_use]
pub fn matched<P: Copy + PartialEq>(
    row_has_identity: bool,
    by_identity: Option<P>,
    by_staff_number: Option<(P, bool)>,
) -> Match<P> {
    match (by_identity, by_staff_number) {
        (Some(person), Some((other, _))) if person != other => Match::Taken(other),
        (Some(person), _) => Match::Known(person),
        (None, Some((person, true))) if row_has_identity => Match::Taken(person),
        (None, Some((person, _))) => Match::Known(person),
        (None, None) => Match::New,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identity_number_decides_over_the_staff_number() {
        assert_eq!(matched(true, Some(1), Some((1, true))), Match::Known(1));
        assert_eq!(matched(true, Some(1), None), Match::Known(1));
        assert_eq!(matched(true, Some(1), Some((2, false))), Match::Taken(2));
    }

    #[test]
    fn a_staff_number_of_somebody_with_another_identity_number_is_taken() {
        assert_eq!(matched(true, None, Some((2, true))), Match::Taken(2));
    }

    #[test]
    fn a_person_without_identity_number_gains_it_from_a_row_with_the_same_staff_number() {
        assert_eq!(matched(true, None, Some((2, false))), Match::Known(2));
    }

    #[test]
    fn a_row_without_identity_number_finds_its_person_by_staff_number_alone() {
        assert_eq!(matched(false, None, Some((2, true))), Match::Known(2));
        assert_eq!(matched::<u8>(false, None, None), Match::New);
    }
}
