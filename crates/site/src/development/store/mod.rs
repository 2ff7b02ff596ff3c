//! Cases in the database: one put together from its rows, a change saved, lists.

mod due;
mod lists;
mod load;
mod people;
mod save;

pub use due::renew;
pub(in crate::development) use lists::{ListFilter, ListRow, all, branches, count_due, page};
pub use load::{CorrectionLine, ExitLine, Found, Record, find, find_locked, has_case, running_of};
pub use people::{CaseCandidate, SideMark, thing_of};
pub(in crate::development) use people::{candidates, held_meetings, meeting_titles, side_marks};
pub use save::{Behalf, Change, NewRecord, committees, open, save};
