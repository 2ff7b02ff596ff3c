use axum::http::StatusCode;
use serde_json::json;

use super::{World, particulars, step, unmet};

#[tokio::test]
async fn a_whole_course_in_time_leads_to_full_membership_and_fills_the_register() {
    let world = World::new().await;
    let case = world.opened().await;
    world.through(&case, "talk", "target").await;
    assert_eq!(world.register(world.student).await.stage.as_deref(), Some("target"));
    world.through(&case, "target_filed", "assembly").await;
    let after_vote = world.record(world.zhou, &case).await;
    assert_eq!(after_vote["stage"], "target", "a ballot alone makes nobody a member");
    world.through(&case, "interview", "archive").await;
    let record = world.record(world.zhou, &case).await;
    assert_eq!((record["stage"].as_str(), record["standing"].as_str()), (Some("full"), Some("completed")));
    assert_eq!(unmet(&record), Vec::<String>::new());
    assert_eq!(record["next"].as_array().unwrap().len(), 0);
    let person = world.register(world.student).await;
    assert_eq!(person.stage.as_deref(), Some("full"));
    let days = [person.applied_on, person.activist_on, person.target_on, person.joined_on, person.full_on];
    let days = days.map(|day| day.unwrap().to_string());
    assert_eq!(days, ["2022-09-20", "2023-04-01", "2024-04-15", "2024-06-20", "2025-06-20"]);
    world.close().await;
}

#[tokio::test]
async fn a_step_before_what_it_builds_on_is_refused_with_the_rule_and_changes_nothing() {
    let world = World::new().await;
    let case = world.opened().await;
    let before = world.record(world.zhou, &case).await;
    let refused = world.take(world.zhou, &case, "activist", json!({ "on": "2023-04-01" })).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let rules: Vec<_> = refused.json()["findings"].as_array().unwrap().clone();
    assert!(!rules.is_empty());
    assert!(rules.iter().all(|one| one["met"] == false));
    assert_eq!(world.record(world.zhou, &case).await["chapters"], before["chapters"]);
    assert_eq!(world.revision(&case).await, before["revision"].as_i64().unwrap());
    world.close().await;
}

#[tokio::test]
async fn a_ballot_that_fell_short_stops_with_the_numbers() {
    let world = World::new().await;
    let case = world.opened().await;
    world.through(&case, "talk", "form").await;
    let short = json!({ "on": "2024-06-20", "entitled": 12, "present": 8, "approve": 6, "against": 2 });
    let refused = world.take(world.zhou, &case, "assembly", short).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("PD-VOTE"), "{}", refused.text());
    let impossible = json!({ "on": "2024-06-20", "entitled": 12, "present": 13, "approve": 9 });
    let refused = world.take(world.zhou, &case, "assembly", impossible).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let letters = json!({ "on": "2024-06-20", "entitled": "十二", "present": 10, "approve": 9 });
    let refused = world.take(world.zhou, &case, "assembly", letters).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    world.taken(&case, "assembly", particulars("assembly", "2024-06-20")).await;
    let second = world.take(world.zhou, &case, "assembly", particulars("assembly", "2024-06-21")).await;
    assert_eq!(second.status, StatusCode::CONFLICT, "two assemblies");
    assert!(second.text().contains("2024"), "{}", second.text());
    world.close().await;
}

#[tokio::test]
async fn what_is_late_is_recorded_with_a_reason_and_stays_visible() {
    let world = World::new().await;
    let case = world.opened().await;
    let late = json!({ "on": "2022-11-30" });
    let asked = world.take(world.zhou, &case, "talk", late).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(asked.text().contains("PD-TALK"), "{}", asked.text());
    let form = [("revision", "1"), ("on", "2022-11-30"), ("place", "创意园三楼")];
    let page = world.as_(world.zhou).await.post(&format!("{case}/steps/talk"), &form).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let text = page.text();
    assert!(text.contains("创意园三楼") && text.contains("2022-11-30"), "what was typed is kept");
    assert!(text.contains("name=\"reason\""), "a reason is asked for");
    world.taken(&case, "talk", json!({ "on": "2022-11-30", "reason": "本人在外地实习" })).await;
    let record = world.record(world.zhou, &case).await;
    assert_eq!(unmet(&record), ["PD-TALK"]);
    assert_eq!(step(&record, "talk")["records"][0]["because"], "本人在外地实习");
    let page = world.as_(world.zhou).await.get(&case).await.text();
    assert!(page.contains("finding-overruled"));
    world.close().await;
}

#[tokio::test]
async fn a_day_ahead_or_before_birth_is_refused() {
    let world = World::new().await;
    let case = world.opened().await;
    for on in ["2027-01-01", "2002-01-01"] {
        let refused = world.take(world.zhou, &case, "talk", json!({ "on": on })).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{on}");
    }
    let refused = world.take(world.zhou, &case, "talk", json!({ "on": "昨天" })).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(world.take(world.zhou, &case, "nothing", json!({})).await.status, StatusCode::NOT_FOUND);
    world.close().await;
}

#[tokio::test]
async fn a_step_is_recorded_on_behalf_of_the_side_or_of_the_committee_above() {
    let world = World::new().await;
    let case = world.opened().await;
    world.through(&case, "talk", "activist_filed").await;
    let record = world.record(world.zhou, &case).await;
    let talk = step(&record, "talk")["records"][0].clone();
    assert_eq!((talk["behalf"].as_str(), talk["side"].as_str()), (Some("创意园区联合党支部"), Some("校方")));
    assert_eq!(talk["by"], "周敏");
    let filed = step(&record, "activist_filed")["records"][0].clone();
    assert_eq!((filed["behalf"].as_str(), filed["side"].as_str()), (Some("学院党委"), Some("")));
    assert_eq!(filed["by"], "王组织");
    world.close().await;
}

#[tokio::test]
async fn a_note_is_kept_sealed_and_shown_to_those_who_keep_the_case_alone() {
    let world = World::new().await;
    let case = world.opened().await;
    world.taken(&case, "talk", json!({ "on": "2022-10-10", "note": "家中有事" })).await;
    assert!(world.as_(world.zhou).await.get(&case).await.text().contains("家中有事"));
    for reader in [world.wu, world.student] {
        assert!(!world.as_(reader).await.get(&case).await.text().contains("家中有事"));
    }
    world.close().await;
}
