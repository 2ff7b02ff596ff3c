//! The ledger 台账: the append-only record of everything done.
//!
//! Every act is an entry in the chain of the organisation that owns the thing,
//! written in the transaction of the change itself. An entry holds ids, the
//! names of what changed and a salted digest of the values; the values live in
//! rows that can be erased. Each entry carries the hash of the one before, so
//! an altered, removed or moved entry shows ([`verify`]), and checkpoints kept
//! outside the database show a tail that was cut off or written anew.

pub mod checkpoint;
mod entry;
pub mod export;
pub mod page;
pub(crate) mod store;
pub mod verify;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;

pub(crate) use entry::append;
pub use entry::{Act, EntryId, PendingAct};

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(page::page)).routes(routes!(export::export))
}
