//! Questions about meetings, and the one way a step of a meeting is saved.

mod lists;
mod load;
mod people;
mod save;
mod search;

pub use lists::{Attended, AttendedLine, attended_by};
pub(crate) use lists::{CalendarRow, calendar_of};
pub(super) use lists::{ListFilter, ListRow, all, page, years};
pub(super) use load::party;
pub use load::{Found, PartyLine, find, find_locked, versions};
pub use people::Member;
pub(super) use people::{branch_name, branches, last_plan, search, seen_by, taken_days};
pub(crate) use people::{members, parties_of, secretaries};
pub use save::StepLine;
pub(crate) use save::{Step, create, save, save_answer};
pub(super) use save::{home_chains, planned_by};
pub(crate) use search::{NamedMeeting, named};
