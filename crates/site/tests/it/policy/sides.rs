//! What the officers of one side of a joint branch see of the other side, and that nobody leads two.

use axum::http::StatusCode;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_site::policy::OfficeName;
use gongjian_testkit::{TestSite, Visitor};
use serde_json::{Value, json};

use crate::people::{NUMBER, with_number};

/// A joint branch with a person and a secretary on each side.
struct Joint {
    site: TestSite,
    college: OrganisationId,
    branch: OrganisationId,
    school: SideId,
    enterprise: SideId,
    /// Of the school's side, with a number and a phone.
    li: PersonId,
    /// Of the enterprise's side, with a number and a phone.
    ding: PersonId,
    /// Secretary of the school's side.
    zhou: PersonId,
}

const OTHER_NUMBER: &str = "330106198807050911";

async fn joint() -> Joint {
    let site = TestSite::new().await;
    let college = site.organisation("0201", "学院党委").committee().create().await;
    let branch = site.organisation("020109", "联合党支部").joint_branch().below(college).create().await;
    let unit = site.unit("college", "创意设计学院").await;
    let company = site.unit("enterprise", "锦绣服饰").await;
    let school = site.side(branch, "school", "校", &[unit]).await;
    let enterprise = site.side(branch, "enterprise", "企", &[company]).await;
    let li = site.person("李䶮").on_side(branch, school).affiliated(unit, "teacher").create().await;
    let ding = site.person("丁洋").on_side(branch, enterprise).affiliated(company, "employee").create().await;
    let zhou = site.person("周敏").on_side(branch, school).secretary_of(branch, Some(school)).create().await;
    with_number(&site, li, NUMBER).await;
    with_number(&site, ding, OTHER_NUMBER).await;
    Joint { site, college, branch, school, enterprise, li, ding, zhou }
}

async fn file(visitor: &Visitor, person: PersonId) -> Value {
    let answer = visitor.get_json(&format!("/people/{person}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.json()
}

fn row<'a>(rows: &'a Value, name: &str) -> &'a Value {
    rows.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap()
}

#[tokio::test]
async fn the_secretary_of_a_side_reads_the_own_side_in_full_and_of_the_other_what_joint_work_needs() {
    let j = joint().await;
    let zhou = j.site.visitor(j.zhou).await;
    let own = file(&zhou, j.li).await;
    assert_eq!(own["particulars"]["phone"], "13812345678");
    let other = file(&zhou, j.ding).await;
    assert_eq!((&other["name"], &other["stage"]), (&"丁洋".into(), &"full".into()));
    assert_eq!(other["memberships"][0]["side_name"], "企方");
    assert_eq!(other["units"][0]["name"], "锦绣服饰");
    assert_eq!((&other["particulars"], &other["readers"]), (&Value::Null, &Value::Null));
    let page = zhou.get(&format!("/people/{}", j.ding)).await;
    assert!(page.main_text().contains("锦绣服饰"), "{}", page.main_text());
    assert!(!page.text().contains("13812345678"));
    let list = zhou.get_json("/people").await.json();
    assert_eq!(row(&list["rows"], "丁洋")["unit_name"], "锦绣服饰");
    let overall = j.site.person("总书记").secretary_of(j.branch, None).create().await;
    let whole = j.site.visitor(overall).await;
    assert_eq!(file(&whole, j.ding).await["particulars"]["phone"], "13812345678");
    let refused = zhou.post_json(&format!("/people/{}/reveal", j.ding), &json!({})).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    j.site.close().await;
}

#[tokio::test]
async fn an_export_of_a_sides_secretary_is_full_for_the_own_side_alone_and_stands_in_the_ledger() {
    let j = joint().await;
    let zhou = j.site.visitor(j.zhou).await;
    let rows = zhou.get("/people/export/json").await.json();
    let (own, other) = (row(&rows, "李䶮"), row(&rows, "丁洋"));
    assert_eq!((&own["identity_number"], &own["phone"]), (&NUMBER.into(), &"13812345678".into()));
    for hidden in ["identity_number", "phone", "born_on", "joined_on", "staff_number"] {
        assert!(other[hidden].is_null(), "{hidden}");
    }
    assert_eq!(other["workplace"], "锦绣服饰");
    let organiser = j.site.person("组织").organiser_of(j.college).create().await;
    let history = j.site.visitor(organiser).await;
    let history = history.get_json(&format!("/organisations/{}", j.branch)).await.json()["history"].clone();
    assert_eq!(history[0]["action"], "people.export");
    let readers =
        async |person: PersonId| file(&j.site.visitor(person).await, person).await["readers"].clone();
    assert_eq!(readers(j.li).await[0]["revealed"], true);
    assert_eq!(readers(j.ding).await, json!([]));
    j.site.close().await;
}

