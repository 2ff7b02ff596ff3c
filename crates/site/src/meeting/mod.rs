//! Meetings 会议: planned, held, minuted, confirmed by each side, and then in the branch book.

use utoipa_axum::router::OpenApiRouter;

use crate::Site;

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
}
