//! What one cell of somebody's spreadsheet holds, before anyone reads meaning into it.

use chrono::NaiveDate;

/// The content of a cell as the file gives it.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing was typed.
    #[default]
    Empty,
    /// Text, as typed. Cells of csv are always text or empty.
    Text(String),
    /// A number: perhaps a count, perhaps an identity number that lost its digits.
    Number(f64),
    /// A cell the spreadsheet program shows as a date.
    Date(NaiveDate),
    /// A formula, an error value or a truth value: nothing a register may take over.
    Foreign(String),
}
