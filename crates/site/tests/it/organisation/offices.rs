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
