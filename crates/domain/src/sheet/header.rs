//! Finding the row of headings and what each column is.

use std::collections::HashMap;

use super::{HEADER_WITHIN, Row};
use crate::cell::Cell;
use crate::script;

/// The columns a kind of table can have.
pub trait Columns: Copy + Eq + std::fmt::Debug + 'static {
    /// All of them, in the order a template shows them.
    const ALL: &'static [Self];
    /// What the table cannot do without: of each group at least one column.
    const NEEDED: &'static [&'static [Self]];
    /// Whether long numbers are masked in every column, since an identity number may
    /// stand in the wrong one.
    const MASKS_LONG_NUMBERS: bool = false;

    /// The word for the column in answers and sentences.
    fn as_str(self) -> &'static str;

    /// The headings in use for it; the first is the one a template shows.
    fn headings(self) -> &'static [&'static str];

    /// Whether what stands in the column is taken over. The others are known, named
    /// to the user and left out, because the register has no use for them.
    fn is_kept(self) -> bool;

    /// Whether what stands in the column may be shown only masked.
    fn is_secret(self) -> bool {
        false
    }
}

/// The row of headings, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header<C> {
    /// The number of the (last) heading row; the data begin below it.
    pub row: u32,
    /// The column at each position; `None` where it is unknown, repeated or left out.
    pub columns: Vec<Option<C>>,
    /// Positions and headings nobody knows: they are kept out.
    pub unknown: Vec<(usize, String)>,
    /// Positions and columns that stand there a second time: the first counts.
    pub repeated: Vec<(usize, C)>,
    /// Positions and columns that are known and left out.
    pub left_out: Vec<(usize, C)>,
    /// The headings as they were compared, by position.
    folded: Vec<String>,
}

/// No row holds the headings a table of this kind needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoHeader<C: 'static> {
    /// The row that came nearest, if one held two known headings or more.
    pub nearest: Option<u32>,
    /// What was found there.
    pub found: Vec<C>,
    /// The groups of which it holds no column.
    pub missing: Vec<&'static [C]>,
}

impl<C: Columns> Header<C> {
    /// Where `column` stands, counted from 0.
    #[must_use]
    pub fn position(&self, column: C) -> Option<usize> {
        self.columns.iter().position(|found| *found == Some(column))
    }

    /// The heading of `column` as it was compared (see [`fold_heading`]).
    #[must_use]
    pub fn heading(&self, column: C) -> Option<&str> {
        self.position(column).and_then(|position| self.folded.get(position)).map(String::as_str)
    }

    /// The cell of `column` in a row; empty when the table has no such column or the row is short.
    #[must_use]
    pub fn cell<'a>(&self, cells: &'a [Cell], column: C) -> &'a Cell {
        self.position(column).and_then(|position| cells.get(position)).unwrap_or(&Cell::Empty)
    }

    /// Whether the row repeats the headings, as printed lists do on each page.
    #[must_use]
    pub fn is_repeated_in(&self, cells: &[Cell]) -> bool {
        let mut filled = cells.iter().zip(&self.folded).filter(|(cell, _)| **cell != Cell::Empty);
        let mut same = || {
            filled.next().is_some_and(|(cell, heading)| {
                !heading.is_empty() && heading_text(cell).is_some_and(|text| fold_heading(text) == *heading)
            })
        };
        same() && same()
    }

    fn read(row: u32, headings: &[String], vocabulary: &Vocabulary<C>) -> Self {
        let mut header = Self {
            row,
            columns: Vec::with_capacity(headings.len()),
            unknown: Vec::new(),
            repeated: Vec::new(),
            left_out: Vec::new(),
            folded: headings.iter().map(|heading| fold_heading(heading)).collect(),
        };
        for (position, heading) in headings.iter().enumerate() {
            let column = vocabulary.get(&header.folded[position]).copied();
            let taken = column.filter(|c| c.is_kept() && !header.columns.contains(&Some(*c)));
            match column {
                Some(column) if !column.is_kept() => header.left_out.push((position, column)),
                Some(column) if taken.is_none() => header.repeated.push((position, column)),
                None if !heading.is_empty() => header.unknown.push((position, heading.clone())),
                _ => {}
            }
            header.columns.push(taken);
        }
        header
    }

    fn missing(&self) -> Vec<&'static [C]> {
        let lacks = |group: &&&'static [C]| !group.iter().any(|column| self.columns.contains(&Some(*column)));
        C::NEEDED.iter().filter(lacks).copied().collect()
    }

    fn found(&self) -> Vec<C> {
        self.columns.iter().flatten().copied().collect()
    }
}

