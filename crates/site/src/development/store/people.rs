//! People a case may be opened for, meetings a step may be taken on, and the marks of sides.

use std::collections::HashMap;

use chrono::NaiveDate;
use gongjian_domain::development::CaseStanding;
use gongjian_domain::kinds::{CaseId, DevelopmentCase, OrganisationId, PersonId, SideId};
use gongjian_domain::meeting::Word;
use gongjian_tables::{development_case, meeting, side};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Order, Query};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::load::running_of;
use crate::db::{StoreError, Tx, containing, rows, short_name, starting};
use crate::organisation;
use crate::people::store::holds_on;
use crate::policy::{Scope, Thing};

/// Somebody a case may be opened for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, FromQueryResult)]
pub struct CaseCandidate {
    /// The person.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The stage in the register.
    pub stage: Option<String>,
    /// The branch.
    pub branch: Uuid,
    /// Its short name, or its name.
    pub branch_name: String,
    /// The kind of side in a joint branch.
    pub side: Option<String>,
    /// The character of the side's seal.
    pub seal: Option<String>,
}

/// Those within `scope` who are no full members and have no running case, by their initials; at most `most`.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn candidates(
    tx: &Tx,
    scope: &Scope,
    today: NaiveDate,
    words: &str,
    most: u64,
) -> Result<Vec<CaseCandidate>, StoreError> {
    let running = Query::select()
        .expr(Expr::val(1))
        .from_as("development_case", "c")
        .and_where(Expr::col(("c", "running_person_id")).equals(("p", "id")))
        .take();
    let mut question = Query::select()
        .columns([("p", "id"), ("p", "name"), ("p", "stage"), ("s", "seal")])
        .expr_as(Expr::col(("m", "organisation_id")), "branch")
        .expr_as(short_name("o"), "branch_name")
        .expr_as(Expr::col(("s", "kind")), "side")
        .from_as("membership", "m")
        .join_as(JoinType::InnerJoin, "person", "p", Expr::col(("p", "id")).equals(("m", "person_id")))
        .join_as(
            JoinType::InnerJoin,
            "party_organisation",
            "o",
            Expr::col(("o", "id")).equals(("m", "organisation_id")),
        )
        .join_as(JoinType::LeftJoin, "side", "s", Expr::col(("s", "id")).equals(("m", "side_id")))
        .and_where(holds_on("m", today))
        .and_where(scope.covers_membership(("m", "organisation_id"), ("m", "side_id")))
        .and_where(Expr::col(("p", "stage")).is_null().or(Expr::col(("p", "stage")).ne("full")))
        .and_where(Expr::exists(running).not())
        .order_by(("p", "initials"), Order::Asc)
        .order_by(("p", "id"), Order::Asc)
        .limit(most)
        .take();
    let words = words.trim();
    if !words.is_empty() {
        let initials = Expr::col(("p", "initials")).like(starting(&words.to_lowercase()));
        question.and_where(Expr::col(("p", "name")).like(containing(words)).or(initials));
    }
    rows(tx, &question).await
}

/// A meeting a step may have been taken on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::development) struct HeldMeeting {
    pub(in crate::development) id: Uuid,
    pub(in crate::development) title: String,
    pub(in crate::development) on: NaiveDate,
}

/// Meetings offered for a step.
const MEETINGS: u64 = 30;

/// The latest meetings of a branch that were held.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn held_meetings(
    tx: &Tx,
    branch: OrganisationId,
) -> Result<Vec<HeldMeeting>, StoreError> {
    let before = [Word::Draft, Word::Planned, Word::Invited, Word::Cancelled];
    let found: Vec<(Uuid, String, NaiveDate)> = meeting::Entity::find()
        .filter(meeting::Column::OrganisationId.eq(branch.uuid()))
        .filter(meeting::Column::State.is_not_in(before.map(Word::as_str)))
        .order_by_desc(meeting::Column::OnDay)
        .order_by_desc(meeting::Column::Id)
        .limit(MEETINGS)
        .select_only()
        .columns([meeting::Column::Id, meeting::Column::Title, meeting::Column::OnDay])
        .into_tuple()
        .all(tx)
        .await?;
    Ok(found.into_iter().map(|(id, title, on)| HeldMeeting { id, title, on }).collect())
}

/// The titles of meetings.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn meeting_titles(
    tx: &Tx,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, String>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found: Vec<(Uuid, String)> = meeting::Entity::find()
        .filter(meeting::Column::Id.is_in(ids))
        .select_only()
        .columns([meeting::Column::Id, meeting::Column::Title])
        .into_tuple()
        .all(tx)
        .await?;
    Ok(found.into_iter().collect())
}

/// The mark of a side: its kind, the character of its seal, its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SideMark {
    /// `school`, `enterprise`, `association` or `other`.
    pub kind: String,
    /// The character of its seal.
    pub character: String,
    /// Its name.
    pub name: String,
}

/// The marks of `sides`.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn side_marks(
    tx: &Tx,
    sides: impl IntoIterator<Item = SideId>,
) -> Result<HashMap<SideId, SideMark>, StoreError> {
    let mut ids: Vec<Uuid> = sides.into_iter().map(Uuid::from).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    ids.sort_unstable();
    ids.dedup();
    let found = side::Entity::find().filter(side::Column::Id.is_in(ids)).all(tx).await?;
    let mark =
        |row: side::Model| (row.id.into(), SideMark { kind: row.kind, character: row.seal, name: row.name });
    Ok(found.into_iter().map(mark).collect())
}

/// The running case of `person` (or else the last one), ready to be asked about at the door, and whether it runs.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn thing_of(
    tx: &Tx,
    person: PersonId,
) -> Result<Option<(CaseId, Thing<DevelopmentCase>, bool)>, StoreError> {
    let Some(id) = running_of(tx, person).await? else { return Ok(None) };
    let Some(row) = development_case::Entity::find_by_id(id.uuid()).one(tx).await? else { return Ok(None) };
    let of = OrganisationId::from(row.organisation_id);
    let within = organisation::store::within(tx, of).await?;
    let running = row.standing == CaseStanding::Running.as_str();
    Ok(Some((id, Thing::case(id, of, &within, row.side_id.map(SideId::from), person), running)))
}
