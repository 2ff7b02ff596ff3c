use axum::http::StatusCode;
use gongjian_testkit::TestSite;

#[tokio::test]
async fn anybody_reads_the_rules_and_the_filter_narrows_them() {
    let site = TestSite::new().await;
    let all = site.stranger().get("/rules").await;
    assert_eq!(all.status, StatusCode::OK);
    assert!(all.main_text().contains("BR-MIN") && all.main_text().contains("至少 3 人"));

    let own = site.stranger().get_json("/rules?layer=college&force=must&status=default").await.json();
    let packs = own["packs"].as_array().unwrap();
    let ids: Vec<_> =
        packs.iter().flat_map(|pack| pack["rules"].as_array().unwrap()).map(|rule| &rule["id"]).collect();
    assert_eq!(ids, ["JB-CONFIRM", "RO-PHONE", "DM-4", "DM-5"]);
    assert_eq!(own["count"], 4);

    let none = site.stranger().in_english().get("/rules?layer=moon").await;
    assert_eq!(none.status, StatusCode::OK);
    assert!(none.main_text().contains("No rule fits"));
    site.close().await;
}

#[tokio::test]
async fn whoever_is_signed_in_reads_the_rules_with_the_menu() {
    let site = TestSite::new().await;
    let visitor = site.visitor(site.person("李雷").create().await).await;
    assert!(visitor.get("/rules").await.text().contains("href=\"/meetings\""));
    assert!(!site.stranger().get("/rules").await.text().contains("href=\"/meetings\""));
    site.close().await;
}
