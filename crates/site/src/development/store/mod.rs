//! Cases in the database: one put together from its rows, a change saved, lists.

mod due;
mod load;
mod save;

pub use due::renew;
pub use load::{CorrectionLine, ExitLine, Found, Record, find, find_locked, running_of};
pub use save::{Behalf, Change, NewRecord, committees, open, save};
