//! A side of a joint body, and the seal it is known by.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::kinds::SideId;

/// What kind of party a side stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SideKind {
    /// 校: a school or college.
    School,
    /// 企: an enterprise, or several.
    Enterprise,
    /// 行: a trade association.
    Association,
    /// Somebody else; its seal is a character of its own.
    Other,
}

impl SideKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::School, Self::Enterprise, Self::Association, Self::Other];

    /// The word in tables and addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Enterprise => "enterprise",
            Self::Association => "association",
            Self::Other => "other",
        }
    }

    /// The kind stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The seal a side of this kind has unless it chose its own.
    #[must_use]
    pub const fn usual_seal(self) -> Option<Seal> {
        match self {
            Self::School => Some(Seal('校')),
            Self::Enterprise => Some(Seal('企')),
            Self::Association => Some(Seal('行')),
            Self::Other => None,
        }
    }
}

/// The one Chinese character a side signs with: 校, 企, 行 or its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Seal(char);

impl Seal {
    /// The character.
    #[must_use]
    pub const fn character(self) -> char {
        self.0
    }
}

/// A seal is exactly one Chinese character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a seal is one Chinese character")]
pub struct NotASeal;

impl FromStr for Seal {
    type Err = NotASeal;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut characters = text.trim().chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) if is_han(character) => Ok(Self(character)),
            _ => Err(NotASeal),
        }
    }
}

impl TryFrom<String> for Seal {
    type Error = NotASeal;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Seal> for String {
    fn from(seal: Seal) -> Self {
        seal.0.into()
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The unified ideographs: the basic block, the compatibility forms, extension A and the planes above.
const fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// One side of a joint body: who it stands for and how it signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Its id.
    pub id: SideId,
    /// What kind of party it stands for.
    pub kind: SideKind,
    /// The character it signs with; no two sides of a body share one.
    pub seal: Seal,
    /// Its name, such as 企业侧.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_one_chinese_character_rare_ones_included() {
        for seal in ["校", "企", "行", " 园 ", "䶮", "𠮷", "𬭚"] {
            assert_eq!(seal.parse::<Seal>().map(|seal| seal.to_string()), Ok(seal.trim().to_owned()));
        }
        for no_seal in ["", "校企", "A", "1", "１", "。", "校\u{200B}", "\u{202E}"] {
            assert_eq!(no_seal.parse::<Seal>(), Err(NotASeal), "{no_seal:?}");
        }
    }

    #[test]
    fn every_kind_stored_is_read_back_and_the_usual_seals_differ() {
        for kind in SideKind::ALL {
            assert_eq!(SideKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        let seals: Vec<_> = SideKind::ALL.into_iter().filter_map(SideKind::usual_seal).collect();
        assert_eq!(seals.iter().map(ToString::to_string).collect::<String>(), "校企行");
    }

    #[test]
    fn a_stored_seal_that_is_none_does_not_come_back() {
        assert!(serde_json::from_str::<Seal>("\"校企\"").is_err());
        assert_eq!(serde_json::to_string(&"企".parse::<Seal>().unwrap()).unwrap(), "\"企\"");
    }
}
