use axum::http::StatusCode;
use serde_json::json;

use super::case::Case;

#[tokio::test]
async fn a_returned_application_says_why_and_is_handed_in_again_with_a_new_month() {
    let mut case = Case::new().await;
    let at = case.handed_in().await;
    let silent = case.step(&case.organiser, &at, "return", json!({ "comment": " " })).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let returned = case.step(&case.organiser, &at, "return", json!({ "comment": "请减少教师人数" })).await;
    assert_eq!(returned.status, StatusCode::CREATED, "{}", returned.text());
    let page = case.park_organiser.get(&at).await.main_text();
    assert!(page.contains("请减少教师人数") && page.contains("已退回"), "{page}");

    case.after_days(3).await;
    case.choose(&case.organiser, &at, "school", case.teachers_branch, &case.teachers[..8]).await;
    case.settle_posts(&at).await;
    case.step(&case.park_organiser, &at, "agree", json!({})).await;
    let again = case.step(&case.organiser, &at, "hand-in", json!({})).await;
    assert_eq!(again.status, StatusCode::CREATED, "{}", again.text());
    let record = case.record(&at).await;
    assert_eq!((&record["state"], &record["due"]), (&json!("proposed"), &json!("2026-12-27")));
    let steps: Vec<_> = record["steps"].as_array().unwrap().iter().map(|step| &step["step"]).collect();
    assert_eq!(
        steps,
        ["began", "agreed", "agreed", "handed_in", "returned", "agreed", "agreed", "handed_in_again"]
    );
    case.site.close().await;
}

#[tokio::test]
async fn of_two_organisers_who_approve_at_once_one_wins_and_the_other_is_told() {
    let case = Case::new().await;
    let at = case.handed_in().await;
    let second = case.second_organiser().await;
    let mut body = Case::approval();
    body["revision"] = json!(case.revision(&at).await);
    let address = format!("{at}/approve");
    let (one, other) =
        tokio::join!(case.organiser.post_json(&address, &body), second.post_json(&address, &body));
    let (won, told) = if one.status == StatusCode::CREATED { (one, other) } else { (other, one) };
    assert_eq!(won.status, StatusCode::CREATED, "{}", won.text());
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.text());
    assert!(told.text().contains("申请已批复"), "{}", told.text());
    let record = case.record(&at).await;
    let approved =
        record["steps"].as_array().unwrap().iter().filter(|step| step["step"] == "approved").count();
    assert_eq!(approved, 1);
    case.site.close().await;
}

#[tokio::test]
async fn a_late_reply_a_reason_for_what_binds_and_a_reply_from_before_are_refused() {
    let mut case = Case::new().await;
    let at = case.handed_in().await;
    let with = |rule: &str, on: &str| json!({ "on": on, "rules": ["BR-JOINT-FEW", rule], "reasons": ["园区相邻", "另有理由"] });
    let idle = case.step(&case.organiser, &at, "approve", with("BR-MIN", "2026-11-24")).await;
    assert_eq!(idle.status, StatusCode::CONFLICT);
    assert!(idle.text().contains("规则 BR-MIN 已经符合"), "{}", idle.text());
    let before = case.step(&case.organiser, &at, "approve", with("BR-APPROVE", "2026-11-23")).await;
    assert_eq!(before.status, StatusCode::CONFLICT);

    case.after_days(40).await;
    let page = case.organiser.get(&at).await.main_text();
    assert!(page.contains("已超过 10 天"), "{page}");
    let late = case.step(&case.organiser, &at, "approve", Case::approval()).await;
    assert_eq!(late.json()["fields"][0]["field"], "reason-BR-APPROVE");
    let told = case.step(&case.organiser, &at, "approve", with("BR-APPROVE", "2027-01-03")).await;
    assert_eq!(told.status, StatusCode::CREATED, "{}", told.text());
    case.site.close().await;
}

#[tokio::test]
async fn the_committee_reads_every_rule_and_gets_the_form_back_with_what_it_wrote() {
    let case = Case::new().await;
    let at = case.handed_in().await;
    let page = case.organiser.get(&format!("{at}/reply")).await;
    assert!(page.main_text().contains("仍然继续的理由"), "{}", page.main_text());
    let revision = case.revision(&at).await.to_string();
    let form = [
        ("revision", revision.as_str()),
        ("rules", "BR-JOINT-FEW"),
        ("reasons", ""),
        ("on", "2026-11-24"),
        ("doc_no", "院党发〔2026〕18号"),
    ];
    let again = case.organiser.post(&format!("{at}/approve"), &form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("院党发〔2026〕18号") && again.main_text().contains("请写明继续的理由"));
    case.site.close().await;
}

#[tokio::test]
async fn a_draft_gets_no_reply() {
    let case = Case::new().await;
    let at = case.whole_plan().await;
    let approved = case.step(&case.organiser, &at, "approve", Case::approval()).await;
    assert_eq!(approved.status, StatusCode::CONFLICT);
    assert!(approved.text().contains("还是草稿"));
    let returned = case.step(&case.organiser, &at, "return", json!({ "comment": "再议" })).await;
    assert_eq!(returned.status, StatusCode::CONFLICT);
    assert_eq!(case.organiser.get(&format!("{at}/reply")).await.status, StatusCode::NOT_FOUND);
    case.site.close().await;
}
