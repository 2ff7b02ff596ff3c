//! What never arrives is given up, in words the sender understands.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode, header};
use futures_util::stream::{self, StreamExt};
use gongjian_site::Parts;
use gongjian_testkit::TestSite;

/// The beginning of a form whose end never comes.
fn endless() -> Body {
    let begun = stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"name=wang&pass"))]);
    Body::from_stream(begun.chain(stream::pending()))
}

#[tokio::test]
async fn a_body_that_does_not_arrive_ends_in_408_as_a_page_and_as_json() {
    let short = |parts: &mut Parts| parts.patience.arrival = Duration::from_millis(100);
    let site = TestSite::with(short).await;
    let stranger = site.stranger();
    for (accept, media_type) in
        [("text/html", "text/html; charset=utf-8"), ("application/json", "application/problem+json")]
    {
        let request = stranger
            .request(Method::POST, "/sign-in", accept)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(endless())
            .unwrap();
        let answer = stranger.send(request).await;
        assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT);
        assert_eq!(answer.headers[header::CONTENT_TYPE], media_type);
        assert!(answer.text().contains("什么也没有保存"), "{}", answer.text());
    }
    site.close().await;
}
