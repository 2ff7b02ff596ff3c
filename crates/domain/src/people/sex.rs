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
