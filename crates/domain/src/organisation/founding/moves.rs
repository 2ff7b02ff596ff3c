//! The members who move into the new branch from the branches they were in.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::application::count;
use super::{Application, Refusal, SidePlan};
use crate::kinds::{OrganisationId, PersonId, SideId, UnitId};
use crate::people::stage::Stage;

/// How somebody joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// The membership moves from the branch left to the new one.
    #[default]
    Formal,
    /// The membership stays where it is; the person takes part and is not counted as a member.
    Participating,
}

impl Manner {
    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Formal => "formal",
            Self::Participating => "participating",
        }
    }
}

/// One person's move into the branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Who moves.
    pub person: PersonId,
    /// The name, for the sentences.
    pub name: String,
    /// The branch left; none for somebody who was in none here.
    pub from: Option<OrganisationId>,
    /// The side joined.
    pub side: SideId,
    /// The unit, one of that side's.
    pub unit: UnitId,
    /// The stage on the day of the move.
    pub stage: Stage,
    /// Whether the membership moves too.
    #[serde(default)]
    pub manner: Manner,
    /// The first day in the new branch.
    pub on: NaiveDate,
    /// The day of joining the Party, where there is one and it is known.
    pub joined_on: Option<NaiveDate>,
}

/// Whether the moves fit the branch founded on `founded_on`.
pub(super) fn check(moves: &[Move], application: &Application, founded_on: NaiveDate) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for one in moves {
        let name = || one.name.clone();
        if !seen.insert(one.person) {
            return Err(Refusal::MovedTwice { name: name() });
        }
        let place = application.sides.iter().find(|plan| plan.side.id == one.side);
        if !place.is_some_and(|plan| plan.units.iter().any(|part| part.unit == one.unit)) {
            return Err(Refusal::NoSuchPlace { name: name() });
        }
        if one.on < founded_on {
            return Err(Refusal::MovedBeforeFounding { name: name(), on: one.on, founded_on });
        }
        if let Some(joined_on) = one.joined_on
            && one.on < joined_on
        {
            return Err(Refusal::MovedBeforeJoining { name: name(), on: one.on, joined_on });
        }
    }
    Ok(())
}

/// Whether those who hold a post or confirm for a side really move in, the latter on that side.
pub(super) fn leaders_come(moves: &[Move], application: &Application) -> Result<(), Refusal> {
    let comes = |person: PersonId, side: Option<SideId>| {
        moves.iter().any(|one| {
            one.person == person && one.manner == Manner::Formal && side.is_none_or(|side| one.side == side)
        })
    };
    if let Some(seat) = application.committee.seats.iter().find(|seat| !comes(seat.person, None)) {
        return Err(Refusal::HolderStays { post: seat.post });
    }
    let stays = |plan: &&SidePlan| plan.signatory.is_some_and(|person| !comes(person, Some(plan.side.id)));
    match application.sides.iter().find(stays) {
        Some(plan) => Err(Refusal::SignatoryStays { seal: plan.side.seal }),
        None => Ok(()),
    }
}

/// The application with the counts of those who really move in.
pub(super) fn counted(application: &Application, moves: &[Move]) -> Application {
    let mut counted = application.clone();
    for plan in &mut counted.sides {
        for part in &mut plan.units {
            let here = |wanted: fn(Option<Stage>) -> bool| {
                let of_part = moves.iter().filter(|one| one.unit == part.unit && one.side == plan.side.id);
                let member = |one: &&Move| one.manner == Manner::Formal && one.stage.is_member();
                count(of_part.filter(|one| wanted(member(one).then_some(one.stage))))
            };
            part.full = here(|member| member == Some(Stage::Full));
            part.probationary = here(|member| member == Some(Stage::Probationary));
            part.others = here(|member| member.is_none());
        }
    }
    counted
}
