//! Units and Party organisations 单位与党组织: the tree, each organisation's page with its offices, and the
//! units with what ties them together.

pub mod change;
pub mod count;
pub mod offices;
pub mod record;
pub mod store;
pub mod tree;
pub mod units;

use gongjian_domain::kinds::OrganisationId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

pub use change::{ChangeOrganisationPage, OrganisationForm};
pub use offices::AppointPage;
pub use record::OrganisationPage;

use crate::Site;
use crate::policy::Thing;
use crate::policy::actions::ReadOrganisation;
use crate::web::{AppError, Visit};

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(tree::page))
        .routes(routes!(tree::export))
        .routes(routes!(record::page, change::change))
        .routes(routes!(change::form))
        .routes(routes!(offices::form))
        .routes(routes!(offices::appoint))
        .routes(routes!(offices::end))
        .routes(routes!(units::list::page, units::change::create))
        .routes(routes!(units::list::export))
        .routes(routes!(units::change::new_form))
        .routes(routes!(units::record::page, units::change::change))
        .routes(routes!(units::change::form))
        .routes(routes!(units::ties::relate))
        .routes(routes!(units::ties::end_relation))
        .routes(routes!(units::ties::reside))
        .routes(routes!(units::ties::end_residency))
        .routes(routes!(units::ties::apprentice))
        .routes(routes!(units::ties::end_apprenticeship))
}

/// Whether the visitor may see the directory of Party organisations at all.
fn see(visit: &Visit) -> Result<(), AppError> {
    let any = Thing::organisation(OrganisationId::from_uuid(Uuid::nil()), &[]);
    visit.actor.may(ReadOrganisation, &any)?;
    Ok(())
}
