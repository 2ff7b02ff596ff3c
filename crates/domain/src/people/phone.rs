//! A mobile phone number of the Chinese mainland.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::script;

/// Eleven digits: 1, then 3–9, then nine more.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// The text is no mobile phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a mobile number is 1, then 3 to 9, then nine digits")]
pub struct NotAPhone;

impl Phone {
    /// Reads a number, forgiving full-width digits, spaces, dashes, brackets and the country's prefix.
    ///
    /// # Errors
    ///
    /// [`NotAPhone`] for anything else, two numbers in one cell included.
    pub fn parse(text: &str) -> Result<Self, NotAPhone> {
        let text: String = script::compact(text)
            .chars()
            .filter(|c| !matches!(c, '-' | '–' | '—' | '‑' | '(' | ')'))
            .collect();
        let digits =
            ["+86", "0086", "86"].iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(&text);
        let formed = digits.len() == 11 && digits.bytes().all(|b| b.is_ascii_digit());
        match digits.as_bytes() {
            [b'1', b'3'..=b'9', ..] if formed => Ok(Self(digits.to_owned())),
            _ => Err(NotAPhone),
        }
    }

    /// The eleven digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number with its middle hidden: `138****0000`.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}****{}", &self.0[..3], &self.0[7..])
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}
impl TryFrom<String> for Phone {
    type Error = NotAPhone;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}
impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spaces_dashes_prefix_and_full_width_digits_are_the_same_number() {
        for text in [
            "17299053878",
            "１７２９９０５３８７８",
            "172 9905 3878",
            "172-9905-3878",
            "+86 17299053878",
            "008617299053878",
            "(86)17299053878",
            "'17299053878",
            "\u{202D}17299053878\u{202C}",
        ] {
            assert_eq!(Phone::parse(text).map(String::from), Ok("17299053878".to_owned()), "{text}");
        }
    }

    #[test]
    fn nine_digits_a_landline_a_second_number_and_a_twelfth_digit_are_refused() {
        for text in [
            "",
            "170809948",
            "135754718",
            "0579-85123456",
            "12345678901",
            "13800000000/13900000000",
            "138000000000",
            "1380000000a",
            "1.38E+10",
        ] {
            assert_eq!(Phone::parse(text), Err(NotAPhone), "{text}");
        }
    }

    #[test]
    fn debug_output_hides_the_middle() {
        assert_eq!(format!("{:?}", Phone::parse("13812345678").unwrap()), "138****5678");
    }

    proptest! {
        #[test]
        fn every_number_of_the_form_is_taken_as_it_is(number in "1[3-9][0-9]{9}") {
            prop_assert_eq!(Phone::parse(&number).map(String::from), Ok(number));
        }

        #[test]
        fn no_text_whatever_makes_it_panic(text in ".*") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(phone.as_str().len(), 11);
            }
        }
    }
}
