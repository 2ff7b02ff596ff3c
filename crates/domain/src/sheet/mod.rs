//! A table in somebody's spreadsheet: where its headings stand, and what a cell says.

mod header;
mod written;

pub use header::{Columns, Header, NoHeader, find_header, fold_heading};
pub use written::{Written, is_whole, plain_text};

use crate::cell::Cell;

/// One line of a table: its number as the spreadsheet program shows it (in csv the
/// physical line, blank lines counted) and its cells from column A on.
pub type Row = (u32, Vec<Cell>);

/// Where the cells come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A workbook: numbers, dates and formulas are told apart from text.
    Workbook,
    /// Comma-separated text: everything is text, `="0012"` a text in disguise.
    Csv,
}

/// How many rows [`find_header`] wants to see at most.
pub const HEADER_WITHIN: usize = 30;
