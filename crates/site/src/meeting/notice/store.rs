//! Notices as they are kept.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::kinds::{CaseId, MeetingId, PersonId};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Chart, Words};
use gongjian_tables::{meeting, notice};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Word;
use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::development;
use crate::policy::Actor;
use crate::web::Shell;

/// A notice somebody has not read yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NoticeLine {
    /// What it says: `invited`, `moved`, `cancelled`, `reminder`, `handed_in`, `sent_back`, `confirmed`; about a step of
    /// a case `case_month`, `case_week`, `case_today`, `case_overdue`.
    pub word: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// The address of what it is about.
    pub href: String,
    /// What the meeting is called, or whose case it is.
    pub title: String,
    /// On which day the meeting is, as of now, or by when the step is due.
    pub on: NaiveDate,
    /// Which step of the case.
    #[schema(value_type = Option<Object>)]
    pub step: Option<Words>,
}

impl NoticeLine {
    /// What it says, in the reader's words.
    #[must_use]
    pub fn sentence(&self, shell: &Shell) -> String {
        let reason = Reason::new(&format!("notice-{}", self.word))
            .with("title", self.title.clone())
            .with("on", self.on);
        shell.reason(&match &self.step {
            Some(step) => reason.with("step", step.clone()),
            None => reason,
        })
    }
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
    let row = |person: &PersonId| notice::ActiveModel {
        meeting_id: Set(Some(meeting.uuid())),
        ..blank(clock, telling, word, *person)
    };
    insert(tx, people.iter().map(row).collect()).await
}

/// That a step of a case is due, for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CaseNotice {
    /// Who is told.
    pub(crate) person: PersonId,
    /// How soon it is due.
    pub(crate) word: Word,
    /// Which case.
    pub(crate) case: CaseId,
    /// The step's id in the chart.
    pub(crate) step: String,
    /// The last day in time.
    pub(crate) on: NaiveDate,
}

/// Writes these notices. Whoever calls it has noted that they are written, so that nobody is told twice.
///
/// # Errors
///
/// When the database refuses.
pub(crate) async fn tell_of_cases(
    tx: &Tx,
    clock: &Clock,
    notices: impl IntoIterator<Item = CaseNotice>,
) -> Result<(), StoreError> {
    let row = |one: CaseNotice| notice::ActiveModel {
        case_id: Set(Some(one.case.uuid())),
        step: Set(Some(one.step)),
        on_day: Set(Some(one.on)),
        ..blank(clock, clock.uuid(), one.word, one.person)
    };
    insert(tx, notices.into_iter().map(row).collect()).await
}

fn blank(clock: &Clock, telling: Uuid, word: Word, person: PersonId) -> notice::ActiveModel {
    notice::ActiveModel {
        id: Set(clock.uuid()),
        person_id: Set(person.uuid()),
        word: Set(word.as_str().to_owned()),
        meeting_id: Set(None),
        case_id: Set(None),
        step: Set(None),
        on_day: Set(None),
        job_id: Set(telling),
        at: Set(clock.now()),
        seen_at: Set(None),
    }
}

async fn insert(tx: &Tx, rows: Vec<notice::ActiveModel>) -> Result<(), StoreError> {
    /// Rows of one statement: far below the number of values either database takes.
    const AT_ONCE: usize = 500;
    let key = [notice::Column::JobId, notice::Column::PersonId];
    for rows in rows.chunks(AT_ONCE) {
        notice::Entity::insert_many(rows.to_vec())
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// What `reader` has not read yet, the newest first, at most `most`. A case the reader may not know of any more is left
/// out: it is named after a person.
///
/// # Errors
///
/// When a policy fails or the database cannot be asked.
pub async fn unseen(
    tx: &Tx,
    reader: &Actor,
    chart: &Chart,
    most: u64,
) -> Result<Vec<NoticeLine>, StoreError> {
    let Some(person) = reader.person() else { return Ok(Vec::new()) };
    let rows = notice::Entity::find()
        .filter(notice::Column::PersonId.eq(person.uuid()))
        .filter(notice::Column::SeenAt.is_null())
        .order_by_desc(notice::Column::Id)
        .limit(most)
        .all(tx)
        .await?;
    let meetings = meetings(tx, rows.iter().filter_map(|row| row.meeting_id).collect()).await?;
    let cases: Vec<CaseId> = rows.iter().filter_map(|row| row.case_id.map(CaseId::from)).collect();
    let names = match cases.is_empty() {
        true => HashMap::new(),
        false => development::store::places_for(tx, reader, cases).await?,
    };
    let line = |row: notice::Model| {
        let (title, on, href) = match (row.meeting_id, row.case_id, row.on_day) {
            (Some(meeting), ..) => {
                let (title, on) = meetings.get(&meeting)?;
                (title.clone(), *on, format!("/meetings/{meeting}"))
            }
            (None, Some(case), Some(on)) => {
                (names.get(&case.into())?.0.clone(), on, format!("/cases/{case}"))
            }
            (None, ..) => return None,
        };
        let step = row.step.as_deref().and_then(|step| chart.find(step)).map(|step| step.title.clone());
        Some(NoticeLine { word: row.word, at: row.at, href, title, on, step })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// What meetings are called and when they are.
async fn meetings(tx: &Tx, ids: Vec<Uuid>) -> Result<HashMap<Uuid, (String, NaiveDate)>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(Uuid, String, NaiveDate)> = meeting::Entity::find()
        .filter(meeting::Column::Id.is_in(ids))
        .select_only()
        .columns([meeting::Column::Id, meeting::Column::Title, meeting::Column::OnDay])
        .into_tuple()
        .all(tx)
        .await?;
    Ok(found.into_iter().map(|(id, title, on)| (id, (title, on))).collect())
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
