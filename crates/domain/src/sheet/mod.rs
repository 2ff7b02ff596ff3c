//! A table in somebody's spreadsheet: where its headings stand, and what a cell says.

mod header;
mod note;
mod reading;
mod written;

pub use header::{Columns, Header, NoHeader, find_header, fold_heading};
pub use note::{SAMPLE_MARK, is_blank, is_note_word, is_sample, opens_a_note, tight_text};
pub use reading::{CellError, Faults, distinct_kinds};
pub use written::{Written, is_whole, plain_text};

pub(crate) use reading::Reading;

use crate::cell::Cell;

/// One line of a table: its number as the spreadsheet program shows it (in csv the
/// physical line, blank lines counted) and its cells from column A on.
pub type Row = (u32, Vec<Cell>);

/// How many rows [`find_header`] wants to see at most.
pub const HEADER_WITHIN: usize = 30;
