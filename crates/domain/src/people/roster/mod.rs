//! A roster as people keep it: found, read row by row, and judged.
//!
//! ```text
//! let header = roster::find_header(first_rows)?;
//! for (number, cells) in rows_below(header.row) {
//!     if roster::is_data_row(&cells, &header) {
//!         roster::check_row(number, &cells, &header, &facts, &mut seen);
//!     }
//! }
//! ```

mod check;
mod column;
mod entry;
mod facts;
mod history;
mod line;
mod problem;
#[cfg(test)]
mod tests;
mod who;

pub use check::{Checked, Seen, check_row};
pub use column::Column;
pub use entry::{NotAStaffNumber, RosterEntry, StaffNumber};
pub use facts::{Branches, Facts, KnownBranch, KnownUnit, Lookup, Units};
pub use line::{Line, is_data_row, line};
pub use problem::{ErrorKind, FindingKind, RowError, RowFinding};

use crate::sheet::{self, NoHeader, Row};

type Reading<'a> = sheet::Reading<'a, Column, ErrorKind>;

/// The headings of a roster.
pub type Header = sheet::Header<Column>;

/// Finds the headings of a roster among its first rows (the first
/// [`sheet::HEADER_WITHIN`] are enough).
///
/// # Errors
///
/// [`NoHeader`] when no row holds a name, an identity or staff number, and a branch.
pub fn find_header(rows: &[Row]) -> Result<Header, NoHeader<Column>> {
    sheet::find_header(rows)
}
