use axum::http::StatusCode;
use gongjian_site::policy::Administrator;
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

    let nameless = organiser.post(&address, &[("name", " ")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let given = organiser.post(&address, &[("name", "zj")]).await;
    assert_eq!(given.status, StatusCode::OK);
    let text = given.main_text();
    let first = text.lines().find_map(|line| line.strip_prefix("http://localhost")).unwrap().to_owned();
    let again = organiser.post(&address, &[]).await.main_text();
    let second = again.lines().find_map(|line| line.strip_prefix("http://localhost")).unwrap().to_owned();
    assert_eq!(
        site.stranger().get(&first).await.status,
        StatusCode::NOT_FOUND,
        "a new link ends the old one"
    );
    assert_eq!(site.stranger().post(&second, &[("password", "春江花月夜里的潮水")]).await.location(), "/");

    let signed_in =
        site.stranger().post("/sign-in", &[("name", "zj"), ("password", "春江花月夜里的潮水")]).await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
    site.close().await;
}

#[tokio::test]
async fn nobody_gives_an_account_to_somebody_who_holds_more() {
    let site = TestSite::new().await;
    let college = site.organisation("020100", "学院党委").committee().create().await;
    let branch = site.organisation("020100002", "产品支部").below(college).create().await;
    let park = site.organisation("020300", "园区党总支").committee().create().await;
    let organiser = site.visitor(site.person("组织员").organiser_of(college).create().await).await;
    let elsewhere = site.person("两处任职").member_of(branch).secretary_of(park, None).create().await;
    let auditor = site.person("审计").member_of(branch).administrator(Administrator::Audit).create().await;
    let own = site.person("本支部书记").member_of(branch).secretary_of(branch, None).create().await;
    for (person, status) in
        [(elsewhere, StatusCode::FORBIDDEN), (auditor, StatusCode::FORBIDDEN), (own, StatusCode::OK)]
    {
        assert_eq!(
            organiser.post(&format!("/people/{person}/account"), &[("name", "x")]).await.status,
            status
        );
    }
    site.close().await;
}

#[tokio::test]
async fn nobody_gives_themselves_a_way_around_the_old_password() {
    let site = TestSite::new().await;
    let college = site.organisation("020100", "学院党委").committee().create().await;
    let own = site.person("组织员").member_of(college).organiser_of(college).create().await;
    let visitor = site.visitor(own).await;
    let page = visitor.get_json(&format!("/people/{own}")).await.json();
    assert_eq!(page["may_give_account"], false);
    let refused = visitor.post(&format!("/people/{own}/account"), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.main_text().contains("我的账号"), "{}", refused.main_text());
    site.close().await;
}
