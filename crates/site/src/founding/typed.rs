//! What people type into the forms of a founding, cleaned and measured.

use chrono::{Datelike, NaiveDate};
use gongjian_domain::reason::Reason;
use gongjian_domain::script;

use crate::web::FieldError;

/// Characters of a name.
const LINE: usize = 60;
/// Characters of a reason, a comment, the number of a letter.
const PARAGRAPH: usize = 1_000;

/// One line: no line breaks, no characters that cannot be seen.
pub(super) fn line(fields: &mut Vec<FieldError>, field: &str, text: &str) -> String {
    let seen: Vec<&str> = text.split_whitespace().collect();
    measured(fields, field, &visible(&seen.join(" ")), LINE)
}

/// A text with its line breaks, without characters that cannot be seen.
pub(super) fn paragraph(fields: &mut Vec<FieldError>, field: &str, text: &str) -> String {
    measured(fields, field, &visible(&text.replace("\r\n", "\n")), PARAGRAPH)
}

fn visible(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !(script::is_invisible(*c) || c.is_control())).collect()
}

fn measured(fields: &mut Vec<FieldError>, field: &str, text: &str, most: usize) -> String {
    if text.chars().count() > most {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        fields.push(FieldError::new(field, Reason::new("founding-too-long").with("most", most)));
    }
    text.trim().to_owned()
}

/// A day as a form sends it, of a year with four digits; none when nothing was typed.
pub(super) fn day(fields: &mut Vec<FieldError>, field: &str, typed: &str) -> Option<NaiveDate> {
    if typed.trim().is_empty() {
        return None;
    }
    let day = typed.trim().parse::<NaiveDate>().ok().filter(|day| (1900..=9999).contains(&day.year()));
    if day.is_none() {
        fields.push(FieldError::new(field, Reason::new("founding-no-day")));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_rare_characters_and_loses_what_cannot_be_seen() {
        let mut fields = Vec::new();
        assert_eq!(line(&mut fields, "name", " 文创\n艺术\u{200B}党支部 䶮𠮷 "), "文创 艺术党支部 䶮𠮷");
        assert!(fields.is_empty());
        line(&mut fields, "name", &"长".repeat(61));
        assert_eq!(fields.len(), 1);
    }

    #[test]
    fn a_day_is_a_calendar_day_or_an_error_at_its_field() {
        let mut fields = Vec::new();
        assert_eq!(day(&mut fields, "on", " "), None);
        assert_eq!(day(&mut fields, "on", "2026-11-24"), NaiveDate::from_ymd_opt(2026, 11, 24));
        assert!(fields.is_empty());
        for wrong in ["2026-02-30", "明天", "12026-01-01", "0026-01-01"] {
            assert_eq!(day(&mut fields, "on", wrong), None, "{wrong}");
        }
        assert_eq!(fields.len(), 4);
    }
}
