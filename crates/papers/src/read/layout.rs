//! Where things stand on a sheet: widths, heights, merged cells, the frozen part.

use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::ReadError;
use super::sheet::reference;
use super::xml::{Xml, attribute, raw_attribute};

/// Merged ranges, and cells in them, that are shown again; a flood of merges is cut off here.
const MOST_MERGES: usize = 4_096;
const MOST_MERGED_CELLS: u64 = 200_000;
/// Rows with a height of their own that are shown again.
const MOST_HEIGHTS: usize = 20_000;
/// Widths of columns that are shown again.
const MOST_WIDTHS: usize = 512;

/// Rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Merge {
    pub(crate) first_row: u32,
    pub(crate) first_column: u32,
    pub(crate) last_row: u32,
    pub(crate) last_column: u32,
}

/// The layout of one sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Layout {
    /// First and last column (from 0) and their width in characters.
    pub(crate) widths: Vec<(u32, u32, f64)>,
    /// Row (from 0) and its height in points.
    pub(crate) heights: Vec<(u32, f64)>,
    /// Merged ranges in the order of their rows.
    pub(crate) merges: Vec<Merge>,
    /// The first row and column that move when the sheet is scrolled.
    pub(crate) frozen: Option<(u32, u32)>,
}

impl Layout {
    /// Adds a merged range unless it is a single cell or one too many.
    pub(crate) fn merge(&mut self, merge: Merge, merged_cells: &mut u64) {
        let height = u64::from(merge.last_row.saturating_sub(merge.first_row)) + 1;
        let width = u64::from(merge.last_column.saturating_sub(merge.first_column)) + 1;
        let cells = height.saturating_mul(width);
        let ordered = merge.first_row <= merge.last_row && merge.first_column <= merge.last_column;
        if !ordered
            || cells < 2
            || self.merges.len() >= MOST_MERGES
            || *merged_cells + cells > MOST_MERGED_CELLS
        {
            return;
        }
        *merged_cells += cells;
        self.merges.push(merge);
    }
}

/// Reads a worksheet for its layout only.
pub(super) fn read<R: Read>(mut xml: Xml<R>) -> Result<Layout, ReadError> {
    let mut layout = Layout::default();
    let mut merged_cells = 0;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" if layout.heights.len() < MOST_HEIGHTS => {
                    if let (Some(row), Some(height)) = (number::<u32>(&tag, "r"), number(&tag, "ht")) {
                        layout.heights.push((row.saturating_sub(1), height));
                    }
                }
                "col" if layout.widths.len() < MOST_WIDTHS => {
                    let columns = (number::<u32>(&tag, "min"), number::<u32>(&tag, "max"));
                    if let ((Some(first), Some(last)), Some(width)) = (columns, number(&tag, "width")) {
                        layout.widths.push((first.saturating_sub(1), last.saturating_sub(1), width));
                    }
                }
                "pane" => layout.frozen = frozen(&tag),
                "mergeCell" => {
                    if let Some(merge) = raw_attribute(&tag, "ref").and_then(|range| merge_of(&range)) {
                        layout.merge(merge, &mut merged_cells);
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    layout.merges.sort_unstable();
    Ok(layout)
}

fn frozen(tag: &BytesStart<'_>) -> Option<(u32, u32)> {
    let kept = attribute(tag, "state").is_some_and(|state| state.starts_with("frozen"));
    let split = |name: &str| number::<f64>(tag, name).map_or(0, |lines| lines.clamp(0.0, 1_000.0) as u32);
    kept.then(|| (split("ySplit"), split("xSplit")))
}

fn number<T: std::str::FromStr>(tag: &BytesStart<'_>, name: &str) -> Option<T> {
    raw_attribute(tag, name)?.parse().ok()
}

fn merge_of(range: &str) -> Option<Merge> {
    let (first, last) = range.split_once(':')?;
    let ((first_row, first_column), (last_row, last_column)) = (reference(first)?, reference(last)?);
    Some(Merge {
        first_row: first_row.checked_sub(1)?,
        first_column,
        last_row: last_row.checked_sub(1)?,
        last_column,
    })
}
