//! Reading the cells of one row, gathering everything that is wrong with them.

use super::{Column, ErrorKind, Facts, Header, RowError};
use crate::cell::Cell;
use crate::people::date_spelling::SpelledDate;
use crate::people::identity_number;
use crate::sheet::{Written, plain_text};

/// Characters of a wrong cell that are shown again.
const SHOWN: usize = 40;

/// One row being read.
pub(super) struct Reading<'a> {
    pub(super) cells: &'a [Cell],
    pub(super) header: &'a Header,
    pub(super) facts: &'a Facts<'a>,
    pub(super) errors: Vec<RowError>,
}

impl<'a> Reading<'a> {
    pub(super) fn cell(&self, column: Column) -> &'a Cell {
        self.header.cell(self.cells, column)
    }

    /// What stands in the column, for showing it again.
    pub(super) fn shown(&self, column: Column) -> String {
        let text = match Written::read(self.cell(column), self.facts.source) {
            Written::Blank => return String::new(),
            Written::Text(text) | Written::Formula(text) => text,
        };
        if column == Column::IdentityNumber {
            return identity_number::masked(text.trim());
        }
        let mut shown: String =
            text.trim().chars().filter(|c| !crate::script::is_invisible(*c)).take(SHOWN).collect();
        if text.trim().chars().count() > SHOWN {
            shown.push('…');
        }
        shown
    }

    /// Notes that the cell of `column` is wrong.
    pub(super) fn refuse(&mut self, kind: ErrorKind, column: Column) {
        let shown = self.shown(column);
        self.errors.push(RowError { kind, column, shown, other_row: None });
    }

    /// Notes that an earlier row has the same.
    pub(super) fn refuse_duplicate(&mut self, kind: ErrorKind, column: Column, other_row: u32) {
        let shown = self.shown(column);
        self.errors.push(RowError { kind, column, shown, other_row: Some(other_row) });
    }

    /// The text of a column, `None` when it is blank or a formula (which is noted).
    pub(super) fn text(&mut self, column: Column) -> Option<String> {
        match Written::read(self.cell(column), self.facts.source) {
            Written::Blank => None,
            Written::Text(text) => Some(text),
            Written::Formula(_) => {
                self.refuse(ErrorKind::Formula, column);
                None
            }
        }
    }

    /// A text taken over as it is, at most `longest` characters.
    pub(super) fn plain(&mut self, column: Column, longest: usize) -> Option<String> {
        let text = self.text(column)?;
        match plain_text(&text) {
            None => self.refuse(ErrorKind::TextControl, column),
            Some(text) if text.chars().count() > longest => self.refuse(ErrorKind::TextLength, column),
            Some(text) => return Some(text),
        }
        None
    }

    /// What `read` makes of the text of a column; a text it makes nothing of is noted as `kind`.
    pub(super) fn word<T>(
        &mut self,
        column: Column,
        kind: ErrorKind,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(column)?;
        let value = read(&text);
        if value.is_none() {
            self.refuse(kind, column);
        }
        value
    }

    /// The date in a column; one that cannot be read is noted.
    pub(super) fn date(&mut self, column: Column) -> Option<SpelledDate> {
        let text = self.text(column)?;
        let read = match self.cell(column) {
            Cell::Text(_) => SpelledDate::parse(&text),
            cell => SpelledDate::read(cell),
        };
        if read.is_err() {
            self.refuse(ErrorKind::DateSpelling, column);
        }
        read.ok()
    }
}
