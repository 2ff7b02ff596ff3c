//! The table of jobs: adding, claiming, finishing.

use chrono::{DateTime, TimeDelta, Utc};
use gongjian_tables::job;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::clock::Clock;
use crate::db::{StoreError, Tx};

/// A claim that is not finished after this time may be taken over: its worker died.
const CLAIM: TimeDelta = TimeDelta::minutes(10);
/// After so many attempts a job is a dead letter. Attempts are counted on through later rounds,
/// so that no two claims of a job ever carry the same number.
const MOST_ATTEMPTS: i32 = 8;
/// A job whose worker was lost at this attempt of a round, or at a later one, is a dead letter at once:
/// it may be what ends the process, and then it ends everybody's work with it.
const MOST_LOST: i32 = 3;
/// Why a job is a dead letter whose worker was lost; the page of jobs has words for it.
pub(super) const LOST: &str = "lost";
/// Why an attempt failed that broke off in a panic; the page of jobs has words for it.
pub(super) const PANICKED: &str = "panicked";
/// The longest pause between two attempts.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(6);

/// Writes down work for after the commit. `payload` holds ids, never personal data.
///
/// # Errors
///
/// When the database refuses.
pub async fn enqueue(tx: &Tx, clock: &Clock, topic: &str, payload: Value) -> Result<Uuid, StoreError> {
    enqueue_at(tx, clock, topic, payload, clock.now()).await
}

/// The same for work that is to wait until `at`, such as a reminder.
///
/// # Errors
///
/// When the database refuses.
pub async fn enqueue_at(
    tx: &Tx,
    clock: &Clock,
    topic: &str,
    payload: Value,
    at: DateTime<Utc>,
) -> Result<Uuid, StoreError> {
    let job = job::Model { run_at: at, ..fresh(clock, topic, payload) };
    add(tx, &job).await?;
    Ok(job.id)
}

/// The same for work this process begins at once. Should it die, the job is taken over when its claim ends.
///
/// # Errors
///
/// When the database refuses.
pub(crate) async fn enqueue_begun(
    tx: &Tx,
    clock: &Clock,
    topic: &str,
    payload: Value,
) -> Result<job::Model, StoreError> {
    let claimed_until = Some(clock.now() + CLAIM);
    let job = job::Model {
        state: "running".to_owned(),
        attempts: 1,
        claimed_until,
        ..fresh(clock, topic, payload)
    };
    add(tx, &job).await?;
    Ok(job)
}

fn fresh(clock: &Clock, topic: &str, payload: Value) -> job::Model {
    let now = clock.now();
    job::Model {
        id: clock.uuid(),
        topic: topic.to_owned(),
        payload,
        state: "waiting".to_owned(),
        attempts: 0,
        run_at: now,
        claimed_until: None,
        done: 0,
        total: 0,
        error: None,
        created_at: now,
    }
}

