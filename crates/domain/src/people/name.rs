//! A person's name as it is kept and compared.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::script;

/// Characters a name may have: the longest names in real registers stay well below.
const LONGEST: usize = 64;
/// Digits a name may have: registers tell namesakes apart as 张三1.
const MOST_DIGITS: usize = 3;
/// The point between the parts of a minority name, after GB 13000's recommendation.
const POINT: char = '·';

/// A name with its spaces and points in one form; its characters as they were given.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Nothing but spaces.
    #[error("there is no name")]
    Empty,
    /// It holds a zero-width, direction or control character.
    #[error("the name holds an invisible character")]
    Invisible,
    /// It holds U+FFFD: a character was lost when the file was read or written.
    #[error("a character of the name was lost")]
    Damaged,
    /// It holds no letter, or so many digits that it is a number.
    #[error("the name holds no letter or is a number")]
    Letterless,
    /// It is longer than 64 characters.
    #[error("the name is longer than 64 characters")]
    TooLong,
}

impl PersonName {
    /// Reads a name. Between Han characters spaces go (`孙 桂强`), between other words
    /// one stays; the point of minority names is written `·` whichever was typed.
    ///
    /// Letters and their accents are composed (NFC), but a compatibility Han
    /// character keeps its shape: it is how the person writes the name.
    ///
    /// # Errors
    ///
    /// The first [`NameFault`] that holds.
    pub fn parse(text: &str) -> Result<Self, NameFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(NameFault::Empty);
        }
        if has_stray_invisible(text) {
            return Err(NameFault::Invisible);
        }
        if text.contains('\u{FFFD}') {
            return Err(NameFault::Damaged);
        }
        let name = without_inner_spaces(&with_one_point(&composed(text)));
        let lettered = name.chars().any(|c| c.is_alphabetic() || script::is_han(c));
        if !lettered || name.chars().filter(|c| script::half_width(*c).is_ascii_digit()).count() > MOST_DIGITS
        {
            return Err(NameFault::Letterless);
        }
        if name.chars().count() > LONGEST {
            return Err(NameFault::TooLong);
        }
        Ok(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Invisible characters, variation selectors included unless they choose the shape of a Han character.
fn has_stray_invisible(text: &str) -> bool {
    let mut before = ' ';
    text.chars().any(|c| {
        let selector = matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
        let stray = script::is_invisible(c) || (selector && !script::is_han(before));
        before = c;
        stray
    })
}

/// NFC of everything but compatibility Han, whose NFC is another character.
fn composed(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for run in text.split_inclusive(script::is_compatibility_han) {
        match run.chars().next_back().filter(|last| script::is_compatibility_han(*last)) {
            Some(shape) => {
                composed.extend(run[..run.len() - shape.len_utf8()].nfc());
                composed.push(shape);
            }
            None => composed.extend(run.nfc()),
        }
    }
    composed
}

/// Every kind of middle dot as `·`; a full stop only between two Han characters.
fn with_one_point(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let joined = |at: usize, step: isize| -> bool {
        let mut at = at.wrapping_add_signed(step);
        while chars.get(at).is_some_and(|c| script::is_space(*c)) {
            at = at.wrapping_add_signed(step);
        }
        chars.get(at).is_some_and(|c| script::is_han(*c))
    };
    let point = |(at, c): (usize, &char)| match c {
        '·' | '•' | '‧' | '・' | '･' | '⋅' | '∙' | '●' | '᛫' | '⸱' | '˙' => POINT,
        '.' | '．' | '。' | '﹒' | '｡' if joined(at, -1) && joined(at, 1) => POINT,
        c => *c,
    };
    chars.iter().enumerate().map(point).collect()
}

/// Spaces go beside a point and between Han characters; elsewhere one plain space stays.
fn without_inner_spaces(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if script::is_space(c) {
            gap = true;
            continue;
        }
        let last = name.chars().rev().find(|c| !is_combining_mark(*c));
        let tight = |c: char| script::is_han(c) || c == POINT;
        let keeps_gap = match last {
            Some(last) => last != POINT && c != POINT && !(tight(last) && tight(c)),
            None => false,
        };
        if gap && keeps_gap {
            name.push(' ');
        }
        gap = false;
        name.push(c);
    }
    name
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl TryFrom<String> for PersonName {
    type Error = NameFault;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}
impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::case_table;

    /// `text` with every `U+200B` replaced by that character.
    fn decoded(text: &str) -> String {
        let mut parts = text.split("U+");
        let mut decoded = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let digits: String = part.chars().take_while(char::is_ascii_hexdigit).collect();
            decoded.push(char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap());
            decoded.push_str(&part[digits.len()..]);
        }
        decoded
    }

    #[test]
    fn the_manual_tells_the_truth_about_names() {
        for row in case_table::rows(include_str!("../../cases/person_name.md"), "写法") {
            let told = match PersonName::parse(&decoded(&row["写法"])) {
                Ok(name) => String::from(name),
                Err(NameFault::Empty) => "no_name".to_owned(),
                Err(NameFault::Invisible) => "name_control".to_owned(),
                Err(NameFault::Damaged) => "name_damaged".to_owned(),
                Err(NameFault::Letterless) => "name_form".to_owned(),
                Err(NameFault::TooLong) => "text_length".to_owned(),
            };
            assert_eq!(told, decoded(&row["记作"]), "{row:?}");
        }
    }

    #[test]
    fn a_name_of_sixty_four_characters_is_taken_and_one_of_sixty_five_is_not() {
        assert!(PersonName::parse(&"𠮷".repeat(64)).is_ok());
        assert_eq!(PersonName::parse(&"𠮷".repeat(65)), Err(NameFault::TooLong));
    }

    #[test]
    fn spaces_alone_are_no_name() {
        for text in ["", " ", "\u{3000}\u{a0}\n"] {
            assert_eq!(PersonName::parse(text), Err(NameFault::Empty));
        }
    }

    fn han() -> impl Strategy<Value = char> {
        prop_oneof![
            prop::char::range('\u{4E00}', '\u{9FFF}'),
            prop::char::range('\u{3400}', '\u{4DBF}'),
            prop::char::range('\u{20000}', '\u{2A6DF}'),
            prop::char::range('\u{2A700}', '\u{2EBE0}'),
            prop::char::range('\u{30000}', '\u{323AF}'),
            prop::char::range('\u{F900}', '\u{FAD9}'),
            prop::char::range('\u{2F800}', '\u{2FA1D}'),
        ]
    }

    proptest! {
        #[test]
        fn no_han_character_is_ever_changed(name in prop::collection::vec(han(), 1..8)) {
            let name: String = name.into_iter().collect();
            prop_assert_eq!(PersonName::parse(&name).map(String::from), Ok(name));
        }

        #[test]
        fn a_name_read_again_is_the_same_name(text in "\\PC{0,40}") {
            if let Ok(name) = PersonName::parse(&text) {
                prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name.clone()));
            }
        }

        #[test]
        fn no_accepted_name_holds_an_invisible_character(text in ".{0,40}") {
            if let Ok(name) = PersonName::parse(&text) {
                prop_assert!(!name.as_str().chars().any(|c| script::is_invisible(c) || c == '\n'), "{:?}", text);
            }
        }
    }
}
