//! Reading the cells of one row, gathering everything that is wrong with them.

use serde::{Deserialize, Serialize};

use super::{Columns, Header, Written, plain_text};
use crate::cell::Cell;
use crate::people::date_spelling::SpelledDate;
use crate::people::identity_number;
use crate::reason::Reason;
use crate::script;

/// Characters of a wrong cell that are shown again.
const SHOWN: usize = 40;
/// Digits from which on a number may be an identity number (the old ones had fifteen).
const LONG_NUMBER: usize = 15;

/// The kinds of fault a table's cells can have.
pub trait Faults: Copy + Eq + 'static {
    /// A formula, an error or a truth value in a column that is taken over.
    const FORMULA: Self;
    /// An invisible character in a text.
    const TEXT_CONTROL: Self;
    /// A text longer than its column.
    const TEXT_LENGTH: Self;
    /// No date, or one that can be read twice.
    const DATE_SPELLING: Self;
    /// How the keys of the sentences begin.
    const MESSAGES: &'static str;

    /// The word in answers and in the record.
    fn as_str(self) -> &'static str;
}

/// One reason for which a row is refused, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellError<C, K> {
    /// What is wrong.
    pub kind: K,
    /// The column whose cell is wrong; the one that would have to be filled where something is missing.
    pub column: C,
    /// What stands in the cell, shortened; an identity number masked.
    pub shown: String,
    /// The earlier row, for duplicates.
    pub other_row: Option<u32>,
}

impl<C: Columns, K: Faults> CellError<C, K> {
    /// The sentence: `<table>-error-<kind>` with `column`, `shown`, `given` (0 when the
    /// cell is blank, else 1) and, for duplicates, `row`.
    #[must_use]
    pub fn reason(&self) -> Reason {
        let key = format!("{}-error-{}", K::MESSAGES, self.kind.as_str().replace('_', "-"));
        let reason = Reason::new(&key)
            .with("column", self.column.as_str())
            .with("shown", self.shown.as_str())
            .with("given", i64::from(!self.shown.is_empty()));
        match self.other_row {
            Some(row) => reason.with("row", row),
            None => reason,
        }
    }
}

/// The word of each kind once, in the order of its first error.
#[must_use]
pub fn distinct_kinds<C, K: Faults>(errors: &[CellError<C, K>]) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    for error in errors {
        if !kinds.contains(&error.kind.as_str()) {
            kinds.push(error.kind.as_str());
        }
    }
    kinds
}

/// One row being read.
pub(crate) struct Reading<'a, C, K> {
    pub(crate) cells: &'a [Cell],
    pub(crate) header: &'a Header<C>,
    pub(crate) errors: Vec<CellError<C, K>>,
}

impl<'a, C: Columns, K: Faults> Reading<'a, C, K> {
    pub(crate) fn new(cells: &'a [Cell], header: &'a Header<C>) -> Self {
        Self { cells, header, errors: Vec::new() }
    }

    pub(crate) fn cell(&self, column: C) -> &'a Cell {
        self.header.cell(self.cells, column)
    }

    /// What stands in the column, for showing it again.
    pub(crate) fn shown(&self, column: C) -> String {
        let text = match Written::read(self.cell(column)) {
            Written::Blank => return String::new(),
            Written::Text(text) | Written::Formula(text) => text,
        };
        let visible: Vec<char> = text.trim().chars().filter(|c| !script::is_invisible(*c)).collect();
        let mut shown: String = visible.iter().take(SHOWN).collect();
        if visible.len() > SHOWN {
            shown.push('…');
        }
        let long_number =
            C::MASKS_LONG_NUMBERS && shown.chars().filter(char::is_ascii_digit).count() >= LONG_NUMBER;
        if column.is_secret() || long_number { identity_number::masked(&shown) } else { shown }
    }

    /// Notes that the cell of `column` is wrong.
    pub(crate) fn refuse(&mut self, kind: K, column: C) {
        let shown = self.shown(column);
        self.errors.push(CellError { kind, column, shown, other_row: None });
    }

    /// Notes that an earlier row has the same.
    pub(crate) fn refuse_duplicate(&mut self, kind: K, column: C, other_row: u32) {
        let shown = self.shown(column);
        self.errors.push(CellError { kind, column, shown, other_row: Some(other_row) });
    }

    /// The text of a column, `None` when it is blank or a formula (which is noted).
    pub(crate) fn text(&mut self, column: C) -> Option<String> {
        match Written::read(self.cell(column)) {
            Written::Blank => None,
            Written::Text(text) => Some(text),
            Written::Formula(_) => {
                self.refuse(K::FORMULA, column);
                None
            }
        }
    }

    /// A text taken over as it is, at most `longest` characters.
    pub(crate) fn plain(&mut self, column: C, longest: usize) -> Option<String> {
        let text = self.text(column)?;
        match plain_text(&text) {
            None => self.refuse(K::TEXT_CONTROL, column),
            Some(text) if text.chars().count() > longest => self.refuse(K::TEXT_LENGTH, column),
            Some(text) => return Some(text),
        }
        None
    }

    /// What `read` makes of the text of a column; a text it makes nothing of is noted as `kind`.
    pub(crate) fn word<T>(&mut self, column: C, kind: K, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(column)?;
        let value = read(&text);
        if value.is_none() {
            self.refuse(kind, column);
        }
        value
    }

    /// The date in a column; one that cannot be read is noted.
    pub(crate) fn date(&mut self, column: C) -> Option<SpelledDate> {
        let text = self.text(column)?;
        let read = match self.cell(column) {
            Cell::Text(_) => SpelledDate::parse(&text),
            cell => SpelledDate::read(cell),
        };
        if read.is_err() {
            self.refuse(K::DATE_SPELLING, column);
        }
        read.ok()
    }
}
