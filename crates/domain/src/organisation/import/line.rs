//! Which lines of the two tables are rows.

use crate::cell::Cell;
use crate::sheet::{Columns, Header, is_blank, is_sample, opens_a_note, tight_text};

/// Whether a line below the headings is a row of the table: it is no repeated heading,
/// note, sum or sample of a template, and one of the `naming` columns is filled. One
/// filled cell alone is a row only where it is a short text in a naming column.
#[must_use]
pub fn is_data_row<C: Columns>(cells: &[Cell], header: &Header<C>, naming: &[C]) -> bool {
    if opens_a_note(cells) || header.is_repeated_in(cells) {
        return false;
    }
    let named = |column: &C| !is_blank(header.cell(cells, *column));
    let filled = cells.iter().filter(|cell| !is_blank(cell)).count();
    let short = |text: &str| !text.contains([':', '：', '。', '；', ';']) && text.chars().count() <= 40;
    let sample = naming.iter().any(|column| is_sample(&tight_text(header.cell(cells, *column))));
    let lone = filled == 1 && !cells.iter().all(|cell| short(&tight_text(cell)));
    naming.iter().any(named) && !sample && !lone
}
