//! A list as a file: xlsx for people, csv and json for programs, all with the rows the filter finds.
//!
//! Every list offers `GET <list>/export/{format}` with the query of its page.

use std::borrow::Cow;

use axum::response::Response;
use gongjian_domain::cell::Cell;
use gongjian_domain::reason::Reason;
use gongjian_papers::export::{self, Heading, Kind, Table};
use serde_json::{Map, Value};

use super::answer::download;
use super::error::AppError;
use super::paging;

/// The most rows of one file: what the server holds in memory at once. Whoever wants more asks by year or kind.
pub const MOST_ROWS: usize = 50_000;

/// Refuses a list that is longer than a file may be: half a list under the name of the whole would be worse.
///
/// # Errors
///
/// When there are more than [`MOST_ROWS`].
pub fn refuse_too_many(rows: usize) -> Result<(), AppError> {
    if rows <= MOST_ROWS {
        return Ok(());
    }
    let most = i64::try_from(MOST_ROWS).unwrap_or(i64::MAX);
    Err(AppError::Refused(Reason::new("export-too-many").with("most", most), Vec::new()))
}

/// The addresses of a list as a file, in the order of [`Format::WORDS`]: those of `path` with the query of the page.
#[must_use]
pub fn addresses(path: &str, pairs: &[(&str, String)]) -> [String; 3] {
    Format::WORDS.map(|word| paging::address(&format!("{path}/export/{word}"), pairs))
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A workbook.
    Xlsx,
    /// Text with commas.
    Csv,
    /// A list of objects.
    Json,
}

impl Format {
    /// The words of the forms, as addresses name them.
    pub const WORDS: [&'static str; 3] = ["xlsx", "csv", "json"];

    /// The form an address names.
    ///
    /// # Errors
    ///
    /// When there is no such form: the address leads nowhere.
    pub fn named(word: &str) -> Result<Self, AppError> {
        match word {
            "xlsx" => Ok(Self::Xlsx),
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            _ => Err(AppError::NotFound("page")),
        }
    }
}

/// One column of a list: its word for programs, its heading for people, and what it holds.
#[derive(Debug, Clone)]
pub struct Column {
    /// The word in json.
    pub word: Cow<'static, str>,
    /// The heading in xlsx and csv.
    pub heading: String,
    /// What stands in it.
    pub kind: Kind,
    /// The width in Latin characters; 0 for what the heading needs.
    pub width: u32,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn text(word: impl Into<Cow<'static, str>>, heading: impl Into<String>, width: u32) -> Self {
        Self { word: word.into(), heading: heading.into(), kind: Kind::Text, width }
    }

    /// A column of days.
    #[must_use]
    pub fn day(word: impl Into<Cow<'static, str>>, heading: impl Into<String>) -> Self {
        Self { word: word.into(), heading: heading.into(), kind: Kind::Date, width: 14 }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(word: impl Into<Cow<'static, str>>, heading: impl Into<String>) -> Self {
        Self { word: word.into(), heading: heading.into(), kind: Kind::Number, width: 0 }
    }
}

/// A whole list, ready to be written.
pub struct List {
    /// What it is called: the title in the file and the file's name.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl List {
    /// Answers with the list as a file of this form.
    ///
    /// # Errors
    ///
    /// When the workbook cannot be written.
    pub async fn answer(self, format: Format) -> Result<Response, AppError> {
        // A workbook of twenty thousand rows takes a second; other requests go on meanwhile.
        let written = tokio::task::spawn_blocking(move || self.written(format)).await;
        let (name, media_type, bytes) = written.map_err(|error| AppError::Broken(Box::new(error)))??;
        download(&name, media_type, bytes)
    }

    /// The file's name, its media type and its bytes.
    ///
    /// # Errors
    ///
    /// When the workbook cannot be written.
    pub fn written(self, format: Format) -> Result<(String, &'static str, Vec<u8>), AppError> {
        let broken = |error| AppError::Broken(error);
        let table = Table {
            title: self.title.clone(),
            columns: self
                .columns
                .iter()
                .map(|column| Heading::text(&column.heading).wide(column.width).of(column.kind))
                .collect(),
        };
        let (ending, media_type, bytes) = match format {
            Format::Xlsx => (
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                export::xlsx(&table, self.rows).map_err(|error| broken(Box::new(error)))?,
            ),
            Format::Csv => ("csv", "text/csv; charset=utf-8", export::csv(&table, self.rows)),
            Format::Json => {
                let objects: Vec<Value> =
                    self.rows.into_iter().map(|row| object(&self.columns, row)).collect();
                let bytes = serde_json::to_vec(&objects).map_err(|error| broken(Box::new(error)))?;
                ("json", "application/json", bytes)
            }
        };
        Ok((format!("{}.{ending}", self.title), media_type, bytes))
    }
}

fn object(columns: &[Column], row: Vec<Cell>) -> Value {
    let fields = columns.iter().zip(row).map(|(column, cell)| (column.word.to_string(), value(cell)));
    Value::Object(fields.collect::<Map<_, _>>())
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) | Cell::Foreign(text) => Value::String(text),
        Cell::Number(number) if number.fract() == 0.0 => Value::from(number as i64),
        Cell::Number(number) => Value::from(number),
        Cell::Date(day) => Value::String(day.to_string()),
    }
}

/// A text as a cell; nothing for an empty one.
#[must_use]
pub fn text(text: impl Into<Option<String>>) -> Cell {
    text.into().filter(|text| !text.is_empty()).map_or(Cell::Empty, Cell::Text)
}

/// A day as a cell.
#[must_use]
pub fn day(day: Option<chrono::NaiveDate>) -> Cell {
    day.map_or(Cell::Empty, Cell::Date)
}

/// A count as a cell.
#[must_use]
pub fn number(count: u32) -> Cell {
    Cell::Number(f64::from(count))
}
