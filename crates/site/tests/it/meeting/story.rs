use axum::http::StatusCode;
use chrono::TimeDelta;
use gongjian_tables::ledger_entry;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::World;

#[tokio::test]
async fn a_theme_day_goes_from_a_plan_to_the_book_with_a_click_for_each_step() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    let (li, ding) = (world.as_(world.li).await, world.as_(world.ding).await);

    let form = zhou.get("/meetings/new").await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.main_text().contains("安排并通知 5 人"), "{}", form.main_text());
    let branch = world.branch.to_string();
    let sent = [
        ("branch", branch.as_str()),
        ("title", "十一月主题党日"),
        ("on", "2026-11-26"),
        ("from", "14:30"),
        ("until", "16:30"),
        ("place", "创意园三楼"),
        ("then", "invite"),
    ];
    let planned = zhou.post("/meetings", &sent).await;
    assert_eq!(planned.status, StatusCode::SEE_OTHER, "{}", planned.main_text());
    let meeting = planned.location().to_owned();
    world.site.run_jobs().await;
    assert!(li.get("/").await.main_text().contains("邀请您参加“十一月主题党日”"));

    let reply = format!("{meeting}/reply");
    assert_eq!(li.post(&reply, &[("answer", "coming")]).await.status, StatusCode::SEE_OTHER);
    let leave = [("answer", "leave"), ("reason", "外出参展")];
    assert_eq!(ding.post(&reply, &leave).await.status, StatusCode::SEE_OTHER);

    world.site.wait(TimeDelta::days(2));
    world.site.run_jobs().await;
    let (zhou, chen, li) =
        (world.as_(world.zhou).await, world.as_(world.chen).await, world.as_(world.li).await);
    assert!(li.get("/").await.main_text().contains("“十一月主题党日”就在"), "reminded the day before");
    assert!(zhou.get("/").await.main_text().contains("记考勤：十一月主题党日"));
    let list = zhou.get(&format!("{meeting}/presence?fill=present")).await;
    assert!(list.text().contains("value=\"外出参展\""), "leave is filled in");
    let present: Vec<(String, &str)> =
        [world.zhou, world.chen, world.li].map(|person| (format!("status.{person}"), "present")).into();
    let mut ticked: Vec<(&str, &str)> = present.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let (status, why) = (format!("status.{}", world.ding), format!("leave.{}", world.ding));
    ticked.extend([(status.as_str(), "leave"), (why.as_str(), "")]);
    let held = zhou.post(&format!("{meeting}/presence"), &ticked).await;
    assert_eq!(held.status, StatusCode::SEE_OTHER, "{}", held.main_text());

    let written = [("text", "一、集中学习"), ("resolutions", "每月互派一名讲师"), ("then", "hand_in")];
    assert_eq!(zhou.post(&format!("{meeting}/minutes"), &written).await.status, StatusCode::SEE_OTHER);
    let waiting = zhou.get(&meeting).await.main_text();
    assert!(waiting.contains("等企方确认") && waiting.contains("校方：周敏于"), "{waiting}");

    world.site.run_jobs().await;
    let todo = chen.get("/").await;
    assert!(todo.main_text().contains("确认记录：十一月主题党日"), "{}", todo.main_text());
    let record = chen.get(&meeting).await;
    assert!(record.main_text().contains("代表企方确认"), "{}", record.main_text());
    let side = world.enterprise.to_string();
    let confirm = [("side", side.as_str()), ("version", "1")];
    assert_eq!(chen.post(&format!("{meeting}/confirm"), &confirm).await.status, StatusCode::SEE_OTHER);

    let settled = li.get(&meeting).await.main_text();
    assert!(settled.contains("各方都已确认，已记入支部台账"), "{settled}");
    let book = li.get("/book?year=2026&quarter=4").await.main_text();
    assert!(book.contains("十一月主题党日") && book.contains("2 / 2") && book.contains("1 / 2"), "{book}");
    let english = li.clone().in_english().get(&meeting).await.main_text();
    assert!(english.contains("Every side has confirmed"), "{english}");
    let ding = world.site.visitor(world.ding).await;
    let own = ding.get_json(&format!("/people/{}", world.ding)).await.json()["attended"].clone();
    assert_eq!((&own["year"], &own["lines"][0]["status"]), (&2026.into(), &"leave".into()));
    let own = ding.get(&format!("/people/{}?year=2026", world.ding)).await.main_text();
    assert!(own.contains("十一月主题党日") && own.contains("请假"), "{own}");
    let none = ding.get_json(&format!("/people/{}?year=2025", world.ding)).await.json()["attended"].clone();
    assert_eq!((&none["lines"], &none["years"]), (&serde_json::json!([]), &serde_json::json!([2026])));
    world.close().await;
}

#[tokio::test]
async fn the_joint_act_stands_in_the_branchs_chain_and_is_referred_to_in_each_sides() {
    let world = World::new().await;
    world.confirmed().await;
    let entries = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::Action.eq("meeting.confirm"))
        .order_by_asc(ledger_entry::Column::Id)
        .all(&world.site.site.db.read())
        .await
        .unwrap();
    let own: Vec<_> = entries.iter().filter(|entry| entry.chain == world.branch.uuid()).collect();
    let references: Vec<_> = entries.iter().filter(|entry| entry.refers_to.is_some()).collect();
    assert_eq!((own.len(), references.len()), (2, 2));
    assert!(references.iter().all(|entry| entry.refers_to == Some(own[1].id)));
    let sides: Vec<_> = own.iter().map(|entry| entry.side_id.unwrap()).collect();
    assert_eq!(sides, [world.school.uuid(), world.enterprise.uuid()]);
    assert!(references.iter().any(|entry| entry.chain == world.college.uuid()));
    world.close().await;
}
