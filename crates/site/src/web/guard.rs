//! What every answer passes on its way out: refusals in words, and headers that protect.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use gongjian_domain::reason::Reason;

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
        StatusCode::INTERNAL_SERVER_ERROR => Some(AppError::Broken("a handler panicked or timed out".into())),
        _ => None,
    }
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
