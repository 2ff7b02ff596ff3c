//! Who appoints whom: nobody themselves, no administrator to an office, and of two at once one.

use axum::http::StatusCode;
use gongjian_domain::kinds::PersonId;
use gongjian_site::policy::Administrator;
use gongjian_testkit::Visitor;
use serde_json::{Value, json};

use crate::people::{College, college};

async fn account_of(c: &College, person: PersonId) -> String {
    c.site.visitor(person).await;
    let system = c.site.person("系统甲").administrator(Administrator::System).create().await;
    let page = c.site.visitor(system).await.get_json("/accounts").await.json();
    let rows = page["rows"].as_array().unwrap().clone();
    let row = rows.iter().find(|row| row["person"] == person.to_string()).unwrap();
    row["id"].as_str().unwrap().to_owned()
}

async fn appoint(visitor: &Visitor, c: &College, person: PersonId) -> (StatusCode, String) {
    let path = format!("/organisations/{}/offices", c.students);
    let answer = visitor.post_json(&path, &json!({ "person": person, "office": "secretary" })).await;
    let detail =
        if answer.status == StatusCode::CREATED { Value::Null } else { answer.json()["detail"].clone() };
    (answer.status, detail.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn an_organiser_appoints_others_but_not_oneself() {
    let c = college().await;
    let organiser = c.site.person("组织").member_of(c.students).organiser_of(c.committee).create().await;
    let second = c.site.person("另一").organiser_of(c.committee).create().await;
    let (status, detail) = appoint(&c.site.visitor(organiser).await, &c, organiser).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(detail.contains("不能任命自己"), "{detail}");
    assert_eq!(appoint(&c.site.visitor(second).await, &c, organiser).await.0, StatusCode::CREATED);
    c.site.close().await;
}

#[tokio::test]
async fn offices_and_administrations_exclude_each_other_on_both_ways_of_appointing() {
    let c = college().await;
    let audit =
        c.site.person("审计").member_of(c.students).administrator(Administrator::Audit).create().await;
    let li = c.site.person("李雷").member_of(c.students).secretary_of(c.students, None).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let security = c.site.person("安全").administrator(Administrator::Security).create().await;
    let (status, detail) = appoint(&c.site.visitor(organiser).await, &c, audit).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(detail.contains("不能担任党内职务"), "{detail}");
    let security = c.site.visitor(security).await;
    let (li, audit) = (account_of(&c, li).await, account_of(&c, audit).await);
    for (account, which) in [(&li, "system"), (&audit, "system")] {
        let path = format!("/accounts/{account}/administrator");
        let refused = security.post_json(&path, &json!({ "administrator": which })).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    }
    c.site.close().await;
}

#[tokio::test]
async fn an_office_that_begins_later_keeps_its_holder_from_administering_already() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let path = format!("/organisations/{}/offices", c.students);
    let later = json!({ "person": li, "office": "secretary", "from": "2027-01-01" });
    assert_eq!(c.site.visitor(organiser).await.post_json(&path, &later).await.status, StatusCode::CREATED);
    let security = c.site.person("安全").administrator(Administrator::Security).create().await;
    let path = format!("/accounts/{}/administrator", account_of(&c, li).await);
    let refused = c.site.visitor(security).await.post_json(&path, &json!({ "administrator": "audit" })).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    c.site.close().await;
}

#[tokio::test]
async fn of_two_secretaries_appointed_at_once_one_is() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    let han = c.site.person("韩梅").member_of(c.students).create().await;
    let one = c.site.person("组织甲").organiser_of(c.committee).create().await;
    let two = c.site.person("组织乙").organiser_of(c.committee).create().await;
    let (one, two) = (c.site.visitor(one).await, c.site.visitor(two).await);
    let (first, second) = tokio::join!(appoint(&one, &c, li), appoint(&two, &c, han));
    let mut statuses = [first.0, second.0];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::CREATED, StatusCode::CONFLICT]);
    c.site.close().await;
}

#[tokio::test]
async fn an_office_and_an_administration_given_to_one_person_at_once_leave_one_of_them() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    let account = account_of(&c, li).await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let security = c.site.person("安全").administrator(Administrator::Security).create().await;
    let (organiser, security) = (c.site.visitor(organiser).await, c.site.visitor(security).await);
    let path = format!("/accounts/{account}/administrator");
    let body = json!({ "administrator": "audit" });
    let (office, administration) =
        tokio::join!(appoint(&organiser, &c, li), security.post_json(&path, &body));
    let mut statuses = [office.0, administration.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::CREATED, StatusCode::CONFLICT]);
    c.site.close().await;
}

#[tokio::test]
async fn whoever_keeps_a_unit_is_an_organiser_of_an_organisation_in_it_or_above() {
    let c = college().await;
    let (school, firm) = (c.site.unit("school", "学院").await, c.site.unit("enterprise", "锦绣服饰").await);
    c.site.organisation("0202", "学院机关支部").below(c.committee).in_unit(school).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let park = c.site.person("园区").organiser_of(c.park).create().await;
    let (own, park) = (c.site.visitor(organiser).await, c.site.visitor(park).await);
    assert_eq!(own.get(&format!("/units/{school}/edit")).await.status, StatusCode::OK);
    let refused = park.get(&format!("/units/{school}/edit")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.main_text().contains("该单位所在党组织"), "{}", refused.main_text());
    // In a unit without any organisation everybody who is an organiser may mend what is written.
    for visitor in [&own, &park] {
        assert_eq!(visitor.get(&format!("/units/{firm}/edit")).await.status, StatusCode::OK);
    }
    let branch = c.site.organisation("020109", "联合党支部").joint_branch().below(c.committee).create().await;
    c.site.side(branch, "enterprise", "企", &[firm]).await;
    assert_eq!(park.get(&format!("/units/{firm}/edit")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(own.get(&format!("/units/{firm}/edit")).await.status, StatusCode::OK);
    assert_eq!(park.get("/units/new").await.status, StatusCode::OK);
    let member = c.site.person("成员").member_of(c.students).create().await;
    assert_eq!(c.site.visitor(member).await.get("/units/new").await.status, StatusCode::FORBIDDEN);
    c.site.close().await;
}

#[tokio::test]
async fn with_the_office_its_rights_are_gone_at_the_next_request_of_the_same_session() {
    let c = college().await;
    let first = c.site.person("组织甲").organiser_of(c.committee).create().await;
    let second = c.site.person("组织乙").organiser_of(c.committee).create().await;
    let (first, second) = (c.site.visitor(first).await, c.site.visitor(second).await);
    let path = format!("/organisations/{}", c.committee);
    assert_eq!(first.get(&format!("{path}/edit")).await.status, StatusCode::OK);
    let offices = second.get_json(&path).await.json()["offices"].clone();
    let held = offices.as_array().unwrap().iter().find(|office| office["person_name"] == "组织甲").unwrap();
    let end = format!("{path}/offices/{}/end", held["id"].as_str().unwrap());
    assert_eq!(second.post_json(&end, &json!({})).await.status, StatusCode::CREATED);
    assert_eq!(first.get(&format!("{path}/edit")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        first.get_json("/people").await.json()["rows"],
        json!([{
            "id": first.get_json("/people").await.json()["rows"][0]["id"],
            "name": "组织甲", "stage": "full", "organisation": null, "organisation_name": null, "membership": null,
            "side": null, "seal": null, "unit_name": null, "staff_number": null,
        }])
    );
    c.site.close().await;
}
