//! What a cell says where text is expected.

use unicode_normalization::UnicodeNormalization;

use crate::cell::Cell;
use crate::script;

/// Texts people write into a cell to say that there is nothing to say.
const NOTHING: [&str; 12] = ["-", "--", "—", "——", "/", "\\", "无", "暂无", "空", "n/a", "null", "none"];

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
    let folded = script::compact(text).to_lowercase();
    let blank = folded.is_empty() || NOTHING.contains(&folded.as_str());
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
