use axum::http::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::{NUMBER, college, with_number};

#[tokio::test]
async fn one_search_finds_people_organisations_and_units_each_by_its_own_reach() {
    let c = college().await;
    c.site.unit("enterprise", "创意文化公司").await;
    c.site.person("创一").member_of(c.park).create().await;
    let own = c.site.person("创二").member_of(c.students).create().await;
    let page = c.site.visitor(own).await.get_json("/search?q=%E5%88%9B").await.json();
    let names = |kind: &str| {
        let rows = page[kind].as_array().unwrap().iter();
        rows.map(|row| row["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("people"), ["创二"]);
    assert_eq!(names("organisations"), ["创意设计学院党委", "创意园党支部"]);
    assert_eq!(names("units"), ["创意文化公司"]);
    let nothing = c.site.visitor(own).await.get("/search?q=%3Cscript%3E").await;
    assert!(nothing.main_text().contains("没有找到“<script>”"), "{}", nothing.main_text());
    c.site.close().await;
}

/// A path as it stands in an address.
fn percent_of(path: &str) -> String {
    path.replace('/', "%2F")
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn an_identity_number_is_not_searched_and_not_repeated_and_the_page_says_why() {
    let c = college().await;
    let person = c.site.person("李雷").member_of(c.students).create().await;
    with_number(&c.site, person, NUMBER).await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    let slip = format!("{}9", &NUMBER[..17]);
    for typed in [NUMBER, &slip, "130503670401001", "11010520000101001x", " 110101 20000101 0010"] {
        for list in ["/search", "/people"] {
            let address = format!("{list}?q={}", percent(typed));
            let page = visitor.get(&address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            let text = page.main_text();
            assert!(text.contains("身份证号不能用来查找") && text.contains("学工号或编码"), "{text}");
            let html = page.text();
            assert!(!html.contains(typed) && !html.contains(&percent(typed)), "{list} repeats {typed}");
            assert!(!text.contains("李雷"));
            let json = visitor.get_json(&address).await;
            assert_eq!(json.json()["not_searched"], "identity_number");
            let led = c.site.stranger().get(&address).await;
            assert_eq!(led.status, StatusCode::SEE_OTHER);
            assert_eq!(led.location(), format!("/sign-in?next={}", percent_of(list)));
            assert!(!json.text().contains(typed));
        }
        let file = visitor.get_json(&format!("/people/export/csv?q={}", percent(typed))).await;
        assert_eq!(file.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!file.text().contains(typed), "{}", file.text());
        let page = visitor.get(&format!("/people/export/csv?q={}", percent(typed))).await;
        assert!(!page.text().contains(typed) && !page.text().contains(&percent(typed)), "{}", page.text());
    }
    let english = visitor.in_english().get(&format!("/search?q={NUMBER}")).await.main_text();
    assert!(
        english.contains("Identity numbers are not searched") && english.contains("histories"),
        "{english}"
    );
    c.site.close().await;
}

#[tokio::test]
async fn eleven_digits_are_looked_for_as_a_staff_number_and_never_as_a_phone() {
    let c = college().await;
    let unit = c.site.unit("college", "创意设计学院").await;
    let person = c.site.person("李雷").member_of(c.students).affiliated(unit, "teacher").create().await;
    with_number(&c.site, person, NUMBER).await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    for list in ["/search", "/people"] {
        let page = visitor.get(&format!("{list}?q=13812345678")).await;
        let text = page.main_text();
        assert!(text.contains("没有这个学工号；手机号不能用来查找"), "{text}");
        assert!(!page.text().contains("13812345678") && !text.contains("李雷"), "{}", page.text());
    }
    c.site
        .keep(async |tx| {
            use gongjian_tables::affiliation;
            affiliation::Entity::update_many()
                .col_expr(affiliation::Column::StaffNumber, Expr::value(Some("13812345678")))
                .filter(affiliation::Column::PersonId.eq(person.uuid()))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await;
    let found = visitor.get_json("/search?q=13812345678").await.json();
    assert_eq!((&found["people"][0]["name"], &found["not_searched"]), (&json!("李雷"), &Value::Null));
    assert_eq!(visitor.get_json("/people?q=13812345678").await.json()["rows"][0]["name"], "李雷");
    c.site.close().await;
}
