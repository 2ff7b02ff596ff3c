use axum::http::StatusCode;
use gongjian_site::policy::Administrator;

use crate::people::college;

#[tokio::test]
async fn somebody_from_among_the_people_is_appointed_once() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    let han = c.site.person("韩梅").member_of(c.students).create().await;
    let outside = c.site.person("外人").member_of(c.park).create().await;
    let security = c.site.person("安全").administrator(Administrator::Security).create().await;
    let visitor = c.site.visitor(security).await;
    let path = format!("/organisations/{}/offices", c.students);
    let offered = visitor.get(&format!("{path}/new?q=ll")).await;
    assert!(offered.main_text().contains("李雷（学生党支部）"), "{}", offered.main_text());
    let appoint = async |person: &str| {
        visitor.post(&path, &[("person", person), ("office", "secretary"), ("from", "2026-11-01")]).await
    };
    assert_eq!(appoint(&li.to_string()).await.status, StatusCode::SEE_OTHER);
    let twice = appoint(&li.to_string()).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.main_text().contains("李雷 已经担任这个职务"), "{}", twice.main_text());
    let second = appoint(&han.to_string()).await;
    assert!(second.main_text().contains("请先免去"), "{}", second.main_text());
    let stranger = appoint(&outside.to_string()).await;
    assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = c.site.visitor(li).await.get(&format!("/organisations/{}", c.students)).await;
    assert!(page.main_text().contains("书记"));
    c.site.close().await;
}

