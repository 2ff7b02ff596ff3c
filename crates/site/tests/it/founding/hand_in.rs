use axum::http::StatusCode;
use gongjian_tables::membership;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::case::Case;

#[tokio::test]
async fn fewer_than_three_full_members_are_stopped_with_the_numbers_and_every_other_must() {
    let case = Case::new().await;
    let at = case.begin().await;
    case.choose(&case.organiser, &at, "school", case.teachers_branch, &case.teachers[..1]).await;
    case.choose(&case.park_organiser, &at, "enterprise", case.park_branch, &case.staff[..1]).await;
    let body = json!({ "size": "3", "secretary": case.teachers[0] });
    assert_eq!(case.step(&case.organiser, &at, "committee", body).await.status, StatusCode::CREATED);
    case.step(&case.park_organiser, &at, "agree", json!({})).await;
    let refused = case.step(&case.organiser, &at, "hand-in", json!({})).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("正式党员 2 人，成立党支部应有 3 人以上"), "{}", refused.text());
    let found = refused.json();
    let rules: Vec<_> =
        found["findings"].as_array().unwrap().iter().map(|finding| &finding["rule"]).collect();
    assert_eq!(rules, ["BR-MIN", "BR-NOCOMM"]);

    let revision = case.revision(&at).await.to_string();
    let page = case.organiser.post(&format!("{at}/hand-in"), &[("revision", revision.as_str())]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.main_text().contains("这是“应当”做到的") && page.text().contains("href=\"/rules/BR-MIN\""));
    assert_eq!(case.record(&at).await["state"], "draft");
    case.site.close().await;
}

#[tokio::test]
async fn six_units_are_a_warning_with_the_numbers_that_the_committee_has_to_answer() {
    let case = Case::new().await;
    let mut firms = case.firms.clone();
    firms.push(case.site.unit("enterprise", "第五家").await);
    let mut body = case.sides();
    body["enterprise_units"] = json!(firms);
    let at = case.organiser.post_json("/foundings", &body).await.location().to_owned();
    case.choose_all(&at).await;
    case.settle_posts(&at).await;
    case.step(&case.park_organiser, &at, "agree", json!({})).await;
    let text = case.organiser.get(&at).await.main_text();
    assert!(text.contains("覆盖 6 个单位，联合党支部一般不超过 5 个"), "{text}");
    assert_eq!(case.step(&case.organiser, &at, "hand-in", json!({})).await.status, StatusCode::CREATED);
    let one_answered = case.step(&case.organiser, &at, "approve", Case::approval()).await;
    assert_eq!(one_answered.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(one_answered.json()["fields"][0]["field"], "reason-BR-JOINT");
    case.site.close().await;
}

#[tokio::test]
async fn a_member_who_has_meanwhile_moved_is_named_on_the_record_and_stops_every_step() {
    let case = Case::new().await;
    let at = case.whole_plan().await;
    leave(&case, case.teachers[5]).await;
    let record = case.organiser.get(&at).await.main_text();
    assert!(record.contains("欧阳䶮现在已不在原来的党支部"), "{record}");
    let refused = case.step(&case.organiser, &at, "hand-in", json!({})).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("欧阳䶮"), "{}", refused.text());
    case.site.close().await;
}

async fn leave(case: &Case, person: gongjian_domain::kinds::PersonId) {
    let today = case.site.site.clock.today();
    case.site
        .keep(async |tx| {
            membership::Entity::update_many()
                .col_expr(membership::Column::UntilOn, Expr::value(today))
                .filter(membership::Column::PersonId.eq(person.uuid()))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn a_change_after_an_agreement_asks_for_it_anew() {
    let case = Case::new().await;
    let at = case.whole_plan().await;
    let seen = case.revision(&at).await;
    case.choose(&case.organiser, &at, "school", case.teachers_branch, &case.teachers[..11]).await;
    let refused = case.step(&case.organiser, &at, "hand-in", json!({})).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("企方还没有同意"));
    let unseen = case.park_organiser.post_json(&format!("{at}/agree"), &json!({ "revision": seen })).await;
    assert_eq!(unseen.status, StatusCode::CONFLICT);
    assert!(unseen.text().contains("已经有人改动"), "nobody agrees to what was not looked at");
    assert_eq!(case.step(&case.park_organiser, &at, "agree", json!({})).await.status, StatusCode::CREATED);
    let again = case.step(&case.park_organiser, &at, "agree", json!({})).await;
    assert_eq!(again.status, StatusCode::CREATED, "agreeing twice changes nothing");
    assert_eq!(case.step(&case.organiser, &at, "hand-in", json!({})).await.status, StatusCode::CREATED);
    let twice = case.step(&case.organiser, &at, "hand-in", json!({})).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.text().contains("申请已提交"), "{}", twice.text());
    case.site.close().await;
}

#[tokio::test]
async fn an_application_is_withdrawn_before_the_decision_and_not_after() {
    let case = Case::new().await;
    let at = case.handed_in().await;
    let withdrawn = case.organiser.post_json(&format!("{at}/withdraw"), &json!({})).await;
    assert_eq!(withdrawn.status, StatusCode::CREATED);
    assert_eq!(case.record(&at).await["state"], "withdrawn");
    let late = case.step(&case.organiser, &at, "approve", Case::approval()).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let edit = case.organiser.get(&format!("{at}/sides")).await;
    assert_eq!(edit.status, StatusCode::CONFLICT);

    let next = case.approved().await;
    let decided = case.organiser.post_json(&format!("{next}/withdraw"), &json!({})).await;
    assert_eq!(decided.status, StatusCode::CONFLICT);
    assert!(decided.text().contains("下一步是成立党支部"));
    case.site.close().await;
}

#[tokio::test]
async fn a_day_to_come_and_a_day_that_is_none_are_refused() {
    let case = Case::new().await;
    let at = case.whole_plan().await;
    let tomorrow = case.step(&case.organiser, &at, "hand-in", json!({ "applied_on": "2026-11-25" })).await;
    assert_eq!(tomorrow.status, StatusCode::CONFLICT);
    let none = case.step(&case.organiser, &at, "hand-in", json!({ "applied_on": "明天" })).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let before = case.step(&case.organiser, &at, "hand-in", json!({ "applied_on": "2026-11-02" })).await;
    assert_eq!(before.status, StatusCode::CREATED, "{}", before.text());
    assert_eq!(case.record(&at).await["due"], "2026-12-02");
    case.site.close().await;
}
