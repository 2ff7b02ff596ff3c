use axum::http::StatusCode;
use serde_json::json;

use super::case::Case;

#[tokio::test]
async fn the_form_offers_the_next_code_and_begins_one_founding_however_often_it_is_sent() {
    let case = Case::new().await;
    let form = case.organiser.get(&format!("/foundings/new?under={}", case.college)).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.text().contains("value=\"020100003\""), "{}", form.text());
    let said = form.text().matches("本方选了单位就必填").count();
    assert_eq!(
        said, 5,
        "each side says when its organisation is needed, and the one that chooses it its seal"
    );
    let text = form.text();
    let id = text.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();

    let (under, unit, firm) =
        (case.college.to_string(), case.college_unit.to_string(), case.firms[0].to_string());
    let park = case.park.to_string();
    let fields = [
        ("id", id),
        ("under", under.as_str()),
        ("name", "文创艺术党支部"),
        ("code", "０２０１００００４"),
        ("school_home", under.as_str()),
        ("school_units", unit.as_str()),
        ("school_name", ""),
        ("enterprise_home", park.as_str()),
        ("enterprise_units", firm.as_str()),
        ("enterprise_name", "园区企业方"),
        ("association_home", ""),
        ("association_name", ""),
        ("other_home", ""),
        ("other_seal", ""),
        ("other_name", ""),
    ];
    let first = case.organiser.post("/foundings", &fields).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.main_text());
    let second = case.organiser.post("/foundings", &fields).await;
    assert_eq!((second.status, second.location()), (StatusCode::SEE_OTHER, first.location()));
    assert_eq!(case.organiser.get_json("/foundings").await.json()["paging"]["count"], 1);
    let record = case.record(first.location()).await;
    assert_eq!(record["code"], "020100004");
    assert_eq!(record["sides"][0]["name"], "校方");
    assert_eq!(record["sides"][1]["name"], "园区企业方");
    case.site.close().await;
}

#[tokio::test]
async fn what_does_not_hang_together_comes_back_at_its_field_with_what_was_typed() {
    let case = Case::new().await;
    let with = |key: &str, value: serde_json::Value| {
        let mut body = case.sides();
        body[key] = value;
        body
    };
    let unknown = "018f0000-0000-7000-8000-000000000000";
    for (body, field) in [
        (with("name", json!("  ")), "name"),
        (with("code", json!("二号")), "code"),
        (with("code", json!("020100002")), "code"),
        (with("enterprise_units", json!([])), "enterprise_units"),
        (with("enterprise_units", json!([unknown])), "enterprise_units"),
        (with("enterprise_units", json!([case.college_unit])), "enterprise_units"),
        (with("enterprise_home", json!(null)), "enterprise_home"),
        (with("enterprise_home", json!(unknown)), "enterprise_home"),
        (with("other_units", json!([unknown])), "other_units"),
    ] {
        let refused = case.organiser.post_json("/foundings", &body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", refused.text());
        assert_eq!(refused.json()["fields"][0]["field"], field, "{}", refused.text());
    }
    let unread = case.organiser.post_json("/foundings", &with("colour", json!("red"))).await;
    assert_eq!(unread.status, StatusCode::BAD_REQUEST);

    let under = case.college.to_string();
    let form = [("under", under.as_str()), ("name", "长".repeat(61).leak() as &str), ("code", "020100004")];
    let again = case.organiser.post("/foundings", &form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("最多 60 个字") && again.text().contains("value=\"020100004\""));
    case.site.close().await;
}

#[tokio::test]
async fn a_code_is_held_from_the_draft_on_and_free_again_once_nobody_founds_with_it() {
    let case = Case::new().await;
    let at = case.begin().await;
    let twice = case.organiser.post_json("/foundings", &case.sides()).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.text().contains("020100004"));
    let dropped = case.organiser.post_json(&format!("{at}/withdraw"), &json!({})).await;
    assert_eq!(dropped.status, StatusCode::CREATED, "{}", dropped.text());
    assert_eq!(case.organiser.get(&at).await.status, StatusCode::NOT_FOUND);
    case.begin().await;
    case.site.close().await;
}

#[tokio::test]
async fn taking_a_unit_away_takes_its_people_and_everybodys_agreement() {
    let case = Case::new().await;
    let at = case.whole_plan().await;
    let before = case.record(&at).await;
    assert_eq!(before["sides"][1]["agreed"], true);
    let mut body = case.sides();
    body["enterprise_units"] = json!(&case.firms[1..]);
    body["revision"] = before["revision"].clone();
    let changed = case.organiser.post_json(&format!("{at}/sides"), &body).await;
    assert_eq!(changed.status, StatusCode::CREATED, "{}", changed.text());
    let after = case.record(&at).await;
    assert_eq!(after["sides"][1]["people"].as_array().unwrap().len(), 4);
    assert_eq!(after["sides"][1]["agreed"], false);
    assert_eq!(after["sides"][1]["signatory"], json!(null), "who confirmed worked in the unit taken away");
    assert_eq!(after["sides"][0]["id"], before["sides"][0]["id"], "a side keeps its id");

    let stale = case.organiser.post_json(&format!("{at}/sides"), &body).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("已经有人改动"));
    let form = case.organiser.get(&format!("{at}/sides?q=%E6%9C%A8")).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.main_text().contains("针线里服饰"), "what is chosen is offered whatever is searched for");
    assert!(!form.main_text().contains("拾光文创"));
    case.site.close().await;
}

#[tokio::test]
async fn a_unit_with_a_party_organisation_of_its_own_agrees_for_itself() {
    let case = Case::new().await;
    let own = case.site.organisation("020309", "拾光文创党支部").in_unit(case.firms[0]).create().await;
    let spoken_for = case.organiser.post_json("/foundings", &case.sides()).await;
    assert_eq!(spoken_for.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = &spoken_for.json()["fields"][0];
    assert_eq!(wrong["field"], "enterprise_home");
    assert!(wrong["detail"].as_str().unwrap().contains("拾光文创党支部"), "{wrong}");

    let mut body = case.sides();
    (body["enterprise_home"], body["enterprise_units"]) = (json!(own), json!([case.firms[0]]));
    let asked = case.organiser.post_json("/foundings", &body).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.text());
    case.site.close().await;
}
