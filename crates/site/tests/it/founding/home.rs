//! Whose turn it is stands on the home page of those who may take the step, and is counted in the menu.

use axum::http::StatusCode;
use gongjian_site::job::housekeeping;
use gongjian_tables::membership;
use gongjian_testkit::Visitor;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::case::Case;

/// The steps of foundings that wait for somebody: group, word and address.
async fn waiting(who: &Visitor) -> Vec<(String, String, String)> {
    let home = who.get_json("/").await.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let groups = home["groups"].as_array().unwrap().iter();
    groups
        .flat_map(|group| group["items"].as_array().unwrap().iter().map(move |item| (group, item)))
        .filter(|(_, item)| item["word"].as_str().unwrap().starts_with("founding_"))
        .map(|(group, item)| (text(&group["word"]), text(&item["word"]), text(&item["href"])))
        .collect()
}

/// That exactly this waits, and that the menu counts the same.
async fn waits(who: &Visitor, expected: &[(&str, &str, String)]) {
    let found = waiting(who).await;
    let found: Vec<(&str, &str, String)> =
        found.iter().map(|(group, word, href)| (group.as_str(), word.as_str(), href.clone())).collect();
    assert_eq!(found, expected);
    let page = who.get("/rules").await;
    let counted = page.text().contains(&format!("{} 件待办", expected.len()));
    assert_eq!(counted, !expected.is_empty(), "{expected:?}");
    for (_, _, href) in expected {
        assert_eq!(who.get(href).await.status, StatusCode::OK, "{href}");
    }
}

#[tokio::test]
async fn each_step_waits_for_those_who_may_take_it_and_for_nobody_else() {
    let case = Case::new().await;
    let (college, park) = (&case.organiser, &case.park_organiser);
    waits(college, &[]).await;

    let at = case.begin().await;
    let people = async |kind: &str| format!("{at}/people?side={}", case.side(&at, kind).await);
    waits(college, &[("others", "founding_people", people("school").await)]).await;
    waits(park, &[("others", "founding_people", people("enterprise").await)]).await;

    case.choose(college, &at, "school", case.teachers_branch, &case.teachers).await;
    waits(college, &[]).await;
    case.choose(park, &at, "enterprise", case.park_branch, &case.staff).await;
    waits(park, &[]).await;
    waits(college, &[("later", "founding_draft", format!("{at}/committee"))]).await;

    case.settle_posts(&at).await;
    waits(college, &[]).await;
    waits(park, &[("others", "founding_agree", at.clone())]).await;
    case.step(park, &at, "agree", json!({})).await;
    waits(park, &[]).await;
    waits(college, &[("others", "founding_hand_in", at.clone())]).await;

    case.step(college, &at, "hand-in", json!({})).await;
    waits(park, &[]).await;
    waits(college, &[("later", "founding_reply", format!("{at}/reply"))]).await;
    case.step(college, &at, "return", json!({ "comment": "请补充一名委员" })).await;
    waits(park, &[]).await;
    waits(college, &[("others", "founding_mend", at.clone())]).await;
    case.step(college, &at, "hand-in", json!({})).await;
    case.step(college, &at, "approve", Case::approval()).await;
    waits(college, &[("others", "founding_found", format!("{at}/found"))]).await;
    case.step(college, &at, "found", case.day()).await;
    waits(college, &[]).await;
    waits(park, &[]).await;
    case.site.close().await;
}

#[tokio::test]
async fn a_change_asks_the_other_side_to_agree_again() {
    let case = Case::new().await;
    let at = case.whole_plan().await;
    waits(&case.park_organiser, &[]).await;
    case.settle_posts(&at).await;
    waits(&case.park_organiser, &[("others", "founding_agree", at.clone())]).await;
    waits(&case.organiser, &[]).await;
    case.organiser.post_json(&format!("{at}/withdraw"), &json!({})).await;
    waits(&case.park_organiser, &[]).await;
    case.site.close().await;
}

#[tokio::test]
async fn the_next_morning_it_is_known_that_a_plan_no_longer_fits() {
    let mut case = Case::new().await;
    let at = case.whole_plan().await;
    waits(&case.organiser, &[("others", "founding_hand_in", at.clone())]).await;
    housekeeping::plan(&case.site.site).await.unwrap();
    let left = case.teachers[0];
    let today = case.site.site.clock.today();
    case.site
        .keep(async |tx| {
            membership::Entity::update_many()
                .col_expr(membership::Column::UntilOn, Expr::value(today))
                .filter(membership::Column::PersonId.eq(left.uuid()))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await;
    case.after_days(1).await;
    case.site.run_jobs().await;
    waits(&case.organiser, &[("later", "founding_draft", at.clone())]).await;
    case.site.close().await;
}

#[tokio::test]
async fn a_secretary_agrees_but_does_not_reply_and_members_are_not_asked() {
    let case = Case::new().await;
    let secretary = case.site.person("书记甲").secretary_of(case.college, None).create().await;
    let park_secretary = case.site.person("书记乙").secretary_of(case.park, None).create().await;
    let (secretary, park_secretary) =
        (case.site.visitor(secretary).await, case.site.visitor(park_secretary).await);
    let member = case.site.visitor(case.staff[0]).await;
    let at = case.begin().await;
    case.choose_all(&at).await;
    case.settle_posts(&at).await;
    waits(&park_secretary, &[("others", "founding_agree", at.clone())]).await;
    waits(&member, &[]).await;
    case.step(&park_secretary, &at, "agree", json!({})).await;
    waits(&secretary, &[("others", "founding_hand_in", at.clone())]).await;
    case.step(&secretary, &at, "hand-in", json!({})).await;
    waits(&secretary, &[]).await;
    waits(&case.organiser, &[("later", "founding_reply", format!("{at}/reply"))]).await;
    case.site.close().await;
}

#[tokio::test]
async fn the_reply_shows_its_last_day_with_the_clause_and_grows_urgent() {
    let mut case = Case::new().await;
    let at = case.handed_in().await;
    let text = case.organiser.get("/").await.main_text();
    assert!(text.contains("批复成立申请：文创艺术党支部"), "{text}");
    assert!(text.contains("还有 30 天 · 2026年12月24日"), "{text}");
    assert!(text.contains("创意设计学院党委 · 批复期限见 BR-APPROVE 第六条"), "{text}");
    let english = case.second_organiser().await.in_english().get("/").await.main_text();
    assert!(english.contains("time for the reply: BR-APPROVE 第六条"), "{english}");
    case.after_days(31).await;
    waits(&case.organiser, &[("today", "founding_reply", format!("{at}/reply"))]).await;
    let text = case.organiser.get("/").await.main_text();
    assert!(text.contains("已过 1 天 · 2026年12月24日"), "{text}");
    case.site.close().await;
}
