//! The stage a list shows of an earlier day is the one the core would say.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use gongjian_domain::people::stage::{Stage, Standing};
use gongjian_site::people::list::filter::PeopleFilter;
use gongjian_site::people::list::store::{Question, Reach, reached};
use gongjian_tables::person;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::college;

fn begin() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 1, 1).unwrap()
}

/// Dates within a few days of one another, so that many fall together, and a stage said without a date.
fn standing() -> impl Strategy<Value = (Standing, Option<Stage>)> {
    let day = || proptest::option::of((0_u64..6).prop_map(|days| begin() + Days::new(days)));
    let stage = proptest::option::of(proptest::sample::select(Stage::ALL.to_vec()));
    (day(), day(), day(), day(), day(), stage).prop_map(
        |(applied_on, activist_on, target_on, joined_on, full_on, stage)| {
            (Standing { applied_on, activist_on, target_on, joined_on, full_on }, stage)
        },
    )
}

#[tokio::test]
async fn the_stage_of_an_earlier_day_is_what_the_dates_say() {
    let c = college().await;
    let mut runner = TestRunner::deterministic();
    let mut people = BTreeMap::new();
    for number in 0..80 {
        let (standing, declared) = standing().new_tree(&mut runner).unwrap().current();
        let id = c.site.person(&format!("人{number}")).member_of(c.students).create().await;
        c.site
            .keep(async |tx| {
                person::Entity::update_many()
                    .col_expr(person::Column::Stage, Expr::value(declared.map(Stage::as_str)))
                    .col_expr(person::Column::AppliedOn, Expr::value(standing.applied_on))
                    .col_expr(person::Column::ActivistOn, Expr::value(standing.activist_on))
                    .col_expr(person::Column::TargetOn, Expr::value(standing.target_on))
                    .col_expr(person::Column::JoinedOn, Expr::value(standing.joined_on))
                    .col_expr(person::Column::FullOn, Expr::value(standing.full_on))
                    .filter(person::Column::Id.eq(id.uuid()))
                    .exec(tx)
                    .await?;
                Ok(())
            })
            .await;
        people.insert(id.uuid(), (standing, declared));
    }
    for days in 0..6 {
        let day = begin() + Days::new(days);
        let operator = c.site.site.operator();
        let tx = c.site.site.db.read();
        let reach = Reach::of(&operator).unwrap();
        let reached = reached(&tx, &reach.read).await.unwrap();
        let filter = PeopleFilter { as_of: Some(day), ..PeopleFilter::default() };
        let wanted = filter.read(c.site.site.clock.today()).unwrap();
        let question = Question::new(&tx, wanted, reach, &reached).await.unwrap();
        let lines = question.first(&tx, 1_000).await.unwrap();
        assert_eq!(lines.len(), people.len());
        for line in lines {
            let (standing, declared) = people[&line.id];
            let said = standing.stage_on_with(declared, day).map(|stage| stage.as_str().to_owned());
            assert_eq!(line.stage, said, "{standing:?} {declared:?} on {day}");
        }
    }
    c.site.close().await;
}
