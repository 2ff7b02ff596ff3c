//! The tables of units and organisations people keep.

#![cfg(test)]

use chrono::NaiveDate;
use gongjian_domain::organisation::import::{Outcome as Judged, Register};
use gongjian_papers::check::{Failure, OrganisationFacts, Skipped, TableKind, Totals};
use gongjian_papers::limits::Limits;
use gongjian_papers::read::Go;
use gongjian_papers::worker::{Message, Outcome, Work, run_here};

fn check(bytes: &[u8], name: &str) -> (Vec<Message>, Result<Totals, Failure>) {
    let mut messages = Vec::new();
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let work = Work::CheckOrganisations { facts: OrganisationFacts { today, register: Register::default() } };
    let outcome = run_here(&work, name, bytes, &Limits::for_import(), &mut |message| {
        // Everything a worker says must survive the way over the wire.
        let line = serde_json::to_vec(&message).unwrap();
        assert_eq!(Message::parse(&line).unwrap(), message);
        messages.push(message);
        Go::On
    });
    let totals = outcome.map(|outcome| match outcome {
        Outcome::Checked(totals) => totals,
        Outcome::File(_) => panic!("a check wrote a file"),
    });
    (messages, totals)
}

fn sample() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/import/organisations.xlsx");
    std::fs::read(path).unwrap()
}

#[test]
fn the_sample_of_units_and_organisations_is_good_to_the_last_row() {
    let (messages, totals) = check(&sample(), "organisations.xlsx");
    assert_eq!(totals.unwrap(), Totals { rows: 16, good: 16, refused: 0 });
    let tables: Vec<TableKind> = messages
        .iter()
        .filter_map(|message| match message {
            Message::Header(header) => Some(header.table),
            _ => None,
        })
        .collect();
    assert_eq!(tables, [TableKind::Units, TableKind::Organisations]);
}

#[test]
fn a_csv_file_is_the_one_table_its_headings_say() {
    let file =
        "编码,名称,类别,上级编码\n0201,甲党委,党委,\n020101,甲支部,党支部,0201\n020102,乙支部,党支部,0999\n";
    let (messages, totals) = check(file.as_bytes(), "x.csv");
    assert_eq!(totals.unwrap(), Totals { rows: 3, good: 2, refused: 1 });
    let refused = messages.iter().find_map(|message| match message {
        Message::Organisation(row) if matches!(row.outcome, Judged::Refused { .. }) => Some(row.number),
        _ => None,
    });
    assert_eq!(refused, Some(4));
}

#[test]
fn a_second_sheet_of_the_same_kind_is_skipped_and_sheets_may_stand_in_any_order() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheets: [(&str, &[&[&str]]); 4] = [
        ("党组织", &[&["编码", "名称", "类别", "所在单位"], &["0201", "甲党委", "党委", "甲公司"]]),
        ("目录", &[&["目录"]]),
        ("单位", &[&["单位名称", "单位类别", "统一社会信用代码"], &["甲公司", "企业", "91330782300000117F"]]),
        ("单位2", &[&["单位名称", "单位类别"], &["乙公司", "企业"]]),
    ];
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, cells) in (0u32..).zip(rows) {
            for (column, text) in (0u16..).zip(*cells) {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
    let (messages, totals) = check(&book.save_to_buffer().unwrap(), "x.xlsx");
    assert_eq!(totals.unwrap(), Totals { rows: 2, good: 2, refused: 0 });
    let skipped: Vec<&str> = messages
        .iter()
        .filter_map(|message| match message {
            Message::SheetSkipped { sheet, why: Skipped::NoHeader(_) | Skipped::AfterTheTable } => {
                Some(sheet.as_str())
            }
            _ => None,
        })
        .collect();
    assert_eq!(skipped, ["目录", "单位2"]);
}

#[test]
fn a_file_that_is_neither_table_is_refused_with_what_came_nearest() {
    let (_, totals) = check("编码,名称\n1,甲\n".as_bytes(), "x.csv");
    let Failure::NoHeader { sheets } = totals.unwrap_err() else { panic!("read all the same") };
    assert_eq!(sheets[0].1.missing, [["kind"]]);
}
