//! The courses of many running cases at once, for a question about all of them.

use std::collections::HashMap;

use chrono::NaiveDate;
use gongjian_domain::development::{Course, Judge, Recorded};
use gongjian_domain::kinds::{CaseId, OrganisationId};
use gongjian_tables::{development_case, development_step, organisation_ancestor, person};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::load::Particulars;
use crate::db::{StoreError, Tx};

/// Cases asked for in one question.
const AT_ONCE: usize = 400;

/// A running case with what was recorded of it.
#[derive(Debug, Clone)]
pub struct RunningCourse {
    /// The case.
    pub id: CaseId,
    /// The branch.
    pub organisation: OrganisationId,
    /// Whose it is.
    pub name: String,
    /// What was recorded.
    pub course: Course,
}

/// Every running case of the branches below `organisation` and of itself, by name.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub async fn courses_below(
    tx: &Tx,
    judge: &Judge<'_>,
    organisation: OrganisationId,
) -> Result<Vec<RunningCourse>, StoreError> {
    let below = Query::select()
        .expr(Expr::col(organisation_ancestor::Column::OrganisationId))
        .from(organisation_ancestor::Entity)
        .and_where(Expr::col(organisation_ancestor::Column::AncestorId).eq(organisation.uuid()))
        .take();
    let cases = development_case::Entity::find()
        .filter(development_case::Column::RunningPersonId.is_not_null())
        .filter(development_case::Column::OrganisationId.in_subquery(below))
        .order_by_asc(development_case::Column::Id)
        .all(tx)
        .await?;
    let mut courses = Vec::with_capacity(cases.len());
    for some in cases.chunks(AT_ONCE) {
        let mut steps = steps_of(tx, judge, some).await?;
        let mut people = people_of(tx, some).await?;
        for case in some {
            let (name, born) = people
                .remove(&case.person_id)
                .ok_or_else(|| StoreError::row("development_case", "whose is it"))?;
            let steps = steps.remove(&case.id).unwrap_or_default();
            courses.push(RunningCourse {
                id: case.id.into(),
                organisation: case.organisation_id.into(),
                name,
                course: Course::new(born, case.leaving_on, steps),
            });
        }
    }
    courses.sort_by(|one, other| one.name.cmp(&other.name).then(one.id.cmp(&other.id)));
    Ok(courses)
}

async fn steps_of(
    tx: &Tx,
    judge: &Judge<'_>,
    cases: &[development_case::Model],
) -> Result<HashMap<Uuid, Vec<Recorded>>, StoreError> {
    let rows = development_step::Entity::find()
        .filter(development_step::Column::CaseId.is_in(cases.iter().map(|case| case.id)))
        .filter(development_step::Column::TakenBackBy.is_null())
        .order_by_asc(development_step::Column::Id)
        .all(tx)
        .await?;
    let mut steps: HashMap<Uuid, Vec<Recorded>> = HashMap::new();
    for row in rows {
        // What another chart called a step has no place in this one.
        let Some(place) = judge.chart().place(&row.step) else { continue };
        let particulars = Particulars::read("development_step", &row.particulars)?;
        steps.entry(row.case_id).or_default().push(particulars.recorded(place, row.taken_on));
    }
    Ok(steps)
}

async fn people_of(
    tx: &Tx,
    cases: &[development_case::Model],
) -> Result<HashMap<Uuid, (String, Option<NaiveDate>)>, StoreError> {
    let rows: Vec<(Uuid, String, Option<NaiveDate>)> = person::Entity::find()
        .filter(person::Column::Id.is_in(cases.iter().map(|case| case.person_id)))
        .select_only()
        .columns([person::Column::Id, person::Column::Name, person::Column::BornOn])
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|(id, name, born)| (id, (name, born))).collect())
}
