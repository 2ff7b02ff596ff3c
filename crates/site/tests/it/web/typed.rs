//! What is typed by mistake or on purpose: refused or answered, never an error on our side.

use axum::http::StatusCode;
use gongjian_site::policy::Administrator;
use gongjian_testkit::Visitor;
use serde_json::json;

use crate::people::{College, college};

const LISTS: [&str; 8] =
    ["/people", "/search", "/organisations", "/units", "/meetings", "/foundings", "/ledger", "/imports"];

/// Somebody who may open every list.
async fn organiser(c: &College) -> Visitor {
    let organiser = c.site.person("组织").member_of(c.students).organiser_of(c.committee).create().await;
    c.site.visitor(organiser).await
}

#[tokio::test]
async fn a_null_character_is_refused_in_bodies_addresses_and_paths() {
    let c = college().await;
    let visitor = organiser(&c).await;
    let stranger = c.site.stranger();
    let body = json!({ "name": "a\u{0}", "password": "secret-password-1" });
    let mut answers = vec![
        stranger.post_json("/sign-in", &body).await,
        stranger.post("/sign-in", &[("name", "a\u{0}"), ("password", "secret-password-1")]).await,
        visitor.post_json("/account/tokens", &json!({ "label": "\u{0}" })).await,
        visitor.post("/account/tokens", &[("label\u{0}", "x")]).await,
        stranger.get("/welcome/a%00b").await,
        visitor.get("/rules/a%00b").await,
    ];
    for list in LISTS {
        for field in ["q", "state", "action", "kind", "stage"] {
            answers.push(visitor.get(&format!("{list}?{field}=%00")).await);
        }
    }
    for answer in answers {
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
        assert!(answer.text().contains("看不见的空字符"), "{}", answer.text());
    }
    let about_it = visitor.post_json("/account/tokens", &json!({ "label": "a\\u0000 %00" })).await;
    assert_eq!(about_it.status, StatusCode::OK, "a text about the character is no such character");
    c.site.close().await;
}

#[tokio::test]
async fn a_search_of_any_length_is_answered_in_every_list() {
    let c = college().await;
    let visitor = organiser(&c).await;
    let offices = format!("/organisations/{}/offices/new", c.students);
    for list in LISTS.into_iter().chain([offices.as_str()]) {
        for word in ["a", "1", "%E6%9D%8E"] {
            let answer = visitor.get(&format!("{list}?q={}", word.repeat(51_000 / word.len()))).await;
            assert_eq!(answer.status, StatusCode::OK, "{list} {word}");
        }
    }
    c.site.close().await;
}

#[tokio::test]
async fn a_day_out_of_all_time_is_refused_in_every_address() {
    let c = college().await;
    let person = c.site.person("李雷").member_of(c.students).create().await;
    let visitor = organiser(&c).await;
    let pages = [
        "/people".to_owned(),
        "/organisations".to_owned(),
        format!("/people/{person}"),
        format!("/organisations/{}", c.students),
    ];
    for page in &pages {
        for wrong in ["-262143-01-01", "%2B262142-12-31", "1899-12-31", "2101-01-01", "2026-02-30"] {
            let answer = visitor.get(&format!("{page}?as_of={wrong}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{page} {wrong}");
        }
        for right in ["1900-01-01", "2100-12-31", ""] {
            let answer = visitor.get(&format!("{page}?as_of={right}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{page} {right}");
        }
    }
    for year in ["-262143", "262142", "1899", "2101"] {
        let answer = visitor.get(&format!("/meetings?year={year}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{year}");
    }
    for month in ["262142-12", "0001-01", "2100-12", "1900-01"] {
        assert_eq!(visitor.get(&format!("/calendar?month={month}")).await.status, StatusCode::OK, "{month}");
    }
    c.site.close().await;
}

#[tokio::test]
async fn a_day_out_of_all_time_is_refused_at_its_field_in_forms() {
    let c = college().await;
    let visitor = organiser(&c).await;
    let path = format!("/organisations/{}", c.students);
    for wrong in ["+262142-12-31", "-262143-01-01", "1899-12-31", "2101-01-01", "明天"] {
        let form = [("name", "学生党支部"), ("founded_on", wrong)];
        let answer = visitor.post(&path, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(answer.main_text().contains("年份在 1900 到 2100 之间"), "{}", answer.main_text());
        let answer = visitor.post_json(&path, &json!({ "name": "学生党支部", "founded_on": wrong })).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(answer.json()["fields"][0]["field"], "founded_on");
    }
    c.site.close().await;
}

#[tokio::test]
async fn lists_after_something_nobody_knows_offer_the_first_page() {
    let c = college().await;
    c.site.person("李雷").member_of(c.students).create().await;
    let visitor = organiser(&c).await;
    visitor.post(&format!("/organisations/{}", c.students), &[("name", "学生第一党支部")]).await;
    let audit = c.site.person("审计").administrator(Administrator::Audit).create().await;
    let pages = [(visitor, "/people"), (c.site.visitor(audit).await, "/ledger")];
    for (visitor, list) in pages {
        let page = visitor.get(&format!("{list}?after=00000000-0000-0000-0000-000000000000")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.main_text().contains("回到第一页"), "{list}: {}", page.main_text());
        assert!(page.text().contains(&format!("href=\"{list}\">回到第一页")), "{list}");
    }
    c.site.close().await;
}
