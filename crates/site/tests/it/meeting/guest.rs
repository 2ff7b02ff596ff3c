//! What guests and those who have left the branch still see of a meeting.

use axum::http::StatusCode;
use gongjian_domain::kinds::PersonId;
use gongjian_tables::membership;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::{World, created};

/// A meeting with a file that everybody and 何芳 of another branch attended, minuted and handed in; and the file.
async fn with_a_guest(world: &World) -> (String, String) {
    let meeting = world.invited().await;
    let organiser = world.site.person("组织员").organiser_of(world.college).create().await;
    let body = json!({ "people": [world.other] });
    created(&world.as_(organiser).await.post_json(&format!("{meeting}/invitations"), &body).await);
    let zhou = world.as_(world.zhou).await;
    let mark = |person: PersonId| json!({ "person": person, "status": "present" });
    let everybody = [world.zhou, world.chen, world.li, world.ding, world.other].map(mark);
    created(&zhou.post_json(&format!("{meeting}/presence"), &json!({ "marks": everybody })).await);
    let files = format!("{meeting}/files");
    let brought = zhou.upload(&files, &[], ("file", "方案.pdf", b"%PDF-1.7\n%%EOF")).await;
    assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.main_text());
    let file = world.record(&meeting).await["files"][0]["id"].as_str().unwrap().to_owned();
    let written = json!({ "text": "内部讨论", "resolutions": "", "then": "hand_in" });
    created(&zhou.post_json(&format!("{meeting}/minutes"), &written).await);
    (meeting.clone(), format!("{files}/{file}"))
}

async fn sees_the_invitation_alone(world: &World, person: PersonId, meeting: &str, file: &str) {
    let visitor = world.as_(person).await;
    let record = visitor.get_json(meeting).await;
    assert_eq!(record.status, StatusCode::OK);
    let record = record.json();
    assert_eq!((&record["inside"], &record["attended"]), (&false.into(), &"present".into()));
    assert_eq!(record["minutes"], Value::Null);
    for hidden in ["sides", "files", "seals", "way", "returns", "findings", "visitors"] {
        assert_eq!(record[hidden], json!([]), "{hidden}");
    }
    let page = visitor.get(meeting).await;
    assert!(page.main_text().contains("您的考勤：到会"), "{}", page.main_text());
    assert!(!page.text().contains("内部讨论") && !page.text().contains("李䶮"));
    for closed in [file, &format!("{meeting}/print")] {
        let refused = visitor.get(closed).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{closed}");
        assert!(refused.main_text().contains("只供本支部成员"), "{}", refused.main_text());
    }
    let book = visitor.get_json(&format!("/book?branch={}", world.branch)).await;
    assert_eq!(book.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_guest_sees_the_invitation_and_the_own_presence_but_no_minutes_and_no_files() {
    let world = World::new().await;
    let (meeting, file) = with_a_guest(&world).await;
    sees_the_invitation_alone(&world, world.other, &meeting, &file).await;
    assert_eq!(world.as_(world.li).await.get(&file).await.status, StatusCode::OK);
    world.close().await;
}

#[tokio::test]
async fn whoever_has_left_the_branch_sees_no_more_than_a_guest() {
    let world = World::new().await;
    let (meeting, file) = with_a_guest(&world).await;
    assert_eq!(world.as_(world.ding).await.get(&file).await.status, StatusCode::OK);
    let today = world.site.site.clock.today();
    world
        .site
        .keep(async |tx| {
            membership::Entity::update_many()
                .col_expr(membership::Column::UntilOn, Expr::value(today))
                .filter(membership::Column::PersonId.eq(world.ding.uuid()))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await;
    sees_the_invitation_alone(&world, world.ding, &meeting, &file).await;
    world.close().await;
}
