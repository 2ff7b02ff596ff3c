//! Reading what was typed into a form, field by field, and gathering all that will not do.

use gongjian_domain::reason::Reason;
use gongjian_domain::script;

use super::error::{AppError, FieldError};

/// The fields of a form that were read so far, and what is wrong with them.
#[derive(Debug, Default)]
pub struct Fields {
    /// What will not do.
    pub errors: Vec<FieldError>,
}

impl Fields {
    /// Says that `field` will not do because of the sentence `key`.
    pub fn refuse(&mut self, field: &str, key: &str) {
        self.errors.push(FieldError::new(field, Reason::new(key)));
    }

    /// A line of text of at most `most` characters, without spaces around it; none when it was left empty.
    pub fn text(&mut self, field: &str, typed: &str, most: usize) -> Option<String> {
        let text = typed.trim();
        if text.is_empty() {
            return None;
        }
        if text.chars().any(script::is_invisible) {
            self.refuse(field, "field-invisible");
            return None;
        }
        if text.chars().count() > most {
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            self.errors.push(FieldError::new(field, Reason::new("field-too-long").with("most", most)));
            return None;
        }
        Some(text.to_owned())
    }

    /// The same, where something has to be typed.
    pub fn needed(&mut self, field: &str, typed: &str, most: usize) -> String {
        let before = self.errors.len();
        let text = self.text(field, typed, most);
        if text.is_none() && self.errors.len() == before {
            self.refuse(field, "field-missing");
        }
        text.unwrap_or_default()
    }

    /// What `read` makes of the text; refused with `key` when it makes nothing. None when it was left empty.
    pub fn read<T>(
        &mut self,
        field: &str,
        typed: &str,
        key: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        if typed.trim().is_empty() {
            return None;
        }
        let found = read(typed);
        if found.is_none() {
            self.refuse(field, key);
        }
        found
    }

    /// Nothing, or everything that is wrong.
    ///
    /// # Errors
    ///
    /// [`AppError::Invalid`] when something is.
    pub fn done(self) -> Result<(), AppError> {
        if self.errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(self.errors)) }
    }
}
