//! One worksheet, row by row.

use std::io::Read;

use gongjian_domain::cell::Cell;
use quick_xml::events::{BytesStart, Event as Tag};

use super::dates::{self, Shown};
use super::strings::{SharedStrings, check_length, unescaped};
use super::xml::{Xml, raw_attribute};
use super::{Event, Formulas, Go, ReadError};
use crate::limits::Limits;

/// What a sheet needs to know of its workbook.
pub(super) struct SheetContext<'a> {
    pub(super) name: &'a str,
    pub(super) strings: &'a SharedStrings,
    pub(super) shown: &'a [Shown],
    pub(super) from_1904: bool,
    pub(super) formulas: Formulas,
    pub(super) limits: &'a Limits,
}

/// What a cell's `t` says about its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Truth,
    Error,
    Date,
}

struct Rows<'a, R> {
    xml: Xml<R>,
    context: &'a SheetContext<'a>,
    /// The row being read, from 1; 0 before the first.
    row: u32,
    /// The column the next cell without a reference stands in, from 0.
    column: u32,
    cells: Vec<Cell>,
    /// The number of each cell's look, beside `cells`.
    looks: Vec<u32>,
    value: String,
    formula: String,
    row_bytes: u64,
    filled_rows: u32,
    filled_cells: u64,
}

