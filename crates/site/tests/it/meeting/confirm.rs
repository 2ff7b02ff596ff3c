use axum::http::StatusCode;
use gongjian_tables::office;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::{World, created, detail};

#[tokio::test]
async fn each_secretary_confirms_for_the_own_side_only() {
    let world = World::new().await;
    let meeting = world.handed_in().await;
    let foreign = world.confirm(world.zhou, world.enterprise, &meeting, 1).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let member = world.confirm(world.ding, world.enterprise, &meeting, 1).await;
    assert_eq!(member.status, StatusCode::FORBIDDEN);
    let stranger = world.confirm(world.other, world.enterprise, &meeting, 1).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let no_side = world.confirm(world.chen, world.branch.uuid().into(), &meeting, 1).await;
    assert_eq!(no_side.status, StatusCode::NOT_FOUND);
    assert_eq!(world.record(&meeting).await["state"], "awaiting_confirmation");
    world.close().await;
}

#[tokio::test]
async fn the_same_side_twice_is_refused_kindly() {
    let world = World::new().await;
    let meeting = world.handed_in().await;
    let twice = world.confirm(world.zhou, world.school, &meeting, 1).await;
    assert_eq!(
        (twice.status, detail(&twice).as_str()),
        (StatusCode::CONFLICT, "校方已经确认过，不用再确认。")
    );
    created(&world.confirm(world.chen, world.enterprise, &meeting, 1).await);
    let again = world.confirm(world.chen, world.enterprise, &meeting, 1).await;
    assert_eq!(
        (again.status, detail(&again).as_str()),
        (StatusCode::CONFLICT, "企方已经确认过，不用再确认。")
    );
    world.close().await;
}

#[tokio::test]
async fn two_secretaries_at_once_both_count_and_one_side_at_once_counts_once() {
    let world = World::new().await;
    let meeting = world.held().await;
    // An organiser hands in without confirming for any side.
    let organiser = world.as_(world.site.person("组织员").organiser_of(world.college).create().await).await;
    created(
        &organiser
            .post_json(&format!("{meeting}/minutes"), &json!({ "text": "学习", "then": "hand_in" }))
            .await,
    );
    assert_eq!(world.record(&meeting).await["seals"][0]["state"], "waiting");
    let second = world
        .site
        .person("周二")
        .on_side(world.branch, world.school)
        .secretary_of(world.branch, Some(world.school))
        .create()
        .await;
    let (a, b, c) = tokio::join!(
        world.confirm(world.zhou, world.school, &meeting, 1),
        world.confirm(world.chen, world.enterprise, &meeting, 1),
        world.confirm(second, world.school, &meeting, 1),
    );
    let mut school = [a.status, c.status];
    school.sort();
    assert_eq!(school, [StatusCode::CREATED, StatusCode::CONFLICT]);
    assert_eq!(b.status, StatusCode::CREATED, "{}", b.text());
    let record = world.record(&meeting).await;
    assert_eq!(record["state"], "confirmed");
    assert!(record["seals"].as_array().unwrap().iter().all(|seal| seal["state"] == "confirmed"));
    world.close().await;
}

#[tokio::test]
async fn one_person_does_not_confirm_for_two_sides() {
    let world = World::new().await;
    let both = world
        .site
        .person("双兼")
        .on_side(world.branch, world.school)
        .secretary_of(world.branch, Some(world.school))
        .secretary_of(world.branch, Some(world.enterprise))
        .create()
        .await;
    let meeting = world.held().await;
    let written = json!({ "text": "学习", "then": "hand_in" });
    created(&world.as_(both).await.post_json(&format!("{meeting}/minutes"), &written).await);
    let refused = world.confirm(both, world.enterprise, &meeting, 1).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(detail(&refused).contains("须由该方的书记确认"), "{}", detail(&refused));
    world.close().await;
}

#[tokio::test]
async fn the_record_says_which_rule_asks_for_both_seals() {
    let world = World::new().await;
    let meeting = world.handed_in().await;
    let record = world.record(&meeting).await;
    assert_eq!(record["findings"][0]["rule"], "JB-CONFIRM");
    assert_eq!(record["findings"][0]["provisional"], true);
    created(&world.confirm(world.chen, world.enterprise, &meeting, 1).await);
    assert_eq!(world.record(&meeting).await["findings"][0]["met"], true);
    world.close().await;
}

#[tokio::test]
async fn of_two_confirmations_for_one_side_sent_at_once_one_counts() {
    let world = World::new().await;
    let meeting = world.handed_in().await;
    let chen = world.as_(world.chen).await;
    let (at, body) = (format!("{meeting}/confirm"), json!({ "side": world.enterprise, "version": 1 }));
    let (one, other) = tokio::join!(chen.post_json(&at, &body), chen.post_json(&at, &body));
    let mut statuses = [one.status, other.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::CREATED, StatusCode::CONFLICT]);
    world.close().await;
}

#[tokio::test]
async fn one_person_does_not_confirm_for_two_sides_even_as_secretary_of_both() {
    let world = World::new().await;
    let meeting = world.handed_in().await;
    let id = world.site.site.clock.uuid();
    world
        .site
        .keep(async |tx| {
            let row = office::ActiveModel {
                id: Set(id),
                person_id: Set(world.zhou.uuid()),
                organisation_id: Set(Some(world.branch.uuid())),
                side_id: Set(Some(world.enterprise.uuid())),
                name: Set("secretary".to_owned()),
                from_on: Set(world.site.site.clock.today()),
                until_on: Set(None),
            };
            office::Entity::insert(row).exec_without_returning(tx).await?;
            Ok(())
        })
        .await;
    let refused = world.confirm(world.zhou, world.enterprise, &meeting, 1).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    world.close().await;
}
