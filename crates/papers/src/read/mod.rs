//! Bytes of a stranger's file in, rows out, one at a time.
//!
//! The format is told by the bytes, never by the file's name. Every limit is
//! checked before the memory is taken: a part is unpacked while it is read,
//! and reading stops at the first byte too many. Workbooks of the new kind
//! are read by this module itself (with quick-xml and zip, which calamine uses
//! too), because calamine's reader keeps each text of the workbook as an
//! object of its own, has no limits and hides which cells are formulas;
//! old `.xls` workbooks are read by calamine.

mod compound;
mod csv;
mod dates;
mod error;
mod layout;
mod looks;
mod package;
mod sheet;
mod sniff;
mod strings;
mod workbook;
mod xls;
mod xls_guard;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

use gongjian_domain::cell::Cell;

pub use error::ReadError;

use crate::limits::Limits;

pub(crate) use dates::serial;
pub(crate) use layout::{Layout, Merge};
pub(crate) use looks::{Font, Look, NumberLook};
pub(crate) use workbook::open_workbook;
pub(crate) use xls::merges as xls_merges;

/// What the reader tells, in the order of the file.
#[derive(Debug)]
pub enum Event<'a> {
    /// A worksheet begins. A csv file is one sheet with the file's name.
    Sheet {
        /// The name on the tab.
        name: &'a str,
        /// Its place among the worksheets, from 0.
        index: usize,
        /// Whether the spreadsheet program hides it.
        hidden: bool,
    },
    /// A row that holds something. Blank rows are not told; they count in the numbers.
    Row {
        /// The number the spreadsheet program shows, from 1; in csv the physical line the row begins on.
        number: u32,
        /// The cells from the first column on; cells after the last filled one are left out.
        cells: &'a [Cell],
        /// For each cell the number of its look in the workbook; empty for other formats.
        looks: &'a [u32],
    },
}

/// What the listener wants to hear next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// The next row.
    On,
    /// The next sheet; the rest of this one is not unpacked.
    NextSheet,
    /// Nothing more.
    Stop,
}

/// The format a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A workbook of Office 2007 and later, or WPS.
    Xlsx,
    /// A workbook of Excel 97 to 2003.
    Xls,
    /// Text with a separator.
    Csv,
}

/// What becomes of a cell that holds a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Formulas {
    /// It comes out as [`Cell::Foreign`]: a register takes over what was typed, not what was computed elsewhere.
    Marked,
    /// It comes out as the value last shown, for showing the sheet again.
    AsShown,
}

/// Reads a file and tells its sheets and rows to `sink`.
///
/// `name` is the file's name, used as the sheet's name for csv only.
///
/// # Errors
///
/// A [`ReadError`] when the file as a whole cannot be read within `limits`. Rows told before remain
/// told: a listener that must not act on half a file waits for `Ok`.
pub fn read(
    bytes: &[u8],
    name: &str,
    limits: &Limits,
    sink: &mut dyn FnMut(Event<'_>) -> Go,
) -> Result<Format, ReadError> {
    read_with(bytes, name, limits, Formulas::Marked, sink)
}

pub(crate) fn read_with(
    bytes: &[u8],
    name: &str,
    limits: &Limits,
    formulas: Formulas,
    sink: &mut dyn FnMut(Event<'_>) -> Go,
) -> Result<Format, ReadError> {
    match sniff::sniff(bytes, limits)? {
        sniff::Sniffed::Zip => {
            open_workbook(bytes, limits)?.read(formulas, sink)?;
            Ok(Format::Xlsx)
        }
        sniff::Sniffed::Ole => {
            // The old format's parser indexes into the file as the file tells it to. The process is the wall
            // against memory and time; this is the wall against a panic in a caller without a process.
            catch_unwind(AssertUnwindSafe(|| xls::read(bytes, limits, formulas, sink)))
                .unwrap_or(Err(ReadError::Failed))?;
            Ok(Format::Xls)
        }
        sniff::Sniffed::Text(encoding) => {
            csv::read(bytes, name, encoding, limits, sink)?;
            Ok(Format::Csv)
        }
    }
}

/// Tells the format of a file without reading its rows.
///
/// # Errors
///
/// As [`read`], for what the first look shows.
pub fn format_of(bytes: &[u8], limits: &Limits) -> Result<Format, ReadError> {
    Ok(match sniff::sniff(bytes, limits)? {
        sniff::Sniffed::Zip => Format::Xlsx,
        sniff::Sniffed::Ole => Format::Xls,
        sniff::Sniffed::Text(_) => Format::Csv,
    })
}
