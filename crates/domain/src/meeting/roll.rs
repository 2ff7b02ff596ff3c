//! Who is invited, who came: the roll, its corrections and its counts.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Party, Refusal};
use crate::kinds::{PersonId, SideId};
use crate::people::stage::Stage;

/// In which role somebody is invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case")]
pub enum Role {
    /// 应到: a member of this side, counted as expected.
    Expected {
        /// The side.
        side: SideId,
    },
    /// 列席: not counted as expected.
    Guest {
        /// The side that brings the guest, if one does.
        side: Option<SideId>,
    },
}

/// Somebody invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitee {
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: Role,
    /// What the person answered.
    pub reply: Reply,
}

impl Invitee {
    /// A member of `side` who is expected and has not answered yet.
    #[must_use]
    pub const fn expected(person: PersonId, side: SideId) -> Self {
        Self { person, role: Role::Expected { side }, reply: Reply::Pending }
    }

    /// Somebody of the branch: a Party member is expected for the own side, whoever is still on
    /// the way to membership, or on no side, sits in.
    #[must_use]
    pub fn of_branch(person: PersonId, side: Option<SideId>, stage: Option<Stage>) -> Self {
        match side {
            Some(side) if stage.is_some_and(Stage::is_member) => Self::expected(person, side),
            _ => Self::guest(person, side),
        }
    }

    /// A guest who has not answered yet.
    #[must_use]
    pub const fn guest(person: PersonId, side: Option<SideId>) -> Self {
        Self { person, role: Role::Guest { side }, reply: Reply::Pending }
    }
}

/// The answer to an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reply", rename_all = "snake_case")]
pub enum Reply {
    /// None yet.
    Pending,
    /// 参加
    Coming,
    /// 请假, with the reason.
    Leave {
        /// Why; never empty.
        reason: String,
    },
}

impl Reply {
    /// The word stored and sent.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Coming => "coming",
            Self::Leave { .. } => "leave",
        }
    }

    /// The answer stored as `word` with `reason`.
    #[must_use]
    pub fn stored(word: &str, reason: Option<String>) -> Option<Self> {
        match word {
            "pending" => Some(Self::Pending),
            "coming" => Some(Self::Coming),
            "leave" => Some(Self::Leave { reason: reason? }),
            _ => None,
        }
    }

    /// Why leave was asked for.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Leave { reason } => Some(reason),
            Self::Pending | Self::Coming => None,
        }
    }
}

/// Whether somebody was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    /// 到会
    Present,
    /// 请假, with the reason.
    Leave {
        /// Why; never empty.
        reason: String,
    },
    /// 缺席
    Absent,
}

impl Status {
    /// The word stored and sent.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Leave { .. } => "leave",
            Self::Absent => "absent",
        }
    }

    /// The status stored as `word` with `reason`.
    #[must_use]
    pub fn stored(word: &str, reason: Option<String>) -> Option<Self> {
        match word {
            "present" => Some(Self::Present),
            "leave" => Some(Self::Leave { reason: reason? }),
            "absent" => Some(Self::Absent),
            _ => None,
        }
    }

    /// Why on leave.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Leave { reason } => Some(reason),
            Self::Present | Self::Absent => None,
        }
    }
}

/// What the secretary notes of one person on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Who.
    pub person: PersonId,
    /// Whether there.
    pub status: Status,
}

/// One line of the presence list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: Role,
    /// Whether there, as last corrected.
    pub status: Status,
    /// What stood there before each correction, the oldest first.
    pub former: Vec<FormerStatus>,
}

/// What a line said before it was corrected, and why it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerStatus {
    /// What it said.
    pub was: Status,
    /// Why it was corrected; empty only on the day of the meeting.
    pub reason: String,
    /// Who corrected it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// A correction of one line of the presence list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Whose line.
    pub person: PersonId,
    /// What it is to say.
    pub status: Status,
    /// Why; needed from the day after the meeting on.
    pub reason: String,
    /// Who corrects it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// How many were expected and where they were. Counts are people; guests are not in it.
///
/// `expected` is always the sum of the other three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Tally {
    /// 应到
    pub expected: u32,
    /// 实到
    pub present: u32,
    /// 请假
    pub on_leave: u32,
    /// 缺席
    pub absent: u32,
}

impl Tally {
    /// Both together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            expected: self.expected.saturating_add(other.expected),
            present: self.present.saturating_add(other.present),
            on_leave: self.on_leave.saturating_add(other.on_leave),
            absent: self.absent.saturating_add(other.absent),
        }
    }

    /// The share present, in whole per cent, cut off; none where nobody was expected.
    #[must_use]
    pub fn percent_present(self) -> Option<u32> {
        let hundredfold = u64::from(self.present).saturating_mul(100);
        hundredfold.checked_div(u64::from(self.expected)).and_then(|share| u32::try_from(share).ok())
    }

    /// One person expected, who was where `status` says.
    #[must_use]
    pub const fn of(status: &Status) -> Self {
        match status {
            Status::Present => Self { expected: 1, present: 1, on_leave: 0, absent: 0 },
            Status::Leave { .. } => Self { expected: 1, present: 0, on_leave: 1, absent: 0 },
            Status::Absent => Self { expected: 1, present: 0, on_leave: 0, absent: 1 },
        }
    }
}

/// The count of one side's expected members.
#[must_use]
pub fn tally(roll: &[Attendance], side: SideId) -> Tally {
    counted(roll.iter().filter(|line| line.role == Role::Expected { side }))
}

