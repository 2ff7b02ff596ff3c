//! What a store function is handed: a connection to read from, or a transaction to write in.

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    RuntimeErr, Statement, sqlx,
};

use crate::ledger::{self, PendingAct};

/// The database failed, or a row in it makes no sense. Logged, never shown.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The driver reported a failure.
    #[error(transparent)]
    Driver(#[from] DbErr),
    /// A row does not parse.
    #[error("a row of {table} makes no sense: {why}")]
    Row {
        /// Which table.
        table: &'static str,
        /// What is wrong with it, without the values.
        why: String,
    },
    /// A transaction changed something and left no entry in the ledger.
    #[error("a change was about to be saved without an entry in the ledger")]
    Unrecorded,
    /// A transaction wrote rows and then said that nothing had changed: they would have been thrown away unseen.
    #[error("rows were written by a change that says it changed nothing")]
    Discarded,
    /// The job at work was taken over by another worker: what this one has in hand must not be saved.
    #[error("another worker has taken the job over")]
    ClaimLost,
    /// A sealed column did not open.
    #[error(transparent)]
    Key(#[from] crate::keys::KeyError),
    /// A policy failed while it was evaluated.
    #[error(transparent)]
    Door(#[from] gongjian_door::DoorError),
}

impl StoreError {
    /// A row of `table` that does not parse.
    pub fn row(table: &'static str, why: impl std::fmt::Display) -> Self {
        Self::Row { table, why: why.to_string() }
    }

    /// Whether a unique value was already taken: somebody else was faster.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        matches!(self, Self::Driver(error)
            if matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_))))
    }

    /// Whether others kept the database from doing it now: nothing was saved, and the same may go well in a moment.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Driver(DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) => true,
            Self::Driver(DbErr::Exec(error) | DbErr::Query(error)) => is_in_the_way(error),
            _ => false,
        }
    }

    /// Whether a row could not go because another still points at it.
    #[must_use]
    pub fn is_in_use(&self) -> bool {
        let Self::Driver(error) = self else { return false };
        matches!(error.sql_err(), Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_)))
            || is_restricted(error)
    }
}

/// A row that may not go while another points at it: SQLite calls that a trigger's refusal, PostgreSQL since 18
/// a violation of its own; neither counts as a foreign key's to the driver.
fn is_restricted(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    let Some(cause) = cause.as_database_error() else { return false };
    match cause.code().as_deref() {
        Some("1811") => cause.message().contains("FOREIGN KEY"),
        Some("23001") => true,
        Some(_) | None => false,
    }
}

/// SQLite: another connection writes (5 busy, 6 locked, with what lies above the first byte).
/// PostgreSQL: a serialization failure, a deadlock, a lock not had in time, too many connections, starting up.
fn is_in_the_way(error: &RuntimeErr) -> bool {
    let RuntimeErr::SqlxError(error) = error else { return false };
    let code = match &**error {
        sqlx::Error::PoolTimedOut => return true,
        sqlx::Error::Database(error) => error.code(),
        _ => None,
    };
    let Some(code) = code else { return false };
    match code.parse::<u32>() {
        // A five-digit state of PostgreSQL may be all digits; SQLite's numbers are short.
        Ok(number) if code.len() < 5 => matches!(number & 0xff, 5 | 6),
        _ => matches!(&*code, "40001" | "40P01" | "55P03" | "53300" | "57P03"),
    }
}

/// A way into the database. Store functions that only ask take `&Tx`; those
/// that change something take `&mut Tx` and a permit.
pub struct Tx {
    inner: Inner,
    acts: Vec<PendingAct>,
    unchanged: bool,
    /// Whether a row was written. Reading and locking leave it as it is.
    wrote: AtomicBool,
}

enum Inner {
    Reading(DatabaseConnection),
    Snapshot(DatabaseTransaction),
    Writing(DatabaseTransaction),
}

