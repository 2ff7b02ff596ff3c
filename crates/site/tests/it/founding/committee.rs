use axum::http::StatusCode;
use serde_json::json;

use super::case::Case;

#[tokio::test]
async fn posts_are_for_full_members_who_move_in_and_each_side_has_one_of_its_own() {
    let case = Case::new().await;
    let at = case.begin().await;
    case.choose_all(&at).await;
    let other = case.site.person("外人").create().await;
    for (field, person) in [
        ("secretary", other),
        ("signatory_enterprise", case.teachers[0]),
        ("signatory_school", case.staff[0]),
    ] {
        let refused =
            case.step(&case.organiser, &at, "committee", json!({ "size": "5", field: person })).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.json()["fields"][0]["field"], field);
    }
    for size in ["100", "1"] {
        let body = json!({ "size": size, "secretary": case.teachers[0], "publicity": case.teachers[1] });
        let refused = case.step(&case.organiser, &at, "committee", body).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{size}");
        assert_eq!(refused.json()["fields"][0]["field"], "size");
    }
    let day = case.step(&case.organiser, &at, "committee", json!({ "found_on": "2026-02-30" })).await;
    assert_eq!(day.json()["fields"][0]["field"], "found_on");

    let revision = case.revision(&at).await.to_string();
    let (first, second) = (case.teachers[0].to_string(), case.staff[0].to_string());
    let form = [
        ("revision", revision.as_str()),
        ("size", "3"),
        ("secretary", first.as_str()),
        ("deputy", ""),
        ("others", second.as_str()),
        ("signatory_school", first.as_str()),
        ("signatory_enterprise", ""),
        ("found_on", "2026-12-01"),
    ];
    let typed = case.organiser.post(&format!("{at}/committee"), &form).await;
    assert_eq!(typed.status, StatusCode::SEE_OTHER, "{}", typed.main_text());
    let record = case.record(&at).await;
    assert_eq!(record["seats"].as_array().unwrap().len(), 2);
    assert_eq!(record["sides"][0]["signatory"]["name"], "林杰");
    let page = case.organiser.get(&format!("{at}/committee")).await;
    assert!(page.text().contains(&format!("value=\"{first}\" selected")));
    case.site.close().await;
}
