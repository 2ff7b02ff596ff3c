//! Questions about mentors, observations and placements, and the one way each is saved.

mod assignments;
mod candidates;
mod due;
mod observations;
mod placements;
mod students;

pub use assignments::AssignmentLine;
pub(super) use assignments::{ConsentLine, answer, asked_of, assignment, assignments_of, end, insert};
pub(super) use candidates::{Known, candidates, student};
pub use due::MentorDuty;
pub use due::renew;
pub(crate) use due::{asked_consents, owed_by, renew_all, waiting};
pub use observations::ObservationRow;
pub(super) use observations::{find_observation, observations_of, save_form, send_back};
pub(super) use placements::{
    Hosts, NewPlacement, PlacementRow, WeekRow, enterprises, find_placement, hosts_of, insert_placement,
    insert_week, leave_placement, placements_of, weeks_of,
};
pub(crate) use students::students_count;
pub(super) use students::{StudentRow, students_of};

use gongjian_domain::development::mentoring::Term;

use crate::db::StoreError;

/// The place of the sealed form of an observation.
pub(super) const FORM: &str = "observation.form_sealed";
/// The place of the sealed comment with which an observation was sent back.
pub(super) const COMMENT: &str = "observation.comment_sealed";
/// The place of the sealed line about a week.
pub(super) const CONDUCT: &str = "placement_week.conduct_sealed";

fn term(
    table: &'static str,
    from: chrono::NaiveDate,
    until: Option<chrono::NaiveDate>,
) -> Result<Term, StoreError> {
    Term::new(from, until).ok_or_else(|| StoreError::row(table, "it ends before it begins"))
}
