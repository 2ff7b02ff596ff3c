//! Finding which sheet is the table, while its rows go by.

use gongjian_domain::cell::Cell;
use gongjian_domain::sheet::{self, Columns, Header, NoHeader};

use super::{MissingHeader, Skipped};
use crate::read::{Event, Go};

/// What a seeker tells of the table it looks for.
pub(super) enum Told<'a, C> {
    /// A sheet that is not read, and why.
    Skipped(&'a str, Skipped),
    /// The headings were found on this sheet.
    Header(&'a str, &'a Header<C>),
    /// A row below the headings.
    Row(u32, &'a [Cell], &'a Header<C>),
}

/// Looks for the first visible sheet with the headings of a table and tells the rows below them.
///
/// The first rows of a sheet are held back until its headings are found; after that nothing is.
pub(super) struct Seeking<C: 'static> {
    /// The sheet whose rows are coming.
    sheet: String,
    /// Its rows while its headings are not found.
    held: Vec<sheet::Row>,
    header: Option<Header<C>>,
    /// The sheet that is the table.
    table: Option<String>,
    /// Visible sheets without headings.
    without: Vec<(String, MissingHeader)>,
    /// The current sheet is not looked at any more.
    given_up: bool,
}

impl<C: Columns> Seeking<C> {
    pub(super) fn new() -> Self {
        Self {
            sheet: String::new(),
            held: Vec::new(),
            header: None,
            table: None,
            without: Vec::new(),
            given_up: true,
        }
    }

    /// Takes what the reader tells. `tell` answers whether it wants more.
    pub(super) fn take(&mut self, event: &Event<'_>, tell: &mut dyn FnMut(Told<'_, C>) -> Go) -> Go {
        match *event {
            Event::Sheet { name, hidden, .. } => self.begin(name, hidden, tell),
            Event::Row { number, cells, .. } => self.row(number, cells, tell),
        }
    }

    fn begin(&mut self, name: &str, hidden: bool, tell: &mut dyn FnMut(Told<'_, C>) -> Go) -> Go {
        if self.settle(tell) == Go::Stop {
            return Go::Stop;
        }
        self.sheet = name.to_owned();
        self.given_up = false;
        let why = match (&self.table, hidden) {
            (_, true) => Skipped::Hidden,
            (Some(_), false) => Skipped::AfterTheTable,
            (None, false) => return Go::On,
        };
        self.given_up = true;
        match tell(Told::Skipped(name, why)) {
            Go::Stop => Go::Stop,
            Go::On | Go::NextSheet => Go::NextSheet,
        }
    }

    fn row(&mut self, number: u32, cells: &[Cell], tell: &mut dyn FnMut(Told<'_, C>) -> Go) -> Go {
        if let Some(header) = &self.header {
            return tell(Told::Row(number, cells, header));
        }
        self.held.push((number, cells.to_vec()));
        if self.held.len() < sheet::HEADER_WITHIN {
            return Go::On;
        }
        match self.settle(tell) {
            Go::On if self.header.is_none() => Go::NextSheet,
            go => go,
        }
    }

    /// Decides about the rows held back: the headings are among them, or this sheet is not the table.
    fn settle(&mut self, tell: &mut dyn FnMut(Told<'_, C>) -> Go) -> Go {
        if self.given_up || self.header.is_some() {
            return Go::On;
        }
        let held = std::mem::take(&mut self.held);
        match sheet::find_header::<C>(&held) {
            Ok(header) => self.open(header, &held, tell),
            Err(none) => self.give_up(none, tell),
        }
    }

    fn open(
        &mut self,
        header: Header<C>,
        held: &[sheet::Row],
        tell: &mut dyn FnMut(Told<'_, C>) -> Go,
    ) -> Go {
        self.table = Some(self.sheet.clone());
        let header = self.header.insert(header);
        let mut go = tell(Told::Header(&self.sheet, header));
        for (number, cells) in held.iter().filter(|(number, _)| *number > header.row) {
            if go == Go::Stop {
                break;
            }
            go = tell(Told::Row(*number, cells, header));
        }
        go
    }

    fn give_up(&mut self, none: NoHeader<C>, tell: &mut dyn FnMut(Told<'_, C>) -> Go) -> Go {
        self.given_up = true;
        let missing = MissingHeader::from(none);
        self.without.push((self.sheet.clone(), missing.clone()));
        tell(Told::Skipped(&self.sheet, Skipped::NoHeader(missing)))
    }

    /// The end of the file.
    ///
    /// # Errors
    ///
    /// The visible sheets, when none of them is the table.
    pub(super) fn finish(
        mut self,
        tell: &mut dyn FnMut(Told<'_, C>) -> Go,
    ) -> Result<(), Vec<(String, MissingHeader)>> {
        self.settle(tell);
        if self.table.is_some() { Ok(()) } else { Err(self.without) }
    }
}
