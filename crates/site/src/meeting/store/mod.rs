//! Questions about meetings, and the one way a step of a meeting is saved.

mod lists;
mod load;
mod people;
mod save;

pub(crate) use lists::{CalendarRow, calendar_of};
pub(super) use lists::{ListFilter, ListRow, page, years};
pub use lists::{AttendedLine, attended_by};
pub(super) use load::party;
pub use load::{Found, PartyLine, find, find_locked, versions};
pub use people::{Member, names};
pub(super) use people::{
    branch_name, branches, last_plan, members, parties_of, secretaries, seen_by, search, taken_days,
};
pub(super) use save::{home_chains, Step, StepLine, create, planned_by, save, save_answer};
