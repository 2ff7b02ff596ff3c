use axum::http::StatusCode;
use gongjian_site::policy::OfficeName;
use serde_json::{Value, json};

use super::Branches;

fn standings(rows: &Value) -> Vec<(String, String)> {
    let word = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    rows.as_array().unwrap().iter().map(|row| (word(row, "standing"), word(row, "code"))).collect()
}

fn pairs<const N: usize>(expected: [(&str, &str); N]) -> Vec<(String, String)> {
    expected.map(|(standing, code)| (standing.to_owned(), code.to_owned())).to_vec()
}

#[tokio::test]
async fn an_organiser_sees_how_the_branches_below_stand_and_first_those_without_a_theme_day() {
    let b = Branches::new().await;
    let visitor = b.site.visitor(b.organiser).await;
    let month = &visitor.get_json("/").await.json()["theme_days"];
    assert_eq!(month["month"], "2026-11");
    assert_eq!(month["counts"], json!({ "none": 1, "waiting": 2, "coming": 1, "confirmed": 1 }));
    let open = pairs([("none", "020103"), ("waiting", "020104"), ("waiting", "020105")]);
    assert_eq!(standings(&month["open"]), open);
    let page = visitor.get("/").await;
    let text = page.main_text();
    assert!(
        text.contains("共 5 个支部：未安排\u{A0}1，未办完\u{A0}2，已安排\u{A0}1，各方已确认\u{A0}1"),
        "{text}"
    );
    assert!(text.contains("2026年11月17日，还没有办完") && !text.contains("别院"), "{text}");
    assert!(!text.contains("没有等您处理的事"), "what is open below is something to see to: {text}");
    for from in [&page, &visitor.get("/meetings").await] {
        assert!(from.text().contains("href=\"/theme-days\""));
    }
    let english = visitor.in_english().get("/").await.main_text();
    assert!(english.contains("5 branches: 1 with nothing planned, 2 not settled"), "{english}");
    b.site.close().await;
}

#[tokio::test]
async fn what_lies_outside_the_scope_is_neither_counted_nor_listed() {
    let b = Branches::new().await;
    let general = b.site.organisation("020190", "第一党总支").committee().below(b.college).create().await;
    let below = b.site.organisation("020191", "总支下的支部").below(general).create().await;
    b.theme_day(below, "returned", "2026-11-02").await;
    let organiser = b.site.visitor(b.site.person("总支组织员").organiser_of(general).create().await).await;
    let month = &organiser.get_json("/").await.json()["theme_days"];
    assert_eq!(month["counts"], json!({ "none": 0, "waiting": 1, "coming": 0, "confirmed": 0 }));
    let list = organiser.get_json("/theme-days").await.json();
    assert_eq!(standings(&list["rows"]), pairs([("waiting", "020191")]));
    let file = organiser.get_json("/theme-days/export/json").await.json();
    assert_eq!(file.as_array().unwrap().len(), 1);
    let member = b.site.visitor(b.site.person("成员").member_of(b.branches[2]).create().await).await;
    assert_eq!(member.get_json("/").await.json()["theme_days"], Value::Null);
    assert_eq!(standings(&member.get_json("/theme-days").await.json()["rows"]), pairs([("none", "020103")]));
    let nobody = b.site.visitor(b.site.person("无职务").create().await).await;
    let text = nobody.get("/theme-days").await.main_text();
    assert!(text.contains("这里还没有支部"), "{text}");
    b.site.close().await;
}

#[tokio::test]
async fn a_secretary_of_one_branch_alone_has_it_among_the_own_branches_and_nowhere_else() {
    let b = Branches::new().await;
    let secretary = b.site.person("书记").secretary_of(b.branches[2], None).create().await;
    let home = b.site.visitor(secretary).await.get_json("/").await.json();
    assert_eq!(home["theme_days"], Value::Null);
    assert_eq!(home["branches"].as_array().unwrap().len(), 1);
    let sitting = b.site.person("委员").office(b.college, OfficeName::CommitteeMember).create().await;
    let month = &b.site.visitor(sitting).await.get_json("/").await.json()["theme_days"];
    assert_eq!(month["counts"]["none"], 1, "a committee reads the books of the branches below it");
    b.site.close().await;
}

