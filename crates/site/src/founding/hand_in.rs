//! The fourth step: each side agrees, the plan is handed in, or taken back.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::{FoundingId, SideId};
use gongjian_domain::organisation::founding::{Agreement, Founding, Plan, Refusal, Stage, findings};
use gongjian_domain::rule::Finding;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{self, Found, refused};
use super::record::{address, moves, unit_names};
use super::store::{self, Proposal, Step};
use crate::Site;
use crate::db::Tx;
use crate::policy::Actor;
use crate::web::body::blank_as_none;
use crate::web::{AppError, Body, Visit, typed};

/// Which plan was looked at.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreeFoundingForm {
    /// The revision that was looked at.
    pub revision: i32,
    /// The side to agree for; every side the visitor may speak for when it is left out.
    #[serde(default, deserialize_with = "blank_as_none")]
    pub side: Option<Uuid>,
}

/// The day the application counts from.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandInFoundingForm {
    /// The revision that was looked at.
    pub revision: i32,
    /// The day; today when it is left out.
    #[serde(default)]
    pub applied_on: String,
}

/// Nothing has to be said to take a plan back.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawFoundingForm {}

/// `POST /foundings/{id}/agree` — agrees to the plan as it stands, for the sides the visitor may speak for.
#[utoipa::path(post, path = "/foundings/{id}/agree", params(("id" = Uuid, Path)), request_body = AgreeFoundingForm, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("founding.propose"))))]
pub async fn agree(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<AgreeFoundingForm>,
) -> Result<Response, AppError> {
    site.db
        .write(async |tx| {
            let found = find::locked(tx, &visit.actor, id.into()).await?;
            found.still_open()?;
            found.as_seen(form.revision)?;
            agree_in(tx, &site, &visit.actor, found, form.side.map(SideId::from)).await
        })
        .await?;
    Ok(visit.done(&address(id)))
}

/// Agrees to the plan as it stands, for every side the actor may speak for.
///
/// # Errors
///
/// No permit, a founding that is not open, or nothing to agree for.
pub async fn agree_for_own(tx: &mut Tx, site: &Site, actor: &Actor, id: FoundingId) -> Result<(), AppError> {
    let found = find::locked(tx, actor, id).await?;
    found.still_open()?;
    agree_in(tx, site, actor, found, None).await
}

/// Agrees for `side`, or for every side the actor may speak for.
///
/// # Errors
///
/// No such side, no permit for it, or nothing to agree for.
async fn agree_in(
    tx: &mut Tx,
    site: &Site,
    actor: &Actor,
    found: Found,
    side: Option<SideId>,
) -> Result<(), AppError> {
    let mut own = Vec::new();
    for planned in &found.proposal.plan.sides {
        let wanted = match side {
            Some(side) => planned.side.id == side,
            None => found.speaks_for(actor, planned)?,
        };
        if wanted {
            own.push(planned.clone());
        }
    }
    let Some(first) = own.first() else { return Err(AppError::NotFound("founding")) };
    let permit = found.may_speak_for(actor, first)?;
    let Found { mut proposal, .. } = found;
    let seals =
        agree_for(&mut proposal.plan, &own.iter().map(|one| one.side.id).collect::<Vec<_>>(), site, actor);
    if seals.is_empty() {
        tx.nothing_changed();
        return Ok(());
    }
    let steps = seals.into_iter().map(|seal| Step { seal: Some(seal), ..Step::new("agreed") }).collect();
    Ok(store::save(tx, site, &permit, proposal, steps).await?)
}

/// Marks the sides as agreed, and says which were not before.
fn agree_for(plan: &mut Plan, sides: &[SideId], site: &Site, actor: &Actor) -> Vec<String> {
    let mut seals = Vec::new();
    for planned in plan.sides.iter_mut().filter(|one| sides.contains(&one.side.id)) {
        if planned.agreed.is_none() {
            planned.agreed = Some(Agreement { by: actor.person(), at: site.clock.now() });
            seals.push(planned.side.seal.to_string());
        }
    }
    seals
}

/// `POST /foundings/{id}/hand-in` — hands the plan in; the sides the visitor may speak for agree by it.
#[utoipa::path(post, path = "/foundings/{id}/hand-in", params(("id" = Uuid, Path)), request_body = HandInFoundingForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("founding.propose"))))]
pub async fn hand_in(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<HandInFoundingForm>,
) -> Result<Response, AppError> {
    let mut fields = Vec::new();
    let on = typed::day(&mut fields, "applied_on", &form.applied_on).unwrap_or_else(|| site.clock.today());
    if !fields.is_empty() {
        return Err(AppError::Invalid(fields));
    }
    site.db
        .write(async |tx| hand_in_on(tx, &site, &visit.actor, id.into(), on, Some(form.revision)).await)
        .await?;
    Ok(visit.done(&address(id)))
}

