//! Questions about foundings, and the changes to them.

mod branch;
mod duty;
mod lists;
mod people;
mod proposal;

pub(super) use branch::{code_is_taken, establish, left_offices};
pub(crate) use duty::renew_duties;
pub use duty::{Duty, Waiting, turns, waiting};
pub(super) use lists::{
    FoundingLine, NamedOrganisation, NamedUnit, committees, homes_offered, listed, organisations,
    standing_elsewhere, suggested_code, things, units, units_offered,
};
pub(super) use people::{BranchLine, Candidate, branches_within, candidates, known};
pub use proposal::Proposal;
pub(super) use proposal::{Step, StepLine, begin, drop_draft, find, find_locked, save, steps};
