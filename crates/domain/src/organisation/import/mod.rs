//! The tables of units and Party organisations as people keep them.
//!
//! A workbook has a sheet of each; a csv file is one of the two, told by its headings
//! ([`find_table`]). Units come first: an organisation names the unit it is founded in.
//! Rows may stand in any order, a parent below its child, so a table is judged as a whole.
//!
//! ```text
//! let units = import::check_units(unit_rows, &unit_header, &register, today);
//! let register = register.with_units(&units);
//! let organisations = import::check_organisations(organisation_rows, &header, &register, today);
//! ```

mod column;
mod line;
mod organisations;
mod problem;
mod register;
#[cfg(test)]
mod tests;
mod tree;
mod units;

pub use column::{OrganisationColumn, UnitColumn};
pub use line::is_data_row;
pub use organisations::{NotACode, OrganisationCode, OrganisationEntry, check_organisations};
pub use problem::{CheckedRow, Fault, FindingKind, Outcome, TableFinding};
pub use register::{Register, RegisteredOrganisation, RegisteredUnit, UnitReference};
pub use units::{UnitEntry, check_units};

use crate::sheet::{Header, NoHeader, Row, find_header};

/// Which of the two tables a sheet holds, with its headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Table {
    /// 单位
    Units(Header<UnitColumn>),
    /// 党组织
    Organisations(Header<OrganisationColumn>),
}

/// Tells by the headings which table a sheet holds; it reads the first
/// [`HEADER_WITHIN`](crate::sheet::HEADER_WITHIN) rows.
///
/// # Errors
///
/// When the headings are those of neither: what came nearest to each.
pub fn find_table(rows: &[Row]) -> Result<Table, (NoHeader<UnitColumn>, NoHeader<OrganisationColumn>)> {
    match (find_header::<UnitColumn>(rows), find_header::<OrganisationColumn>(rows)) {
        // A table of organisations may also name units and their kinds, hardly ever the other way round.
        (_, Ok(header)) => Ok(Table::Organisations(header)),
        (Ok(header), Err(_)) => Ok(Table::Units(header)),
        (Err(units), Err(organisations)) => Err((units, organisations)),
    }
}
