//! Meetings: planned, held, minuted, and confirmed by every party.
//!
//! One machine serves every kind of meeting; what a kind asks besides stands
//! in a file of its own, as [`theme_day`] does. A meeting of a joint branch has
//! a party for each side, a meeting of an ordinary branch has one.
//!
//! The shortest way is four steps: invite (which settles the plan), hold, and
//! hand in the minutes with one's own confirmation; the other side confirms.

pub mod book;
mod minutes;
mod plan;
mod refusal;
mod roll;
mod state;
mod steps;
pub mod theme_day;

#[cfg(test)]
mod tests;

pub use minutes::{Addendum, Minutes, SentBack, Signature};
pub use plan::{Kind, Party, Plan, Responsible, Visitor};
pub use refusal::Refusal;
pub use roll::{
    Attendance, Correction, FormerStatus, Invitee, Mark, Replies, Reply, Role, Status, Tally, replies, tally,
    total,
};
pub use state::{Cancellation, Meeting, State, Word};
