use axum::http::StatusCode;
use serde_json::json;

use super::{World, created, detail};

#[tokio::test]
async fn leave_needs_a_reason_that_only_those_who_keep_the_list_read() {
    let world = World::new().await;
    let meeting = world.invited().await;
    let ding = world.as_(world.ding).await;
    let silent = ding.post(&format!("{meeting}/reply"), &[("answer", "leave"), ("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.main_text().contains("请写明原因"));
    created(
        &ding.post_json(&format!("{meeting}/reply"), &json!({ "answer": "leave", "reason": "住院" })).await,
    );
    assert!(world.record(&meeting).await.to_string().contains("住院"));
    assert!(ding.get(&meeting).await.text().contains("住院"), "one's own reason is shown");
    let li = world.as_(world.li).await;
    assert!(!li.get(&meeting).await.text().contains("住院"));
    assert!(!li.get_json(&format!("{meeting}/print")).await.text().contains("住院"));
    world.close().await;
}

#[tokio::test]
async fn a_later_answer_takes_the_place_of_the_one_before_and_the_same_twice_changes_nothing() {
    let world = World::new().await;
    let meeting = world.invited().await;
    let ding = world.as_(world.ding).await;
    let reply = format!("{meeting}/reply");
    for answer in [json!({ "answer": "leave", "reason": "出差" }), json!({ "answer": "coming" })] {
        created(&ding.post_json(&reply, &answer).await);
        created(&ding.post_json(&reply, &answer).await);
    }
    assert_eq!(ding.get_json(&reply).await.json()["answer"], "coming");
    let replies = world
        .as_(
            world
                .site
                .person("审计")
                .administrator(gongjian_site::policy::Administrator::Audit)
                .create()
                .await,
        )
        .await;
    let entries = replies.get_json("/ledger?action=meeting.reply").await.json();
    assert_eq!(entries["rows"].as_array().unwrap().len(), 2);
    world.close().await;
}

#[tokio::test]
async fn nobody_answers_for_others_or_with_other_words() {
    let world = World::new().await;
    let meeting = world.invited().await;
    let reply = format!("{meeting}/reply");
    let ding = world.as_(world.ding).await;
    let maybe = ding.post_json(&reply, &json!({ "answer": "maybe" })).await;
    assert_eq!((maybe.status, detail(&maybe).as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "请选一项"));
    let other = ding.post_json(&reply, &json!({ "answer": "coming", "person": world.li })).await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST);
    let nul = ding.post_json(&reply, &json!({ "answer": "leave", "reason": "a\u{0}b\u{202E}" })).await;
    assert_eq!(nul.status, StatusCode::BAD_REQUEST);
    let unseen = ding.post_json(&reply, &json!({ "answer": "leave", "reason": "a\u{202E}b" })).await;
    assert_eq!(unseen.status, StatusCode::CREATED, "characters that cannot be seen are left out");
    world.close().await;
}
