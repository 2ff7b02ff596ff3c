//! Rules that cite their source and explain themselves.
//!
//! The numbers of the regulations stand in `rulebook/*.toml`; [`RuleBook`]
//! reads them once, and what comes out is typed: a procedure that needs
//! BR-MIN holds it, and never looks it up by name.

mod ask;
mod book;
mod chart;
mod finding;
mod look_up;
mod markdown;
mod needed;
mod own;
mod pack;
mod read;
#[cfg(test)]
mod tests;
mod workdays;

pub use ask::{Alternative, Ask, Base, Counted};
pub use book::{RuleBook, RuleBookError};
pub use chart::{Chapter, Chart, Step, StepActor, StepEntry};
pub use finding::Finding;
pub use look_up::AskedFor;
pub use markdown::markdown;
pub use needed::{
    Dated, FoundingRules, Limit, MeetingRules, MentorRules, PlacementRules, RosterRules, Size, Span,
};
pub use own::{RuleChoice, RuleChoiceRefusal};
pub use pack::{Force, Kind, Layer, Measure, Pack, Rule, Status, Values, Words};
pub use workdays::{WindowEnd, WorkdayCount, Workdays};
