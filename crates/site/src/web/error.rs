//! Everything a request can end in besides success, and the one place that chooses a status.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Finding, Force, Layer, Status};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::answer::{self, View, Wants, view};
use super::paging;
use super::shell::Shell;
use crate::db::StoreError;
use crate::policy::{Denied, DeniedOr};

/// What is wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// The field's name, as the form and the JSON body call it.
    pub field: String,
    /// Why it will not do.
    #[schema(value_type = Object)]
    pub reason: Reason,
}

impl FieldError {
    /// `field` will not do because of `reason`.
    #[must_use]
    pub fn new(field: &str, reason: Reason) -> Self {
        Self { field: field.to_owned(), reason }
    }
}

/// Everything a request can end in besides success. The only type that knows HTTP.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or it may not be known about.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The door stayed shut.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A rule or a state forbids it. The reason and the findings are for people.
    #[error("refused: {}", .0.key)]
    Refused(Reason, Vec<Finding>),
    /// What was typed or sent will not do.
    #[error("{} fields will not do", .0.len())]
    Invalid(Vec<FieldError>),
    /// The request itself cannot be read.
    #[error("the request cannot be read: {}", .0.key)]
    Unreadable(Reason),
    /// More was sent than is taken.
    #[error("more was sent than is taken")]
    TooLarge(Reason),
    /// A page of another site sent this request.
    #[error("the request came from another site")]
    CrossSite,
    /// Wrong name or password, or too soon after a wrong one.
    #[error("sign-in failed")]
    SignIn(Reason),
    /// Others keep the database busy. Nothing was saved; the same may go well in a moment.
    #[error("the database is busy")]
    Busy(#[source] StoreError),
    /// Too many passwords are being looked at. Nothing was looked at or saved; the same may go well in a moment.
    #[error("too many passwords are being looked at")]
    Crowded,
    /// What was sent did not arrive in time. Nothing of it was looked at.
    #[error("the request did not arrive in time")]
    TooSlow,
    /// We did not get done in time, and do not know how far we came.
    #[error("the request took us too long")]
    GaveUp,
    /// Our fault. Logged, never shown.
    #[error("something went wrong on our side")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        if error.is_taken() {
            return Self::Refused(Reason::new("refusal-just-taken"), Vec::new());
        }
        if error.is_busy() {
            return Self::Busy(error);
        }
        Self::Broken(Box::new(error))
    }
}
impl From<DeniedOr> for AppError {
    fn from(error: DeniedOr) -> Self {
        match error {
            DeniedOr::Denied(denied) => Self::Denied(denied),
            DeniedOr::Store(error) => error.into(),
        }
    }
}
impl From<askama::Error> for AppError {
    fn from(error: askama::Error) -> Self {
        Self::Broken(Box::new(error))
    }
}
impl From<crate::keys::KeyError> for AppError {
    fn from(error: crate::keys::KeyError) -> Self {
        Self::Broken(Box::new(error))
    }
}

