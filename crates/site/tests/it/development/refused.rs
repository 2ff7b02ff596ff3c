use axum::http::StatusCode;
use serde_json::{Value, json};

use super::World;

const PAGES: [&str; 4] = ["", "/steps/talk", "/take-back", "/leave"];

fn steps() -> Vec<(&'static str, Value)> {
    vec![
        ("steps/talk", json!({ "revision": 1, "on": "2022-10-10" })),
        ("take-back", json!({ "revision": 1, "reason": "x" })),
        ("leave", json!({ "revision": 1, "exit": "withdrawn", "on": "2026-11-24", "reason": "x" })),
        ("leaving-day", json!({ "revision": 1, "on": "2026-12-24" })),
    ]
}

#[tokio::test]
async fn whoever_has_nothing_to_do_with_a_case_does_not_learn_that_it_exists() {
    let world = World::new().await;
    let case = world.opened().await;
    // Another branch, an ordinary member of the branch, the other side's secretary.
    for person in [world.other, world.li, world.chen] {
        let visitor = world.as_(person).await;
        for page in PAGES {
            assert_eq!(visitor.get(&format!("{case}{page}")).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        for (step, body) in steps() {
            let refused = visitor.post_json(&format!("{case}/{step}"), &body).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{step}: {}", refused.text());
        }
        let list = visitor.get_json("/cases").await.json();
        assert_eq!(list["rows"].as_array().unwrap().len(), 0);
    }
    world.close().await;
}

#[tokio::test]
async fn committee_members_and_the_person_read_the_case_and_change_nothing() {
    let world = World::new().await;
    let case = world.opened().await;
    for person in [world.sun, world.wu, world.student] {
        let visitor = world.as_(person).await;
        assert_eq!(visitor.get(&case).await.status, StatusCode::OK);
        for page in ["/steps/talk", "/take-back", "/leave"] {
            assert_eq!(visitor.get(&format!("{case}{page}")).await.status, StatusCode::FORBIDDEN, "{page}");
        }
        for (step, body) in steps() {
            let refused = visitor.post_json(&format!("{case}/{step}"), &body).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{step}: {}", refused.text());
        }
    }
    world.close().await;
}

#[tokio::test]
async fn a_secretary_records_no_step_of_the_committee_above() {
    let world = World::new().await;
    let case = world.opened().await;
    world.through(&case, "talk", "activist").await;
    let refused = world.take(world.zhou, &case, "activist_filed", json!({ "on": "2023-04-10" })).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let form = world.as_(world.zhou).await.get(&format!("{case}/steps/activist_filed")).await;
    assert_eq!(form.status, StatusCode::FORBIDDEN);
    world.close().await;
}

#[tokio::test]
async fn nobody_gets_in_without_signing_in_and_unknown_cases_are_not_found() {
    let world = World::new().await;
    let stranger = world.site.stranger();
    for page in ["/cases", "/cases/new", "/cases/export/csv", "/my-course"] {
        assert_eq!(stranger.get_json(page).await.status, StatusCode::UNAUTHORIZED, "{page}");
    }
    let nowhere = "/cases/00000000-0000-7000-8000-000000000000";
    let wang = world.as_(world.wang).await;
    for page in PAGES {
        assert_eq!(wang.get(&format!("{nowhere}{page}")).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    for (step, body) in steps() {
        let refused = wang.post_json(&format!("{nowhere}/{step}"), &body).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{step}");
    }
    let case = world.opened().await;
    let none = "00000000-0000-7000-8000-000000000000";
    let missing = wang.get(&format!("{case}/steps/{none}/correct")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let body = json!({ "revision": 1, "on": "2022-09-21", "reason": "x" });
    let missing = wang.post_json(&format!("{case}/steps/{none}/correct"), &body).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    world.close().await;
}
