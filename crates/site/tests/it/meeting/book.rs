use axum::http::StatusCode;
use serde_json::json;

use super::World;

#[tokio::test]
async fn the_book_holds_what_every_side_confirmed_with_counts_and_the_monthly_rule() {
    let world = World::new().await;
    let open = world.handed_in().await;
    let li = world.as_(world.li).await;
    let before = li.get_json("/book").await.json();
    assert_eq!((before["lines"].as_array().unwrap().len(), before["open"].as_array().unwrap().len()), (0, 1));
    let november = |book: &serde_json::Value| book["months"][10]["finding"].clone();
    assert_eq!((&november(&before)["met"], &november(&before)["provisional"]), (&json!(false), &json!(true)));
    world.confirm(world.chen, world.enterprise, &open, 1).await;
    let book = li.get_json("/book?quarter=4").await.json();
    let line = &book["lines"][0];
    assert_eq!(line["total"], json!({ "expected": 4, "present": 3, "on_leave": 1, "absent": 0 }));
    let sides: Vec<_> =
        line["sides"].as_array().unwrap().iter().map(|s| s["tally"]["present"].clone()).collect();
    assert_eq!(sides, [2, 1]);
    assert_eq!(book["months"].as_array().unwrap().len(), 3);
    assert_eq!(book["months"][1]["finding"]["met"], true);
    assert_eq!(book["months"][2]["finding"], json!(null), "December has not begun");
    assert_eq!(book["percent"], 75);
    assert_eq!(li.get_json("/book?quarter=1").await.json()["lines"], json!([]));
    world.close().await;
}

#[tokio::test]
async fn the_book_prints_with_seals_and_resolutions_in_both_languages() {
    let world = World::new().await;
    let meeting = world.confirmed().await;
    let zhou = world.as_(world.zhou).await;
    let address = format!("/book/print?branch={}&year=2026&quarter=4", world.branch);
    let paper = zhou.get(&address).await.main_text();
    for words in ["支部台账", "2026年第四季度", "学徒制育人主题党日", "每月互派一名讲师", "企方"]
    {
        assert!(paper.contains(words), "{words}: {paper}");
    }
    let english = zhou.clone().in_english().get(&address).await.main_text();
    assert!(english.contains("Branch book") && english.contains("Quarter 4 of 2026"), "{english}");
    let record = zhou.get(&format!("{meeting}/print")).await.main_text();
    assert!(
        record.contains("主题党日记录") && record.contains("陈立") && record.contains("丁洋（请假）"),
        "{record}"
    );
    world.close().await;
}

#[tokio::test]
async fn a_committee_chooses_among_the_books_below_it_and_strangers_open_none() {
    let world = World::new().await;
    let organiser = world.as_(world.site.person("组织员").organiser_of(world.college).create().await).await;
    let choice = organiser.get_json("/book").await.json();
    assert_eq!((choice["branch"].clone(), choice["branches"].as_array().unwrap().len()), (json!(null), 2));
    let address = format!("/book?branch={}", world.branch);
    assert_eq!(organiser.get(&address).await.status, StatusCode::OK);
    let outsider = world.as_(world.other).await;
    assert_eq!(outsider.get(&address).await.status, StatusCode::FORBIDDEN);
    let nobody = world.as_(world.site.person("无").create().await).await;
    assert_eq!(nobody.get("/book").await.status, StatusCode::FORBIDDEN);
    for odd in ["year=99999", "year=-1", "quarter=9", "year=x"] {
        let status = organiser.get(&format!("{address}&{odd}")).await.status;
        assert!(!status.is_server_error(), "{odd}: {status}");
    }
    world.close().await;
}

#[tokio::test]
async fn the_branchs_own_page_shows_presence_by_month_and_side_with_the_table_behind() {
    let world = World::new().await;
    let address = format!("/organisations/{}", world.branch);
    let zhou = world.as_(world.zhou).await;
    assert_eq!(zhou.get_json(&address).await.json()["presence"], json!(null), "nothing was held yet");
    world.confirmed().await;
    let presence = zhou.get_json(&address).await.json()["presence"].clone();
    let months = presence["months"].as_array().unwrap();
    assert_eq!((months.len(), &months[11]["first"]), (12, &json!("2026-11-01")));
    let counts: Vec<_> =
        months[11]["parts"].as_array().unwrap().iter().map(|part| part["count"].clone()).collect();
    assert_eq!((counts, &presence["total"]), (vec![json!(2), json!(1)], &json!(3)));
    let page = zhou.get(&address).await.main_text();
    assert!(page.contains("近十二个月到会人次") && page.contains("1 次会议，到会 3 人次"), "{page}");
    let stranger = world.as_(world.other).await;
    assert_eq!(stranger.get_json(&address).await.json()["presence"], json!(null), "the book is not theirs");
    world.close().await;
}

#[tokio::test]
async fn the_book_and_the_list_are_taken_away_as_filtered_with_formulas_made_harmless() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    let mut plan = world.plan_on("2026-11-20");
    plan["title"] = json!("=SUM(A1)会");
    zhou.post_json("/meetings", &plan).await;
    world.confirmed().await;
    let book = zhou.get_json("/book/export/json?year=2026&quarter=4").await.json();
    assert_eq!((book.as_array().unwrap().len(), &book[0]["total_present"]), (1, &json!(3)));
    assert_eq!((&book[0]["side_1_present"], &book[0]["side_2_expected"]), (&json!(2), &json!(2)));
    assert_eq!(zhou.get_json("/book/export/json?year=2026&quarter=1").await.json(), json!([]));
    let coming = zhou.get_json("/meetings/export/json?state=coming").await.json();
    assert_eq!((coming.as_array().unwrap().len(), &coming[0]["title"]), (1, &json!("=SUM(A1)会")));
    let text = zhou.get("/meetings/export/csv").await.text();
    assert!(text.contains("学徒制育人主题党日") && text.contains("'=SUM(A1)会"), "{text}");
    let other = world.as_(world.other).await;
    assert_eq!(other.get_json("/meetings/export/json").await.json(), json!([]), "another branch's meetings");
    let refused = other.get(&format!("/book/export/json?branch={}", world.branch)).await.status;
    assert!(matches!(refused, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{refused}");
    world.close().await;
}
