//! The theme days of a month, branch by branch: counted by one question, listed by another.

use chrono::NaiveDate;
use gongjian_domain::meeting::book::Month;
use gongjian_domain::meeting::{Kind, Word};
use gongjian_domain::organisation::unit::OrganisationKind;
use gongjian_tables::meeting;
use sea_orm::sea_query::{
    Asterisk, CaseStatement, Expr, ExprTrait, Func, JoinType, Order, Query, SelectStatement, SimpleExpr,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::ThemeDayLine;
use super::standing::{BEFORE, Standing, StandingCounts};
use crate::db::{StoreError, Tx, rows, short_name};
use crate::policy::Scope;

/// Which branches, in which month.
pub(in crate::meeting) struct Asked<'a> {
    /// Those whose book may be read.
    pub(in crate::meeting) scope: &'a Scope,
    /// The month.
    pub(in crate::meeting) month: Month,
    /// A plan for an earlier day waits.
    pub(in crate::meeting) today: NaiveDate,
}

/// The place of a branch in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::meeting) struct BranchKey {
    standing: Standing,
    code: String,
}

impl BranchKey {
    /// Reads a key such as `waiting-020109`; anything else means the beginning.
    pub(in crate::meeting) fn parse(text: &str) -> Option<Self> {
        let (word, code) = text.split_once('-')?;
        Some(Self { standing: Standing::parse(word)?, code: code.to_owned() })
    }

    /// The key of a line.
    pub(in crate::meeting) fn of(line: &ThemeDayLine) -> String {
        format!("{}-{}", line.standing.as_str(), line.code)
    }
}

/// How many branches stand how.
///
/// # Errors
///
/// When the database cannot be asked.
pub(in crate::meeting) async fn counts(tx: &Tx, asked: &Asked<'_>) -> Result<StandingCounts, StoreError> {
    #[derive(FromQueryResult)]
    struct Count {
        standing: i32,
        number: i64,
    }
    let question = Query::select()
        .column(("b", "standing"))
        .expr_as(Func::count(Expr::col(Asterisk)), "number")
        .from_subquery(branches(asked), "b")
        .group_by_col(("b", "standing"))
        .take();
    let found: Vec<Count> = rows(tx, &question).await?;
    let of = |standing: Standing| {
        let counted = found.iter().find(|count| count.standing == place(standing));
        counted.map_or(0, |count| u32::try_from(count.number).unwrap_or(u32::MAX))
    };
    Ok(StandingCounts {
        none: of(Standing::None),
        waiting: of(Standing::Waiting),
        coming: of(Standing::Coming),
        confirmed: of(Standing::Confirmed),
    })
}

/// The first `most` branches that stand in one of these ways, after `after`: by their standing, then by code, so
/// that nobody is ahead of anybody.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(in crate::meeting) async fn lines(
    tx: &Tx,
    asked: &Asked<'_>,
    standings: &[Standing],
    after: Option<&BranchKey>,
    most: u64,
) -> Result<Vec<ThemeDayLine>, StoreError> {
    let (standing, code) = (Expr::col(("b", "standing")), Expr::col(("b", "code")));
    let mut question = Query::select()
        .columns([("b", "id"), ("b", "code"), ("b", "name"), ("b", "standing")])
        .expr_as(short_name("a"), "above")
        .from_subquery(branches(asked), "b")
        .join_as(
            JoinType::LeftJoin,
            "party_organisation",
            "a",
            Expr::col(("a", "id")).equals(("b", "parent_id")),
        )
        .and_where(standing.clone().is_in(standings.iter().copied().map(place)))
        .order_by(("b", "standing"), Order::Asc)
        .order_by(("b", "code"), Order::Asc)
        .limit(most)
        .take();
    if let Some(after) = after {
        let here = place(after.standing);
        let later = standing.clone().eq(here).and(code.gt(after.code.as_str()));
        question.and_where(standing.gt(here).or(later));
    }
    let found: Vec<BranchRow> = rows(tx, &question).await?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let held = meetings(tx, asked, &ids).await?;
    found.into_iter().map(|row| line(row, &held, asked.today)).collect()
}

/// Where a standing comes in the order of the list.
fn place(standing: Standing) -> i32 {
    Standing::ALL.iter().position(|one| *one == standing).map_or(0, |at| i32::try_from(at).unwrap_or(0))
}