/// Finds the headings among the first rows of a table, below titles and blank rows.
///
/// The first row that holds all a table of this kind needs is taken; headings that
/// stand in two rows (a group above, the columns below) are read together.
///
/// # Errors
///
/// [`NoHeader`], with what came nearest.
pub fn find_header<C: Columns>(rows: &[Row]) -> Result<Header<C>, NoHeader<C>> {
    let rows = &rows[..rows.len().min(HEADER_WITHIN)];
    let vocabulary = vocabulary::<C>();
    let mut nearest: Option<Header<C>> = None;
    for (at, (number, cells)) in rows.iter().enumerate() {
        let upper = headings(cells);
        let single = Header::read(*number, &upper, &vocabulary);
        // A title above the headings is no group of headings: the upper row must add one of its own.
        let grouped = !single.found().is_empty();
        let next = rows.get(at + 1).filter(|(below, _)| grouped && *below == number + 1);
        let double = next.and_then(|(below, lower)| two_rows(&upper, *below, lower, &vocabulary));
        for header in [double.filter(|double| double.found().len() > single.found().len()), Some(single)] {
            let Some(header) = header else { continue };
            if header.missing().is_empty() {
                return Ok(header);
            }
            if header.found().len() > nearest.as_ref().map_or(1, |nearest| nearest.found().len()) {
                nearest = Some(header);
            }
        }
    }
    Err(match nearest {
        Some(header) => {
            NoHeader { nearest: Some(header.row), found: header.found(), missing: header.missing() }
        }
        None => NoHeader { nearest: None, found: Vec::new(), missing: C::NEEDED.to_vec() },
    })
}

/// The columns by their folded headings.
type Vocabulary<C> = HashMap<String, C>;

fn vocabulary<C: Columns>() -> Vocabulary<C> {
    let headings = |column: &C| {
        let column = *column;
        column.headings().iter().map(move |heading| (fold_heading(heading), column))
    };
    C::ALL.iter().flat_map(headings).collect()
}

/// The headings of two rows read as one, if the lower one can be headings at all: words
/// without digits, and what stands below a known heading is itself one.
fn two_rows<C: Columns>(
    upper: &[String],
    number: u32,
    lower: &[Cell],
    vocabulary: &Vocabulary<C>,
) -> Option<Header<C>> {
    let below = headings(lower);
    let wordy = |cell: &Cell| match cell {
        Cell::Empty => true,
        Cell::Text(text) => !text.chars().any(|c| script::half_width(c).is_ascii_digit()),
        Cell::Number(_) | Cell::Date(_) | Cell::Foreign(_) => false,
    };
    let known = |heading: &str| vocabulary.contains_key(&fold_heading(heading));
    let spoils =
        |(above, heading): (&String, &String)| !heading.is_empty() && known(above) && !known(heading);
    if !lower.iter().all(wordy) || upper.iter().zip(&below).any(spoils) {
        return None;
    }
    let width = upper.len().max(below.len());
    let at = |position: usize| match below.get(position) {
        Some(heading) if !heading.is_empty() => heading.clone(),
        _ => upper.get(position).cloned().unwrap_or_default(),
    };
    Some(Header::read(number, &(0..width).map(at).collect::<Vec<_>>(), vocabulary))
}

/// A heading for comparing: without spaces, line breaks, punctuation, the star of a
/// required field and explanations in brackets; half-width and lower-case.
#[must_use]
pub fn fold_heading(text: &str) -> String {
    let mut depth = 0usize;
    let mut outside = String::new();
    let mut all = String::new();
    for c in text.chars().map(script::half_width) {
        match c {
            '(' | '[' | '【' | '〔' | '<' | '{' => depth += 1,
            ')' | ']' | '】' | '〕' | '>' | '}' => depth = depth.saturating_sub(1),
            c if c.is_alphanumeric() => {
                all.extend(c.to_lowercase());
                if depth == 0 {
                    outside.extend(c.to_lowercase());
                }
            }
            _ => {}
        }
    }
    if outside.is_empty() { all } else { outside }
}

fn headings(cells: &[Cell]) -> Vec<String> {
    cells.iter().map(|cell| heading_text(cell).unwrap_or_default().trim().to_owned()).collect()
}

