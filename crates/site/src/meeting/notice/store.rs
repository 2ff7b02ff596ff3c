//! Notices as they are kept.

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::kinds::{MeetingId, PersonId};
use gongjian_tables::{meeting, notice};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Word;
use crate::clock::Clock;
use crate::db::{StoreError, Tx};

/// A notice somebody has not read yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NoticeLine {
    /// What it says: `invited`, `moved`, `cancelled`, `reminder`, `handed_in`, `sent_back`, `confirmed`.
    pub word: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// About which meeting.
    pub meeting: Uuid,
    /// What the meeting is called.
    pub title: String,
    /// On which day it is, as of now.
    pub on: NaiveDate,
}

/// Writes a notice to each of `people`, once for each `telling`: a job that is tried again is the same one.
pub(super) async fn write(
    tx: &Tx,
    clock: &Clock,
    telling: Uuid,
    word: Word,
    meeting: MeetingId,
    people: &[PersonId],
) -> Result<(), StoreError> {
    if people.is_empty() {
        return Ok(());
    }
    let rows = people.iter().map(|person| notice::ActiveModel {
        id: Set(clock.uuid()),
        person_id: Set(person.uuid()),
        word: Set(word.as_str().to_owned()),
        meeting_id: Set(meeting.uuid()),
        job_id: Set(telling),
        at: Set(clock.now()),
        seen_at: Set(None),
    });
    notice::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::columns([notice::Column::JobId, notice::Column::PersonId]).do_nothing().to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// What `person` has not read yet, the newest first, at most `most`.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn unseen(tx: &Tx, person: PersonId, most: u64) -> Result<Vec<NoticeLine>, StoreError> {
    let rows = notice::Entity::find()
        .filter(notice::Column::PersonId.eq(person.uuid()))
        .filter(notice::Column::SeenAt.is_null())
        .order_by_desc(notice::Column::Id)
        .limit(most)
        .all(tx)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let meetings: Vec<(Uuid, String, NaiveDate)> = meeting::Entity::find()
        .filter(meeting::Column::Id.is_in(rows.iter().map(|row| row.meeting_id)))
        .select_only()
        .columns([meeting::Column::Id, meeting::Column::Title, meeting::Column::OnDay])
        .into_tuple()
        .all(tx)
        .await?;
    let line = |row: notice::Model| {
        let (_, title, on) = meetings.iter().find(|(id, _, _)| *id == row.meeting_id)?;
        Some(NoticeLine {
            word: row.word,
            at: row.at,
            meeting: row.meeting_id,
            title: title.clone(),
            on: *on,
        })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// Notes that `person` has read everything there is.
///
/// # Errors
///
/// When the database refuses.
pub(crate) async fn mark_seen(tx: &Tx, person: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
    notice::Entity::update_many()
        .col_expr(notice::Column::SeenAt, Expr::value(now))
        .filter(notice::Column::PersonId.eq(person.uuid()))
        .filter(notice::Column::SeenAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets the notices that were read before `day`.
///
/// # Errors
///
/// When the database refuses.
pub(crate) async fn forget_seen(tx: &Tx, day: DateTime<Utc>) -> Result<(), StoreError> {
    notice::Entity::delete_many().filter(notice::Column::SeenAt.lt(day)).exec(tx).await?;
    Ok(())
}
