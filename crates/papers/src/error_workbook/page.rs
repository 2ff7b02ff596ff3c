//! One sheet of the workbook that is given back.

use std::iter::Peekable;
use std::vec::IntoIter;

use gongjian_domain::cell::Cell;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note, Worksheet};

use super::Marks;
use crate::read::{Font, Layout, Look, Merge, NumberLook, serial};

/// Comments one sheet carries at most; further wrong cells are coloured only. The writer takes 12 kB of memory for
/// each, spreadsheet programs slow to a crawl with more, and nobody reads them.
const MOST_NOTES: usize = 5_000;
/// Behind a wrong cell, with [`WRONG_INK`] for its text: light red and dark red, as programs mark bad values.
const WRONG_PAPER: u32 = 0x00FF_C7CE;
const WRONG_INK: u32 = 0x009C_0006;

/// The formats cells are written with, plain and marked, by the number of their look.
pub(super) struct Pen {
    looks: Vec<(Format, Format)>,
    plain: Format,
    plain_date: Format,
}

impl Pen {
    pub(super) fn new(looks: &[Look]) -> Self {
        let both = |look: &Look| (format_of(look), wrong(format_of(look)));
        Self {
            looks: looks.iter().map(both).collect(),
            plain: Format::new(),
            plain_date: Format::new().set_num_format("yyyy-mm-dd"),
        }
    }

    /// The format for a cell with this look.
    fn format(&self, look: Option<u32>, cell: &Cell, marked: bool) -> Format {
        match look.and_then(|look| self.looks.get(look as usize)) {
            Some((_, wrong)) if marked => wrong.clone(),
            Some((format, _)) => format.clone(),
            None => {
                let format = if matches!(cell, Cell::Date(_)) { &self.plain_date } else { &self.plain };
                if marked { wrong(format.clone()) } else { format.clone() }
            }
        }
    }
}

fn wrong(format: Format) -> Format {
    format
        .set_background_color(Color::RGB(WRONG_PAPER))
        .set_font_color(Color::RGB(WRONG_INK))
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(WRONG_INK))
}

fn format_of(look: &Look) -> Format {
    let mut format = match &look.number {
        NumberLook::Plain => Format::new(),
        NumberLook::BuiltIn(index) => Format::new().set_num_format_index(*index),
        NumberLook::Code(code) => Format::new().set_num_format(code.as_str()),
    };
    format = with_font(format, &look.font);
    if let Some(colour) = look.fill {
        format = format.set_background_color(Color::RGB(colour));
    }
    if look.bordered {
        format = format.set_border(FormatBorder::Thin);
    }
    if look.wrapped {
        format = format.set_text_wrap();
    }
    let horizontal = match look.horizontal.as_deref() {
        Some("left") => Some(FormatAlign::Left),
        Some("center") => Some(FormatAlign::Center),
        Some("right") => Some(FormatAlign::Right),
        _ => None,
    };
    let vertical = match look.vertical.as_deref() {
        Some("top") => Some(FormatAlign::Top),
        Some("center") => Some(FormatAlign::VerticalCenter),
        _ => None,
    };
    [horizontal, vertical].into_iter().flatten().fold(format, Format::set_align)
}

fn with_font(mut format: Format, font: &Font) -> Format {
    if font.bold {
        format = format.set_bold();
    }
    if font.italic {
        format = format.set_italic();
    }
    if let Some(size) = font.size.filter(|size| (1.0..=409.0).contains(size)) {
        format = format.set_font_size(size);
    }
    if let Some(name) = &font.name {
        format = format.set_font_name(name);
    }
    if let Some(colour) = font.colour {
        format = format.set_font_color(Color::RGB(colour));
    }
    format
}

/// A sheet being written from top to bottom: the writer forgets a row once the next one begins.
pub(super) struct Page {
    index: usize,
    layout: Layout,
    heights: Peekable<IntoIter<(u32, f64)>>,
    merges: Peekable<IntoIter<Merge>>,
    marks: Peekable<std::collections::btree_map::IntoIter<(u32, u16), String>>,
    notes: usize,
}

impl Page {
    pub(super) fn new(index: usize, mut layout: Layout, marks: Marks) -> Self {
        layout.heights.sort_unstable_by_key(|(row, _)| *row);
        let heights = std::mem::take(&mut layout.heights).into_iter().peekable();
        let merges = std::mem::take(&mut layout.merges).into_iter().peekable();
        Self { index, layout, heights, merges, marks: marks.into_iter().peekable(), notes: 0 }
    }

    pub(super) fn index(&self) -> usize {
        self.index
    }

    /// Sets widths and the frozen part; `None` when the writer refuses.
    pub(super) fn lay_out(&mut self, sheet: &mut Worksheet) -> Option<()> {
        for (first, last, width) in &self.layout.widths {
            let last = (*last).min(first.saturating_add(512));
            for column in *first..=last {
                // The file counts in digits of seven pixels, the space at the sides included.
                let pixels = (width.clamp(0.0, 255.0) * 7.0).round() as u32;
                sheet.set_column_width_pixels(u16::try_from(column).ok()?, pixels).ok()?;
            }
        }
        if let Some((row, column)) = self.layout.frozen {
            sheet.set_freeze_panes(row, u16::try_from(column).ok()?).ok()?;
        }
        Some(())
    }

