use axum::http::StatusCode;
use serde_json::json;

use super::college;

#[tokio::test]
async fn an_organiser_changes_contact_and_what_was_wrong_is_said_at_the_field() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    let path = format!("/people/{li}");
    let wrong = visitor.post(&path, &[("name", "李雷"), ("phone", "12345")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.main_text().contains("十一位数字"));
    let done = visitor.post(&path, &[("name", "李 磊"), ("phone", "138-1234-5678"), ("email", "")]).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, path.as_str()));
    let page = visitor.get_json(&path).await.json();
    assert_eq!((&page["name"], &page["particulars"]["phone"]), (&"李磊".into(), &"13812345678".into()));
    let found = visitor.get_json("/people?q=ll").await.json();
    assert_eq!(found["rows"][0]["name"], "李磊");
    c.site.close().await;
}

#[tokio::test]
async fn of_two_who_change_at_once_the_second_is_told() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    let path = format!("/people/{li}");
    let form = visitor.get_json(&format!("{path}/edit")).await.json()["form"].clone();
    let mut first = form.clone();
    first["education"] = json!("硕士");
    assert_eq!(visitor.post_json(&path, &first).await.status, StatusCode::CREATED);
    let mut second = form;
    second["education"] = json!("博士");
    let told = visitor.post_json(&path, &second).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.json()["detail"].as_str().unwrap().contains("别人已经改过"));
    c.site.close().await;
}

#[tokio::test]
async fn a_place_in_a_unit_is_entered_once_and_ended_once() {
    let c = college().await;
    let unit = c.site.unit("enterprise", "某某公司").await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    let path = format!("/people/{li}/affiliations");
    let unit = unit.to_string();
    let form =
        [("unit", unit.as_str()), ("role", "employee"), ("staff_number", "A01"), ("from", "2026-01-01")];
    assert_eq!(visitor.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.post(&path, &form).await.status, StatusCode::CONFLICT);
    let han = c.site.person("韩梅").member_of(c.students).create().await;
    let taken = visitor.post(&format!("/people/{han}/affiliations"), &form).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.main_text().contains("已有人使用"));
    let page = visitor.get_json(&format!("/people/{li}")).await.json();
    let id = page["particulars"]["affiliations"][0]["id"].as_str().unwrap().to_owned();
    let end = format!("{path}/{id}/end");
    assert_eq!(visitor.post(&end, &[("on", "2025-12-31")]).await.status, StatusCode::CONFLICT);
    assert_eq!(visitor.post(&end, &[("on", "2026-06-30")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.post(&end, &[("on", "2026-06-30")]).await.status, StatusCode::CONFLICT);
    let elsewhere = visitor.post(&format!("/people/{han}/affiliations/{id}/end"), &[]).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    c.site.close().await;
}

#[tokio::test]
async fn unknown_fields_are_refused_and_nothing_is_changed() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    let sent = visitor.post_json(&format!("/people/{li}"), &json!({ "name": "李", "stage": "full" })).await;
    assert_eq!(sent.status, StatusCode::BAD_REQUEST);
    assert_eq!(visitor.get_json(&format!("/people/{li}")).await.json()["name"], "李雷");
    c.site.close().await;
}
