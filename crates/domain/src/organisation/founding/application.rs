//! What the sides hand in when they want to found a joint branch.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::kinds::{OrganisationId, PersonId, UnitId};
use crate::organisation::side::Side;

/// The application to found a joint branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// The name the branch is to have.
    pub name: String,
    /// The committee above, which replies.
    pub above: OrganisationId,
    /// The sides, in the order they sign.
    pub sides: Vec<SidePlan>,
    /// The committee, or the secretary alone.
    pub committee: Committee,
    /// The day it was handed in.
    pub applied_on: NaiveDate,
}

/// One side, with its units and who confirms for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SidePlan {
    /// The side.
    pub side: Side,
    /// The units it is made of; at least one.
    pub units: Vec<UnitPart>,
    /// Who confirms for this side.
    pub signatory: Option<PersonId>,
}

/// What one unit brings into the branch. Counts are people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPart {
    /// The unit.
    pub unit: UnitId,
    /// Its name, for the sentences.
    pub name: String,
    /// Full members.
    pub full: u32,
    /// Probationary members.
    pub probationary: u32,
    /// With the branch, but not members of it: activists, development targets, applicants, and
    /// those who only take part.
    pub others: u32,
}

/// Who leads the branch.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Committee {
    /// How many people sit on the committee; 0 when there is a secretary only.
    pub size: u32,
    /// Who holds which post, as far as that is settled. One person may hold two.
    pub seats: Vec<Seat>,
}

/// A post and who holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Seat {
    /// The post.
    pub post: Post,
    /// Who holds it.
    pub person: PersonId,
}

/// A post in the committee of a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// 书记
    Secretary,
    /// 副书记
    Deputy,
    /// 组织委员
    Organisation,
    /// 宣传委员
    Publicity,
    /// 纪检委员
    Discipline,
    /// 其他委员
    Other,
}

impl Post {
    /// Every post, in the order of rank.
    pub const ALL: [Self; 6] =
        [Self::Secretary, Self::Deputy, Self::Organisation, Self::Publicity, Self::Discipline, Self::Other];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Secretary => "secretary",
            Self::Deputy => "deputy",
            Self::Organisation => "organisation",
            Self::Publicity => "publicity",
            Self::Discipline => "discipline",
            Self::Other => "other",
        }
    }

    /// The post stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|post| post.as_str() == word)
    }
}

impl Committee {
    /// How many seats of this post are taken.
    #[must_use]
    pub fn holders(&self, post: Post) -> u32 {
        count(self.seats.iter().filter(|seat| seat.post == post))
    }

    /// How many people hold a post.
    #[must_use]
    pub fn people(&self) -> u32 {
        count(self.seats.iter().map(|seat| seat.person).collect::<BTreeSet<_>>().iter())
    }
}

impl Application {
    /// Full members of all units.
    #[must_use]
    pub fn full(&self) -> u32 {
        self.units().map(|unit| unit.full).fold(0, u32::saturating_add)
    }

    /// Members of all units: full and probationary.
    #[must_use]
    pub fn members(&self) -> u32 {
        self.units().map(|unit| unit.full.saturating_add(unit.probationary)).fold(0, u32::saturating_add)
    }

    /// The units of all sides.
    pub fn units(&self) -> impl Iterator<Item = &UnitPart> {
        self.sides.iter().flat_map(|plan| &plan.units)
    }

    /// Whether the application hangs together, before any rule is asked.
    ///
    /// # Errors
    ///
    /// No name, fewer than two sides, a side without a unit, a unit named
    /// twice, two sides with one seal, or more people in the committee's
    /// posts than it has places.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.name.trim().is_empty() {
            return Err(Refusal::NoName);
        }
        if self.sides.len() < 2 {
            return Err(Refusal::OneSide);
        }
        let mut seals = BTreeSet::new();
        let mut units = BTreeSet::new();
        for plan in &self.sides {
            if !seals.insert(plan.side.seal) {
                return Err(Refusal::SameSeal { seal: plan.side.seal });
            }
            if plan.units.is_empty() {
                return Err(Refusal::EmptySide { seal: plan.side.seal });
            }
            if let Some(twice) = plan.units.iter().find(|part| !units.insert(part.unit)) {
                return Err(Refusal::UnitTwice { unit: twice.name.clone() });
            }
        }
        let (people, size) = (self.committee.people(), self.committee.size);
        if size > 0 && people > size {
            return Err(Refusal::TooFewPlaces { people, size });
        }
        Ok(())
    }
}

/// Counts people or posts; more than `u32` holds is nobody's committee.
pub(super) fn count<T>(many: impl Iterator<Item = T>) -> u32 {
    many.fold(0, |sum: u32, _| sum.saturating_add(1))
}
