//! Separated text. Not the csv crate's reader, because the number of the physical line a row begins
//! on must be exact across blank lines and every kind of line end, and an unclosed quotation mark
//! must be a refusal instead of one long last cell.

use encoding_rs::Encoding;
use gongjian_domain::cell::Cell;

use super::{Event, Go, ReadError, sniff};
use crate::limits::Limits;
use crate::neutral;

/// Reads csv text in `encoding` as one sheet called `name`.
pub(super) fn read(
    bytes: &[u8],
    name: &str,
    encoding: &'static Encoding,
    limits: &Limits,
    sink: &mut dyn FnMut(Event<'_>) -> Go,
) -> Result<(), ReadError> {
    if sink(Event::Sheet { name, index: 0, hidden: false }) != Go::On {
        return Ok(());
    }
    let mut rows: Option<Rows> = None;
    sniff::decode(bytes, encoding, &mut |piece| {
        let rows = rows.get_or_insert_with(|| Rows::new(name, separator(piece), limits));
        rows.take(piece, sink)
    })?;
    rows.map_or(Ok(()), |mut rows| rows.finish(sink))
}

/// The separator that stands in the most of the first lines, outside quotation marks: the comma, or what other
/// programs write under the name of csv.
fn separator(beginning: &str) -> u8 {
    let first = beginning.lines().next().unwrap_or_default();
    if let Some(&[told]) = first.strip_prefix("sep=").map(str::as_bytes) {
        return told;
    }
    let (mut lines, mut quoted) = ([0usize; 3], false);
    for line in beginning.lines().take(20) {
        let mut seen = [false; 3];
        for character in line.chars() {
            quoted ^= character == '"';
            if let (false, Some(at)) = (quoted, SEPARATORS.iter().position(|known| *known == character)) {
                seen[at] = true;
            }
        }
        lines.iter_mut().zip(seen).for_each(|(count, seen)| *count += usize::from(seen));
    }
    // The last of equals wins.
    let most = SEPARATORS.iter().zip(lines).max_by_key(|(_, count)| *count);
    most.map_or(b',', |(separator, _)| *separator as u8)
}

/// Separators in use; of equals the last is taken.
const SEPARATORS: [char; 3] = [';', '\t', ','];

/// Where in a cell the next character stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first character.
    Start,
    /// In a cell without quotation marks, or behind the closing one.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// Behind a quotation mark that closes the cell, or is the first half of a doubled one.
    QuoteSeen,
}

struct Rows<'a> {
    name: &'a str,
    limits: &'a Limits,
    separator: u8,
    place: Place,
    text: String,
    /// Characters in `text`.
    chars: usize,
    cells: Vec<Cell>,
    /// The column of the cell being read, from 1.
    column: u64,
    /// The physical line being read, the line its row began on, and the line its open quotation mark stands on.
    line: u32,
    row_line: u32,
    quote_line: u32,
    /// The last character was a carriage return, so a line feed belongs to it.
    after_return: bool,
    filled_rows: u32,
    filled_cells: u64,
    row_bytes: u64,
    ended: bool,
}

impl<'a> Rows<'a> {
    fn new(name: &'a str, separator: u8, limits: &'a Limits) -> Self {
        Self {
            name,
            limits,
            separator,
            place: Place::Start,
            text: String::new(),
            chars: 0,
            cells: Vec::new(),
            column: 1,
            line: 1,
            row_line: 1,
            quote_line: 1,
            after_return: false,
            filled_rows: 0,
            filled_cells: 0,
            row_bytes: 0,
            ended: false,
        }
    }

    /// Takes one decoded piece; pieces may end anywhere between characters.
    fn take(&mut self, piece: &str, sink: &mut dyn FnMut(Event<'_>) -> Go) -> Result<Go, ReadError> {
        let bytes = piece.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let run = self.plain_run(&bytes[at..]);
            if run > 0 {
                let plain = &piece[at..at + run];
                self.text.push_str(plain);
                self.chars += plain.chars().count();
                self.after_return = false;
                self.place = match self.place {
                    Place::Quoted => Place::Quoted,
                    Place::Start | Place::Plain | Place::QuoteSeen => Place::Plain,
                };
                self.check_text()?;
                at += run;
                continue;
            }
            let go = self.special(bytes[at], sink)?;
            if go != Go::On {
                self.ended = true;
                return Ok(go);
            }
            at += 1;
        }
        Ok(Go::On)
    }

    /// Bytes up to the next one that may mean something here.
    fn plain_run(&self, bytes: &[u8]) -> usize {
        let quoted = self.place == Place::Quoted;
        bytes
            .iter()
            .position(|byte| match byte {
                b'\n' | b'\r' | b'"' => true,
                other => !quoted && *other == self.separator,
            })
            .unwrap_or(bytes.len())
    }

