//! The steps of a meeting. Each consumes the state it leaves.

use chrono::NaiveDate;

use super::roll::{self, reasoned};
use super::{
    Addendum, Cancellation, Correction, Invitee, Kind, Mark, Meeting, Minutes, Party, Plan, Refusal, Reply,
    SentBack, Signature, State, minutes,
};
use crate::kinds::PersonId;

impl Meeting {
    /// A meeting being written.
    ///
    /// # Errors
    ///
    /// No party or one twice, an end before the beginning, or somebody responsible for a side that is no party.
    pub fn draft(kind: Kind, parties: Vec<Party>, plan: Plan) -> Result<Self, Refusal> {
        if parties.is_empty() {
            return Err(Refusal::NoParty);
        }
        let twice =
            |(place, party): (usize, &Party)| parties[..place].iter().any(|other| other.side == party.side);
        if parties.iter().enumerate().any(twice) {
            return Err(Refusal::PartyTwice);
        }
        plan.hangs_together(&parties)?;
        Ok(Self { kind, parties, plan, state: State::Draft })
    }

    /// Changes the plan, until the meeting is held. Who had answered is asked anew when day or hour changed.
    ///
    /// # Errors
    ///
    /// Held or cancelled already, or a plan that does not do (once settled it needs title and place).
    pub fn replan(self, plan: Plan) -> Result<Self, Refusal> {
        let state = match self.state {
            State::Draft => {
                plan.hangs_together(&self.parties)?;
                State::Draft
            }
            State::Planned => {
                plan.check(&self.parties)?;
                State::Planned
            }
            State::Invited { roll } => {
                plan.check(&self.parties)?;
                let roll = if plan.same_time_as(&self.plan) { roll } else { roll::unanswered(roll) };
                State::Invited { roll }
            }
            other => return Err(too_late(&other)),
        };
        Ok(Self { plan, state, ..self })
    }

    /// Settles the plan, so that it stands in the calendar.
    ///
    /// # Errors
    ///
    /// Not a draft, or no title or place.
    pub fn settle(self) -> Result<Self, Refusal> {
        let State::Draft = self.state else { return Err(wrong(&self.state)) };
        self.plan.check(&self.parties)?;
        Ok(Self { state: State::Planned, ..self })
    }

