use axum::http::StatusCode;
use serde_json::Value;

use super::college;

fn names(page: &Value) -> Vec<String> {
    page["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_organiser_sees_the_own_level_and_below_and_a_member_the_own_branch() {
    let c = college().await;
    let organiser = c.site.person("王组织").organiser_of(c.committee).member_of(c.teachers).create().await;
    let member = c.site.person("李学").member_of(c.students).create().await;
    c.site.person("赵园").member_of(c.park).create().await;
    let seen = c.site.visitor(organiser).await.get_json("/people").await;
    assert_eq!(seen.status, StatusCode::OK);
    assert_eq!(names(&seen.json()), ["李学", "王组织"]);
    let seen = c.site.visitor(member).await.get_json("/people").await;
    assert_eq!(names(&seen.json()), ["李学"]);
    c.site.close().await;
}

#[tokio::test]
async fn the_filter_finds_by_name_initials_number_stage_and_organisation() {
    let c = college().await;
    let unit = c.site.unit("college", "创意设计学院").await;
    let organiser = c.site.person("王组织").organiser_of(c.committee).create().await;
    c.site.person("诸葛娟欣").member_of(c.teachers).affiliated(unit, "teacher").create().await;
    c.site.person("李雷").member_of(c.students).at_stage("activist").create().await;
    c.site.person("𠮷田%").member_of(c.students).create().await;
    let visitor = c.site.visitor(organiser).await;
    let found = async |query: &str| names(&visitor.get_json(&format!("/people?{query}")).await.json());
    assert_eq!(found("q=%E8%91%9B").await, ["诸葛娟欣"]);
    assert_eq!(found("q=ZGJ").await, ["诸葛娟欣"]);
    assert_eq!(found("q=%F0%A0%AE%B7").await, ["𠮷田%"]);
    assert_eq!(found("q=%25").await, Vec::<String>::new());
    assert_eq!(found("q=%E7%94%B0%25").await, ["𠮷田%"]);
    assert_eq!(found("stage=activist").await, ["李雷"]);
    assert_eq!(found(&format!("organisation={}", c.teachers)).await, ["诸葛娟欣"]);
    assert_eq!(found(&format!("unit={unit}")).await, ["诸葛娟欣"]);
    assert_eq!(found(&format!("organisation={}", c.park)).await, Vec::<String>::new());
    let wrong = visitor.get_json("/people?stage=boss").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(visitor.get_json("/people?organisation=x").await.status, StatusCode::BAD_REQUEST);
    c.site.close().await;
}

#[tokio::test]
async fn a_page_holds_fifty_and_the_next_begins_where_it_ended() {
    let c = college().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    for number in 0..120 {
        c.site.person(&format!("张{number:03}")).member_of(c.teachers).create().await;
    }
    let visitor = c.site.visitor(organiser).await;
    let (mut all, mut next) = (Vec::new(), Some(String::new()));
    while let Some(after) = next {
        let page = visitor.get_json(&format!("/people?after={after}")).await.json();
        assert_eq!(page["paging"]["count"], 121);
        all.extend(names(&page));
        next = page["paging"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(all.len(), 121);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 121, "nobody stands on two pages");
    c.site.close().await;
}

#[tokio::test]
async fn of_an_earlier_day_those_are_shown_who_belonged_then_if_they_may_be_seen_today() {
    let c = college().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    c.site.person("李雷").member_of(c.students).create().await;
    let visitor = c.site.visitor(organiser).await;
    let before = visitor.get_json("/people?as_of=2019-12-31").await.json();
    assert_eq!(names(&before), Vec::<String>::new());
    let after = visitor.get_json("/people?as_of=2020-01-01").await.json();
    assert_eq!(names(&after), ["李雷"]);
    c.site.close().await;
}

#[tokio::test]
async fn a_member_sees_no_unit_and_no_number_of_the_others() {
    let c = college().await;
    let unit = c.site.unit("college", "创意设计学院").await;
    let own = c.site.person("李学").member_of(c.students).affiliated(unit, "student").create().await;
    c.site.person("韩梅").member_of(c.students).affiliated(unit, "student").create().await;
    let page = c.site.visitor(own).await.get_json("/people").await.json();
    let unit_of = |name: &str| {
        let rows = page["rows"].as_array().unwrap();
        rows.iter().find(|row| row["name"] == name).unwrap()["unit_name"].clone()
    };
    assert_eq!(unit_of("韩梅"), Value::Null);
    assert_eq!(unit_of("李学"), "创意设计学院");
    c.site.close().await;
}

#[tokio::test]
async fn the_page_shows_its_filter_the_count_and_one_link_for_each_person() {
    let c = college().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    c.site.person("李雷").member_of(c.students).at_stage("probationary").create().await;
    let page = c.site.visitor(organiser).await.get("/people?stage=probationary").await;
    insta::assert_snapshot!(page.main_text());
    c.site.close().await;
}

#[tokio::test]
async fn nobody_learns_the_dates_of_a_stage_by_asking_for_one_day_after_another() {
    let c = college().await;
    let own = c.site.person("李学").member_of(c.students).create().await;
    let mate = c.site.person("韩梅").member_of(c.students).create().await;
    let visitor = c.site.visitor(own).await;
    let stage = |page: &Value, name: &str| {
        let rows = page["rows"].as_array().unwrap();
        rows.iter().find(|row| row["name"] == name).map(|row| row["stage"].clone())
    };
    let today = visitor.get_json("/people").await.json();
    assert_eq!(stage(&today, "韩梅"), Some("full".into()));
    let before = visitor.get_json("/people?as_of=2025-01-01").await.json();
    assert_eq!((stage(&before, "韩梅"), stage(&before, "李学")), (None, Some("full".into())));
    let file = visitor.get_json(&format!("/people/{mate}?as_of=2019-01-01")).await.json();
    assert_eq!((&file["stage"], &file["as_of"]), (&"full".into(), &Value::Null));
    c.site.close().await;
}
