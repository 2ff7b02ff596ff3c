use axum::http::StatusCode;
use serde_json::json;

use crate::people::college;

#[tokio::test]
async fn a_unit_is_entered_with_a_code_that_holds_and_only_once() {
    let c = college().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    let unit = |name: &str, code: &str| json!({ "name": name, "kind": "enterprise", "credit_code": code });
    let bad = visitor.post_json("/units", &unit("甲公司", "91330782MA28ABCD12")).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bad.json()["fields"][0]["field"], "credit_code");
    let none = visitor.post_json("/units", &unit("甲公司", "")).await;
    assert_eq!(none.json()["fields"][0]["kind"], "unit-credit-code-missing");
    let code = "91350100M000100Y43";
    let done = visitor.post_json("/units", &unit("甲公司", code)).await;
    assert_eq!(done.status, StatusCode::CREATED);
    let taken = visitor.post_json("/units", &unit("乙公司", code)).await;
    assert_eq!(taken.json()["fields"][0]["kind"], "unit-credit-code-taken");
    let named = visitor.post_json("/units", &unit("甲公司", "")).await;
    assert_eq!(named.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = visitor.get_json(done.location()).await.json();
    assert_eq!((&page["name"], &page["credit_code"]), (&"甲公司".into(), &code.into()));
    c.site.close().await;
}

#[tokio::test]
async fn ties_hold_for_a_period_and_show_on_both_units() {
    let c = college().await;
    let school = c.site.unit("college", "创意设计学院").await;
    let company = c.site.unit("enterprise", "甲公司").await;
    let park = c.site.unit("park", "创意园").await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    let path = format!("/units/{company}");
    let relation = json!({ "other": school, "kind": "council", "from": "2025-01-01" });
    let relations = format!("{path}/relations");
    assert_eq!(visitor.post_json(&relations, &relation).await.status, StatusCode::CREATED);
    assert_eq!(visitor.post_json(&relations, &relation).await.status, StatusCode::CONFLICT);
    let other_way = json!({ "other": company, "kind": "council" });
    let twice = visitor.post_json(&format!("/units/{school}/relations"), &other_way).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let no_park = visitor.post_json(&format!("{path}/residencies"), &json!({ "park": school })).await;
    assert_eq!(no_park.status, StatusCode::UNPROCESSABLE_ENTITY);
    let resident = visitor.post_json(&format!("{path}/residencies"), &json!({ "park": park })).await;
    assert_eq!(resident.status, StatusCode::CREATED);
    let pilot = json!({ "level": "pilot", "from": "2024-01-01", "through": "2026-12-31" });
    assert_eq!(
        visitor.post_json(&format!("{path}/apprenticeships"), &pilot).await.status,
        StatusCode::CREATED
    );
    let there = visitor.get_json(&format!("/units/{school}")).await.json();
    assert_eq!(there["relations"][0]["other_name"], "甲公司");
    let list = visitor.get_json("/units?q=jgs").await.json();
    assert_eq!(
        (&list["rows"][0]["park_name"], &list["rows"][0]["apprenticeship"]),
        (&"创意园".into(), &"pilot".into())
    );
    let tie = there["relations"][0]["id"].as_str().unwrap().to_owned();
    let end = format!("/units/{school}/relations/{tie}/end");
    assert_eq!(visitor.post(&end, &[("on", "2026-11-24")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.post(&end, &[]).await.status, StatusCode::CONFLICT);
    insta::assert_snapshot!(visitor.get(&path).await.main_text());
    c.site.close().await;
}

#[tokio::test]
async fn a_unit_is_not_part_of_its_own_part_and_members_change_none() {
    let c = college().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let member = c.site.person("学生").member_of(c.students).create().await;
    let visitor = c.site.visitor(organiser).await;
    let school = c.site.unit("school", "学校").await;
    let college = c.site.unit("college", "学院").await;
    let part = json!({ "name": "学院", "kind": "college", "parent": school });
    assert_eq!(visitor.post_json(&format!("/units/{college}"), &part).await.status, StatusCode::CREATED);
    let circle = json!({ "name": "学校", "kind": "school", "parent": college });
    let refused = visitor.post_json(&format!("/units/{school}"), &circle).await;
    assert_eq!(refused.json()["fields"][0]["kind"], "unit-part-of-itself");
    let mate = c.site.visitor(member).await;
    assert_eq!(mate.get(&format!("/units/{college}")).await.status, StatusCode::OK);
    assert_eq!(mate.get("/units/new").await.status, StatusCode::FORBIDDEN);
    assert_eq!(mate.post_json(&format!("/units/{college}"), &part).await.status, StatusCode::FORBIDDEN);
    let rows = visitor.get("/units/export/json").await.json();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    c.site.close().await;
}