    /// Invites people, a draft being settled by it. Who is invited already keeps role and answer.
    ///
    /// # Errors
    ///
    /// Held or cancelled already, no title or place, a party of which nobody is expected, or a side that is no party.
    pub fn invite(self, people: Vec<Invitee>) -> Result<Self, Refusal> {
        let before = match self.state {
            State::Draft | State::Planned => Vec::new(),
            State::Invited { roll } => roll,
            other => return Err(too_late(&other)),
        };
        self.plan.check(&self.parties)?;
        let roll = roll::invited(before, people, &self.parties)?;
        Ok(Self { state: State::Invited { roll }, ..self })
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    ///
    /// Not in the time of invitations, the person is not invited, or a party would be left without anybody.
    pub fn strike(self, person: PersonId) -> Result<Self, Refusal> {
        let State::Invited { roll } = self.state else { return Err(too_late(&self.state)) };
        let roll = roll::struck(roll, person, &self.parties)?;
        Ok(Self { state: State::Invited { roll }, ..self })
    }

    /// Takes a person's answer; a later one replaces it.
    ///
    /// # Errors
    ///
    /// Not in the time of invitations, the person is not invited, or leave without a reason.
    pub fn reply(self, person: PersonId, reply: Reply) -> Result<Self, Refusal> {
        let State::Invited { roll } = self.state else { return Err(too_late(&self.state)) };
        let roll = roll::answered(roll, person, reply)?;
        Ok(Self { state: State::Invited { roll }, ..self })
    }

    /// Notes who was there. Who is not marked is on leave when leave was asked for, and else absent.
    ///
    /// # Errors
    ///
    /// Nobody invited yet, before the day, a mark for somebody not invited, two marks that differ, or leave without
    /// a reason.
    pub fn hold(self, marks: &[Mark], today: NaiveDate) -> Result<Self, Refusal> {
        let State::Invited { roll } = self.state else { return Err(too_late(&self.state)) };
        if today < self.plan.on {
            return Err(Refusal::NotYet { on: self.plan.on, today });
        }
        let roll = roll::attended(roll, marks)?;
        Ok(Self { state: State::Held { roll }, ..self })
    }

    /// Corrects one line of the presence list and keeps what it said.
    ///
    /// # Errors
    ///
    /// Not held yet, handed in, confirmed, somebody not invited, or no reason from the day after the meeting on.
    pub fn correct(self, correction: Correction, today: NaiveDate) -> Result<Self, Refusal> {
        let held_on = self.plan.on;
        let state = match self.state {
            State::Held { roll } => State::Held { roll: roll::corrected(roll, correction, held_on, today)? },
            State::Minuted { roll, minutes } => {
                State::Minuted { roll: roll::corrected(roll, correction, held_on, today)?, minutes }
            }
            State::Returned { roll, minutes, sent_back } => State::Returned {
                roll: roll::corrected(roll, correction, held_on, today)?,
                minutes,
                sent_back,
            },
            other => return Err(too_late(&other)),
        };
        Ok(Self { state, ..self })
    }

    /// The meeting as it is, if its presence list can still be corrected.
    ///
    /// # Errors
    ///
    /// Not held yet, handed in, or confirmed.
    pub fn open_for_corrections(self) -> Result<Self, Refusal> {
        match &self.state {
            State::Held { .. } | State::Minuted { .. } | State::Returned { .. } => Ok(self),
            other => Err(too_late(other)),
        }
    }

    /// The meeting as it is, if photos and files can still be brought or taken away.
    ///
    /// # Errors
    ///
    /// Handed in, confirmed or cancelled.
    pub fn open_for_files(self) -> Result<Self, Refusal> {
        match &self.state {
            State::Draft
            | State::Planned
            | State::Invited { .. }
            | State::Held { .. }
            | State::Minuted { .. }
            | State::Returned { .. } => Ok(self),
            other => Err(too_late(other)),
        }
    }

    /// Writes the minutes, or writes them anew while they are not handed in. After a return a new version begins.
    ///
    /// `minutes.version` is set here, whatever it was.
    ///
    /// # Errors
    ///
    /// Not held yet, handed in, confirmed, or not a word in them.
    pub fn minute(self, written: Minutes) -> Result<Self, Refusal> {
        let (roll, version) = match self.state {
            State::Held { roll } => (roll, 1),
            State::Minuted { roll, minutes } => (roll, minutes.version),
            State::Returned { roll, minutes, .. } => (roll, minutes.version.saturating_add(1)),
            other => return Err(too_late(&other)),
        };
        if written.text.trim().is_empty() {
            return Err(Refusal::EmptyMinutes);
        }
        Ok(Self { state: State::Minuted { roll, minutes: Minutes { version, ..written } }, ..self })
    }

    /// Hands the minutes in to the sides. The secretary of a side confirms for it in the same step, if `signature` says so.
    ///
    /// # Errors
    ///
    /// No minutes written, or a signature for a side that is no party.
    pub fn hand_in(self, signature: Option<Signature>) -> Result<Self, Refusal> {
        let State::Minuted { roll, minutes } = self.state else { return Err(too_late(&self.state)) };
        let version = minutes.version;
        let state = State::AwaitingConfirmation { roll, minutes, signatures: Vec::new() };
        let handed_in = Self { state, ..self };
        match signature {
            Some(signature) => handed_in.confirm(version, signature),
            None => Ok(handed_in),
        }
    }

    /// Confirms the version that was read, for one side. With the last side's confirmation the meeting is settled.
    ///
    /// # Errors
    ///
    /// Not handed in, another version on the table, a side that is no party or has confirmed already, or the person
    /// having confirmed for another side.
    pub fn confirm(self, version: u32, signature: Signature) -> Result<Self, Refusal> {
        let (roll, minutes, signatures) = match self.state {
            State::AwaitingConfirmation { roll, minutes, signatures } => (roll, minutes, signatures),
            State::Confirmed { .. } => {
                let party = minutes::party(&self.parties, signature.side)?;
                return Err(Refusal::AlreadyConfirmed { seal: party.seal });
            }
            other => return Err(wrong(&other)),
        };
        same_version(version, &minutes)?;
        let signatures = minutes::signed(signatures, signature, &self.parties)?;
        let all = self.parties.iter().all(|party| signatures.iter().any(|one| one.side == party.side));
        let state = if all {
            State::Confirmed { roll, minutes, signatures, addenda: Vec::new() }
        } else {
            State::AwaitingConfirmation { roll, minutes, signatures }
        };
        Ok(Self { state, ..self })
    }

    /// Sends the version that was read back for one side, or takes it back for one's own. Its confirmations lapse.
    ///
    /// # Errors
    ///
    /// Not handed in or settled already, another version on the table, a side that is no party, or no comment.
    pub fn send_back(self, version: u32, sent_back: SentBack) -> Result<Self, Refusal> {
        let (roll, minutes) = match self.state {
            State::AwaitingConfirmation { roll, minutes, .. } => (roll, minutes),
            State::Confirmed { .. } => return Err(Refusal::Settled),
            other => return Err(wrong(&other)),
        };
        same_version(version, &minutes)?;
        minutes::party(&self.parties, sent_back.side)?;
        reasoned(&sent_back.comment)?;
        Ok(Self { state: State::Returned { roll, minutes, sent_back }, ..self })
    }

    /// Adds to confirmed minutes.
    ///
    /// # Errors
    ///
    /// Not confirmed by every side, a side that is no party, or nothing to add.
    pub fn append(self, addendum: Addendum) -> Result<Self, Refusal> {
        let State::Confirmed { roll, minutes, signatures, mut addenda } = self.state else {
            return Err(wrong(&self.state));
        };
        minutes::party(&self.parties, addendum.side)?;
        reasoned(&addendum.text)?;
        addenda.push(addendum);
        Ok(Self { state: State::Confirmed { roll, minutes, signatures, addenda }, ..self })
    }

    /// Calls the meeting off before it is held.
    ///
    /// # Errors
    ///
    /// Held or cancelled already, or no reason.
    pub fn cancel(self, cancellation: Cancellation) -> Result<Self, Refusal> {
        let roll = match self.state {
            State::Draft | State::Planned => Vec::new(),
            State::Invited { roll } => roll,
            other => return Err(too_late(&other)),
        };
        reasoned(&cancellation.reason)?;
        Ok(Self { state: State::Cancelled { roll, cancellation }, ..self })
    }
}

fn same_version(seen: u32, minutes: &Minutes) -> Result<(), Refusal> {
    let current = minutes.version;
    if seen == current { Ok(()) } else { Err(Refusal::OtherVersion { seen, current }) }
}

const fn wrong(state: &State) -> Refusal {
    Refusal::WrongState { state: state.word() }
}

/// The refusal of a change: what is with the sides is taken back first, what is settled stays.
const fn too_late(state: &State) -> Refusal {
    match state {
        State::AwaitingConfirmation { .. } => Refusal::HandedIn,
        State::Confirmed { .. } => Refusal::Settled,
        State::Draft
        | State::Planned
        | State::Invited { .. }
        | State::Held { .. }
        | State::Minuted { .. }
        | State::Returned { .. }
        | State::Cancelled { .. } => wrong(state),
    }
}