fn heading_text(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) | Cell::Foreign(text) => Some(text),
        Cell::Empty | Cell::Number(_) | Cell::Date(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::roster::Column;

    fn row(number: u32, cells: &[&str]) -> Row {
        let cell = |text: &&str| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).to_owned()) };
        (number, cells.iter().map(cell).collect())
    }

    #[test]
    fn brackets_stars_spaces_and_line_breaks_do_not_change_a_heading() {
        for heading in [
            "*姓名",
            " 姓 名 ",
            "姓\n名",
            "姓名（必填）",
            "姓名(与身份证一致)",
            "姓名：",
            "姓名（必填",
            "【姓名】",
        ] {
            assert_eq!(fold_heading(heading), "姓名", "{heading}");
        }
        assert_eq!(fold_heading("党籍状态（正式党员或预备党员）"), "党籍状态");
        assert_eq!(fold_heading("Ｅ－ＭＡＩＬ"), "email");
    }

    #[test]
    fn titles_and_blank_rows_above_the_headings_are_passed_over() {
        let rows = [
            row(1, &["党员名册（姓名、身份证号码、党支部）"]),
            row(2, &[]),
            row(5, &["序号", "姓名", "身份证号", "支部名称", "星座"]),
            row(6, &["1", "张三", "", "第一支部", "狮子"]),
        ];
        let header = find_header::<Column>(&rows).unwrap();
        assert_eq!(header.row, 5);
        assert_eq!(header.position(Column::BranchName), Some(3));
        assert_eq!(header.unknown, [(4, "星座".to_owned())]);
        assert_eq!(header.left_out, [(0, Column::Sequence)]);
    }

    #[test]
    fn a_heading_that_stands_twice_counts_where_it_stands_first_and_is_told() {
        let header = find_header::<Column>(&[row(1, &["姓名", "工号", "党支部", "党员姓名"])]).unwrap();
        assert_eq!(header.position(Column::Name), Some(0));
        assert_eq!(header.repeated, [(3, Column::Name)]);
    }

    #[test]
    fn headings_in_two_rows_are_read_together() {
        let rows = [
            row(1, &["名册"]),
            row(2, &["姓名", "工号", "所在党组织", "", "联系方式", ""]),
            row(3, &["", "", "党支部编码", "党支部名称", "手机", "邮箱"]),
            row(4, &["张三", "1", "01", "第一支部", "13800000000", ""]),
        ];
        let header = find_header::<Column>(&rows).unwrap();
        assert_eq!(header.row, 3);
        assert_eq!(header.position(Column::BranchCode), Some(2));
        assert_eq!(header.position(Column::Phone), Some(4));
        assert_eq!(header.position(Column::Email), Some(5));
    }

    #[test]
    fn a_first_row_of_data_is_never_taken_for_a_second_row_of_headings() {
        let rows = [row(1, &["姓名", "工号", "党支部", "说明文字"]), row(2, &["", "A1", "第一支部", "邮箱"])];
        assert_eq!(find_header::<Column>(&rows).unwrap().row, 1);
    }

    #[test]
    fn what_is_missing_is_told_with_the_row_that_came_nearest() {
        let rows = [row(1, &["名册"]), row(3, &["姓名", "性别", "民族"])];
        let missing = find_header::<Column>(&rows).unwrap_err();
        assert_eq!(missing.nearest, Some(3));
        assert_eq!(missing.found, [Column::Name, Column::Sex, Column::Ethnicity]);
        assert_eq!(missing.missing, Column::NEEDED[1..].to_vec());
        assert_eq!(find_header::<Column>(&[]).unwrap_err().nearest, None);
    }

    #[test]
    fn headings_below_the_thirtieth_row_are_not_looked_for() {
        let mut rows: Vec<Row> = (1..=30).map(|number| row(number, &["说明"])).collect();
        rows.push(row(31, &["姓名", "工号", "党支部"]));
        assert!(find_header::<Column>(&rows).is_err());
        rows.remove(0);
        assert!(find_header::<Column>(&rows).is_ok());
    }

    #[test]
    fn headings_repeated_on_the_next_page_are_known_again() {
        let header = find_header::<Column>(&[row(1, &["姓名", "工号", "党支部"])]).unwrap();
        assert!(header.is_repeated_in(&row(40, &["姓 名", "工号", "党支部"]).1));
        assert!(!header.is_repeated_in(&row(41, &["张三", "工号", "党支部"]).1));
    }
}