impl Tx {
    pub(super) fn reading(pool: DatabaseConnection) -> Self {
        Self::of(Inner::Reading(pool))
    }

    pub(super) fn writing(transaction: DatabaseTransaction) -> Self {
        Self::of(Inner::Writing(transaction))
    }

    pub(super) fn snapshot(transaction: DatabaseTransaction) -> Self {
        Self::of(Inner::Snapshot(transaction))
    }

    fn of(inner: Inner) -> Self {
        Self { inner, acts: Vec::new(), unchanged: false, wrote: AtomicBool::new(false) }
    }

    /// Keeps an act until the commit. Called by the ledger alone.
    pub(crate) fn keep_act(&mut self, act: PendingAct) {
        self.acts.push(act);
    }

    /// Says that this transaction found nothing to change, so nothing needs an entry. When a row has been
    /// written all the same, the whole write fails with [`StoreError::Discarded`].
    pub fn nothing_changed(&mut self) {
        self.unchanged = true;
    }

    /// Runs `lock`, whose rows are no change: they only make others wait.
    pub(crate) async fn locking<T>(&self, lock: impl Future<Output = T>) -> T {
        let before = self.wrote.load(Ordering::Relaxed);
        let locked = lock.await;
        self.wrote.store(before, Ordering::Relaxed);
        locked
    }

    /// Writes the acts into their chains and commits. What changed nothing is rolled back.
    pub(super) async fn commit_recorded(mut self) -> Result<(), StoreError> {
        let acts = std::mem::take(&mut self.acts);
        match (acts.is_empty(), self.unchanged) {
            (true, true) if self.wrote.load(Ordering::Relaxed) => Err(StoreError::Discarded),
            (true, true) => Ok(()),
            (true, false) => Err(StoreError::Unrecorded),
            (false, _) => {
                ledger::append(&self, acts).await?;
                self.commit().await
            }
        }
    }

    pub(super) async fn commit(self) -> Result<(), StoreError> {
        match self.inner {
            Inner::Writing(transaction) | Inner::Snapshot(transaction) => Ok(transaction.commit().await?),
            Inner::Reading(_) => Ok(()),
        }
    }
}

impl Tx {
    /// A statement that writes may come as a question, for the rows it returns.
    fn note_returning(&self, statement: &Statement) {
        let writes = |word: &&str| {
            statement.sql.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        if ["INSERT", "UPDATE", "DELETE"].iter().any(writes) {
            self.wrote.store(true, Ordering::Relaxed);
        }
    }
}

/// A reader that is asked to change something has a fault in its program.
fn cannot_write() -> DbErr {
    DbErr::Custom("a reader cannot write".to_owned())
}

#[async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        match &self.inner {
            Inner::Reading(pool) => pool.get_database_backend(),
            Inner::Writing(transaction) | Inner::Snapshot(transaction) => transaction.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.inner {
            Inner::Reading(_) | Inner::Snapshot(_) => Err(cannot_write()),
            Inner::Writing(transaction) => {
                let done = transaction.execute_raw(statement).await?;
                if done.rows_affected() > 0 {
                    self.wrote.store(true, Ordering::Relaxed);
                }
                Ok(done)
            }
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.inner {
            Inner::Reading(_) | Inner::Snapshot(_) => Err(cannot_write()),
            Inner::Writing(transaction) => {
                self.wrote.store(true, Ordering::Relaxed);
                transaction.execute_unprepared(sql).await
            }
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.note_returning(&statement);
        match &self.inner {
            Inner::Reading(pool) => pool.query_one_raw(statement).await,
            Inner::Writing(transaction) | Inner::Snapshot(transaction) => {
                transaction.query_one_raw(statement).await
            }
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.note_returning(&statement);
        match &self.inner {
            Inner::Reading(pool) => pool.query_all_raw(statement).await,
            Inner::Writing(transaction) | Inner::Snapshot(transaction) => {
                transaction.query_all_raw(statement).await
            }
        }
    }
}
