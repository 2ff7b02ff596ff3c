//! What the branch book asks of the database: three questions for a whole year.

use std::collections::HashMap;

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, SideId};
use gongjian_domain::meeting::{Status, Tally, Word};
use gongjian_tables::{meeting, meeting_minutes, meeting_party, meeting_person, party_organisation};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::super::store::{PartyLine, party};
use crate::db::{StoreError, Tx};

/// A meeting that was held, with its counts by side.
#[derive(Debug, Clone)]
pub(super) struct HeldRow {
    pub(super) id: Uuid,
    pub(super) title: String,
    pub(super) theme: String,
    pub(super) on: NaiveDate,
    pub(super) place: String,
    pub(super) word: Word,
    pub(super) parties: Vec<PartyLine>,
    pub(super) tallies: HashMap<SideId, Tally>,
}

impl HeldRow {
    /// The counts of all sides.
    pub(super) fn total(&self) -> Tally {
        self.tallies.values().fold(Tally::default(), |sum, tally| sum.plus(*tally))
    }
}

/// The meetings `branch` held from `first` to `last`, the earliest first.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(super) async fn held(
    tx: &Tx,
    branch: OrganisationId,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Vec<HeldRow>, StoreError> {
    let words = [Word::Held, Word::Minuted, Word::AwaitingConfirmation, Word::Returned, Word::Confirmed];
    let rows = meeting::Entity::find()
        .filter(meeting::Column::OrganisationId.eq(branch.uuid()))
        .filter(meeting::Column::OnDay.between(first, last))
        .filter(meeting::Column::State.is_in(words.map(Word::as_str)))
        .order_by_asc(meeting::Column::OnDay)
        .order_by_asc(meeting::Column::Id)
        .all(tx)
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut parties = parties(tx, &ids).await?;
    let mut tallies = tallies(tx, &ids).await?;
    rows.into_iter()
        .map(|row| {
            Ok(HeldRow {
                word: Word::parse(&row.state).ok_or_else(|| StoreError::row("meeting", "no such state"))?,
                parties: parties.remove(&row.id).unwrap_or_default(),
                tallies: tallies.remove(&row.id).unwrap_or_default(),
                id: row.id,
                title: row.title,
                theme: row.theme,
                on: row.on_day,
                place: row.place,
            })
        })
        .collect()
}

async fn parties(tx: &Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<PartyLine>>, StoreError> {
    let rows = meeting_party::Entity::find()
        .filter(meeting_party::Column::MeetingId.is_in(ids.iter().copied()))
        .order_by_asc(meeting_party::Column::Position)
        .all(tx)
        .await?;
    let mut parties: HashMap<Uuid, Vec<PartyLine>> = HashMap::new();
    for row in rows {
        parties.entry(row.meeting_id).or_default().push(party(row)?);
    }
    Ok(parties)
}

async fn tallies(tx: &Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, HashMap<SideId, Tally>>, StoreError> {
    let rows: Vec<(Uuid, Option<Uuid>, Option<String>)> = meeting_person::Entity::find()
        .filter(meeting_person::Column::MeetingId.is_in(ids.iter().copied()))
        .filter(meeting_person::Column::Role.eq("expected"))
        .select_only()
        .columns([
            meeting_person::Column::MeetingId,
            meeting_person::Column::SideId,
            meeting_person::Column::Status,
        ])
        .into_tuple()
        .all(tx)
        .await?;
    let mut tallies: HashMap<Uuid, HashMap<SideId, Tally>> = HashMap::new();
    for (meeting, side, status) in rows {
        let status = Status::stored(status.as_deref().unwrap_or_default(), Some(String::new()));
        let status = status.ok_or_else(|| StoreError::row("meeting_person", "no such status"))?;
        let side = side.ok_or_else(|| StoreError::row("meeting_person", "expected for no side"))?;
        let tally = tallies.entry(meeting).or_default().entry(side.into()).or_default();
        *tally = tally.plus(Tally::of(&status));
    }
    Ok(tallies)
}

/// What was resolved at each of these meetings, by the last version of their minutes.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(super) async fn resolutions(tx: &Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>, StoreError> {
    let rows = meeting_minutes::Entity::find()
        .filter(meeting_minutes::Column::MeetingId.is_in(ids.iter().copied()))
        .order_by_asc(meeting_minutes::Column::Version)
        .all(tx)
        .await?;
    // A later version takes the place of the one before.
    rows.into_iter()
        .map(|row| {
            let lines = serde_json::from_value(row.resolutions)
                .map_err(|error| StoreError::row("meeting_minutes", error))?;
            Ok((row.meeting_id, lines))
        })
        .collect()
}

/// The day `branch` was founded, where it is known.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn founded_on(tx: &Tx, branch: OrganisationId) -> Result<Option<NaiveDate>, StoreError> {
    let row: Option<Option<NaiveDate>> = party_organisation::Entity::find_by_id(branch.uuid())
        .select_only()
        .column(party_organisation::Column::FoundedOn)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(row.flatten())
}
