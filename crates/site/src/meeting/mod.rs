//! Meetings 会议: planned, held, minuted, confirmed by each side, and then in the branch book.
//!
//! A meeting goes planned → invited → held → minuted → awaiting confirmation → confirmed; before it is
//! held it may be moved or cancelled, and a side may send the minutes back, which begins a new version.
//! The core (`gongjian_domain::meeting`) decides every step; here each step is one address below
//! `/meetings/{id}`: `plan`, `invitations`, `reply`, `presence`, `minutes`, `hand-in`, `confirm`, `return`,
//! `addendum`, `cancel`, `files`. The shortest way asks the secretary for little: the plan is filled in from
//! the last meeting (day, hour, place) and from the offices (who is responsible), everybody of every side
//! is invited with it, presence is one list with one save, and handing in the minutes confirms for the own
//! side, so that only the other side is left to confirm. What waits for whom stands on the home page; the
//! book, the calendar and a person's own page are drawn from the same rows, so nothing is typed twice.

pub mod addendum;
pub mod book;
pub mod calendar;
pub mod cancel;
pub mod confirm;
pub mod export;
pub mod file;
mod find;
pub mod invite;
pub mod list;
pub mod minutes;
pub mod next;
pub mod notice;
pub mod plan;
pub mod plan_form;
pub mod presence;
pub mod print;
pub mod record;
mod record_samples;
pub mod reply;
pub mod seal;
pub mod send_back;
pub mod side;
pub mod store;
pub mod theme_days;
pub mod way;

use gongjian_domain::meeting::Refusal;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;
use crate::web::AppError;

/// What is said where a reason or a comment has to be given.
const NO_REASON: &str = "meeting-refused-no-reason";

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::list, plan::plan))
        .routes(routes!(export::export))
        .routes(routes!(plan::new))
        .routes(routes!(record::record))
        .routes(routes!(plan::edit, plan::replan))
        .routes(routes!(invite::page, invite::invite))
        .routes(routes!(invite::strike))
        .routes(routes!(reply::page, reply::reply))
        .routes(routes!(presence::page, presence::save))
        .routes(routes!(minutes::page, minutes::write))
        .routes(routes!(confirm::hand_in))
        .routes(routes!(confirm::confirm))
        .routes(routes!(send_back::page, send_back::send_back))
        .routes(routes!(addendum::page, addendum::append))
        .routes(routes!(cancel::page, cancel::cancel))
        .routes(routes!(print::print))
        .merge(file::routes())
        .merge(book::routes())
        .merge(calendar::routes())
        .merge(notice::routes())
        .merge(theme_days::routes())
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.reason(), Vec::new())
    }
}
