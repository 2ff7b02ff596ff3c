use axum::http::StatusCode;
use chrono::TimeDelta;
use proptest::prelude::*;
use serde_json::json;

use super::{World, created, detail};

#[tokio::test]
async fn presence_is_not_noted_before_the_day() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    let meeting = created(&zhou.post_json("/meetings", &world.plan_on("2026-11-25")).await);
    let early = zhou.get(&format!("{meeting}/presence")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.main_text().contains("当天才能记考勤"), "{}", early.main_text());
    world.site.wait(TimeDelta::days(1));
    let zhou = world.as_(world.zhou).await;
    assert_eq!(zhou.get(&format!("{meeting}/presence")).await.status, StatusCode::OK);
    world.close().await;
}

#[tokio::test]
async fn whoever_asked_for_leave_is_on_leave_and_whoever_is_not_ticked_absent() {
    let world = World::new().await;
    let meeting = world.invited().await;
    let ding = world.as_(world.ding).await;
    created(
        &ding.post_json(&format!("{meeting}/reply"), &json!({ "answer": "leave", "reason": "出差" })).await,
    );
    let marks = json!({ "marks": [{ "person": world.zhou, "status": "present" }] });
    created(&world.as_(world.zhou).await.post_json(&format!("{meeting}/presence"), &marks).await);
    let record = world.record(&meeting).await;
    assert_eq!(record["total"], json!({ "expected": 4, "present": 1, "on_leave": 1, "absent": 2 }));
    world.close().await;
}

#[tokio::test]
async fn a_later_correction_needs_a_reason_and_keeps_what_stood_there() {
    let world = World::new().await;
    let meeting = world.held().await;
    let zhou = world.as_(world.zhou).await;
    let address = format!("{meeting}/presence");
    let change =
        |reason: &str| json!({ "marks": [{ "person": world.li, "status": "absent" }], "reason": reason });
    created(&zhou.post_json(&address, &change("")).await);
    world.site.wait(TimeDelta::days(1));
    let zhou = world.as_(world.zhou).await;
    let back = json!({ "marks": [{ "person": world.li, "status": "present" }] });
    let silent = zhou.post_json(&address, &back).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(detail(&silent).contains("请写明原因"));
    let mut explained = back;
    explained["reason"] = json!("签到表上有他");
    created(&zhou.post_json(&address, &explained).await);
    created(&zhou.post_json(&address, &explained).await);
    let page = zhou.get(&meeting).await.main_text();
    assert!(page.contains("原记为缺席，周敏更正") && page.contains("签到表上有他"), "{page}");
    let record = world.record(&meeting).await;
    let people = record["sides"][0]["people"].as_array().unwrap();
    let li = people.iter().find(|one| one["name"] == "李䶮").unwrap();
    assert_eq!(li["former"].as_array().unwrap().len(), 2);
    assert_eq!(record["total"]["present"], 3);
    world.close().await;
}

#[tokio::test]
async fn marks_that_make_no_sense_are_refused_whole() {
    let world = World::new().await;
    let meeting = world.invited().await;
    let zhou = world.as_(world.zhou).await;
    let address = format!("{meeting}/presence");
    let refused = async |marks: serde_json::Value| {
        let answer = zhou.post_json(&address, &json!({ "marks": marks })).await;
        (answer.status, detail(&answer))
    };
    let (status, why) = refused(json!([{ "person": world.other, "status": "present" }])).await;
    assert!(status == StatusCode::CONFLICT && why.contains("不在通知名单里"), "{why}");
    let two =
        json!([{ "person": world.li, "status": "present" }, { "person": world.li, "status": "absent" }]);
    assert_eq!(refused(two).await.0, StatusCode::CONFLICT);
    let (status, why) = refused(json!([{ "person": world.li, "status": "leave" }])).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && why.contains("写明原因"), "{why}");
    assert_eq!(
        refused(json!([{ "person": world.li, "status": "late" }])).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(world.record(&meeting).await["state"], "invited", "nothing was half done");
    world.close().await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]
    #[test]
    fn the_counts_add_up_whatever_is_ticked(ticks in proptest::collection::vec(0usize..4, 5)) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let world = World::new().await;
            let meeting = world.invited().await;
            let people = [world.zhou, world.chen, world.li, world.ding, world.student];
            let words = ["present", "absent", "leave"];
            let marks: Vec<_> = people
                .iter()
                .zip(&ticks)
                .filter_map(|(person, tick)| Some((person, words.get(*tick)?)))
                .map(|(person, word)| json!({ "person": person, "status": word, "reason": "病假" }))
                .collect();
            let zhou = world.as_(world.zhou).await;
            created(&zhou.post_json(&format!("{meeting}/presence"), &json!({ "marks": marks })).await);
            let record = world.record(&meeting).await;
            let number = |value: &serde_json::Value, key: &str| value[key].as_u64().unwrap();
            let parts = |value: &serde_json::Value| {
                number(value, "present") + number(value, "on_leave") + number(value, "absent")
            };
            let sides = record["sides"].as_array().unwrap();
            for side in sides {
                assert_eq!(number(side, "expected"), parts(side));
            }
            for key in ["expected", "present", "on_leave", "absent"] {
                let sum: u64 = sides.iter().map(|side| number(side, key)).sum();
                assert_eq!(number(&record["total"], key), sum, "{key}");
            }
            let present = ticks.iter().take(4).filter(|tick| **tick == 0).count();
            assert_eq!(number(&record["total"], "present"), u64::try_from(present).unwrap());
            world.close().await;
        });
    }
}
