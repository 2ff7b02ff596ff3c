//! What is to happen: the plan of a meeting and the parties to it.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::kinds::{PersonId, SideId};
use crate::organisation::side::Seal;

/// The kind of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 主题党日
    ThemeDay,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 1] = [Self::ThemeDay];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ThemeDay => "theme_day",
        }
    }

    /// The kind stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A party whose confirmation the minutes need: a side of a joint branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Party {
    /// The side.
    pub side: SideId,
    /// The character it signs with.
    pub seal: Seal,
}

/// The plan of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub theme: String,
    /// What is done, in order.
    pub agenda: Vec<String>,
    /// The day.
    pub on: NaiveDate,
    /// When it begins, local time.
    pub starts_at: NaiveTime,
    /// When it ends; after the beginning, on the same day.
    pub ends_at: Option<NaiveTime>,
    /// Where.
    pub place: String,
    /// Who sees to it, on each side.
    pub responsible: Vec<Responsible>,
    /// Visitors who have no file here.
    pub visitors: Vec<Visitor>,
}

/// Somebody who sees to the meeting for a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Responsible {
    /// Who.
    pub person: PersonId,
    /// For which side.
    pub side: SideId,
}

/// A visitor known by name only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Visitor {
    /// The name.
    pub name: String,
    /// Where the visitor comes from; may be empty.
    pub from: String,
}

impl Plan {
    /// Whether people can be invited to it.
    pub(super) fn check(&self, parties: &[Party]) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::NoTitle);
        }
        if self.place.trim().is_empty() {
            return Err(Refusal::NoPlace);
        }
        self.hangs_together(parties)
    }

    /// Whether a draft may be kept: what is there fits together.
    ///
    /// # Errors
    ///
    /// An end before the beginning, or somebody responsible for a side that is no party.
    pub fn hangs_together(&self, parties: &[Party]) -> Result<(), Refusal> {
        if let Some(ends_at) = self.ends_at
            && ends_at <= self.starts_at
        {
            return Err(Refusal::EndsBeforeStart { starts_at: self.starts_at, ends_at });
        }
        let known = |one: &Responsible| parties.iter().any(|party| party.side == one.side);
        if self.responsible.iter().all(known) { Ok(()) } else { Err(Refusal::NotAParty) }
    }

    /// Whether somebody who said "I am coming" to `self` has said so to `other`.
    pub(super) fn same_time_as(&self, other: &Self) -> bool {
        self.on == other.on && self.starts_at == other.starts_at
    }
}
