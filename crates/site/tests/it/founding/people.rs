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

#[tokio::test]
async fn everybody_formal_is_ticked_or_nobody_without_saving_or_losing_what_was_typed() {
    let case = Case::new().await;
    let at = case.begin().await;
    let guest = case.site.person("积极分子").at_stage("activist").member_of(case.teachers_branch);
    let guest = guest.affiliated(case.college_unit, "teacher").create().await;
    let form = |tick: &str, revision: i64, side: &str| {
        json!({
            "revision": revision, "side": side, "branch": case.teachers_branch,
            "formal": [case.teachers[0]], "participating": [guest], "tick": tick,
        })
    };
    let (revision, side) = (case.revision(&at).await, case.side(&at, "school").await);
    let manners = async |tick: &str| {
        let answer = case.organiser.post_json(&format!("{at}/people"), &form(tick, revision, &side)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let page = answer.json();
        assert_eq!(page["ticked"], true);
        let all = page["candidates"].as_array().unwrap();
        let count = |manner: &str| all.iter().filter(|one| one["manner"] == manner).count();
        (count("formal"), count("participating"), count(""))
    };
    assert_eq!(manners("all").await, (12, 1, 0));
    assert_eq!(manners("none").await, (0, 0, 13));
    assert_eq!(case.revision(&at).await, revision, "nothing was saved");
    let ids = [case.teachers[0].to_string(), guest.to_string()];
    let (revision, branch) = (revision.to_string(), case.teachers_branch.to_string());
    let fields = [
        ("revision", revision.as_str()),
        ("side", side.as_str()),
        ("branch", branch.as_str()),
        ("formal", ids[0].as_str()),
        ("participating", ids[1].as_str()),
        ("tick", "all"),
    ];
    let page = case.organiser.post(&format!("{at}/people"), &fields).await;
    assert!(page.main_text().contains("还没有保存"), "{}", page.main_text());
    assert_eq!(page.text().matches("checked aria-label").count(), 13);
    let theirs = case.park_organiser.post_json(&format!("{at}/people"), &form("all", 1, &side)).await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN);
    case.site.close().await;
}
