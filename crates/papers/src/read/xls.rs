//! Workbooks of Excel 97 to 2003, by calamine.

use std::io::Cursor;
use std::panic::catch_unwind;

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};
use gongjian_domain::cell::Cell;

use super::{Event, Formulas, Go, Merge, ReadError, xls_guard};
use crate::limits::Limits;

/// Reads an old workbook. Its parser has no limits of its own, so [`xls_guard`] goes first.
pub(super) fn read(
    bytes: &[u8],
    limits: &Limits,
    formulas: Formulas,
    sink: &mut dyn FnMut(Event<'_>) -> Go,
) -> Result<(), ReadError> {
    xls_guard::check(bytes, limits)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let sheets = book.sheets_metadata().to_vec();
    if sheets.iter().any(|sheet| matches!(sheet.typ, SheetType::MacroSheet | SheetType::Vba)) {
        return Err(ReadError::Macros);
    }
    let worksheets: Vec<_> = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    if worksheets.is_empty() {
        return Err(ReadError::NoSheet);
    }
    for (index, sheet) in worksheets.into_iter().enumerate() {
        let hidden = sheet.visible != SheetVisible::Visible;
        match sink(Event::Sheet { name: &sheet.name, index, hidden }) {
            Go::On => {}
            Go::NextSheet => continue,
            Go::Stop => return Ok(()),
        }
        if rows(&mut book, &sheet.name, limits, formulas, sink)? == Go::Stop {
            return Ok(());
        }
    }
    Ok(())
}

fn rows(
    book: &mut Xls<Cursor<&[u8]>>,
    sheet: &str,
    limits: &Limits,
    formulas: Formulas,
    sink: &mut dyn FnMut(Event<'_>) -> Go,
) -> Result<Go, ReadError> {
    let values = book.worksheet_range(sheet).map_err(|error| refusal(&error))?;
    let computed = match formulas {
        Formulas::Marked => Some(book.worksheet_formula(sheet).map_err(|error| refusal(&error))?),
        Formulas::AsShown => None,
    };
    let Some((first_row, first_column)) = values.start() else { return Ok(Go::On) };
    let mut filled = Filled { sheet, limits, rows: 0, cells: 0 };
    let mut cells = Vec::new();
    for (row, row_values) in (first_row..).zip(values.rows()) {
        cells.clear();
        cells.resize(first_column as usize, Cell::Empty);
        for (column, value) in (first_column..).zip(row_values) {
            let formula = computed.as_ref().and_then(|range| range.get_value((row, column)));
            cells.push(match formula {
                Some(formula) if !formula.is_empty() => Cell::Foreign(format!("={formula}")),
                Some(_) | None => cell(value),
            });
        }
        while cells.last() == Some(&Cell::Empty) {
            cells.pop();
        }
        if cells.is_empty() {
            continue;
        }
        filled.count(row + 1, &cells)?;
        let go = sink(Event::Row { number: row + 1, cells: &cells, looks: &[] });
        if go != Go::On {
            return Ok(go);
        }
    }
    Ok(Go::On)
}

/// Counts what a sheet holds against the limits.
struct Filled<'a> {
    sheet: &'a str,
    limits: &'a Limits,
    rows: u32,
    cells: u64,
}

impl Filled<'_> {
    fn count(&mut self, row: u32, cells: &[Cell]) -> Result<(), ReadError> {
        let (limits, sheet) = (self.limits, || self.sheet.to_owned());
        self.rows += 1;
        self.cells += cells.iter().filter(|cell| **cell != Cell::Empty).count() as u64;
        if cells.len() > limits.columns as usize {
            let columns = cells.len() as u64;
            return Err(ReadError::TooWide { sheet: sheet(), columns, limit: limits.columns });
        }
        if self.rows > limits.rows {
            return Err(ReadError::TooManyRows { sheet: sheet(), limit: limits.rows });
        }
        if self.cells > limits.cells {
            return Err(ReadError::TooManyCells { sheet: sheet(), limit: limits.cells });
        }
        let bytes = |cell: &Cell| match cell {
            Cell::Text(text) | Cell::Foreign(text) => text.len() as u64,
            Cell::Empty | Cell::Number(_) | Cell::Date(_) => 0,
        };
        if cells.iter().map(bytes).sum::<u64>() > limits.row_bytes {
            return Err(ReadError::TextTooLong { sheet: sheet(), row, limit: limits.text_chars });
        }
        Ok(())
    }
}

fn cell(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::String(text) if text.is_empty() => Cell::Empty,
        Data::String(text) => Cell::Text(text.clone()),
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(truth) => Cell::Foreign(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        Data::Error(error) => Cell::Foreign(error.to_string()),
        Data::DateTime(moment) if moment.is_datetime() && moment.as_f64() >= 1.0 => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            chrono::NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
                .map_or(Cell::Number(moment.as_f64()), Cell::Date)
        }
        Data::DateTime(moment) => Cell::Number(moment.as_f64()),
        Data::DateTimeIso(text) => {
            super::dates::written(text).map_or_else(|| Cell::Text(text.clone()), Cell::Date)
        }
        Data::DurationIso(text) => Cell::Text(text.clone()),
    }
}

/// The merged cells of every sheet of an old workbook, by the sheet's name; none if it cannot be read.
pub(crate) fn merges(bytes: &[u8], limits: &Limits) -> Vec<(String, Vec<Merge>)> {
    if xls_guard::check(bytes, limits).is_err() {
        return Vec::new();
    }
    catch_unwind(|| merges_of_sheets(bytes)).unwrap_or_default()
}

fn merges_of_sheets(bytes: &[u8]) -> Vec<(String, Vec<Merge>)> {
    let Ok(book) = Xls::<_>::new(Cursor::new(bytes)) else { return Vec::new() };
    let names = book.sheet_names();
    let of = |name: &str| {
        let ranges = book.merge_cells_by_sheet_name(name).unwrap_or_default();
        let merge = |range: calamine::Dimensions| Merge {
            first_row: range.start.0,
            first_column: range.start.1,
            last_row: range.end.0,
            last_column: range.end.1,
        };
        ranges.into_iter().map(merge).collect()
    };
    names.iter().map(|name| (name.clone(), of(name))).collect()
}

fn refusal(error: &XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::Encrypted,
        _ => ReadError::Damaged { part: "xls".to_owned() },
    }
}
