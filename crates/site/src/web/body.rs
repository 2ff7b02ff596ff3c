//! What was sent: a form or JSON, into one struct that knows its fields.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use gongjian_domain::reason::Reason;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::error::{AppError, FieldError};
use super::typed;
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
        if holds_null(json, &bytes) {
            return Err(null_character());
        }
        parsed(json, &bytes).map(Self)
    }
}

fn parsed<T: DeserializeOwned>(json: bool, bytes: &[u8]) -> Result<T, AppError> {
    if !json {
        let form = serde_html_form::Deserializer::from_bytes(bytes);
        return serde_path_to_error::deserialize(form).map_err(|error| unfit(&error));
    }
    let mut body = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut body).map_err(|error| unfit(&error))?;
    body.end().map_err(|error| unreadable(&error.to_string()))?;
    Ok(value)
}

/// The refusal of U+0000: no text that people write holds it, and PostgreSQL does not keep it.
pub(super) fn null_character() -> AppError {
    AppError::Unreadable(Reason::new("refusal-null-character"))
}

/// Whether a text in the body holds U+0000. JSON can hold it escaped only, a form also as it is.
fn holds_null(json: bool, bytes: &[u8]) -> bool {
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    if json {
        // A backslash before the backslash makes it a text about the character: only the parser knows.
        holds(b"\\u0000") && serde_json::from_slice(bytes).is_ok_and(|value| null_in(&value))
    } else {
        holds(b"\0") || holds(b"%00")
    }
}

fn null_in(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(null_in),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || null_in(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether the body says that it is JSON.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.trim_start().starts_with("application/json"))
}

/// A field's own sentence where there is one; for the rest the body cannot be read.
fn unfit<E: std::fmt::Display>(error: &serde_path_to_error::Error<E>) -> AppError {
    let why = error.inner().to_string();
    match typed::reason_in(&why) {
        Some(reason) => AppError::Invalid(vec![FieldError::new(&error.path().to_string(), reason)]),
        None => unreadable(&why),
    }
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