#[tokio::test]
async fn ten_branches_stand_on_the_home_page_and_all_of_them_in_the_list_page_after_page() {
    let b = Branches::new().await;
    for number in 10..65 {
        let (code, name) = (format!("0201{number}"), format!("新{number}支部"));
        b.site.organisation(&code, &name).below(b.college).create().await;
    }
    let visitor = b.site.visitor(b.organiser).await;
    let month = &visitor.get_json("/").await.json()["theme_days"];
    assert_eq!((&month["counts"]["none"], month["open"].as_array().unwrap().len()), (&json!(56), 10));
    assert!(month["open"].as_array().unwrap().iter().all(|row| row["standing"] == "none"));
    let (mut all, mut path) = (Vec::new(), "/theme-days".to_owned());
    loop {
        let page = visitor.get_json(&path).await.json();
        assert_eq!(page["paging"]["count"], 60);
        all.extend(standings(&page["rows"]));
        match page["paging"]["next"].as_str() {
            Some(next) => path = format!("/theme-days?after={next}"),
            None => break,
        }
    }
    assert_eq!(all.len(), 60);
    let order = ["none", "waiting", "coming", "confirmed"];
    let mut sorted = all.clone();
    sorted.sort_by_key(|(word, code)| (order.iter().position(|one| one == word), code.clone()));
    assert_eq!(all, sorted, "by standing, then by code");
    sorted.dedup();
    assert_eq!(sorted.len(), 60, "no branch stands on two pages");
    b.site.close().await;
}

#[tokio::test]
async fn of_several_meetings_a_confirmed_one_counts_first_and_then_one_that_waits() {
    let b = Branches::new().await;
    b.theme_day(b.branches[0], "planned", "2026-11-30").await;
    let waits = b.theme_day(b.branches[1], "minuted", "2026-11-05").await;
    let visitor = b.site.visitor(b.organiser).await;
    let page = visitor.get_json("/theme-days").await.json();
    let row = |code: &str| page["rows"].as_array().unwrap().iter().find(|row| row["code"] == code).unwrap();
    assert_eq!(
        (&row("020101")["standing"], &row("020101")["on"]),
        (&json!("confirmed"), &json!("2026-11-03"))
    );
    assert_eq!((&row("020102")["standing"], &row("020102")["meeting"]), (&json!("waiting"), &json!(waits)));
    b.site.close().await;
}

#[tokio::test]
async fn every_state_of_a_meeting_makes_the_branch_stand_as_its_line_says() {
    let b = Branches::new().await;
    let states = [
        ("draft", "coming", "waiting"),
        ("planned", "coming", "waiting"),
        ("invited", "coming", "waiting"),
        ("held", "waiting", "waiting"),
        ("minuted", "waiting", "waiting"),
        ("awaiting_confirmation", "waiting", "waiting"),
        ("returned", "waiting", "waiting"),
        ("confirmed", "confirmed", "confirmed"),
    ];
    for (number, (state, today, before)) in states.into_iter().enumerate() {
        for (digit, on, standing) in [(1, "2026-11-24", today), (2, "2026-11-20", before)] {
            let code = format!("0207{number:02}{digit}");
            let branch = b.site.organisation(&code, &code).below(b.college).create().await;
            b.theme_day(branch, state, on).await;
            let list = b.site.visitor(b.organiser).await.get_json("/theme-days").await.json();
            let row =
                list["rows"].as_array().unwrap().iter().find(|row| row["code"] == *code).unwrap().clone();
            assert_eq!((&row["standing"], &row["on"]), (&json!(standing), &json!(on)), "{state} on {on}");
        }
    }
    b.site.close().await;
}

