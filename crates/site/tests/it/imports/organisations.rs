//! Units and Party organisations from a spreadsheet.

use axum::http::StatusCode;
use gongjian_site::organisation::store::within;
use gongjian_tables::{party_organisation, unit, unit_apprenticeship, unit_residency};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Place, bring, rows, sample, seen, take};

async fn unit_named(place: &Place, name: &str) -> unit::Model {
    let tx = place.site.site.db.read();
    unit::Entity::find().filter(unit::Column::Name.eq(name)).one(&tx).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_sample_table_becomes_units_and_a_tree() {
    let place = Place::new().await;
    let tx = place.site.site.db.read();
    let branch = place.organisation("020100002").await;
    let above = within(&tx, branch).await.unwrap();
    assert_eq!(above, [branch, place.organisation("020100").await]);
    let college = unit_named(&place, "创意设计学院").await;
    assert_eq!(college.parent_id, Some(unit_named(&place, "某某职业技术学院").await.id));
    let enterprise = unit_named(&place, "某某市拾光文创有限公司").await;
    let stay = unit_residency::Entity::find().filter(unit_residency::Column::UnitId.eq(enterprise.id));
    assert!(stay.one(&tx).await.unwrap().is_some());
    let level = unit_apprenticeship::Entity::find()
        .filter(unit_apprenticeship::Column::UnitId.eq(enterprise.id))
        .one(&tx)
        .await
        .unwrap();
    assert_eq!(level.unwrap().level, "demonstration");
    let resident = unit_named(&place, "某某国际商贸城第四分公司").await;
    let none = unit_residency::Entity::find().filter(unit_residency::Column::UnitId.eq(resident.id));
    assert!(none.one(&tx).await.unwrap().is_none(), "否 is no stay");
    place.site.close().await;
}

#[tokio::test]
async fn the_same_table_twice_changes_nothing() {
    let place = Place::new().await;
    let id = bring(&place.system, "organisations", "again.xlsx", &sample("organisations.xlsx")).await;
    let page = seen(&place.system, &id).await;
    assert_eq!(page["counts"]["unchanged"], 16, "{:?}", rows(&place.system, &id).await);
    assert_eq!(page["counts"]["rows"], 16);
    place.site.close().await;
}

#[tokio::test]
async fn a_new_parent_takes_everything_below_along() {
    let place = Place::new().await;
    let table = "编码,名称,类别,上级编码\n020100,中共某某职业技术学院创意设计学院委员会,党委,020000\n020000,中共某某职业技术学院委员会,党委,\n";
    let id = bring(&place.system, "organisations", "top.csv", table.as_bytes()).await;
    let page = place.system.get(&format!("/imports/{id}")).await.main_text();
    assert!(page.contains("上级编码") && page.contains("020000"), "{page}");
    assert_eq!(take(&place.system, &id).await.status, StatusCode::SEE_OTHER);
    let branch = place.organisation("020100002").await;
    let above = within(&place.site.site.db.read(), branch).await.unwrap();
    let expected = [branch, place.organisation("020100").await, place.organisation("020000").await];
    assert_eq!(above, expected);
    place.site.close().await;
}

#[tokio::test]
async fn two_schools_may_each_have_a_college_of_one_name() {
    let place = Place::new().await;
    let table = "单位名称,统一社会信用代码,单位类别,上级单位\n另一学校,91350100M000100Y43,学校,\n创意设计学院,,二级学院,另一学校\n";
    let id = bring(&place.system, "organisations", "units.csv", table.as_bytes()).await;
    let page = seen(&place.system, &id).await;
    assert_eq!(page["counts"]["new"], 2, "{:?}", rows(&place.system, &id).await);
    assert_eq!(take(&place.system, &id).await.status, StatusCode::SEE_OTHER);
    let tx = place.site.site.db.read();
    let colleges = unit::Entity::find().filter(unit::Column::Name.eq("创意设计学院")).all(&tx).await.unwrap();
    assert_eq!(colleges.len(), 2);
    place.site.close().await;
}

#[tokio::test]
async fn wrong_rows_are_refused_with_the_sheet_marked_and_the_rest_comes_in() {
    let place = Place::new().await;
    let table = "编码,名称,类别,上级编码\n020100010,好支部,党支部,020100\n020100011,坏支部,党支部,999999\n020100012,也坏,小组,020100\n";
    let id = bring(&place.system, "organisations", "some.csv", table.as_bytes()).await;
    let all = rows(&place.system, &id).await;
    let kinds: Vec<_> = all.iter().map(|row| row["problems"][0]["kind"].as_str()).collect();
    assert_eq!(kinds, [Some("unknown_parent"), Some("organisation_kind"), None]);
    let marked = place.system.get(&format!("/imports/{id}/errors.xlsx")).await;
    assert_eq!(marked.status, StatusCode::OK);
    assert_eq!(take(&place.system, &id).await.status, StatusCode::SEE_OTHER);
    let tx = place.site.site.db.read();
    let found = party_organisation::Entity::find()
        .filter(party_organisation::Column::Code.starts_with("02010001"))
        .all(&tx)
        .await
        .unwrap();
    assert_eq!(found.iter().map(|row| row.code.as_str()).collect::<Vec<_>>(), ["020100010"]);
    place.site.close().await;
}

#[tokio::test]
async fn a_branch_does_not_become_a_joint_branch_by_declaration() {
    let place = Place::new().await;
    let table = "编码,名称,类别,上级编码\n020100002,产品设计教工党支部,联合党支部,020100\n";
    let id = bring(&place.system, "organisations", "joint.csv", table.as_bytes()).await;
    assert_eq!(rows(&place.system, &id).await[0]["problems"][0]["kind"], "joint_branch");
    assert!(place.system.get(&format!("/imports/{id}")).await.main_text().contains("成立程序"));
    place.site.close().await;
}
