//! Saving a step: the new state, its record and the ledger's entry, in one transaction.

use chrono::{DateTime, Utc};
use gongjian_domain::kinds::{MeetingId, OrganisationId, PersonId, SideId};
use gongjian_domain::meeting::{Attendance, Invitee, Meeting, Minutes, Reply, Role, State};
use gongjian_tables::{
    meeting, meeting_correction, meeting_minutes, meeting_party, meeting_person, meeting_step,
};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::load::{Found, PartyLine};
use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::ledger::EntryId;
use crate::policy::actions::{PlanMeeting, ReplyToMeeting};
use crate::policy::{Action, Permit};

/// A step about to be recorded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step<'a> {
    /// Its word, such as `handed_in`.
    pub(crate) word: &'static str,
    /// The person who takes it.
    pub(crate) by: PersonId,
    /// The side it is taken for.
    pub(crate) side: Option<SideId>,
    /// A reason, a comment, an addendum.
    pub(crate) note: Option<&'a str>,
    /// What it changes, by name.
    pub(crate) fields: &'a [&'a str],
}

/// A step as it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLine {
    /// Its word.
    pub word: String,
    /// Who took it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// For which side.
    pub side: Option<SideId>,
    /// About which version of the minutes.
    pub version: Option<u32>,
    /// A reason, a comment, an addendum.
    pub note: Option<String>,
}

/// Every step of a meeting, the oldest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::meeting) async fn steps(tx: &Tx, id: MeetingId) -> Result<Vec<StepLine>, StoreError> {
    let rows = meeting_step::Entity::find()
        .filter(meeting_step::Column::MeetingId.eq(id.uuid()))
        .order_by_asc(meeting_step::Column::Id)
        .all(tx)
        .await?;
    let line = |row: meeting_step::Model| StepLine {
        word: row.step,
        by: row.by_id.into(),
        at: row.at,
        side: row.side_id.map(SideId::from),
        version: row.version.and_then(|version| u32::try_from(version).ok()),
        note: row.note,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Who planned the meeting with this id, if there is one: a form sent twice finds itself.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::meeting) async fn planned_by(tx: &Tx, id: Uuid) -> Result<Option<PersonId>, StoreError> {
    Ok(meeting::Entity::find_by_id(id).one(tx).await?.map(|row| row.created_by.into()))
}

/// Saves a new meeting of the branch the permit is for.
///
/// # Errors
///
/// When the database refuses.
pub(crate) async fn create(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<PlanMeeting>,
    id: MeetingId,
    new: &Meeting,
    parties: &[PartyLine],
    step: Step<'_>,
) -> Result<(), StoreError> {
    let mut row = plan_row(new)?;
    row.id = Set(id.uuid());
    row.organisation_id = Set(permit.on().uuid());
    row.kind = Set(new.kind.as_str().to_owned());
    row.created_by = Set(step.by.uuid());
    row.created_at = Set(clock.now());
    meeting::Entity::insert(row).exec_without_returning(tx).await?;
    let rows = parties.iter().zip(0_i32..).map(|(party, position)| meeting_party::ActiveModel {
        meeting_id: Set(id.uuid()),
        side_id: Set(party.side.uuid()),
        position: Set(position),
        kind: Set(party.kind.as_str().to_owned()),
        seal: Set(party.seal.to_string()),
        name: Set(party.name.clone()),
        signed_by: Set(None),
        signed_at: Set(None),
        returned_at: Set(None),
    });
    meeting_party::Entity::insert_many(rows).exec_without_returning(tx).await?;
    save_invitees(tx, clock, id, &[], invitees(&new.state)).await?;
    save_step(tx, clock, id, &step, None).await?;
    let act = permit.act().about("Meeting", id).changed(step.fields, values(new)?);
    tx.record(clock, act);
    Ok(())
}

/// Saves what a step made of `before`, with the step's own record and the ledger's entry.
///
/// # Errors
///
/// When the database refuses.
pub(crate) async fn save<A: Action>(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<A>,
    before: &Found,
    after: &Meeting,
    step: Step<'_>,
) -> Result<EntryId, StoreError> {
    let id = before.id;
    save_row(tx, id, &before.meeting, after).await?;
    save_invitees(tx, clock, id, invitees(&before.meeting.state), invitees(&after.state)).await?;
    save_attendance(tx, clock, id, before.meeting.state.attendance(), after.state.attendance()).await?;
    if let Some(minutes) = after.state.minutes().filter(|m| before.meeting.state.minutes() != Some(*m)) {
        save_minutes(tx, id, minutes).await?;
    }
    save_signatures(tx, before, after).await?;
    let version = after.state.minutes().map(|minutes| minutes.version);
    save_step(tx, clock, id, &step, version).await?;
    let mut act = permit.act().about("Meeting", id).in_chain(before.organisation);
    if let Some(side) = step.side {
        act = act.for_side(side);
    }
    Ok(tx.record(clock, act.changed(step.fields, values(after)?)))
}

