//! What every answer passes on its way out: refusals in words, and headers that protect.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream, StreamExt};
use gongjian_domain::reason::Reason;
use tokio::sync::oneshot;

use super::body;
use super::error::AppError;
use super::visit::Guest;
use crate::Site;

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                   font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Renders refusals in the visitor's language and representation.
pub async fn refusals(State(site): State<Site>, request: Request, next: Next) -> Response {
    let guest = Guest::of_request(&site, &request);
    let mut response = next.run(request).await;
    let refused =
        response.extensions_mut().remove::<Arc<AppError>>().or_else(|| foreign(&response).map(Arc::new));
    match refused {
        Some(error) => error.render(guest.wants, &guest.shell()),
        None => response,
    }
}

/// Refusals made by the layers and the router, which know no words.
fn foreign(response: &Response) -> Option<AppError> {
    let has_words = response.headers().contains_key(header::CONTENT_TYPE)
        && !response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|v| v.as_bytes().starts_with(b"text/plain"));
    if has_words {
        return None;
    }
    match response.status() {
        StatusCode::NOT_FOUND => Some(AppError::NotFound("page")),
        StatusCode::METHOD_NOT_ALLOWED => None,
        StatusCode::FORBIDDEN => Some(AppError::CrossSite),
        StatusCode::PAYLOAD_TOO_LARGE => Some(AppError::TooLarge(Reason::new("refusal-body-too-large"))),
        status if status.is_client_error() => Some(AppError::Unreadable(Reason::new("refusal-unreadable"))),
        StatusCode::INTERNAL_SERVER_ERROR => Some(AppError::Broken("a handler panicked".into())),
        _ => None,
    }
}

/// Refuses an address with U+0000 in its path or its query, like a body with it.
pub async fn addresses(request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query().map_or("", |address| address.as_str());
    if address.contains("%00") {
        return body::null_character().into_response();
    }
    next.run(request).await
}

/// How long a request may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// What is sent has to arrive within this time: a file of the largest size over a poor line.
    pub arrival: Duration,
    /// Once it has arrived, the answer has to be ready within this time. Long work is a job.
    pub work: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { arrival: Duration::from_secs(180), work: Duration::from_secs(60) }
    }
}

/// Gives up on a sender who is too slow, and on ourselves when we are.
pub async fn patience(State(site): State<Site>, request: Request, next: Next) -> Response {
    let Patience { arrival, work } = site.patience;
    let (told, arrived) = oneshot::channel::<()>();
    let (parts, body) = request.into_parts();
    let body = match HttpBody::is_end_stream(&body) {
        true => {
            drop(told);
            body
        }
        false => Body::from_stream(told_at_the_end(body, told)),
    };
    let late = async {
        if tokio::time::timeout(arrival, arrived).await.is_err() {
            return AppError::TooSlow;
        }
        tokio::time::sleep(work).await;
        AppError::GaveUp
    };
    tokio::select! {
        response = next.run(Request::from_parts(parts, body)) => response,
        refusal = late => refusal.into_response(),
    }
}

/// The same content; `told` is dropped, and so heard of, once all of it was taken or nobody takes it any more.
fn told_at_the_end(
    body: Body,
    told: oneshot::Sender<()>,
) -> impl Stream<Item = Result<Bytes, axum::Error>> + Send + 'static {
    stream::unfold(Some((body.into_data_stream(), told)), async |state| {
        let (mut content, told) = state?;
        let next = content.next().await?;
        Some((next, Some((content, told))))
    })
}

/// Headers that every answer carries, also refusals and files.
pub async fn headers(State(site): State<Site>, request: Request, next: Next) -> Response {
    let is_static = request.uri().path().starts_with("/static/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "geolocation=(), microphone=(), camera=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if site.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    if !is_static && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// The router's answer for an address nobody serves.
pub async fn nothing_here() -> Response {
    AppError::NotFound("page").into_response()
}
