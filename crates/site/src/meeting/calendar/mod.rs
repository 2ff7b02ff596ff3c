//! The calendar: a month at a time, and as a subscription for calendar programs.
//!
//! A subscription is an address with a secret in it, kept like a session and ended like one. Whoever has
//! the address sees titles, times and places, nothing else.

pub mod month;
pub mod subscription;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;

pub use month::CalendarPage;

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(month::page))
        .routes(routes!(subscription::subscribe))
        .routes(routes!(subscription::end))
        .routes(routes!(subscription::send))
}
