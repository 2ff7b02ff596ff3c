use axum::http::StatusCode;
use gongjian_domain::kinds::{OrganisationId, PersonId};
use gongjian_tables::{membership, office, party_organisation, person};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use super::case::Case;

async fn move_away(case: &Case, person: PersonId) {
    let (today, park) = (case.site.site.clock.today(), case.park_branch);
    let id = case.site.site.clock.uuid();
    case.site
        .keep(async |tx| {
            membership::Entity::update_many()
                .col_expr(membership::Column::UntilOn, Expr::value(today))
                .filter(membership::Column::PersonId.eq(person.uuid()))
                .exec(tx)
                .await?;
            let row = membership::ActiveModel {
                id: Set(id),
                person_id: Set(person.uuid()),
                organisation_id: Set(park.uuid()),
                kind: Set("formal".to_owned()),
                side_id: Set(None),
                from_on: Set(Some(today)),
                until_on: Set(None),
            };
            membership::Entity::insert(row).exec_without_returning(tx).await?;
            Ok(())
        })
        .await;
}

/// The day without one person.
fn without(case: &Case, person: PersonId) -> Value {
    let mut day = case.day();
    day["joining"].as_array_mut().unwrap().retain(|one| *one != json!(person));
    day
}

async fn joint_branches(case: &Case) -> u64 {
    let tx = case.site.site.db.read();
    let joint =
        party_organisation::Entity::find().filter(party_organisation::Column::Kind.eq("joint_branch"));
    joint.count(&tx).await.unwrap()
}

#[tokio::test]
async fn a_form_sent_twice_at_once_founds_one_branch_and_moves_everybody_once() {
    let case = Case::new().await;
    let at = case.approved().await;
    let mut day = case.day();
    day["revision"] = json!(case.revision(&at).await);
    let address = format!("{at}/found");
    let (one, other) =
        tokio::join!(case.organiser.post_json(&address, &day), case.organiser.post_json(&address, &day));
    let (won, told) = if one.status == StatusCode::CREATED { (one, other) } else { (other, one) };
    assert_eq!(won.status, StatusCode::CREATED, "{}", won.text());
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.text().contains("党支部已经成立"), "{}", told.text());
    assert_eq!(joint_branches(&case).await, 1);
    let tx = case.site.site.db.read();
    let open = membership::Entity::find().filter(membership::Column::UntilOn.is_null()).count(&tx).await;
    assert_eq!(open.unwrap(), 18);
    case.site.close().await;
}

#[tokio::test]
async fn a_member_who_has_moved_is_named_and_the_branch_is_founded_without_that_person() {
    let case = Case::new().await;
    let at = case.approved().await;
    let gone = case.teachers[7];
    move_away(&case, gone).await;
    let page = case.organiser.get(&format!("{at}/found")).await;
    assert!(page.main_text().contains("已不在原党支部"), "{}", page.main_text());
    let ticked = page.text().matches("name=\"joining\"").count();
    assert_eq!(
        (ticked, page.text().matches("checked aria-label").count()),
        (18, 17),
        "who moved is not ticked"
    );

    let named = case.step(&case.organiser, &at, "found", case.day()).await;
    assert_eq!(named.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(named.text().contains("吴桐现在已不在原来的党支部"), "{}", named.text());
    assert_eq!(joint_branches(&case).await, 0);

    let founded = case.step(&case.organiser, &at, "found", without(&case, gone)).await;
    assert_eq!(founded.status, StatusCode::CREATED, "{}", founded.text());
    let record = case.record(&at).await;
    assert_eq!(record["sides"][0]["people"].as_array().unwrap().len(), 11);
    case.site.close().await;
}

#[tokio::test]
async fn who_holds_a_post_comes_or_somebody_else_is_elected() {
    let case = Case::new().await;
    let at = case.approved().await;
    let secretary = case.teachers[0];
    let stays = case.step(&case.organiser, &at, "found", without(&case, secretary)).await;
    assert_eq!(stays.status, StatusCode::CONFLICT);
    assert!(stays.text().contains("担任书记的人不在转入的名单里"), "{}", stays.text());
    let mut day = without(&case, secretary);
    day["secretary"] = json!(case.teachers[3]);
    let signs = case.step(&case.organiser, &at, "found", day.clone()).await;
    assert_eq!(signs.status, StatusCode::CONFLICT);
    assert!(signs.text().contains("校方的确认人"), "{}", signs.text());
    day["signatory_school"] = json!(case.teachers[3]);
    let elected = case.step(&case.organiser, &at, "found", day).await;
    assert_eq!(elected.status, StatusCode::CREATED, "{}", elected.text());
    let record = case.record(&at).await;
    assert_eq!(record["sides"][0]["signatory"]["name"], "林红超");
    assert_eq!(record["seats"][0]["name"], "林红超");
    case.site.close().await;
}

#[tokio::test]
async fn a_post_left_open_stops_the_founding_with_the_clause() {
    let case = Case::new().await;
    let at = case.approved().await;
    let mut day = case.day();
    day["discipline"] = json!(null);
    let refused = case.step(&case.organiser, &at, "found", day).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.json()["findings"][0]["rule"], "BR-POSTS");
    assert_eq!(joint_branches(&case).await, 0);
    case.site.close().await;
}

