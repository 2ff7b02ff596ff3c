use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::imports::{IDS, Place, csv, sample, take};

fn files(home: &Value) -> Vec<String> {
    let rows = home["undecided"].as_array().unwrap().iter();
    rows.map(|row| row["file_name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_import_stands_on_the_home_page_from_its_preview_to_its_decision() {
    let place = Place::new().await;
    let home = async || place.college.get_json("/").await.json();
    assert_eq!(files(&home().await), Vec::<String>::new());
    assert_eq!(home().await["first_step"]["word"], "roster");
    let good = csv(&[&["李雷", IDS[0]], &["", IDS[1]]]);
    let first = place.roster(&place.college, "020100", "一月.csv", &good).await;
    let second = place.roster(&place.college, "020100", "二月.csv", &csv(&[&["韩梅", IDS[2]]])).await;
    let third = place.roster(&place.college, "020100", "三月.csv", b"nothing that is a roster").await;
    assert_eq!(place.college.get_json(&format!("/imports/{third}")).await.json()["state"], "failed");
    let seen = home().await;
    assert_eq!(
        files(&seen),
        ["二月.csv", "一月.csv"],
        "the latest first; what could not be read needs no decision"
    );
    assert_eq!(seen["undecided"][1]["counts"]["new"], 1);
    assert_eq!(seen["first_step"], Value::Null, "a file is here; the decision is what comes next");
    let page = place.college.get("/").await;
    assert!(page.text().contains(&format!("href=\"/imports/{first}\"")));
    let text = page.main_text();
    assert!(text.contains("决定收不收：一月.csv") && text.contains("可收 1 行，不能收 1 行"), "{text}");
    assert!(!text.contains("没有等您处理的事"), "{text}");
    let english = place.college.clone().in_english().get("/").await.main_text();
    assert!(
        english.contains("Decide about 一月.csv") && english.contains("one row to take over, 1 refused"),
        "{english}"
    );

    assert_eq!(take(&place.college, &first).await.status, StatusCode::SEE_OTHER);
    let given_up = place.college.post(&format!("/imports/{second}/discard"), &[]).await;
    assert_eq!(given_up.status, StatusCode::SEE_OTHER);
    assert_eq!(files(&home().await), Vec::<String>::new());
    place.site.close().await;
}

#[tokio::test]
async fn an_undecided_import_is_shown_as_far_as_the_scope_reaches() {
    let place = Place::new().await;
    place.roster(&place.college, "020100", "学院.csv", &csv(&[&["李雷", IDS[0]]])).await;
    crate::imports::bring(&place.system, "organisations", "组织.xlsx", &sample("organisations.xlsx")).await;
    let files_of = async |who: &gongjian_testkit::Visitor| files(&who.get_json("/").await.json());
    assert_eq!(files_of(&place.college).await, ["学院.csv"]);
    assert_eq!(files_of(&place.park).await, Vec::<String>::new());
    assert_eq!(files_of(&place.system).await, ["组织.xlsx"]);
    let branch = place.organisation("020100002").await;
    let secretary = place.site.person("书记").secretary_of(branch, None).create().await;
    assert_eq!(files_of(&place.site.visitor(secretary).await).await, Vec::<String>::new());
    let text = place.system.get("/").await.main_text();
    assert!(text.contains("单位和党组织"), "{text}");
    place.site.close().await;
}

#[tokio::test]
async fn of_many_undecided_imports_the_latest_are_shown_with_the_way_to_all() {
    let place = Place::new().await;
    for number in 0..6 {
        let name = format!("{number}.csv");
        place.roster(&place.college, "020100", &name, &csv(&[&["李雷", IDS[0]]])).await;
    }
    let home = place.college.get_json("/").await.json();
    assert_eq!(files(&home), ["5.csv", "4.csv", "3.csv", "2.csv", "1.csv"]);
    assert_eq!(home["more_undecided"], json!(true));
    let text = place.college.get("/").await.main_text();
    assert!(text.contains("5+") && text.contains("在导入记录中查看全部"), "{text}");
    place.site.close().await;
}
