//! Many meetings at once: the list, the calendar, what somebody took part in.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, NaiveTime};
use gongjian_domain::kinds::{MeetingId, PersonId};
use gongjian_domain::meeting::Word;
use gongjian_tables::{meeting, meeting_party, meeting_person};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::load::{self, PartyLine};
use super::search::about;
use crate::db::{StoreError, Tx, count_up_to};
use crate::organisation;
use crate::policy::{Actor, Scope};
use crate::web::paging::{COUNT_CAP, PAGE_ROWS, Paging};

/// Which meetings a list asks for.
#[derive(Debug, Clone, Default)]
pub(in crate::meeting) struct ListFilter {
    /// Of one branch.
    pub(in crate::meeting) branch: Option<Uuid>,
    /// In these states; any when empty.
    pub(in crate::meeting) states: Vec<Word>,
    /// In this year.
    pub(in crate::meeting) year: Option<i32>,
    /// Whose title or theme holds these words.
    pub(in crate::meeting) words: String,
    /// Older than the meeting with this id.
    pub(in crate::meeting) after: Option<Uuid>,
}

/// One meeting of a list, with its parties.
#[derive(Debug, Clone)]
pub(in crate::meeting) struct ListRow {
    pub(in crate::meeting) row: meeting::Model,
    pub(in crate::meeting) branch: String,
    pub(in crate::meeting) parties: Vec<PartyLine>,
    pub(in crate::meeting) present: u32,
    pub(in crate::meeting) expected: u32,
}

/// What the meetings of a list are allowed to be: those `scope` covers, and those `person` is invited to.
pub(super) fn visible(scope: &Scope) -> SimpleExpr {
    let covered = scope.covers((meeting::Entity, meeting::Column::OrganisationId));
    match scope.own {
        Some(own) => {
            covered.or(Expr::col((meeting::Entity, meeting::Column::Id)).in_subquery(invited_to(own)))
        }
        None => covered,
    }
}

fn invited_to(person: PersonId) -> SelectStatement {
    Query::select()
        .column(meeting_person::Column::MeetingId)
        .from(meeting_person::Entity)
        .and_where(Expr::col(meeting_person::Column::PersonId).eq(person.uuid()))
        .take()
}

/// A page of the meetings `scope` covers, the latest day first.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(in crate::meeting) async fn page(
    tx: &Tx,
    scope: &Scope,
    filter: &ListFilter,
) -> Result<(Vec<ListRow>, Paging), StoreError> {
    let question = asked(scope, filter);
    let ids = question.clone().select_only().column(meeting::Column::Id).into_query();
    let found = count_up_to(tx, ids, COUNT_CAP + 1).await?;
    let question = match filter.after {
        Some(after) => question.filter(older_than(tx, after).await?),
        None => question,
    };
    let mut rows = question
        .order_by_desc(meeting::Column::OnDay)
        .order_by_desc(meeting::Column::Id)
        .limit(PAGE_ROWS + 1)
        .all(tx)
        .await?;
    let more = rows.len() as u64 > PAGE_ROWS;
    rows.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let next = more.then(|| rows.last().map(|row| row.id.to_string())).flatten();
    Ok((listed(tx, rows).await?, Paging::counted(found, next)))
}

/// Meetings whose parties and counts are read at once for a file.
const BATCH: usize = 500;

/// All meetings the filter finds, the latest first; one more than `most` when there are more than that.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(in crate::meeting) async fn all(
    tx: &Tx,
    scope: &Scope,
    filter: &ListFilter,
    most: usize,
) -> Result<Vec<ListRow>, StoreError> {
    let rows = asked(scope, filter)
        .order_by_desc(meeting::Column::OnDay)
        .order_by_desc(meeting::Column::Id)
        .limit(most as u64 + 1)
        .all(tx)
        .await?;
    let mut found = Vec::with_capacity(rows.len());
    for batch in rows.chunks(BATCH) {
        found.extend(listed(tx, batch.to_vec()).await?);
    }
    Ok(found)
}