/// Saves the meeting's own row: the state, and the plan where a step changed it.
async fn save_row(tx: &Tx, id: MeetingId, before: &Meeting, after: &Meeting) -> Result<(), StoreError> {
    let row = match before.plan == after.plan {
        true => {
            meeting::ActiveModel { state: Set(after.state.word().as_str().to_owned()), ..Default::default() }
        }
        false => plan_row(after)?,
    };
    let saved = meeting::Entity::update_many().set(row).filter(meeting::Column::Id.eq(id.uuid()));
    saved.exec(tx).await?;
    Ok(())
}

/// Saves an answer to an invitation. The same answer again changes nothing.
///
/// # Errors
///
/// When the database refuses.
pub(crate) async fn save_answer(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ReplyToMeeting>,
    before: &Found,
    after: &Meeting,
) -> Result<(), StoreError> {
    let (old, new) = (invitees(&before.meeting.state), invitees(&after.state));
    if old == new {
        tx.nothing_changed();
        return Ok(());
    }
    save_invitees(tx, clock, before.id, old, new).await?;
    let own = new.iter().find(|one| Some(one.person) == permit.actor().person());
    let answer = serde_json::to_value(own).map_err(|error| StoreError::row("meeting_person", error))?;
    tx.record(clock, permit.act().changed(&["reply"], answer));
    Ok(())
}

fn values(meeting: &Meeting) -> Result<Value, StoreError> {
    serde_json::to_value(meeting).map_err(|error| StoreError::row("meeting", error))
}

fn plan_row(meeting: &Meeting) -> Result<meeting::ActiveModel, StoreError> {
    let plan = &meeting.plan;
    let list = |value: Result<Value, serde_json::Error>| value.map_err(|e| StoreError::row("meeting", e));
    Ok(meeting::ActiveModel {
        state: Set(meeting.state.word().as_str().to_owned()),
        title: Set(plan.title.clone()),
        theme: Set(plan.theme.clone()),
        agenda: Set(json!(plan.agenda)),
        on_day: Set(plan.on),
        starts_at: Set(plan.starts_at),
        ends_at: Set(plan.ends_at),
        place: Set(plan.place.clone()),
        responsible: Set(list(serde_json::to_value(&plan.responsible))?),
        visitors: Set(list(serde_json::to_value(&plan.visitors))?),
        ..Default::default()
    })
}

/// Who is invited in a state; nobody outside the time of invitations.
fn invitees(state: &State) -> &[Invitee] {
    match state {
        State::Invited { roll } | State::Cancelled { roll, .. } => roll,
        State::Draft
        | State::Planned
        | State::Held { .. }
        | State::Minuted { .. }
        | State::AwaitingConfirmation { .. }
        | State::Returned { .. }
        | State::Confirmed { .. } => &[],
    }
}

