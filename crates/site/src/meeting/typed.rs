//! What people type into the forms of a meeting, cleaned and measured.

use chrono::{NaiveDate, NaiveTime};
use gongjian_domain::reason::Reason;
use gongjian_domain::script;

use crate::web::FieldError;

/// Characters of a title, a place, a name.
pub(super) const LINE: usize = 120;
/// Characters of a theme, a reason, a comment.
pub(super) const PARAGRAPH: usize = 1_000;
/// Characters of the minutes.
pub(super) const LONG: usize = 50_000;
/// Lines of an agenda, resolutions, visitors.
const MOST_LINES: usize = 100;

/// One line: no line breaks, no characters that cannot be seen.
pub(super) fn line(fields: &mut Vec<FieldError>, field: &str, text: &str) -> String {
    let seen: Vec<&str> = text.split_whitespace().collect();
    let joined: String = seen.join(" ").chars().filter(|c| !script::is_invisible(*c)).collect();
    measured(fields, field, joined.trim().to_owned(), LINE)
}

/// A text with its line breaks, without characters that cannot be seen.
pub(super) fn text(fields: &mut Vec<FieldError>, field: &str, text: &str, most: usize) -> String {
    let kept: String =
        text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !script::is_invisible(*c)).collect();
    measured(fields, field, kept.trim().to_owned(), most)
}

/// The lines of a text that say something, each with the limit of a paragraph.
pub(super) fn lines(fields: &mut Vec<FieldError>, field: &str, typed: &str) -> Vec<String> {
    let whole = text(fields, field, typed, LONG);
    let lines: Vec<String> = whole
        .lines()
        .map(|line| measured(fields, field, line.trim().to_owned(), PARAGRAPH))
        .filter(|line| !line.is_empty())
        .collect();
    if lines.len() > MOST_LINES {
        fields.push(FieldError::new(field, Reason::new("typed-many-lines").with("most", many(MOST_LINES))));
    }
    lines
}

fn measured(fields: &mut Vec<FieldError>, field: &str, text: String, most: usize) -> String {
    if text.chars().count() > most {
        fields.push(FieldError::new(field, Reason::new("typed-long").with("most", many(most))));
    }
    text
}

fn many(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A day as a form sends it: 2026-11-26. Years of four digits only.
pub(super) fn day(fields: &mut Vec<FieldError>, field: &str, typed: &str) -> Option<NaiveDate> {
    let day = typed.trim().parse::<NaiveDate>().ok();
    let day = day.filter(|day| (1900..=9999).contains(&chrono::Datelike::year(day)));
    if day.is_none() {
        fields.push(FieldError::new(field, Reason::new("typed-no-day")));
    }
    day
}

/// A minute of the day as a form sends it: 14:30.
pub(super) fn time(fields: &mut Vec<FieldError>, field: &str, typed: &str) -> Option<NaiveTime> {
    let typed = typed.trim();
    let time = ["%H:%M", "%H:%M:%S"].iter().find_map(|shape| NaiveTime::parse_from_str(typed, shape).ok());
    if time.is_none() {
        fields.push(FieldError::new(field, Reason::new("typed-no-time")));
    }
    time
}

/// A reason or comment that has to be there.
pub(super) fn needed(fields: &mut Vec<FieldError>, field: &str, typed: &str) -> String {
    let kept = text(fields, field, typed, PARAGRAPH);
    if kept.is_empty() {
        fields.push(FieldError::new(field, Reason::new("meeting-refused-no-reason")));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_goes_and_rare_characters_stay() {
        let mut fields = Vec::new();
        assert_eq!(line(&mut fields, "title", " 䶮\u{202E}𠮷\u{0}\n堃\u{200B} "), "䶮𠮷 堃");
        assert_eq!(text(&mut fields, "text", "甲\u{0}\r\n乙\u{FEFF}", 9), "甲\n乙");
        assert_eq!(lines(&mut fields, "agenda", "学习\n\n \n交流\n"), ["学习", "交流"]);
        assert!(fields.is_empty());
    }

    #[test]
    fn a_text_that_is_too_long_is_refused_with_its_limit() {
        let mut fields = Vec::new();
        line(&mut fields, "title", &"长".repeat(LINE + 1));
        assert_eq!(fields[0].reason, Reason::new("typed-long").with("most", 120_i64));
        fields.clear();
        assert!(
            day(&mut fields, "on", "+12026-01-01").is_none() && time(&mut fields, "from", "25:00").is_none()
        );
        assert_eq!(fields.len(), 2);
    }
}
