//! A meeting put together from its rows.

use chrono::{DateTime, Utc};
use gongjian_domain::kinds::{Meeting as MeetingKind, MeetingId, OrganisationId, PersonId, SideId};
use gongjian_domain::meeting::{
    Addendum, Attendance, Cancellation, FormerStatus, Invitee, Kind, Meeting, Minutes, Party, Plan, Reply,
    Role, SentBack, Signature, State, Status, Word,
};
use gongjian_domain::organisation::side::{Seal, SideKind};
use gongjian_tables::{meeting, meeting_correction, meeting_minutes, meeting_party, meeting_person};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::de::DeserializeOwned;

use super::save::{self, StepLine};
use crate::db::{StoreError, Tx};
use crate::organisation;
use crate::policy::Thing;

/// A meeting as it stands in the database, with what the door asks about it.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its id.
    pub id: MeetingId,
    /// The branch it belongs to.
    pub organisation: OrganisationId,
    /// The branch and everything above it.
    pub within: Vec<OrganisationId>,
    /// The meeting.
    pub meeting: Meeting,
    /// Its parties, as they were called when it was planned.
    pub parties: Vec<PartyLine>,
    /// Every step taken, the oldest first.
    pub steps: Vec<StepLine>,
    /// Everybody on the roll.
    pub invited: Vec<PersonId>,
}

/// A party with its name, and whether it confirmed the version on the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyLine {
    /// The side.
    pub side: SideId,
    /// What kind of party.
    pub kind: SideKind,
    /// The character it signs with.
    pub seal: Seal,
    /// Its name.
    pub name: String,
    /// Who confirmed, and when.
    pub signed: Option<(PersonId, DateTime<Utc>)>,
    /// When it sent the version on the table back.
    pub returned_at: Option<DateTime<Utc>>,
}

impl Found {
    /// The meeting, ready to be asked about at the door.
    #[must_use]
    pub fn thing(&self) -> Thing<MeetingKind> {
        Thing::meeting(self.id, self.organisation, &self.within, &self.invited)
    }

    /// The party `side` is, if it is one.
    #[must_use]
    pub fn party(&self, side: SideId) -> Option<&PartyLine> {
        self.parties.iter().find(|party| party.side == side)
    }

    /// The side, ready to be asked about at the door.
    #[must_use]
    pub fn side_thing(&self, side: SideId) -> Thing<gongjian_domain::kinds::Side> {
        Thing::side(side, self.organisation, &self.within)
    }
}

/// The meeting with this id.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub async fn find(tx: &Tx, id: MeetingId) -> Result<Option<Found>, StoreError> {
    match meeting::Entity::find_by_id(id.uuid()).one(tx).await? {
        Some(row) => load(tx, row).await.map(Some),
        None => Ok(None),
    }
}

/// The same, held until the transaction ends: of two steps at once one waits for the other.
///
/// # Errors
///
/// As [`find`].
pub async fn find_locked(tx: &mut Tx, id: MeetingId) -> Result<Option<Found>, StoreError> {
    match meeting::Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await? {
        Some(row) => load(tx, row).await.map(Some),
        None => Ok(None),
    }
}

async fn load(tx: &Tx, row: meeting::Model) -> Result<Found, StoreError> {
    let organisation = OrganisationId::from(row.organisation_id);
    let id = MeetingId::from(row.id);
    let parties = parties(tx, id).await?;
    let people = meeting_person::Entity::find()
        .filter(meeting_person::Column::MeetingId.eq(row.id))
        .order_by_asc(meeting_person::Column::Position)
        .order_by_asc(meeting_person::Column::PersonId)
        .all(tx)
        .await?;
    let steps = save::steps(tx, id).await?;
    let state = state(tx, &row, &people, &parties, &steps).await?;
    Ok(Found {
        id,
        organisation,
        within: organisation::store::within(tx, organisation).await?,
        invited: people.iter().map(|person| person.person_id.into()).collect(),
        meeting: Meeting {
            kind: Kind::parse(&row.kind).ok_or_else(|| odd("no such kind"))?,
            parties: parties.iter().map(|p| Party { side: p.side, seal: p.seal }).collect(),
            plan: plan(row)?,
            state,
        },
        parties,
        steps,
    })
}

