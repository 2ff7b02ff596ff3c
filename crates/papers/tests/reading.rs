//! What comes out of well-meant files, in every spelling spreadsheet programs have for them.

#![cfg(test)]

mod made;
mod told;

use gongjian_domain::cell::Cell;
use gongjian_papers::read::{Format, ReadError};
use made::workbook;
use proptest::prelude::*;
use told::rows_of;

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn only_row(bytes: &[u8]) -> Vec<Cell> {
    let (_, rows) = rows_of(bytes).unwrap();
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows[0].2.clone()
}

fn date(day: &str) -> Cell {
    Cell::Date(day.parse().unwrap())
}

const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="31"/></cellXfs></styleSheet>"#;

#[test]
fn numbers_shown_as_dates_come_out_as_dates_and_others_as_numbers() {
    let rows = r#"<row r="1"><c r="A1" s="0"><v>40277</v></c><c r="B1" s="1"><v>40277</v></c><c r="C1" s="2"><v>40277.75</v></c><c r="D1" s="3"><v>0.5</v></c><c r="E1" s="4"><v>40277</v></c><c r="F1" s="2"><v>-1</v></c><c r="G1" t="d"><v>2010-04-09T00:00:00</v></c></row>"#;
    let row = only_row(&workbook(rows, &[("xl/styles.xml", STYLES)]));
    let day = date("2010-04-09");
    assert_eq!(
        row,
        [
            Cell::Number(40277.0),
            day.clone(),
            day.clone(),
            Cell::Number(0.5),
            day.clone(),
            Cell::Number(-1.0),
            day
        ]
    );
}