#[tokio::test]
async fn people_who_are_not_in_the_plan_and_days_out_of_order_are_refused() {
    let case = Case::new().await;
    let at = case.approved().await;
    let stranger = case.site.person("外人").member_of(case.teachers_branch).create().await;
    let mut day = case.day();
    day["joining"].as_array_mut().unwrap().push(json!(stranger));
    let refused = case.step(&case.organiser, &at, "found", day).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.json()["fields"][0]["field"], "joining");
    for on in ["2026-11-25", "2026-11-23"] {
        let mut day = case.day();
        day["on"] = json!(on);
        assert_eq!(case.step(&case.organiser, &at, "found", day).await.status, StatusCode::CONFLICT, "{on}");
    }
    assert_eq!(joint_branches(&case).await, 0);
    case.site.close().await;
}

/// The person became a full member on this day and had no stage before.
async fn full_from(case: &Case, person: PersonId, day: &str) {
    let day: chrono::NaiveDate = day.parse().unwrap();
    case.site
        .keep(async |tx| {
            person::Entity::update_many()
                .col_expr(person::Column::FullOn, Expr::value(Some(day)))
                .filter(person::Column::Id.eq(person.uuid()))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn a_day_before_the_reply_is_called_that_even_where_somebody_had_no_stage_yet() {
    let case = Case::new().await;
    let at = case.approved().await;
    full_from(&case, case.teachers[3], "2026-11-10").await;
    let mut day = case.day();
    day["on"] = json!("2026-11-01");
    let early = case.step(&case.organiser, &at, "found", day).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text());
    assert!(early.text().contains("早于前一步，最早可填 2026年11月24日"), "{}", early.text());
    assert!(!early.text().contains("发展阶段"), "{}", early.text());
    case.site.close().await;
}

#[tokio::test]
async fn an_application_dated_before_somebody_had_a_stage_says_from_when_there_is_one() {
    let case = Case::new().await;
    let at = case.whole_plan().await;
    full_from(&case, case.teachers[3], "2026-11-10").await;
    let early = case.step(&case.organiser, &at, "hand-in", json!({ "applied_on": "2026-11-01" })).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text());
    assert!(early.text().contains("林红超从 2026年11月10日"), "{}", early.text());
    assert!(!early.text().contains("没有填写"), "{}", early.text());
    let later = case.step(&case.organiser, &at, "hand-in", json!({ "applied_on": "2026-11-10" })).await;
    assert_eq!(later.status, StatusCode::CREATED, "{}", later.text());
    case.site.close().await;
}

#[tokio::test]
async fn what_the_committee_went_beyond_with_a_reason_no_longer_carries_the_heaviest_mark() {
    let case = Case::new().await;
    let at = case.handed_in().await;
    let open = case.organiser.get(&format!("{at}/reply")).await.text();
    assert!(open.contains("finding-unmet") && !open.contains("finding-overruled"), "{open}");
    let approved = case.step(&case.organiser, &at, "approve", Case::approval()).await;
    assert_eq!(approved.status, StatusCode::CREATED, "{}", approved.text());
    for address in [at.clone(), format!("{at}/found")] {
        let page = case.organiser.get(&address).await;
        assert!(page.text().contains("finding-overruled"), "{}", page.text());
        assert!(!page.text().contains("finding-unmet"), "{}", page.text());
        assert!(page.main_text().contains("不符合，已写明理由"), "{}", page.main_text());
    }
    case.site.close().await;
}

#[tokio::test]
async fn a_code_an_organisation_took_meanwhile_stops_the_founding_and_nothing_moves() {
    let case = Case::new().await;
    let at = case.approved().await;
    case.site.organisation("020100004", "另一支部").below(case.college).create().await;
    let refused = case.step(&case.organiser, &at, "found", case.day()).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("020100004"), "{}", refused.text());
    let tx = case.site.site.db.read();
    let ended = membership::Entity::find().filter(membership::Column::UntilOn.is_not_null()).count(&tx).await;
    assert_eq!(ended.unwrap(), 0);
    case.site.close().await;
}

