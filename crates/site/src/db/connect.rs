//! Opening the database, and the two ways into it: [`Db::read`] and [`Db::write`].

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use gongjian_tables::migration::Migrator;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, IsolationLevel,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::{MigratorTrait, SchemaManager};

use super::tx::{StoreError, Tx};

/// How long one waits for another who writes, and for a connection, before the visitor is asked to try again.
const PATIENCE: Duration = Duration::from_secs(10);
/// A connection that lay unused for this long is tried before it is used: the server may have gone meanwhile.
const UNUSED: Duration = Duration::from_secs(5);
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;

/// Where the data lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url(String);

impl Url {
    /// The embedded database in `dir`.
    #[must_use]
    pub fn embedded(dir: &Path) -> Self {
        Self(format!("sqlite://{}?mode=rwc", dir.join("gongjian.db").display()))
    }

    /// The database an administrator named: `postgres://…` or `sqlite://…`.
    #[must_use]
    pub fn given(url: &str) -> Self {
        Self(url.to_owned())
    }

    /// Other schemes never reach the driver, whose complaint would repeat the password.
    fn check(&self) -> Result<(), ConnectError> {
        let known = ["sqlite:", "postgres:"].iter().any(|scheme| self.0.starts_with(scheme));
        if known { Ok(()) } else { Err(ConnectError::Scheme) }
    }

    fn is_sqlite(&self) -> bool {
        self.0.starts_with("sqlite:")
    }
}

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The driver said no. Addresses and passwords are not repeated here.
    #[error("the database cannot be opened: {0}")]
    Driver(String),
    /// The address begins with something else.
    #[error("the address of the database must begin with postgres:// or sqlite://")]
    Scheme,
    /// A newer program has already changed the schema.
    #[error(
        "the database was written by a newer version (it knows {0}); install that version or restore a backup"
    )]
    Newer(String),
}

impl From<DbErr> for ConnectError {
    fn from(error: DbErr) -> Self {
        Self::Driver(error.to_string())
    }
}

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    readers: DatabaseConnection,
    writer: DatabaseConnection,
    recorded: Arc<AtomicU64>,
}

impl Db {
    /// Opens the database at `url` without changing it.
    ///
    /// # Errors
    ///
    /// When the driver cannot open it.
    pub async fn connect(url: &Url) -> Result<Self, ConnectError> {
        Self::connect_waiting(url, PATIENCE).await
    }

    /// The same for a program that waits so long for others who write, and not longer.
    ///
    /// # Errors
    ///
    /// As [`Db::connect`].
    pub async fn connect_waiting(url: &Url, patience: Duration) -> Result<Self, ConnectError> {
        url.check()?;
        if !url.is_sqlite() {
            let pool = Database::connect(postgres(url, patience)).await?;
            return Ok(Self { readers: pool.clone(), writer: pool, recorded: Arc::default() });
        }
        // One writer: writers queue here in fairness instead of racing for the file's lock.
        let writer = Database::connect(sqlite(url, 1, false, patience)).await?;
        let readers = Database::connect(sqlite(url, SQLITE_READERS, true, patience)).await?;
        Ok(Self { readers, writer, recorded: Arc::default() })
    }

    /// Brings the schema up to this program's version.
    ///
    /// # Errors
    ///
    /// When a newer program has been at work, or a migration fails.
    pub async fn migrate(&self) -> Result<(), ConnectError> {
        self.refuse_newer().await?;
        Migrator::up(&self.writer, None).await?;
        Ok(())
    }

    /// Names of migrations that have not run yet.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked, or was written by a newer program.
    pub async fn pending(&self) -> Result<usize, ConnectError> {
        self.refuse_newer().await?;
        let applied = self.applied().await?;
        Ok(Migrator::migrations().iter().filter(|m| !applied.contains(&m.name().to_owned())).count())
    }

    /// Refuses a database in which a migration has run that this program does not know.
    async fn refuse_newer(&self) -> Result<(), ConnectError> {
        let known: Vec<String> = Migrator::migrations().iter().map(|m| m.name().to_owned()).collect();
        match self.applied().await?.into_iter().find(|name| !known.contains(name)) {
            Some(newer) => Err(ConnectError::Newer(newer)),
            None => Ok(()),
        }
    }

    /// Names of the migrations that have run; none in a database nobody has touched.
    async fn applied(&self) -> Result<Vec<String>, ConnectError> {
        if !SchemaManager::new(&self.readers).has_table("seaql_migrations").await? {
            return Ok(Vec::new());
        }
        let models = Migrator::get_migration_models(&self.readers).await?;
        Ok(models.into_iter().map(|model| model.version).collect())
    }

