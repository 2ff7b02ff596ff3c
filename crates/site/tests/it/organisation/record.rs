use axum::http::StatusCode;
use chrono::NaiveDate;
use gongjian_tables::party_organisation;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::people::college;

#[tokio::test]
async fn a_joint_branch_shows_its_sides_with_their_people_by_stage() {
    let c = college().await;
    let (school, company) =
        (c.site.unit("college", "创意设计学院").await, c.site.unit("enterprise", "某公司").await);
    let joint = c.site.organisation("020103", "联合党支部").joint_branch().below(c.committee).create().await;
    let school_side = c.site.side(joint, "school", "校", &[school]).await;
    let company_side = c.site.side(joint, "enterprise", "企", &[company]).await;
    let teacher = c.site.person("王老师").on_side(joint, school_side).create().await;
    c.site.person("李员工").on_side(joint, company_side).create().await;
    c.site.person("张学生").on_side(joint, school_side).at_stage("activist").create().await;
    let visitor = c.site.visitor(teacher).await;
    let page = visitor.get_json(&format!("/organisations/{joint}")).await.json();
    assert_eq!(page["sides"][0]["counts"]["full"], 1);
    assert_eq!(page["sides"][0]["counts"]["activist"], 1);
    assert_eq!(page["sides"][1]["units"][0]["name"], "某公司");
    assert_eq!(page["counts"]["full"], 2);
    insta::assert_snapshot!(visitor.get(&format!("/organisations/{joint}")).await.main_text());
    c.site.close().await;
}

#[tokio::test]
async fn somebody_of_another_branch_sees_the_organisation_but_no_names() {
    let c = college().await;
    c.site.person("李雷").member_of(c.students).create().await;
    let other = c.site.person("外人").member_of(c.park).create().await;
    let page = c.site.visitor(other).await.get(&format!("/organisations/{}", c.students)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.main_text().contains("名单只对本组织成员"), "{}", page.main_text());
    assert!(!page.text().contains("李雷"));
    c.site.close().await;
}

#[tokio::test]
async fn the_end_of_a_term_is_announced_half_a_year_ahead_with_the_rule() {
    let c = college().await;
    let own = c.site.person("韩梅").member_of(c.students).create().await;
    let visitor = c.site.visitor(own).await;
    let words = async |day: &str| {
        let ends = NaiveDate::parse_from_str(day, "%Y-%m-%d").unwrap();
        c.site
            .keep(async |tx| {
                party_organisation::Entity::update_many()
                    .col_expr(party_organisation::Column::TermEndsOn, Expr::value(Some(ends)))
                    .filter(party_organisation::Column::Id.eq(c.students.uuid()))
                    .exec(tx)
                    .await?;
                Ok(())
            })
            .await;
        visitor.get(&format!("/organisations/{}", c.students)).await.main_text()
    };
    assert!(words("2027-05-25").await.contains("2026年11月25日起准备换届"));
    assert!(words("2027-05-24").await.contains("还有 181 天届满"));
    assert!(words("2026-11-23").await.contains("已届满 1 天"));
    c.site.close().await;
}

#[tokio::test]
async fn who_holds_two_offices_stands_there_once_with_both() {
    let c = college().await;
    let unit = c.site.unit("college", "创意设计学院").await;
    let joint = c.site.organisation("020103", "联合党支部").joint_branch().below(c.committee).create().await;
    let side = c.site.side(joint, "school", "校", &[unit]).await;
    let zhou = c.site.person("周敏").on_side(joint, side).secretary_of(joint, None);
    zhou.secretary_of(joint, Some(side)).create().await;
    let organiser = c.site.visitor(c.site.person("组织").organiser_of(c.committee).create().await).await;
    let path = format!("/organisations/{joint}");
    assert_eq!(organiser.get_json(&path).await.json()["offices"].as_array().unwrap().len(), 2);
    let page = organiser.get(&path).await;
    let text = page.main_text();
    let (_, offices) = text.split_once("任职\n").unwrap();
    let (offices, _) = offices.split_once("成员\n").unwrap();
    assert_eq!(offices.lines().filter(|line| *line == "周敏").count(), 1, "{offices}");
    assert_eq!(offices.lines().filter(|line| *line == "书记").count(), 2, "{offices}");
    assert!(offices.contains("周敏 的任职：校方书记"), "{offices}");
    c.site.close().await;
}

#[tokio::test]
async fn the_seals_of_a_branch_are_in_outline_for_nothing_is_confirmed_there() {
    let c = college().await;
    let unit = c.site.unit("college", "创意设计学院").await;
    let joint = c.site.organisation("020103", "联合党支部").joint_branch().below(c.committee).create().await;
    let side = c.site.side(joint, "school", "校", &[unit]).await;
    let own = c.site.person("王老师").on_side(joint, side).create().await;
    let page = c.site.visitor(own).await.get(&format!("/organisations/{joint}")).await.text();
    assert!(page.contains("class=\"seal seal-school\""), "{page}");
    assert!(!page.contains("seal-confirmed"), "{page}");
    c.site.close().await;
}
