//! What was sent: a form or JSON, into one struct that knows its fields.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use gongjian_domain::reason::Reason;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::error::AppError;
use crate::Site;

/// The largest form or JSON body. Files have their own limit.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// The content of a form or of a JSON body. Unknown fields are refused when
/// the struct says `deny_unknown_fields`, as every input struct here does.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Site> for Body<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &Site) -> Result<Self, AppError> {
        let json = is_json(request.headers());
        let bytes = axum::body::to_bytes(request.into_body(), BODY_LIMIT)
            .await
            .map_err(|_| AppError::TooLarge(Reason::new("refusal-body-too-large")))?;
        let parsed = if json {
            serde_json::from_slice(&bytes).map_err(|error| unreadable(&error.to_string()))
        } else {
            serde_html_form::from_bytes(&bytes).map_err(|error| unreadable(&error.to_string()))
        };
        parsed.map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.trim_start().starts_with("application/json"))
}

/// The parser's word names fields and positions; it may also repeat what was
/// typed, so only what stands outside quotation marks is passed on.
fn unreadable(why: &str) -> AppError {
    let shown: String = why.split('"').step_by(2).collect::<Vec<_>>().join("…");
    AppError::Unreadable(Reason::new("refusal-unreadable-body").with("why", shown))
}

/// Reads a form's empty field as nothing at all; a program may send a number as one.
///
/// # Errors
///
/// When the field is neither empty nor a value of its type.
pub fn blank_as_none<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: std::str::FromStr,
    T::Err: std::fmt::Display,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Sent {
        Text(String),
        Number(serde_json::Number),
    }
    let text = match Option::<Sent>::deserialize(deserializer)? {
        None => return Ok(None),
        Some(Sent::Text(text)) => text,
        Some(Sent::Number(number)) => number.to_string(),
    };
    if text.trim().is_empty() {
        return Ok(None);
    }
    text.trim().parse().map(Some).map_err(serde::de::Error::custom)
}
