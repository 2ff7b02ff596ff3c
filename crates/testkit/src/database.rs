//! One database for one test, on whichever server the suite runs on.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::time::Duration;

use gongjian_site::db::{Db, Url};
use sea_orm::{ConnectionTrait, Database as Driver, DatabaseConnection};

/// A database of the test's own.
pub(crate) struct Database {
    pub(crate) db: Db,
    server: Option<(DatabaseConnection, String)>,
}

impl Database {
    /// A migrated database without any rows.
    pub(crate) async fn fresh(data: &Path, patience: Option<Duration>) -> Self {
        match std::env::var("GONGJIAN_TEST_POSTGRES") {
            Ok(server) if !server.is_empty() => Self::on_server(&server, patience).await,
            _ => {
                let db = connect(&Url::embedded(data), patience).await;
                db.migrate().await.expect("migrations run");
                Self { db, server: None }
            }
        }
    }

    async fn on_server(server: &str, patience: Option<Duration>) -> Self {
        let admin = Driver::connect(server).await.expect("the PostgreSQL server answers");
        let template = template_name();
        let name = format!("test_{}", uuid::Uuid::now_v7().simple());
        // Test processes run side by side; one makes the migrated template for all, and
        // a template may be copied by one at a time.
        run(&admin, "SELECT pg_advisory_lock(20211001)").await;
        if !exists(&admin, &template).await {
            run(&admin, &format!("CREATE DATABASE {template}")).await;
            let db = Db::connect(&Url::given(&at(server, &template))).await.expect("the template opens");
            db.migrate().await.expect("migrations run");
            db.close().await;
        }
        run(&admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        run(&admin, "SELECT pg_advisory_unlock(20211001)").await;
        let db = connect(&Url::given(&at(server, &name)), patience).await;
        Self { db, server: Some((admin, name)) }
    }

    pub(crate) async fn drop_it(self) {
        self.db.close().await;
        if let Some((admin, name)) = self.server {
            run(&admin, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

async fn connect(url: &Url, patience: Option<Duration>) -> Db {
    let opened = match patience {
        Some(patience) => Db::connect_waiting(url, patience).await,
        None => Db::connect(url).await,
    };
    opened.expect("the test's database opens")
}

async fn run(admin: &DatabaseConnection, sql: &str) {
    admin.execute_unprepared(sql).await.expect("the server does as told");
}

async fn exists(admin: &DatabaseConnection, name: &str) -> bool {
    let sql = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    let found = admin.query_one_raw(sea_orm::Statement::from_string(admin.get_database_backend(), sql)).await;
    found.expect("the server answers").is_some()
}

/// A name that changes with the program under test, so that no stale schema is copied.
fn template_name() -> String {
    let exe = std::env::current_exe().expect("the test knows its program");
    let made = exe.metadata().and_then(|m| m.modified()).expect("the program has a time");
    let mut hasher = DefaultHasher::new();
    (exe, made).hash(&mut hasher);
    format!("template_{:016x}", hasher.finish())
}

/// The server's address with another database in it.
fn at(server: &str, database: &str) -> String {
    let (base, query) = server.split_once('?').map_or((server, None), |(base, query)| (base, Some(query)));
    let root = base.rsplit_once('/').map_or(base, |(root, _)| root);
    query.map_or_else(|| format!("{root}/{database}"), |query| format!("{root}/{database}?{query}"))
}
