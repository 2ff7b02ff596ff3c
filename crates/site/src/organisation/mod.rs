//! Units and Party organisations 单位与党组织: the tree, and what lies within what.

pub mod store;

use utoipa_axum::router::OpenApiRouter;

use crate::Site;

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
}
