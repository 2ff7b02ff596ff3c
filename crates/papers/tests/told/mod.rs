//! Reading a file to its end, for tests.

use gongjian_domain::cell::Cell;
use gongjian_papers::limits::Limits;
use gongjian_papers::read::{Event, Format, Go, ReadError, read};

/// A row as told: its sheet, its number, its cells.
pub(crate) type Told = (String, u32, Vec<Cell>);

/// Reads everything with the limits of an import.
pub(crate) fn rows_of(bytes: &[u8]) -> Result<(Format, Vec<Told>), ReadError> {
    rows_within(bytes, &Limits::for_import())
}

/// Reads everything with other limits.
pub(crate) fn rows_within(bytes: &[u8], limits: &Limits) -> Result<(Format, Vec<Told>), ReadError> {
    let (mut sheet, mut rows) = (String::new(), Vec::new());
    let format = read(bytes, "file.csv", limits, &mut |event| {
        match event {
            Event::Sheet { name, .. } => sheet = name.to_owned(),
            Event::Row { number, cells, .. } => rows.push((sheet.clone(), number, cells.to_vec())),
        }
        Go::On
    })?;
    Ok((format, rows))
}
