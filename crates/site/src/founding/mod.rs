//! Founding 成立联合党支部: from a proposal by the rules to a branch with sides.
//!
//! An organiser of the committee above, or a secretary, writes a plan: name and
//! sides ([`sides`]), then each side's home chooses its people ([`people`]),
//! then posts and the day ([`committee`]). Each side agrees and the plan is
//! handed in ([`hand_in`]); the committee replies ([`reply`]) and founds the
//! branch ([`found`]). Every step asks the cited rules of the core again.

pub mod committee;
pub mod export;
mod find;
pub mod found;
pub mod hand_in;
pub mod list;
pub mod people;
pub mod record;
pub mod reply;
mod samples;
pub mod seats;
pub mod sides;
pub mod sides_page;
pub mod store;
pub mod view;
pub mod way;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::page, sides::create))
        .routes(routes!(export::export))
        .routes(routes!(sides::new))
        .routes(routes!(record::page))
        .routes(routes!(sides::edit, sides::change))
        .routes(routes!(people::page, people::choose))
        .routes(routes!(committee::page, committee::change))
        .routes(routes!(hand_in::agree))
        .routes(routes!(hand_in::hand_in))
        .routes(routes!(hand_in::withdraw))
        .routes(routes!(reply::page))
        .routes(routes!(reply::approve))
        .routes(routes!(reply::send_back))
        .routes(routes!(found::page, found::found))
}
