//! The template: read like any roster, its sample left aside, a filled row taken.

#![cfg(test)]

mod told;

use std::io::{Cursor, Read, Write};

use chrono::NaiveDate;
use gongjian_domain::cell::Cell;
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::people::roster::KnownBranch;
use gongjian_papers::check::{PersonOutcome, RosterFacts, Totals};
use gongjian_papers::limits::Limits;
use gongjian_papers::read::Go;
use gongjian_papers::template::{BranchChoice, roster};
use gongjian_papers::worker::{Message, Outcome, Work, run_here};

fn branches(count: u32) -> Vec<BranchChoice> {
    let branch =
        |number| BranchChoice { code: format!("0201{number:05}"), name: format!("第{number}党支部") };
    (1..=count).map(branch).collect()
}

fn facts() -> RosterFacts {
    let known = |branch: BranchChoice| KnownBranch {
        id: OrganisationId::from_uuid(uuid::Uuid::from_u128(1)),
        code: branch.code,
        name: branch.name,
        short_name: None,
        unit: None,
    };
    RosterFacts {
        today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        branches: branches(3).into_iter().map(known).collect(),
        units: Vec::new(),
        application_age: 18,
        probation_months: 12,
    }
}

fn check(bytes: &[u8]) -> (Vec<Message>, Totals) {
    let mut messages = Vec::new();
    let work = Work::CheckRoster { facts: facts() };
    let outcome = run_here(&work, "x.xlsx", bytes, &Limits::for_import(), &mut |message| {
        messages.push(message);
        Go::On
    });
    let Ok(Outcome::Checked(totals)) = outcome else { panic!("{outcome:?}") };
    (messages, totals)
}

/// The template with one more row below the sample, as somebody would fill it in.
fn filled(template: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    let cells: String = cells
        .iter()
        .map(|(column, text)| format!("<c r=\"{column}4\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))
        .collect();
    let mut archive = zip::ZipArchive::new(Cursor::new(template)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let xml = String::from_utf8(content).unwrap();
            content =
                xml.replace("</sheetData>", &format!("<row r=\"4\">{cells}</row></sheetData>")).into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn the_empty_template_has_known_headings_only_and_no_rows() {
    let (messages, totals) = check(&roster(&branches(3)).unwrap());
    assert_eq!(totals, Totals::default());
    let Some(Message::Header(header)) = messages.iter().find(|message| matches!(message, Message::Header(_)))
    else {
        panic!("no headings")
    };
    assert!(header.unknown.is_empty() && header.repeated.is_empty());
    assert_eq!(header.left_out.len(), 1, "only the remarks are left out");
    assert_eq!(header.row, 2);
}

#[test]
fn a_filled_row_of_the_template_is_taken_over() {
    let template = roster(&branches(3)).unwrap();
    let row = [("A", "201900001"), ("B", "罗䶮娜"), ("D", "11010519491231002X"), ("M", "020100002")];
    let (messages, totals) = check(&filled(&template, &row));
    assert_eq!(totals, Totals { rows: 1, good: 1, refused: 0 });
    let person = messages.iter().find_map(|message| match message {
        Message::Person(person) => Some(person),
        _ => None,
    });
    let person = person.unwrap();
    assert_eq!(person.row, 4);
    assert!(
        matches!(&person.outcome, PersonOutcome::Good { entry, findings } if entry.name.as_str() == "罗䶮娜" && findings.is_empty())
    );
}

#[test]
fn the_template_offers_lists_notes_and_an_explanation() {
    let bytes = roster(&branches(600)).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
    let mut part = |path: &str| {
        let mut text = String::new();
        archive.by_name(path).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("\"男,女\"") && sheet.contains("'字典'!$A$1:$A$600") && sheet.contains("$B$600"));
    assert!(sheet.contains("入党申请人,入党积极分子,发展对象,预备党员,正式党员"));
    assert_eq!(part("xl/comments1.xml").matches("<comment ref").count(), 22);
    let (_, rows) = told::rows_of(&bytes).unwrap();
    assert!(rows.iter().any(|(sheet, _, cells)| sheet == "说明" && cells.len() == 2));
    assert!(
        rows.iter()
            .any(|(sheet, _, cells)| sheet == "字典" && cells[0] == Cell::Text("020100600".to_owned()))
    );
}

#[test]
fn the_template_can_be_made_before_there_are_branches() {
    assert_eq!(check(&roster(&[]).unwrap()).1, Totals::default());
}