async fn add(tx: &Tx, job: &job::Model) -> Result<(), StoreError> {
    let row = job::ActiveModel::from(job.clone()).reset_all();
    job::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

fn due(now: DateTime<Utc>) -> Condition {
    Condition::any()
        .add(Expr::col(job::Column::State).eq("waiting").and(Expr::col(job::Column::RunAt).lte(now)))
        .add(Expr::col(job::Column::State).eq("running").and(Expr::col(job::Column::ClaimedUntil).lt(now)))
}

/// Whether a job waits to be claimed. Asked through a reader, so an idle server writes nothing.
pub(super) async fn is_due(tx: &Tx, now: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(job::Entity::find().filter(due(now)).limit(1).count(tx).await? > 0)
}

/// Takes the next job that is due, or one whose worker died.
pub(super) async fn claim(tx: &Tx, now: DateTime<Utc>) -> Result<Option<job::Model>, StoreError> {
    bury(tx, now).await?;
    let mut next = Query::select();
    next.column(job::Column::Id)
        .from(job::Entity)
        .cond_where(due(now))
        .order_by(job::Column::RunAt, sea_orm::Order::Asc)
        .limit(1);
    if tx.get_database_backend() == DbBackend::Postgres {
        next.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let claimed = Query::update()
        .table(job::Entity)
        .value(job::Column::State, "running")
        .value(job::Column::ClaimedUntil, now + CLAIM)
        .value(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
        .and_where(Expr::col(job::Column::Id).in_subquery(next.take()))
        .returning_all()
        .take();
    let row = tx.query_one(&claimed).await?;
    Ok(row.map(|row| job::Model::from_query_result(&row, "")).transpose()?)
}

/// Jobs that were at work once too often when their worker was lost become dead letters.
async fn bury(tx: &Tx, now: DateTime<Utc>) -> Result<(), StoreError> {
    let attempts = || Expr::col(job::Column::Attempts);
    job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value("dead"))
        .col_expr(job::Column::Error, Expr::value(Some(LOST)))
        .filter(job::Column::State.eq("running"))
        .filter(job::Column::ClaimedUntil.lt(now))
        .filter(attempts().sub(1).modulo(MOST_ATTEMPTS).gte(MOST_LOST - 1))
        .exec(tx)
        .await?;
    Ok(())
}

/// The row of a claimed job, as long as the claim is that of this attempt.
fn mine(job: &job::Model) -> Condition {
    Condition::all()
        .add(job::Column::Id.eq(job.id))
        .add(job::Column::State.eq("running"))
        .add(job::Column::Attempts.eq(job.attempts))
}

/// Holds the claim of this attempt until the transaction ends, and for a while after it. Whatever a job
/// writes, it writes behind this: a worker that was thought dead writes nothing beside its successor.
///
/// # Errors
///
/// [`StoreError::ClaimLost`] when another worker has taken the job over.
pub(crate) async fn hold(tx: &Tx, job: &job::Model, now: DateTime<Utc>) -> Result<(), StoreError> {
    let held = job::Entity::update_many()
        .col_expr(job::Column::ClaimedUntil, Expr::value(Some(now + CLAIM)))
        .filter(mine(job))
        .exec(tx)
        .await?;
    if held.rows_affected == 1 { Ok(()) } else { Err(StoreError::ClaimLost) }
}

/// The job is done; `false` when this attempt's claim was lost meanwhile, and nothing is noted.
pub(super) async fn finish(tx: &Tx, job: &job::Model) -> Result<bool, StoreError> {
    let noted = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value("done"))
        .col_expr(job::Column::Error, Expr::value(Option::<String>::None))
        .filter(mine(job))
        .exec(tx)
        .await?;
    Ok(noted.rows_affected == 1)
}

/// The attempt failed: another later, or a dead letter; `false` when its claim was lost meanwhile.
pub(super) async fn fail(
    tx: &Tx,
    job: &job::Model,
    why: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let attempt = in_round(job.attempts);
    let dead = attempt >= MOST_ATTEMPTS;
    let noted = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(if dead { "dead" } else { "waiting" }))
        .col_expr(job::Column::RunAt, Expr::value(now + pause(attempt)))
        .col_expr(job::Column::Error, Expr::value(Some(why.to_owned())))
        .filter(mine(job))
        .exec(tx)
        .await?;
    Ok(noted.rows_affected == 1)
}

/// The number of an attempt within its round, from 1.
fn in_round(attempts: i32) -> i32 {
    (attempts - 1).rem_euclid(MOST_ATTEMPTS) + 1
}

