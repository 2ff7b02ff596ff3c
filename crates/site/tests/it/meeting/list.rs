use axum::http::StatusCode;
use serde_json::json;

use super::{World, created};

#[tokio::test]
async fn signs_of_a_pattern_are_looked_for_as_they_are() {
    let world = World::new().await;
    world.invited().await;
    let zhou = world.as_(world.zhou).await;
    let mut plan = world.plan();
    plan["title"] = json!("出勤 100% 的主题党日_一");
    let meeting = created(&zhou.post_json("/meetings", &plan).await);
    for (q, found) in [("", 2), ("%25", 1), ("100%25", 1), ("_", 1), ("%5C", 0), ("%E4%B8%BB%E9%A2%98", 2)] {
        let list = zhou.get_json(&format!("/meetings?q={q}")).await.json();
        assert_eq!(list["rows"].as_array().unwrap().len(), found, "{q}");
    }
    for q in ["%25", "_", "%5C"] {
        let guests = zhou.get_json(&format!("{meeting}/invitations?q={q}")).await.json();
        assert_eq!(guests["found"], json!([]), "{q}");
    }
    world.close().await;
}

#[tokio::test]
async fn a_search_of_any_length_is_answered() {
    let world = World::new().await;
    let meeting = world.invited().await;
    let zhou = world.as_(world.zhou).await;
    let long = "a".repeat(51_000);
    for path in ["/meetings".to_owned(), format!("{meeting}/invitations")] {
        let answer = zhou.get_json(&format!("{path}?q={long}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.json()["q"].as_str().unwrap().len(), 100);
    }
    world.close().await;
}

#[tokio::test]
async fn a_page_after_a_meeting_nobody_knows_leads_back_to_the_first() {
    let world = World::new().await;
    world.invited().await;
    let zhou = world.as_(world.zhou).await;
    let page = zhou.get("/meetings?q=%E5%85%9A&after=018f0000-0000-7000-8000-000000000000").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.main_text().contains("回到第一页"), "{}", page.main_text());
    assert!(page.text().contains("href=\"/meetings?q=%E5%85%9A\""), "{}", page.text());
    world.close().await;
}
