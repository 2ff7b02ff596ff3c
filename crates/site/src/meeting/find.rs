//! Finding a meeting and asking the door, the way every step begins.

use gongjian_domain::kinds::{MeetingId, SideId};
use uuid::Uuid;

use super::store::{self, Found};
use crate::db::Tx;
use crate::policy::actions::{ChangeMeeting, ConfirmMinutes, ReadMeeting, ReadMinutes, ReplyToMeeting};
use crate::policy::{Actor, Permit};
use crate::web::{AppError, Visit};

/// The meeting, if the visitor may see it.
pub(super) async fn read(tx: &Tx, visit: &Visit, id: Uuid) -> Result<Found, AppError> {
    let found = store::find(tx, MeetingId::from(id)).await?.ok_or(AppError::NotFound("meeting"))?;
    visit.actor.may(ReadMeeting, &found.thing())?;
    Ok(found)
}

/// The meeting, if the visitor may see its roll, minutes and files.
pub(super) async fn inside(tx: &Tx, visit: &Visit, id: Uuid) -> Result<Found, AppError> {
    let found = store::find(tx, MeetingId::from(id)).await?.ok_or(AppError::NotFound("meeting"))?;
    visit.actor.may(ReadMinutes, &found.thing())?;
    Ok(found)
}

/// The meeting, if the visitor may change it.
pub(super) async fn change(
    tx: &Tx,
    visit: &Visit,
    id: Uuid,
) -> Result<(Found, Permit<ChangeMeeting>), AppError> {
    let found = store::find(tx, MeetingId::from(id)).await?.ok_or(AppError::NotFound("meeting"))?;
    let permit = visit.actor.may(ChangeMeeting, &found.thing())?;
    Ok((found, permit))
}

/// The same, with the meeting held until the transaction ends.
pub(super) async fn change_locked(
    tx: &mut Tx,
    visit: &Visit,
    id: Uuid,
) -> Result<(Found, Permit<ChangeMeeting>), AppError> {
    let found = store::find_locked(tx, MeetingId::from(id)).await?.ok_or(AppError::NotFound("meeting"))?;
    let permit = visit.actor.may(ChangeMeeting, &found.thing())?;
    Ok((found, permit))
}

/// The meeting, held, if the visitor is invited to it.
pub(super) async fn reply_locked(
    tx: &mut Tx,
    visit: &Visit,
    id: Uuid,
) -> Result<(Found, Permit<ReplyToMeeting>), AppError> {
    let found = store::find_locked(tx, MeetingId::from(id)).await?.ok_or(AppError::NotFound("meeting"))?;
    let permit = visit.actor.may(ReplyToMeeting, &found.thing())?;
    Ok((found, permit))
}

/// The meeting, held, if the visitor may confirm for `side` of it.
pub(super) async fn confirm_locked(
    tx: &mut Tx,
    visit: &Visit,
    id: Uuid,
    side: SideId,
) -> Result<(Found, Permit<ConfirmMinutes>), AppError> {
    let found = store::find_locked(tx, MeetingId::from(id)).await?.ok_or(AppError::NotFound("meeting"))?;
    visit.actor.may(ReadMeeting, &found.thing())?;
    found.party(side).ok_or(AppError::NotFound("meeting"))?;
    let permit = visit.actor.may(ConfirmMinutes, &found.side_thing(side))?;
    Ok((found, permit))
}

/// The sides of the meeting `actor` confirms for.
pub(super) fn own_sides(actor: &Actor, found: &Found) -> Result<Vec<SideId>, AppError> {
    let mut own = Vec::new();
    for party in &found.parties {
        if actor.can::<ConfirmMinutes>(&found.side_thing(party.side))? {
            own.push(party.side);
        }
    }
    Ok(own)
}
