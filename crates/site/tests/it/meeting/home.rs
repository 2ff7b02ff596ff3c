use axum::http::StatusCode;
use chrono::TimeDelta;
use gongjian_domain::kinds::PersonId;
use gongjian_site::job::housekeeping;
use gongjian_tables::notice;
use sea_orm::EntityTrait;
use serde_json::json;

use super::World;

fn words(home: &serde_json::Value) -> Vec<String> {
    let groups = home["groups"].as_array().unwrap().iter();
    groups
        .flat_map(|group| group["items"].as_array().unwrap())
        .map(|item| item["word"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn home_shows_what_waits_and_the_menu_counts_the_same() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    assert_eq!(words(&zhou.get_json("/").await.json()), ["plan"], "a month without a theme day waits");
    let mut kept = world.plan();
    kept["then"] = json!("plan");
    zhou.post_json("/meetings", &kept).await;
    assert_eq!(words(&zhou.get_json("/").await.json()), ["invite"]);
    world.handed_in().await;
    let chen = world.as_(world.chen).await;
    let waiting = words(&chen.get_json("/").await.json());
    assert_eq!(waiting, ["invite", "confirm"]);
    assert!(chen.get("/rules").await.status.is_success() || chen.get("/").await.text().contains("nav-count"));
    assert!(chen.get("/").await.text().contains("2 件待办"), "{}", chen.get("/").await.text());
    world.close().await;
}

#[tokio::test]
async fn home_is_kind_when_nothing_waits() {
    let world = World::new().await;
    let other = world.as_(world.other).await;
    let text = other.get("/").await.main_text();
    assert!(text.contains("没有等您处理的事") && text.contains("产品支部"), "{text}");
    let english = other.in_english().get("/").await.main_text();
    assert!(english.contains("Nothing waits for you"), "{english}");
    world.close().await;
}

#[tokio::test]
async fn notices_are_read_once_and_are_ones_own() {
    let world = World::new().await;
    world.invited().await;
    let (li, ding) = (world.as_(world.li).await, world.as_(world.ding).await);
    assert_eq!(li.get_json("/").await.json()["notices"].as_array().unwrap().len(), 1);
    assert_eq!(li.post("/notices/seen", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(li.get_json("/").await.json()["notices"], json!([]));
    assert_eq!(ding.get_json("/").await.json()["notices"].as_array().unwrap().len(), 1);
    assert_eq!(words(&ding.get_json("/").await.json()), ["reply"]);
    world.close().await;
}

#[tokio::test]
async fn notices_that_were_read_are_forgotten_after_a_year_and_the_others_stay() {
    let world = World::new().await;
    world.invited().await;
    world.as_(world.li).await.post("/notices/seen", &[]).await;
    let of_whom = async || {
        let rows = notice::Entity::find().all(&world.site.site.db.read()).await.unwrap();
        rows.into_iter().map(|row| PersonId::from(row.person_id)).collect::<Vec<_>>()
    };
    for (days, kept) in [(364, true), (2, false)] {
        world.site.wait(TimeDelta::days(days));
        housekeeping::plan(&world.site.site).await.unwrap();
        world.site.wait(TimeDelta::days(1));
        world.site.run_jobs().await;
        let left = of_whom().await;
        assert_eq!(left.contains(&world.li), kept, "after {days} more days");
        assert!(left.contains(&world.ding), "what nobody has read stays");
    }
    world.close().await;
}

#[tokio::test]
async fn the_list_shows_only_ones_own_meetings_and_filters_in_the_address() {
    let world = World::new().await;
    let meeting = world.confirmed().await;
    world.invited().await;
    let li = world.as_(world.li).await;
    let rows = async |query: &str| {
        let page = li.get_json(&format!("/meetings{query}")).await.json();
        page["rows"].as_array().unwrap().len()
    };
    assert_eq!(rows("").await, 2);
    assert_eq!(rows("?state=coming").await, 1);
    assert_eq!(rows("?state=confirmed&year=2026").await, 1);
    assert_eq!(rows("?year=2025").await, 0);
    assert_eq!(rows(&format!("?branch={}", world.branch)).await, 2);
    assert_eq!(rows("?q=%E5%AD%A6%E5%BE%92").await, 2);
    let after = meeting.rsplit('/').next().unwrap();
    assert!(rows(&format!("?after={after}")).await <= 1);
    let other = world.as_(world.other).await;
    assert_eq!(other.get_json("/meetings").await.json()["rows"], json!([]));
    assert!(other.get("/meetings").await.main_text().contains("这里还没有会议"));
    assert!(li.get("/meetings").await.text().contains("seal-confirmed"));
    world.close().await;
}
