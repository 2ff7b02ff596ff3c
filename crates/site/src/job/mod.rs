//! Jobs: work done after commit, from rows written in the transaction of the change.
//!
//! A job is claimed for a while, tried again with growing pauses when it
//! fails, and kept as a dead letter when it has failed too often. A claim ends
//! when its worker is lost; whatever a job writes it writes behind its claim
//! ([`hold`]), so a worker that comes back late writes nothing. Work that
//! panics has failed, and work that ends the process again and again is put
//! aside.

pub mod housekeeping;
pub mod page;
pub mod papers;
mod queue;
mod worker;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;

pub use gongjian_tables::job::Model as Job;
pub(crate) use queue::enqueue_begun;
pub use queue::{Progress, dead, enqueue, enqueue_at, progress_of, unfinished};
pub(crate) use queue::{hold, progress};
pub(crate) use worker::run_begun;
pub use worker::{Outcome, run_due, run_due_with, work};

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(page::page))
        .routes(routes!(page::export))
        .routes(routes!(page::retry))
}
