//! The sample rosters, brought as people bring them, against what must be found in them.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::{Place, expected, rows, sample, seen, take};

/// The kinds under `key` of each row that has some, by row number.
fn kinds(rows: &[Value], key: &str) -> Value {
    let mut found = Map::new();
    for row in rows {
        let mut kinds: Vec<&str> = Vec::new();
        for one in row[key].as_array().unwrap() {
            let kind = one["kind"].as_str().unwrap();
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        if !kinds.is_empty() {
            found.insert(row["number"].to_string(), json!(kinds));
        }
    }
    Value::Object(found)
}

async fn holds(folder: &str, ending: &str) {
    let place = Place::new().await;
    let (who, code) = match folder {
        "enterprise" => (&place.park, "020300"),
        _ => (&place.college, "020100"),
    };
    let before = place.counts().await;
    let bytes = sample(&format!("{folder}/roster.{ending}"));
    let id = place.roster(who, code, &format!("名册.{ending}"), &bytes).await;
    assert_eq!(place.counts().await, before, "a preview changes nothing");

    let expected = expected(folder);
    let page = seen(who, &id).await;
    let all = rows(who, &id).await;
    assert_eq!(page["state"], "previewed", "{page}");
    assert_eq!(page["counts"]["rows"], expected["rows"]);
    assert_eq!(page["counts"]["new"], expected["accepted"]);
    assert_eq!(page["counts"]["refused"], expected["rejected"]);
    assert_eq!(kinds(&all, "problems"), expected["errors"]);
    assert_eq!(kinds(&all, "findings"), expected["findings"]);
    assert_eq!(all.len() as u64, expected["rows"].as_u64().unwrap());

    assert_eq!(take(who, &id).await.status, StatusCode::SEE_OTHER);
    let accepted = expected["accepted"].as_u64().unwrap();
    let after = place.counts().await;
    assert_eq!(after[0], before[0] + accepted);
    assert_eq!(after[1], before[1] + accepted);
    assert_eq!(after[3], before[3] + 1, "an import is one entry of the ledger");

    let again = place.roster(who, code, "again", &bytes).await;
    let page = seen(who, &again).await;
    assert_eq!(page["counts"]["unchanged"], expected["accepted"], "{:?}", rows(who, &again).await);
    assert_eq!(page["counts"]["refused"], expected["rejected"]);
    place.site.close().await;
}

#[tokio::test]
async fn the_school_roster_as_a_workbook_gives_what_is_expected_of_it() {
    holds("school", "xlsx").await;
}

#[tokio::test]
async fn the_school_roster_as_csv_gives_what_is_expected_of_it() {
    holds("school", "csv").await;
}

#[tokio::test]
async fn the_enterprise_roster_as_a_workbook_gives_what_is_expected_of_it() {
    holds("enterprise", "xlsx").await;
}

#[tokio::test]
async fn the_enterprise_roster_as_csv_gives_what_is_expected_of_it() {
    holds("enterprise", "csv").await;
}

#[tokio::test]
async fn the_single_table_as_a_workbook_gives_what_is_expected_of_it() {
    holds("onetable", "xlsx").await;
}

#[tokio::test]
async fn the_single_table_as_csv_gives_what_is_expected_of_it() {
    holds("onetable", "csv").await;
}
