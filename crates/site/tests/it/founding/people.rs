use axum::http::StatusCode;
use serde_json::json;

use super::case::Case;

#[tokio::test]
async fn each_side_sees_and_chooses_its_own_people_only() {
    let case = Case::new().await;
    let at = case.begin().await;
    let (school, enterprise) = (case.side(&at, "school").await, case.side(&at, "enterprise").await);

    let own = case.park_organiser.get_json(&format!("{at}/people")).await.json();
    assert_eq!(own["side"], json!(enterprise));
    assert_eq!(own["candidates"].as_array().unwrap().len(), 6);
    assert!(own["candidates"].as_array().unwrap().iter().all(|one| one["stage"] == "full"));
    let of_one_firm = case
        .park_organiser
        .get_json(&format!("{at}/people?side={enterprise}&unit={}", case.firms[1]))
        .await
        .json();
    assert_eq!(of_one_firm["candidates"].as_array().unwrap().len(), 2);

    let others = case.park_organiser.get(&format!("{at}/people?side={school}")).await;
    assert_eq!(others.status, StatusCode::FORBIDDEN);
    let theirs = case.choose(&case.organiser, &at, "enterprise", case.park_branch, &case.staff).await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN);
    let foreign_branch =
        case.organiser.get(&format!("{at}/people?side={school}&branch={}", case.park_branch)).await;
    assert_eq!(foreign_branch.status, StatusCode::NOT_FOUND);
    let foreign_people = case.choose(&case.organiser, &at, "school", case.teachers_branch, &case.staff).await;
    assert_eq!(foreign_people.status, StatusCode::UNPROCESSABLE_ENTITY);
    case.site.close().await;
}

#[tokio::test]
async fn choosing_again_replaces_the_people_shown_and_nobody_elses() {
    let case = Case::new().await;
    let at = case.begin().await;
    case.choose_all(&at).await;
    let enterprise = case.side(&at, "enterprise").await;
    let body = json!({
        "revision": case.revision(&at).await, "side": enterprise, "branch": case.park_branch,
        "unit": case.firms[0], "formal": [], "participating": [case.staff[1]],
    });
    let fewer = case.park_organiser.post_json(&format!("{at}/people"), &body).await;
    assert_eq!(fewer.status, StatusCode::CREATED, "{}", fewer.text());
    let record = case.record(&at).await;
    let side = &record["sides"][1];
    assert_eq!((side["full"].clone(), side["others"].clone()), (json!(4), json!(1)));
    assert_eq!(record["sides"][0]["full"], 12);
    case.site.close().await;
}

#[tokio::test]
async fn somebody_chosen_both_ways_or_without_a_unit_of_the_side_is_named() {
    let case = Case::new().await;
    let at = case.begin().await;
    let lost = case.site.person("无单位").member_of(case.park_branch).create().await;
    let side = case.side(&at, "enterprise").await;
    let send = async |formal: &[gongjian_domain::kinds::PersonId],
                      participating: &[gongjian_domain::kinds::PersonId]| {
        let body = json!({
            "revision": case.revision(&at).await, "side": side, "branch": case.park_branch,
            "formal": formal, "participating": participating,
        });
        case.park_organiser.post_json(&format!("{at}/people"), &body).await
    };
    let both = send(&case.staff[..1], &case.staff[..1]).await;
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(both.text().contains("郑霞不能同时"), "{}", both.text());
    let without = send(&[lost], &[]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.text().contains("无单位没有登记在本方的任何单位"), "{}", without.text());
    let page = case.park_organiser.get(&format!("{at}/people")).await.main_text();
    assert!(page.contains("没有登记在本方的单位") && page.contains("无单位"));
    case.site.close().await;
}
