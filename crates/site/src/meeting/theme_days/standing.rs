//! How far a branch is with the theme day of a month.

use chrono::NaiveDate;
use gongjian_domain::meeting::Word;
use gongjian_domain::reason::Reason;
use serde::Serialize;
use utoipa::ToSchema;

/// How far a branch is with the theme day of a month. In the order in which somebody has to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nothing is planned.
    None,
    /// Its day is over, and not every side has confirmed yet.
    Waiting,
    /// It is planned for today or later.
    Coming,
    /// Every side has confirmed it.
    Confirmed,
}

/// States in which nobody has said yet who came.
pub(super) const BEFORE: [Word; 3] = [Word::Draft, Word::Planned, Word::Invited];

impl Standing {
    /// Every standing, in order.
    pub const ALL: [Self; 4] = [Self::None, Self::Waiting, Self::Coming, Self::Confirmed];

    /// The word in addresses and in the interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Waiting => "waiting",
            Self::Coming => "coming",
            Self::Confirmed => "confirmed",
        }
    }

    /// The standing with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// What a single meeting makes of its branch; nothing when it was called off. Of several meetings in a month
    /// a confirmed one counts first, then one that waits.
    #[must_use]
    pub fn of(word: Word, on: NaiveDate, today: NaiveDate) -> Option<Self> {
        match word {
            Word::Cancelled => None,
            Word::Confirmed => Some(Self::Confirmed),
            _ if BEFORE.contains(&word) && on >= today => Some(Self::Coming),
            _ => Some(Self::Waiting),
        }
    }

    /// The tone of its word.
    #[must_use]
    pub const fn tone(self) -> &'static str {
        match self {
            Self::None => "due",
            Self::Waiting => "open",
            Self::Coming => "quiet",
            Self::Confirmed => "met",
        }
    }
}

/// How many branches stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct StandingCounts {
    /// With nothing planned.
    pub none: u32,
    /// Whose day is over and which not every side has confirmed.
    pub waiting: u32,
    /// With a day to come.
    pub coming: u32,
    /// Confirmed by every side.
    pub confirmed: u32,
}

impl StandingCounts {
    /// All branches.
    #[must_use]
    pub const fn total(&self) -> u32 {
        self.none + self.waiting + self.coming + self.confirmed
    }

    /// Those somebody has to be asked about.
    #[must_use]
    pub const fn open(&self) -> u32 {
        self.none + self.waiting
    }

    /// Those that stand so.
    #[must_use]
    pub const fn of(&self, standing: Standing) -> u32 {
        match standing {
            Standing::None => self.none,
            Standing::Waiting => self.waiting,
            Standing::Coming => self.coming,
            Standing::Confirmed => self.confirmed,
        }
    }

    /// All of it in a sentence.
    #[must_use]
    pub fn sentence(&self) -> Reason {
        let counted = Reason::new("theme-days-sum").with("total", self.total());
        Standing::ALL
            .into_iter()
            .fold(counted, |sentence, standing| sentence.with(standing.as_str(), self.of(standing)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_whose_day_is_over_waits_for_somebody() {
        let day = |text: &str| text.parse().unwrap();
        let of = |word, on: &str| Standing::of(word, day(on), day("2026-11-24"));
        assert_eq!(of(Word::Invited, "2026-11-24"), Some(Standing::Coming));
        assert_eq!(of(Word::Planned, "2026-11-23"), Some(Standing::Waiting));
        assert_eq!(of(Word::Held, "2026-11-25"), Some(Standing::Waiting), "held is held, whatever the day");
        assert_eq!(of(Word::Confirmed, "2026-11-03"), Some(Standing::Confirmed));
        assert_eq!(of(Word::Cancelled, "2026-11-03"), None);
    }

    #[test]
    fn every_word_is_read_back() {
        assert!(Standing::ALL.into_iter().all(|one| Standing::parse(one.as_str()) == Some(one)));
    }
}
