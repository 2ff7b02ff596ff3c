//! Which lines of a table are rows about a person.

use super::{Column, Header};
use crate::cell::Cell;
use crate::script;
use crate::sheet::{is_blank, is_note_word, is_sample, opens_a_note, tight_text};

/// What a line below the headings is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Nothing stands in it, or only in columns nobody reads (a running number).
    Blank,
    /// A note, a sum, a signature line: text, but about no person.
    Note,
    /// The headings once more.
    Heading,
    /// The template's sample row.
    Sample,
    /// A row about a person, good or not.
    Data,
}

/// Tells what a line below the headings is.
///
/// A person is in a row that names one, by name, identity number, staff number or
/// phone. One filled cell alone is a note unless it can be a name in the name's
/// column or an identity number in its own.
#[must_use]
pub fn line(cells: &[Cell], header: &Header) -> Line {
    let filled = |cell: &Cell| !is_blank(cell);
    let known =
        header.columns.iter().zip(cells).filter(|(column, cell)| column.is_some() && filled(cell)).count();
    let all = cells.iter().filter(|cell| filled(cell)).count();
    if known == 0 {
        return if holds_words(cells) { Line::Note } else { Line::Blank };
    }
    if header.is_repeated_in(cells) {
        return Line::Heading;
    }
    let name = tight_text(header.cell(cells, Column::Name));
    if is_sample(&name) {
        return Line::Sample;
    }
    let numbers = [Column::IdentityNumber, Column::StaffNumber, Column::Phone];
    let numbered = numbers.into_iter().any(|column| filled(header.cell(cells, column)));
    let named = !name.is_empty();
    if opens_a_note(cells) && !header_number_filled(cells, header) {
        return Line::Note;
    }
    let about_a_person = match all {
        1 => is_lone_name(&name) || has_long_number(header.cell(cells, Column::IdentityNumber)),
        _ => named || numbered,
    };
    if about_a_person { Line::Data } else { Line::Note }
}

/// Whether the line is a row about a person.
#[must_use]
pub fn is_data_row(cells: &[Cell], header: &Header) -> bool {
    line(cells, header) == Line::Data
}

fn header_number_filled(cells: &[Cell], header: &Header) -> bool {
    let numbered = |cell: &Cell| match cell {
        Cell::Number(_) => true,
        cell => tight_text(cell).bytes().any(|b| b.is_ascii_digit()),
    };
    has_long_number(header.cell(cells, Column::IdentityNumber))
        || numbered(header.cell(cells, Column::StaffNumber))
}

/// Two to eight Han characters, with a point or not, and no word that opens a note.
fn is_lone_name(text: &str) -> bool {
    let count = text.chars().count();
    (2..=8).contains(&count) && text.chars().all(|c| script::is_han(c) || c == '·') && !is_note_word(text)
}

fn has_long_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(number) => *number >= 1e9,
        Cell::Text(text) => script::compact(text).bytes().filter(u8::is_ascii_digit).count() >= 10,
        Cell::Empty | Cell::Date(_) | Cell::Foreign(_) => false,
    }
}

fn holds_words(cells: &[Cell]) -> bool {
    cells.iter().any(|cell| matches!(cell, Cell::Text(text) if text.chars().any(char::is_alphabetic)))
}
