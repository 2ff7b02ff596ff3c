//! What is due in many cases at once: a page of it, how much there is, and how it lies on the days of a month.

use std::collections::HashMap;

use chrono::NaiveDate;
use gongjian_domain::kinds::{CaseId, OrganisationId, PersonId, SideId};
use gongjian_tables::{development_case, development_due};
use sea_orm::sea_query::{Expr, ExprTrait, IntoIden, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use super::people::{SideMark, side_marks};
use crate::db::{StoreError, Tx, count_up_to};
use crate::policy::actions::ReadCase;
use crate::policy::{Actor, Scope};
use crate::web::paging::{COUNT_CAP, PAGE_ROWS, Paging};
use crate::{organisation, people};

/// Whose cases somebody is shown: of those one answers for, or else the own one.
#[derive(Debug, Clone)]
pub(in crate::development) enum Sight {
    /// The cases of these branches and sides.
    Answers(Scope),
    /// The own running case alone.
    Own(PersonId),
    /// None at all.
    Nothing,
}

impl Sight {
    /// What `actor` may see. Whoever answers for cases has none that is running: only full members hold an office.
    ///
    /// # Errors
    ///
    /// When a policy fails.
    pub(in crate::development) fn of(actor: &Actor) -> Result<Self, StoreError> {
        let scope = actor.scope::<ReadCase>()?;
        Ok(match scope.own {
            _ if !scope.is_empty() => Self::Answers(scope),
            Some(own) => Self::Own(own),
            None => Self::Nothing,
        })
    }

    /// The condition that a row of `table` with `case_id`, `side_id` and the column `organisation` is shown.
    pub(super) fn covers(
        &self,
        organisation: (impl IntoIden, impl IntoIden),
        table: &'static str,
    ) -> SimpleExpr {
        match self {
            Self::Answers(scope) => scope.covers_membership(organisation, (table, "side_id")),
            Self::Own(person) => {
                let own = Query::select()
                    .column("id")
                    .from(development_case::Entity)
                    .and_where(development_case::Column::RunningPersonId.eq(person.uuid()))
                    .take();
                Expr::col((table, "case_id")).in_subquery(own)
            }
            Self::Nothing => Expr::val(1).eq(2),
        }
    }
}

/// The turn of some actors, in the cases a scope covers.
#[derive(Debug, Clone)]
pub(in crate::development) struct Turn {
    /// The words of the actors.
    pub(in crate::development) actors: Vec<&'static str>,
    /// Where; everywhere when none is named.
    pub(in crate::development) at: Option<Scope>,
}

/// What a list of due steps asks for.
#[derive(Debug, Clone, Default)]
pub(in crate::development) struct DueFilter {
    /// Due on this day or later.
    pub(in crate::development) from: Option<NaiveDate>,
    /// Due before this day.
    pub(in crate::development) before: Option<NaiveDate>,
    /// This step of the chart; any when empty.
    pub(in crate::development) step: String,
    /// In one branch.
    pub(in crate::development) branch: Option<Uuid>,
    /// One of these turns; anybody's when none is named.
    pub(in crate::development) turns: Option<Vec<Turn>>,
    /// What follows the row with this day, case and step.
    pub(in crate::development) after: Option<(NaiveDate, Uuid, String)>,
}

/// Whose case it is, and where.
#[derive(Debug, Clone)]
pub(in crate::development) struct Named {
    pub(in crate::development) case: Uuid,
    pub(in crate::development) person: PersonId,
    pub(in crate::development) name: String,
    pub(in crate::development) branch: String,
    pub(in crate::development) side: Option<SideMark>,
    pub(in crate::development) revision: i32,
}

/// A step that is due.
#[derive(Debug, Clone)]
pub(in crate::development) struct DueRow {
    pub(in crate::development) step: String,
    pub(in crate::development) actor: String,
    pub(in crate::development) earliest: Option<NaiveDate>,
    pub(in crate::development) due: NaiveDate,
    pub(in crate::development) of: Named,
}

/// A page of the due steps `sight` shows, the one due first coming first.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn due_page(
    tx: &Tx,
    sight: &Sight,
    filter: &DueFilter,
) -> Result<(Vec<DueRow>, Paging), StoreError> {
    use development_due::Column as C;
    let question = asked(sight, filter);
    let found = counted(tx, question.clone(), COUNT_CAP + 1).await?;
    let question = match &filter.after {
        Some((day, case, step)) => question.filter(C::DueOn.gte(*day)).filter(
            Condition::any()
                .add(C::DueOn.gt(*day))
                .add(C::CaseId.gt(*case))
                .add(Condition::all().add(C::CaseId.eq(*case)).add(C::Step.gt(step.as_str()))),
        ),
        None => question,
    };
    let mut rows = ordered(question).limit(PAGE_ROWS + 1).all(tx).await?;
    let more = rows.len() as u64 > PAGE_ROWS;
    rows.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let last = rows.last().filter(|_| more);
    let next = last.and_then(|row| Some(format!("{}_{}_{}", row.due_on?, row.case_id, row.step)));
    Ok((with_names(tx, rows).await?, Paging::counted(found, next)))
}

/// Every due step the filter finds; one more than `most` when there are more than that.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn due_all(
    tx: &Tx,
    sight: &Sight,
    filter: &DueFilter,
    most: usize,
) -> Result<Vec<DueRow>, StoreError> {
    let rows = ordered(asked(sight, filter)).limit(most as u64 + 1).all(tx).await?;
    with_names(tx, rows).await
}

