use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use gongjian_site::account::{password, sessions, store};
use gongjian_site::policy::Thing;
use gongjian_site::policy::actions::CreateAccount;
use gongjian_site::web::AppError;
use gongjian_testkit::{Answer, TestSite};

const PASSWORD: &str = "江南可采莲莲叶何田田";

/// An account with a password, and the cookies of two browsers it is signed in on.
async fn signed_in_twice(site: &TestSite) -> [String; 2] {
    let hash = password::hash(PASSWORD.to_owned()).await.unwrap();
    let new = store::NewAccount {
        name: "li".into(),
        person: None,
        person_name: "李一".into(),
        password_hash: Some(hash),
    };
    let inner = &site.site;
    let account = inner
        .db
        .write(async |tx| {
            let permit = inner.operator().may(CreateAccount, &Thing::installation())?;
            Ok::<_, AppError>(store::create(tx, &inner.clock, &permit, new).await?.0)
        })
        .await
        .unwrap();
    let one =
        site.keep(async |tx| sessions::open(tx, inner, account, sessions::SESSION, "Firefox").await).await;
    let two = site.keep(async |tx| sessions::open(tx, inner, account, sessions::SESSION, "Edg").await).await;
    [one, two]
}

async fn send(site: &TestSite, cookie: &str, method: Method, path: &str, form: &str) -> Answer {
    let request = site
        .stranger()
        .request(method, path, "text/html")
        .header(header::COOKIE, format!("__Host-gongjian={cookie}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .unwrap();
    site.stranger().send(request).await
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    let site = TestSite::new().await;
    let [here, there] = signed_in_twice(&site).await;
    let wrong =
        send(&site, &here, Method::POST, "/account/password", "old_password=x&new_password=a+new+long+one")
            .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.main_text().contains("现在的密码不对"), "{}", wrong.main_text());
    let form = format!("old_password={PASSWORD}&new_password=a+new+long+one");
    let done = send(&site, &here, Method::POST, "/account/password", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(done.headers.contains_key(header::SET_COOKIE), "this browser goes on with a new session");
    assert_eq!(send(&site, &there, Method::GET, "/account", "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(send(&site, &here, Method::GET, "/account", "").await.status, StatusCode::SEE_OTHER);
    let again = site.stranger().post("/sign-in", &[("name", "li"), ("password", "a new long one")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    site.close().await;
}

#[tokio::test]
async fn signing_out_everywhere_ends_all_sessions() {
    let site = TestSite::new().await;
    let [here, there] = signed_in_twice(&site).await;
    let listed = send(&site, &here, Method::GET, "/account", "").await;
    assert!(listed.main_text().contains("Firefox") && listed.main_text().contains("Edg"));
    let done = send(&site, &here, Method::POST, "/account/sign-out-everywhere", "").await;
    assert_eq!(done.location(), "/sign-in");
    for cookie in [here, there] {
        assert_eq!(
            send(&site, &cookie, Method::GET, "/account", "").await.location(),
            "/sign-in?next=%2Faccount"
        );
    }
    site.close().await;
}

#[tokio::test]
async fn a_token_acts_for_its_person_until_it_is_ended() {
    let site = TestSite::new().await;
    let [here, _] = signed_in_twice(&site).await;
    let made = send(&site, &here, Method::POST, "/account/tokens", "label=sync").await;
    assert_eq!(made.status, StatusCode::OK);
    let text = made.main_text();
    let token =
        text.lines().find(|line| line.starts_with("gongjian_")).expect("the token is shown once").to_owned();
    let bearer = |method: Method, path: &str, body: &str| {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    let own = site.stranger().send(bearer(Method::GET, "/account", "")).await;
    assert_eq!(own.status, StatusCode::OK);
    assert!(!own.text().contains(&token), "the token is never shown again");
    let key =
        own.json()["credentials"].as_array().unwrap().iter().find(|c| c["kind"] == "bearer").unwrap()["key"]
            .clone();
    let ended = site
        .stranger()
        .send(bearer(Method::POST, "/account/tokens/end", &format!("{{\"key\":{key}}}")))
        .await;
    assert_eq!(ended.status, StatusCode::CREATED);
    assert_eq!(
        site.stranger().send(bearer(Method::GET, "/account", "")).await.status,
        StatusCode::UNAUTHORIZED
    );
    site.close().await;
}

#[tokio::test]
async fn an_unknown_field_is_refused_by_name() {
    let site = TestSite::new().await;
    let [here, _] = signed_in_twice(&site).await;
    let refused = send(&site, &here, Method::POST, "/account/tokens", "label=sync&role=organiser").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.main_text().contains("role"), "{}", refused.main_text());
    site.close().await;
}

#[tokio::test]
async fn language_and_theme_are_remembered_in_the_browser() {
    let site = TestSite::new().await;
    let done = site
        .stranger()
        .post("/preferences", &[("lang", "en"), ("theme", "dark"), ("next", "/sign-in")])
        .await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    let cookie = done.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let request =
        site.stranger().request(Method::GET, "/sign-in", "text/html").header(header::COOKIE, cookie);
    let page = site.stranger().send(request.body(Body::empty()).unwrap()).await.text();
    assert!(page.contains("lang=\"en\"") && page.contains("data-bs-theme=\"dark\""));
    site.close().await;
}

#[tokio::test]
async fn wrong_old_passwords_are_counted_as_wrong_sign_ins_are() {
    let site = TestSite::new().await;
    let [here, _] = signed_in_twice(&site).await;
    let wrong = "old_password=x&new_password=a+new+long+one";
    for _ in 0..4 {
        let answer = send(&site, &here, Method::POST, "/account/password", wrong).await;
        assert!(answer.main_text().contains("现在的密码不对"), "{}", answer.main_text());
    }
    let right = format!("old_password={PASSWORD}&new_password=a+new+long+one");
    let waits = send(&site, &here, Method::POST, "/account/password", &right).await;
    assert_eq!(waits.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(waits.main_text().contains("秒"), "{}", waits.main_text());
    site.wait(chrono::TimeDelta::seconds(61));
    let done = send(&site, &here, Method::POST, "/account/password", &right).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    site.close().await;
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_leads_to_sign_in_and_says_that_nothing_was_saved() {
    let site = TestSite::new().await;
    let [here, _] = signed_in_twice(&site).await;
    site.wait(chrono::TimeDelta::days(8));
    let sent = async |referer: &str| {
        let request = site
            .stranger()
            .request(Method::POST, "/people/1/reveal", "text/html")
            .header(header::COOKIE, format!("__Host-gongjian={here}"))
            .header(header::REFERER, referer)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        site.stranger().send(request.body(Body::empty()).unwrap()).await
    };
    let led = sent("https://localhost/people/1/edit?x=1").await;
    assert_eq!(led.status, StatusCode::SEE_OTHER);
    assert_eq!(led.location(), "/sign-in?next=%2Fpeople%2F1%2Fedit%3Fx%3D1&unsaved=yes");
    for elsewhere in ["https://evil.example/people", "", "https://localhost"] {
        assert_eq!(sent(elsewhere).await.location(), "/sign-in?next=%2F&unsaved=yes");
    }
    let page = site.stranger().get(led.location()).await;
    assert!(page.main_text().contains("刚才提交的内容没有保存"), "{}", page.main_text());
    let program = site.stranger().post_json("/people/1/reveal", &serde_json::json!({})).await;
    assert_eq!(program.status, StatusCode::UNAUTHORIZED);
    site.close().await;
}

#[tokio::test]
async fn the_accounts_name_is_no_password_when_it_is_changed_either() {
    let site = TestSite::new().await;
    let [here, _] = signed_in_twice(&site).await;
    site.keep(async |tx| {
        use sea_orm::EntityTrait;
        use sea_orm::sea_query::Expr;
        gongjian_tables::account::Entity::update_many()
            .col_expr(gongjian_tables::account::Column::Name, Expr::value("li.lei.2026"))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await;
    let form = format!("old_password={PASSWORD}&new_password=Li.Lei.2026");
    let refused = send(&site, &here, Method::POST, "/account/password", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.close().await;
}
