//! Which lines of a table are rows about a person.

use super::{Column, Header};
use crate::cell::Cell;
use crate::script;

/// The word with which a template marks its sample row, at the start or in brackets at the end of the name.
pub const SAMPLE_MARK: &str = "示例";

/// Words that open a line below or beside the data, in the name's column or alone in a row.
const NOTE_WORDS: [&str; 22] = [
    "注意",
    "注意事项",
    "注",
    "备注",
    "说明",
    "填表说明",
    "填写说明",
    "填表人",
    "填报人",
    "制表人",
    "制表",
    "审核人",
    "负责人",
    "联系人",
    "合计",
    "总计",
    "小计",
    "共计",
    "必填",
    "选填",
    "非必填",
    "以下空白",
];

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
    let name = text_of(header.cell(cells, Column::Name));
    if name.starts_with(SAMPLE_MARK) || name.trim_end_matches([')', '）']).ends_with(SAMPLE_MARK) {
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
        cell => text_of(cell).bytes().any(|b| b.is_ascii_digit()),
    };
    has_long_number(header.cell(cells, Column::IdentityNumber))
        || numbered(header.cell(cells, Column::StaffNumber))
}

/// Whether the first filled cell is one of the words that open a note, alone or before a colon.
fn opens_a_note(cells: &[Cell]) -> bool {
    let Some(first) = cells.iter().find(|cell| !is_blank(cell)) else { return false };
    let text = text_of(first);
    let opening = text.split([':', '：', '\n']).next().unwrap_or_default();
    NOTE_WORDS.contains(&opening)
        || opening.strip_prefix(['*', '※']).is_some_and(|rest| NOTE_WORDS.contains(&rest))
}

/// Two to eight Han characters, with a point or not, and no word that opens a note.
fn is_lone_name(text: &str) -> bool {
    let count = text.chars().count();
    (2..=8).contains(&count)
        && text.chars().all(|c| script::is_han(c) || c == '·')
        && !NOTE_WORDS.contains(&text)
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

/// Reads the cell for telling lines apart, where a sign for nothing (`-`) is still something typed.
fn text_of(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.chars().map(script::half_width).filter(|c| !script::is_space(*c)).collect(),
        Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Foreign(_) => String::new(),
    }
}

fn is_blank(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) => text.chars().all(script::is_space),
        Cell::Number(_) | Cell::Date(_) | Cell::Foreign(_) => false,
    }
}
