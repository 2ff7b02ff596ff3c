use axum::http::StatusCode;
use gongjian_site::policy::OfficeName;
use serde_json::{Value, json};

use super::case::Case;

const READ: &[&str] = &["", "/sides", "/people", "/committee", "/reply", "/found"];

/// Every step with a body that would be taken from somebody who may take it.
fn steps(case: &Case) -> Vec<(&'static str, Value)> {
    let mut sides = case.sides();
    sides["revision"] = json!(1);
    vec![
        ("/sides", sides),
        ("/people", json!({ "revision": 1, "side": case.college, "branch": case.teachers_branch })),
        ("/committee", json!({ "revision": 1 })),
        ("/agree", json!({ "revision": 1 })),
        ("/hand-in", json!({ "revision": 1 })),
        ("/withdraw", json!({})),
        ("/approve", json!({ "revision": 1 })),
        ("/return", json!({ "revision": 1, "comment": "再议" })),
        ("/found", json!({ "revision": 1 })),
    ]
}

#[tokio::test]
async fn a_founding_of_other_organisations_is_not_found_at_any_address() {
    let case = Case::new().await;
    let at = case.begin().await;
    let elsewhere = case.site.organisation("020500", "帽业协会党委").committee().create().await;
    let stranger = case.site.visitor(case.site.person("外人").organiser_of(elsewhere).create().await).await;
    let member = case.site.visitor(case.teachers[0]).await;
    let unknown = "/foundings/018f0000-0000-7000-8000-000000000000".to_owned();
    for (who, at) in [(&stranger, &at), (&member, &at), (&case.organiser, &unknown)] {
        for page in READ {
            let answer = who.get(&format!("{at}{page}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
            assert!(answer.main_text().contains("没有找到这份方案"));
        }
        for (step, body) in steps(&case) {
            let answer = who.post_json(&format!("{at}{step}"), &body).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{step}: {}", answer.text());
        }
    }
    assert_eq!(case.organiser.get("/foundings/nonsense").await.status, StatusCode::BAD_REQUEST);
    case.site.close().await;
}

#[tokio::test]
async fn whoever_only_speaks_for_a_side_neither_writes_the_plan_nor_decides() {
    let case = Case::new().await;
    let at = case.handed_in().await;
    for page in ["/sides", "/committee", "/reply", "/found"] {
        assert_eq!(
            case.park_organiser.get(&format!("{at}{page}")).await.status,
            StatusCode::FORBIDDEN,
            "{page}"
        );
    }
    for (step, body) in steps(&case) {
        let answer = case.park_organiser.post_json(&format!("{at}{step}"), &body).await;
        let expected = match step {
            // The side is asked for by an id that is none; agreeing is too late.
            "/people" => StatusCode::NOT_FOUND,
            "/agree" => StatusCode::CONFLICT,
            _ => StatusCode::FORBIDDEN,
        };
        assert_eq!(answer.status, expected, "{step}: {}", answer.text());
    }
    case.site.close().await;
}

#[tokio::test]
async fn a_secretary_proposes_and_does_not_decide_and_a_committee_member_does_neither() {
    let case = Case::new().await;
    let secretary = case.site.person("书记").office(case.college, OfficeName::Secretary).create().await;
    let secretary = case.site.visitor(secretary).await;
    let begun = secretary.post_json("/foundings", &case.sides()).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text());
    let at = begun.location().to_owned();
    case.choose_all(&at).await;
    case.settle_posts(&at).await;
    case.step(&case.park_organiser, &at, "agree", json!({})).await;
    let handed_in = case.step(&secretary, &at, "hand-in", json!({})).await;
    assert_eq!(handed_in.status, StatusCode::CREATED, "{}", handed_in.text());
    assert_eq!(case.step(&secretary, &at, "approve", Case::approval()).await.status, StatusCode::FORBIDDEN);

    let member = case.site.person("委员").office(case.college, OfficeName::CommitteeMember).create().await;
    let member = case.site.visitor(member).await;
    assert_eq!(member.get(&at).await.status, StatusCode::NOT_FOUND);
    let new = format!("/foundings/new?under={}", case.college);
    assert_eq!(member.get(&new).await.status, StatusCode::FORBIDDEN);
    let mut body = case.sides();
    body["code"] = json!("020100005");
    assert_eq!(member.post_json("/foundings", &body).await.status, StatusCode::FORBIDDEN);
    case.site.close().await;
}

#[tokio::test]
async fn a_founding_begins_below_a_committee_one_has_to_do_with() {
    let case = Case::new().await;
    for (under, expected) in [
        (case.park.to_string(), StatusCode::FORBIDDEN),
        (case.teachers_branch.to_string(), StatusCode::NOT_FOUND),
        ("018f0000-0000-7000-8000-000000000000".to_owned(), StatusCode::NOT_FOUND),
        (String::new(), StatusCode::NOT_FOUND),
        ("nonsense".to_owned(), StatusCode::BAD_REQUEST),
    ] {
        let answer = case.organiser.get(&format!("/foundings/new?under={under}")).await;
        assert_eq!(answer.status, expected, "{under}");
    }
    let mut body = case.sides();
    body["under"] = json!(case.park);
    assert_eq!(case.organiser.post_json("/foundings", &body).await.status, StatusCode::FORBIDDEN);
    case.site.close().await;
}

#[tokio::test]
async fn nobody_founds_anything_without_signing_in() {
    let case = Case::new().await;
    let at = case.begin().await;
    let stranger = case.site.stranger();
    for page in READ {
        assert_eq!(
            stranger.get_json(&format!("{at}{page}")).await.status,
            StatusCode::UNAUTHORIZED,
            "{page}"
        );
    }
    assert_eq!(stranger.get_json("/foundings").await.status, StatusCode::UNAUTHORIZED);
    for (step, body) in steps(&case) {
        let answer = stranger.post_json(&format!("{at}{step}"), &body).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{step}");
    }
    assert_eq!(stranger.post_json("/foundings", &case.sides()).await.status, StatusCode::UNAUTHORIZED);
    case.site.close().await;
}
