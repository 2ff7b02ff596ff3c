use axum::http::StatusCode;
use serde_json::json;

use super::{World, created, detail};

#[tokio::test]
async fn minutes_begin_from_the_agenda_and_need_words() {
    let world = World::new().await;
    let meeting = world.held().await;
    let zhou = world.as_(world.zhou).await;
    let page = zhou.get_json(&format!("{meeting}/minutes")).await.json();
    assert_eq!(
        (page["text"].as_str(), page["from_agenda"].as_bool()),
        (Some("集中学习\n\n走访工坊"), Some(true))
    );
    let empty =
        zhou.post(&format!("{meeting}/minutes"), &[("text", " \n "), ("resolutions", "决议还在")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("决议还在"));
    created(
        &zhou.post_json(&format!("{meeting}/minutes"), &json!({ "text": "𠮷祥如意", "then": "save" })).await,
    );
    let record = world.record(&meeting).await;
    assert_eq!(
        (record["state"].as_str(), record["minutes"]["text"].as_str()),
        (Some("minuted"), Some("𠮷祥如意"))
    );
    created(&zhou.post_json(&format!("{meeting}/hand-in"), &json!({})).await);
    assert_eq!(world.record(&meeting).await["state"], "awaiting_confirmation");
    world.close().await;
}

#[tokio::test]
async fn minutes_with_the_sides_are_changed_only_after_a_return_and_then_as_a_new_version() {
    let world = World::new().await;
    let meeting = world.handed_in().await;
    let (zhou, chen) = (world.as_(world.zhou).await, world.as_(world.chen).await);
    let minutes = format!("{meeting}/minutes");
    let closed = zhou.post_json(&minutes, &json!({ "text": "改一改" })).await;
    assert_eq!((closed.status, detail(&closed).contains("已提交各方确认")), (StatusCode::CONFLICT, true));
    assert_eq!(zhou.get(&format!("{meeting}/presence")).await.status, StatusCode::CONFLICT);

    let side = world.enterprise.to_string();
    let silent = [("side", side.as_str()), ("version", "1"), ("comment", "")];
    assert_eq!(
        chen.post(&format!("{meeting}/return"), &silent).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(chen.get(&format!("{meeting}/return")).await.status, StatusCode::OK);
    let comment = json!({ "side": world.enterprise, "version": 1, "comment": "请补上企业一方的发言" });
    created(&chen.post_json(&format!("{meeting}/return"), &comment).await);
    let record = world.record(&meeting).await;
    assert_eq!(record["state"], "returned");
    let seals: Vec<_> =
        record["seals"].as_array().unwrap().iter().map(|seal| seal["state"].clone()).collect();
    assert_eq!(seals, ["empty", "returned"], "the school's confirmation has lapsed");
    world.site.run_jobs().await;
    let home = zhou.get("/").await.main_text();
    assert!(home.contains("修改退回的记录") && home.contains("的记录被退回"), "{home}");

    let again = json!({ "text": "补上了发言", "then": "hand_in" });
    created(&zhou.post_json(&minutes, &again).await);
    let stale = world.confirm(world.chen, world.enterprise, &meeting, 1).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(detail(&stale).contains("您看的是第 1 稿，现在是第 2 稿"), "{}", detail(&stale));
    created(&world.confirm(world.chen, world.enterprise, &meeting, 2).await);
    let page = zhou.get(&meeting).await.main_text();
    assert!(
        page.contains("第 2 稿") && page.contains("第 1 稿") && page.contains("企方退回（陈立）"),
        "{page}"
    );
    world.close().await;
}

#[tokio::test]
async fn nothing_changes_a_confirmed_meeting_but_addenda_follow_it() {
    let world = World::new().await;
    let meeting = world.confirmed().await;
    let (zhou, chen) = (world.as_(world.zhou).await, world.as_(world.chen).await);
    let before = world.record(&meeting).await;
    let mut plan = world.plan();
    plan["place"] = json!("别处");
    let attempts = [
        ("plan", plan),
        ("invitations", json!({ "people": [world.student], "everybody": true })),
        ("invitations/strike", json!({ "person": world.ding })),
        ("presence", json!({ "marks": [{ "person": world.li, "status": "absent" }], "reason": "改" })),
        ("minutes", json!({ "text": "改一改" })),
        ("hand-in", json!({})),
        ("cancel", json!({ "reason": "改" })),
        ("confirm", json!({ "side": world.school, "version": 1 })),
        ("return", json!({ "side": world.school, "version": 1, "comment": "改" })),
        ("reply", json!({ "answer": "coming" })),
    ];
    for (step, body) in attempts {
        let refused = zhou.post_json(&format!("{meeting}/{step}"), &body).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{step}: {}", refused.text());
    }
    let file = zhou.upload(&format!("{meeting}/files"), &[], ("file", "a.pdf", b"%PDF-1.7\n%%EOF")).await;
    assert_eq!(file.status, StatusCode::CONFLICT);
    assert_eq!(world.record(&meeting).await, before);

    let body = json!({ "side": world.enterprise, "text": "更正：地点为三楼东厅。" });
    created(&chen.post_json(&format!("{meeting}/addendum"), &body).await);
    created(&chen.post_json(&format!("{meeting}/addendum"), &body).await);
    let after = world.record(&meeting).await;
    assert_eq!(after["addenda"].as_array().unwrap().len(), 1, "a form sent twice adds once");
    assert_eq!(after["minutes"], before["minutes"]);
    let other = json!({ "side": world.enterprise, "text": "不是我方" });
    assert_eq!(zhou.post_json(&format!("{meeting}/addendum"), &other).await.status, StatusCode::FORBIDDEN);
    let side = world.enterprise.to_string();
    let silent = chen.post(&format!("{meeting}/addendum"), &[("side", side.as_str()), ("text", "")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    world.close().await;
}
