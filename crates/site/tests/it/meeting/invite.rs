use axum::http::StatusCode;
use serde_json::json;

use super::{World, created, detail};

#[tokio::test]
async fn members_are_expected_for_their_side_and_others_sit_in() {
    let world = World::new().await;
    let meeting = world.invited().await;
    let record = world.record(&meeting).await;
    let expected = |side: usize| record["sides"][side]["expected"].as_u64().unwrap();
    assert_eq!((expected(0), expected(1)), (2, 2), "an activist is not counted as expected");
    let people = record["sides"][0]["people"].as_array().unwrap();
    let student = people.iter().find(|one| one["name"] == "小秦").unwrap();
    assert_eq!(student["guest"], true);
    world.close().await;
}

#[tokio::test]
async fn guests_are_found_by_name_or_initials_among_the_people_one_may_see() {
    let world = World::new().await;
    let organiser = world.as_(world.site.person("组织员").organiser_of(world.college).create().await).await;
    let meeting = world.invited().await;
    let found = organiser.get_json(&format!("{meeting}/invitations?q=hf")).await.json();
    assert_eq!(found["found"][0]["name"], "何芳");
    created(
        &organiser.post_json(&format!("{meeting}/invitations"), &json!({ "people": [world.other] })).await,
    );
    let record = world.record(&meeting).await;
    assert_eq!(record["sides"][2]["people"][0]["name"], "何芳");
    assert_eq!(world.as_(world.other).await.get(&meeting).await.status, StatusCode::OK);

    let zhou = world.as_(world.zhou).await;
    let unseen = zhou.get_json(&format!("{meeting}/invitations?q=hf%25_")).await.json();
    assert_eq!(unseen["found"], json!([]), "a secretary does not see other branches' people");
    let hidden = world.site.person("外人").create().await;
    let refused = zhou.post_json(&format!("{meeting}/invitations"), &json!({ "people": [hidden] })).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    world.close().await;
}

#[tokio::test]
async fn an_invitation_is_taken_back_unless_it_is_the_last_of_a_side() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    let meeting = world.invited().await;
    let strike = format!("{meeting}/invitations/strike");
    created(&zhou.post_json(&strike, &json!({ "person": world.ding })).await);
    let last = zhou.post_json(&strike, &json!({ "person": world.chen })).await;
    assert_eq!(last.status, StatusCode::CONFLICT);
    assert!(detail(&last).contains("企方还没有人受邀"));
    assert_eq!(
        world.as_(world.ding).await.get_json(&format!("{meeting}/reply")).await.status,
        StatusCode::FORBIDDEN
    );
    let page = zhou.get(&format!("{meeting}/invitations")).await.main_text();
    assert!(page.contains("还有 1 位成员没有通知"), "{page}");
    created(&zhou.post_json(&format!("{meeting}/invitations"), &json!({ "everybody": true })).await);
    created(&zhou.post_json(&format!("{meeting}/invitations"), &json!({ "everybody": true })).await);
    let steps = world.record(&meeting).await["way"].as_array().unwrap().clone();
    assert_eq!(steps.iter().filter(|step| step["state"] == "done").count(), 3);
    world.close().await;
}
