//! All routes, and the layers every request passes.

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use utoipa::OpenApi;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{self, Content};
use utoipa_axum::router::OpenApiRouter;

use crate::Site;
use crate::web::{guard, log};

/// The interface as a document. Its paths come from the handlers.
#[derive(OpenApi)]
#[openapi(info(title = "Gongjian", description = "Every page is also JSON under the same address."))]
struct Interface;

/// Every feature's routes, with the document they make.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::with_openapi(Interface::openapi())
        .merge(crate::home::routes())
        .merge(crate::account::routes())
        .merge(crate::job::routes())
        .merge(crate::ledger::routes())
        .merge(crate::organisation::routes())
        .merge(crate::people::routes())
        .merge(crate::imports::routes())
        .merge(crate::rules::routes())
        .merge(crate::own_rule::routes())
        .merge(crate::founding::routes())
        .merge(crate::meeting::routes())
        .merge(crate::development::routes())
        .merge(crate::development::mentoring::routes())
}

/// Addresses at which nobody has to be signed in.
const OPEN: [&str; 5] = ["/sign-in", "/set-up/", "/welcome/", "/calendar/{file}", "/preferences"];

/// What every operation answers alike stands here once: a browser is led on with 303 where a program gets 201
/// and the address; what cannot be read is 400; without a session or a token it is 401.
fn tell_programs(path: &str, operation: &mut Operation) {
    let answers = &mut operation.responses.responses;
    let mut tell = |status: &str, words: &str| {
        answers.entry(status.to_owned()).or_insert_with(|| openapi::Response::new(words).into());
    };
    tell("400", "What was sent cannot be read");
    if !OPEN.iter().any(|open| path.starts_with(open)) {
        tell("401", "Nobody is signed in");
    }
    if operation.responses.responses.contains_key("303") {
        let place = ObjectBuilder::new().property("location", Object::with_type(Type::String));
        let made = openapi::Response::builder()
            .description("For a program: the address a browser is led to")
            .content("application/json", Content::new(Some(place.build())));
        operation.responses.responses.entry("201".to_owned()).or_insert_with(|| made.build().into());
    }
}

/// The document of the interface. An operation is called by its method and address, because handlers of
/// different features share names; a program may bring a token to every one of them.
#[must_use]
pub fn openapi() -> openapi::OpenApi {
    let mut document = routes().into_openapi();
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in [("get", &mut item.get), ("post", &mut item.post)] {
            if let Some(operation) = operation {
                operation.operation_id = Some(operation_name(method, path));
                tell_programs(path, operation);
            }
        }
    }
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("token", SecurityScheme::Http(bearer));
    document.security =
        Some(vec![SecurityRequirement::default(), SecurityRequirement::new("token", [""; 0])]);
    document
}

/// `get` and `/people/{id}/account` make `get_people_id_account`.
fn operation_name(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    std::iter::once(method).chain(words).collect::<Vec<_>>().join("_")
}

/// The whole site behind its layers.
///
/// # Errors
///
/// When the public address is not an origin.
pub fn router(site: Site) -> Result<Router, tower_http::csrf::ConfigError> {
    let mut csrf = CsrfLayer::new();
    if let Some(url) = &site.public_url {
        csrf = csrf.add_trusted_origin(url.trim_end_matches('/'))?;
    }
    let (pages, _) = routes().split_for_parts();
    let assets = memory_serve::load!("static").into_router();
    Ok(pages
        .route("/openapi.json", get(|| async { axum::Json(openapi()) }))
        .route("/healthz", get(|| async { "alive" }))
        .route("/readyz", get(ready))
        .nest("/static", assets)
        .fallback(guard::nothing_here)
        .layer(CompressionLayer::new())
        .layer(DefaultBodyLimit::disable())
        .layer(csrf)
        .layer(middleware::from_fn_with_state(site.clone(), guard::patience))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(guard::addresses))
        .layer(middleware::from_fn_with_state(site.clone(), guard::refusals))
        .layer(middleware::from_fn_with_state(site.clone(), guard::headers))
        .layer(middleware::from_fn(log::requests))
        .with_state(site))
}

/// `GET /readyz` — the database answers, its schema is current, and the disk takes a file.
async fn ready(State(site): State<Site>) -> Response {
    let database = matches!(site.db.pending().await, Ok(0));
    let probe = site.data.join(".ready");
    let disk = tokio::fs::write(&probe, b"ready").await.is_ok();
    let status = if database && disk { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, axum::Json(serde_json::json!({ "database": database, "disk": disk }))).into_response()
}