/// How long to wait after the attempt with this number: 2, 4, 8 … seconds, at most six hours.
fn pause(attempt: i32) -> TimeDelta {
    let doublings = u32::try_from(attempt.clamp(1, 16)).unwrap_or(16);
    TimeDelta::seconds(2_i64.pow(doublings)).min(LONGEST_PAUSE)
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Progress {
    /// `waiting`, `running`, `done` or `dead`.
    pub state: String,
    /// Steps done.
    pub done: i32,
    /// Steps in all; 0 while unknown.
    pub total: i32,
}

/// Notes how far a job is. The claim must be held: see [`hold`].
pub(crate) async fn progress(tx: &Tx, job: &job::Model, done: i32, total: i32) -> Result<(), StoreError> {
    job::Entity::update_many()
        .col_expr(job::Column::Done, Expr::value(done))
        .col_expr(job::Column::Total, Expr::value(total))
        .filter(mine(job))
        .exec(tx)
        .await?;
    Ok(())
}

/// How far the job is.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn progress_of(tx: &Tx, id: Uuid) -> Result<Option<Progress>, StoreError> {
    let row = job::Entity::find_by_id(id).one(tx).await?;
    Ok(row.map(|row| Progress { state: row.state, done: row.done, total: row.total }))
}

/// Jobs that failed too often, the oldest first.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn dead(tx: &Tx) -> Result<Vec<job::Model>, StoreError> {
    Ok(job::Entity::find()
        .filter(job::Column::State.eq("dead"))
        .order_by_asc(job::Column::CreatedAt)
        .all(tx)
        .await?)
}

/// Gives a dead job another round of attempts; `false` when there is no such dead job.
pub(super) async fn revive(tx: &Tx, id: Uuid, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let dead = job::Entity::find_by_id(id).filter(job::Column::State.eq("dead")).one(tx).await?;
    let Some(dead) = dead else { return Ok(false) };
    // The number of the last attempt of its round, so that the next one begins another.
    let spent = dead.attempts + MOST_ATTEMPTS - in_round(dead.attempts);
    let revived = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value("waiting"))
        .col_expr(job::Column::Attempts, Expr::value(spent))
        .col_expr(job::Column::RunAt, Expr::value(now))
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::State.eq("dead"))
        .exec(tx)
        .await?;
    Ok(revived.rows_affected == 1)
}

/// Whether a job of this topic waits or is at work.
pub(super) async fn is_planned(tx: &Tx, topic: &str, but: Option<Uuid>) -> Result<bool, StoreError> {
    let mut planned = job::Entity::find()
        .filter(job::Column::Topic.eq(topic))
        .filter(job::Column::State.is_in(["waiting", "running"]));
    if let Some(but) = but {
        planned = planned.filter(job::Column::Id.ne(but));
    }
    Ok(planned.limit(1).count(tx).await? > 0)
}

/// Forgets jobs that are done and were due before `day`. Dead letters stay until somebody deals with them.
pub(super) async fn forget_done(tx: &Tx, day: DateTime<Utc>) -> Result<u64, StoreError> {
    let gone = job::Entity::delete_many()
        .filter(job::Column::State.eq("done"))
        .filter(job::Column::RunAt.lt(day))
        .exec(tx)
        .await?;
    Ok(gone.rows_affected)
}

/// Topics of the jobs that are not done, without those set for a later time and not yet begun.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn unfinished(tx: &Tx) -> Result<Vec<String>, StoreError> {
    let rows = job::Entity::find()
        .filter(job::Column::State.ne("done"))
        .filter(
            Condition::any()
                .add(job::Column::State.ne("waiting"))
                .add(job::Column::Attempts.gt(0))
                .add(Expr::col(job::Column::RunAt).lte(Expr::col(job::Column::CreatedAt))),
        )
        .order_by_asc(job::Column::Id)
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.topic).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_within_six_hours() {
        assert_eq!(pause(1), TimeDelta::seconds(2));
        assert!((1..30).all(|n| pause(n) <= pause(n + 1) && pause(n) <= LONGEST_PAUSE));
    }

    #[test]
    fn a_round_has_eight_attempts_and_the_next_one_begins_at_one() {
        assert_eq!([1, 8, 9, 16, 17].map(in_round), [1, 8, 1, 8, 1]);
    }
}
