//! What is being written before it is handed in: sides, people and posts, perhaps not yet whole.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Application, Committee, Manner, Move, Refusal, SidePlan, UnitPart, moves};
use crate::kinds::{OrganisationId, PersonId, UnitId};
use crate::organisation::side::{Seal, Side};
use crate::people::stage::Stage;

/// A joint branch in the making.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The name the branch is to have.
    pub name: String,
    /// The code it is to have, such as 020100004.
    pub code: String,
    /// The sides, in the order they sign.
    pub sides: Vec<PlannedSide>,
    /// Who is to join, each person once.
    pub joinings: Vec<Joining>,
    /// The committee proposed, or the secretary alone.
    pub committee: Committee,
    /// The day the members are to move, as far as it is settled.
    pub found_on: Option<NaiveDate>,
}

/// One side of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedSide {
    /// The side.
    pub side: Side,
    /// The organisation whose people it brings: it chooses them and agrees for the side.
    pub home: OrganisationId,
    /// Its units.
    pub units: Vec<UnitId>,
    /// Who is to confirm joint acts for it.
    pub signatory: Option<PersonId>,
    /// That its home agreed to the plan as it stands.
    pub agreed: Option<Agreement>,
}

/// A side's agreement to a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Who agreed; none when the operator recorded it.
    pub by: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// One person's place in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joining {
    /// Who.
    pub person: PersonId,
    /// The name, for the sentences.
    pub name: String,
    /// The unit, one of a side's.
    pub unit: UnitId,
    /// The branch the person was in when chosen.
    pub from: OrganisationId,
    /// Whether the membership moves too.
    pub manner: Manner,
}

/// What is known of a person on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// The stage, where there is one.
    pub stage: Option<Stage>,
    /// The first day on which there was a stage, as far as it is known.
    pub staged_from: Option<NaiveDate>,
    /// The branches the person belongs to as a formal member.
    pub branches: Vec<OrganisationId>,
    /// The day of joining the Party, where it is known.
    pub joined_on: Option<NaiveDate>,
}

impl Plan {
    /// The side a unit stands on.
    #[must_use]
    pub fn side_of(&self, unit: UnitId) -> Option<&PlannedSide> {
        self.sides.iter().find(|planned| planned.units.contains(&unit))
    }

    /// The people planned for one side.
    pub fn joining<'a>(&'a self, side: &'a PlannedSide) -> impl Iterator<Item = &'a Joining> {
        self.joinings.iter().filter(|one| side.units.contains(&one.unit))
    }

    /// The plan after a change: whoever has no place any more falls out with
    /// the posts held, and no side has agreed to it yet.
    #[must_use]
    pub fn changed(mut self) -> Self {
        let units: BTreeSet<UnitId> = self.sides.iter().flat_map(|planned| planned.units.clone()).collect();
        self.joinings.retain(|one| units.contains(&one.unit));
        let moving = |person: PersonId, within: Option<&[UnitId]>| {
            self.joinings.iter().any(|one| {
                one.person == person
                    && one.manner == Manner::Formal
                    && within.is_none_or(|units| units.contains(&one.unit))
            })
        };
        self.committee.seats.retain(|seat| moving(seat.person, None));
        for planned in &mut self.sides {
            planned.signatory = planned.signatory.filter(|person| moving(*person, Some(&planned.units)));
            planned.agreed = None;
        }
        self
    }

    /// Whether every side's home has agreed to the plan as it stands.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotAgreed`] with the first side that has not.
    pub fn all_agreed(&self) -> Result<(), Refusal> {
        match self.sides.iter().find(|planned| planned.agreed.is_none()) {
            Some(planned) => Err(Refusal::NotAgreed { seal: planned.side.seal }),
            None => Ok(()),
        }
    }

    /// Everybody's move on the day `on`, by what is known of them on that day.
    ///
    /// # Errors
    ///
    /// As [`Plan::moves_and_doubts`]: the first of the doubts.
    pub fn moves(&self, on: NaiveDate, known: &BTreeMap<PersonId, Known>) -> Result<Vec<Move>, Refusal> {
        let (moves, doubts) = self.moves_and_doubts(on, known);
        match doubts.into_iter().next() {
            Some(doubt) => Err(doubt),
            None => Ok(moves),
        }
    }