/// The count of all expected members.
#[must_use]
pub fn total(roll: &[Attendance]) -> Tally {
    counted(roll.iter().filter(|line| matches!(line.role, Role::Expected { .. })))
}

fn counted<'a>(lines: impl Iterator<Item = &'a Attendance>) -> Tally {
    lines.fold(Tally::default(), |tally, line| tally.plus(Tally::of(&line.status)))
}

/// How many expected members answered what. Counts are people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Replies {
    /// No answer yet.
    pub pending: u32,
    /// Coming.
    pub coming: u32,
    /// Asked for leave.
    pub on_leave: u32,
}

/// The answers of one side's expected members.
#[must_use]
pub fn replies(roll: &[Invitee], side: SideId) -> Replies {
    let of_side = roll.iter().filter(|invitee| invitee.role == Role::Expected { side });
    of_side.fold(Replies::default(), |mut sum, invitee| {
        let place = match invitee.reply {
            Reply::Pending => &mut sum.pending,
            Reply::Coming => &mut sum.coming,
            Reply::Leave { .. } => &mut sum.on_leave,
        };
        *place = place.saturating_add(1);
        sum
    })
}

/// `roll` with `more` added. Who is on it already keeps role and answer.
pub(super) fn invited(
    mut roll: Vec<Invitee>,
    more: Vec<Invitee>,
    parties: &[Party],
) -> Result<Vec<Invitee>, Refusal> {
    let known = |side: SideId| parties.iter().any(|party| party.side == side);
    for invitee in more {
        let fits = match invitee.role {
            Role::Expected { side } => known(side),
            Role::Guest { side } => side.is_none_or(known),
        };
        if !fits {
            return Err(Refusal::NotAParty);
        }
        if let Reply::Leave { reason } = &invitee.reply {
            reasoned(reason)?;
        }
        if roll.iter().all(|there| there.person != invitee.person) {
            roll.push(invitee);
        }
    }
    every_party_expected(&roll, parties)?;
    Ok(roll)
}

/// `roll` without `person`.
pub(super) fn struck(
    mut roll: Vec<Invitee>,
    person: PersonId,
    parties: &[Party],
) -> Result<Vec<Invitee>, Refusal> {
    let before = roll.len();
    roll.retain(|invitee| invitee.person != person);
    if roll.len() == before {
        return Err(Refusal::NotInvited);
    }
    every_party_expected(&roll, parties)?;
    Ok(roll)
}

fn every_party_expected(roll: &[Invitee], parties: &[Party]) -> Result<(), Refusal> {
    let empty = parties
        .iter()
        .find(|party| roll.iter().all(|invitee| invitee.role != Role::Expected { side: party.side }));
    match empty {
        Some(party) => Err(Refusal::NobodyInvited { seal: party.seal }),
        None => Ok(()),
    }
}

/// `roll` with `person`'s answer.
pub(super) fn answered(
    mut roll: Vec<Invitee>,
    person: PersonId,
    reply: Reply,
) -> Result<Vec<Invitee>, Refusal> {
    if let Reply::Leave { reason } = &reply {
        reasoned(reason)?;
    }
    let invitee = roll.iter_mut().find(|invitee| invitee.person == person).ok_or(Refusal::NotInvited)?;
    invitee.reply = reply;
    Ok(roll)
}

/// `roll` with nobody having answered, for a meeting that was moved.
pub(super) fn unanswered(mut roll: Vec<Invitee>) -> Vec<Invitee> {
    for invitee in &mut roll {
        invitee.reply = Reply::Pending;
    }
    roll
}

/// The presence list of the day. Who is not marked is on leave when leave was asked for, and else absent.
pub(super) fn attended(roll: Vec<Invitee>, marks: &[Mark]) -> Result<Vec<Attendance>, Refusal> {
    for mark in marks {
        if let Status::Leave { reason } = &mark.status {
            reasoned(reason)?;
        }
        if roll.iter().all(|invitee| invitee.person != mark.person) {
            return Err(Refusal::NotInvited);
        }
        if marks.iter().any(|other| other.person == mark.person && other.status != mark.status) {
            return Err(Refusal::MarkedTwice);
        }
    }
    let line = |invitee: Invitee| {
        let marked = marks.iter().find(|mark| mark.person == invitee.person).map(|mark| mark.status.clone());
        let status = marked.unwrap_or(match invitee.reply {
            Reply::Leave { reason } => Status::Leave { reason },
            Reply::Pending | Reply::Coming => Status::Absent,
        });
        Attendance { person: invitee.person, role: invitee.role, status, former: Vec::new() }
    };
    Ok(roll.into_iter().map(line).collect())
}

/// `roll` with one line corrected, what it said before kept beside it.
///
/// On the day of the meeting itself a reason may be left out.
pub(super) fn corrected(
    mut roll: Vec<Attendance>,
    correction: Correction,
    held_on: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<Attendance>, Refusal> {
    if today > held_on {
        reasoned(&correction.reason)?;
    }
    if let Status::Leave { reason } = &correction.status {
        reasoned(reason)?;
    }
    let line = roll.iter_mut().find(|line| line.person == correction.person).ok_or(Refusal::NotInvited)?;
    if line.status != correction.status {
        let was = std::mem::replace(&mut line.status, correction.status);
        line.former.push(FormerStatus {
            was,
            reason: correction.reason,
            by: correction.by,
            at: correction.at,
        });
    }
    Ok(roll)
}

/// Whether a reason says something.
pub(super) fn reasoned(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() { Err(Refusal::NoReason) } else { Ok(()) }
}
