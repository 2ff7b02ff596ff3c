use chrono::TimeDelta;
use gongjian_domain::kinds::PersonId;
use gongjian_site::development::remind::remind;
use gongjian_site::job::housekeeping;
use gongjian_tables::office;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::World;
use super::many::Many;

/// The notices of `person` about cases: how soon, and of which step.
async fn told(many: &Many, person: PersonId) -> Vec<(String, String)> {
    let home = many.as_(person).await.get_json("/").await.json();
    let of_cases = home["notices"].as_array().unwrap().iter().filter(|one| !one["step"].is_null());
    let line = |one: &Value| {
        let word = one["word"].as_str().unwrap().to_owned();
        (word, one["step"]["zh"].as_str().unwrap().to_owned())
    };
    of_cases.map(line).collect()
}

fn words(told: &[(String, String)]) -> Vec<&str> {
    told.iter().map(|(word, _)| word.as_str()).collect()
}

#[tokio::test]
async fn whoevers_turn_it_is_hears_of_a_step_a_month_and_a_week_before_on_the_day_and_once_it_is_late() {
    let many = Many::new().await;
    // The talk is due on 24 December, thirty days from now.
    let (student, case) = many.applied("秦堃", many.branch, "2026-11-24").await;
    let mut heard = Vec::new();
    for days in [0, 1, 22, 1, 6, 1, 30] {
        many.site.wait(TimeDelta::days(days));
        // A night that is tried again tells nobody twice.
        remind(&many.site.site).await.unwrap();
        remind(&many.site.site).await.unwrap();
        heard.push(words(&told(&many, many.zhou).await).len());
    }
    assert_eq!(heard, [1, 1, 2, 2, 3, 4, 4]);
    let told_zhou = told(&many, many.zhou).await;
    assert_eq!(words(&told_zhou), ["case_overdue", "case_today", "case_week", "case_month"]);
    assert_eq!(told_zhou[0].1, "党组织派人谈话");
    let home = many.as_(many.zhou).await.get("/").await.text();
    assert!(home.contains(&case) && home.contains("秦堃：“党组织派人谈话”已过"), "{home}");
    let english = many.as_(many.zhou).await.in_english().get("/").await.text();
    assert!(english.contains("is overdue since"), "{english}");
    for other in [many.wang, many.he, many.li, student] {
        assert_eq!(told(&many, other).await, [], "it is not their turn");
    }
    many.close().await;
}

#[tokio::test]
async fn a_step_noticed_late_is_told_of_once_and_a_new_day_begins_anew() {
    let many = Many::new().await;
    many.applied("甲", many.branch, "2026-09-01").await;
    remind(&many.site.site).await.unwrap();
    assert_eq!(words(&told(&many, many.zhou).await), ["case_overdue"]);
    many.as_(many.zhou).await.post("/notices/seen", &[]).await;
    remind(&many.site.site).await.unwrap();
    assert_eq!(told(&many, many.zhou).await, []);
    many.close().await;
}

#[tokio::test]
async fn the_night_reminds_and_what_the_person_has_to_do_is_told_to_both() {
    let world = World::new().await;
    let case = world.opened().await;
    world.through(&case, "talk", "probation_observation").await;
    // The probation is over in June 2025: the request to become a full member is the person's own step.
    housekeeping::plan(&world.site.site).await.unwrap();
    world.site.wait(TimeDelta::days(1));
    world.site.run_jobs().await;
    let notices = async |person| {
        let home = world.as_(person).await.get_json("/").await.json();
        home["notices"].as_array().unwrap().iter().filter(|one| !one["step"].is_null()).count()
    };
    let radar = world.as_(world.student).await.get_json("/cases/radar").await.json();
    let own = super::many::due(&radar).iter().filter(|line| line["actor"] == "applicant").count();
    assert_eq!(notices(world.student).await, own);
    assert_eq!(notices(world.chen).await, 0, "the other side is not told");
    world.site.close().await;
}

#[tokio::test]
async fn whoever_has_lost_the_office_is_not_shown_the_name_any_more() {
    let many = Many::new().await;
    many.applied("秦堃", many.branch, "2026-09-01").await;
    remind(&many.site.site).await.unwrap();
    assert_eq!(told(&many, many.zhou).await.len(), 1);
    let today = many.site.site.clock.today();
    many.site
        .keep(async |tx| {
            office::Entity::update_many()
                .col_expr(office::Column::UntilOn, Expr::value(Some(today)))
                .filter(office::Column::PersonId.eq(many.zhou.uuid()))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await;
    assert_eq!(told(&many, many.zhou).await, []);
    assert!(!many.as_(many.zhou).await.get("/").await.text().contains("秦堃"));
    many.close().await;
}
