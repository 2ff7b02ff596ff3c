//! Imports 导入: from somebody's spreadsheet to the roster, with a preview and a way back.

use utoipa_axum::router::OpenApiRouter;

use crate::Site;

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
}
