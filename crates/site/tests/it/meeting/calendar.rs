use axum::http::{StatusCode, header};

use super::{World, created};

#[tokio::test]
async fn a_month_shows_the_meetings_of_the_own_branches() {
    let world = World::new().await;
    world.invited().await;
    let page = world.as_(world.ding).await.get("/calendar?month=2026-11").await;
    let text = page.main_text();
    assert!(
        text.contains("2026年11月") && text.contains("学徒制育人主题党日") && text.contains("14:30"),
        "{text}"
    );
    let other = world.as_(world.other).await.get("/calendar").await.main_text();
    assert!(!other.contains("学徒制育人主题党日"));
    for odd in ["2026-13", "x", "9999-12", "0001-01"] {
        assert_eq!(
            world.as_(world.ding).await.get(&format!("/calendar?month={odd}")).await.status,
            StatusCode::OK
        );
    }
    world.close().await;
}

#[tokio::test]
async fn a_calendar_program_follows_a_secret_address_until_it_is_ended() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    let meeting = world.invited().await;
    let made = zhou.post_json("/calendar/subscription", &serde_json::json!({})).await.json();
    let address = made["address"].as_str().unwrap().to_owned();
    let path = address.strip_prefix("http://localhost").unwrap();
    let program = world.site.stranger();
    let sent = program.get(path).await;
    assert_eq!(sent.status, StatusCode::OK);
    assert_eq!(sent.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
    let text = sent.text();
    for line in
        ["BEGIN:VCALENDAR", "SUMMARY:学徒制育人主题党日", "LOCATION:创意园三楼", "DTSTART:20261124T063000Z"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!text.contains("周敏") && !text.contains("集中学习"), "titles, times and places only");
    created(&zhou.post_json(&format!("{meeting}/cancel"), &serde_json::json!({ "reason": "台风" })).await);
    assert!(program.get(path).await.text().contains("STATUS:CANCELLED"));
    let account = zhou.get("/account").await.main_text();
    assert!(account.contains("日历订阅"), "{account}");

    zhou.post("/calendar/subscription", &[]).await;
    assert_eq!(program.get(path).await.status, StatusCode::NOT_FOUND, "a new address ends the old one");
    assert_eq!(zhou.post("/calendar/subscription/end", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(zhou.post("/calendar/subscription/end", &[]).await.status, StatusCode::SEE_OTHER);
    for wrong in ["/calendar/0000.ics", "/calendar/x", "/calendar/.ics"] {
        assert_eq!(program.get(wrong).await.status, StatusCode::NOT_FOUND);
    }
    world.close().await;
}