#[tokio::test]
async fn a_committee_member_of_a_side_sees_dates_of_the_own_side_only_and_each_export_is_a_reading() {
    let j = joint().await;
    let name = OfficeName::PublicityMember;
    let sitting = j.site.person("宣传").office_for(j.branch, name, j.enterprise).create().await;
    let visitor = j.site.visitor(sitting).await;
    assert_eq!(file(&visitor, j.ding).await["particulars"]["phone"], "138****5678");
    assert_eq!(file(&visitor, j.li).await["particulars"], Value::Null);
    assert_eq!(visitor.get_json("/book").await.status, StatusCode::OK);
    let exporting = j.site.person("组织委员").office_for(j.branch, name, j.school).create().await;
    j.site.visitor(exporting).await.get("/people/export/csv").await;
    let own = file(&j.site.visitor(j.li).await, j.li).await;
    let read = row(&own["readers"], "组织委员");
    assert_eq!(read["revealed"], false);
    j.site.close().await;
}

#[tokio::test]
async fn what_may_not_be_seen_of_the_other_side_is_not_found_by_a_filter_either() {
    let j = joint().await;
    let member = j.site.person("成员").on_side(j.branch, j.school).create().await;
    let visitor = j.site.visitor(member).await;
    let page = visitor.get_json("/people").await.json();
    assert_eq!(page["paging"]["count"], 4);
    let company = file(&j.site.visitor(j.ding).await, j.ding).await["particulars"]["affiliations"][0].clone();
    let unit = company["unit"].as_str().unwrap().to_owned();
    let by_unit = visitor.get_json(&format!("/people?unit={unit}")).await.json();
    assert_eq!(by_unit["rows"], json!([]));
    let by_day = visitor.get_json("/people?as_of=2024-01-01").await.json();
    assert_eq!(by_day["paging"]["count"], 1, "of another day only the own line");
    let zhou = j.site.visitor(j.zhou).await;
    assert_eq!(zhou.get_json(&format!("/people?unit={unit}")).await.json()["paging"]["count"], 1);
    j.site.close().await;
}

#[tokio::test]
async fn nobody_leads_two_sides_of_one_branch_nor_is_an_organiser_for_one() {
    let j = joint().await;
    let both =
        j.site.person("双侧").on_side(j.branch, j.school).on_side(j.branch, j.enterprise).create().await;
    let organiser = j.site.person("组织").organiser_of(j.college).create().await;
    let visitor = j.site.visitor(organiser).await;
    let path = format!("/organisations/{}/offices", j.branch);
    let appoint = async |office: &str, side: SideId| {
        let body = json!({ "person": both, "office": office, "side": side });
        visitor.post_json(&path, &body).await
    };
    assert_eq!(appoint("organiser", j.enterprise).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(appoint("secretary", j.enterprise).await.status, StatusCode::CREATED);
    for office in ["secretary", "deputy_secretary"] {
        let second = appoint(office, j.school).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        let detail = second.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains("企方") || detail.contains("周敏"), "{detail}");
    }
    j.site.close().await;
}

#[tokio::test]
async fn a_sides_secretary_neither_proposes_nor_changes_for_the_branch_as_a_whole() {
    let j = joint().await;
    let zhou = j.site.visitor(j.zhou).await;
    assert_eq!(zhou.get_json("/foundings").await.json()["may_propose_under"], json!([]));
    let moved = zhou.post_json(&format!("/people/{}", j.li), &json!({ "name": "李" })).await;
    assert_eq!(moved.status, StatusCode::FORBIDDEN);
    let detail = moved.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("组织员"), "{detail}");
    j.site.close().await;
}
