//! Member development 发展党员: one person's course from application to full membership.
//!
//! A [`Course`] is what was recorded: which step of the chart on which day, with
//! which ballot, window or length. A [`Judge`] holds the rules of one place and
//! says of a course where the person stands, what comes next and what each rule
//! finds, all of it and not the first. Every number comes from the rule packs;
//! of several layers the strictest decides and is named.

mod case;
mod course;
mod fields;
mod file;
mod judge;
mod leaving;
#[cfg(test)]
mod mentor_tests;
pub mod mentoring;
mod next;
pub mod observation;
pub mod placement;
mod question;
mod refusal;
mod said;
mod tally;
#[cfg(test)]
mod tests;
mod verdict;

pub use case::{Case, CaseStanding, Exit, Former, Taken, TakenBack};
pub use course::{Course, Length, Recorded, Window};
pub use fields::StepFields;
pub use file::{CaseFile, Impossible, StepLine};
pub use judge::{Judge, Judged, Judgement};
pub use leaving::Leaving;
pub use next::NextStep;
pub(crate) use question::in_days;
pub use refusal::Refusal;
pub use said::{Said, Value};
pub use tally::Tally;
