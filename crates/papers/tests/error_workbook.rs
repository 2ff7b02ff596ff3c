//! The marked workbook: everything where it was, and every wrong cell found again.

#![cfg(test)]

mod made;
mod told;

use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use gongjian_domain::cell::Cell;
use gongjian_papers::error_workbook::{Issue, mark};
use gongjian_papers::limits::Limits;
use gongjian_papers::read::Format;
use told::rows_of;

fn issue(row: u32, column: u32, text: &str) -> Issue {
    Issue { sheet: None, row, column: Some(column), text: text.to_owned() }
}

fn marked(bytes: &[u8], name: &str, issues: &[Issue]) -> Vec<u8> {
    mark(bytes, name, &Limits::for_import(), issues).unwrap()
}

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../fixtures/import/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/files/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The text of a part of a workbook.
fn part(bytes: &[u8], path: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(path).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The comments of the first sheet by their cell.
fn comments(bytes: &[u8]) -> Vec<(String, String)> {
    let xml = part(bytes, "xl/comments1.xml");
    let of = |comment: &str| {
        let cell = comment.split('"').next().unwrap().to_owned();
        let text = comment.split("<t>").nth(1).unwrap().split("</t>").next().unwrap().to_owned();
        (cell, text)
    };
    xml.split("<comment ref=\"").skip(1).map(of).collect()
}

#[test]
fn every_value_of_every_sheet_stands_where_it_stood() {
    for folder in ["school", "enterprise", "onetable"] {
        let original = fixture(&format!("{folder}/roster.xlsx"));
        let back = marked(&original, "roster.xlsx", &[issue(9, 2, "身份证号码的校验位不对")]);
        assert_eq!(rows_of(&back).unwrap().1, rows_of(&original).unwrap().1, "{folder}");
    }
}

#[test]
fn a_csv_file_comes_back_as_a_workbook_with_the_same_cells_in_the_same_rows() {
    let original = fixture("school/roster.csv");
    let back = marked(&original, "roster.csv", &[issue(20, 14, "末尾数字已丢失")]);
    let (format, rows) = rows_of(&back).unwrap();
    assert_eq!(format, Format::Xlsx);
    let cells =
        |rows: Vec<told::Told>| rows.into_iter().map(|(_, row, cells)| (row, cells)).collect::<Vec<_>>();
    assert_eq!(cells(rows), cells(rows_of(&original).unwrap().1));
    assert_eq!(comments(&back), [("O20".to_owned(), "末尾数字已丢失".to_owned())]);
}

#[test]
fn an_old_workbook_comes_back_as_a_new_one_with_its_merged_title() {
    let back = marked(&file("roster.xls"), "roster.xls", &[issue(5, 1, "x")]);
    assert!(part(&back, "xl/worksheets/sheet1.xml").contains("<mergeCell ref=\"A1:E1\"/>"));
    let (_, rows) = rows_of(&back).unwrap();
    assert_eq!(rows[2].2[0], Cell::Text("罗䶮娜".to_owned()));
}

#[test]
fn each_wrong_cell_has_its_comment_and_several_sentences_share_one() {
    let original = fixture("school/roster.xlsx");
    let issues = [
        issue(18, 1, "没有这个党支部编码"),
        issue(20, 14, "末尾数字已丢失"),
        issue(18, 1, "请在“党组织”里核对"),
        // A blank cell beyond the row, a row that holds nothing, a whole row.
        issue(25, 20, "缺少手机号码"),
        issue(2, 0, "空行"),
        Issue { sheet: None, row: 30, column: None, text: "整行".to_owned() },
    ];
    let back = marked(&original, "roster.xlsx", &issues);
    let mut found = comments(&back);
    found.sort();
    let expected: Vec<(String, String)> = [
        ("A2", "空行"),
        ("A30", "整行"),
        ("B18", "没有这个党支部编码\n请在“党组织”里核对"),
        ("O20", "末尾数字已丢失"),
        ("U25", "缺少手机号码"),
    ]
    .map(|(cell, text)| (cell.to_owned(), text.to_owned()))
    .into();
    assert_eq!(found, expected);
    // One format beyond those of the original's looks is the marked one; both of its colours are there.
    let styles = part(&back, "xl/styles.xml");
    assert!(styles.contains("FFFFC7CE") && styles.contains("FF9C0006"));
}

#[test]
fn issues_go_to_the_sheet_they_name() {
    let original = fixture("school/roster.xlsx");
    let there = Issue { sheet: Some("说明".to_owned()), ..issue(1, 0, "改这里") };
    let back = marked(&original, "roster.xlsx", &[there]);
    let sheets: Vec<String> =
        (1..=2).map(|number| part(&back, &format!("xl/worksheets/sheet{number}.xml"))).collect();
    assert!(!sheets[0].contains("legacyDrawing") && sheets[1].contains("legacyDrawing"));
}

#[test]
fn merged_cells_widths_heights_and_plain_styles_are_kept() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let title = rust_xlsxwriter::Format::new().set_bold().set_font_size(18).set_background_color(0x00FF_EE00);
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 1, 3, "党员名册", &title).unwrap();
    sheet.set_column_width(1, 33).unwrap().set_row_height(2, 40).unwrap().set_freeze_panes(3, 1).unwrap();
    sheet.write_string(2, 0, "姓名").unwrap();
    sheet.write_string(3, 0, "张军").unwrap();
    let original = book.save_to_buffer().unwrap();
    let back = marked(&original, "x.xlsx", &[issue(3, 0, "x")]);
    let (before, after) =
        (part(&original, "xl/worksheets/sheet1.xml"), part(&back, "xl/worksheets/sheet1.xml"));
    for piece in [
        "<mergeCell ref=\"A1:D2\"/>",
        "<col min=\"2\" max=\"2\" width=\"33.7109375\"",
        "ht=\"39.75\"",
        "ySplit=\"3\"",
    ] {
        assert!(before.contains(piece), "{piece}: {before}");
        assert!(after.contains(piece), "{piece}: {after}");
    }
    for number in 1..5 {
        assert_eq!(after.matches(&format!("<row r=\"{number}\"")).count(), 1, "{after}");
    }
    let styles = part(&back, "xl/styles.xml");
    assert!(styles.contains("<sz val=\"18\"/>") && styles.contains("FFFFEE00"));
}