fn odd(why: &'static str) -> StoreError {
    StoreError::row("meeting", why)
}

fn json<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, StoreError> {
    serde_json::from_value(value).map_err(|error| StoreError::row("meeting", error))
}

/// The plan a row holds.
///
/// # Errors
///
/// When one of its lists does not parse.
pub(super) fn plan(row: meeting::Model) -> Result<Plan, StoreError> {
    Ok(Plan {
        title: row.title,
        theme: row.theme,
        agenda: json(row.agenda)?,
        on: row.on_day,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        place: row.place,
        responsible: json(row.responsible)?,
        visitors: json(row.visitors)?,
    })
}

async fn parties(tx: &Tx, id: MeetingId) -> Result<Vec<PartyLine>, StoreError> {
    let rows = meeting_party::Entity::find()
        .filter(meeting_party::Column::MeetingId.eq(id.uuid()))
        .order_by_asc(meeting_party::Column::Position)
        .all(tx)
        .await?;
    rows.into_iter().map(party).collect()
}

/// The party a row holds.
///
/// # Errors
///
/// When its seal or kind is none.
pub(in crate::meeting) fn party(row: meeting_party::Model) -> Result<PartyLine, StoreError> {
    Ok(PartyLine {
        side: row.side_id.into(),
        kind: SideKind::parse(&row.kind).ok_or_else(|| StoreError::row("meeting_party", "no such kind"))?,
        seal: row.seal.parse().map_err(|error| StoreError::row("meeting_party", error))?,
        name: row.name,
        signed: row.signed_by.map(PersonId::from).zip(row.signed_at),
        returned_at: row.returned_at,
    })
}

async fn state(
    tx: &Tx,
    row: &meeting::Model,
    people: &[meeting_person::Model],
    parties: &[PartyLine],
    steps: &[StepLine],
) -> Result<State, StoreError> {
    let word = Word::parse(&row.state).ok_or_else(|| odd("no such state"))?;
    let was_minuted =
        !matches!(word, Word::Draft | Word::Planned | Word::Invited | Word::Held | Word::Cancelled);
    let minutes = if was_minuted { latest(tx, row.id.into()).await? } else { None };
    let minutes = || minutes.clone().ok_or_else(|| odd("the minutes are gone"));
    let signatures = || -> Vec<Signature> {
        let signed = |p: &PartyLine| p.signed.map(|(by, at)| Signature { side: p.side, by, at });
        parties.iter().filter_map(signed).collect()
    };
    Ok(match word {
        Word::Draft => State::Draft,
        Word::Planned => State::Planned,
        Word::Invited => State::Invited { roll: invitees(people)? },
        Word::Held => State::Held { roll: attendance(tx, row, people).await? },
        Word::Minuted => State::Minuted { roll: attendance(tx, row, people).await?, minutes: minutes()? },
        Word::AwaitingConfirmation => State::AwaitingConfirmation {
            roll: attendance(tx, row, people).await?,
            minutes: minutes()?,
            signatures: signatures(),
        },
        Word::Returned => State::Returned {
            roll: attendance(tx, row, people).await?,
            minutes: minutes()?,
            sent_back: sent_back(steps).ok_or_else(|| odd("nobody sent it back"))?,
        },
        Word::Confirmed => State::Confirmed {
            roll: attendance(tx, row, people).await?,
            minutes: minutes()?,
            signatures: signatures(),
            addenda: steps.iter().filter_map(addendum).collect(),
        },
        Word::Cancelled => State::Cancelled {
            roll: invitees(people)?,
            cancellation: cancellation(steps).ok_or_else(|| odd("nobody called it off"))?,
        },
    })
}