/// Hands a plan in as an application of the day `on`. With a `revision` the
/// plan has to be the one that was looked at.
///
/// # Errors
///
/// No permit, a founding that is not open, a side that has not agreed,
/// somebody who has meanwhile moved, or a "must" that is not met.
pub async fn hand_in_on(
    tx: &mut Tx,
    site: &Site,
    actor: &Actor,
    id: FoundingId,
    on: NaiveDate,
    revision: Option<i32>,
) -> Result<(), AppError> {
    let found = find::locked(tx, actor, id).await?;
    let permit = found.may_propose(actor)?;
    found.still_open()?;
    if let Some(revision) = revision {
        found.as_seen(revision)?;
    }
    let mut own = Vec::new();
    for planned in &found.proposal.plan.sides {
        if found.speaks_for(actor, planned)? {
            own.push(planned.side.id);
        }
    }
    let Found { mut proposal, .. } = found;
    let seals = agree_for(&mut proposal.plan, &own, site, actor);
    proposal.plan.all_agreed().map_err(|refusal| refused(&refusal))?;
    let again = proposal.standing.is_some();
    let standing = applied(tx, site, &proposal, on).await?;
    let mut steps: Vec<Step> =
        seals.into_iter().map(|seal| Step { seal: Some(seal), ..Step::new("agreed") }).collect();
    let word = if again { "handed_in_again" } else { "handed_in" };
    steps.push(Step { on: Some(on), ..Step::new(word) });
    let next = Proposal { standing: Some(standing), ..proposal };
    Ok(store::save(tx, site, &permit, next, steps).await?)
}

async fn applied(tx: &Tx, site: &Site, proposal: &Proposal, on: NaiveDate) -> Result<Founding, AppError> {
    let (rules, today) = (&site.book.founding, site.clock.today());
    if let Some(before) = &proposal.standing {
        before.may_go_on_from(on, today).map_err(|refusal| refused(&refusal))?;
    }
    let moving = moves(tx, &proposal.plan, on.min(today)).await?;
    let application =
        proposal.plan.application(proposal.above, on, &unit_names(tx, &proposal.plan).await?, &moving);
    let all = || findings(&application, Stage::Applying { today }, rules);
    match &proposal.standing {
        None => Founding::propose(application.clone(), rules, today),
        Some(before) => before.clone().resubmit(application.clone(), rules, today),
    }
    .map_err(|refusal| with_all(&refusal, all()))
}

/// A refusal by a rule, with everything else that stops at the same time.
pub(super) fn with_all(refusal: &Refusal, all: Vec<Finding>) -> AppError {
    match refusal {
        Refusal::RuleNotMet(_) => {
            AppError::Refused(refusal.reason(), all.into_iter().filter(Finding::blocks).collect())
        }
        _ => refused(refusal),
    }
}

/// `POST /foundings/{id}/withdraw` — takes an application back before the decision, or drops a draft.
#[utoipa::path(post, path = "/foundings/{id}/withdraw", params(("id" = Uuid, Path)), request_body = WithdrawFoundingForm, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("founding.propose"))))]
pub async fn withdraw(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(WithdrawFoundingForm {}): Body<WithdrawFoundingForm>,
) -> Result<Response, AppError> {
    let dropped = site
        .db
        .write(async |tx| {
            let found = find::locked(tx, &visit.actor, id.into()).await?;
            let permit = found.may_propose(&visit.actor)?;
            let Found { proposal, .. } = found;
            let Some(standing) = proposal.standing.clone() else {
                store::drop_draft(tx, &site.clock, &permit, &proposal).await?;
                return Ok::<_, AppError>(true);
            };
            let today = site.clock.today();
            let withdrawn = standing.withdraw(today, today).map_err(|refusal| refused(&refusal))?;
            let next = Proposal { standing: Some(withdrawn), ..proposal };
            store::save(tx, &site, &permit, next, vec![Step::new("withdrawn")]).await?;
            Ok(false)
        })
        .await?;
    Ok(visit.done(&if dropped { "/foundings".to_owned() } else { address(id) }))
}
