//! Rules 规定: every date, quorum and limit with its clause, layer and status.
//!
//! Findings everywhere lead here. The pages are open to everybody: they hold
//! regulations and the program's own defaults, and nothing about anyone.

pub mod check;
pub mod explain;
pub mod export;
pub mod judgement;
pub mod list;
pub mod numbers;
pub mod sentences;

use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;
use crate::policy::Denied;
use crate::web::{AppError, Guest, View, Visit};

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::page))
        .routes(routes!(check::page, check::check))
        .routes(routes!(export::export))
        .routes(routes!(explain::page))
}

/// Answers anybody: with the menu for whoever is signed in, without it for the others.
fn open_page<V: View>(guest: &Guest, visit: Result<Visit, AppError>, view: &V) -> Result<Response, AppError> {
    match visit {
        Ok(visit) => visit.page(view),
        Err(AppError::Denied(Denied::NotSignedIn)) => guest.page(view),
        Err(error) => Err(error),
    }
}