/// Every branch there is on the month's last day, within the scope, with its standing: one pass over the branches
/// and, by the index over organisation and day, over the meetings each had in the month.
fn branches(asked: &Asked<'_>) -> SelectStatement {
    let Asked { scope, month, .. } = asked;
    let last = month.last_day();
    let (founded, dissolved) = (Expr::col(("o", "founded_on")), Expr::col(("o", "dissolved_on")));
    let of_month = Expr::col(("m", "organisation_id"))
        .equals(("o", "id"))
        .and(Expr::col(("m", "on_day")).between(month.first_day(), last))
        .and(Expr::col(("m", "kind")).eq(Kind::ThemeDay.as_str()))
        .and(Expr::col(("m", "state")).ne(Word::Cancelled.as_str()));
    Query::select()
        .columns([("o", "id"), ("o", "code"), ("o", "name"), ("o", "parent_id")])
        .expr_as(standing(asked.today), "standing")
        .from_as("party_organisation", "o")
        .join_as(JoinType::LeftJoin, "meeting", "m", of_month)
        .and_where(Expr::col(("o", "kind")).is_in(OrganisationKind::BRANCHES))
        .and_where(founded.clone().is_null().or(founded.lte(last)))
        .and_where(dissolved.clone().is_null().or(dissolved.gt(last)))
        .and_where(scope.covers(("o", "id")))
        .group_by_columns([("o", "id"), ("o", "code"), ("o", "name"), ("o", "parent_id")])
        .take()
}

/// What the meetings of a branch make of it. They are weighed first, because of two meetings one counts: a
/// confirmed one before one that waits, and that before one to come.
fn standing(today: NaiveDate) -> SimpleExpr {
    let (state, on) = (Expr::col(("m", "state")), Expr::col(("m", "on_day")));
    let to_come = state.clone().is_in(BEFORE.map(Word::as_str)).and(on.gte(today));
    let weight: SimpleExpr = CaseStatement::new()
        .case(Expr::col(("m", "id")).is_null(), 3)
        .case(state.eq(Word::Confirmed.as_str()), 0)
        .case(to_come, 2)
        .finally(1)
        .into();
    let heaviest: SimpleExpr = Func::min(weight).into();
    CaseStatement::new()
        .case(heaviest.clone().eq(0), place(Standing::Confirmed))
        .case(heaviest.clone().eq(1), place(Standing::Waiting))
        .case(heaviest.eq(2), place(Standing::Coming))
        .finally(place(Standing::None))
        .into()
}

#[derive(FromQueryResult)]
struct BranchRow {
    id: Uuid,
    code: String,
    name: String,
    standing: i32,
    above: Option<String>,
}

/// The meetings these branches have in the month, the earliest first.
async fn meetings(tx: &Tx, asked: &Asked<'_>, ids: &[Uuid]) -> Result<Vec<meeting::Model>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let question = meeting::Entity::find()
        .filter(meeting::Column::OrganisationId.is_in(ids.iter().copied()))
        .filter(meeting::Column::OnDay.between(asked.month.first_day(), asked.month.last_day()))
        .filter(meeting::Column::Kind.eq(Kind::ThemeDay.as_str()))
        .order_by_asc(meeting::Column::OnDay)
        .order_by_asc(meeting::Column::Id);
    Ok(question.all(tx).await?)
}

/// The line of a branch, with the first meeting that makes it stand so.
fn line(row: BranchRow, held: &[meeting::Model], today: NaiveDate) -> Result<ThemeDayLine, StoreError> {
    let standing = Standing::ALL.into_iter().find(|one| place(*one) == row.standing);
    let standing = standing.ok_or_else(|| StoreError::row("meeting", "no such standing"))?;
    let makes_it = |meeting: &&meeting::Model| {
        let word = Word::parse(&meeting.state);
        meeting.organisation_id == row.id
            && word.and_then(|word| Standing::of(word, meeting.on_day, today)) == Some(standing)
    };
    let meeting = held.iter().find(makes_it);
    Ok(ThemeDayLine {
        branch: row.id,
        code: row.code,
        name: row.name,
        above: row.above,
        standing,
        meeting: meeting.map(|meeting| meeting.id),
        title: meeting.map(|meeting| meeting.title.clone()),
        on: meeting.map(|meeting| meeting.on_day),
    })
}
