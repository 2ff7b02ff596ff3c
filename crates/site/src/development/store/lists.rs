//! Many cases at once: the list, its file, and what falls due.

use std::collections::HashMap;

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_tables::{development_case, development_due, person};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use super::people::{SideMark, side_marks};
use crate::db::{StoreError, Tx, containing, count_up_to, starting};
use crate::organisation;
use crate::people;
use crate::policy::Scope;
use crate::web::paging::{COUNT_CAP, PAGE_ROWS, Paging};

/// Which cases a list asks for.
#[derive(Debug, Clone, Default)]
pub(in crate::development) struct ListFilter {
    /// Of one branch.
    pub(in crate::development) branch: Option<Uuid>,
    /// At this stage.
    pub(in crate::development) stage: String,
    /// With this standing; any when empty.
    pub(in crate::development) standing: String,
    /// With a step whose last day lies before this one.
    pub(in crate::development) due_before: Option<NaiveDate>,
    /// Of somebody with these words in the name, or these initials.
    pub(in crate::development) words: String,
    /// What follows the case with this id.
    pub(in crate::development) after: Option<Uuid>,
}

/// A step that is open in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::development) struct OpenStep {
    pub(in crate::development) step: String,
    pub(in crate::development) actor: String,
    pub(in crate::development) earliest: Option<NaiveDate>,
    pub(in crate::development) due: Option<NaiveDate>,
}

/// One case of a list.
#[derive(Debug, Clone)]
pub(in crate::development) struct ListRow {
    pub(in crate::development) row: development_case::Model,
    pub(in crate::development) name: String,
    pub(in crate::development) branch: String,
    pub(in crate::development) side: Option<SideMark>,
    pub(in crate::development) open: Vec<OpenStep>,
}

/// The cases `scope` covers: by branch, or by the side the person is on.
fn visible(scope: &Scope) -> Select<development_case::Entity> {
    let of = (development_case::Entity, development_case::Column::OrganisationId);
    development_case::Entity::find().filter(scope.covers_membership(of, ("development_case", "side_id")))
}

/// A page of the cases `scope` covers, the newest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn page(
    tx: &Tx,
    scope: &Scope,
    filter: &ListFilter,
) -> Result<(Vec<ListRow>, Paging), StoreError> {
    let question = asked(scope, filter);
    let ids = question.clone().select_only().column(development_case::Column::Id).into_query();
    let found = count_up_to(tx, ids, COUNT_CAP + 1).await?;
    let question = match filter.after {
        Some(after) => question.filter(development_case::Column::Id.lt(after)),
        None => question,
    };
    let mut rows = question.order_by_desc(development_case::Column::Id).limit(PAGE_ROWS + 1).all(tx).await?;
    let more = rows.len() as u64 > PAGE_ROWS;
    rows.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let next = more.then(|| rows.last().map(|row| row.id.to_string())).flatten();
    Ok((listed(tx, rows).await?, Paging::counted(found, next)))
}

/// Cases whose names and open steps are read at once for a file.
const BATCH: usize = 500;

/// All cases the filter finds, the newest first; one more than `most` when there are more than that.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn all(
    tx: &Tx,
    scope: &Scope,
    filter: &ListFilter,
    most: usize,
) -> Result<Vec<ListRow>, StoreError> {
    let rows = asked(scope, filter)
        .order_by_desc(development_case::Column::Id)
        .limit(most as u64 + 1)
        .all(tx)
        .await?;
    let mut found = Vec::with_capacity(rows.len());
    for batch in rows.chunks(BATCH) {
        found.extend(listed(tx, batch.to_vec()).await?);
    }
    Ok(found)
}

