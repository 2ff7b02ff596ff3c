use axum::http::StatusCode;
use gongjian_testkit::TestSite;

#[tokio::test]
async fn a_rule_says_what_it_demands_where_it_stands_and_who_asks_it() {
    let site = TestSite::new().await;
    let page = site.stranger().get("/rules/BR-APPROVE").await;
    let text = page.main_text();
    assert_eq!(page.status, StatusCode::OK);
    for said in ["1 个月内", "第六条", "条号还没有核对", "中国共产党支部工作条例", "成立联合党支部时据此核对"]
    {
        assert!(text.contains(said), "{said} is missing: {text}");
    }
    let english = site.stranger().in_english().get("/rules/br-approve").await;
    assert!(english.main_text().contains("within 1 month"));
    let json = site.stranger().get_json("/rules/BR-APPROVE").await.json();
    assert_eq!(json["rule"]["values"]["value"], 1);
    assert_eq!(json["asked_for"], "founding");
    site.close().await;
}

#[tokio::test]
async fn a_rule_nobody_wrote_is_not_found() {
    let site = TestSite::new().await;
    let missing = site.stranger().get("/rules/br-nothing").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.main_text().contains("没有这个编号的规定"));
    assert_eq!(site.stranger().get("/rules/%F0%A0%AE%B7%22%3E").await.status, StatusCode::NOT_FOUND);
    site.close().await;
}