    /// The moves that are possible, and why the others are not: somebody who
    /// has meanwhile left the branch, who has no stage or had none yet, or whose unit stands
    /// on no side. Each doubt names the person.
    #[must_use]
    pub fn moves_and_doubts(
        &self,
        on: NaiveDate,
        known: &BTreeMap<PersonId, Known>,
    ) -> (Vec<Move>, Vec<Refusal>) {
        let (mut moves, mut doubts) = (Vec::new(), Vec::new());
        for one in &self.joinings {
            match self.one_move(one, on, known) {
                Ok(found) => moves.push(found),
                Err(doubt) => doubts.push(doubt),
            }
        }
        (moves, doubts)
    }

    fn one_move(
        &self,
        one: &Joining,
        on: NaiveDate,
        known: &BTreeMap<PersonId, Known>,
    ) -> Result<Move, Refusal> {
        let name = || one.name.clone();
        let side = self.side_of(one.unit).ok_or_else(|| Refusal::NoSuchPlace { name: name() })?;
        let now = known
            .get(&one.person)
            .filter(|now| now.branches.contains(&one.from))
            .ok_or_else(|| Refusal::MovedMeanwhile { name: name() })?;
        let stage = now.stage.ok_or_else(|| match now.staged_from.filter(|from| on < *from) {
            Some(from) => Refusal::BeforeStage { name: name(), on, from },
            None => Refusal::NoStage { name: name() },
        })?;
        Ok(Move {
            person: one.person,
            name: name(),
            from: Some(one.from),
            side: side.side.id,
            unit: one.unit,
            stage,
            manner: one.manner,
            on,
            joined_on: now.joined_on,
        })
    }

    /// The plan as an application to `above`, counting those who move.
    /// A unit without a name in `units` stands there without one.
    #[must_use]
    pub fn application(
        &self,
        above: OrganisationId,
        applied_on: NaiveDate,
        units: &BTreeMap<UnitId, String>,
        moving: &[Move],
    ) -> Application {
        let part = |unit: &UnitId| UnitPart {
            unit: *unit,
            name: units.get(unit).cloned().unwrap_or_default(),
            full: 0,
            probationary: 0,
            others: 0,
        };
        let sides = self.sides.iter().map(|planned| SidePlan {
            side: planned.side.clone(),
            units: planned.units.iter().map(part).collect(),
            signatory: planned.signatory,
        });
        let application = Application {
            name: self.name.clone(),
            above,
            sides: sides.collect(),
            committee: self.committee.clone(),
            applied_on,
        };
        moves::counted(&application, moving)
    }