fn role(row: &meeting_person::Model) -> Result<Role, StoreError> {
    let side = row.side_id.map(SideId::from);
    match (row.role.as_str(), side) {
        ("expected", Some(side)) => Ok(Role::Expected { side }),
        ("guest", side) => Ok(Role::Guest { side }),
        _ => Err(StoreError::row("meeting_person", "no such role")),
    }
}

fn invitees(people: &[meeting_person::Model]) -> Result<Vec<Invitee>, StoreError> {
    let invitee = |row: &meeting_person::Model| {
        let reply = Reply::stored(&row.reply, row.reply_reason.clone())
            .ok_or_else(|| StoreError::row("meeting_person", "no such reply"))?;
        Ok(Invitee { person: row.person_id.into(), role: role(row)?, reply })
    };
    people.iter().map(invitee).collect()
}

async fn attendance(
    tx: &Tx,
    row: &meeting::Model,
    people: &[meeting_person::Model],
) -> Result<Vec<Attendance>, StoreError> {
    let corrections = meeting_correction::Entity::find()
        .filter(meeting_correction::Column::MeetingId.eq(row.id))
        .order_by_asc(meeting_correction::Column::Id)
        .all(tx)
        .await?;
    let status = |word: &str, reason: Option<String>| {
        Status::stored(word, reason).ok_or_else(|| StoreError::row("meeting_person", "no such status"))
    };
    let line = |row: &meeting_person::Model| {
        let former = corrections.iter().filter(|one| one.person_id == row.person_id).map(|one| {
            let was = status(&one.was, one.was_reason.clone())?;
            Ok(FormerStatus { was, reason: one.reason.clone(), by: one.by_id.into(), at: one.at })
        });
        Ok(Attendance {
            person: row.person_id.into(),
            role: role(row)?,
            status: status(row.status.as_deref().unwrap_or_default(), row.status_reason.clone())?,
            former: former.collect::<Result<_, StoreError>>()?,
        })
    };
    people.iter().map(line).collect()
}

async fn latest(tx: &Tx, id: MeetingId) -> Result<Option<Minutes>, StoreError> {
    let row = meeting_minutes::Entity::find()
        .filter(meeting_minutes::Column::MeetingId.eq(id.uuid()))
        .order_by_desc(meeting_minutes::Column::Version)
        .limit(1)
        .one(tx)
        .await?;
    row.map(minutes).transpose()
}

/// Every version of the minutes, the oldest first.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub async fn versions(tx: &Tx, id: MeetingId) -> Result<Vec<Minutes>, StoreError> {
    let rows = meeting_minutes::Entity::find()
        .filter(meeting_minutes::Column::MeetingId.eq(id.uuid()))
        .order_by_asc(meeting_minutes::Column::Version)
        .all(tx)
        .await?;
    rows.into_iter().map(minutes).collect()
}

fn minutes(row: meeting_minutes::Model) -> Result<Minutes, StoreError> {
    Ok(Minutes {
        version: u32::try_from(row.version).map_err(|error| StoreError::row("meeting_minutes", error))?,
        text: row.text,
        resolutions: json(row.resolutions)?,
        by: row.by_id.into(),
        at: row.at,
    })
}

fn sent_back(steps: &[StepLine]) -> Option<SentBack> {
    let last = steps.iter().rev().find(|step| step.word == "sent_back")?;
    Some(SentBack { side: last.side?, by: last.by, at: last.at, comment: last.note.clone()? })
}

fn addendum(step: &StepLine) -> Option<Addendum> {
    if step.word != "appended" {
        return None;
    }
    Some(Addendum { text: step.note.clone()?, side: step.side?, by: step.by, at: step.at })
}

fn cancellation(steps: &[StepLine]) -> Option<Cancellation> {
    let last = steps.iter().rev().find(|step| step.word == "cancelled")?;
    Some(Cancellation { reason: last.note.clone()?, by: last.by, at: last.at })
}
