//! The members who move into the new branch from the branches they were in.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::application::count;
use super::{Application, Refusal};
use crate::kinds::{OrganisationId, PersonId, SideId, UnitId};
use crate::people::stage::Stage;

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

/// The application with the counts of those who really move in.
pub(super) fn counted(application: &Application, moves: &[Move]) -> Application {
    let mut counted = application.clone();
    for plan in &mut counted.sides {
        for part in &mut plan.units {
            let here = |wanted: fn(Stage) -> bool| {
                count(
                    moves
                        .iter()
                        .filter(|one| one.unit == part.unit && one.side == plan.side.id && wanted(one.stage)),
                )
            };
            part.full = here(|stage| stage == Stage::Full);
            part.probationary = here(|stage| stage == Stage::Probationary);
            part.others = here(|stage| !stage.is_member());
        }
    }
    counted
}
