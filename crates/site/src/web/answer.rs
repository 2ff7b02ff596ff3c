//! One answer in two representations: a page for people, JSON for programs.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::error::AppError;
use super::shell::Shell;

/// What the visitor's program asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wants {
    /// A page.
    #[default]
    Html,
    /// JSON with the same content.
    Json,
}

impl Wants {
    /// Reads the `Accept` header: JSON when it is named and pages are not preferred.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let json = accept.find("application/json").or_else(|| accept.find("application/problem+json"));
        match (json, accept.find("text/html")) {
            (Some(json), Some(html)) if html < json => Self::Html,
            (Some(_), _) => Self::Json,
            (None, _) => Self::Html,
        }
    }
}

/// The content of one page: a contract with programs, and the template's only input.
///
/// `samples` gives one content per state a reader can meet; a test renders each in each language.
pub trait View: Serialize + Sized {
    /// The page as HTML within `shell`.
    ///
    /// # Errors
    ///
    /// When the template fails.
    fn html(&self, shell: &Shell) -> Result<String, askama::Error>;

    /// One for each state a reader can meet: empty, full, refused, without rights.
    fn samples() -> Vec<Self>;
}

/// Ties a view struct to its template. The template sees `shell` and `view`.
///
/// `view!(PersonPage, "people/person.html")` becomes
/// `impl PersonPage { fn render(&self, shell: &Shell) … }` over a template struct
/// of its own; the struct's author writes `samples()` beside it.
macro_rules! view {
    ($view:ident, $path:tt, $samples:expr) => {
        impl $crate::web::answer::View for $view {
            fn html(&self, shell: &$crate::web::shell::Shell) -> Result<String, askama::Error> {
                #[derive(askama::Template)]
                #[template(path = $path)]
                struct Page<'a> {
                    shell: &'a $crate::web::shell::Shell,
                    view: &'a $view,
                }
                askama::Template::render(&Page { shell, view: self })
            }

            fn samples() -> Vec<Self> {
                $samples()
            }
        }
    };
}
pub(crate) use view;

/// Renders `view` for whoever asked, with status 200.
///
/// # Errors
///
/// When the template fails.
pub fn answer<V: View>(wants: Wants, shell: &Shell, view: &V) -> Result<Response, AppError> {
    match wants {
        Wants::Json => Ok(axum::Json(view).into_response()),
        Wants::Html => Ok(html(view.html(shell)?)),
    }
}

/// `text` as a page.
#[must_use]
pub fn html(text: String) -> Response {
    let mut response = text.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

/// A file to keep, under `name` (any script; RFC 6266).
///
/// # Errors
///
/// Never: a name that cannot stand in a header is percent-encoded.
pub fn download(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Result<Response, AppError> {
    let safe: String = name.chars().filter(|c| !c.is_control() && !matches!(c, '/' | '\\' | '"')).collect();
    let encoded = percent_encoding::utf8_percent_encode(&safe, percent_encoding::NON_ALPHANUMERIC);
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// After a change: a browser goes to `location`, a program is told where it is.
#[must_use]
pub fn done(wants: Wants, location: &str) -> Response {
    let see = |status: StatusCode, body: Response| {
        let mut response = (status, body).into_response();
        if let Ok(value) = HeaderValue::from_str(location) {
            response.headers_mut().insert(header::LOCATION, value);
        }
        response
    };
    match wants {
        Wants::Html => see(StatusCode::SEE_OTHER, ().into_response()),
        Wants::Json => {
            see(StatusCode::CREATED, axum::Json(serde_json::json!({ "location": location })).into_response())
        }
    }
}
