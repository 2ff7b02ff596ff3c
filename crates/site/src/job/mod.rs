//! Jobs: work done after commit, from rows written in the transaction of the change.
//!
//! A job is claimed for a while, tried again with growing pauses when it
//! fails, and kept as a dead letter when it has failed too often.

pub mod papers;
mod queue;
mod worker;

pub use queue::{Progress, dead, enqueue, progress, progress_of, unfinished};
pub use worker::{Outcome, run_due, work};
