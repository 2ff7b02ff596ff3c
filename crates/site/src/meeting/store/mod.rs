//! Questions about meetings, and the one way a step of a meeting is saved.

mod lists;
mod load;
mod people;
mod save;

pub(super) use lists::{CalendarRow, ListFilter, ListRow, calendar_of, listed, page, years};
pub use lists::{AttendedLine, attended_by};
pub use load::{Found, PartyLine, find, find_locked, versions};
pub use people::{Member, names};
pub(super) use people::{
    NamedPerson, branch_name, branches, last_plan, members, parties_of, secretaries, seen_by, search, taken_days,
};
pub(super) use save::{home_chains, Step, StepLine, create, planned_by, save, steps};