#[tokio::test]
async fn a_term_ends_once_and_not_before_it_began_and_another_may_follow() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).secretary_of(c.students, None).create().await;
    let han = c.site.person("韩梅").member_of(c.students).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    let path = format!("/organisations/{}", c.students);
    let office = visitor.get_json(&path).await.json()["offices"][0]["id"].as_str().unwrap().to_owned();
    let end = format!("{path}/offices/{office}/end");
    assert_eq!(visitor.post(&end, &[("on", "2019-12-31")]).await.status, StatusCode::CONFLICT);
    assert_eq!(visitor.post(&end, &[("on", "2026-11-24")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.post(&end, &[("on", "2026-11-24")]).await.status, StatusCode::CONFLICT);
    let elsewhere = format!("/organisations/{}/offices/{office}/end", c.teachers);
    assert_eq!(visitor.post(&elsewhere, &[]).await.status, StatusCode::NOT_FOUND);
    let next = [("person", han.to_string()), ("office", "secretary".to_owned())];
    let next: Vec<(&str, &str)> = next.iter().map(|(key, value)| (*key, value.as_str())).collect();
    assert_eq!(visitor.post(&format!("{path}/offices"), &next).await.status, StatusCode::SEE_OTHER);
    let page = visitor.get_json(&path).await.json();
    assert_eq!(page["past_offices"][0]["person"], li.to_string());
    assert_eq!(page["offices"][0]["person"], han.to_string());
    c.site.close().await;
}

#[tokio::test]
async fn for_a_side_only_its_own_people_are_appointed() {
    let c = college().await;
    let unit = c.site.unit("college", "学院").await;
    let joint = c.site.organisation("020103", "联合党支部").joint_branch().below(c.committee).create().await;
    let school = c.site.side(joint, "school", "校", &[unit]).await;
    let company = c.site.side(joint, "enterprise", "企", &[]).await;
    let li = c.site.person("李雷").on_side(joint, school).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    let path = format!("/organisations/{joint}/offices");
    let appoint = async |side: &str| {
        let (person, side) = (li.to_string(), side.to_owned());
        visitor.post(&path, &[("person", &person), ("office", "secretary"), ("side", &side)]).await
    };
    let wrong = appoint(&company.to_string()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.main_text().contains("不属于所选的一方"));
    assert_eq!(appoint(&school.to_string()).await.status, StatusCode::SEE_OTHER);
    assert_eq!(appoint(&school.to_string()).await.status, StatusCode::CONFLICT);
    c.site.close().await;
}

#[tokio::test]
async fn the_first_organiser_is_appointed_by_security_from_among_those_with_an_account_alone() {
    let c = college().await;
    let unlisted = c.site.person("欧阳䶮").create().await;
    let system = c.site.person("系统").administrator(Administrator::System).create().await;
    let security = c.site.person("安全").administrator(Administrator::Security).create().await;
    let elsewhere = c.site.person("园区").member_of(c.park).create().await;
    let without = c.site.person("没账号").create().await;
    for person in [unlisted, system, elsewhere] {
        c.site.visitor(person).await;
    }
    let visitor = c.site.visitor(security).await;
    let path = format!("/organisations/{}/offices", c.committee);
    for q in ["", "欧阳", "oy"] {
        let page =
            visitor.get_json(&format!("{path}/new?q={}", q.replace("欧阳", "%E6%AC%A7%E9%98%B3"))).await;
        let holders = page.json()["account_holders"].clone();
        let ids: Vec<_> = holders.as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
        assert_eq!(ids, [serde_json::json!(unlisted.to_string())], "{q}");
    }
    let account =
        visitor.get_json(&format!("{path}/new")).await.json()["account_holders"][0]["account"].clone();
    let start = &account.as_str().unwrap()[..8];
    let found = visitor.get(&format!("{path}/new?q={start}")).await;
    assert!(found.main_text().contains("欧阳䶮"), "{}", found.main_text());

    let appoint = async |person: gongjian_domain::kinds::PersonId, office: &str| {
        visitor.post(&path, &[("person", &person.to_string()), ("office", office)]).await
    };
    let secretary = appoint(unlisted, "secretary").await;
    assert_eq!(secretary.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(secretary.main_text().contains("只能任命为组织员"), "{}", secretary.main_text());
    for refused in [elsewhere, without, system] {
        assert_eq!(appoint(refused, "organiser").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert!(!appoint(security, "organiser").await.status.is_redirection(), "nobody appoints themselves");
    assert_eq!(appoint(unlisted, "organiser").await.status, StatusCode::SEE_OTHER);

    // The organiser appoints people of the roster, and nobody else.
    let other = c.site.person("又一人").create().await;
    c.site.visitor(other).await;
    let organiser = c.site.visitor(unlisted).await;
    let page = organiser.get_json(&format!("{path}/new")).await.json();
    assert_eq!(page["account_holders"], serde_json::json!([]));
    let refused = organiser.post(&path, &[("person", &other.to_string()), ("office", "organiser")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    c.site.close().await;
}

#[tokio::test]
async fn the_home_page_of_a_new_installation_tells_each_the_next_step() {
    let site = gongjian_testkit::TestSite::new().await;
    let system = site.person("系统").administrator(Administrator::System).create().await;
    let security = site.person("安全").administrator(Administrator::Security).create().await;
    let (system, security) = (site.visitor(system).await, site.visitor(security).await);
    let steps = async || {
        let word = async |visitor: &gongjian_testkit::Visitor| {
            visitor.get_json("/").await.json()["first_step"]["word"].as_str().unwrap_or_default().to_owned()
        };
        (word(&system).await, word(&security).await)
    };
    let both = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(steps().await, both("import", "organisations_wait"));
    let committee = site.organisation("0201", "学院党委").committee().create().await;
    assert_eq!(steps().await, both("account", "account_waits"));
    let made = system.post("/accounts", &[("name", "ouyang"), ("person_name", "欧阳䶮")]).await;
    assert_eq!(made.status, StatusCode::OK);
    assert_eq!(steps().await, both("organiser_waits", "appoint"));
    assert!(security.get("/").await.main_text().contains("下一步：任命组织员"));
    let path = format!("/organisations/{committee}/offices");
    let holder =
        security.get_json(&format!("{path}/new?q=ouyang")).await.json()["account_holders"][0].clone();
    let person = holder["id"].as_str().unwrap();
    let done = security.post(&path, &[("person", person), ("office", "organiser")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(steps().await, both("", ""));
    let organiser = site.visitor(uuid::Uuid::parse_str(person).unwrap().into()).await;
    assert!(organiser.get("/").await.main_text().contains("下一步：导入花名册"));
    assert_eq!(organiser.get("/imports/new").await.status, StatusCode::OK);
    site.close().await;
}