/// Tells the sheet's rows to `sink`; gives back its last answer.
pub(super) fn read<R: Read>(
    xml: Xml<R>,
    context: &SheetContext<'_>,
    sink: &mut dyn FnMut(Event<'_>) -> Go,
) -> Result<Go, ReadError> {
    let rows = Rows {
        xml,
        context,
        row: 0,
        column: 0,
        cells: Vec::new(),
        looks: Vec::new(),
        value: String::new(),
        formula: String::new(),
        row_bytes: 0,
        filled_rows: 0,
        filled_cells: 0,
    };
    rows.read(sink)
}

impl<R: Read> Rows<'_, R> {
    fn read(mut self, sink: &mut dyn FnMut(Event<'_>) -> Go) -> Result<Go, ReadError> {
        loop {
            match self.xml.next()? {
                Tag::Start(tag) => match tag.local_name().as_ref() {
                    "c" => {
                        let (place, kind, format) = attributes(&tag);
                        self.cell(place, kind, format)?;
                    }
                    "row" => {
                        let told = raw_attribute(&tag, "r").and_then(|row| row.parse().ok());
                        self.row = told.unwrap_or(self.row.saturating_add(1));
                        self.column = 0;
                    }
                    "dimension" => {
                        let columns = raw_attribute(&tag, "ref").map_or(0, |range| claimed_columns(&range));
                        self.check_width(columns)?;
                    }
                    _ => {}
                },
                Tag::End(tag) => match tag.local_name().as_ref() {
                    "row" => {
                        let go = self.end_row(sink)?;
                        if go != Go::On {
                            return Ok(go);
                        }
                    }
                    "sheetData" => return Ok(Go::On),
                    _ => {}
                },
                Tag::Eof => return Err(self.xml.damaged()),
                _ => {}
            }
        }
    }

    fn end_row(&mut self, sink: &mut dyn FnMut(Event<'_>) -> Go) -> Result<Go, ReadError> {
        self.row_bytes = 0;
        if self.cells.is_empty() {
            return Ok(Go::On);
        }
        let limits = self.context.limits;
        let sheet = || self.context.name.to_owned();
        self.filled_rows += 1;
        if self.filled_rows > limits.rows {
            return Err(ReadError::TooManyRows { sheet: sheet(), limit: limits.rows });
        }
        if self.filled_cells > limits.cells {
            return Err(ReadError::TooManyCells { sheet: sheet(), limit: limits.cells });
        }
        let go = sink(Event::Row { number: self.row, cells: &self.cells, looks: &self.looks });
        self.cells.clear();
        self.looks.clear();
        Ok(go)
    }

    /// Reads one cell up to its end and puts it in its place when it holds something.
    fn cell(&mut self, place: Option<(u32, u32)>, kind: Kind, format: u32) -> Result<(), ReadError> {
        if let Some((row, column)) = place {
            self.column = column;
            // A row without a number of its own is told by its cells.
            self.row = row;
        }
        let computed = self.contents(kind)?;
        let column = self.column;
        self.column = self.column.saturating_add(1);
        let cell = match (computed, self.context.formulas) {
            (true, Formulas::Marked) => {
                check_length(&self.formula, self.context.name, self.row, self.context.limits)?;
                Cell::Foreign(format!("={}", self.formula))
            }
            (true, Formulas::AsShown) | (false, _) => self.meaning(kind, format)?,
        };
        if cell == Cell::Empty {
            return Ok(());
        }
        self.check_width(u64::from(column) + 1)?;
        let column = column as usize;
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Cell::Empty);
            self.looks.resize(column + 1, 0);
        }
        self.cells[column] = cell;
        self.looks[column] = format;
        self.filled_cells += 1;
        Ok(())
    }

    /// Reads the cell's value and formula into their buffers; says whether there was a formula.
    fn contents(&mut self, kind: Kind) -> Result<bool, ReadError> {
        self.value.clear();
        self.formula.clear();
        let mut computed = false;
        loop {
            // What `v` repeats of a text written inline is not read twice.
            let end = match self.xml.next()? {
                Tag::Start(tag) => match tag.local_name().as_ref() {
                    "v" => "v",
                    "is" => "is",
                    "f" => "f",
                    _ => continue,
                },
                Tag::End(tag) if tag.local_name().as_ref() == "c" => return Ok(computed),
                Tag::Eof => return Err(self.xml.damaged()),
                _ => continue,
            };
            match end {
                "f" => {
                    computed = true;
                    self.xml.text_into("f", &mut self.formula)?;
                }
                "v" if kind == Kind::Text && !self.value.is_empty() => {
                    let mut repeated = String::new();
                    self.xml.text_into("v", &mut repeated)?;
                }
                other => self.xml.text_into(other, &mut self.value)?,
            }
        }
    }

    fn meaning(&mut self, kind: Kind, format: u32) -> Result<Cell, ReadError> {
        let (context, value) = (self.context, self.value.as_str());
        if value.is_empty() {
            return Ok(Cell::Empty);
        }
        let cell = match kind {
            Kind::Shared => {
                let text = value.trim().parse().ok().and_then(|number| context.strings.get(number));
                text_cell(text.ok_or_else(|| self.xml.damaged())?)
            }
            Kind::Text => {
                check_length(value, context.name, self.row, context.limits)?;
                text_cell(&unescaped(value))
            }
            Kind::Truth => Cell::Foreign(if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
            Kind::Error => Cell::Foreign(value.chars().take(32).collect()),
            Kind::Date => dates::written(value.trim()).map_or_else(|| text_cell(value), Cell::Date),
            Kind::Number => match value.trim().parse::<f64>() {
                Ok(number) => {
                    number_cell(number, context.shown.get(format as usize).copied(), context.from_1904)
                }
                Err(_) => text_cell(value),
            },
        };
        if let Cell::Text(text) = &cell {
            self.row_bytes += text.len() as u64;
            if self.row_bytes > context.limits.row_bytes {
                return Err(ReadError::TextTooLong {
                    sheet: context.name.to_owned(),
                    row: self.row,
                    limit: context.limits.text_chars,
                });
            }
        }
        Ok(cell)
    }

    fn check_width(&self, columns: u64) -> Result<(), ReadError> {
        let limit = self.context.limits.columns;
        if columns > u64::from(limit) {
            return Err(ReadError::TooWide { sheet: self.context.name.to_owned(), columns, limit });
        }
        Ok(())
    }
}

fn text_cell(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

fn number_cell(number: f64, shown: Option<Shown>, from_1904: bool) -> Cell {
    match shown {
        Some(Shown::Date) => dates::day(number, from_1904).map_or(Cell::Number(number), Cell::Date),
        Some(Shown::Number) | None => Cell::Number(number),
    }
}

/// The reference (row from 1, column from 0), the kind and the format's number of a `c` tag.
fn attributes(tag: &BytesStart<'_>) -> (Option<(u32, u32)>, Kind, u32) {
    let (mut place, mut kind, mut format) = (None, Kind::Number, 0);
    for attribute in tag.attributes().with_checks(false).flatten() {
        match attribute.key.as_ref() {
            "r" => place = reference(&attribute.value),
            "s" => format = attribute.value.parse().unwrap_or(0),
            "t" => {
                kind = match attribute.value.as_ref() {
                    "s" => Kind::Shared,
                    "str" | "inlineStr" => Kind::Text,
                    "b" => Kind::Truth,
                    "e" => Kind::Error,
                    "d" => Kind::Date,
                    _ => Kind::Number,
                };
            }
            _ => {}
        }
    }
    (place, kind, format)
}

/// The row (from 1) and column (from 0) of a reference such as `AB12`. Columns beyond any sheet saturate.
pub(super) fn reference(text: &str) -> Option<(u32, u32)> {
    let text = text.trim_matches('$');
    let digits = text.find(|character: char| character.is_ascii_digit())?;
    let (letters, digits) = text.split_at(digits);
    let mut column = 0u32;
    for letter in letters.bytes() {
        let value = letter.is_ascii_alphabetic().then(|| letter.to_ascii_uppercase() - b'A' + 1)?;
        column = column.saturating_mul(26).saturating_add(u32::from(value));
    }
    Some((digits.parse().ok()?, column.checked_sub(1)?))
}

/// The columns a `dimension` claims, such as 16 384 for `A1:XFD1048576`.
fn claimed_columns(range: &str) -> u64 {
    let last = range.rsplit(':').next().unwrap_or(range);
    let letters = last.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(last.len());
    let column = reference(&format!("{}1", &last[..letters]));
    column.map_or(0, |(_, column)| u64::from(column) + 1)
}
