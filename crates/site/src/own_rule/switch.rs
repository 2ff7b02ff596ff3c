//! Switching an own rule on and off, and throwing a draft away.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::Days;
use gongjian_domain::reason::Reason;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::Chosen;
use super::{found, store};
use crate::Site;
use crate::db::Tx;
use crate::development::store::RENEW;
use crate::job;
use crate::policy::Permit;
use crate::policy::actions::ChooseRules;
use crate::web::{AppError, Body, Visit};

/// Nothing has to be said.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SwitchForm {}

fn refused(key: &str) -> AppError {
    AppError::Refused(Reason::new(key), Vec::new())
}

/// Changes the choice `id` by `work`, while no other change of its committee is under way.
async fn changed(
    site: &Site,
    visit: &Visit,
    id: Uuid,
    work: impl AsyncFnOnce(&mut Tx, &Permit<ChooseRules>, &Chosen) -> Result<(), AppError>,
) -> Result<(), AppError> {
    site.db
        .write(async |tx| {
            let (chosen, permit) = found(tx, &visit.actor, id).await?;
            tx.hold(chosen.organisation.uuid()).await?;
            // What was read before the wait may be out of date.
            let (chosen, _) = found(tx, &visit.actor, id).await?;
            work(tx, &permit, &chosen).await
        })
        .await
}

/// `POST /own-rules/{id}/switch-on` — the draft holds from its day, at the earliest from today.
#[utoipa::path(post, path = "/own-rules/{id}/switch-on", params(("id" = Uuid, Path)), request_body = SwitchForm, responses((status = 303), (status = 404), (status = 409)), extensions(("x-action" = json!("rules.choose"))))]
pub async fn on(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(SwitchForm {}): Body<SwitchForm>,
) -> Result<Response, AppError> {
    changed(&site, &visit, id, async |tx, permit, chosen| {
        if chosen.switched_on_at.is_some() {
            return Err(refused("own-rule-already-on"));
        }
        let from = chosen.from.max(site.clock.today());
        // The rule book may have changed since the draft was written.
        site.book
            .chosen(&chosen.choice, &chosen.rule_id, from, None)
            .map_err(|refusal| AppError::Refused(refusal.reason(), Vec::new()))?;
        store::switch_on(tx, &site.clock, permit, chosen, from).await?;
        Ok(job::enqueue(tx, &site.clock, RENEW, Value::Null).await.map(drop)?)
    })
    .await?;
    Ok(visit.done(&format!("/own-rules/{id}")))
}

/// `POST /own-rules/{id}/switch-off` — the rule no longer holds for steps taken from tomorrow on.
#[utoipa::path(post, path = "/own-rules/{id}/switch-off", params(("id" = Uuid, Path)), request_body = SwitchForm, responses((status = 303), (status = 404), (status = 409)), extensions(("x-action" = json!("rules.choose"))))]
pub async fn off(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(SwitchForm {}): Body<SwitchForm>,
) -> Result<Response, AppError> {
    changed(&site, &visit, id, async |tx, permit, chosen| {
        if chosen.switched_on_at.is_none() || chosen.until.is_some() {
            return Err(refused("own-rule-not-on"));
        }
        let tomorrow = site.clock.today().checked_add_days(Days::new(1));
        let until = tomorrow.unwrap_or(chosen.from).max(chosen.from);
        store::switch_off(tx, &site.clock, permit, chosen, until).await?;
        Ok(job::enqueue(tx, &site.clock, RENEW, Value::Null).await.map(drop)?)
    })
    .await?;
    Ok(visit.done(&format!("/own-rules/{id}")))
}

/// `POST /own-rules/{id}/drop` — throws a draft away; what was ever switched on stays to be read.
#[utoipa::path(post, path = "/own-rules/{id}/drop", params(("id" = Uuid, Path)), request_body = SwitchForm, responses((status = 303), (status = 404), (status = 409)), extensions(("x-action" = json!("rules.choose"))))]
pub async fn drop_draft(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(SwitchForm {}): Body<SwitchForm>,
) -> Result<Response, AppError> {
    changed(&site, &visit, id, async |tx, permit, chosen| {
        if chosen.switched_on_at.is_some() {
            return Err(refused("own-rule-already-on"));
        }
        Ok(store::drop_draft(tx, &site.clock, permit, chosen).await?)
    })
    .await?;
    Ok(visit.done("/own-rules"))
}
