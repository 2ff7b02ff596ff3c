//! The log: one line a request, and nobody's business in it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use gongjian_testkit::TestSite;
use serde_json::Value;

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Kept {
    fn lines(&self) -> Vec<Value> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// The log of this thread from now on, as `log.json = true` writes it.
fn listen() -> (Kept, tracing::subscriber::DefaultGuard) {
    let kept = Kept::default();
    let writer = kept.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(tracing::Level::INFO)
        .with_writer(move || writer.clone())
        .finish();
    (kept, tracing::subscriber::set_default(subscriber))
}

#[tokio::test]
async fn each_request_leaves_one_line_with_its_pattern_and_without_its_address() {
    let site = TestSite::new().await;
    let li = site.person("李雷不可见").create().await;
    let visitor = site.visitor(li).await;
    let (kept, listening) = listen();
    assert_eq!(visitor.get(&format!("/people/{li}?as_of=2026-01-02")).await.status, StatusCode::OK);
    visitor.get("/people?q=%E6%9D%8E%E9%9B%B7%E4%B8%8D%E5%8F%AF%E8%A7%81").await;
    visitor.get("/nowhere/secret-word").await;
    drop(listening);
    let lines: Vec<Value> = kept.lines().into_iter().filter(|line| line["message"] == "request").collect();
    let told: Vec<_> = lines
        .iter()
        .map(|line| {
            (line["method"].as_str().unwrap(), line["route"].as_str().unwrap(), line["status"].as_u64())
        })
        .collect();
    assert_eq!(
        told,
        [("GET", "/people/{id}", Some(200)), ("GET", "/people", Some(200)), ("GET", "-", Some(404))]
    );
    assert!(lines.iter().all(|line| line["ms"].is_u64()));
    let all = format!("{:?}", kept.lines());
    for secret in [&li.to_string(), "不可见", "%E6%9D", "as_of", "secret-word"] {
        assert!(!all.contains(secret), "the log tells {secret}: {all}");
    }
    site.close().await;
}

#[tokio::test]
async fn a_failed_sign_in_is_logged_without_the_name_and_the_password() {
    let site = TestSite::new().await;
    let stranger = site.stranger();
    let (kept, listening) = listen();
    let form = [("name", "wang-invisible"), ("password", "secret-password-1"), ("next", "")];
    assert_eq!(stranger.post("/sign-in", &form).await.status, StatusCode::UNAUTHORIZED);
    drop(listening);
    let all = format!("{:?}", kept.lines());
    assert!(all.contains("a sign-in failed"), "{all}");
    assert!(!all.contains("wang-invisible") && !all.contains("secret-password"), "{all}");
    site.close().await;
}
