use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, StatusCode, header};
use chrono::TimeDelta;
use gongjian_site::account::set_up;
use gongjian_site::account::store::{self, NewAccount};
use gongjian_site::policy::actions::CreateAccount;
use gongjian_site::policy::{Administrator, Thing};
use gongjian_site::web::proxies::Proxies;
use gongjian_testkit::{TestSite, Visitor};
use serde_json::json;

const PASSWORD: &str = "江南可采莲莲叶何田田";

async fn with_an_account() -> TestSite {
    let site = TestSite::new().await;
    let secret = set_up::prepare(&site.site).await.unwrap().unwrap();
    let form = [
        ("name", "wang"),
        ("person_name", "王一"),
        ("password", PASSWORD),
        ("security_name", "zhao"),
        ("security_person_name", "赵二"),
    ];
    assert_eq!(site.stranger().post(&format!("/set-up/{secret}"), &form).await.status, StatusCode::OK);
    site
}

async fn attempt(visitor: &Visitor, name: &str, password: &str) -> (StatusCode, String) {
    let answer = visitor.post("/sign-in", &[("name", name), ("password", password), ("next", "/")]).await;
    (answer.status, answer.main_text())
}

#[tokio::test]
async fn the_right_password_opens_a_session_and_signing_out_ends_it() {
    let site = with_an_account().await;
    let answer = site.stranger().post("/sign-in", &[("name", "Wang"), ("password", PASSWORD)]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let with_cookie = |method, path: &str| {
        site.stranger()
            .request(method, path, "text/html")
            .header(header::COOKIE, cookie.clone())
            .body(Body::empty())
            .unwrap()
    };
    assert_eq!(site.stranger().send(with_cookie(Method::GET, "/")).await.status, StatusCode::OK);
    assert_eq!(
        site.stranger().send(with_cookie(Method::POST, "/sign-out")).await.status,
        StatusCode::SEE_OTHER
    );
    let after = site.stranger().send(with_cookie(Method::GET, "/")).await;
    assert_eq!(after.location(), "/sign-in?next=%2F");
    site.close().await;
}

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_are_answered_alike() {
    let site = with_an_account().await;
    let visitor = site.stranger();
    for _ in 0..6 {
        let known = attempt(&visitor, "wang", "不是这个密码").await;
        let unknown = attempt(&visitor, "nobody", "不是这个密码").await;
        assert_eq!(known, unknown);
        assert_eq!(known.0, StatusCode::UNAUTHORIZED);
    }
    site.close().await;
}

#[tokio::test]
async fn after_wrong_passwords_one_waits_but_never_longer_than_a_minute() {
    let site = with_an_account().await;
    let visitor = site.stranger();
    for _ in 0..4 {
        attempt(&visitor, "wang", "不是这个密码").await;
    }
    let (status, words) = attempt(&visitor, "wang", PASSWORD).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(words.contains("秒后再试"), "{words}");
    for _ in 0..50 {
        site.wait(TimeDelta::seconds(61));
        attempt(&visitor, "wang", "不是这个密码").await;
    }
    site.wait(TimeDelta::seconds(61));
    let (status, _) = attempt(&visitor, "wang", PASSWORD).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    site.close().await;
}

#[tokio::test]
async fn nobody_signs_in_over_an_open_line() {
    let site = with_an_account().await;
    let visitor = site.stranger();
    let request = visitor
        .request(Method::POST, "/sign-in", "application/json")
        .header(header::HOST, "192.0.2.7:8080")
        .header(header::CONTENT_TYPE, "application/json");
    let mut request =
        request.body(Body::from(json!({ "name": "wang", "password": PASSWORD }).to_string())).unwrap();
    request.headers_mut().insert(header::HOST, "192.0.2.7:8080".parse().unwrap());
    let answer = visitor.send(request).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.json()["detail"].as_str().unwrap().contains("https"));
    site.close().await;
}

#[tokio::test]
async fn a_form_sent_from_another_site_is_refused() {
    let site = with_an_account().await;
    let visitor = site.stranger();
    for (name, value) in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site")] {
        let mut request = visitor
            .request(Method::POST, "/sign-in", "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("name=wang&password=x"))
            .unwrap();
        request.headers_mut().insert(name, value.parse().unwrap());
        let answer = visitor.send(request).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.main_text().contains("别的网站"), "{}", answer.main_text());
    }
    site.close().await;
}

