//! Photos and files as they are kept: what they are, and apart from it their bytes.

use chrono::{DateTime, Utc};
use gongjian_domain::kinds::{MeetingId, PersonId};
use gongjian_tables::{attachment, attachment_body};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::kind::{Accepted, FileKind};
use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::keys;
use crate::policy::Permit;
use crate::policy::actions::ChangeMeeting;

/// A photo or file of a meeting, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: Uuid,
    /// What it is.
    pub kind: FileKind,
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Who brought it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

fn read(row: attachment::Model) -> Result<Attachment, StoreError> {
    Ok(Attachment {
        id: row.id,
        kind: FileKind::parse(&row.kind).ok_or_else(|| StoreError::row("attachment", "no such kind"))?,
        name: row.name,
        size: u64::try_from(row.size).map_err(|error| StoreError::row("attachment", error))?,
        by: row.by_id.into(),
        at: row.at,
    })
}

/// The photos and files of a meeting, in the order they were brought.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub async fn of_meeting(tx: &Tx, meeting: MeetingId) -> Result<Vec<Attachment>, StoreError> {
    let rows = attachment::Entity::find()
        .filter(attachment::Column::MeetingId.eq(meeting.uuid()))
        .order_by_asc(attachment::Column::Id)
        .all(tx)
        .await?;
    rows.into_iter().map(read).collect()
}

/// One of them, looked up by both ids.
///
/// # Errors
///
/// As [`of_meeting`].
pub(super) async fn find(tx: &Tx, meeting: MeetingId, id: Uuid) -> Result<Option<Attachment>, StoreError> {
    let row = attachment::Entity::find_by_id(id)
        .filter(attachment::Column::MeetingId.eq(meeting.uuid()))
        .one(tx)
        .await?;
    row.map(read).transpose()
}

/// The bytes of a photo or file.
///
/// # Errors
///
/// When the database cannot be asked.
pub(super) async fn body(tx: &Tx, id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(attachment_body::Entity::find_by_id(id).one(tx).await?.map(|row| row.body))
}

/// Keeps files that are not kept yet; those the meeting has already are left out.
///
/// # Errors
///
/// When the database refuses.
pub(super) async fn keep(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChangeMeeting>,
    by: PersonId,
    files: Vec<Accepted>,
) -> Result<(), StoreError> {
    let meeting = permit.on();
    let mut known: Vec<String> = attachment::Entity::find()
        .filter(attachment::Column::MeetingId.eq(meeting.uuid()))
        .all(tx)
        .await?
        .into_iter()
        .map(|row| row.sha256)
        .collect();
    let mut kept = Vec::new();
    for file in files {
        let sha256 = keys::hex(&Sha256::digest(&file.bytes));
        if known.contains(&sha256) {
            continue;
        }
        let id = clock.uuid();
        let row = attachment::ActiveModel {
            id: Set(id),
            meeting_id: Set(meeting.uuid()),
            kind: Set(file.kind.as_str().to_owned()),
            name: Set(file.name),
            size: Set(i64::try_from(file.bytes.len()).map_err(|e| StoreError::row("attachment", e))?),
            sha256: Set(sha256.clone()),
            by_id: Set(by.uuid()),
            at: Set(clock.now()),
        };
        attachment::Entity::insert(row).exec_without_returning(tx).await?;
        let body = attachment_body::ActiveModel { attachment_id: Set(id), body: Set(file.bytes) };
        attachment_body::Entity::insert(body).exec_without_returning(tx).await?;
        kept.push(sha256.clone());
        known.push(sha256);
    }
    if kept.is_empty() {
        tx.nothing_changed();
        return Ok(());
    }
    tx.record(clock, permit.act().changed(&["files"], json!({ "brought": kept })));
    Ok(())
}

/// Takes a photo or file away.
///
/// # Errors
///
/// When the database refuses.
pub(super) async fn remove(
    tx: &mut Tx,
    clock: &Clock,
    permit: &Permit<ChangeMeeting>,
    file: &Attachment,
) -> Result<(), StoreError> {
    attachment_body::Entity::delete_by_id(file.id).exec(tx).await?;
    attachment::Entity::delete_by_id(file.id).exec(tx).await?;
    tx.record(clock, permit.act().changed(&["files"], json!({ "removed": file.id })));
    Ok(())
}
