//! What people type: each kind of value is read, cleaned and measured in one way, whatever form or address it stands in.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate, NaiveTime};
use gongjian_domain::reason::Reason;
use gongjian_domain::script;
use serde::{Deserialize, Deserializer};

use super::body::blank_as_none;
use super::error::{AppError, FieldError};

/// Characters of a name on a seal or in a heading.
pub const NAME: usize = 60;
/// Characters of a title, a place, a line of a list.
pub const LINE: usize = 120;
/// Characters of a theme, a reason, a comment.
pub const PARAGRAPH: usize = 1_000;
/// Characters of the minutes.
pub const LONG: usize = 50_000;
/// Lines of an agenda, resolutions, visitors.
const MOST_LINES: usize = 100;
/// Characters of a search that are looked for: SQLite refuses patterns that are too long.
const MOST_SOUGHT: usize = 100;

/// Days before and after these years are slips of the keyboard; both years are within. Four digits each: a database
/// that keeps days as text compares them as text.
const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2100;

/// One line of at most `most` characters: no line breaks, nothing that cannot be seen, no spaces around it.
pub fn line(fields: &mut Vec<FieldError>, field: &str, typed: &str, most: usize) -> String {
    let words: Vec<&str> = typed.split_whitespace().collect();
    measured(fields, field, &visible(&words.join(" ")), most)
}

/// A text of at most `most` characters with its line breaks, without what cannot be seen.
pub fn text(fields: &mut Vec<FieldError>, field: &str, typed: &str, most: usize) -> String {
    measured(fields, field, &visible(&typed.replace("\r\n", "\n")), most)
}

/// A paragraph that has to be there; `missing` is the sentence when it is not.
pub fn needed(fields: &mut Vec<FieldError>, field: &str, typed: &str, missing: &str) -> String {
    let kept = text(fields, field, typed, PARAGRAPH);
    if kept.is_empty() {
        fields.push(FieldError::new(field, Reason::new(missing)));
    }
    kept
}

/// The lines of a text that say something, each with the limit of a paragraph.
pub fn lines(fields: &mut Vec<FieldError>, field: &str, typed: &str) -> Vec<String> {
    let whole = text(fields, field, typed, LONG);
    let lines: Vec<String> = whole
        .lines()
        .map(|line| measured(fields, field, line, PARAGRAPH))
        .filter(|line| !line.is_empty())
        .collect();
    if lines.len() > MOST_LINES {
        fields.push(FieldError::new(field, Reason::new("field-many-lines").with("most", many(MOST_LINES))));
    }
    lines
}

fn visible(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !(script::is_invisible(*c) || c.is_control())).collect()
}

fn measured(fields: &mut Vec<FieldError>, field: &str, text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() > most {
        fields.push(FieldError::new(field, Reason::new("field-too-long").with("most", many(most))));
    }
    text.to_owned()
}

fn many(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Whether `day` lies in the years a day may be of.
#[must_use]
pub fn is_of_our_time(day: NaiveDate) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&day.year())
}

/// A day as a form sends it, such as 2026-11-26; none when nothing was typed.
pub fn day(fields: &mut Vec<FieldError>, field: &str, typed: &str) -> Option<NaiveDate> {
    if typed.trim().is_empty() { None } else { needed_day(fields, field, typed) }
}

/// A day that has to be there.
pub fn needed_day(fields: &mut Vec<FieldError>, field: &str, typed: &str) -> Option<NaiveDate> {
    let day = typed.trim().parse::<Day>().ok();
    if day.is_none() {
        fields.push(FieldError::new(field, no_day()));
    }
    day.map(|Day(day)| day)
}

/// A minute of the day as a form sends it, such as 14:30.
pub fn time(fields: &mut Vec<FieldError>, field: &str, typed: &str) -> Option<NaiveTime> {
    let typed = typed.trim();
    let time = ["%H:%M", "%H:%M:%S"].iter().find_map(|shape| NaiveTime::parse_from_str(typed, shape).ok());
    if time.is_none() {
        fields.push(FieldError::new(field, Reason::new("field-no-time")));
    }
    time
}

const NO_DAY: &str = "field-no-day";
const NO_YEAR: &str = "field-no-year";

fn no_day() -> Reason {
    between(NO_DAY)
}

/// The years go as text: a number would be written with a comma in it.
fn between(key: &str) -> Reason {
    Reason::new(key).with("first", FIRST_YEAR.to_string()).with("last", LAST_YEAR.to_string())
}

/// What is wrong with a field, when a parser's word for it is one of ours or means a word that is not among
/// those to choose from.
pub(super) fn reason_in(why: &str) -> Option<Reason> {
    if why.starts_with("unknown variant") {
        return Some(Reason::new("field-no-choice"));
    }
    [NO_DAY, NO_YEAR].into_iter().find(|key| why.starts_with(key)).map(between)
}

struct Day(NaiveDate);

