//! Spreadsheets in and out through the real program: reports, exit codes, and the process that reads hostile files.

#![cfg(test)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chrono::NaiveDate;
use gongjian_papers::check::{Failure, RosterFacts};
use gongjian_papers::error_workbook::Issue;
use gongjian_papers::read::ReadError;
use gongjian_papers::worker::{Message, Outcome, Work};
use gongjian_site::job::papers::{Paper, Papers};
use serde_json::{Value, json};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/import").join(name)
}

fn run(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongjian"));
    command.current_dir(dir).arg("--data").arg(dir.join("data")).args(args).output().unwrap()
}

fn report(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!(
            "{error}: {} {}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// An installation with the sample organisations.
fn installation() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let file = fixture("organisations.xlsx");
    let done = run(dir.path(), &["import", "organisations", file.to_str().unwrap(), "--json"]);
    assert!(done.status.success(), "{}", words(&done.stderr));
    let report = report(&done);
    assert_eq!(
        (&report["rows"], &report["accepted"], &report["rejected"]),
        (&json!(16), &json!(16), &json!(0))
    );
    assert_eq!(report["findings"], json!({ "党组织!2": ["month_only"] }));
    dir
}

fn import(dir: &Path, file: &Path, code: &str, more: &[&str]) -> Output {
    let args = ["import", "roster", file.to_str().unwrap(), "--organisation", code];
    run(dir, &[&args[..], more].concat())
}

const SAMPLES: [(&str, &str); 3] = [("school", "020100"), ("enterprise", "020300"), ("onetable", "020100")];

#[test]
fn each_sample_gives_exactly_what_is_expected_one_after_the_other_and_twice_changes_nothing() {
    for ending in ["xlsx", "csv"] {
        let dir = installation();
        for (folder, code) in SAMPLES {
            let file = fixture(&format!("{folder}/roster.{ending}"));
            let expected: Value =
                serde_json::from_slice(&std::fs::read(fixture(&format!("{folder}/expected.json"))).unwrap())
                    .unwrap();
            let errors = expected["errors"].clone();
            let first = import(dir.path(), &file, code, &["--json"]);
            assert_eq!(first.status.code(), Some(1), "rows were refused");
            let said = report(&first);
            let keys: Vec<&String> = said.as_object().unwrap().keys().collect();
            assert_eq!(keys, ["rows", "accepted", "rejected", "unchanged", "errors", "findings"]);
            for key in ["rows", "accepted", "rejected", "errors", "findings"] {
                assert_eq!(said[key], expected[key], "{folder}.{ending} {key}");
            }
            assert_eq!(said["unchanged"], 0);
            let again = report(&import(dir.path(), &file, code, &["--json"]));
            assert_eq!((&again["accepted"], &again["unchanged"]), (&json!(0), &expected["accepted"]));
            assert_eq!(again["errors"], errors);
        }
        let audit = run(dir.path(), &["audit", "verify"]);
        assert!(words(&audit.stdout).contains("the ledger is whole"));
    }
}

#[test]
fn a_dry_run_writes_nothing_and_says_the_same() {
    let dir = installation();
    let file = fixture("school/roster.xlsx");
    let tried = report(&import(dir.path(), &file, "020100", &["--dry-run", "--json"]));
    assert_eq!(tried["accepted"], 73);
    let real = report(&import(dir.path(), &file, "020100", &["--json"]));
    assert_eq!(real, tried, "the dry run had written nothing");
    let tried = import(dir.path(), &fixture("organisations.xlsx"), "020100", &["--dry-run"]);
    assert_eq!(tried.status.code(), Some(1), "a table of organisations is no roster");
}

#[test]
fn all_or_nothing_takes_nothing_when_a_row_is_refused() {
    let dir = installation();
    let file = fixture("onetable/roster.csv");
    let refused = import(dir.path(), &file, "020100", &["--all-or-nothing"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(words(&refused.stdout).contains("nothing was written"), "{}", words(&refused.stdout));
    let after = report(&import(dir.path(), &file, "020100", &["--json"]));
    assert_eq!(after["accepted"], 39, "nothing had been taken over before");
}

#[test]
fn the_marked_file_is_written_where_something_is_wrong_and_only_there() {
    let dir = installation();
    let file = fixture("enterprise/roster.xlsx");
    let marked = dir.path().join("wrong.xlsx");
    let first = import(dir.path(), &file, "020300", &["--report", "wrong.xlsx"]);
    assert!(words(&first.stderr).contains("wrong.xlsx"), "{}", words(&first.stderr));
    let again = report(&import(dir.path(), &marked, "020300", &["--json", "--dry-run"]));
    assert_eq!(again["errors"], json!({ "9": ["id_check"], "12": ["phone"], "22": ["id_date"] }));
    let people = dir.path().join("people.xlsx");
    let listed = ["export", "people", "--organisation", "020300", "--format", "xlsx", "--out", "people.xlsx"];
    assert!(run(dir.path(), &listed).status.success());
    let clean = import(dir.path(), &people, "020300", &["--report", "none.xlsx"]);
    assert!(clean.status.success(), "{}", words(&clean.stderr));
    assert!(!dir.path().join("none.xlsx").exists());
}

#[test]
fn every_exported_list_comes_in_again_and_changes_nothing() {
    let dir = installation();
    for (folder, code) in SAMPLES {
        import(dir.path(), &fixture(&format!("{folder}/roster.xlsx")), code, &[]);
    }
    for format in ["xlsx", "csv"] {
        let file = dir.path().join(format!("people.{format}"));
        let written = run(dir.path(), &["export", "people", "--organisation", "020100", "--format", format]);
        std::fs::write(&file, &written.stdout).unwrap();
        let again = report(&import(dir.path(), &file, "020100", &["--json"]));
        assert_eq!((&again["rows"], &again["unchanged"]), (&json!(112), &json!(112)), "{again}");
        for list in ["organisations", "units"] {
            let written = run(dir.path(), &["export", list, "--organisation", "020100", "--format", format]);
            std::fs::write(&file, &written.stdout).unwrap();
            let again = run(dir.path(), &["import", "organisations", file.to_str().unwrap(), "--json"]);
            let again = report(&again);
            assert_eq!(again["rows"], again["unchanged"], "{list}: {again}");
            assert_ne!(again["rows"], 0);
        }
    }
    let written = run(dir.path(), &["export", "people", "--organisation", "020300", "--format", "json"]);
    let people: Value = serde_json::from_slice(&written.stdout).unwrap();
    assert_eq!(people.as_array().unwrap().len(), 23);
}

#[test]
fn what_cannot_be_read_is_refused_in_words_with_exit_code_1() {
    let dir = installation();
    let picture = dir.path().join("picture.csv");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    let organisations = fixture("organisations.xlsx");
    let cases: [(&Path, &str, &str); 4] = [
        (&picture, "020100", "picture"),
        (Path::new("missing.xlsx"), "020100", "missing.xlsx"),
        (&organisations, "020100", "Name, Identity number or Staff or student number"),
        (&organisations, "990000", "no Party organisation with the code 990000"),
    ];
    for (file, code, why) in cases {
        let refused = import(dir.path(), file, code, &["--json"]);
        assert_eq!(refused.status.code(), Some(1), "{why}");
        assert!(words(&refused.stderr).contains(why), "{why}: {}", words(&refused.stderr));
        assert_eq!(words(&refused.stdout), "", "{why}");
    }
    assert_eq!(run(dir.path(), &["import", "roster", "x.csv"]).status.code(), Some(2), "no organisation");
}

fn worker() -> Papers {
    Papers::Worker(env!("CARGO_BIN_EXE_gongjian").into())
}

fn check_roster() -> Work {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let facts = RosterFacts {
        today,
        branches: Vec::new(),
        units: Vec::new(),
        application_age: 18,
        probation_months: 12,
    };
    Work::CheckRoster { facts }
}

fn paper(name: &str, bytes: Vec<u8>) -> Paper {
    Paper { name: name.to_owned(), bytes }
}

async fn told(papers: &Papers, file: Paper) -> (Vec<Message>, Result<Outcome, Failure>) {
    let mut working = papers.begin(check_roster(), file);
    let mut messages = Vec::new();
    while let Some(message) = working.message().await {
        // How far the work is says nothing about what comes of it.
        if !matches!(message, Message::Progress { .. }) {
            messages.push(message);
        }
    }
    (messages, working.end().await)
}

#[tokio::test]
async fn the_worker_says_of_a_file_what_is_said_of_it_in_the_same_process() {
    let file = || paper("名册.xlsx", std::fs::read(fixture("school/roster.xlsx")).unwrap());
    let (apart, here) = (told(&worker(), file()).await, told(&Papers::Here, file()).await);
    assert!(apart.0.len() > 84, "every row is told");
    assert_eq!(apart, here);
}

#[tokio::test]
async fn the_worker_gives_a_marked_file_back_whole() {
    let issue = Issue { sheet: None, row: 4, column: Some(0), text: "请核对".to_owned() };
    let work = || Work::MarkErrors { issues: vec![issue.clone()] };
    let file = || paper("名册.csv", std::fs::read(fixture("school/roster.csv")).unwrap());
    let Ok(Outcome::File(marked)) = worker().result_of(work(), file()).await else { panic!("no file") };
    assert!(marked.starts_with(b"PK") && marked.len() > 5_000);
}

#[tokio::test]
async fn the_worker_refuses_a_hostile_file_as_the_reader_does() {
    let (messages, end) = told(&worker(), paper("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec())).await;
    assert_eq!(messages, vec![]);
    assert_eq!(end, Err(Failure::Read(ReadError::NotATable { looks_like: "png".to_owned() })));
    let huge = vec![b'a'; (64 << 20) + 1];
    let (_, end) = told(&worker(), paper("b.csv", huge)).await;
    assert!(matches!(end, Err(Failure::Read(ReadError::TooLarge { .. }))), "{end:?}");
}

#[tokio::test]
async fn a_worker_that_ends_early_or_talks_nonsense_is_a_refusal_and_no_crash() {
    let file = || paper("a.csv", std::fs::read(fixture("school/roster.csv")).unwrap());
    for program in ["/bin/true", "/bin/false", "/bin/cat", "/nowhere/at/all"] {
        let (messages, end) = told(&Papers::Worker(program.into()), file()).await;
        assert_eq!((messages, end), (vec![], Err(Failure::Stopped)), "{program}");
    }
}
