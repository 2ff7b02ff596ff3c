//! Rules 规定: every date, quorum and limit with its clause, layer and status.
//!
//! Findings everywhere lead here. The pages are open to everybody: they hold
//! regulations and the program's own defaults, and nothing about anyone.

pub mod explain;
pub mod list;
pub mod numbers;

use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;
use crate::policy::Denied;
use crate::web::{AppError, Guest, View, Visit};

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list::page)).routes(routes!(explain::page))
}

/// Answers anybody: with the menu for whoever is signed in, without it for the others.
fn open_page<V: View>(guest: &Guest, visit: Result<Visit, AppError>, view: &V) -> Result<Response, AppError> {
    match visit {
        Ok(visit) => visit.page(view),
        Err(AppError::Denied(Denied::NotSignedIn)) => guest.page(view),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use crate::web::error::RefusalPage;
    use crate::web::sampling::assert_samples_speak;

    #[test]
    fn every_sample_speaks_every_language() {
        let prefixes = ["rule", "rules", "finding", "part", "refusal", "missing", "nav"];
        assert_samples_speak::<super::list::RulesPage>(&prefixes);
        assert_samples_speak::<super::explain::RulePage>(&prefixes);
        assert_samples_speak::<RefusalPage>(&prefixes);
    }
}
