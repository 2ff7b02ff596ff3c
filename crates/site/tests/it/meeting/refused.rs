use axum::http::StatusCode;
use serde_json::json;

use super::World;

#[tokio::test]
async fn whoever_has_nothing_to_do_with_a_meeting_does_not_learn_that_it_exists() {
    let world = World::new().await;
    let meeting = world.handed_in().await;
    let other = world.as_(world.other).await;
    for page in [
        "",
        "/plan",
        "/invitations",
        "/reply",
        "/presence",
        "/minutes",
        "/return",
        "/addendum",
        "/cancel",
        "/print",
    ] {
        assert_eq!(other.get(&format!("{meeting}{page}")).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    for (step, body) in steps(&world) {
        let refused = other.post_json(&format!("{meeting}/{step}"), &body).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{step}: {}", refused.text());
    }
    let upload = other.upload(&format!("{meeting}/files"), &[], ("file", "a.pdf", b"%PDF-1.7 %%EOF")).await;
    assert_eq!(upload.status, StatusCode::NOT_FOUND);
    world.close().await;
}

#[tokio::test]
async fn a_member_sees_the_meeting_but_does_none_of_its_secretarys_steps() {
    let world = World::new().await;
    let meeting = world.handed_in().await;
    let ding = world.as_(world.ding).await;
    assert_eq!(ding.get(&meeting).await.status, StatusCode::OK);
    for page in ["/plan", "/invitations", "/presence", "/minutes", "/return", "/addendum", "/cancel"] {
        assert_eq!(ding.get(&format!("{meeting}{page}")).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    for (step, body) in steps(&world).into_iter().filter(|(step, _)| *step != "reply") {
        let refused = ding.post_json(&format!("{meeting}/{step}"), &body).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{step}: {}", refused.text());
    }
    let branch = json!({ "branch": world.branch, "title": "x" });
    assert_eq!(ding.post_json("/meetings", &branch).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ding.get("/meetings/new").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        ding.get(&format!("/meetings/new?branch={}", world.branch)).await.status,
        StatusCode::FORBIDDEN
    );
    world.close().await;
}

#[tokio::test]
async fn nobody_gets_in_without_signing_in_and_unknown_meetings_are_not_found() {
    let world = World::new().await;
    let stranger = world.site.stranger();
    for page in ["/meetings", "/meetings/new", "/book", "/book/print", "/calendar"] {
        assert_eq!(stranger.get_json(page).await.status, StatusCode::UNAUTHORIZED, "{page}");
    }
    for page in ["/notices/seen", "/calendar/subscription", "/calendar/subscription/end"] {
        assert_eq!(stranger.post_json(page, &json!({})).await.status, StatusCode::UNAUTHORIZED, "{page}");
    }
    let zhou = world.as_(world.zhou).await;
    let nowhere = "/meetings/00000000-0000-7000-8000-000000000000";
    assert_eq!(zhou.get(nowhere).await.status, StatusCode::NOT_FOUND);
    for (step, body) in steps(&world) {
        assert_eq!(
            zhou.post_json(&format!("{nowhere}/{step}"), &body).await.status,
            StatusCode::NOT_FOUND,
            "{step}"
        );
    }
    assert_eq!(zhou.get("/meetings/1").await.status, StatusCode::BAD_REQUEST);
    world.close().await;
}

fn steps(world: &World) -> Vec<(&'static str, serde_json::Value)> {
    vec![
        ("plan", world.plan()),
        ("invitations", json!({ "everybody": true })),
        ("invitations/strike", json!({ "person": world.ding })),
        ("reply", json!({ "answer": "coming" })),
        ("presence", json!({ "marks": [] })),
        ("minutes", json!({ "text": "x" })),
        ("hand-in", json!({})),
        ("confirm", json!({ "side": world.school, "version": 1 })),
        ("return", json!({ "side": world.school, "version": 1, "comment": "x" })),
        ("addendum", json!({ "side": world.school, "text": "x" })),
        ("cancel", json!({ "reason": "x" })),
        ("files/00000000-0000-7000-8000-000000000000/remove", json!({})),
    ]
}
