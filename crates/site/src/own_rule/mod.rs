//! Own rules 本级规定: what a committee asks of its own branches beyond the rule book.
//!
//! A committee makes a number stricter or takes a pack of local practice over. What was written down is a draft;
//! its page says which running cases it would touch and how, and only then is it switched on ([`switch`]). It
//! holds from its day on, never for steps taken before; ended, it holds no longer for steps from the next day on.
//! The strictest layer decides, so an own rule can ask more than the nation and never less.

pub mod add;
pub mod list;
pub mod look;
pub mod store;
pub mod switch;

use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::rule::{Rule, RuleBook};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::Site;
use crate::db::{StoreError, Tx};
use crate::policy::actions::ChooseRules;
use crate::policy::{Actor, Permit};
use crate::web::AppError;

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::page, add::create))
        .routes(routes!(add::form))
        .routes(routes!(look::page))
        .routes(routes!(switch::on))
        .routes(routes!(switch::off))
        .routes(routes!(switch::drop_draft))
}

/// The own rules that hold for the branch `organisation`, from whichever committees above it and its own.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub async fn rules_of(tx: &Tx, book: &RuleBook, within: &[OrganisationId]) -> Result<Vec<Rule>, StoreError> {
    let mut rules = Vec::new();
    for chosen in store::switched_on(tx, within).await? {
        rules.extend(chosen.rules(book)?);
    }
    Ok(rules)
}

/// The choice, if the actor may make choices for its committee, with the permit to change it.
async fn found(tx: &Tx, actor: &Actor, id: Uuid) -> Result<(store::Chosen, Permit<ChooseRules>), AppError> {
    let missing = || AppError::NotFound("own-rule");
    let chosen = store::find(tx, id).await?.ok_or_else(missing)?;
    let thing = crate::organisation::store::thing(tx, chosen.organisation).await?.ok_or_else(missing)?;
    // Whoever may not choose for the committee need not know what it drafts.
    let permit = actor.may(ChooseRules, &thing).map_err(|_| missing())?;
    Ok((chosen, permit))
}
