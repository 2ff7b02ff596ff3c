//! The file somebody brought, given back as a workbook: everything where it was, the wrong cells coloured
//! and commented.
//!
//! Values, sheets, merged cells, widths, heights, number formats and plain styles are kept; formulas come
//! back as the values last shown, so nothing computes that the register did not write. A csv file comes back
//! as a workbook too, because csv has neither colours nor comments.

mod page;

use std::collections::{BTreeMap, HashSet};

use gongjian_domain::cell::Cell;
use rust_xlsxwriter::Workbook;
use serde::{Deserialize, Serialize};

use crate::check::Failure;
use crate::limits::Limits;
use crate::read::{
    Event, Format, Formulas, Go, Layout, Look, Merge, ReadError, format_of, open_workbook, read_with,
    xls_merges,
};
pub(crate) use page::width_of;
use page::{Page, Pen};

/// Something that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The sheet; `None` for the first one.
    pub sheet: Option<String>,
    /// The row as the spreadsheet program numbers it, from 1.
    pub row: u32,
    /// The column from 0; `None` when the whole row is meant: then its first cell is marked.
    pub column: Option<u32>,
    /// The sentence, in the reader's language.
    pub text: String,
}

/// The sentences about one sheet by row (from 0) and column.
type Marks = BTreeMap<(u32, u16), String>;

/// Gives the file back with every issue marked.
///
/// # Errors
///
/// [`Failure::Read`] when the file cannot be read, [`Failure::NotWritten`] when the workbook cannot be written.
pub fn mark(bytes: &[u8], name: &str, limits: &Limits, issues: &[Issue]) -> Result<Vec<u8>, Failure> {
    // The parts are read twice, once for what stands where and once for what stands there.
    let limits = Limits { unpacked_bytes: limits.unpacked_bytes.saturating_mul(3), ..limits.clone() };
    let format = format_of(bytes, &limits)?;
    let (layouts, looks) = layouts(bytes, name, format, &limits)?;
    let pen = Pen::new(&looks);
    let mut writing = Writing { book: Workbook::new(), page: None, names: HashSet::new(), failed: false };
    let from_text = format == Format::Csv;
    read_with(bytes, name, &limits, Formulas::AsShown, &mut |event| {
        let done = match event {
            Event::Sheet { name, index, hidden } => {
                let layout = layouts.get(index).cloned().unwrap_or_default();
                writing.begin(name, index, hidden, layout, marks(issues, name, index))
            }
            Event::Row { number, cells, looks } => writing.row(number, cells, looks, &pen, from_text),
        };
        writing.failed |= done.is_none();
        if writing.failed { Go::Stop } else { Go::On }
    })?;
    writing.finish(&pen).ok_or(Failure::NotWritten)
}

fn marks(issues: &[Issue], sheet: &str, index: usize) -> Marks {
    let mut marks = Marks::new();
    for issue in issues {
        let here = issue.sheet.as_deref().map_or(index == 0, |name| name == sheet);
        let Ok(column) = u16::try_from(issue.column.unwrap_or(0)) else { continue };
        let Some(row) = issue.row.checked_sub(1) else { continue };
        if here {
            let text = marks.entry((row, column)).or_default();
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&issue.text);
        }
    }
    marks
}

/// The layout of each sheet, and the looks its cells refer to.
fn layouts(
    bytes: &[u8],
    name: &str,
    format: Format,
    limits: &Limits,
) -> Result<(Vec<Layout>, Vec<Look>), ReadError> {
    if format == Format::Xlsx {
        let mut book = open_workbook(bytes, limits)?;
        let layouts = (0..book.sheets()).map(|index| book.layout(index)).collect::<Result<_, _>>()?;
        return Ok((layouts, book.looks()?));
    }
    let mut merges: BTreeMap<String, Vec<Merge>> = match format {
        Format::Xls => xls_merges(bytes, limits).into_iter().collect(),
        Format::Xlsx | Format::Csv => BTreeMap::new(),
    };
    let mut layouts: Vec<Layout> = Vec::new();
    let mut widest: Vec<u32> = Vec::new();
    read_with(bytes, name, limits, Formulas::AsShown, &mut |event| {
        match event {
            Event::Sheet { name, .. } => {
                settle_widths(layouts.last_mut(), &mut widest);
                let mut layout = Layout::default();
                let mut merged_cells = 0;
                let ranges = merges.remove(name).unwrap_or_default();
                ranges.into_iter().for_each(|merge| layout.merge(merge, &mut merged_cells));
                layout.merges.sort_unstable();
                layouts.push(layout);
            }
            Event::Row { cells, .. } => widen(&mut widest, cells),
        }
        Go::On
    })?;
    settle_widths(layouts.last_mut(), &mut widest);
    Ok((layouts, Vec::new()))
}

/// Notes how wide the cells of a row are. A cell alone in its row is a title and may run over its neighbours.
fn widen(widest: &mut Vec<u32>, cells: &[Cell]) {
    if cells.iter().filter(|cell| **cell != Cell::Empty).count() < 2 {
        return;
    }
    widest.resize(widest.len().max(cells.len()), 0);
    for (width, cell) in widest.iter_mut().zip(cells) {
        *width = (*width).max(page::width_of(cell));
    }
}

fn settle_widths(layout: Option<&mut Layout>, widest: &mut Vec<u32>) {
    let Some(layout) = layout else { return };
    for (column, width) in (0u32..).zip(widest.drain(..)) {
        layout.widths.push((column, column, f64::from(width.clamp(6, 40) + 2)));
    }
}

/// The workbook being written.
struct Writing {
    book: Workbook,
    page: Option<Page>,
    /// The names given to sheets so far; programs do not tell capitals apart in them.
    names: HashSet<String>,
    failed: bool,
}

impl Writing {
    /// Begins a sheet; `None` when it cannot be made.
    fn begin(&mut self, name: &str, index: usize, hidden: bool, layout: Layout, marks: Marks) -> Option<()> {
        let pen = Pen::new(&[]);
        self.close(&pen)?;
        let sheet = self.book.add_worksheet_with_constant_memory().ok()?;
        // A name the writer does not accept (a file's name can be anything) gives way to a number.
        let shortened: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
        let is_new = self.names.insert(shortened.to_lowercase());
        if !is_new || sheet.set_name(shortened).is_err() {
            sheet.set_name(format!("{}", index + 1)).ok()?;
        }
        sheet.set_hidden(hidden && index > 0);
        self.page = Some(Page::new(index, layout, marks));
        self.page.as_mut()?.lay_out(sheet)
    }

    fn row(&mut self, number: u32, cells: &[Cell], looks: &[u32], pen: &Pen, from_text: bool) -> Option<()> {
        let page = self.page.as_mut()?;
        let sheet = self.book.worksheet_from_index(page.index()).ok()?;
        page.write_row(sheet, number.checked_sub(1)?, cells, looks, pen, from_text)
    }

    fn close(&mut self, pen: &Pen) -> Option<()> {
        let Some(mut page) = self.page.take() else { return Some(()) };
        page.finish(self.book.worksheet_from_index(page.index()).ok()?, pen)
    }

    fn finish(mut self, pen: &Pen) -> Option<Vec<u8>> {
        if self.failed {
            return None;
        }
        self.close(pen)?;
        self.book.save_to_buffer().ok()
    }
}