    fn special(&mut self, byte: u8, sink: &mut dyn FnMut(Event<'_>) -> Go) -> Result<Go, ReadError> {
        let after_return = std::mem::replace(&mut self.after_return, byte == b'\r');
        match (self.place, byte) {
            (Place::Quoted, b'"') => self.place = Place::QuoteSeen,
            (Place::Quoted, b'\n' | b'\r') => {
                if byte == b'\r' || !after_return {
                    self.line = self.line.saturating_add(1);
                }
                self.push(byte)?;
            }
            (Place::QuoteSeen, b'"') => {
                self.place = Place::Quoted;
                self.push(byte)?;
            }
            (Place::Start, b'"') => {
                self.place = Place::Quoted;
                self.quote_line = self.line;
            }
            (_, b'\n') if after_return => {}
            (_, b'\n' | b'\r') => {
                self.end_cell()?;
                let go = self.end_row(sink)?;
                self.line = self.line.saturating_add(1);
                self.row_line = self.line;
                return Ok(go);
            }
            (_, other) if other == self.separator => self.end_cell()?,
            (_, other) => {
                self.place = Place::Plain;
                self.push(other)?;
            }
        }
        Ok(Go::On)
    }

    fn push(&mut self, ascii: u8) -> Result<(), ReadError> {
        self.text.push(char::from(ascii));
        self.chars += 1;
        self.check_text()
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        self.place = Place::Start;
        let cell = cell(&self.text);
        self.row_bytes += self.text.len() as u64;
        self.text.clear();
        self.chars = 0;
        let column = self.column;
        self.column += 1;
        if cell != Cell::Empty {
            self.filled_cells += 1;
            if column > u64::from(self.limits.columns) {
                return Err(ReadError::TooWide {
                    sheet: self.name.to_owned(),
                    columns: column,
                    limit: self.limits.columns,
                });
            }
        }
        if column <= u64::from(self.limits.columns) {
            self.cells.push(cell);
        }
        if self.row_bytes > self.limits.row_bytes {
            return Err(self.too_long());
        }
        Ok(())
    }

    fn end_row(&mut self, sink: &mut dyn FnMut(Event<'_>) -> Go) -> Result<Go, ReadError> {
        self.row_bytes = 0;
        self.column = 1;
        while self.cells.last() == Some(&Cell::Empty) {
            self.cells.pop();
        }
        let directive = self.row_line == 1
            && matches!(self.cells.as_slice(), [Cell::Text(text)] if text.starts_with("sep="));
        if self.cells.is_empty() || directive {
            self.cells.clear();
            return Ok(Go::On);
        }
        self.filled_rows += 1;
        if self.filled_rows > self.limits.rows {
            return Err(ReadError::TooManyRows { sheet: self.name.to_owned(), limit: self.limits.rows });
        }
        if self.filled_cells > self.limits.cells {
            return Err(ReadError::TooManyCells { sheet: self.name.to_owned(), limit: self.limits.cells });
        }
        let go = sink(Event::Row { number: self.row_line, cells: &self.cells, looks: &[] });
        self.cells.clear();
        Ok(go)
    }

    fn check_text(&self) -> Result<(), ReadError> {
        if self.chars > self.limits.text_chars as usize { Err(self.too_long()) } else { Ok(()) }
    }

    /// A quotation mark that never closes swallows the file until this limit, so it is named as the reason.
    fn too_long(&self) -> ReadError {
        if self.place == Place::Quoted {
            return ReadError::UnclosedQuote { line: self.quote_line };
        }
        ReadError::TextTooLong {
            sheet: self.name.to_owned(),
            row: self.row_line,
            limit: self.limits.text_chars,
        }
    }

    fn finish(&mut self, sink: &mut dyn FnMut(Event<'_>) -> Go) -> Result<(), ReadError> {
        if self.ended {
            return Ok(());
        }
        if self.place == Place::Quoted {
            return Err(ReadError::UnclosedQuote { line: self.quote_line });
        }
        self.end_cell()?;
        self.end_row(sink).map(|_| ())
    }
}

/// The meaning of one cell's characters.
///
/// `="020100"` is how other systems keep a code's leading zeros: it is the text between the marks. Any
/// other beginning with `=` is a formula. An apostrophe that [`neutral::guard`] put there is taken away.
fn cell(text: &str) -> Cell {
    if text.is_empty() {
        return Cell::Empty;
    }
    if let Some(formula) = text.strip_prefix('=') {
        let kept = formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        return match kept {
            Some(kept) if !kept.contains('"') => Cell::Text(kept.to_owned()),
            Some(_) | None => Cell::Foreign(text.to_owned()),
        };
    }
    Cell::Text(neutral::unguard(text).to_owned())
}