    /// Writes the row (from 0) with its marks, after the marks of rows that hold nothing.
    pub(super) fn write_row(
        &mut self,
        sheet: &mut Worksheet,
        row: u32,
        cells: &[Cell],
        looks: &[u32],
        pen: &Pen,
        from_text: bool,
    ) -> Option<()> {
        self.marks_of_blank_rows(sheet, row, pen)?;
        self.merge_up_to(sheet, row)?;
        self.heights_above(sheet, row)?;
        let mut marked = Vec::new();
        while let Some(((_, column), text)) = self.marks.next_if(|((marked_row, _), _)| *marked_row == row) {
            marked.push(column);
            self.note(sheet, row, column, &text)?;
        }
        for (column, cell) in (0u16..).zip(cells) {
            let is_marked = marked.contains(&column);
            if *cell == Cell::Empty && !is_marked {
                continue;
            }
            let format = pen.format(looks.get(usize::from(column)).copied(), cell, is_marked);
            write(sheet, row, column, cell, &format, from_text)?;
        }
        let width = u16::try_from(cells.len()).ok()?;
        for column in marked.into_iter().filter(|column| *column >= width) {
            sheet.write_blank(row, column, &wrong(Format::new())).ok()?;
        }
        Some(())
    }

    /// Writes what is left of marks and merged cells below the last row.
    pub(super) fn finish(&mut self, sheet: &mut Worksheet, pen: &Pen) -> Option<()> {
        self.marks_of_blank_rows(sheet, u32::MAX, pen)?;
        self.merge_up_to(sheet, u32::MAX)
    }

    /// Sets the heights of the rows above this one, the last moment the writer takes them.
    ///
    /// A row is written twice by rust_xlsxwriter 0.102 when it is the sheet's last and has a height, which no
    /// program opens without complaint; so the last row keeps the common height.
    fn heights_above(&mut self, sheet: &mut Worksheet, row: u32) -> Option<()> {
        while let Some((above, height)) = self.heights.next_if(|(above, _)| *above < row) {
            sheet.set_row_height(above, height.clamp(0.0, 409.0)).ok()?;
        }
        Some(())
    }

    fn marks_of_blank_rows(&mut self, sheet: &mut Worksheet, before: u32, pen: &Pen) -> Option<()> {
        while let Some(((row, column), text)) = self.marks.next_if(|((row, _), _)| *row < before) {
            self.merge_up_to(sheet, row)?;
            self.heights_above(sheet, row)?;
            sheet.write_blank(row, column, &pen.format(None, &Cell::Empty, true)).ok()?;
            self.note(sheet, row, column, &text)?;
        }
        Some(())
    }

    /// Merges the ranges that begin in this row or above it. One that overlaps another is left out: the
    /// values stand in their cells all the same.
    fn merge_up_to(&mut self, sheet: &mut Worksheet, row: u32) -> Option<()> {
        while let Some(merge) = self.merges.next_if(|merge| merge.first_row <= row) {
            self.heights_above(sheet, merge.first_row)?;
            let columns = (u16::try_from(merge.first_column), u16::try_from(merge.last_column));
            if let (Ok(first), Ok(last)) = columns {
                let middle =
                    Format::new().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
                let _ = sheet.merge_range(merge.first_row, first, merge.last_row, last, "", &middle);
            }
        }
        Some(())
    }

    fn note(&mut self, sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Option<()> {
        self.notes += 1;
        if self.notes > MOST_NOTES {
            return Some(());
        }
        let shown: String = text.chars().take(2_000).collect();
        let lines = shown.lines().map(|line| 1 + line.chars().count() / 14).sum::<usize>();
        let height = 20 + 18 * u32::try_from(lines.min(20)).unwrap_or(20);
        let note =
            Note::new(shown).add_author_prefix(false).set_width(220).set_height(height).set_font_size(9);
        sheet.insert_note(row, column, &note).ok().map(|_| ())
    }
}

/// Writes one cell as what it is: a text stays a text, whatever it begins with.
fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: &Format,
    from_text: bool,
) -> Option<()> {
    let written = match cell {
        Cell::Empty => sheet.write_blank(row, column, format),
        Cell::Text(text) => {
            // In csv a code is a text only as long as no program looks at it; here it stays one.
            let kept = from_text.then(|| format.clone().set_num_format("@"));
            sheet.write_string_with_format(row, column, text, kept.as_ref().unwrap_or(format))
        }
        Cell::Foreign(text) => sheet.write_string_with_format(row, column, text, format),
        Cell::Number(number) => sheet.write_number_with_format(row, column, *number, format),
        Cell::Date(day) => match serial(*day) {
            Some(serial) => sheet.write_number_with_format(row, column, serial, format),
            None => sheet.write_string_with_format(row, column, day.to_string(), format),
        },
    };
    written.ok().map(|_| ())
}

/// The width of a cell in characters of the Latin alphabet; Han characters take two.
pub(crate) fn width_of(cell: &Cell) -> u32 {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) | Cell::Foreign(text) => {
            let longest =
                text.lines().map(|line| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum());
            longest.max().unwrap_or(0)
        }
        Cell::Number(_) | Cell::Date(_) => 11,
    }
}