fn asked(scope: &Scope, filter: &ListFilter) -> Select<meeting::Entity> {
    let mut question = meeting::Entity::find().filter(visible(scope));
    if let Some(branch) = filter.branch {
        question = question.filter(meeting::Column::OrganisationId.eq(branch));
    }
    if !filter.states.is_empty() {
        question = question.filter(meeting::Column::State.is_in(filter.states.iter().map(|w| w.as_str())));
    }
    if let Some((first, last)) = filter.year.and_then(days_of_year) {
        question = question.filter(meeting::Column::OnDay.between(first, last));
    }
    let words = filter.words.trim();
    if !words.is_empty() {
        question = question.filter(about(words));
    }
    question
}

fn days_of_year(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
}

/// What follows the meeting with this id in the list; nothing when there is none.
async fn older_than(tx: &Tx, after: Uuid) -> Result<Condition, StoreError> {
    let day: Option<NaiveDate> = meeting::Entity::find_by_id(after)
        .select_only()
        .column(meeting::Column::OnDay)
        .into_tuple()
        .one(tx)
        .await?;
    Ok(match day {
        Some(day) => Condition::any()
            .add(meeting::Column::OnDay.lt(day))
            .add(Condition::all().add(meeting::Column::OnDay.eq(day)).add(meeting::Column::Id.lt(after))),
        None => Condition::all().add(Expr::val(false).eq(true)),
    })
}

/// Rows with branch names, parties and counts: three questions for the whole list.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(in crate::meeting) async fn listed(
    tx: &Tx,
    rows: Vec<meeting::Model>,
) -> Result<Vec<ListRow>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let branches = organisation::store::names(tx, rows.iter().map(|row| row.organisation_id.into())).await?;
    let mut parties: HashMap<Uuid, Vec<PartyLine>> = HashMap::new();
    let party_rows = meeting_party::Entity::find()
        .filter(meeting_party::Column::MeetingId.is_in(ids.clone()))
        .order_by_asc(meeting_party::Column::Position)
        .all(tx)
        .await?;
    for row in party_rows {
        parties.entry(row.meeting_id).or_default().push(load::party(row)?);
    }
    let mut counts: HashMap<Uuid, (u32, u32)> = HashMap::new();
    for (meeting, present) in expected_of(tx, ids).await? {
        let count = counts.entry(meeting).or_default();
        count.0 += u32::from(present);
        count.1 += 1;
    }
    let line = |row: meeting::Model| {
        let (present, expected) = counts.get(&row.id).copied().unwrap_or_default();
        ListRow {
            branch: branches.get(&row.organisation_id.into()).cloned().unwrap_or_default(),
            parties: parties.remove(&row.id).unwrap_or_default(),
            present,
            expected,
            row,
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

async fn expected_of(tx: &Tx, ids: Vec<Uuid>) -> Result<Vec<(Uuid, bool)>, StoreError> {
    let rows: Vec<(Uuid, Option<String>)> = meeting_person::Entity::find()
        .filter(meeting_person::Column::MeetingId.is_in(ids))
        .filter(meeting_person::Column::Role.eq("expected"))
        .select_only()
        .columns([meeting_person::Column::MeetingId, meeting_person::Column::Status])
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|(id, status)| (id, status.as_deref() == Some("present"))).collect())
}

/// A meeting as a calendar shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CalendarRow {
    pub(crate) id: MeetingId,
    pub(crate) title: String,
    pub(crate) place: String,
    pub(crate) on: NaiveDate,
    pub(crate) starts_at: NaiveTime,
    pub(crate) ends_at: Option<NaiveTime>,
    pub(crate) state: Word,
}

