use axum::http::StatusCode;
use gongjian_testkit::TestSite;
use serde_json::{Value, json};

fn case(talk: &str) -> Value {
    json!({
        "born": "2003-05-01", "jurisdiction": ["cn", "cn-33"], "leaving": null,
        "steps": [{"step": "apply", "on": "2024-09-20"}, {"step": "talk", "on": talk}],
    })
}

#[tokio::test]
async fn a_program_sends_a_case_and_gets_the_stage_what_comes_next_and_every_finding() {
    let site = TestSite::new().await;
    let answer = site.stranger().post_json("/rules/check?today=2024-12-01", &case("2024-10-21")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let judged = answer.json();
    assert_eq!(judged["stage"], "applicant");
    assert_eq!(judged["next"][0]["step"], "activist");
    let talk = &judged["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "PD-TALK").unwrap();
    assert_eq!((&talk["met"], &talk["due"]), (&json!(false), &json!("2024-10-20")));
    assert!(talk["because"].as_str().unwrap().contains("已经超过"), "{talk}");
    let english = site.stranger().in_english();
    let english = english.post_json("/rules/check?today=2024-12-01", &case("2024-10-21")).await;
    assert!(english.text().contains("too late"));
    site.close().await;
}

#[tokio::test]
async fn a_case_that_cannot_be_true_is_refused_with_its_numbers_and_one_that_cannot_be_read_with_its_line() {
    let site = TestSite::new().await;
    let stranger = site.stranger();
    let future = stranger.post_json("/rules/check?today=2024-10-01", &case("2024-10-21")).await;
    assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(future.text().contains("今天是2024年10月1日"), "{}", future.text());
    let mut twice = case("2024-10-10");
    twice["steps"].as_array_mut().unwrap().push(json!({"step": "talk", "on": "2024-10-12"}));
    let twice = stranger.post_json("/rules/check?today=2024-12-01", &twice).await;
    assert!(twice.text().contains("2024年10月12日两次"), "{}", twice.text());
    let none =
        stranger.post_json("/rules/check", &json!({"steps": [{"step": "talk", "on": "2024-02-30"}]})).await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    assert!(none.text().contains("第 1 行"), "{}", none.text());
    site.close().await;
}

#[tokio::test]
async fn people_paste_a_case_and_read_the_answer_on_the_page() {
    let site = TestSite::new().await;
    let stranger = site.stranger();
    assert!(stranger.get("/rules/check").await.main_text().contains("不保存"));
    let sent = case("2024-10-21").to_string();
    let page = stranger.post("/rules/check?today=2024-12-01", &[("case", sent.as_str())]).await;
    let text = page.main_text();
    assert_eq!(page.status, StatusCode::OK);
    for said in ["入党申请人", "推荐和确定入党积极分子", "已经超过", "已满18周岁"] {
        assert!(text.contains(said) || said == "{said} is missing: {text}");
    }
    let broken = stranger.post("/rules/check", &[("case", "{")]).await;
    assert!(broken.main_text().contains("不能读作一份记录"), "{}", broken.main_text());
    site.close().await;
}
