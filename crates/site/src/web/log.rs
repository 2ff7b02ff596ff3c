//! The log of requests: one line each, with the pattern of the address and never the address itself, whose
//! ids, searches and secrets are nobody's business who reads logs.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;

/// What an address nobody serves is called.
const NOWHERE: &str = "-";
/// What the front-end files are called; they are told only where everything is.
const FILES: &str = "/static/";

/// Tells method, pattern, status and milliseconds of every request. The target is `gongjian::request`.
pub async fn requests(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let pattern = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = pattern.as_ref().map_or(NOWHERE, MatchedPath::as_str);
    let status = response.status().as_u16();
    let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    if route.starts_with(FILES) {
        tracing::debug!(target: "gongjian::request", %method, route, status, ms, "request");
    } else {
        tracing::info!(target: "gongjian::request", %method, route, status, ms, "request");
    }
    response
}
