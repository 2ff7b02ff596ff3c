//! The sample rosters, brought as people bring them, against what must be found in them.

use axum::http::StatusCode;
use gongjian_tables::reading;
use sea_orm::EntityTrait;
use serde_json::{Map, Value, json};

use super::{IDS, Place, csv, expected, rows, sample, seen, take};

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
    let refused = usize::try_from(expected["rejected"].as_u64().unwrap()).unwrap();
    assert!(all[..refused].iter().all(|row| row["state"] == "refused"), "what needs a person comes first");

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

#[tokio::test]
async fn the_exported_list_comes_in_again_and_changes_nothing() {
    let place = Place::new().await;
    for (name, file) in [("a.xlsx", "school/roster.xlsx"), ("b.xlsx", "onetable/roster.xlsx")] {
        let id = place.roster(&place.college, "020100", name, &sample(file)).await;
        assert_eq!(take(&place.college, &id).await.status, StatusCode::SEE_OTHER);
    }
    let college = place.organisation("020100").await;
    let people = 73 + 39;
    for format in ["xlsx", "csv"] {
        let list = place.college.get(&format!("/people/export/{format}?organisation={college}")).await;
        assert_eq!(list.status, StatusCode::OK);
        let mut files = vec![list.bytes.clone()];
        if format == "csv" {
            let text = String::from_utf8(list.bytes).unwrap();
            files.push(encoding_rs::GB18030.encode(text.trim_start_matches('\u{feff}')).0.into_owned());
        }
        for file in files {
            let id = place.roster(&place.college, "020100", &format!("list.{format}"), &file).await;
            let page = seen(&place.college, &id).await;
            assert_eq!(
                page["counts"]["unchanged"],
                people,
                "{format}: {:?}",
                rows(&place.college, &id).await
            );
            assert_eq!(page["counts"]["rows"], people);
        }
    }
    place.site.close().await;
}

#[tokio::test]
async fn the_marked_workbook_opens_again_with_a_comment_at_every_wrong_cell() {
    let place = Place::new().await;
    let id = place.roster(&place.college, "020100", "名册.csv", &sample("school/roster.csv")).await;
    let marked = place.college.get(&format!("/imports/{id}/errors.xlsx")).await;
    assert_eq!(marked.status, StatusCode::OK);
    let name = marked.headers["content-disposition"].to_str().unwrap();
    assert!(name.ends_with("%2Exlsx"), "{name}");
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(marked.bytes.clone())).unwrap();
    let mut comments = String::new();
    std::io::Read::read_to_string(&mut book.by_name("xl/comments1.xml").unwrap(), &mut comments).unwrap();
    for sentence in ["应为 1 开头", "没有姓名", "以第 42 行为准", "没有“020199999”这个党支部"]
    {
        assert!(comments.contains(sentence), "{sentence} is missing");
    }
    let again = place.roster(&place.college, "020100", "again.xlsx", &marked.bytes).await;
    let all = rows(&place.college, &again).await;
    assert_eq!(kinds(&all, "problems"), expected("school")["errors"]);
    assert_eq!(take(&place.college, &id).await.status, StatusCode::SEE_OTHER);
    let after = place.college.get(&format!("/imports/{id}/errors.xlsx")).await;
    assert_eq!(after.status, StatusCode::OK, "what was refused can still be corrected");
    place.site.close().await;
}

#[tokio::test]
async fn taking_the_marked_workbook_is_an_act_and_a_reading_of_everybody_in_it_whom_the_register_knows() {
    let place = Place::new().await;
    let first = csv(&[&["李雷", IDS[0], "T001"], &["韩梅", IDS[1], "T002"]]);
    let id = place.roster(&place.college, "020100", "first.csv", &first).await;
    assert_eq!(take(&place.college, &id).await.status, StatusCode::SEE_OTHER);
    let second = csv(&[&["李雷", IDS[0], "T001"], &["新人", IDS[2], "T003"], &["错号", "123", "T004"]]);
    let id = place.roster(&place.college, "020100", "second.csv", &second).await;
    let before = place.counts().await;
    assert_eq!(place.college.get(&format!("/imports/{id}/errors.xlsx")).await.status, StatusCode::OK);
    let after = place.counts().await;
    assert_eq!(after[3], before[3] + 1, "the ledger says that the file was taken");
    assert_eq!(after[..3], before[..3]);

    let organisation = place.organisation("020100").await;
    let ledger = place.college.get_json(&format!("/ledger?organisation={organisation}")).await.json();
    assert_eq!(
        (&ledger["rows"][0]["action"], &ledger["rows"][0]["subject"]),
        (&json!("import.read"), &json!(id))
    );
    let page = place.college.get(&format!("/ledger?organisation={organisation}")).await.main_text();
    assert!(page.contains("下载标好错处的导入表"), "{page}");

    let readings = reading::Entity::find().all(&place.site.site.db.read()).await.unwrap();
    let known = place.person("李雷").await.id;
    let noted: Vec<_> = readings.iter().map(|one| (one.person_id, one.revealed)).collect();
    assert_eq!(noted, [(known, true)], "and whose numbers were seen");
    let none = place.park.get(&format!("/imports/{id}/errors.xlsx")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert_eq!(place.counts().await, after, "who gets no file leaves no entry");
    place.site.close().await;
}

#[tokio::test]
async fn the_template_offers_the_branches_and_its_sample_row_is_not_read() {
    let place = Place::new().await;
    let template = place.college.get("/imports/template.xlsx").await;
    assert_eq!(template.status, StatusCode::OK);
    let id = place.roster(&place.college, "020100", "template.xlsx", &template.bytes).await;
    let page = seen(&place.college, &id).await;
    assert_eq!((&page["state"], &page["counts"]["rows"]), (&json!("previewed"), &json!(0)));
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(template.bytes)).unwrap();
    let mut texts = String::new();
    std::io::Read::read_to_string(&mut book.by_name("xl/sharedStrings.xml").unwrap(), &mut texts).unwrap();
    assert!(texts.contains("020100002") && !texts.contains("020300001"), "the branches of the own college");
    let other = place.organisation("020300").await;
    let others = place.college.get(&format!("/imports/template.xlsx?organisation={other}")).await;
    assert_eq!(others.status, StatusCode::FORBIDDEN);
    place.site.close().await;
}
