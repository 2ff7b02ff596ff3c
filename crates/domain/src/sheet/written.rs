//! What a cell says where text is expected.

use unicode_normalization::UnicodeNormalization;

use crate::cell::Cell;
use crate::script;

/// Texts people write into a cell to say that there is nothing to say.
const NOTHING: [&str; 12] = ["-", "--", "—", "——", "/", "\\", "无", "暂无", "空", "n/a", "null", "none"];

/// Bytes up to which a text is looked at as a sign for nothing, spaces around it included.
const LONGEST_SIGN: usize = 24;

/// A cell read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// Nothing, or a sign for nothing (`-`, `无`).
    Blank,
    /// A text; a number stands in its shortest form, a date as `2004-02-23`.
    Text(String),
    /// A formula, an error or a truth value.
    Formula(String),
}

impl Written {
    /// Reads `cell` as text.
    #[must_use]
    pub fn read(cell: &Cell) -> Self {
        match cell {
            Cell::Empty => Self::Blank,
            Cell::Text(text) => from_text(text),
            // Display of a float never uses an exponent, and a whole number has no point.
            Cell::Number(number) => Self::Text(number.to_string()),
            Cell::Date(date) => Self::Text(date.to_string()),
            Cell::Foreign(formula) => Self::Formula(formula.clone()),
        }
    }

    /// Whether nothing was said.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Self::Blank
    }
}

fn from_text(text: &str) -> Written {
    // Only short texts can be a sign for nothing; long ones need no copy to find out.
    let blank = if text.len() > LONGEST_SIGN {
        text.chars().all(|c| script::is_space(c) || script::is_invisible(c))
    } else {
        let folded = script::compact(text).to_lowercase();
        folded.is_empty() || NOTHING.contains(&folded.as_str())
    };
    if blank { Written::Blank } else { Written::Text(text.to_owned()) }
}

/// Whether a number in a cell is a whole number that kept all its digits.
#[must_use]
pub fn is_whole(number: f64) -> bool {
    // 2^53: up to here every whole number has its own float.
    number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0
}

/// `text` with single spaces and composed accents, or `None` when it holds an invisible character.
#[must_use]
pub fn plain_text(text: &str) -> Option<String> {
    if text.chars().any(script::is_invisible) {
        return None;
    }
    let composes = !text.chars().any(script::is_compatibility_han);
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(if composes { spaced.nfc().collect() } else { spaced })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn text(text: &str) -> Written {
        Written::read(&Cell::Text(text.to_owned()))
    }

    #[test]
    fn signs_for_nothing_are_blank_and_a_zero_is_not() {
        for nothing in ["", " ", "-", "——", " / ", "无", "暂无", "N/A", "\u{3000}", "\u{200B}", "'"] {
            assert!(text(nothing).is_blank(), "{nothing:?}");
        }
        assert_eq!(text("0"), Written::Text("0".to_owned()));
        assert_eq!(text("无锡"), Written::Text("无锡".to_owned()));
    }

    #[test]
    fn a_number_stands_as_its_digits_without_point_or_exponent() {
        assert_eq!(Written::read(&Cell::Number(201_900_010.0)), Written::Text("201900010".to_owned()));
        assert_eq!(Written::read(&Cell::Number(3.3e17)), Written::Text("330000000000000000".to_owned()));
        assert_eq!(Written::read(&Cell::Number(1.5)), Written::Text("1.5".to_owned()));
    }

    #[test]
    fn a_formula_is_neither_blank_nor_text() {
        assert_eq!(Written::read(&Cell::Foreign("=A1".to_owned())), Written::Formula("=A1".to_owned()));
    }

    #[test]
    fn a_date_where_text_is_expected_stands_in_full() {
        let date = NaiveDate::from_ymd_opt(2004, 2, 23).unwrap();
        assert_eq!(Written::read(&Cell::Date(date)), Written::Text("2004-02-23".to_owned()));
    }

    #[test]
    fn a_number_above_two_to_the_fifty_third_may_have_lost_digits() {
        assert!(is_whole(9_007_199_254_740_992.0) && is_whole(-3.0));
        assert!(!is_whole(9_007_199_254_740_994.0) && !is_whole(1.5) && !is_whole(f64::NAN));
    }

    #[test]
    fn text_keeps_its_words_and_loses_only_spaces_beyond_one() {
        assert_eq!(plain_text("  浙江\u{3000} 义乌\n"), Some("浙江 义乌".to_owned()));
        assert_eq!(plain_text("浙\u{202E}江"), None);
        assert_eq!(plain_text("\u{F92C}县"), Some("\u{F92C}县".to_owned()));
    }
}