    /// Reads outside any transaction. Nothing can be written through it on SQLite.
    #[must_use]
    pub fn read(&self) -> Tx {
        Tx::reading(self.readers.clone())
    }

    /// Reads everything as of one moment, however long it takes.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn snapshot(&self) -> Result<Tx, StoreError> {
        let begun = self.readers.begin_with_options(TransactionOptions {
            isolation_level: self.is_postgres().then_some(IsolationLevel::RepeatableRead),
            access_mode: None,
            sqlite_transaction_mode: None,
        });
        Ok(Tx::snapshot(begun.await?))
    }

    /// Runs `work` in one transaction: `Ok` commits, `Err` rolls back.
    ///
    /// There is no other way to write, so nothing is ever half written; and a
    /// change that left nothing in the ledger is rolled back as a fault of ours.
    ///
    /// # Errors
    ///
    /// What `work` returned, or [`StoreError`] when the database refused.
    pub async fn write<T, E>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        let mut tx = self.begin().await?;
        let done = work(&mut tx).await?;
        tx.commit_recorded().await?;
        self.recorded.fetch_add(1, Ordering::Relaxed);
        Ok(done)
    }

    /// The same for what is not an act: sessions, jobs, previews of imports, who read what.
    ///
    /// # Errors
    ///
    /// As [`Db::write`].
    pub async fn keep<T, E>(&self, work: impl AsyncFnOnce(&mut Tx) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        let mut tx = self.begin().await?;
        let done = work(&mut tx).await?;
        tx.commit().await?;
        Ok(done)
    }

    async fn begin(&self) -> Result<Tx, StoreError> {
        let begun = self.writer.begin_with_options(TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        });
        Ok(Tx::writing(begun.await?))
    }

    /// How many changes this process has committed: tells whether the ledger has grown.
    #[must_use]
    pub fn recorded(&self) -> u64 {
        self.recorded.load(Ordering::Relaxed)
    }

    /// Writes the whole embedded database into `file`, as of one moment, while the server runs.
    ///
    /// # Errors
    ///
    /// When the file cannot be written, or the database is PostgreSQL, which has tools of its own.
    pub async fn copy_into(&self, file: &Path) -> Result<(), ConnectError> {
        if self.is_postgres() {
            return Err(ConnectError::Driver("use pg_dump for a PostgreSQL database".to_owned()));
        }
        let copy = Statement::from_sql_and_values(
            DbBackend::Sqlite,
            "VACUUM INTO ?",
            [file.display().to_string().into()],
        );
        self.writer.execute_raw(copy).await?;
        Ok(())
    }

    /// Lets the database count anew what its tables hold, after many rows came in at once. PostgreSQL does so by itself
    /// after a while, and until then looks for people as if there were none; SQLite needs no telling.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub async fn count_anew(&self) -> Result<(), StoreError> {
        if self.is_postgres() {
            self.writer.execute_unprepared("ANALYZE").await?;
        }
        Ok(())
    }

    /// Whether this is PostgreSQL.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Postgres
    }

    /// Closes every connection; on SQLite the log is folded into the file first.
    pub async fn close(self) {
        if !self.is_postgres() {
            let folded =
                self.writer.execute_unprepared("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)").await;
            if let Err(error) = folded {
                tracing::warn!(%error, "the write-ahead log stays for the next start");
            }
        }
        for pool in [self.readers, self.writer] {
            if let Err(error) = pool.close().await {
                tracing::warn!(%error, "a connection did not close cleanly");
            }
        }
    }
}

fn options(url: &Url, connections: u32, patience: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.0.clone());
    options.max_connections(connections).min_connections(1).acquire_timeout(patience).sqlx_logging(false);
    // A question to the database before every question would double their number.
    options.test_before_acquire_if_idle_for(UNUSED);
    options
}

/// PostgreSQL waits for a locked row for ever unless told otherwise; and it would compile questions that look
/// dear to machine code, which takes ten times as long as our pages do to answer.
fn postgres(url: &Url, patience: Duration) -> ConnectOptions {
    let mut options = options(url, POSTGRES_CONNECTIONS, patience);
    let lock = format!("{}ms", patience.as_millis());
    options.map_sqlx_postgres_opts(move |postgres| {
        postgres.options([("lock_timeout", lock.as_str()), ("jit", "off")])
    });
    options
}

fn sqlite(url: &Url, connections: u32, query_only: bool, patience: Duration) -> ConnectOptions {
    let mut options = options(url, connections, patience);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(patience)
            .pragma("query_only", if query_only { "ON" } else { "OFF" })
            // In KiB. The readers are several, and what one of them lacks the system has in its own cache.
            .pragma("cache_size", if query_only { "-3000" } else { "-6000" })
    });
    options
}
