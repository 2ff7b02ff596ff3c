//! The rosters people really keep, against what must be refused and found in each.

#![cfg(test)]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::people::roster::KnownBranch;
use gongjian_papers::check::{Failure, PersonOutcome, RosterFacts, Skipped, Totals};
use gongjian_papers::limits::Limits;
use gongjian_papers::read::{Go, ReadError};
use gongjian_papers::worker::{Message, Outcome, Task, Work, run_here, serve};
use serde::Deserialize;

/// `expected.json` of a sample.
#[derive(Deserialize)]
struct Expected {
    rows: u32,
    first_data_row: u32,
    accepted: u32,
    rejected: u32,
    kinds: BTreeMap<String, u32>,
    errors: BTreeMap<String, Vec<String>>,
    findings: BTreeMap<String, Vec<String>>,
}

fn fixture(folder: &str, file: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../fixtures/import/{folder}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// What `organisations.xlsx` brings: the branches the samples name.
fn facts() -> RosterFacts {
    let branches = [
        ("020100002", "产品设计教工党支部", "产品教工支部"),
        ("020100003", "数字媒体教工党支部", "数媒教工支部"),
        ("020300001", "创意园第一党支部", "创意园一支部"),
    ];
    let branch = |(number, (code, name, short)): (u128, (&str, &str, &str))| KnownBranch {
        id: OrganisationId::from_uuid(uuid::Uuid::from_u128(number)),
        code: code.to_owned(),
        name: name.to_owned(),
        short_name: Some(short.to_owned()),
        unit: None,
    };
    RosterFacts {
        today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        branches: (1u128..).zip(branches).map(branch).collect(),
        units: Vec::new(),
        application_age: 18,
        probation_months: 12,
    }
}

fn check(bytes: &[u8], name: &str) -> (Vec<Message>, Result<Totals, Failure>) {
    let mut messages = Vec::new();
    let work = Work::CheckRoster { facts: facts() };
    let outcome = run_here(&work, name, bytes, &Limits::for_import(), &mut |message| {
        messages.push(message);
        Go::On
    });
    let totals = outcome.map(|outcome| match outcome {
        Outcome::Checked(totals) => totals,
        Outcome::File(_) => panic!("a check wrote a file"),
    });
    (messages, totals)
}

/// The words of the errors and findings of each row that has any.
fn by_row(messages: &[Message]) -> [BTreeMap<String, Vec<String>>; 2] {
    let (mut errors, mut findings) = (BTreeMap::new(), BTreeMap::new());
    for message in messages {
        let Message::Person(person) = message else { continue };
        let (list, words) = match &person.outcome {
            PersonOutcome::Refused { errors: found, .. } => {
                (&mut errors, found.iter().map(|error| error.kind.as_str()).collect::<Vec<_>>())
            }
            PersonOutcome::Good { findings: found, .. } => {
                (&mut findings, found.iter().map(|finding| finding.kind.as_str()).collect())
            }
        };
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        words.dedup();
        // A unit this test has not brought along is no matter of the sample.
        words.retain(|word| word != "unknown_unit");
        if !words.is_empty() {
            list.insert(person.row.to_string(), words);
        }
    }
    [errors, findings]
}

#[test]
fn the_three_samples_give_exactly_what_is_expected_as_workbook_and_as_text() {
    for folder in ["school", "enterprise", "onetable"] {
        let expected: Expected = serde_json::from_slice(&fixture(folder, "expected.json")).unwrap();
        for file in ["roster.xlsx", "roster.csv"] {
            let place = format!("{folder}/{file}");
            let (messages, totals) = check(&fixture(folder, file), file);
            let totals = totals.unwrap();
            assert_eq!(totals.rows, expected.rows, "{place}");
            assert_eq!((totals.good, totals.refused), (expected.accepted, expected.rejected), "{place}");
            let [errors, findings] = by_row(&messages);
            assert_eq!(errors, expected.errors, "{place}");
            assert_eq!(findings, expected.findings, "{place}");
            let mut kinds = BTreeMap::new();
            for word in errors.values().chain(findings.values()).flatten() {
                *kinds.entry(word.clone()).or_default() += 1;
            }
            assert_eq!(kinds, expected.kinds, "{place}");
            let header = messages.iter().find_map(|message| match message {
                Message::Header(header) => Some(header),
                _ => None,
            });
            assert_eq!(header.unwrap().row + 1, expected.first_data_row, "{place}");
        }
    }
}

#[test]
fn the_second_sheet_of_a_sample_is_named_as_skipped() {
    let (messages, _) = check(&fixture("school", "roster.xlsx"), "roster.xlsx");
    let skipped = Message::SheetSkipped { sheet: "说明".to_owned(), why: Skipped::AfterTheTable };
    assert!(messages.contains(&skipped));
}

#[test]
fn a_table_without_the_headings_is_refused_with_what_is_missing() {
    let (_, totals) = check("姓名,性别\n张军,男\n".as_bytes(), "x.csv");
    let failure = totals.unwrap_err();
    assert_eq!(failure.as_str(), "no_header");
    let reason = serde_json::to_value(failure.reason()).unwrap();
    assert_eq!(reason["key"], "read-no-header");
    assert_eq!(reason["args"][2][1], "identity_number|staff_number branch_code|branch_name");
}

#[test]
fn the_headings_may_stand_on_a_later_sheet_and_hidden_sheets_are_not_looked_at() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, hidden) in [("封面", false), ("旧名册", true), ("名册", false), ("名册2", false)] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap().set_hidden(hidden);
        let rows: &[&[&str]] = if name == "封面" {
            &[&["中共某某委员会"], &["制表"]]
        } else {
            &[&["姓名", "学工号", "所在党支部编码"], &["张军", "201900001", "020100002"]]
        };
        for (row, cells) in (0u32..).zip(rows) {
            for (column, text) in (0u16..).zip(*cells) {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
    let (messages, totals) = check(&book.save_to_buffer().unwrap(), "x.xlsx");
    assert_eq!(totals.unwrap(), Totals { rows: 1, good: 1, refused: 0 });
    let skipped: Vec<(&str, &Skipped)> = messages
        .iter()
        .filter_map(|message| match message {
            Message::SheetSkipped { sheet, why } => Some((sheet.as_str(), why)),
            _ => None,
        })
        .collect();
    assert!(matches!(
        skipped.as_slice(),
        [("封面", Skipped::NoHeader(_)), ("旧名册", Skipped::Hidden), ("名册2", Skipped::AfterTheTable)]
    ));
}

/// Everything a worker says about a task, by lines and the bytes behind a file's line.
fn ask(task: &Task, file: &[u8]) -> (Vec<Message>, Vec<u8>) {
    let input = [task.line().unwrap().as_slice(), file].concat();
    let mut output = Vec::new();
    serve(&mut input.as_slice(), &mut output).unwrap();
    let mut messages = Vec::new();
    let mut rest = output.as_slice();
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let message = Message::parse(&rest[..end]).unwrap();
        rest = &rest[end + 1..];
        let is_last = message.is_last();
        messages.push(message);
        if is_last {
            break;
        }
    }
    (messages, rest.to_vec())
}

