use axum::http::StatusCode;
use gongjian_site::demo;

use super::{empty, filled};

#[tokio::test]
async fn every_account_the_sign_in_page_offers_signs_in_with_one_click() {
    let site = filled().await;
    let page = site.stranger().get_json("/sign-in").await.json();
    let password = page["demo"]["password"].as_str().unwrap();
    let html = site.stranger().get("/sign-in").await.text();
    let mut roles = Vec::new();
    for account in
        page["demo"]["groups"].as_array().unwrap().iter().flat_map(|g| g["accounts"].as_array().unwrap())
    {
        let name = account["name"].as_str().unwrap();
        assert!(html.contains(&format!("name=\"name\" value=\"{name}\"")), "{name} has no button");
        let answer = site.stranger().post("/sign-in", &[("name", name), ("password", password)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{name}");
        roles.push(account["role"].as_str().unwrap().to_owned());
    }
    assert_eq!(
        roles,
        [
            "school",
            "enterprise",
            "committee",
            "teacher",
            "employee",
            "activist",
            "college",
            "park",
            "system",
            "security",
            "audit"
        ]
    );
    site.close().await;
}

#[tokio::test]
async fn the_name_beside_an_account_is_the_name_of_its_holder() {
    let site = filled().await;
    for account in demo::accounts(&site.site).unwrap().groups.into_iter().flat_map(|group| group.accounts) {
        let home = super::visitor(&site, &account.name).await.get_json("/").await.json();
        assert_eq!(home["name"], account.person.as_str());
    }
    site.close().await;
}

#[tokio::test]
async fn outside_demonstration_mode_the_sign_in_page_offers_no_account() {
    let site = gongjian_testkit::TestSite::new().await;
    assert!(site.stranger().get_json("/sign-in").await.json()["demo"].is_null());
    assert!(!site.stranger().get("/sign-in").await.text().contains("gongjian-demo"));
    site.close().await;
    let shown = empty().await;
    assert!(shown.stranger().get("/sign-in").await.text().contains("gongjian-demo"));
    shown.close().await;
}