#[tokio::test]
async fn the_list_is_filtered_by_month_and_standing_in_the_address_and_says_when_none_fits() {
    let b = Branches::new().await;
    let visitor = b.site.visitor(b.organiser).await;
    let rows = async |query: &str| {
        standings(&visitor.get_json(&format!("/theme-days?{query}")).await.json()["rows"])
    };
    assert_eq!(rows("state=waiting").await, pairs([("waiting", "020104"), ("waiting", "020105")]));
    assert_eq!(rows("month=2026-10&state=confirmed").await, pairs([("confirmed", "020103")]));
    assert_eq!(rows("month=2026-10&state=none").await.len(), 4);
    for odd in
        ["month=2026-13", "month=99999-01", "month=1500-01", "state=", "after=x", "after=none-\u{4DAE}"]
    {
        assert_eq!(
            visitor.get(&format!("/theme-days?{}", odd.replace('\u{4DAE}', "%E4%B6%AE"))).await.status,
            StatusCode::OK
        );
    }
    let none = visitor.get("/theme-days?month=2026-09&state=coming").await;
    assert!(none.main_text().contains("没有符合条件的支部"), "{}", none.main_text());
    assert!(none.text().contains("href=\"/theme-days?month=2026-09\""));
    assert!(none.text().contains("month=2026%2D10&#38;state=coming"), "the next month keeps the filter");
    for list in ["/theme-days?state=best", "/theme-days/export/csv?state=best"] {
        assert_eq!(visitor.get(list).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}");
    }
    let past = visitor.get("/theme-days?after=confirmed-999999").await.main_text();
    assert!(past.contains("回到第一页"), "{past}");
    let page = visitor.get("/theme-days?state=none").await;
    assert!(page.main_text().contains("2026年11月主题党日") && page.main_text().contains("第3支部"));
    assert!(page.text().contains("/theme-days/export/csv?month=2026%2D11&#38;state=none"), "{}", page.text());
    b.site.close().await;
}

#[tokio::test]
async fn a_branch_is_listed_in_the_months_in_which_there_was_one() {
    let b = Branches::new().await;
    let (gone, young) = (b.branches[0], b.branches[1]);
    b.site
        .keep(async |tx| {
            use gongjian_tables::party_organisation as table;
            use sea_orm::sea_query::Expr;
            use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
            for (branch, column, on) in [
                (gone, table::Column::DissolvedOn, "2026-10-31"),
                (young, table::Column::FoundedOn, "2026-11-01"),
            ] {
                table::Entity::update_many()
                    .col_expr(column, Expr::value(Some(super::day(on))))
                    .filter(table::Column::Id.eq(branch.uuid()))
                    .exec(tx)
                    .await?;
            }
            Ok(())
        })
        .await;
    let visitor = b.site.visitor(b.organiser).await;
    for (month, count) in [("2026-09", 4), ("2026-10", 3), ("2026-11", 4)] {
        let page = visitor.get_json(&format!("/theme-days?month={month}")).await.json();
        assert_eq!(page["paging"]["count"], count, "{month}");
    }
    b.site.close().await;
}

#[tokio::test]
async fn when_nothing_is_open_below_the_home_page_says_so_calmly() {
    let b = Branches::new().await;
    for branch in &b.branches[2..] {
        b.theme_day(*branch, "confirmed", "2026-11-12").await;
    }
    let text = b.site.visitor(b.organiser).await.get("/").await.main_text();
    assert!(text.contains("没有需要催办的支部") && text.contains("没有等您处理的事"), "{text}");
    b.site.close().await;
}

#[tokio::test]
async fn while_there_is_no_roster_the_first_step_stands_alone() {
    let site = gongjian_testkit::TestSite::new().await;
    let college = site.organisation("020100", "学院党委").committee().create().await;
    site.organisation("020101", "支部").below(college).create().await;
    let organiser = site.person("组织").organiser_of(college).create().await;
    let home = site.visitor(organiser).await.get_json("/").await.json();
    assert_eq!((&home["first_step"]["word"], &home["theme_days"]), (&json!("roster"), &Value::Null));
    site.close().await;
}
