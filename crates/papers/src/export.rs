//! Lists out: a table as xlsx for people and as csv for programs, both harmless when opened and whole when
//! read in again.
//!
//! In xlsx a text is stored as a text, and every text column is formatted as such, so nothing has to change:
//! what begins with `=` is shown, not computed. In csv [`neutral::guard`] puts an apostrophe before such a
//! text and our reader takes it away again. Numbers and dates are written as such and need no guard.

use gongjian_domain::cell::Cell;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::error_workbook::width_of;
use crate::neutral;
use crate::read::serial;

/// Characters of one cell; spreadsheet programs hold no more. A longer text is cut and ends with `…`.
const LONGEST: usize = 32_767;

/// The head of a list that is written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The title above the headings and on the tab of xlsx; csv has none.
    pub title: String,
    /// The columns from left to right.
    pub columns: Vec<Heading>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// What stands above the column, in the reader's language.
    pub text: String,
    /// The width in characters of the Latin alphabet; 0 for what the heading needs.
    pub width: u32,
    /// What stands in the column.
    pub kind: Kind,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, also codes and numbers nobody adds up: the column is formatted as text.
    Text,
    /// Numbers.
    Number,
    /// Days, shown as `2026-11-23`.
    Date,
}

impl Heading {
    /// A column of text as wide as its heading needs.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), width: 0, kind: Kind::Text }
    }

    /// The same column with another width.
    #[must_use]
    pub fn wide(self, width: u32) -> Self {
        Self { width, ..self }
    }

    /// The same column for something else than text.
    #[must_use]
    pub fn of(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }
}

/// Writes the list as a workbook: title, headings, filter, headings that stay when scrolled. Rows are taken
/// one by one and kept in a temporary file, not in memory.
///
/// # Errors
///
/// When there are more rows or columns than a sheet has (1 048 576 by 16 384), or no room for the temporary file.
pub fn xlsx(table: &Table, rows: impl IntoIterator<Item = Vec<Cell>>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(tab_name(&table.title))?;
    let formats: Vec<Format> = table.columns.iter().map(|heading| format_of(heading.kind)).collect();
    for ((column, heading), format) in (0u16..).zip(&table.columns).zip(&formats) {
        sheet.set_column_width(column, width(heading))?;
        sheet.set_column_format(column, format)?;
    }
    let last_column = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    head(sheet, table, last_column)?;
    let mut last_row = 1;
    for (row, cells) in (2u32..).zip(rows) {
        for ((column, cell), format) in (0u16..).zip(&cells).zip(&formats) {
            write(sheet, row, column, cell, format)?;
        }
        last_row = row;
    }
    if !table.columns.is_empty() {
        sheet.autofilter(1, 0, last_row, last_column)?;
    }
    book.save_to_buffer()
}

fn head(sheet: &mut Worksheet, table: &Table, last_column: u16) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(14).set_align(FormatAlign::VerticalCenter);
    if !table.columns.is_empty() {
        sheet.set_row_height(0, 30)?;
    }
    if last_column > 0 {
        sheet.merge_range(0, 0, 0, last_column, &shortened(&table.title), &title)?;
    } else {
        sheet.write_string_with_format(0, 0, shortened(&table.title), &title)?;
    }
    let heading_format = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x00F1_F3F5))
        .set_border_bottom(FormatBorder::Thin);
    for (column, heading) in (0u16..).zip(&table.columns) {
        sheet.write_string_with_format(1, column, shortened(&heading.text), &heading_format)?;
    }
    sheet.set_freeze_panes(2, 0)?;
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) | Cell::Foreign(text) => {
            sheet.write_string_with_format(row, column, shortened(text), format)?
        }
        Cell::Number(number) => sheet.write_number_with_format(row, column, *number, format)?,
        Cell::Date(day) => match serial(*day) {
            Some(serial) => sheet.write_number_with_format(row, column, serial, &format_of(Kind::Date))?,
            None => sheet.write_string_with_format(row, column, day.to_string(), format)?,
        },
    };
    Ok(())
}

fn format_of(kind: Kind) -> Format {
    match kind {
        Kind::Text => Format::new().set_num_format("@"),
        Kind::Number => Format::new(),
        Kind::Date => Format::new().set_num_format("yyyy-mm-dd"),
    }
}

fn width(heading: &Heading) -> f64 {
    let needed = match heading.width {
        0 => width_of(&Cell::Text(heading.text.clone())) + 4,
        wide => wide,
    };
    f64::from(needed.clamp(6, 80))
}

/// A name every program accepts on a tab: 31 characters at most, none of seven signs, not empty.
fn tab_name(title: &str) -> String {
    let name: String =
        title.chars().filter(|c| !c.is_control() && !"[]:*?/\\'".contains(*c)).take(31).collect();
    if name.trim().is_empty() { "1".to_owned() } else { name }
}

/// The text as far as a cell holds it, without the two code points XML cannot carry in any form.
fn shortened(text: &str) -> String {
    if text.contains(['\u{fffe}', '\u{ffff}']) {
        return shortened(&text.replace(['\u{fffe}', '\u{ffff}'], ""));
    }
    // Programs count UTF-16 units; most texts are far below the limit either way.
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut units = 0;
    let mut cut: String = text
        .chars()
        .take_while(|character| {
            units += character.len_utf16();
            units < LONGEST
        })
        .collect();
    cut.push('…');
    cut
}

/// Writes the list as csv: UTF-8 with a mark so that Excel knows, commas, CRLF, headings in the first line.
pub fn csv(table: &Table, rows: impl IntoIterator<Item = Vec<Cell>>) -> Vec<u8> {
    let mut file = String::from("\u{feff}");
    line(&mut file, table.columns.iter().map(|heading| neutral::guard(&heading.text).into_owned()));
    for cells in rows {
        line(&mut file, cells.iter().map(plain));
    }
    file.into_bytes()
}

fn line(file: &mut String, cells: impl Iterator<Item = String>) {
    for (column, cell) in cells.enumerate() {
        if column > 0 {
            file.push(',');
        }
        // Separators of other programs are quoted too, so that nobody takes them for the separator of this file.
        if cell.contains(['"', ',', ';', '\t', '\r', '\n']) {
            file.push('"');
            file.push_str(&cell.replace('"', "\"\""));
            file.push('"');
        } else {
            file.push_str(&cell);
        }
    }
    file.push_str("\r\n");
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Foreign(text) => {
            // A zero byte would make the file look like a program's.
            neutral::guard(&shortened(text).replace('\0', "")).into_owned()
        }
        Cell::Number(number) => number.to_string(),
        Cell::Date(day) => day.to_string(),
    }
}
