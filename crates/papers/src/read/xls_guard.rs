//! A walk over an old workbook before calamine reads it.
//!
//! calamine takes memory for as many cells as a sheet claims, and for the whole rectangle its outermost cells
//! span; a damaged or hostile claim ends the process, not just the reading. So claims and cells are looked at
//! first, along the same way calamine goes.
//!
//! # Source
//!
//! MS-XLS: BoundSheet8 (2.4.28), Dimensions (2.4.90), FilePass (2.4.117) and the cell records.

use super::ReadError;
use super::compound::{Compound, u16_at, u32_at};
use crate::limits::Limits;

/// Cells a sheet may span; the format's own end is four times as far.
const SPANNED: u64 = 4 << 20;

/// Refuses a workbook whose claims cannot be met.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let file = Compound::open(bytes).ok_or_else(damaged)?;
    let stream = file.stream("Workbook").or_else(|| file.stream("Book")).ok_or_else(damaged)?;
    let mut sheets = Vec::new();
    for (kind, record) in Records(&stream) {
        match kind {
            0x002F if u16_at(record, 0) != Some(0) => return Err(ReadError::Encrypted),
            0x0085 => sheets.push(u32_at(record, 0).ok_or_else(damaged)? as usize),
            0x000A => break,
            _ => {}
        }
    }
    if sheets.len() > limits.parts as usize {
        return Err(ReadError::TooManyParts { parts: sheets.len() as u64, limit: limits.parts });
    }
    for (number, sheet) in (1u32..).zip(sheets) {
        check_sheet(number, stream.get(sheet..).ok_or_else(damaged)?, limits)?;
    }
    Ok(())
}

fn check_sheet(number: u32, records: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let mut span: Option<Span> = None;
    // Charts inside a sheet are streams of their own, which begin and end like the sheet.
    let (mut begun, mut inside) = (false, 0u32);
    for (kind, record) in Records(records) {
        match kind {
            0x0809 if begun => inside += 1,
            0x0809 => begun = true,
            0x000A if inside > 0 => inside -= 1,
            0x000A => break,
            _ if inside > 0 => {}
            0x0200 => claim(record).ok_or_else(damaged)?.check(number, limits)?,
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x0006 | 0x00BD => {
                let row = u32::from(u16_at(record, 0).ok_or_else(damaged)?);
                let first = u32::from(u16_at(record, 2).ok_or_else(damaged)?);
                // A run of numbers ends with the column of its last one.
                let end = record.len().checked_sub(2).filter(|_| kind == 0x00BD);
                let last = end.and_then(|end| u16_at(record, end)).map_or(first, u32::from).max(first);
                let cell = Span { rows: (row, row), columns: (first, last) };
                let all = span.map_or(cell, |span| span.with(cell));
                all.check(number, limits)?;
                span = Some(all);
            }
            _ => {}
        }
    }
    Ok(())
}

/// The rectangle a sheet claims to fill, read as calamine reads it.
fn claim(record: &[u8]) -> Option<Span> {
    let (first_row, end_row, first_column, end_column) = match record.len() {
        10 => (
            u32::from(u16_at(record, 0)?),
            u32::from(u16_at(record, 2)?),
            u32::from(u16_at(record, 4)?),
            u32::from(u16_at(record, 6)?),
        ),
        14 | 16 => (
            u32_at(record, 0)?,
            u32_at(record, 4)?,
            u32::from(u16_at(record, 8)?),
            u32::from(u16_at(record, 10)?),
        ),
        _ => return None,
    };
    let first_column = if first_column > 0xFF || end_column < first_column { 0 } else { first_column };
    if end_row == 0 || end_column == 0 {
        return Some(Span { rows: (0, 0), columns: (0, 0) });
    }
    let span = Span { rows: (first_row, end_row - 1), columns: (first_column, end_column - 1) };
    (span.rows.0 <= span.rows.1 && span.columns.0 <= span.columns.1).then_some(span)
}

/// Rows and columns from 0, both ends included.
#[derive(Clone, Copy)]
struct Span {
    rows: (u32, u32),
    columns: (u32, u32),
}

impl Span {
    fn with(self, other: Self) -> Self {
        let both = |a: (u32, u32), b: (u32, u32)| (a.0.min(b.0), a.1.max(b.1));
        Self { rows: both(self.rows, other.rows), columns: both(self.columns, other.columns) }
    }

    fn check(self, sheet: u32, limits: &Limits) -> Result<(), ReadError> {
        let columns = u64::from(self.columns.1) + 1;
        if columns > u64::from(limits.columns) {
            return Err(ReadError::TooWide { sheet: sheet.to_string(), columns, limit: limits.columns });
        }
        let height = u64::from(self.rows.1 - self.rows.0) + 1;
        let limit = SPANNED.min(limits.cells);
        if height * (columns - u64::from(self.columns.0)) > limit {
            return Err(ReadError::TooManyCells { sheet: sheet.to_string(), limit });
        }
        Ok(())
    }
}

/// The records of a stream: kind and content, until one is cut off.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (u16_at(self.0, 0)?, usize::from(u16_at(self.0, 2)?));
        let record = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((kind, record))
    }
}

fn damaged() -> ReadError {
    ReadError::Damaged { part: "xls".to_owned() }
}
