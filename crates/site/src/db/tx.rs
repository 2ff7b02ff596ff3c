//! What a store function is handed: a connection to read from, or a transaction to write in.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    Statement,
};

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

    /// Whether a row could not go because another still points at it.
    #[must_use]
    pub fn is_in_use(&self) -> bool {
        matches!(self, Self::Driver(error)
            if matches!(error.sql_err(), Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_))))
    }
}

/// A way into the database. Store functions that only ask take `&Tx`; those
/// that change something take `&mut Tx` and a permit.
pub struct Tx {
    inner: Inner,
    recorded: usize,
    unchanged: bool,
}

enum Inner {
    Reading(DatabaseConnection),
    Writing(DatabaseTransaction),
}

impl Tx {
    pub(super) fn reading(pool: DatabaseConnection) -> Self {
        Self { inner: Inner::Reading(pool), recorded: 0, unchanged: false }
    }

    pub(super) fn writing(transaction: DatabaseTransaction) -> Self {
        Self { inner: Inner::Writing(transaction), recorded: 0, unchanged: false }
    }

    /// Counts an entry of the ledger. Called by the ledger alone.
    pub(crate) fn note_recorded(&mut self) {
        self.recorded += 1;
    }

    /// Says that this transaction found nothing to change, so nothing needs an entry.
    pub fn nothing_changed(&mut self) {
        self.unchanged = true;
    }

    pub(super) async fn commit_recorded(self) -> Result<(), StoreError> {
        if self.recorded == 0 && !self.unchanged {
            return Err(StoreError::Unrecorded);
        }
        self.commit().await
    }

    pub(super) async fn commit(self) -> Result<(), StoreError> {
        match self.inner {
            Inner::Writing(transaction) => Ok(transaction.commit().await?),
            Inner::Reading(_) => Ok(()),
        }
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        match &self.inner {
            Inner::Reading(pool) => pool.get_database_backend(),
            Inner::Writing(transaction) => transaction.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.inner {
            Inner::Reading(pool) => pool.execute_raw(statement).await,
            Inner::Writing(transaction) => transaction.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.inner {
            Inner::Reading(pool) => pool.execute_unprepared(sql).await,
            Inner::Writing(transaction) => transaction.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.inner {
            Inner::Reading(pool) => pool.query_one_raw(statement).await,
            Inner::Writing(transaction) => transaction.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.inner {
            Inner::Reading(pool) => pool.query_all_raw(statement).await,
            Inner::Writing(transaction) => transaction.query_all_raw(statement).await,
        }
    }
}