/// How many due steps the filter finds, counted no further than one more than a thousand.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn due_count(
    tx: &Tx,
    sight: &Sight,
    filter: &DueFilter,
) -> Result<u64, StoreError> {
    counted(tx, asked(sight, filter), COUNT_CAP + 1).await
}

/// A step that is due on a day, and in how many cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::development) struct DueOnDay {
    pub(in crate::development) on: NaiveDate,
    pub(in crate::development) step: String,
    pub(in crate::development) cases: i64,
}

/// The steps due on each day the filter finds, in order.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::development) async fn due_by_day(
    tx: &Tx,
    sight: &Sight,
    filter: &DueFilter,
) -> Result<Vec<DueOnDay>, StoreError> {
    use development_due::Column as C;
    let found: Vec<(NaiveDate, String, i64)> = asked(sight, filter)
        .select_only()
        .columns([C::DueOn, C::Step])
        .column_as(C::CaseId.count(), "cases")
        .group_by(C::DueOn)
        .group_by(C::Step)
        .order_by_asc(C::DueOn)
        .order_by_asc(C::Step)
        .into_tuple()
        .all(tx)
        .await?;
    Ok(found.into_iter().map(|(on, step, cases)| DueOnDay { on, step, cases }).collect())
}

fn asked(sight: &Sight, filter: &DueFilter) -> Select<development_due::Entity> {
    use development_due::Column as C;
    let of = (development_due::Entity, C::OrganisationId);
    let mut question = development_due::Entity::find().filter(sight.covers(of, "development_due"));
    question = match filter.from {
        Some(day) => question.filter(C::DueOn.gte(day)),
        None => question.filter(C::DueOn.is_not_null()),
    };
    if let Some(day) = filter.before {
        question = question.filter(C::DueOn.lt(day));
    }
    if !filter.step.is_empty() {
        question = question.filter(C::Step.eq(filter.step.as_str()));
    }
    if let Some(branch) = filter.branch {
        question = question.filter(C::OrganisationId.eq(branch));
    }
    if let Some(turns) = &filter.turns {
        let any = turns.iter().fold(Condition::any().add(Expr::val(1).eq(2)), |any, turn| {
            let own = Condition::all().add(C::Actor.is_in(turn.actors.iter().copied()));
            any.add(match &turn.at {
                Some(scope) => own.add(scope.covers_membership(of, ("development_due", "side_id"))),
                None => own,
            })
        });
        question = question.filter(any);
    }
    question
}

async fn counted(tx: &Tx, question: Select<development_due::Entity>, most: u64) -> Result<u64, StoreError> {
    count_up_to(tx, question.select_only().column(development_due::Column::CaseId).into_query(), most).await
}

fn ordered(question: Select<development_due::Entity>) -> Select<development_due::Entity> {
    question
        .order_by_asc(development_due::Column::DueOn)
        .order_by_asc(development_due::Column::CaseId)
        .order_by_asc(development_due::Column::Step)
}

async fn with_names(tx: &Tx, rows: Vec<development_due::Model>) -> Result<Vec<DueRow>, StoreError> {
    let names = named(tx, rows.iter().map(|row| row.case_id)).await?;
    let line = |row: development_due::Model| {
        let of = names.get(&row.case_id)?.clone();
        Some(DueRow { step: row.step, actor: row.actor, earliest: row.earliest_on, due: row.due_on?, of })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// Values of one statement: far below what either database takes.
const AT_ONCE: usize = 500;

/// Whose cases these are, and where.
pub(super) async fn named(
    tx: &Tx,
    cases: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Named>, StoreError> {
    let mut ids: Vec<Uuid> = cases.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut found = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(AT_ONCE) {
        let rows = development_case::Entity::find()
            .filter(development_case::Column::Id.is_in(ids.iter().copied()))
            .all(tx)
            .await?;
        let names = people::store::names(tx, rows.iter().map(|row| PersonId::from(row.person_id))).await?;
        let of = rows.iter().map(|row| OrganisationId::from(row.organisation_id));
        let branches = organisation::store::names(tx, of).await?;
        let marks = side_marks(tx, rows.iter().filter_map(|row| row.side_id.map(SideId::from))).await?;
        found.extend(rows.into_iter().map(|row| {
            let line = Named {
                case: row.id,
                person: row.person_id.into(),
                name: names.get(&row.person_id.into()).cloned().unwrap_or_default(),
                branch: branches.get(&row.organisation_id.into()).cloned().unwrap_or_default(),
                side: row.side_id.and_then(|side| marks.get(&side.into()).cloned()),
                revision: row.revision,
            };
            (row.id, line)
        }));
    }
    Ok(found)
}

/// Whose cases these are and in which branch, of the cases `actor` may read.
///
/// # Errors
///
/// When a policy fails or the database cannot be asked.
pub(crate) async fn places_for(
    tx: &Tx,
    actor: &Actor,
    cases: Vec<CaseId>,
) -> Result<HashMap<CaseId, (String, String)>, StoreError> {
    use development_case::Column as C;
    let scope = actor.scope::<ReadCase>()?;
    let of = (development_case::Entity, C::OrganisationId);
    let mut seen = Condition::any().add(scope.covers_membership(of, ("development_case", "side_id")));
    if let Some(own) = scope.own {
        seen = seen.add(C::PersonId.eq(own.uuid()));
    }
    let found: Vec<Uuid> = development_case::Entity::find()
        .filter(C::Id.is_in(cases.into_iter().map(Uuid::from)))
        .filter(seen)
        .select_only()
        .column(C::Id)
        .into_tuple()
        .all(tx)
        .await?;
    let found = named(tx, found).await?;
    Ok(found.into_iter().map(|(case, of)| (case.into(), (of.name, of.branch))).collect())
}
