//! Rules 规定: every date, quorum and limit with its clause, layer and status.

use utoipa_axum::router::OpenApiRouter;

use crate::Site;

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
}