async fn save_invitees(
    tx: &Tx,
    clock: &Clock,
    id: MeetingId,
    before: &[Invitee],
    after: &[Invitee],
) -> Result<(), StoreError> {
    if after.is_empty() {
        return Ok(());
    }
    let gone: Vec<Uuid> = before
        .iter()
        .filter(|old| after.iter().all(|new| new.person != old.person))
        .map(|old| old.person.uuid())
        .collect();
    if !gone.is_empty() {
        meeting_person::Entity::delete_many()
            .filter(meeting_person::Column::MeetingId.eq(id.uuid()))
            .filter(meeting_person::Column::PersonId.is_in(gone))
            .exec(tx)
            .await?;
    }
    let mut fresh = Vec::new();
    for (new, position) in after.iter().zip(0_i32..) {
        match before.iter().find(|old| old.person == new.person) {
            None => fresh.push(person_row(id, new, position)),
            Some(old) if old.reply != new.reply => save_reply(tx, clock, id, new).await?,
            Some(_) => {}
        }
    }
    if !fresh.is_empty() {
        meeting_person::Entity::insert_many(fresh).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn person_row(id: MeetingId, invitee: &Invitee, position: i32) -> meeting_person::ActiveModel {
    let (role, side) = match invitee.role {
        Role::Expected { side } => ("expected", Some(side)),
        Role::Guest { side } => ("guest", side),
    };
    meeting_person::ActiveModel {
        meeting_id: Set(id.uuid()),
        person_id: Set(invitee.person.uuid()),
        position: Set(position),
        role: Set(role.to_owned()),
        side_id: Set(side.map(Uuid::from)),
        reply: Set(invitee.reply.word().to_owned()),
        reply_reason: Set(invitee.reply.reason().map(str::to_owned)),
        replied_at: Set(None),
        status: Set(None),
        status_reason: Set(None),
    }
}

async fn save_reply(tx: &Tx, clock: &Clock, id: MeetingId, invitee: &Invitee) -> Result<(), StoreError> {
    let at = (invitee.reply != Reply::Pending).then(|| clock.now());
    meeting_person::Entity::update_many()
        .col_expr(meeting_person::Column::Reply, Expr::value(invitee.reply.word()))
        .col_expr(meeting_person::Column::ReplyReason, Expr::value(invitee.reply.reason().map(str::to_owned)))
        .col_expr(meeting_person::Column::RepliedAt, Expr::value(at))
        .filter(meeting_person::Column::MeetingId.eq(id.uuid()))
        .filter(meeting_person::Column::PersonId.eq(invitee.person.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

async fn save_attendance(
    tx: &Tx,
    clock: &Clock,
    id: MeetingId,
    before: Option<&Vec<Attendance>>,
    after: Option<&Vec<Attendance>>,
) -> Result<(), StoreError> {
    let Some(after) = after else { return Ok(()) };
    for line in after {
        let old = before.and_then(|lines| lines.iter().find(|old| old.person == line.person));
        if old.is_some_and(|old| old.status == line.status && old.former.len() == line.former.len()) {
            continue;
        }
        meeting_person::Entity::update_many()
            .col_expr(meeting_person::Column::Status, Expr::value(line.status.word()))
            .col_expr(
                meeting_person::Column::StatusReason,
                Expr::value(line.status.reason().map(str::to_owned)),
            )
            .filter(meeting_person::Column::MeetingId.eq(id.uuid()))
            .filter(meeting_person::Column::PersonId.eq(line.person.uuid()))
            .exec(tx)
            .await?;
        for former in line.former.iter().skip(old.map_or(0, |old| old.former.len())) {
            let row = meeting_correction::ActiveModel {
                id: Set(clock.uuid()),
                meeting_id: Set(id.uuid()),
                person_id: Set(line.person.uuid()),
                was: Set(former.was.word().to_owned()),
                was_reason: Set(former.was.reason().map(str::to_owned)),
                reason: Set(former.reason.clone()),
                by_id: Set(former.by.uuid()),
                at: Set(former.at),
            };
            meeting_correction::Entity::insert(row).exec_without_returning(tx).await?;
        }
    }
    Ok(())
}

async fn save_minutes(tx: &Tx, id: MeetingId, minutes: &Minutes) -> Result<(), StoreError> {
    use meeting_minutes::Column as C;
    let row = meeting_minutes::ActiveModel {
        meeting_id: Set(id.uuid()),
        version: Set(number(minutes.version)?),
        text: Set(minutes.text.clone()),
        resolutions: Set(json!(minutes.resolutions)),
        by_id: Set(minutes.by.uuid()),
        at: Set(minutes.at),
    };
    meeting_minutes::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([C::MeetingId, C::Version])
                .update_columns([C::Text, C::Resolutions, C::ById, C::At])
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Puts the signatures under the version on the table; those under an earlier one are taken away.
async fn save_signatures(tx: &Tx, before: &Found, after: &Meeting) -> Result<(), StoreError> {
    let returned = match &after.state {
        State::Returned { sent_back, .. } => Some((sent_back.side, sent_back.at)),
        _ => None,
    };
    for party in &before.parties {
        let signature = after.state.signatures().iter().find(|one| one.side == party.side);
        let signed = signature.map(|one| (one.by, one.at));
        let returned_at = returned.filter(|(side, _)| *side == party.side).map(|(_, at)| at);
        if signed == party.signed && returned_at == party.returned_at {
            continue;
        }
        meeting_party::Entity::update_many()
            .col_expr(meeting_party::Column::SignedBy, Expr::value(signed.map(|(by, _)| by.uuid())))
            .col_expr(meeting_party::Column::SignedAt, Expr::value(signed.map(|(_, at)| at)))
            .col_expr(meeting_party::Column::ReturnedAt, Expr::value(returned_at))
            .filter(meeting_party::Column::MeetingId.eq(before.id.uuid()))
            .filter(meeting_party::Column::SideId.eq(party.side.uuid()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

async fn save_step(
    tx: &Tx,
    clock: &Clock,
    id: MeetingId,
    step: &Step<'_>,
    version: Option<u32>,
) -> Result<(), StoreError> {
    // Only what is about one version, for one side, can happen once alone.
    let about_version = matches!(step.word, "minuted" | "handed_in" | "confirmed" | "sent_back");
    let version = version.filter(|_| about_version).map(number).transpose()?;
    let row = meeting_step::ActiveModel {
        id: Set(clock.uuid()),
        meeting_id: Set(id.uuid()),
        step: Set(step.word.to_owned()),
        by_id: Set(step.by.uuid()),
        at: Set(clock.now()),
        side_id: Set(step.side.map(Uuid::from)),
        version: Set(version),
        note: Set(step.note.map(str::to_owned)),
    };
    meeting_step::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

fn number(version: u32) -> Result<i32, StoreError> {
    i32::try_from(version).map_err(|error| StoreError::row("meeting_minutes", error))
}

/// Where each side keeps its own chain: the topmost Party organisation in a unit of that side,
/// if there is one other than the branch itself. In the order of the chains, so that two
/// transactions lock them alike.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::meeting) async fn home_chains(
    tx: &Tx,
    found: &Found,
) -> Result<Vec<(SideId, OrganisationId)>, StoreError> {
    let mut homes = super::people::homes(tx, &found.parties).await?;
    homes.retain(|(_, home)| *home != found.organisation);
    homes.sort_unstable_by_key(|(side, home)| (*home, *side));
    Ok(homes)
}