impl FromStr for Day {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().ok().filter(|day| is_of_our_time(*day)).map(Self).ok_or(NO_DAY)
    }
}

struct Year(i32);

impl FromStr for Year {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().ok().filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year)).map(Self).ok_or(NO_YEAR)
    }
}

/// Reads a day of our time out of a form or an address; an empty field is none.
///
/// # Errors
///
/// When the field is neither empty nor such a day.
pub fn sent_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    Ok(blank_as_none::<D, Day>(deserializer)?.map(|Day(day)| day))
}

/// Reads a year of our time out of an address; an empty field is none.
///
/// # Errors
///
/// When the field is neither empty nor such a year.
pub fn sent_year<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i32>, D::Error> {
    Ok(blank_as_none::<D, Year>(deserializer)?.map(|Year(year)| year))
}

/// Reads words to look for; what is longer than anything one would look for is cut off.
///
/// # Errors
///
/// When the field is no text.
pub fn sent_words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(String::deserialize(deserializer)?.chars().take(MOST_SOUGHT).collect())
}

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

    /// A [`line`] of at most `most` characters; none when it was left empty.
    pub fn line(&mut self, field: &str, typed: &str, most: usize) -> Option<String> {
        Some(line(&mut self.errors, field, typed, most)).filter(|line| !line.is_empty())
    }

    /// A [`text`] of at most `most` characters; none when it was left empty.
    pub fn text(&mut self, field: &str, typed: &str, most: usize) -> Option<String> {
        Some(text(&mut self.errors, field, typed, most)).filter(|text| !text.is_empty())
    }

    /// A line where something has to be typed.
    pub fn needed(&mut self, field: &str, typed: &str, most: usize) -> String {
        let line = self.line(field, typed, most);
        if line.is_none() {
            self.refuse(field, "field-missing");
        }
        line.unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_cannot_be_seen_goes_and_rare_characters_stay() {
        let mut fields = Fields::default();
        assert_eq!(fields.line("title", " 䶮\u{202E}𠮷\u{0}\n堃\u{200B} ", LINE).as_deref(), Some("䶮𠮷 堃"));
        assert_eq!(fields.text("text", "甲\u{0}\r\n乙\u{FEFF}", 9).as_deref(), Some("甲\n乙"));
        assert_eq!(fields.line("title", " \u{200B}\u{3000}", LINE), None);
        assert_eq!(lines(&mut fields.errors, "agenda", "学习\n\n \n交流\n"), ["学习", "交流"]);
        assert_eq!(fields.errors, []);
    }

    #[test]
    fn a_text_that_is_too_long_is_refused_with_its_limit() {
        let mut fields = Vec::new();
        line(&mut fields, "title", &"长".repeat(LINE), LINE);
        assert_eq!(fields, []);
        line(&mut fields, "title", &"长".repeat(LINE + 1), LINE);
        assert_eq!(fields[0].reason, Reason::new("field-too-long").with("most", 120_i64));
    }

    #[test]
    fn a_day_is_a_calendar_day_of_our_time_or_an_error_at_its_field() {
        let mut fields = Vec::new();
        assert_eq!(day(&mut fields, "on", " "), None);
        for right in ["1900-01-01", "2026-11-24", "2100-12-31"] {
            assert_eq!(day(&mut fields, "on", right).map(|day| day.to_string()).as_deref(), Some(right));
        }
        assert_eq!(fields, []);
        let wrong =
            ["1899-12-31", "2101-01-01", "2026-02-30", "明天", "+12026-01-01", "0026-01-01", "-262143-01-01"];
        for wrong in wrong {
            assert_eq!(day(&mut fields, "on", wrong), None, "{wrong}");
        }
        assert_eq!(fields.len(), wrong.len());
        assert_eq!(needed_day(&mut fields, "on", ""), None);
        assert_eq!(fields.len(), wrong.len() + 1);
        assert_eq!(time(&mut fields, "from", "25:00"), None);
    }

    #[test]
    fn a_day_that_is_sent_is_of_our_time_too() {
        assert_eq!(sent_day(json!(" ")).unwrap(), None);
        assert_eq!(sent_day(json!(null)).unwrap(), None);
        assert_eq!(sent_day(json!("2100-12-31")).unwrap(), NaiveDate::from_ymd_opt(2100, 12, 31));
        for wrong in [json!("+262142-12-31"), json!("2101-01-01"), json!("1899-12-31"), json!(20_261_124)] {
            let why = sent_day(wrong).unwrap_err().to_string();
            assert_eq!(reason_in(&why), Some(no_day()));
        }
        assert_eq!(sent_year(json!(2026)).unwrap(), Some(2026));
        assert!(sent_year(json!("262142")).is_err());
    }

    #[test]
    fn a_search_is_cut_off_after_a_hundred_characters() {
        assert_eq!(sent_words(json!("䶮".repeat(51_000))).unwrap(), "䶮".repeat(100));
        assert_eq!(sent_words(json!("  李 ")).unwrap(), "  李 ");
    }
}
