use axum::http::StatusCode;
use serde_json::json;

use super::{World, step};

#[tokio::test]
async fn of_two_who_take_the_same_step_at_once_one_wins_and_the_other_is_told() {
    let world = World::new().await;
    let case = world.opened().await;
    let body = json!({ "revision": 1, "on": "2022-10-10" });
    let (zhou, wang) = (world.as_(world.zhou).await, world.as_(world.wang).await);
    let address = format!("{case}/steps/talk");
    let (first, second) = tokio::join!(zhou.post_json(&address, &body), wang.post_json(&address, &body));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [StatusCode::CREATED, StatusCode::CONFLICT]);
    let (won, lost) =
        if first.status == StatusCode::CREATED { ("周敏", second) } else { ("王组织", first) };
    let detail = lost.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains(won) && detail.contains("党组织派人谈话"), "{detail}");
    let record = world.record(world.zhou, &case).await;
    assert_eq!(step(&record, "talk")["records"].as_array().unwrap().len(), 1);
    world.close().await;
}

#[tokio::test]
async fn of_two_cases_opened_for_one_person_at_once_one_stands() {
    let world = World::new().await;
    let body = json!({ "person": world.student, "steps": [{ "step": "apply", "on": "2022-09-20" }] });
    let (zhou, wang) = (world.as_(world.zhou).await, world.as_(world.wang).await);
    let (first, second) = tokio::join!(zhou.post_json("/cases", &body), wang.post_json("/cases", &body));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [StatusCode::CREATED, StatusCode::CONFLICT]);
    world.close().await;
}

#[tokio::test]
async fn whoever_acts_on_an_old_page_is_told_what_happened_since() {
    let world = World::new().await;
    let case = world.opened().await;
    world.through(&case, "talk", "talk").await;
    let wang = world.as_(world.wang).await;
    for (address, body) in [
        (format!("{case}/take-back"), json!({ "revision": 1, "reason": "x" })),
        (
            format!("{case}/leave"),
            json!({ "revision": 1, "exit": "removed", "on": "2026-11-24", "reason": "x" }),
        ),
        (format!("{case}/leaving-day"), json!({ "revision": 1, "on": "2026-12-24" })),
        (format!("{case}/steps/activist"), json!({ "revision": 1, "on": "2023-04-01" })),
    ] {
        let told = wang.post_json(&address, &body).await;
        assert_eq!(told.status, StatusCode::CONFLICT, "{address}");
        assert!(told.text().contains("周敏"), "{address}: {}", told.text());
    }
    world.close().await;
}
