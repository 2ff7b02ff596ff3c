//! Sex, as the identity number's seventeenth place and the rosters give it.

use serde::{Deserialize, Serialize};

/// Sex, by the two codes a person's identity number knows (GB/T 2261.1: 1, 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

impl Sex {
    /// Both, in the order of their codes.
    pub const ALL: [Self; 2] = [Self::Male, Self::Female];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }

    /// The sex stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sex| sex.as_str() == word)
    }

    /// The sex a roster means by `text`: 男, 女性, `1`, `F`, …
    #[must_use]
    pub fn spelled(text: &str) -> Option<Self> {
        match crate::script::compact(text).to_lowercase().as_str() {
            "男" | "男性" | "1" | "1男" | "m" | "male" => Some(Self::Male),
            "女" | "女性" | "2" | "2女" | "f" | "female" => Some(Self::Female),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stored_is_read_back_and_is_the_word_serde_writes() {
        for one in Sex::ALL {
            assert_eq!(Sex::parse(one.as_str()), Some(one));
            assert_eq!(serde_json::to_value(one).unwrap(), one.as_str());
        }
    }

    #[test]
    fn the_words_and_codes_of_the_rosters_are_read_and_others_are_not() {
        for text in ["男", " 男 ", "男性", "M", "１"] {
            assert_eq!(Sex::spelled(text), Some(Sex::Male));
        }
        for text in ["女", "女性", "f", "2"] {
            assert_eq!(Sex::spelled(text), Some(Sex::Female));
        }
        for text in ["", "不详", "0", "9"] {
            assert_eq!(Sex::spelled(text), None);
        }
    }
}