#[tokio::test]
async fn somebody_who_only_takes_part_keeps_the_membership_and_joins_beside_it() {
    let case = Case::new().await;
    let at = case.begin().await;
    case.choose_all(&at).await;
    let last = case.teachers[11];
    let body = json!({
        "revision": case.revision(&at).await, "side": case.side(&at, "school").await,
        "branch": case.teachers_branch, "formal": &case.teachers[..11], "participating": [last],
    });
    assert_eq!(case.organiser.post_json(&format!("{at}/people"), &body).await.status, StatusCode::CREATED);
    case.settle_posts(&at).await;
    case.step(&case.park_organiser, &at, "agree", json!({})).await;
    case.step(&case.organiser, &at, "hand-in", json!({})).await;
    case.step(&case.organiser, &at, "approve", Case::approval()).await;
    let founded = case.step(&case.organiser, &at, "found", case.day()).await;
    assert_eq!(founded.status, StatusCode::CREATED, "{}", founded.text());
    let tx = case.site.site.db.read();
    let rows = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(last.uuid()))
        .all(&tx)
        .await
        .unwrap();
    let mut kinds: Vec<(&str, bool)> =
        rows.iter().map(|row| (row.kind.as_str(), row.until_on.is_none())).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, [("formal", true), ("participating", true)]);
    case.site.close().await;
}

async fn take_office(case: &Case, person: PersonId, organisation: OrganisationId, name: &str) {
    let id = case.site.site.clock.uuid();
    case.site
        .keep(async |tx| {
            let row = office::ActiveModel {
                id: Set(id),
                person_id: Set(person.uuid()),
                organisation_id: Set(Some(organisation.uuid())),
                side_id: Set(None),
                name: Set(name.to_owned()),
                from_on: Set(case.site.site.clock.today()),
                until_on: Set(None),
            };
            office::Entity::insert(row).exec_without_returning(tx).await?;
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn an_office_in_the_branch_that_is_left_is_named_before_and_ends_on_the_day() {
    let case = Case::new().await;
    take_office(&case, case.teachers[3], case.teachers_branch, "secretary").await;
    let at = case.approved().await;
    let page = case.organiser.get(&format!("{at}/found")).await;
    assert!(page.main_text().contains("林红超 · 书记（产品设计教工党支部）"), "{}", page.main_text());
    let founded = case.step(&case.organiser, &at, "found", case.day()).await;
    assert_eq!(founded.status, StatusCode::CREATED, "{}", founded.text());
    let left = case.organiser.get_json(&format!("/organisations/{}", case.teachers_branch)).await.json();
    assert_eq!(left["offices"], json!([]));
    assert_eq!(left["past_offices"][0]["until_on"], case.site.site.clock.today().to_string());
    assert_eq!(left["history"][0]["fields"], json!(["memberships", "offices"]));
    case.site.close().await;
}

#[tokio::test]
async fn whoever_founds_a_branch_takes_no_post_in_it() {
    let case = Case::new().await;
    let at = case.approved().await;
    take_office(&case, case.teachers[0], case.college, "organiser").await;
    let elected = case.site.visitor(case.teachers[0]).await;
    let refused = case.step(&elected, &at, "found", case.day()).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("不能任命自己"), "{}", refused.text());
    assert_eq!(joint_branches(&case).await, 0);
    case.site.close().await;
}

#[tokio::test]
async fn the_first_term_ends_by_the_rule_and_the_ledger_says_that_a_branch_was_founded() {
    let case = Case::new().await;
    let at = case.approved().await;
    let page = case.organiser.get(&format!("{at}/found")).await.main_text();
    assert!(page.contains("届满时间将记为 2029年11月24日") && page.contains("BR-TERM 第二十一条"), "{page}");
    let founded = case.step(&case.organiser, &at, "found", case.day()).await;
    assert_eq!(founded.status, StatusCode::CREATED, "{}", founded.text());
    let branch = case.record(&at).await["branch"].as_str().unwrap().to_owned();
    let record = case.organiser.get_json(&format!("/organisations/{branch}")).await.json();
    assert_eq!(record["term_ends_on"], "2029-11-24");
    let history = case.organiser.get(&format!("/organisations/{branch}")).await.main_text();
    assert!(history.contains("成立联合党支部"), "{history}");
    let ledger = case.organiser.get("/ledger").await.main_text();
    for act in ["成立联合党支部", "批复同意成立", "提交成立申请", "提出成立联合党支部"]
    {
        assert!(ledger.contains(act), "{act}: {ledger}");
    }
    let of_branch = case.organiser.get(&format!("/ledger?organisation={branch}")).await;
    let rows = of_branch.text().split("<tbody>").nth(1).unwrap().to_owned();
    assert!(rows.contains("成立联合党支部") && !rows.contains("批复成立申请"), "{rows}");
    case.site.close().await;
}
