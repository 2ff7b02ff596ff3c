use axum::http::StatusCode;
use serde_json::{Value, json};

use super::many::{Many, names};

fn column<'a>(board: &'a Value, stage: &str) -> &'a Value {
    board["columns"].as_array().unwrap().iter().find(|column| column["stage"] == stage).unwrap()
}

#[tokio::test]
async fn each_running_case_stands_in_the_column_of_its_stage() {
    let many = Many::new().await;
    many.applied("甲", many.branch, "2026-11-01").await;
    let (_, active) = many.applied("乙", many.branch, "2026-06-01").await;
    many.take(&active, "talk", json!({ "on": "2026-06-10" })).await;
    many.take(&active, "activist", json!({ "on": "2026-07-01" })).await;
    many.applied("丙", many.neighbours, "2026-11-01").await;
    let zhou = many.as_(many.zhou).await;
    let board = zhou.get_json("/cases/board").await.json();
    assert_eq!(names(column(&board, "applicant")["cards"].as_array().unwrap()), ["甲"]);
    assert_eq!(names(column(&board, "activist")["cards"].as_array().unwrap()), ["乙"]);
    assert_eq!(column(&board, "target")["cards"], json!([]));
    let page = zhou.get("/cases/board").await;
    assert!(page.text().contains(&active) && page.main_text().contains("入党积极分子"));
    let narrowed =
        many.as_(many.wang).await.get_json(&format!("/cases/board?branch={}", many.neighbours)).await;
    assert_eq!(names(column(&narrowed.json(), "applicant")["cards"].as_array().unwrap()), ["丙"]);
    many.close().await;
}

#[tokio::test]
async fn a_column_shows_fifty_more_and_the_others_stay_where_they_are() {
    let many = Many::new().await;
    many.in_bulk(many.branch, 120, "2026-11-24".parse().unwrap()).await;
    let zhou = many.as_(many.zhou).await;
    let (mut seen, mut next, mut pages) = (Vec::new(), "/cases/board".to_owned(), 0);
    while !next.is_empty() {
        let board = zhou.get_json(&next).await.json();
        let own = column(&board, "applicant");
        seen.extend(names(own["cards"].as_array().unwrap()));
        assert_eq!((own["paging"]["count"].as_u64(), own["first"] == ""), (Some(120), pages == 0));
        next = own["next"].as_str().unwrap().to_owned();
        pages += 1;
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((seen.len(), pages), (120, 3));
    many.close().await;
}

#[tokio::test]
async fn whoever_answers_for_no_case_has_no_board() {
    let many = Many::new().await;
    let (student, _) = many.applied("甲", many.branch, "2026-11-01").await;
    for person in [many.li, student] {
        let refused = many.as_(person).await.get_json("/cases/board").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    many.close().await;
}

#[tokio::test]
async fn deadlines_stand_on_the_days_of_the_month_each_with_its_name_or_with_how_many_there_are() {
    let many = Many::new().await;
    let (student, case) = many.applied("甲", many.branch, "2026-11-10").await;
    many.applied("乙", many.neighbours, "2026-11-12").await;
    many.applied("丙", many.neighbours, "2026-11-12").await;
    let wang = many.as_(many.wang).await;
    let month = wang.get_json("/cases/calendar?month=2026-12").await.json();
    assert_eq!(month["count"], 3);
    let events = |day: &str| {
        let days =
            month["weeks"].as_array().unwrap().iter().flat_map(|week| week["days"].as_array().unwrap());
        days.into_iter().find(|one| one["on"] == day).unwrap()["events"].clone()
    };
    assert_eq!(events("2026-12-10"), json!([{ "time": "甲", "title": "党组织派人谈话", "href": case }]));
    let two = events("2026-12-12");
    assert_eq!((&two[0]["time"], two.as_array().unwrap().len()), (&json!("2 人"), 1));
    let radar = wang.get_json(two[0]["href"].as_str().unwrap()).await.json();
    assert_eq!(super::many::due(&radar).len(), 2);
    let own = many.as_(student).await.get_json("/cases/calendar?month=2026-12").await.json();
    assert_eq!(own["count"], 1);
    assert_eq!(many.as_(many.li).await.get_json("/cases/calendar?month=2026-12").await.json()["count"], 0);
    for odd in ["2026-13", "x", "9999-12", "0001-01", ""] {
        assert_eq!(wang.get(&format!("/cases/calendar?month={odd}")).await.status, StatusCode::OK);
    }
    many.close().await;
}

#[tokio::test]
async fn a_month_with_hundreds_of_deadlines_counts_them_for_each_day() {
    let many = Many::new().await;
    many.in_bulk(many.branch, 210, "2026-12-01".parse().unwrap()).await;
    let month = many.as_(many.zhou).await.get_json("/cases/calendar?month=2026-12").await.json();
    assert_eq!(month["count"], 210);
    let days = month["weeks"].as_array().unwrap().iter().flat_map(|week| week["days"].as_array().unwrap());
    assert!(
        days.filter(|day| day["outside"] == false).take(30).all(|day| day["events"][0]["time"] == "7 人")
    );
    many.close().await;
}

#[tokio::test]
async fn a_calendar_program_is_told_of_the_own_turns_without_a_name() {
    let many = Many::new().await;
    many.applied("秦堃", many.branch, "2026-11-10").await;
    let follow = async |person| {
        let made = many.as_(person).await.post_json("/calendar/subscription", &json!({})).await.json();
        let path = made["address"].as_str().unwrap().strip_prefix("http://localhost").unwrap().to_owned();
        many.site.stranger().get(&path).await.text()
    };
    let zhou = follow(many.zhou).await;
    assert!(zhou.contains("SUMMARY:发展党员：党组织派人谈话（1 人）") && zhou.contains("20261210"), "{zhou}");
    assert!(!zhou.contains("秦堃"));
    for other in [many.wang, many.he, many.li] {
        assert!(!follow(other).await.contains("发展党员"));
    }
    many.close().await;
}