/// The meetings from `first` to `last` that concern `actor`: invited to, or of an own branch.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(crate) async fn calendar_of(
    tx: &Tx,
    actor: &Actor,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Vec<CalendarRow>, StoreError> {
    let Some(person) = actor.person() else { return Ok(Vec::new()) };
    let held = actor.held();
    let own = held.member.iter().copied().chain(held.offices.iter().map(|office| office.organisation));
    let mine = Scope { at: own.collect(), own: Some(person), ..Scope::default() };
    let rows = meeting::Entity::find()
        .filter(visible(&mine))
        .filter(meeting::Column::OnDay.between(first, last))
        .filter(meeting::Column::State.ne(Word::Draft.as_str()))
        .order_by_asc(meeting::Column::OnDay)
        .order_by_asc(meeting::Column::StartsAt)
        .order_by_asc(meeting::Column::Id)
        .all(tx)
        .await?;
    rows.into_iter()
        .map(|row| {
            let state = Word::parse(&row.state).ok_or_else(|| StoreError::row("meeting", "no such state"))?;
            Ok(CalendarRow {
                id: row.id.into(),
                title: row.title,
                place: row.place,
                on: row.on_day,
                starts_at: row.starts_at,
                ends_at: row.ends_at,
                state,
            })
        })
        .collect()
}

/// A meeting somebody was expected at, for that person's own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AttendedLine {
    /// The meeting.
    pub id: Uuid,
    /// What it was called.
    pub title: String,
    /// The day.
    pub on: NaiveDate,
    /// `present`, `leave` or `absent`.
    pub status: String,
    /// Whether every side has confirmed it.
    pub confirmed: bool,
}

/// What somebody took part in or missed in one year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Attended {
    /// The year shown.
    pub year: i32,
    /// The years in which there is something, the latest first.
    pub years: Vec<i32>,
    /// The meetings of that year, the latest first.
    pub lines: Vec<AttendedLine>,
}

impl Attended {
    /// How many of them carry this status.
    #[must_use]
    pub fn count(&self, status: &str) -> usize {
        self.lines.iter().filter(|line| line.status == status).count()
    }
}

/// What `person` took part in or missed in `year`, as far as a reader with `scope` may see the meetings; in the
/// latest year there is anything when no year is named.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn attended_by(
    tx: &Tx,
    person: PersonId,
    scope: &Scope,
    year: Option<i32>,
) -> Result<Attended, StoreError> {
    let marks: HashMap<Uuid, String> = meeting_person::Entity::find()
        .filter(meeting_person::Column::PersonId.eq(person.uuid()))
        .filter(meeting_person::Column::Status.is_not_null())
        .select_only()
        .columns([meeting_person::Column::MeetingId, meeting_person::Column::Status])
        .into_tuple::<(Uuid, String)>()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    if marks.is_empty() {
        return Ok(Attended::default());
    }
    let rows: Vec<(Uuid, String, NaiveDate, String)> = meeting::Entity::find()
        .filter(visible(scope))
        .filter(meeting::Column::Id.is_in(marks.keys().copied()))
        .order_by_desc(meeting::Column::OnDay)
        .order_by_desc(meeting::Column::Id)
        .select_only()
        .columns([
            meeting::Column::Id,
            meeting::Column::Title,
            meeting::Column::OnDay,
            meeting::Column::State,
        ])
        .into_tuple()
        .all(tx)
        .await?;
    let mut years: Vec<i32> = rows.iter().map(|(_, _, on, _)| on.year()).collect();
    years.dedup();
    let year = year.or_else(|| years.first().copied()).unwrap_or_default();
    let of_year = rows.into_iter().filter(|(_, _, on, _)| on.year() == year);
    let line = |(id, title, on, state): (Uuid, String, NaiveDate, String)| AttendedLine {
        status: marks.get(&id).cloned().unwrap_or_default(),
        confirmed: state == Word::Confirmed.as_str(),
        id,
        title,
        on,
    };
    Ok(Attended { year, years, lines: of_year.map(line).collect() })
}

/// The years in which the meetings `scope` covers lie, the latest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::meeting) async fn years(tx: &Tx, scope: &Scope) -> Result<Vec<i32>, StoreError> {
    let end = |direction| {
        meeting::Entity::find()
            .filter(visible(scope))
            .order_by(meeting::Column::OnDay, direction)
            .limit(1)
            .select_only()
            .column(meeting::Column::OnDay)
            .into_tuple::<NaiveDate>()
    };
    let first = end(sea_orm::Order::Asc).one(tx).await?;
    let last = end(sea_orm::Order::Desc).one(tx).await?;
    Ok(match (first, last) {
        (Some(first), Some(last)) => (first.year()..=last.year()).rev().collect(),
        _ => Vec::new(),
    })
}
