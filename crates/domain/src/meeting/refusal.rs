//! Why a step of a meeting may not be taken.

use chrono::{NaiveDate, NaiveTime};

use super::Word;
use crate::organisation::side::Seal;
use crate::reason::Reason;

/// Why a step of a meeting may not be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The meeting stands elsewhere: this step does not lead on from there.
    #[error("the meeting is {}", .state.as_str())]
    WrongState {
        /// Where it stands.
        state: Word,
    },
    /// A meeting without a party could never be confirmed.
    #[error("a meeting has at least one party")]
    NoParty,
    /// A side is a party twice.
    #[error("a side is a party twice")]
    PartyTwice,
    /// The side is none of the meeting's parties.
    #[error("the side is not a party to this meeting")]
    NotAParty,
    /// The plan has no title.
    #[error("the meeting needs a title")]
    NoTitle,
    /// The plan has no place.
    #[error("the meeting needs a place")]
    NoPlace,
    /// It would end before it begins.
    #[error("it ends at {ends_at}, before it begins at {starts_at}")]
    EndsBeforeStart {
        /// The beginning.
        starts_at: NaiveTime,
        /// The end.
        ends_at: NaiveTime,
    },
    /// Nobody of a side is invited.
    #[error("nobody of side {seal} is invited")]
    NobodyInvited {
        /// The side's seal.
        seal: Seal,
    },
    /// The person is not on the roll.
    #[error("the person is not invited")]
    NotInvited,
    /// A person is marked in two ways at once.
    #[error("a person is marked in two ways")]
    MarkedTwice,
    /// The day has not come.
    #[error("the meeting is on {on}; today is {today}")]
    NotYet {
        /// The day of the meeting.
        on: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// Something is missing that has to be said: a reason, a comment.
    #[error("a reason is needed")]
    NoReason,
    /// Minutes without a word.
    #[error("the minutes are empty")]
    EmptyMinutes,
    /// The minutes are with the sides; take them back first.
    #[error("the minutes are handed in")]
    HandedIn,
    /// Every side confirmed: nothing changes, an addendum may follow.
    #[error("every side has confirmed; only an addendum is possible")]
    Settled,
    /// Another version is on the table than the one that was read.
    #[error("version {current} is on the table, not {seen}")]
    OtherVersion {
        /// The version that was read.
        seen: u32,
        /// The version on the table.
        current: u32,
    },
    /// The side has confirmed already.
    #[error("side {seal} has confirmed already")]
    AlreadyConfirmed {
        /// The side's seal.
        seal: Seal,
    },
    /// One person would confirm for two sides.
    #[error("the same person has confirmed for another side than {seal}")]
    SamePerson {
        /// The seal of the side now to be confirmed for.
        seal: Seal,
    },
}

impl Refusal {
    /// The sentence for people, with the values that decided.
    #[must_use]
    pub fn reason(&self) -> Reason {
        let told = |word: &str| Reason::new(&format!("meeting-refused-{word}"));
        match self {
            Self::WrongState { state } => told("state").with("state", state.as_str()),
            Self::NoParty => told("no-party"),
            Self::PartyTwice => told("party-twice"),
            Self::NotAParty => told("not-a-party"),
            Self::NoTitle => told("no-title"),
            Self::NoPlace => told("no-place"),
            Self::EndsBeforeStart { starts_at, ends_at } => told("ends-before-start")
                .with("starts_at", starts_at.format("%H:%M").to_string())
                .with("ends_at", ends_at.format("%H:%M").to_string()),
            Self::NobodyInvited { seal } => told("nobody-invited").with("seal", seal.to_string()),
            Self::NotInvited => told("not-invited"),
            Self::MarkedTwice => told("marked-twice"),
            Self::NotYet { on, today } => told("not-yet").with("on", *on).with("today", *today),
            Self::NoReason => told("no-reason"),
            Self::EmptyMinutes => told("empty-minutes"),
            Self::HandedIn => told("handed-in"),
            Self::Settled => told("settled"),
            Self::OtherVersion { seen, current } => {
                told("other-version").with("seen", *seen).with("current", *current)
            }
            Self::AlreadyConfirmed { seal } => told("already").with("seal", seal.to_string()),
            Self::SamePerson { seal } => told("same-person").with("seal", seal.to_string()),
        }
    }
}
