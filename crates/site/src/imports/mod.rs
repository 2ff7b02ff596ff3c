//! Imports 导入: from somebody's spreadsheet to the roster, with a preview and a way back.
//!
//! A file is brought, read and judged row by row, shown as a preview, decided about once, and
//! can be taken back as a whole while nothing depends on it. Units and Party organisations come
//! the same way. Nothing touches the register before the decision.

pub mod bring;
pub mod command;
pub mod commit;
pub mod history;
mod lists;
pub mod organisations;
pub mod preview;
pub(crate) mod read;
pub mod roster;
pub mod row;
pub mod run;
pub(crate) mod store;
pub mod undecided;
pub mod under_way;
pub mod undo;
mod upload;
pub mod workbook;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(history::page, bring::bring))
        .routes(routes!(history::export))
        .routes(routes!(bring::form))
        .routes(routes!(workbook::blank))
        .routes(routes!(preview::page))
        .routes(routes!(workbook::errors))
        .routes(routes!(commit::commit))
        .routes(routes!(commit::discard))
        .routes(routes!(undo::undo))
}