#[test]
fn a_workbook_that_counts_from_1904_gives_the_same_days() {
    let book = made::BOOK.replace("<sheets>", r#"<workbookPr date1904="1"/><sheets>"#);
    let rows = r#"<row r="1"><c r="A1" s="1"><v>38815</v></c></row>"#;
    let bytes = workbook(rows, &[("xl/styles.xml", STYLES), ("xl/workbook.xml", &book)]);
    assert_eq!(only_row(&bytes), [date("2010-04-09")]);
}

#[test]
fn a_formula_an_error_and_a_truth_value_are_foreign() {
    let rows = r#"<row r="1"><c r="A1" t="str"><f>VLOOKUP(B1,Sheet2!A:B,2,0)</f><v>张军</v></c><c r="B1"><f t="shared" si="0"/><v>3</v></c><c r="C1" t="e"><v>#N/A</v></c><c r="D1" t="b"><v>1</v></c></row>"#;
    let foreign = |marker: &str| Cell::Foreign(marker.to_owned());
    assert_eq!(
        only_row(&workbook(rows, &[])),
        [foreign("=VLOOKUP(B1,Sheet2!A:B,2,0)"), foreign("="), foreign("#N/A"), foreign("TRUE")]
    );
}

#[test]
fn shared_rich_and_pronounced_texts_come_out_whole() {
    let strings = r#"<sst><si><t>张军</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">李 </t></r><r><t>红</t></r><rPh sb="0" eb="1"><t>リ</t></rPh></si><si/><si><t>A&amp;B&#x4DAE;_x000D_</t></si></sst>"#;
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="inlineStr"><is><t>𠮷䶮</t></is></c></row>"#;
    let bytes = workbook(rows, &[("xl/sharedStrings.xml", strings)]);
    assert_eq!(only_row(&bytes), [text("张军"), text("李 红"), Cell::Empty, text("A&B䶮\r"), text("𠮷䶮")]);
}

#[test]
fn rows_keep_the_numbers_of_the_program_and_blank_rows_are_not_told() {
    let rows = r#"<row r="3"><c r="B3"><v>1</v></c></row><row r="4"><c r="A4" s="1"/><c r="B4" t="inlineStr"><is><t></t></is></c></row><row><c><v>2</v></c><c r="D5"><v>3</v></c><c><v>4</v></c></row>"#;
    let (_, told) = rows_of(&workbook(rows, &[])).unwrap();
    let one = |value: f64| Cell::Number(value);
    let expected = vec![
        ("名册".to_owned(), 3, vec![Cell::Empty, one(1.0)]),
        ("名册".to_owned(), 5, vec![one(2.0), Cell::Empty, Cell::Empty, one(3.0), one(4.0)]),
    ];
    assert_eq!(told, expected);
}

#[test]
fn prefixed_names_absolute_paths_and_other_slashes_are_understood() {
    let parts = made::BOOK_PARTS.replace("worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml");
    let sheet = r#"<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>张</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"#;
    let bytes = made::zip(&[
        ("[Content_Types].xml", made::TYPES.as_bytes()),
        ("_rels/.rels", made::ROOT.as_bytes()),
        ("xl\\Workbook.xml", made::BOOK.as_bytes()),
        ("xl\\_rels\\workbook.xml.rels", parts.as_bytes()),
        ("xl\\worksheets\\Sheet1.xml", sheet.as_bytes()),
    ]);
    assert_eq!(only_row(&bytes), [text("张")]);
}

#[test]
fn csv_rows_are_numbered_by_the_physical_line_they_begin_on() {
    for end in ["\n", "\r\n", "\r"] {
        let file = ["名册", "", "姓名,备注", "张军,\"两\n行\"", "", "", "李红,"].join(end);
        let (format, rows) = rows_of(file.as_bytes()).unwrap();
        assert_eq!(format, Format::Csv);
        let numbers: Vec<u32> = rows.iter().map(|(_, number, _)| *number).collect();
        assert_eq!(numbers, [1, 3, 4, 8], "{end:?}");
        assert_eq!(rows[2].2, [text("张军"), text("两\n行")]);
        assert_eq!(rows[3].2, [text("李红")]);
    }
}

#[test]
fn csv_is_read_in_five_encodings() {
    let file = "姓名,籍贯\r\n罗䶮娜,𠮷林\r\n";
    let utf16: Vec<u16> = file.encode_utf16().collect();
    let (gb18030, ..) = encoding_rs::GB18030.encode(file);
    let files: [Vec<u8>; 5] = [
        file.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", file.as_bytes()].concat(),
        gb18030.into_owned(),
        [0xff, 0xfe].into_iter().chain(utf16.iter().flat_map(|unit| unit.to_le_bytes())).collect(),
        [0xfe, 0xff].into_iter().chain(utf16.iter().flat_map(|unit| unit.to_be_bytes())).collect(),
    ];
    for bytes in &files {
        let (_, rows) = rows_of(bytes).unwrap();
        let cells: Vec<&[Cell]> = rows.iter().map(|(_, _, cells)| cells.as_slice()).collect();
        assert_eq!(cells, [[text("姓名"), text("籍贯")], [text("罗䶮娜"), text("𠮷林")]]);
    }
}

#[test]
fn separators_of_other_programs_are_found_out() {
    for file in ["姓名\t性别\n张军\t男\n", "姓名;性别\n张军;男\n", "sep=;\n姓名;性别\n张军;男\n"]
    {
        let (_, rows) = rows_of(file.as_bytes()).unwrap();
        assert_eq!(rows.last().unwrap().2, [text("张军"), text("男")], "{file}");
        assert_eq!(rows.len(), 2);
    }
}

#[test]
fn quotation_marks_in_csv_are_read_as_every_program_writes_them() {
    let file = "\"a,\"\"b\"\"\",c\"d\",\"e\"f,\"\",=\"0201\",=1+1,'=1,'ok\n";
    let (_, rows) = rows_of(file.as_bytes()).unwrap();
    assert_eq!(
        rows[0].2,
        [
            text("a,\"b\""),
            text("c\"d\""),
            text("ef"),
            Cell::Empty,
            text("0201"),
            Cell::Foreign("=1+1".to_owned()),
            text("=1"),
            text("'ok"),
        ]
    );
}

#[test]
fn an_old_workbook_saved_by_libreoffice_reads_like_the_new_one() {
    let file =
        |name: &str| std::fs::read(format!("{}/tests/files/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (format, mut rows) = rows_of(&file("roster.xls")).unwrap();
    assert_eq!(format, Format::Xls);
    let (_, mut same) = rows_of(&file("roster.xlsx")).unwrap();
    // The old format spells `TRUE()` without its brackets.
    for cell in rows.iter_mut().chain(&mut same).flat_map(|(_, _, cells)| cells) {
        if let Cell::Foreign(formula) = cell {
            *formula = formula.replace("()", "");
        }
    }
    assert_eq!(rows, same);
    assert!(rows.iter().any(|(_, _, cells)| cells.iter().any(|cell| matches!(cell, Cell::Date(_)))));
    assert!(rows.iter().any(|(_, _, cells)| cells.iter().any(|cell| matches!(cell, Cell::Foreign(_)))));
}

/// The same workbook through calamine, which serves as the second opinion.
fn by_calamine(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
    use calamine::{Data, Reader, Xlsx};
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    let (row, column) = range.start().unwrap_or_default();
    let shown = |value: &Data| match value {
        Data::Empty => String::new(),
        Data::DateTime(moment) => format!("{:?}", moment.to_ymd_hms_milli()),
        Data::Bool(truth) => truth.to_string().to_uppercase(),
        other => other.to_string(),
    };
    (row + 1..)
        .zip(range.rows())
        .map(|(number, values)| {
            let mut cells = vec![String::new(); column as usize];
            cells.extend(values.iter().map(shown));
            while cells.last().is_some_and(String::is_empty) {
                cells.pop();
            }
            (number, cells)
        })
        .filter(|(_, cells)| !cells.is_empty())
        .collect()
}

fn by_us(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
    use chrono::Datelike;
    let shown = |cell: &Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Foreign(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(day) => {
            format!("{:?}", (day.year() as u16, day.month() as u8, day.day() as u8, 0u8, 0u8, 0u8, 0u16))
        }
    };
    let (_, rows) = rows_of(bytes).unwrap();
    let first = rows[0].0.clone();
    rows.into_iter()
        .filter(|(sheet, ..)| *sheet == first)
        .map(|(_, number, cells)| (number, cells.iter().map(shown).collect()))
        .collect()
}

#[test]
fn the_sample_workbooks_read_as_calamine_reads_them() {
    for folder in ["school", "enterprise", "onetable"] {
        let path = format!("{}/../../fixtures/import/{folder}/roster.xlsx", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).unwrap();
        for (ours, theirs) in by_us(&bytes).iter().zip(&by_calamine(&bytes)) {
            assert_eq!(ours, theirs, "{folder}");
        }
        assert_eq!(by_us(&bytes).len(), by_calamine(&bytes).len(), "{folder}");
    }
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Empty),
        // Blanks at the ends are kept here and trimmed by calamine, so the ends are letters.
        "[a-z][a-z<>&\"'_x0-9\u{4e00}-\u{4e20}\u{20bb7} \n]{0,12}[a-z]".prop_map(Cell::Text),
        (-1.0e9..1.0e9f64).prop_map(Cell::Number),
        (1i32..40_000).prop_map(|days| {
            let from = chrono::NaiveDate::from_ymd_opt(1900, 3, 1).unwrap();
            Cell::Date(from + chrono::Days::new(days.unsigned_abs().into()))
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_workbook_reads_as_calamine_reads_it(rows in proptest::collection::vec(proptest::collection::vec(any_cell(), 0..6), 1..8)) {
        let mut book = rust_xlsxwriter::Workbook::new();
        let day = rust_xlsxwriter::Format::new().set_num_format(r#"yyyy"年"m"月"d"日""#);
        let sheet = book.add_worksheet();
        for (row, cells) in (0u32..).zip(&rows) {
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Cell::Empty | Cell::Foreign(_) => sheet.write_blank(row, column, &day).unwrap(),
                    Cell::Text(text) => sheet.write_string(row, column, text).unwrap(),
                    Cell::Number(number) => sheet.write_number(row, column, *number).unwrap(),
                    Cell::Date(date) => {
                        let serial = (*date - chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days();
                        sheet.write_number_with_format(row, column, serial as f64, &day).unwrap()
                    }
                };
            }
        }
        let bytes = book.save_to_buffer().unwrap();
        let theirs = by_calamine(&bytes);
        prop_assert_eq!(if theirs.is_empty() { Vec::new() } else { by_us(&bytes) }, theirs);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = rows_of(&bytes);
    }

    #[test]
    fn no_damage_to_a_workbook_makes_the_reader_panic(at in 0usize..4_000, value in any::<u8>()) {
        let strings = "<sst><si><t>张军</t></si></sst>";
        let mut bytes = workbook(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#, &[("xl/sharedStrings.xml", strings)]);
        let place = at % bytes.len();
        bytes[place] = value;
        let _ = rows_of(&bytes);
    }

    #[test]
    fn no_damage_to_an_old_workbook_ends_the_process(at in any::<usize>(), value in any::<u8>()) {
        let mut bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/roster.xls")).unwrap();
        let place = at % bytes.len();
        bytes[place] = value;
        let _ = rows_of(&bytes);
    }
}

#[test]
fn a_listener_may_leave_a_sheet_or_stop() {
    use gongjian_papers::read::{Event, Go, read};
    let limits = gongjian_papers::limits::Limits::for_import();
    let mut told = 0;
    let answer = read("甲\n乙\n丙\n".as_bytes(), "x.csv", &limits, &mut |event| match event {
        Event::Sheet { .. } => Go::On,
        Event::Row { .. } => {
            told += 1;
            Go::Stop
        }
    });
    assert_eq!((answer, told), (Ok::<Format, ReadError>(Format::Csv), 1));
}