    /// The side that signs with `seal`.
    #[must_use]
    pub fn signed(&self, seal: Seal) -> Option<&PlannedSide> {
        self.sides.iter().find(|planned| planned.side.seal == seal)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::super::{Post, Seat};
    use super::*;
    use crate::id::Id;
    use crate::organisation::side::SideKind;

    fn id<T>(number: u128) -> Id<T> {
        Id::from_uuid(Uuid::from_u128(number))
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn side(number: u128, seal: &str, units: &[u128]) -> PlannedSide {
        PlannedSide {
            side: Side {
                id: id(number),
                kind: SideKind::Other,
                seal: seal.parse().unwrap(),
                name: seal.to_owned(),
            },
            home: id(number + 50),
            units: units.iter().map(|unit| id(*unit)).collect(),
            signatory: None,
            agreed: Some(Agreement { by: None, at: DateTime::UNIX_EPOCH }),
        }
    }

    fn joining(person: u128, unit: u128, manner: Manner) -> Joining {
        Joining { person: id(person), name: format!("党员{person}"), unit: id(unit), from: id(7), manner }
    }

    /// People 1 and 2 on the first side, 3 on the second; the secretary is person 1.
    fn plan() -> Plan {
        let mut sides = vec![side(1, "校", &[101]), side(2, "企", &[102])];
        sides[1].signatory = Some(id(3));
        Plan {
            name: "文创艺术党支部".to_owned(),
            code: "020100004".to_owned(),
            sides,
            joinings: vec![
                joining(1, 101, Manner::Formal),
                joining(2, 101, Manner::Participating),
                joining(3, 102, Manner::Formal),
            ],
            committee: Committee { size: 0, seats: vec![Seat { post: Post::Secretary, person: id(1) }] },
            found_on: None,
        }
    }

    fn known(stage: Stage) -> BTreeMap<PersonId, Known> {
        let one = Known { stage: Some(stage), branches: vec![id(7)], ..Known::default() };
        (1..=3).map(|person| (id(person), one.clone())).collect()
    }

    #[test]
    fn whoever_only_takes_part_is_not_counted_as_a_member() {
        let moves = plan().moves(day("2026-03-02"), &known(Stage::Full)).unwrap();
        let application = plan().application(id(9), day("2026-03-02"), &BTreeMap::new(), &moves);
        assert_eq!((application.full(), application.members()), (2, 2));
        assert_eq!(application.units().map(|part| part.others).sum::<u32>(), 1);
    }

    #[test]
    fn somebody_who_left_the_branch_since_being_chosen_is_named() {
        let mut moved = known(Stage::Full);
        moved.get_mut(&id(2)).unwrap().branches = vec![id(8)];
        let refused = plan().moves(day("2026-03-02"), &moved).unwrap_err();
        assert_eq!(refused, Refusal::MovedMeanwhile { name: "党员2".to_owned() });
        moved.remove(&id(2));
        assert_eq!(plan().moves(day("2026-03-02"), &moved).unwrap_err(), refused);
    }

    #[test]
    fn somebody_without_a_stage_is_named_and_not_guessed() {
        let mut unsure = known(Stage::Full);
        unsure.get_mut(&id(3)).unwrap().stage = None;
        let refused = plan().moves(day("2026-03-02"), &unsure).unwrap_err();
        assert_eq!(refused, Refusal::NoStage { name: "党员3".to_owned() });
    }

    #[test]
    fn a_day_before_the_first_stage_is_told_apart_from_a_file_without_one() {
        let mut later = known(Stage::Full);
        let three = later.get_mut(&id(3)).unwrap();
        (three.stage, three.staged_from) = (None, Some(day("2026-03-03")));
        let refused = plan().moves(day("2026-03-02"), &later).unwrap_err();
        let (on, from) = (day("2026-03-02"), day("2026-03-03"));
        assert_eq!(refused, Refusal::BeforeStage { name: "党员3".to_owned(), on, from });
    }

    #[test]
    fn who_loses_the_unit_or_only_takes_part_loses_the_post_too() {
        let mut without = plan();
        without.sides[0].units.clear();
        let changed = without.changed();
        assert_eq!(changed.joinings.len(), 1);
        assert!(changed.committee.seats.is_empty());
        assert_eq!(changed.sides[1].signatory, Some(id(3)));

        let mut taking_part = plan();
        taking_part.joinings[2].manner = Manner::Participating;
        assert_eq!(taking_part.changed().sides[1].signatory, None);
    }

    #[test]
    fn a_changed_plan_has_to_be_agreed_to_anew() {
        assert_eq!(plan().all_agreed(), Ok(()));
        assert_eq!(plan().changed().all_agreed(), Err(Refusal::NotAgreed { seal: "校".parse().unwrap() }));
    }

    proptest! {
        #[test]
        fn tidying_a_plan_twice_is_tidying_it_once(units in prop::collection::vec(100u128..105, 0..6), post in 1u128..5) {
            let mut any = plan();
            any.sides[0].units = units.iter().map(|unit| id(*unit)).collect();
            any.committee.seats[0].person = id(post);
            let once = any.changed();
            prop_assert_eq!(once.clone().changed(), once);
        }
    }
}
