//! Which lines of a table are rows about a person.

use super::{Column, Header};
use crate::cell::Cell;
use crate::script;
use crate::sheet::{is_blank, is_note_word, is_sample, opens_a_note, tight_text};

/// What a line below the headings is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Nothing stands in it, or only in columns nobody reads (a running number).
    Blank,
    /// A note, a sum, a signature line: text, but about no person.
    Note,
    /// The headings once more.
    Heading,
    /// The template's sample row.
    Sample,
    /// A row about a person, good or not.
    Data,
}

/// Tells what a line below the headings is.
///
/// A person is in a row that names one, by name, identity number, staff number or
/// phone. One filled cell alone is a note unless it can be a name in the name's
/// column or an identity number in its own.
#[must_use]
pub fn line(cells: &[Cell], header: &Header) -> Line {
    let filled = |cell: &Cell| !is_blank(cell);
    let known =
        header.columns.iter().zip(cells).filter(|(column, cell)| column.is_some() && filled(cell)).count();
    let all = cells.iter().filter(|cell| filled(cell)).count();
    if known == 0 {
        return if holds_words(cells) { Line::Note } else { Line::Blank };
    }
    if header.is_repeated_in(cells) {
        return Line::Heading;
    }
    let name = tight_text(header.cell(cells, Column::Name));
    if is_sample(&name) {
        return Line::Sample;
    }
    let numbers = [Column::IdentityNumber, Column::StaffNumber, Column::Phone];
    let numbered = numbers.into_iter().any(|column| filled(header.cell(cells, column)));
    let named = !name.is_empty();
    if opens_a_note(cells) && !header_number_filled(cells, header) {
        return Line::Note;
    }
    let about_a_person = match all {
        1 => is_lone_name(&name) || has_long_number(header.cell(cells, Column::IdentityNumber)),
        _ => named || numbered,
    };
    if about_a_person { Line::Data } else { Line::Note }
}

/// Whether the line is a row about a person.
#[must_use]
pub fn is_data_row(cells: &[Cell], header: &Header) -> bool {
    line(cells, header) == Line::Data
}

fn header_number_filled(cells: &[Cell], header: &Header) -> bool {
    let numbered = |cell: &Cell| match cell {
        Cell::Number(_) => true,
        cell => tight_text(cell).bytes().any(|b| b.is_ascii_digit()),
    };
    has_long_number(header.cell(cells, Column::IdentityNumber))
        || numbered(header.cell(cells, Column::StaffNumber))
}

/// Two to eight Han characters, with a point or not, and no word that opens a note.
fn is_lone_name(text: &str) -> bool {
    let count = text.chars().count();
    (2..=8).contains(&count) && text.chars().all(|c| script::is_han(c) || c == '·') && !is_note_word(text)
}

fn has_long_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(number) => *number >= 1e9,
        Cell::Text(text) => script::compact(text).bytes().filter(u8::is_ascii_digit).count() >= 10,
        Cell::Empty | Cell::Date(_) | Cell::Foreign(_) => false,
    }
}

fn holds_words(cells: &[Cell]) -> bool {
    cells.iter().any(|cell| matches!(cell, Cell::Text(text) if text.chars().any(char::is_alphabetic)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::roster::find_header;
    use crate::sheet::Row;

    const HEADINGS: [&str; 7] = ["序号", "姓名", "身份证号", "学工号", "党支部编码", "手机", "国家/地区"];

    fn cells(texts: &[&str]) -> Vec<Cell> {
        let cell = |text: &&str| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).to_owned()) };
        texts.iter().map(cell).collect()
    }

    fn told(texts: &[&str]) -> Line {
        let rows: [Row; 1] = [(1, cells(&HEADINGS))];
        line(&cells(texts), &find_header(&rows).unwrap())
    }

    #[test]
    fn a_row_without_a_name_but_with_a_number_is_about_a_person() {
        assert_eq!(told(&["7", "", "33078220000229001X", "", "01"]), Line::Data);
        assert_eq!(told(&["7", "", "", "2019001", "01"]), Line::Data);
        assert_eq!(told(&["7", "", "", "", "01", "13800000000"]), Line::Data);
    }

    #[test]
    fn a_note_in_any_single_cell_is_no_row() {
        assert_eq!(told(&["注意事项：\n1、日期请按年月日填写\n2、导入前请删除本说明"]), Line::Note);
        assert_eq!(told(&["", "注意事项：日期请按年月日填写"]), Line::Note);
        assert_eq!(told(&["", "", "", "", "以上名册请于月底前交回"]), Line::Note);
        assert_eq!(told(&["", "以下空白"]), Line::Note);
    }

    #[test]
    fn sums_and_signature_lines_are_no_rows() {
        assert_eq!(told(&["合计", "84"]), Line::Note);
        assert_eq!(told(&["", "合计", "84人"]), Line::Note);
        assert_eq!(told(&["填表人：张三", "", "审核人：李四", "", "", "13800000000"]), Line::Note);
    }

    #[test]
    fn a_name_alone_is_a_row_that_lacks_everything_else() {
        assert_eq!(told(&["", "欧阳玥子"]), Line::Data);
        assert_eq!(told(&["", "", "330782200002290010"]), Line::Data);
    }

    #[test]
    fn lines_that_only_carry_a_running_number_or_filled_down_columns_are_no_rows() {
        assert_eq!(told(&["85"]), Line::Blank);
        assert_eq!(told(&["85", "", "", "", "", "", "中国"]), Line::Note);
        assert_eq!(told(&["85", "", "", "", "020100002", "", "中国"]), Line::Note);
        assert_eq!(told(&[]), Line::Blank);
        assert_eq!(told(&["", " ", "\u{3000}"]), Line::Blank);
    }

    #[test]
    fn the_sample_row_of_a_template_and_repeated_headings_are_no_rows() {
        assert_eq!(told(&["1", "示例：张三", "33078220000229001X"]), Line::Sample);
        assert_eq!(told(&["1", "张三（示例）", "33078220000229001X"]), Line::Sample);
        assert_eq!(told(&HEADINGS), Line::Heading);
    }

    #[test]
    fn formulas_in_a_row_do_not_hide_it() {
        let rows: [Row; 1] = [(1, cells(&HEADINGS))];
        let header = find_header(&rows).unwrap();
        let mut row = cells(&["1", "", "", "2019001", "01"]);
        row[1] = Cell::Foreign("=A1".to_owned());
        assert_eq!(line(&row, &header), Line::Data);
    }
}