impl AppError {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) | Self::Denied(Denied::Hidden) => StatusCode::NOT_FOUND,
            Self::Denied(Denied::NotSignedIn) => StatusCode::UNAUTHORIZED,
            Self::Denied(Denied::Forbidden(_)) | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::Refused(..) => StatusCode::CONFLICT,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::SignIn(_) => StatusCode::UNAUTHORIZED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Busy(_) | Self::Crowded | Self::GaveUp => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What happened, for people.
    pub(crate) fn reason(&self) -> Reason {
        match self {
            // What is hidden and what does not exist read alike.
            Self::NotFound("person" | "import" | "meeting" | "founding" | "case")
            | Self::Denied(Denied::Hidden) => Reason::new("missing-thing"),
            Self::NotFound(kind) => Reason::new(&format!("missing-{kind}")),
            Self::Denied(Denied::NotSignedIn) => Reason::new("refusal-not-signed-in"),
            Self::Denied(Denied::Forbidden(_)) => Reason::new("refusal-forbidden"),
            Self::Refused(reason, _)
            | Self::Unreadable(reason)
            | Self::TooLarge(reason)
            | Self::SignIn(reason) => reason.clone(),
            Self::CrossSite => Reason::new("refusal-cross-site"),
            Self::Invalid(_) => Reason::new("refusal-invalid"),
            Self::TooSlow => Reason::new("refusal-too-slow"),
            Self::Busy(_) => Reason::new("refusal-busy"),
            Self::Crowded => Reason::new("refusal-crowded"),
            Self::GaveUp => Reason::new("refusal-gave-up"),
            Self::Broken(_) => Reason::new("refusal-broken"),
        }
    }

    /// The sentence: what happened and what can be done now; of an action, which office it needs.
    fn detail(&self, shell: &Shell) -> String {
        match self {
            Self::Denied(Denied::Forbidden(action)) => {
                let needs = shell.t(&format!("needs-{}", action.replace('.', "-")));
                shell.t1("refusal-forbidden", "needs", needs)
            }
            other => shell.reason(&other.reason()),
        }
    }

    /// The form again with what was typed and what is wrong with it; for a program the problem alone.
    ///
    /// # Errors
    ///
    /// Itself, for a program; or when the template fails.
    pub fn answer_with<V: View>(self, wants: Wants, view: &V, shell: &Shell) -> Result<Response, Self> {
        match wants {
            Wants::Json => Err(self),
            Wants::Html => {
                let mut response = answer::html(view.html(shell)?);
                *response.status_mut() = self.status();
                Ok(response)
            }
        }
    }

    /// The refusal as a page or as problem+json (RFC 9457), with the same findings.
    pub fn render(&self, wants: Wants, shell: &Shell) -> Response {
        let status = self.status();
        match self {
            Self::Broken(cause) => {
                tracing::error!(cause = %chain(cause.as_ref()), "a request failed on our side");
            }
            Self::Busy(cause) => tracing::warn!(cause = %chain(cause), "the database was busy"),
            Self::Crowded => tracing::warn!("too many passwords are being looked at"),
            Self::GaveUp => tracing::error!("a request took too long and was given up"),
            _ => {}
        }
        let page = RefusalPage {
            status: status.as_u16(),
            title: shell.t(&format!("refusal-title-{}", status.as_u16())),
            detail: self.detail(shell),
            findings: if let Self::Refused(_, findings) = self { findings.clone() } else { Vec::new() },
            fields: if let Self::Invalid(fields) = self { fields.clone() } else { Vec::new() },
        };
        let mut response = match wants {
            Wants::Json => problem(&page, shell),
            Wants::Html if status == StatusCode::UNAUTHORIZED && matches!(self, Self::Denied(_)) => {
                return answer::done(Wants::Html, &sign_in_address(&shell.path, shell.sent));
            }
            Wants::Html => page.html(shell).map_or_else(
                |error| {
                    tracing::error!(%error, "the refusal page itself failed");
                    page.detail.clone().into_response()
                },
                answer::html,
            ),
        };
        *response.status_mut() = status;
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
        }
        response
    }
}

/// Seconds after which the same is worth another try: a writer is done in far less.
const RETRY_AFTER: &str = "5";

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

/// The sign-in page that leads back to `path`; it says so when something was `sent` and is lost now.
fn sign_in_address(path: &str, sent: bool) -> String {
    let lost = if sent { "yes" } else { "" };
    paging::address("/sign-in", &[("next", path.to_owned()), ("unsaved", lost.to_owned())])
}

fn problem(page: &RefusalPage, shell: &Shell) -> Response {
    let fields: Vec<_> = page
        .fields
        .iter()
        .map(|f| json!({ "field": f.field, "kind": f.reason.key, "detail": shell.reason(&f.reason) }))
        .collect();
    let body = json!({
        "type": "about:blank",
        "title": page.title,
        "status": page.status,
        "detail": page.detail,
        "findings": page.findings,
        "fields": fields,
    });
    let mut response = body.to_string().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// What a refused visitor reads.
#[derive(Debug, Serialize)]
pub struct RefusalPage {
    /// The HTTP status.
    pub status: u16,
    /// What happened, in a few words.
    pub title: String,
    /// Why, and what can be done now.
    pub detail: String,
    /// The rules that were asked.
    pub findings: Vec<Finding>,
    /// The fields that will not do.
    pub fields: Vec<FieldError>,
}

view!(RefusalPage, "refusal.html", || {
    [404_u16, 403, 408, 409, 422, 500, 503]
        .into_iter()
        .map(|status| Self {
            status,
            title: format!("{status}"),
            detail: "…".to_owned(),
            findings: sample_findings(status),
            fields: vec![FieldError::new("name", Reason::new("refusal-invalid"))],
        })
        .collect()
});

/// A refusal by a rule comes with the rule's answer.
fn sample_findings(status: u16) -> Vec<Finding> {
    let finding = Finding {
        rule: "BR-MIN".to_owned(),
        pack: "zbtl-2018".to_owned(),
        met: false,
        provisional: false,
        force: Force::Must,
        layer: Layer::Nation,
        status: Status::Confirmed,
        article: "第四条".to_owned(),
        reason: Reason::new("finding-BR-MIN-unmet").with("full", 2_u32).with("min", 3_u32),
        due: None,
    };
    if status == 409 { vec![finding] } else { Vec::new() }
}

impl IntoResponse for AppError {
    /// Carries the refusal to [`super::guard::refusals`], which knows the visitor's language.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(std::sync::Arc::new(self));
        response
    }
}
