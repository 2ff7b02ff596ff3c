//! Home 首页: what waits for me, what is next, my branches in a line each.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;
use crate::policy::Thing;
use crate::policy::actions::ChangeOwn;
use crate::web::{AppError, Visit, view};

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(page))
}

/// What the home page shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct HomePage {
    /// The person's name.
    pub name: String,
}

view!(HomePage, "home/page.html", || vec![Self { name: "李".to_owned() }]);

/// `GET /` — what waits for whoever is signed in.
#[utoipa::path(get, path = "/", responses((status = 200, body = HomePage)), extensions(("x-action" = json!("own.change"))))]
pub async fn page(State(_site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.actor.may(ChangeOwn, &Thing::person(visit.person(), &[], &[]))?;
    visit.page(&HomePage { name: visit.session.name.clone() })
}
