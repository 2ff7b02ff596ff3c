//! Jobs: work done after commit, from rows written in the transaction of the change.
//!
//! A job is claimed for a while, tried again with growing pauses when it
//! fails, and kept as a dead letter when it has failed too often.

pub mod page;
pub mod papers;
mod queue;
mod worker;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;

pub(crate) use queue::enqueue_begun;
pub use queue::{Progress, dead, enqueue, enqueue_at, progress, progress_of, unfinished};
pub(crate) use worker::run_begun;
pub use worker::{Outcome, run_due, work};

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(page::page)).routes(routes!(page::retry))
}
