//! Cases in the database: one put together from its rows, a change saved, lists.

mod batch;
mod due;
mod leaving;
mod lists;
mod load;
mod people;
mod radar;
mod remind;
mod save;

pub(in crate::development) use batch::{Batch, KeptLine, OpenCase, batch_of, keep_batch, open_for};
pub use due::renew;
pub(in crate::development) use leaving::{
    LeavingFilter, LeavingRow, leaving_all, leaving_count, leaving_page,
};
pub(in crate::development) use lists::{ListFilter, ListRow, all, branches, count_due, page};
pub use load::{CorrectionLine, ExitLine, Found, Record, find, find_locked, has_case, running_of};
pub use people::{CaseCandidate, SideMark, thing_of};
pub(in crate::development) use people::{candidates, held_meetings, meeting_titles, side_marks};
pub(crate) use radar::places_for;
pub(in crate::development) use radar::{
    DueFilter, DueOnDay, DueRow, Sight, Turn, due_all, due_by_day, due_count, due_page,
};
pub(in crate::development) use remind::{Acting, ComingDue, acting, coming_due, note_reminded, reminded};
pub use save::{Behalf, Change, NewRecord, committees, open, save};
