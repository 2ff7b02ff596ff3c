use axum::http::StatusCode;
use gongjian_tables::{development_due, reading};
use sea_orm::EntityTrait;
use serde_json::json;

use super::{World, created};

#[tokio::test]
async fn the_list_shows_whose_turn_it_is_and_what_is_overdue() {
    let world = World::new().await;
    world.opened().await;
    let zhou = world.as_(world.zhou).await;
    let list = zhou.get_json("/cases").await.json();
    let row = &list["rows"][0];
    assert_eq!(row["name"], "秦堃");
    assert_eq!(row["next"]["zh"], "党组织派人谈话");
    assert_eq!((row["due"].as_str(), row["tone"].as_str()), (Some("2022-10-20"), Some("overdue")));
    for (query, rows) in [
        ("?due=overdue", 1),
        ("?stage=applicant", 1),
        ("?stage=target", 0),
        ("?standing=completed", 0),
        ("?standing=all", 1),
        ("?q=qk", 1),
        ("?q=%E7%8E%8B", 0),
        ("?due=month", 1),
    ] {
        let found = zhou.get_json(&format!("/cases{query}")).await.json();
        assert_eq!(found["rows"].as_array().unwrap().len(), rows, "{query}");
    }
    let home = zhou.get_json("/").await.json();
    assert_eq!(home["cases"]["overdue"], 1);
    assert!(zhou.get("/").await.text().contains("/cases/radar"));
    world.close().await;
}

#[tokio::test]
async fn the_list_leaves_as_a_file_and_its_readers_are_noted() {
    let world = World::new().await;
    world.opened().await;
    let wu = world.as_(world.wu).await;
    for format in ["xlsx", "csv", "json"] {
        assert_eq!(wu.get(&format!("/cases/export/{format}")).await.status, StatusCode::OK);
    }
    let rows = wu.get_json("/cases/export/json").await.json();
    assert_eq!(rows[0]["name"], "秦堃");
    let noted = reading::Entity::find().all(&world.site.site.db.read()).await.unwrap();
    let by = (world.student.uuid(), world.wu.uuid());
    assert!(noted.iter().any(|one| (one.person_id, one.reader_id) == by));
    assert_eq!(wu.get("/cases/export/pdf").await.status, StatusCode::NOT_FOUND);
    world.close().await;
}

#[tokio::test]
async fn an_organiser_sees_every_case_below_page_by_page() {
    let world = World::new().await;
    let wang = world.as_(world.wang).await;
    for number in 0..52 {
        let name = format!("申请人{number}");
        let person = world.site.person(&name).member_of(world.branch).at_stage("applicant").create().await;
        let body = json!({ "person": person, "steps": [{ "step": "apply", "on": "2026-11-20" }] });
        created(&wang.post_json("/cases", &body).await);
    }
    let first = wang.get_json("/cases").await.json();
    assert_eq!(first["rows"].as_array().unwrap().len(), 50);
    assert_eq!(first["paging"]["count"], 52);
    let second = wang.get_json(first["next"].as_str().unwrap()).await.json();
    assert_eq!(second["rows"].as_array().unwrap().len(), 2);
    assert!(
        world.as_(world.zhou).await.get_json("/cases").await.json()["rows"].as_array().unwrap().is_empty()
    );
    assert_eq!(world.as_(world.sun).await.get_json("/cases").await.json()["paging"]["count"], 52);
    world.close().await;
}

#[tokio::test]
async fn every_change_stands_in_the_branchs_chain_of_the_ledger() {
    let world = World::new().await;
    let case = world.opened().await;
    world.through(&case, "talk", "activist_filed").await;
    let record = world.record(world.wang, &case).await;
    let acts = record["history"].as_array().unwrap();
    let words: Vec<_> = acts.iter().map(|act| act["action"].as_str().unwrap()).collect();
    assert_eq!(words, ["case.decide", "case.record", "case.record", "case.open"]);
    assert!(world.record(world.zhou, &case).await["history"].is_null());
    assert_eq!(record["branch"], world.branch.to_string());
    assert_ne!(world.college, world.branch);
    world.close().await;
}

#[tokio::test]
async fn what_is_open_is_worked_out_anew_every_night() {
    let world = World::new().await;
    world.opened().await;
    let site = &world.site.site;
    let open = async || development_due::Entity::find().all(&site.db.read()).await.unwrap();
    let before = open().await;
    assert!(!before.is_empty());
    world.site.keep(async |tx| Ok(development_due::Entity::delete_many().exec(tx).await.map(|_| ())?)).await;
    gongjian_site::development::store::renew(site).await.unwrap();
    assert_eq!(open().await, before);
    world.close().await;
}
