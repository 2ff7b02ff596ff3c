//! Units and Party organisations: a workbook with a sheet of each, or a csv file of one of them.

use chrono::NaiveDate;
use gongjian_domain::organisation::import::{
    self, CheckedRow, OrganisationColumn, OrganisationEntry, Outcome, Register, Table, UnitColumn, UnitEntry,
};
use gongjian_domain::sheet::{HEADER_WITHIN, Header, Row};
use serde::{Deserialize, Serialize};

use super::{Failure, FoundHeader, MissingHeader, Skipped, TableKind, Totals};
use crate::limits::Limits;
use crate::read::{Event, Go, read};
use crate::worker::Message;

/// Rows of such a table: it is judged as a whole and held in memory for that.
const MOST_ROWS: u32 = 50_000;

/// What the register knows and the tables are held against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationFacts {
    /// The day of the import.
    pub today: NaiveDate,
    /// The units and organisations there are.
    pub register: Register,
}

/// One row of a table of units, judged.
pub type CheckedUnit = CheckedRow<UnitEntry, UnitColumn>;
/// One row of a table of Party organisations, judged.
pub type CheckedOrganisation = CheckedRow<OrganisationEntry, OrganisationColumn>;

/// A table with the sheet it stands on.
struct Found<C> {
    sheet: String,
    header: Header<C>,
    rows: Vec<Row>,
}

/// The two tables of a file, while its rows go by.
#[derive(Default)]
struct Tables {
    sheet: String,
    /// The first rows of a sheet whose headings are not found, or all of one whose headings are.
    rows: Vec<Row>,
    open: Option<Table>,
    given_up: bool,
    units: Option<Found<UnitColumn>>,
    organisations: Option<Found<OrganisationColumn>>,
    skipped: Vec<(String, Skipped)>,
}

/// Reads a file as the tables of units and organisations and tells every row of them to `tell`, units first.
pub(crate) fn check_organisations(
    bytes: &[u8],
    name: &str,
    limits: &Limits,
    facts: &OrganisationFacts,
    tell: &mut dyn FnMut(Message) -> Go,
) -> Result<Totals, Failure> {
    let limits = Limits { rows: limits.rows.min(MOST_ROWS), ..limits.clone() };
    let mut tables = Tables { given_up: true, ..Tables::default() };
    read(bytes, name, &limits, &mut |event| tables.take(&event))?;
    tables.settle();
    for (sheet, why) in &tables.skipped {
        if tell(Message::SheetSkipped { sheet: sheet.clone(), why: why.clone() }) == Go::Stop {
            return Ok(Totals::default());
        }
    }
    if tables.units.is_none() && tables.organisations.is_none() {
        return Err(Failure::NoHeader { sheets: without_headings(tables.skipped) });
    }
    let mut totals = Totals::default();
    let mut register = facts.register.clone();
    if let Some(Found { sheet, header, rows }) = &tables.units {
        let units = import::check_units(rows, header, &register, facts.today);
        register = register.with_units(&units);
        let header = FoundHeader::new(TableKind::Units, sheet, header);
        if tell_all(header, units, Message::Unit, &mut totals, tell) == Go::Stop {
            return Ok(totals);
        }
    }
    if let Some(Found { sheet, header, rows }) = &tables.organisations {
        let organisations = import::check_organisations(rows, header, &register, facts.today);
        let header = FoundHeader::new(TableKind::Organisations, sheet, header);
        tell_all(header, organisations, Message::Organisation, &mut totals, tell);
    }
    Ok(totals)
}

fn tell_all<E, C>(
    header: FoundHeader,
    rows: Vec<CheckedRow<E, C>>,
    message: impl Fn(CheckedRow<E, C>) -> Message,
    totals: &mut Totals,
    tell: &mut dyn FnMut(Message) -> Go,
) -> Go {
    let mut go = tell(Message::Header(header));
    for row in rows {
        if go == Go::Stop {
            break;
        }
        totals.count(matches!(row.outcome, Outcome::Good { .. }));
        go = tell(message(row));
    }
    go
}

fn without_headings(skipped: Vec<(String, Skipped)>) -> Vec<(String, MissingHeader)> {
    let missing = |(sheet, why)| match why {
        Skipped::NoHeader(missing) => Some((sheet, missing)),
        Skipped::Hidden | Skipped::AfterTheTable => None,
    };
    skipped.into_iter().filter_map(missing).collect()
}

impl Tables {
    fn take(&mut self, event: &Event<'_>) -> Go {
        match *event {
            Event::Sheet { name, hidden, .. } => {
                self.settle();
                name.clone_into(&mut self.sheet);
                self.given_up = hidden;
                if hidden {
                    self.skipped.push((name.to_owned(), Skipped::Hidden));
                    return Go::NextSheet;
                }
                Go::On
            }
            Event::Row { number, cells, .. } => {
                self.rows.push((number, cells.to_vec()));
                if self.open.is_none() && self.rows.len() == HEADER_WITHIN {
                    self.look();
                }
                if self.given_up { Go::NextSheet } else { Go::On }
            }
        }
    }

    /// Decides by the first rows what the sheet is.
    fn look(&mut self) {
        let why = match import::find_table(&self.rows) {
            Ok(Table::Units(_)) if self.units.is_some() => Skipped::AfterTheTable,
            Ok(Table::Organisations(_)) if self.organisations.is_some() => Skipped::AfterTheTable,
            Ok(table) => {
                self.open = Some(table);
                return;
            }
            // Which of the two was meant is told by what came nearer.
            Err((units, organisations)) if units.found.len() > organisations.found.len() => {
                Skipped::NoHeader(units.into())
            }
            Err((_, organisations)) => Skipped::NoHeader(organisations.into()),
        };
        self.given_up = true;
        self.rows = Vec::new();
        self.skipped.push((self.sheet.clone(), why));
    }

    /// The end of a sheet: a short one is looked at only now.
    fn settle(&mut self) {
        if self.given_up {
            return;
        }
        if self.open.is_none() {
            self.look();
        }
        let (sheet, rows) = (self.sheet.clone(), std::mem::take(&mut self.rows));
        match self.open.take() {
            Some(Table::Units(header)) => self.units = Some(Found { sheet, header, rows }),
            Some(Table::Organisations(header)) => self.organisations = Some(Found { sheet, header, rows }),
            None => {}
        }
        self.given_up = true;
    }
}
