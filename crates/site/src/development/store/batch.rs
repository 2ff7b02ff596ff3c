//! Steps taken for many cases at once: for which cases a step is open, and what came of it.

use chrono::NaiveDate;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::Finding;
use gongjian_tables::{development_batch, development_due};
use sea_orm::sea_query::{NullOrdering, Order};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::radar::{Named, named};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::policy::Scope;

/// A case for which a step is open.
#[derive(Debug, Clone)]
pub(in crate::development) struct OpenCase {
    pub(in crate::development) earliest: Option<NaiveDate>,
    pub(in crate::development) due: Option<NaiveDate>,
    pub(in crate::development) of: Named,
}

/// The cases within `scope` for which `step` is open, the one due first coming first; at most `most`.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn open_for(
    tx: &Tx,
    scope: &Scope,
    step: &str,
    branch: Option<Uuid>,
    most: u64,
) -> Result<Vec<OpenCase>, StoreError> {
    use development_due::Column as C;
    let of = (development_due::Entity, C::OrganisationId);
    let mut question = development_due::Entity::find()
        .filter(C::Step.eq(step))
        .filter(scope.covers_membership(of, ("development_due", "side_id")));
    if let Some(branch) = branch {
        question = question.filter(C::OrganisationId.eq(branch));
    }
    let rows = question
        .order_by_with_nulls(C::DueOn, Order::Asc, NullOrdering::Last)
        .order_by_asc(C::CaseId)
        .limit(most)
        .all(tx)
        .await?;
    let names = named(tx, rows.iter().map(|row| row.case_id)).await?;
    let line = |row: development_due::Model| {
        let of = names.get(&row.case_id)?.clone();
        Some(OpenCase { earliest: row.earliest_on, due: row.due_on, of })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// What came of a step in one case, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::development) struct KeptLine {
    /// The case.
    pub(in crate::development) case: Uuid,
    /// What came of it.
    pub(in crate::development) outcome: String,
    /// Why it was not taken.
    pub(in crate::development) reason: Option<Reason>,
    /// The rules that refused.
    pub(in crate::development) findings: Vec<Finding>,
}

/// A step that was taken for many cases.
#[derive(Debug, Clone)]
pub(in crate::development) struct Batch {
    pub(in crate::development) row: development_batch::Model,
    pub(in crate::development) lines: Vec<KeptLine>,
}

/// Keeps what came of `step`, taken on a day by somebody; its id.
///
/// # Errors
///
/// When the database refuses.
pub(in crate::development) async fn keep_batch(
    tx: &Tx,
    site: &Site,
    by: PersonId,
    (step, on): (&str, NaiveDate),
    lines: &[KeptLine],
) -> Result<Uuid, StoreError> {
    let id = site.clock.uuid();
    let lines = serde_json::to_value(lines).map_err(|error| StoreError::row("development_batch", error))?;
    let row = development_batch::ActiveModel {
        id: Set(id),
        step: Set(step.to_owned()),
        taken_on: Set(on),
        by_id: Set(by.uuid()),
        at: Set(site.clock.now()),
        lines: Set(lines),
    };
    development_batch::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// What came of a step for many cases, if `by` took it.
///
/// # Errors
///
/// When the database cannot be asked or the row makes no sense.
pub(in crate::development) async fn batch_of(
    tx: &Tx,
    id: Uuid,
    by: PersonId,
) -> Result<Option<Batch>, StoreError> {
    let found = development_batch::Entity::find_by_id(id)
        .filter(development_batch::Column::ById.eq(by.uuid()))
        .one(tx)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let lines = Vec::deserialize(&row.lines)
        .map_err(|error| StoreError::row("development_batch", format!("{:?}", error.classify())))?;
    Ok(Some(Batch { row, lines }))
}
