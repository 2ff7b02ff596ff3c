use axum::http::StatusCode;
use gongjian_site::policy::Administrator;
use gongjian_testkit::{TestSite, Visitor};

async fn account_of(visitor: &Visitor, name: &str) -> String {
    let listed = visitor.get_json("/accounts").await.json();
    let rows = listed["rows"].as_array().unwrap();
    rows.iter().find(|row| row["person_name"] == name).unwrap()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn nobody_holds_two_of_the_three_administrations() {
    let site = TestSite::new().await;
    let security =
        site.visitor(site.person("安全").administrator(Administrator::Security).create().await).await;
    site.visitor(site.person("系统").administrator(Administrator::System).create().await).await;
    site.visitor(site.person("新人").create().await).await;

    let system = account_of(&security, "系统").await;
    let refused =
        security.post(&format!("/accounts/{system}/administrator"), &[("administrator", "audit")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.main_text().contains("必须由不同的人担任"));

    let fresh = account_of(&security, "新人").await;
    let done =
        security.post(&format!("/accounts/{fresh}/administrator"), &[("administrator", "audit")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);

    let own = account_of(&security, "安全").await;
    let last =
        security.post(&format!("/accounts/{own}/administrator/end"), &[("administrator", "security")]).await;
    assert_eq!(last.status, StatusCode::CONFLICT);
    assert!(last.main_text().contains("至少要留一位安全管理员"));
    site.close().await;
}

#[tokio::test]
async fn each_administrator_does_the_own_work_and_not_the_others() {
    let site = TestSite::new().await;
    let system = site.visitor(site.person("系统").administrator(Administrator::System).create().await).await;
    let security =
        site.visitor(site.person("安全").administrator(Administrator::Security).create().await).await;
    let audit = site.visitor(site.person("审计").administrator(Administrator::Audit).create().await).await;
    let new = [("name", "chen"), ("person_name", "陈一")];

    assert_eq!(system.get("/ledger").await.status, StatusCode::FORBIDDEN);
    assert_eq!(security.get("/ledger").await.status, StatusCode::FORBIDDEN);
    assert_eq!(audit.get("/accounts").await.status, StatusCode::FORBIDDEN);
    assert_eq!(security.post("/accounts", &new).await.status, StatusCode::FORBIDDEN);
    let id = account_of(&system, "系统").await;
    let appoint = system.post(&format!("/accounts/{id}/administrator"), &[("administrator", "audit")]).await;
    assert_eq!(appoint.status, StatusCode::FORBIDDEN);

    assert_eq!(system.post("/accounts", &new).await.status, StatusCode::OK);
    let read = audit.get("/ledger").await;
    assert_eq!(read.status, StatusCode::OK);
    assert!(read.main_text().contains("建立账号或令牌"), "{}", read.main_text());
    site.close().await;
}

#[tokio::test]
async fn a_name_that_is_taken_is_refused_with_what_was_typed() {
    let site = TestSite::new().await;
    let system = site.visitor(site.person("系统").administrator(Administrator::System).create().await).await;
    let new = [("name", "chen"), ("person_name", "陈一")];
    assert_eq!(system.post("/accounts", &new).await.status, StatusCode::OK);
    let again = [("name", "Chen"), ("person_name", "陈二")];
    let refused = system.post("/accounts", &again).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("陈二") && refused.main_text().contains("已有人使用"));
    site.close().await;
}

#[tokio::test]
async fn the_system_administrator_gets_into_nobody_elses_account() {
    let site = TestSite::new().await;
    let system = site.visitor(site.person("系统").administrator(Administrator::System).create().await).await;
    site.visitor(site.person("安全").administrator(Administrator::Security).create().await).await;
    let security = account_of(&system, "安全").await;
    assert_eq!(
        system.post(&format!("/accounts/{security}/welcome"), &[]).await.status,
        StatusCode::FORBIDDEN
    );
    let off = system.post(&format!("/accounts/{security}/disabled"), &[("disabled", "true")]).await;
    assert_eq!(off.status, StatusCode::CONFLICT, "the last security administrator stays");
    let taken = system.post("/accounts", &[("name", "x"), ("person_name", "某"), ("person", "y")]).await;
    assert_eq!(taken.status, StatusCode::BAD_REQUEST, "no account for somebody who is there already");
    site.close().await;
}

#[tokio::test]
async fn the_next_page_of_accounts_begins_after_any_name() {
    let site = TestSite::new().await;
    let system = site.person("系统").administrator(Administrator::System).create().await;
    let visitor = site.visitor(system).await;
    for number in 0..51 {
        let form = [("name", format!("名&{number:02}#")), ("person_name", format!("人{number:02}"))];
        let form: Vec<(&str, &str)> = form.iter().map(|(key, value)| (*key, value.as_str())).collect();
        assert_eq!(visitor.post("/accounts", &form).await.status, StatusCode::OK);
    }
    let first = visitor.get_json("/accounts").await.json();
    let next = first["next"].as_str().unwrap().to_owned();
    assert!(next.contains('&') && next.contains('#'), "{next}");
    let page = visitor.get("/accounts").await.text();
    let address = page.split("href=\"").find_map(|rest| rest.strip_prefix("/accounts?after=")).unwrap();
    let address = format!("/accounts?after={}", address.split('"').next().unwrap());
    let second = visitor.get_json(&address).await.json();
    let total = [&first, &second].map(|page| page["rows"].as_array().unwrap().len());
    assert_eq!(total, [50, 2]);
    site.close().await;
}
