//! Lists written out: harmless when opened, whole when read again.

#![cfg(test)]

mod told;

use std::io::{Cursor, Read};
use std::process::Command;

use gongjian_domain::cell::Cell;
use gongjian_papers::export::{Heading, Kind, Table, csv, xlsx};
use gongjian_papers::neutral::{begins_like_a_formula, guard, unguard};
use gongjian_papers::read::Format;
use proptest::prelude::*;
use told::rows_of;

/// What a spreadsheet program may take for a formula, a command or a link.
const PAYLOADS: [&str; 16] = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "  =1+1",
    "\"=1+1\"",
    "'=1+1",
    "\u{200b}=1+1",
    "=cmd|' /C calc'!A0",
];

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn table(columns: usize) -> Table {
    let heading = |number: usize| Heading::text(format!("第{number}列"));
    Table { title: "党员名册：2026/秋".to_owned(), columns: (1..=columns).map(heading).collect() }
}

/// The rows below the headings (and title), as read again.
fn again(bytes: &[u8]) -> Vec<Vec<Cell>> {
    let (format, rows) = rows_of(bytes).unwrap();
    let above = if format == Format::Xlsx { 2 } else { 1 };
    rows.into_iter().skip(above).map(|(_, _, cells)| cells).collect()
}

fn part(bytes: &[u8], path: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(path).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn no_text_is_a_formula_in_either_format_and_each_comes_back() {
    let rows: Vec<Vec<Cell>> = PAYLOADS.iter().map(|payload| vec![text(payload), text("x")]).collect();
    let book = xlsx(&table(2), rows.clone()).unwrap();
    assert!(!part(&book, "xl/worksheets/sheet1.xml").contains("<f>"));
    assert_eq!(again(&book), rows);
    let list = csv(&table(2), rows.clone());
    for line in String::from_utf8(list.clone()).unwrap().split("\r\n").skip(1).filter(|line| !line.is_empty())
    {
        assert!(line.trim_start_matches('"').starts_with('\''), "{line:?}");
    }
    assert_eq!(again(&list), rows);
}

#[test]
fn names_numbers_and_dates_stand_as_they_are() {
    let day = Cell::Date("2026-11-23".parse().unwrap());
    let rows =
        vec![vec![text("罗䶮娜"), text("020100002"), Cell::Number(-5.5), day.clone(), text("𠮷·A O'Neil")]];
    let mut head = table(5);
    head.columns[2].kind = Kind::Number;
    head.columns[3].kind = Kind::Date;
    assert_eq!(again(&xlsx(&head, rows.clone()).unwrap()), rows);
    let list = csv(&head, rows);
    let expected = [text("罗䶮娜"), text("020100002"), text("-5.5"), text("2026-11-23"), text("𠮷·A O'Neil")];
    assert_eq!(again(&list), [expected]);
    let lines = String::from_utf8(list).unwrap();
    assert!(lines.starts_with("\u{feff}第1列,第2列,第3列,第4列,第5列\r\n"));
    assert!(lines.contains(",-5.5,2026-11-23,"));
}

#[test]
fn an_empty_list_is_a_file_with_its_headings() {
    assert_eq!(rows_of(&xlsx(&table(3), []).unwrap()).unwrap().1.len(), 2);
    assert_eq!(rows_of(&csv(&table(3), [])).unwrap().1.len(), 1);
    assert!(xlsx(&table(0), []).is_ok());
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_says_so() {
    let long = "长".repeat(40_000);
    let rows = vec![vec![text(&long)]];
    for bytes in [xlsx(&table(1), rows.clone()).unwrap(), csv(&table(1), rows)] {
        let Cell::Text(cut) = again(&bytes)[0][0].clone() else { panic!("no text") };
        assert_eq!(cut.chars().count(), 32_767);
        assert!(cut.ends_with("长…"));
    }
}

#[test]
fn libreoffice_computes_nothing_in_an_exported_list() {
    let there = Command::new("soffice").arg("--version").output().is_ok();
    let needed = std::env::var_os("GONGJIAN_NEED_SOFFICE").is_some_and(|told| told == "1");
    assert!(there || !needed, "soffice is not installed");
    if !there {
        eprintln!("skipped: soffice is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<Vec<Cell>> = PAYLOADS.iter().map(|payload| vec![text(payload)]).collect();
    std::fs::write(folder.path().join("book.xlsx"), xlsx(&table(1), rows.clone()).unwrap()).unwrap();
    std::fs::write(folder.path().join("list.csv"), csv(&table(1), rows)).unwrap();
    for (file, seen) in [("book.xlsx", "book.fods"), ("list.csv", "list.fods")] {
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
        let output = Command::new("soffice")
            .args(["--headless", &profile, "--convert-to", "fods", "--outdir"])
            .args([folder.path(), &folder.path().join(file)])
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        let sheet = std::fs::read_to_string(folder.path().join(seen)).unwrap();
        assert!(sheet.contains("SUM(1)"), "{file} lost its cells");
        assert!(!sheet.contains("table:formula"), "{file}");
    }
}

/// Texts of signs that mean something to spreadsheet programs, to csv or to XML, and some that mean nothing.
fn any_text() -> impl Strategy<Value = String> {
    "[=+\\-@＝＋－＠'\"“”‘’,;\\t\\r\\n <>&_xA0-9a-f\u{200b}\u{4dae}\u{20bb7}\u{4e00}\u{1}]{1,12}"
}

proptest! {
    #[test]
    fn every_text_comes_back_from_a_workbook_and_from_csv(texts in proptest::collection::vec(any_text(), 1..8)) {
        let rows: Vec<Vec<Cell>> = texts.iter().map(|word| vec![text(word), text("x")]).collect();
        prop_assert_eq!(&again(&xlsx(&table(2), rows.clone()).unwrap()), &rows);
        prop_assert_eq!(&again(&csv(&table(2), rows.clone())), &rows);
    }

    #[test]
    fn a_guarded_text_never_begins_a_formula_and_loses_nothing(word in any_text()) {
        let guarded = guard(&word);
        prop_assert!(guarded.starts_with('\'') || !begins_like_a_formula(&guarded));
        prop_assert_eq!(unguard(&guarded), word.as_str());
    }
}
