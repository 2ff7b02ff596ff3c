//! The sample rosters, read from csv as a program would hand them over, against what must be found in them.

#![cfg(test)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use gongjian_domain::cell::Cell;
use gongjian_domain::kinds::{OrganisationId, UnitId};
use gongjian_domain::people::roster::{
    self, Branches, Checked, Facts, KnownBranch, KnownUnit, Line, Seen, Units,
};
use gongjian_domain::sheet::{Row, distinct_kinds};
use serde_json::{Value, json};
use uuid::Uuid;

/// What became of a whole file, in the shape of `expected.json`.
#[derive(Default)]
struct Outcome {
    rows: u32,
    accepted: u32,
    first: Option<u32>,
    errors: BTreeMap<String, Vec<&'static str>>,
    findings: BTreeMap<String, Vec<&'static str>>,
    good: BTreeMap<u32, roster::RosterEntry>,
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/import").join(name)
}

fn csv_rows(bytes: &[u8]) -> Vec<Row> {
    let (text, _, broken) = encoding_rs::GB18030.decode(bytes);
    assert!(!broken, "the fixture is GB18030");
    assert!(!text.contains('"'), "the fixture quotes nothing, so its lines are its records");
    let cell = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.is_empty());
    lines.map(|(line, number)| (number, line.split(',').map(cell).collect())).collect()
}

fn branches() -> Branches {
    let known = [
        ("020100002", "产品设计教工党支部", "产品教工支部", 1),
        ("020100003", "数字媒体教工党支部", "数媒教工支部", 1),
        ("020300001", "创意园第一党支部", "创意园一支部", 2),
    ];
    Branches::new(known.map(|(code, name, short, unit)| KnownBranch {
        id: OrganisationId::from_uuid(Uuid::from_u128(code.parse().unwrap())),
        code: code.to_owned(),
        name: name.to_owned(),
        short_name: Some(short.to_owned()),
        unit: Some(unit_id(unit)),
    }))
}

fn unit_id(number: u128) -> UnitId {
    UnitId::from_uuid(Uuid::from_u128(number))
}

fn units() -> Units {
    let names = [
        "创意设计学院",
        "某某市创意园",
        "某某市拾光文创有限公司",
        "某某市木与石设计有限公司",
        "某某市云上数字科技有限公司",
        "某某市针线里服饰有限公司",
    ];
    Units::new(names.iter().zip(1..).map(|(name, number)| KnownUnit {
        id: unit_id(number),
        name: (*name).to_owned(),
        short_name: None,
        credit_code: None,
    }))
}

fn read(rows: &[Row]) -> Outcome {
    let (branches, units) = (branches(), units());
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let facts =
        Facts { today, branches: &branches, units: &units, application_age: 18, probation_months: 12 };
    let header = roster::find_header(rows).unwrap();
    let mut seen = Seen::default();
    let mut outcome = Outcome::default();
    for (number, cells) in rows.iter().filter(|(number, _)| *number > header.row) {
        if roster::line(cells, &header) != Line::Data {
            continue;
        }
        outcome.rows += 1;
        outcome.first.get_or_insert(*number);
        match roster::check_row(*number, cells, &header, &facts, &mut seen) {
            Checked::Refused { errors, .. } => {
                outcome.errors.insert(number.to_string(), distinct_kinds(&errors));
            }
            Checked::Good { entry, findings } => {
                outcome.accepted += 1;
                outcome.good.insert(*number, *entry);
                if !findings.is_empty() {
                    let kinds = findings.iter().map(|finding| finding.kind.as_str()).collect();
                    outcome.findings.insert(number.to_string(), kinds);
                }
            }
        }
    }
    outcome
}

fn holds(folder: &str) -> Outcome {
    let rows = csv_rows(&std::fs::read(fixture(&format!("{folder}/roster.csv"))).unwrap());
    let expected = std::fs::read_to_string(fixture(&format!("{folder}/expected.json"))).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let outcome = read(&rows);
    assert_eq!(json!(outcome.rows), expected["rows"]);
    assert_eq!(json!(outcome.first), expected["first_data_row"]);
    assert_eq!(json!(outcome.accepted), expected["accepted"]);
    assert_eq!(json!(outcome.errors.len()), expected["rejected"]);
    assert_eq!(json!(outcome.errors), expected["errors"]);
    assert_eq!(json!(outcome.findings), expected["findings"]);
    outcome
}

#[test]
fn the_school_roster_is_read_as_its_expectation_says() {
    let outcome = holds("school");
    assert_eq!(outcome.good[&15].name.as_str(), "马䶮超");
    assert_eq!(outcome.good[&6].name.as_str(), "林霞", "the space inside a name goes");
    assert_eq!(outcome.good[&80].phone.as_ref().unwrap().as_str(), "17299053878");
    assert_eq!(outcome.good[&4].unit, Some(unit_id(1)), "no unit is named: the branch's counts");
}

#[test]
fn the_enterprise_roster_is_read_as_its_expectation_says() {
    let outcome = holds("enterprise");
    assert_eq!(outcome.good[&4].unit, Some(unit_id(3)), "the unit named counts, not the branch's");
    assert_eq!(outcome.good[&26].stage.unwrap().as_str(), "probationary");
}

#[test]
fn the_one_table_roster_is_read_as_its_expectation_says() {
    let outcome = holds("onetable");
    assert_eq!(outcome.good[&10].standing.joined_on, NaiveDate::from_ymd_opt(2003, 1, 1));
}

#[test]
fn the_order_of_the_columns_changes_nothing() {
    let rows = csv_rows(&std::fs::read(fixture("school/roster.csv")).unwrap());
    let turned: Vec<Row> = rows
        .iter()
        .map(|(number, cells)| {
            let mut cells = cells.clone();
            cells.resize(18, Cell::Empty);
            cells.reverse();
            (*number, cells)
        })
        .collect();
    let (there, back) = (read(&rows), read(&turned));
    assert_eq!(there.errors, back.errors);
    assert_eq!(there.good, back.good);
}

#[test]
fn no_debug_output_of_a_roster_shows_an_identity_number() {
    for folder in ["school", "enterprise", "onetable"] {
        let outcome = read(&csv_rows(&std::fs::read(fixture(&format!("{folder}/roster.csv"))).unwrap()));
        for entry in outcome.good.values() {
            let shown = format!("{entry:?}");
            assert!(!shown.contains(entry.identity_number.unwrap().expose()), "{shown}");
        }
    }
}
