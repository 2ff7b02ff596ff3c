use axum::http::StatusCode;
use gongjian_testkit::TestSite;

#[tokio::test]
async fn an_organiser_gives_an_account_once_and_only_below_the_own_committee() {
    let site = TestSite::new().await;
    let college = site.organisation("020100", "学院党委").committee().create().await;
    let park = site.organisation("020300", "园区党总支").committee().create().await;
    let branch = site.organisation("020100002", "产品支部").below(college).create().await;
    let zhang = site.person("张军").member_of(branch).create().await;
    let organiser = site.visitor(site.person("组织员").organiser_of(college).create().await).await;
    let stranger = site.visitor(site.person("外人").organiser_of(park).create().await).await;
    let address = format!("/people/{zhang}/account");

    assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND);
    let form = organiser.get(&address).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.text().contains("value=\"zj\""), "{}", form.text());

    let short = organiser.post(&address, &[("name", "zj"), ("password", "短")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let given = organiser.post(&address, &[("name", "zj"), ("password", "春江花月夜里的潮水")]).await;
    assert_eq!(given.status, StatusCode::OK);
    assert!(given.main_text().contains("春江花月夜里的潮水"));
    let again = organiser.post(&address, &[("name", "zj2"), ("password", "春江花月夜里的潮水")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);

    let signed_in =
        site.stranger().post("/sign-in", &[("name", "zj"), ("password", "春江花月夜里的潮水")]).await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
    site.close().await;
}
