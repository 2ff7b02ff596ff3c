//! Where a meeting stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Addendum, Attendance, Invitee, Kind, Minutes, Party, Plan, SentBack, Signature};
use crate::kinds::PersonId;

/// A meeting: what is planned, who has to confirm it, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its kind.
    pub kind: Kind,
    /// The parties that confirm its minutes, in the order they sign; at least one.
    pub parties: Vec<Party>,
    /// The plan.
    pub plan: Plan,
    /// Where it stands.
    pub state: State,
}

/// Where a meeting stands, with the data that state has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Being written; only those who write it see it.
    Draft,
    /// Settled and in the calendar; nobody is invited yet.
    Planned,
    /// People are invited and answer.
    Invited {
        /// Who is invited.
        roll: Vec<Invitee>,
    },
    /// The day has been; presence is noted.
    Held {
        /// The presence list.
        roll: Vec<Attendance>,
    },
    /// The minutes are written, and not handed in.
    Minuted {
        /// The presence list.
        roll: Vec<Attendance>,
        /// The minutes.
        minutes: Minutes,
    },
    /// Handed in; not every side has confirmed.
    AwaitingConfirmation {
        /// The presence list.
        roll: Vec<Attendance>,
        /// The minutes.
        minutes: Minutes,
        /// The sides that confirmed this version.
        signatures: Vec<Signature>,
    },
    /// A side sent the minutes back; its confirmations lapsed.
    Returned {
        /// The presence list.
        roll: Vec<Attendance>,
        /// The version sent back.
        minutes: Minutes,
        /// Who sent it back, and why.
        sent_back: SentBack,
    },
    /// Every side confirmed. Nothing changes any more; addenda may follow.
    Confirmed {
        /// The presence list.
        roll: Vec<Attendance>,
        /// The minutes.
        minutes: Minutes,
        /// The confirmation of each side.
        signatures: Vec<Signature>,
        /// What was added later, the oldest first.
        addenda: Vec<Addendum>,
    },
    /// Called off before it was held.
    Cancelled {
        /// Who had been invited.
        roll: Vec<Invitee>,
        /// Why, by whom and when.
        cancellation: Cancellation,
    },
}

/// Why a meeting was called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancellation {
    /// Why; never empty.
    pub reason: String,
    /// Who called it off.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// The word for where a meeting stands, as stored and sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// 草稿
    Draft,
    /// 已安排
    Planned,
    /// 已通知
    Invited,
    /// 已召开
    Held,
    /// 已记录
    Minuted,
    /// 待确认
    AwaitingConfirmation,
    /// 已退回
    Returned,
    /// 已确认
    Confirmed,
    /// 已取消
    Cancelled,
}

impl Word {
    /// All words, in the order of the way.
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::Planned,
        Self::Invited,
        Self::Held,
        Self::Minuted,
        Self::AwaitingConfirmation,
        Self::Returned,
        Self::Confirmed,
        Self::Cancelled,
    ];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Planned => "planned",
            Self::Invited => "invited",
            Self::Held => "held",
            Self::Minuted => "minuted",
            Self::AwaitingConfirmation => "awaiting_confirmation",
            Self::Returned => "returned",
            Self::Confirmed => "confirmed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The word stored as `text`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.as_str() == text)
    }
}

impl State {
    /// The word for this state.
    #[must_use]
    pub const fn word(&self) -> Word {
        match self {
            Self::Draft => Word::Draft,
            Self::Planned => Word::Planned,
            Self::Invited { .. } => Word::Invited,
            Self::Held { .. } => Word::Held,
            Self::Minuted { .. } => Word::Minuted,
            Self::AwaitingConfirmation { .. } => Word::AwaitingConfirmation,
            Self::Returned { .. } => Word::Returned,
            Self::Confirmed { .. } => Word::Confirmed,
            Self::Cancelled { .. } => Word::Cancelled,
        }
    }

    /// Whether the meeting has been held.
    #[must_use]
    pub const fn was_held(&self) -> bool {
        self.attendance().is_some()
    }

    /// The presence list, from the day of the meeting on.
    #[must_use]
    pub const fn attendance(&self) -> Option<&Vec<Attendance>> {
        match self {
            Self::Held { roll }
            | Self::Minuted { roll, .. }
            | Self::AwaitingConfirmation { roll, .. }
            | Self::Returned { roll, .. }
            | Self::Confirmed { roll, .. } => Some(roll),
            Self::Draft | Self::Planned | Self::Invited { .. } | Self::Cancelled { .. } => None,
        }
    }

    /// The minutes, once there are any.
    #[must_use]
    pub const fn minutes(&self) -> Option<&Minutes> {
        match self {
            Self::Minuted { minutes, .. }
            | Self::AwaitingConfirmation { minutes, .. }
            | Self::Returned { minutes, .. }
            | Self::Confirmed { minutes, .. } => Some(minutes),
            Self::Draft
            | Self::Planned
            | Self::Invited { .. }
            | Self::Held { .. }
            | Self::Cancelled { .. } => None,
        }
    }

    /// The confirmations of the version that is on the table.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        match self {
            Self::AwaitingConfirmation { signatures, .. } | Self::Confirmed { signatures, .. } => signatures,
            Self::Draft
            | Self::Planned
            | Self::Invited { .. }
            | Self::Held { .. }
            | Self::Minuted { .. }
            | Self::Returned { .. }
            | Self::Cancelled { .. } => &[],
        }
    }
}
