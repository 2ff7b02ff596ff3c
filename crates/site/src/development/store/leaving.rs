//! Who leaves the unit before the admission or before the probation is over, derived with every change of a case.

use chrono::NaiveDate;
use gongjian_domain::development::{Case, CaseStanding, Judge, Leaving};
use gongjian_tables::development_leaving;
use sea_orm::QueryTrait;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::due::Place;
use super::radar::{Named, Sight, named};
use crate::db::{StoreError, Tx, count_up_to};
use crate::web::paging::{COUNT_CAP, PAGE_ROWS, Paging};

/// The word for somebody who is not admitted yet.
pub(in crate::development) const ADMISSION: &str = "admission";
/// The word for somebody whose probation is over after the leaving.
pub(in crate::development) const PROBATION: &str = "probation";

/// Writes what the leaving of the person cuts short in `case`; nothing when it is over.
pub(super) async fn derive(
    tx: &Tx,
    judge: &Judge<'_>,
    today: NaiveDate,
    place: Place,
    case: &Case,
) -> Result<(), StoreError> {
    development_leaving::Entity::delete_by_id(place.id).exec(tx).await?;
    if case.standing() != CaseStanding::Running {
        return Ok(());
    }
    let Some(leaving) = judge.leaving(case.course(), today) else { return Ok(()) };
    let (what, leaves, from, until, rule) = match leaving {
        Leaving::Admission { leaves, from, rule } => {
            (ADMISSION, leaves, Some(from), None, Some(rule.id.clone()))
        }
        Leaving::Probation { leaves, until } => (PROBATION, leaves, None, Some(until), None),
    };
    let row = development_leaving::ActiveModel {
        case_id: Set(place.id),
        what: Set(what.to_owned()),
        leaves_on: Set(leaves),
        from_on: Set(from),
        until_on: Set(until),
        rule: Set(rule),
        organisation_id: Set(place.organisation),
        side_id: Set(place.side),
    };
    development_leaving::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Somebody whose leaving cuts something short.
#[derive(Debug, Clone)]
pub(in crate::development) struct LeavingRow {
    pub(in crate::development) row: development_leaving::Model,
    pub(in crate::development) of: Named,
}

/// Which of them: in one branch, and after the row with this day and case.
#[derive(Debug, Clone, Default)]
pub(in crate::development) struct LeavingFilter {
    pub(in crate::development) branch: Option<Uuid>,
    pub(in crate::development) after: Option<(NaiveDate, Uuid)>,
}

/// Of what `sight` shows, a page of those who leave too early as of `today`, who leaves first coming first.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn leaving_page(
    tx: &Tx,
    sight: &Sight,
    filter: &LeavingFilter,
    today: NaiveDate,
) -> Result<(Vec<LeavingRow>, Paging), StoreError> {
    use development_leaving::Column as C;
    let question = asked(sight, filter, today);
    let ids = question.clone().select_only().column(C::CaseId).into_query();
    let found = count_up_to(tx, ids, COUNT_CAP + 1).await?;
    let question = match filter.after {
        Some((day, case)) => {
            let same_day = Condition::all().add(C::LeavesOn.eq(day)).add(C::CaseId.gt(case));
            question.filter(Condition::any().add(C::LeavesOn.gt(day)).add(same_day))
        }
        None => question,
    };
    let mut rows = ordered(question).limit(PAGE_ROWS + 1).all(tx).await?;
    let more = rows.len() as u64 > PAGE_ROWS;
    rows.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let next = more.then(|| rows.last().map(|row| format!("{}_{}", row.leaves_on, row.case_id))).flatten();
    Ok((with_names(tx, rows).await?, Paging::counted(found, next)))
}

/// All of them; one more than `most` when there are more than that.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn leaving_all(
    tx: &Tx,
    sight: &Sight,
    filter: &LeavingFilter,
    today: NaiveDate,
    most: usize,
) -> Result<Vec<LeavingRow>, StoreError> {
    let rows = ordered(asked(sight, filter, today)).limit(most as u64 + 1).all(tx).await?;
    with_names(tx, rows).await
}

/// How many there are, counted no further than a thousand.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn leaving_count(
    tx: &Tx,
    sight: &Sight,
    today: NaiveDate,
) -> Result<u64, StoreError> {
    let question = asked(sight, &LeavingFilter::default(), today);
    count_up_to(
        tx,
        question.select_only().column(development_leaving::Column::CaseId).into_query(),
        COUNT_CAP,
    )
    .await
}

fn asked(sight: &Sight, filter: &LeavingFilter, today: NaiveDate) -> Select<development_leaving::Entity> {
    use development_leaving::Column as C;
    let of = (development_leaving::Entity, C::OrganisationId);
    let near = Condition::any().add(C::What.eq(PROBATION)).add(C::FromOn.lte(today));
    let seen = sight.covers(of, "development_leaving");
    let question = development_leaving::Entity::find().filter(seen).filter(near);
    match filter.branch {
        Some(branch) => question.filter(C::OrganisationId.eq(branch)),
        None => question,
    }
}

fn ordered(question: Select<development_leaving::Entity>) -> Select<development_leaving::Entity> {
    question
        .order_by_asc(development_leaving::Column::LeavesOn)
        .order_by_asc(development_leaving::Column::CaseId)
}

async fn with_names(tx: &Tx, rows: Vec<development_leaving::Model>) -> Result<Vec<LeavingRow>, StoreError> {
    let names = named(tx, rows.iter().map(|row| row.case_id)).await?;
    let line = |row: development_leaving::Model| {
        let of = names.get(&row.case_id)?.clone();
        Some(LeavingRow { row, of })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}
