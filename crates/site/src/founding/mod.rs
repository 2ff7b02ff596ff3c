//! Founding 成立联合党支部: from a proposal by the rules to a branch with sides.

use utoipa_axum::router::OpenApiRouter;

use crate::Site;

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
}
