//! The branch book 台账: every meeting all sides have confirmed, by quarter and year, with its figures.

pub mod export;
pub mod page;
pub mod paper;
pub mod presence;
mod store;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;

pub use page::{BookLine, BookPage};
pub use paper::BookPaper;
pub use presence::{PresenceChart, presence};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(page::page))
        .routes(routes!(export::export))
        .routes(routes!(paper::print))
}
