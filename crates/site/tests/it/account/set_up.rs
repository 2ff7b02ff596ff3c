use axum::http::StatusCode;
use gongjian_site::account::set_up;
use gongjian_testkit::TestSite;

const FORM: [(&str, &str); 5] = [
    ("name", "wang"),
    ("person_name", "王一"),
    ("password", "江南可采莲莲叶何田田"),
    ("security_name", "zhao"),
    ("security_person_name", "赵二"),
];

#[tokio::test]
async fn the_one_time_address_makes_two_administrators_once() {
    let site = TestSite::new().await;
    let secret = set_up::prepare(&site.site).await.unwrap().unwrap();
    let address = format!("/set-up/{secret}");
    let stranger = site.stranger();
    assert_eq!(stranger.get(&address).await.status, StatusCode::OK);
    assert_eq!(stranger.get("/set-up/0000").await.status, StatusCode::NOT_FOUND);

    let done = stranger.post(&address, &FORM).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.main_text());
    let text = done.main_text();
    let link = text
        .lines()
        .find_map(|line| line.strip_prefix("http://localhost"))
        .expect("the second gets a link")
        .to_owned();
    let cookie = done.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-gongjian=") && cookie.contains("Secure; HttpOnly; SameSite=Lax"));

    assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.post(&address, &FORM).await.status, StatusCode::NOT_FOUND);
    assert!(set_up::prepare(&site.site).await.unwrap().is_none());

    assert!(stranger.get(&link).await.main_text().contains("赵二"));
    assert_eq!(stranger.post(&link, &[("password", "短")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stranger.post(&link, &[("password", "鱼戏莲叶间鱼戏莲叶东")]).await.location(), "/");
    assert_eq!(stranger.get(&link).await.status, StatusCode::NOT_FOUND, "a link works once");
    let signed_in =
        stranger.post("/sign-in", &[("name", "zhao"), ("password", "鱼戏莲叶间鱼戏莲叶东")]).await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
    site.close().await;
}

#[tokio::test]
async fn of_many_who_use_the_address_at_once_one_wins() {
    let site = TestSite::new().await;
    let secret = set_up::prepare(&site.site).await.unwrap().unwrap();
    let address = format!("/set-up/{secret}");
    let stranger = site.stranger();
    let (a, b, c) = tokio::join!(
        stranger.post(&address, &FORM),
        stranger.post(&address, &[("name", "b1"), FORM[1], FORM[2], ("security_name", "b2"), FORM[4]]),
        stranger.post(&address, &[("name", "c1"), FORM[1], FORM[2], ("security_name", "c2"), FORM[4]]),
    );
    let won = [a, b, c].iter().filter(|answer| answer.status == StatusCode::OK).count();
    assert_eq!(won, 1);
    site.close().await;
}

#[tokio::test]
async fn one_person_cannot_be_both_administrators() {
    let site = TestSite::new().await;
    let secret = set_up::prepare(&site.site).await.unwrap().unwrap();
    let mut form = FORM;
    form[3] = ("security_name", "WANG");
    let refused = site.stranger().post(&format!("/set-up/{secret}"), &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.main_text().contains("必须由不同的人担任"), "{}", refused.main_text());
    assert!(refused.text().contains("王一"), "what was typed is kept");
    site.close().await;
}
