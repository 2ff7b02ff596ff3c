use axum::http::StatusCode;
use serde_json::json;

use super::{World, step};

#[tokio::test]
async fn only_the_last_step_is_taken_back_and_the_case_is_as_it_was_before() {
    let world = World::new().await;
    let case = world.opened().await;
    world.through(&case, "talk", "talk").await;
    let before = world.record(world.zhou, &case).await;
    world.through(&case, "activist", "activist").await;
    let revision = world.revision(&case).await;
    let zhou = world.as_(world.zhou).await;
    let silent = zhou.post_json(&format!("{case}/take-back"), &json!({ "revision": revision })).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body = json!({ "revision": revision, "reason": "记在了别人名下" });
    let back = zhou.post_json(&format!("{case}/take-back"), &body).await;
    assert_eq!(back.status, StatusCode::CREATED, "{}", back.text());
    let after = world.record(world.zhou, &case).await;
    for field in ["stage", "standing", "chapters", "next", "findings"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    assert_eq!(after["past"][0]["back_reason"], "记在了别人名下");
    let person = world.register(world.student).await;
    assert_eq!((person.stage.as_deref(), person.activist_on), (Some("applicant"), None));
    world.close().await;
}

#[tokio::test]
async fn the_application_is_not_taken_back() {
    let world = World::new().await;
    let case = world.opened().await;
    let body = json!({ "revision": 1, "reason": "x" });
    let refused = world.as_(world.zhou).await.post_json(&format!("{case}/take-back"), &body).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    world.close().await;
}

#[tokio::test]
async fn a_corrected_day_needs_a_reason_and_the_old_one_stays_visible() {
    let world = World::new().await;
    let case = world.opened().await;
    world.through(&case, "talk", "activist").await;
    let record = world.record(world.zhou, &case).await;
    let id = step(&record, "activist")["records"][0]["id"].as_str().unwrap().to_owned();
    let zhou = world.as_(world.zhou).await;
    let address = format!("{case}/steps/{id}/correct");
    let form = zhou.get(&address).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.text().contains("2023-04-01"), "what stands there is filled in");
    let revision = record["revision"].clone();
    let silent = json!({ "revision": revision, "on": "2023-04-03" });
    assert_eq!(zhou.post_json(&address, &silent).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body = json!({ "revision": revision, "on": "2023-04-03", "reason": "抄错了日期" });
    assert_eq!(zhou.post_json(&address, &body).await.status, StatusCode::CREATED);
    let record = world.record(world.zhou, &case).await;
    let corrected = step(&record, "activist")["records"][0].clone();
    assert_eq!(corrected["on"], "2023-04-03");
    assert_eq!(corrected["corrections"][0]["was_on"], "2023-04-01");
    assert_eq!(corrected["corrections"][0]["reason"], "抄错了日期");
    assert_eq!(world.register(world.student).await.activist_on.unwrap().to_string(), "2023-04-03");
    world.close().await;
}

#[tokio::test]
async fn a_correction_that_would_break_the_course_is_refused_with_the_rule() {
    let world = World::new().await;
    let case = world.opened().await;
    world.through(&case, "talk", "mentors").await;
    let record = world.record(world.zhou, &case).await;
    let id = step(&record, "activist")["records"][0]["id"].as_str().unwrap().to_owned();
    let body = json!({ "revision": record["revision"], "on": "2023-05-01", "reason": "改" });
    let answer = world.as_(world.zhou).await.post_json(&format!("{case}/steps/{id}/correct"), &body).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "mentors were named on 10 April");
    assert!(!answer.json()["findings"].as_array().unwrap().is_empty());
    world.close().await;
}

#[tokio::test]
async fn a_step_of_the_committee_above_is_corrected_by_its_organiser() {
    let world = World::new().await;
    let case = world.opened().await;
    world.through(&case, "talk", "activist_filed").await;
    let record = world.record(world.zhou, &case).await;
    let filed = step(&record, "activist_filed");
    assert_eq!(filed["records"][0]["may_correct"], false);
    let address = format!("{case}/steps/{}/correct", filed["records"][0]["id"].as_str().unwrap());
    let body = json!({ "revision": record["revision"], "on": "2023-04-11", "reason": "抄错了日期" });
    let refused = world.as_(world.zhou).await.post_json(&address, &body).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(world.as_(world.wang).await.post_json(&address, &body).await.status, StatusCode::CREATED);
    world.close().await;
}

#[tokio::test]
async fn whoever_leaves_is_at_no_stage_any_more_and_may_come_back() {
    let world = World::new().await;
    let case = world.opened().await;
    world.through(&case, "talk", "activist").await;
    let zhou = world.as_(world.zhou).await;
    let leave = |exit: &str, revision: i64| json!({ "revision": revision, "exit": exit, "on": "2026-11-24", "reason": "本人提出" });
    let revision = world.revision(&case).await;
    let wrong =
        world.as_(world.wang).await.post_json(&format!("{case}/leave"), &leave("cancelled", revision)).await;
    assert_eq!(wrong.status, StatusCode::CONFLICT, "an activist has no probation to be cancelled");
    let left = zhou.post_json(&format!("{case}/leave"), &leave("withdrawn", revision)).await;
    assert_eq!(left.status, StatusCode::CREATED, "{}", left.text());
    assert_eq!(world.record(world.zhou, &case).await["standing"], "withdrawn");
    assert_eq!(world.register(world.student).await.stage, None);
    let refused = world.take(world.zhou, &case, "mentors", json!({ "on": "2023-04-10", "persons": 2 })).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let back = json!({ "revision": revision + 1, "reason": "本人改变主意" });
    assert_eq!(zhou.post_json(&format!("{case}/take-back"), &back).await.status, StatusCode::CREATED);
    let record = world.record(world.zhou, &case).await;
    assert_eq!((record["standing"].as_str(), record["stage"].as_str()), (Some("running"), Some("activist")));
    assert_eq!(record["exits"][0]["back_reason"], "本人改变主意");
    assert_eq!(world.register(world.student).await.stage.as_deref(), Some("activist"));
    world.close().await;
}

#[tokio::test]
async fn the_day_of_leaving_the_unit_is_looked_at_by_the_rules() {
    let world = World::new().await;
    let case = world.opened().await;
    let body = json!({ "revision": 1, "on": "2024-07-30" });
    let saved = world.as_(world.zhou).await.post_json(&format!("{case}/leaving-day"), &body).await;
    assert_eq!(saved.status, StatusCode::CREATED);
    world.through(&case, "talk", "committee_review").await;
    let asked = world.take(world.wang, &case, "pre_review", json!({ "on": "2024-06-10" })).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.text().contains("PD-LEAVE3M"), "{}", asked.text());
    world.close().await;
}