#[test]
fn a_formula_comes_back_as_the_value_last_shown_and_text_like_a_formula_as_text() {
    let rows = r#"<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="inlineStr"><is><t>=HYPERLINK("x")</t></is></c><c r="C1" t="str"><f>CONCAT("a")</f><v>a</v></c></row>"#;
    let back = marked(&made::workbook(rows, &[]), "x.xlsx", &[issue(1, 0, "公式")]);
    let sheet = part(&back, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "{sheet}");
    let (_, rows) = rows_of(&back).unwrap();
    let text = |text: &str| Cell::Text(text.to_owned());
    assert_eq!(rows[0].2, [Cell::Number(2.0), text("=HYPERLINK(\"x\")"), text("a")]);
    let csv = marked("=cmd|' /C calc'!A0,1\n".as_bytes(), "x.csv", &[issue(1, 0, "公式")]);
    assert!(!part(&csv, "xl/worksheets/sheet1.xml").contains("<f>"));
}

#[test]
fn a_flood_of_issues_is_coloured_to_the_end_and_commented_as_far_as_anybody_reads() {
    let rows: String =
        (1..=6_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>")).collect();
    let issues: Vec<Issue> = (1..=6_000).map(|row| issue(row, 0, "不对")).collect();
    let back = marked(&made::workbook(&rows, &[]), "x.xlsx", &issues);
    assert_eq!(comments(&back).len(), 5_000);
    let sheet = part(&back, "xl/worksheets/sheet1.xml");
    let look = |cell: &str| {
        sheet.split(&format!("<c r=\"{cell}\" s=\"")).nth(1).and_then(|rest| rest.split('"').next())
    };
    assert!(look("A1").is_some());
    assert_eq!(look("A1"), look("A6000"));
}

#[test]
fn a_flood_of_merged_cells_ends_somewhere() {
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData><mergeCells>{}{}</mergeCells></worksheet>",
        "<mergeCell ref=\"A1:XFD1048576\"/>",
        (1..20_000).map(|row| format!("<mergeCell ref=\"A{row}:B{row}\"/>")).collect::<String>()
    );
    let original = made::workbook("", &[("xl/worksheets/sheet1.xml", &sheet)]);
    let back = marked(&original, "x.xlsx", &[]);
    assert_eq!(part(&back, "xl/worksheets/sheet1.xml").matches("<mergeCell ").count(), 4_096);
}

#[test]
fn names_of_sheets_no_program_accepts_give_way_to_numbers() {
    let csv = marked(b"a,b\n", "a/b:c*d?[e]_and_a_very_long_name_for_a_sheet.csv", &[]);
    assert_eq!(rows_of(&csv).unwrap().1[0].0, "abcde_and_a_very_long_name_for_");
    let csv = marked(b"a,b\n", "", &[]);
    assert_eq!(rows_of(&csv).unwrap().1[0].0, "1");
}

/// Whether LibreOffice is there; where it must be (`GONGJIAN_NEED_SOFFICE=1`) its absence is a failure.
fn soffice() -> bool {
    let there = Command::new("soffice").arg("--version").output().is_ok();
    let needed = std::env::var_os("GONGJIAN_NEED_SOFFICE").is_some_and(|told| told == "1");
    assert!(there || !needed, "soffice is not installed");
    there
}

fn convert(folder: &Path, from: &Path, to: &str) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let output = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", to, "--outdir"])
        .args([folder, from])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn libreoffice_opens_the_marked_workbook_and_sees_the_comments() {
    if !soffice() {
        eprintln!("skipped: soffice is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("marked.xlsx");
    let back = marked(&fixture("school/roster.xlsx"), "roster.xlsx", &[issue(20, 14, "末尾数字已丢失")]);
    std::fs::write(&path, back).unwrap();
    convert(folder.path(), &path, "fods");
    let seen = std::fs::read_to_string(folder.path().join("marked.fods")).unwrap();
    assert!(seen.contains("office:annotation") && seen.contains("末尾数字已丢失"));
}
