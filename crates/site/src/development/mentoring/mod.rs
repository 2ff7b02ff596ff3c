//! Two mentors 双培养人: named from a list, asked for by rule, writing what each side can see.
//!
//! An activist has a mentor from the school and one from the enterprise ([`mentors`]); who belongs to another Party
//! organisation begins once that one agrees ([`consent`]). A mentor opens the own students ([`students`]) and writes
//! the own side's form ([`observe`]), half year by half year; organiser and secretary read both side by side
//! ([`compare`]) and may send one back. Where the student is placed ([`placements`]) decides who the enterprise's
//! mentor is, and the enterprise says a line a week ([`weeks`]), which school and student see at once. A mentor sees
//! exactly the own students, the own side's form, and nothing before or after the time; the student sees when a form
//! came and never what it says. Which forms are owed is derived by the core with every change and once a night.

pub mod compare;
pub mod consent;
mod find;
pub mod mentors;
pub mod observe;
pub mod placements;
pub mod ready;
pub mod store;
pub mod students;
pub mod weeks;

use gongjian_domain::development::mentoring::{MentorRefusal, MentorSide};
use gongjian_domain::development::observation::ObservationRefusal;
use gongjian_domain::development::placement::PlacementRefusal;
use gongjian_domain::organisation::side::Seal;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;
use crate::web::AppError;

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(mentors::page, mentors::assign))
        .routes(routes!(mentors::end))
        .routes(routes!(consent::page))
        .routes(routes!(consent::answer))
        .routes(routes!(students::page))
        .routes(routes!(observe::page, observe::write))
        .routes(routes!(compare::page))
        .routes(routes!(compare::send_back))
        .routes(routes!(placements::page, placements::record))
        .routes(routes!(placements::end))
        .routes(routes!(weeks::page))
        .routes(routes!(weeks::write))
}

/// The character a side is known by.
fn character(side: MentorSide) -> String {
    side.kind().usual_seal().map(Seal::character).map(String::from).unwrap_or_default()
}

impl From<MentorRefusal> for AppError {
    fn from(refusal: MentorRefusal) -> Self {
        Self::Refused(refusal.reason(), refusal.finding().cloned().into_iter().collect())
    }
}

impl From<ObservationRefusal> for AppError {
    fn from(refusal: ObservationRefusal) -> Self {
        Self::Refused(refusal.reason(), Vec::new())
    }
}

impl From<PlacementRefusal> for AppError {
    fn from(refusal: PlacementRefusal) -> Self {
        Self::Refused(refusal.reason(), refusal.finding().cloned().into_iter().collect())
    }
}