fn task(work: Work, file: &[u8]) -> Task {
    Task { work, name: "roster.xlsx".to_owned(), bytes: file.len() as u64, limits: Limits::for_import() }
}

#[test]
fn a_worker_says_over_the_wire_what_the_check_says_here() {
    let file = fixture("school", "roster.xlsx");
    let (told, totals) = check(&file, "roster.xlsx");
    let (mut heard, rest) = ask(&task(Work::CheckRoster { facts: facts() }, &file), &file);
    assert_eq!(heard.pop(), Some(Message::End(totals.unwrap())));
    assert_eq!(heard, told);
    assert!(rest.is_empty());
}

#[test]
fn a_worker_says_why_it_refuses_a_file() {
    let file = b"%PDF-1.7";
    let (heard, _) = ask(&task(Work::CheckRoster { facts: facts() }, file), file);
    let refusal = ReadError::NotATable { looks_like: "pdf".to_owned() };
    assert_eq!(heard, [Message::Failed(Failure::Read(refusal))]);
}

#[test]
fn a_worker_refuses_a_task_that_is_none_and_a_file_that_is_cut_off() {
    assert!(serve(&mut b"{}\n".as_slice(), &mut Vec::new()).is_err());
    let file = b"abc";
    let mut short = task(Work::CheckRoster { facts: facts() }, file);
    short.bytes = 10;
    let input = [short.line().unwrap().as_slice(), file].concat();
    assert!(serve(&mut input.as_slice(), &mut Vec::new()).is_err());
    let mut huge = task(Work::CheckRoster { facts: facts() }, file);
    huge.bytes = u64::MAX;
    let (heard, _) = ask(&huge, file);
    assert!(matches!(heard.as_slice(), [Message::Failed(Failure::Read(ReadError::TooLarge { .. }))]));
}

#[test]
fn identity_numbers_never_show_in_debug_output() {
    let (messages, _) = check(&fixture("school", "roster.xlsx"), "roster.xlsx");
    let shown = format!("{messages:?}");
    assert!(!shown.contains("330106198807050911"));
}
