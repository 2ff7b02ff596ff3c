//! Handing the minutes in to the sides, and confirming them for one side.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::kinds::SideId;
use gongjian_domain::meeting::{Signature, State as Standing};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, Found, Step};
use super::{find, notice};
use crate::Site;
use crate::db::Tx;
use crate::policy::actions::{ChangeMeeting, ConfirmMinutes};
use crate::policy::{Actor, Denied, Permit};
use crate::web::{AppError, Body, Visit};

/// `POST /meetings/{id}/hand-in` — hands the minutes in; the secretary of a side confirms for it in the same step.
#[utoipa::path(post, path = "/meetings/{id}/hand-in", params(("id" = Uuid, Path)), responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn hand_in(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    site.db
        .write(async |tx| {
            let (found, permit) = find::change_locked(tx, &visit, id).await?;
            hand_in_now(tx, &site, &visit.actor, found, &permit).await
        })
        .await?;
    Ok(visit.done(&format!("/meetings/{id}")))
}

/// Hands in within the transaction at hand, and confirms for the actor's own side if there is one.
///
/// # Errors
///
/// A step the core refuses, an actor that is no person, or a database that fails.
pub(crate) async fn hand_in_now(
    tx: &mut Tx,
    site: &Site,
    actor: &Actor,
    found: Found,
    permit: &Permit<ChangeMeeting>,
) -> Result<(), AppError> {
    let by = actor.person().ok_or(Denied::forbidden::<ConfirmMinutes>())?;
    let after = found.meeting.clone().hand_in(None)?;
    let step = Step { word: "handed_in", by, side: None, note: None, fields: &["minutes"] };
    store::save(tx, &site.clock, permit, &found, &after, step).await?;
    let version = after.state.minutes().map_or(0, |minutes| minutes.version);
    let own = find::own_sides(actor, &found)?;
    let handed_in = Found { meeting: after, ..found };
    let settled = match own.first() {
        Some(side) => {
            let permit = actor.may(ConfirmMinutes, &handed_in.side_thing(*side))?;
            sign(tx, site, actor, &handed_in, &permit, *side, version).await?
        }
        None => false,
    };
    if !settled {
        let Found { id, organisation, meeting, .. } = &handed_in;
        notice::tell(tx, &site.clock, notice::Word::HandedIn, *id, *organisation, meeting).await?;
    }
    Ok(())
}

/// Which version is confirmed, and for which side.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmForm {
    /// The side.
    #[schema(value_type = Uuid)]
    pub side: SideId,
    /// The version that was read.
    pub version: u32,
}

/// `POST /meetings/{id}/confirm` — confirms the minutes for one side. With the last side's confirmation they are settled.
#[utoipa::path(post, path = "/meetings/{id}/confirm", params(("id" = Uuid, Path)), request_body = ConfirmForm, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("meeting.confirm"))))]
pub async fn confirm(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<ConfirmForm>,
) -> Result<Response, AppError> {
    site.db
        .write(async |tx| {
            let (found, permit) = find::confirm_locked(tx, &visit, id, form.side).await?;
            sign(tx, &site, &visit.actor, &found, &permit, form.side, form.version).await
        })
        .await?;
    Ok(visit.done(&format!("/meetings/{id}")))
}

/// Confirms for `side`; whether the minutes are settled by it. The joint act then stands in the
/// branch's chain, with a reference in the chain of each side.
///
/// # Errors
///
/// As [`hand_in_now`].
pub(crate) async fn sign(
    tx: &mut Tx,
    site: &Site,
    actor: &Actor,
    found: &Found,
    permit: &Permit<ConfirmMinutes>,
    side: SideId,
    version: u32,
) -> Result<bool, AppError> {
    let by = actor.person().ok_or(Denied::forbidden::<ConfirmMinutes>())?;
    let signature = Signature { side, by, at: site.clock.now() };
    let after = found.meeting.clone().confirm(version, signature)?;
    let step = Step { word: "confirmed", by, side: Some(side), note: None, fields: &["confirmation"] };
    let entry = store::save(tx, &site.clock, permit, found, &after, step).await?;
    if !matches!(after.state, Standing::Confirmed { .. }) {
        return Ok(false);
    }
    for (_, home) in store::home_chains(tx, found).await? {
        let act = permit.act().about("Meeting", found.id).in_chain(home).for_side(side);
        tx.record(&site.clock, act.referring_to(entry).changed(&["confirmation"], Value::Null));
    }
    notice::tell(tx, &site.clock, notice::Word::Confirmed, found.id, found.organisation, &after).await?;
    Ok(true)
}
