use axum::http::StatusCode;

use crate::people::college;

#[tokio::test]
async fn an_organiser_renames_an_organisation_and_cannot_dissolve_one_with_people() {
    let c = college().await;
    c.site.person("李雷").member_of(c.students).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    let path = format!("/organisations/{}", c.students);
    let done = visitor.post(&path, &[("name", "学生第一党支部"), ("term_ends_on", "2027-06-30")]).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, path.as_str()));
    assert_eq!(visitor.get_json(&path).await.json()["name"], "学生第一党支部");
    let full = visitor.post(&path, &[("name", "学生第一党支部"), ("dissolved_on", "2026-11-24")]).await;
    assert_eq!(full.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(full.main_text().contains("还有成员或下级组织"));
    let empty = format!("/organisations/{}", c.teachers);
    let done = visitor.post(&empty, &[("name", "教工党支部"), ("dissolved_on", "2026-11-24")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(visitor.get(&empty).await.main_text().contains("已撤销"));
    c.site.close().await;
}

#[tokio::test]
async fn whoever_organises_elsewhere_may_see_and_not_change() {
    let c = college().await;
    let organiser = c.site.person("组织").organiser_of(c.park).create().await;
    let visitor = c.site.visitor(organiser).await;
    let path = format!("/organisations/{}", c.students);
    assert_eq!(visitor.get(&path).await.status, StatusCode::OK);
    assert_eq!(visitor.get(&format!("{path}/edit")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(visitor.post(&path, &[("name", "别的")]).await.status, StatusCode::FORBIDDEN);
    c.site.close().await;
}