fn asked(scope: &Scope, filter: &ListFilter) -> Select<development_case::Entity> {
    use development_case::Column as C;
    let mut question = visible(scope);
    if let Some(branch) = filter.branch {
        question = question.filter(C::OrganisationId.eq(branch));
    }
    if !filter.stage.is_empty() {
        question = question.filter(C::Stage.eq(filter.stage.as_str()));
    }
    if !filter.standing.is_empty() {
        question = question.filter(C::Standing.eq(filter.standing.as_str()));
    }
    if let Some(day) = filter.due_before {
        question = question.filter(Expr::exists(due_before(day)));
    }
    let words = filter.words.trim();
    if !words.is_empty() {
        let named = Query::select()
            .column(person::Column::Id)
            .from(person::Entity)
            .and_where(
                Expr::col(person::Column::Name)
                    .like(containing(words))
                    .or(Expr::col(person::Column::Initials).like(starting(&words.to_lowercase()))),
            )
            .take();
        question = question.filter(C::PersonId.in_subquery(named));
    }
    question
}

fn due_before(day: NaiveDate) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from_as("development_due", "d")
        .and_where(Expr::col(("d", "case_id")).equals(("development_case", "id")))
        .and_where(Expr::col(("d", "due_on")).lt(day))
        .take()
}

async fn listed(tx: &Tx, rows: Vec<development_case::Model>) -> Result<Vec<ListRow>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let names = people::store::names(tx, rows.iter().map(|row| PersonId::from(row.person_id))).await?;
    let of = rows.iter().map(|row| OrganisationId::from(row.organisation_id));
    let branches = organisation::store::names(tx, of).await?;
    let marks = side_marks(tx, rows.iter().filter_map(|row| row.side_id.map(SideId::from))).await?;
    let mut open = open_steps(tx, rows.iter().map(|row| row.id).collect()).await?;
    let line = |row: development_case::Model| ListRow {
        name: names.get(&row.person_id.into()).cloned().unwrap_or_default(),
        branch: branches.get(&row.organisation_id.into()).cloned().unwrap_or_default(),
        side: row.side_id.and_then(|side| marks.get(&side.into()).cloned()),
        open: open.remove(&row.id).unwrap_or_default(),
        row,
    };
    Ok(rows.into_iter().map(line).collect())
}

async fn open_steps(tx: &Tx, cases: Vec<Uuid>) -> Result<HashMap<Uuid, Vec<OpenStep>>, StoreError> {
    let rows =
        development_due::Entity::find().filter(development_due::Column::CaseId.is_in(cases)).all(tx).await?;
    let mut open: HashMap<Uuid, Vec<OpenStep>> = HashMap::new();
    for row in rows {
        open.entry(row.case_id).or_default().push(OpenStep {
            step: row.step,
            actor: row.actor,
            earliest: row.earliest_on,
            due: row.due_on,
        });
    }
    // What has a last day comes first, the nearest of all first.
    for steps in open.values_mut() {
        steps.sort_by_key(|step| (step.due.is_none(), step.due, step.earliest));
    }
    Ok(open)
}

/// The branches in which `scope` covers a case, by name.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn branches(
    tx: &Tx,
    scope: &Scope,
) -> Result<Vec<(OrganisationId, String)>, StoreError> {
    let ids: Vec<Uuid> = visible(scope)
        .select_only()
        .column(development_case::Column::OrganisationId)
        .distinct()
        .into_tuple()
        .all(tx)
        .await?;
    let names = organisation::store::names(tx, ids.into_iter().map(OrganisationId::from)).await?;
    let mut branches: Vec<_> = names.into_iter().collect();
    branches.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(branches)
}

/// How many open steps of the cases `scope` covers have a last day before `day`; counted no further than a thousand.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn count_due(
    tx: &Tx,
    scope: &Scope,
    day: NaiveDate,
) -> Result<u64, StoreError> {
    let of = (development_due::Entity, development_due::Column::OrganisationId);
    let due = development_due::Entity::find()
        .filter(development_due::Column::DueOn.lt(day))
        .filter(scope.covers_membership(of, ("development_due", "side_id")))
        .select_only()
        .column(development_due::Column::CaseId)
        .into_query();
    count_up_to(tx, due, COUNT_CAP).await
}
