//! Founding a joint branch: from the application to the moved-in members.
//!
//! The sides apply, the committee above replies, the branch is founded and its
//! members move in with a date. Every step asks the cited rules again.

mod application;
mod findings;
mod moves;
mod plan;
mod refusal;
mod steps;

#[cfg(test)]
mod tests;

pub use application::{Application, Committee, Post, Seat, SidePlan, UnitPart};
pub use findings::{Stage, findings};
pub use moves::{Manner, Move};
pub use plan::{Agreement, Joining, Known, Plan, PlannedSide};
pub use refusal::Refusal;
pub use steps::{Foundation, Founding, Overruling, Reply, SentBack, Signatory};