#[tokio::test]
async fn a_disabled_account_loses_its_sessions_at_once() {
    let site = with_an_account().await;
    let system = site.person("系统").administrator(Administrator::System).create().await;
    let someone = site.person("某人").create().await;
    let (admin, visitor) = (site.visitor(system).await, site.visitor(someone).await);
    assert_eq!(visitor.get("/").await.status, StatusCode::OK);
    let listed = admin.get_json("/accounts").await.json();
    let rows = listed["rows"].as_array().unwrap();
    let id = rows.iter().find(|row| row["person_name"] == "某人").unwrap()["id"].as_str().unwrap().to_owned();
    let done = admin.post(&format!("/accounts/{id}/disabled"), &[("disabled", "true")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.get("/").await.location(), "/sign-in?next=%2F");
    site.close().await;
}

#[tokio::test]
async fn guesses_sent_at_once_are_counted_each() {
    let site = with_an_account().await;
    let visitor = site.stranger();
    let guesses = (0..12).map(|_| attempt(&visitor, "wang", "不是这个密码"));
    let answers = futures_util::future::join_all(guesses).await;
    let looked_at = answers.iter().filter(|(_, words)| words.contains("账号或密码不对")).count();
    assert!(looked_at <= 4, "{looked_at} guesses were looked at");
    site.close().await;
}

#[tokio::test]
async fn a_strangers_guesses_make_nobody_wait_at_the_own_desk() {
    let site = with_an_account().await;
    let own = site.stranger().post("/sign-in", &[("name", "wang"), ("password", PASSWORD)]).await;
    let known = own.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let known = known
        .filter_map(|line| line.split(';').next())
        .find(|pair| pair.contains("known"))
        .unwrap()
        .to_owned();
    for _ in 0..6 {
        attempt(&site.stranger(), "wang", "不是这个密码").await;
    }
    assert!(attempt(&site.stranger(), "wang", PASSWORD).await.1.contains("秒后再试"));
    let request = site
        .stranger()
        .request(Method::POST, "/sign-in", "text/html")
        .header(header::COOKIE, known)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("name=wang&password={PASSWORD}")))
        .unwrap();
    assert_eq!(site.stranger().send(request).await.status, StatusCode::SEE_OTHER);
    site.close().await;
}

/// An attempt from `peer`, which says it passes on what comes from `forwarded`.
async fn attempt_from(
    site: &TestSite,
    peer: [u8; 4],
    forwarded: &str,
    password: &str,
) -> (StatusCode, String) {
    let visitor = site.stranger();
    let mut request = visitor
        .request(Method::POST, "/sign-in", "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .extension(ConnectInfo(SocketAddr::from((peer, 40_000))))
        .body(Body::from(format!("name=wang&password={password}")))
        .unwrap();
    request.headers_mut().insert(header::HOST, "gongjian.example.edu.cn".parse().unwrap());
    if !forwarded.is_empty() {
        request.headers_mut().insert("x-forwarded-for", forwarded.parse().unwrap());
    }
    let answer = visitor.send(request).await;
    (answer.status, answer.main_text())
}

async fn behind_a_proxy() -> TestSite {
    let site = TestSite::with(|parts| {
        parts.public_url = Some("https://gongjian.example.edu.cn".to_owned());
        parts.proxy = Proxies::parse(["10.0.0.0/8"]).unwrap();
    })
    .await;
    let hash = gongjian_site::account::password::hash(PASSWORD.to_owned()).await.unwrap();
    let new = NewAccount {
        name: "wang".into(),
        person: None,
        person_name: "王一".into(),
        password_hash: Some(hash),
    };
    let permit = site.site.operator().may(CreateAccount, &Thing::installation()).ok().unwrap();
    let made = site.site.db.write(async |tx| store::create(tx, &site.site.clock, &permit, new).await).await;
    made.unwrap();
    site
}

const PROXY: [u8; 4] = [10, 0, 0, 1];

#[tokio::test]
async fn somebody_who_keeps_guessing_elsewhere_does_not_keep_the_owner_out() {
    let site = behind_a_proxy().await;
    for round in 0..12_i64 {
        // The guesser polls and takes every free slot.
        for _ in 0..6 {
            let (status, _) = attempt_from(&site, PROXY, "203.0.113.9", "wrong").await;
            assert_eq!(status, StatusCode::UNAUTHORIZED);
        }
        let owner = format!("198.51.100.{round}");
        let (status, words) = attempt_from(&site, PROXY, &owner, PASSWORD).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{words}");
        site.wait(TimeDelta::seconds(61));
    }
    site.close().await;
}

#[tokio::test]
async fn guesses_from_very_many_addresses_have_a_pace_in_all_and_an_invented_address_is_none() {
    let site = behind_a_proxy().await;
    let mut looked_at = 0;
    for n in 0..80 {
        let (_, words) = attempt_from(&site, PROXY, &format!("203.0.113.{n}"), "wrong").await;
        looked_at += usize::from(words.contains("账号或密码不对"));
    }
    assert_eq!(looked_at, 60);
    site.wait(TimeDelta::seconds(6));
    let (_, words) = attempt_from(&site, PROXY, "198.51.100.1", "wrong").await;
    assert!(words.contains("账号或密码不对"), "{words}");
    site.wait(TimeDelta::hours(1));
    // What the visitor writes before the proxy's own word counts for nothing.
    for n in 0..4 {
        attempt_from(&site, PROXY, &format!("192.0.2.{n}, 198.51.100.7"), "wrong").await;
    }
    let (_, words) = attempt_from(&site, PROXY, "192.0.2.99, 198.51.100.7", "wrong").await;
    assert!(words.contains("秒后再试"), "{words}");
    site.close().await;
}

#[tokio::test]
async fn the_public_name_alone_makes_no_line_safe() {
    let site = behind_a_proxy().await;
    for peer in [[192, 0, 2, 7], [127, 0, 0, 1]] {
        let (status, words) = attempt_from(&site, peer, "", PASSWORD).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{peer:?}");
        assert!(words.contains("https"), "{words}");
    }
    assert_eq!(attempt_from(&site, PROXY, "", PASSWORD).await.0, StatusCode::SEE_OTHER);
    site.close().await;
}
