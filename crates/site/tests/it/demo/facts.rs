use axum::http::StatusCode;
use gongjian_domain::kinds::OrganisationId;
use gongjian_testkit::TestSite;
use serde_json::{Value, json};

use super::{filled, organisation, visitor};

async fn page(site: &TestSite, who: &str, path: &str) -> Value {
    let answer = visitor(site, who).await.get_json(path).await;
    assert!(answer.status.is_success(), "{who} {path}: {}", answer.text());
    answer.json()
}

async fn branch(site: &TestSite) -> OrganisationId {
    organisation(site, "020100005").await
}

#[tokio::test]
async fn the_branch_has_eighteen_members_twelve_of_the_school_and_six_of_four_resident_enterprises() {
    let site = filled().await;
    let branch = branch(&site).await;
    let page = page(&site, "college", &format!("/organisations/{branch}")).await;
    assert_eq!((&page["kind"], &page["name"]), (&"joint_branch".into(), &"文创艺术党支部".into()));
    assert_eq!((&page["counts"]["full"], &page["counts"]["probationary"]), (&18.into(), &0.into()));
    let sides = page["sides"].as_array().unwrap();
    let full: Vec<&Value> = sides.iter().map(|side| &side["counts"]["full"]).collect();
    assert_eq!(full, [12, 6]);
    assert_eq!(page["above"][0]["name"], "创意设计学院党委");
    let learning = page["counts"]["activist"].as_u64().unwrap() + page["counts"]["target"].as_u64().unwrap();
    assert_eq!(learning, 2, "students who are on their way to membership");
    assert_eq!(sides[1]["units"].as_array().unwrap().len(), 4);

    let units = units(&site).await;
    for unit in sides[1]["units"].as_array().unwrap() {
        let known = units.iter().find(|one| one["id"] == unit["id"]).unwrap();
        assert_eq!(known["resident"], true, "{known}");
    }
    site.close().await;
}

async fn units(site: &TestSite) -> Vec<Value> {
    page(site, "college", "/units").await["rows"].as_array().unwrap().clone()
}

#[tokio::test]
async fn seven_enterprises_take_apprentices_two_as_an_example_and_five_on_trial() {
    let site = filled().await;
    let units = units(&site).await;
    let at = |level: &str| units.iter().filter(|unit| unit["apprenticeship"] == level).count();
    assert_eq!((at("demonstration"), at("pilot")), (2, 5));
    site.close().await;
}

#[tokio::test]
async fn college_market_and_association_each_have_their_party_organisation_with_a_secretary() {
    let site = filled().await;
    for (code, name) in [
        ("020100", "中共某某职业技术学院创意设计学院委员会"),
        ("020400", "中共某某国际商贸城第四分公司支部委员会"),
        ("020500", "中共某某市帽业行业协会支部委员会"),
    ] {
        let id = organisation(&site, code).await;
        let page = page(&site, "college", &format!("/organisations/{id}")).await;
        assert_eq!(page["name"], name);
        let offices = page["offices"].as_array().unwrap();
        assert!(offices.iter().any(|office| office["name"] == "secretary"), "{code}: {offices:?}");
    }
    site.close().await;
}

#[tokio::test]
async fn another_joint_branch_is_being_planned_and_waits_for_the_park() {
    let site = filled().await;
    let foundings = page(&site, "park", "/foundings").await;
    let rows = foundings["rows"].as_array().unwrap();
    let states: Vec<&Value> = rows.iter().map(|row| &row["state"]).collect();
    assert!(
        states.contains(&&Value::from("draft")) && states.contains(&&Value::from("founded")),
        "{states:?}"
    );
    let draft = rows.iter().find(|row| row["state"] == "draft").unwrap();
    let at = format!("/foundings/{}", draft["id"].as_str().unwrap());
    let record = page(&site, "park", &at).await;
    let unmet = record["findings"].as_array().unwrap().iter().filter(|one| {
        one["finding"]["met"] == false
            && one["finding"]["force"] == "must"
            && one["finding"]["provisional"] == false
    });
    assert_eq!(unmet.count(), 0, "nothing but the agreement is missing: {record}");
    site.close().await;
}

#[tokio::test]
async fn the_last_roster_was_taken_over_but_for_two_wrong_rows() {
    let site = filled().await;
    let imports = page(&site, "college", "/imports").await;
    let last = &imports["rows"][0];
    assert_eq!((&last["state"], &last["by"]), (&"committed".into(), &"曹长歌".into()));
    assert_eq!((&last["counts"]["refused"], &last["counts"]["changed"]), (&2.into(), &1.into()));
    site.close().await;
}

#[tokio::test]
async fn a_roster_whose_people_have_been_to_a_theme_day_is_not_taken_back() {
    let site = filled().await;
    let organiser = visitor(&site, "college").await;
    let imports = organiser.get_json("/imports").await.json();
    let last = imports["rows"][0]["id"].as_str().unwrap();
    let undone = organiser.post_json(&format!("/imports/{last}/undo"), &json!({})).await;
    assert_eq!(undone.status, StatusCode::CONFLICT, "{}", undone.text());
    let members = page(&site, "college", "/people?q=赵清和").await;
    assert_eq!(members["rows"].as_array().unwrap().len(), 1);
    site.close().await;
}
