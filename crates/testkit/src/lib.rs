//! A whole site in a test: frozen clock, seeded ids, a database of its own.
//!
//! The suite runs twice: on SQLite files, and on PostgreSQL when
//! `GONGJIAN_TEST_POSTGRES` holds the address of a server where databases may
//! be made. Tests do not know which.

mod build;
mod database;
mod visitor;

use std::sync::Arc;

use axum::Router;
use chrono::{DateTime, TimeDelta, Utc};
use gongjian_domain::rule::RuleBook;
use gongjian_door::Door;
use gongjian_site::clock::Clock;
use gongjian_site::job::papers::Papers;
use gongjian_site::keys::Keys;
use gongjian_site::{Parts, Site, job, router};

pub use build::{OrganisationBuilder, PersonBuilder};
pub use visitor::{Answer, Visitor};

/// The day tests live on: Tuesday 24 November 2026, ten in the morning in China.
#[must_use]
pub fn the_moment() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_485_600, 0).expect("a moment within range")
}

/// A site of its own for one test. On drop the data folder goes.
pub struct TestSite {
    /// The site under test.
    pub site: Site,
    router: Router,
    database: database::Database,
    _data: tempfile::TempDir,
}

impl TestSite {
    /// An empty, migrated site at [`the_moment`].
    ///
    /// # Panics
    ///
    /// When the database cannot be made: the test cannot run.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// The same, with parts changed before it starts.
    ///
    /// # Panics
    ///
    /// When the database cannot be made: the test cannot run.
    pub async fn with(change: impl FnOnce(&mut Parts)) -> Self {
        let data = tempfile::tempdir().expect("a folder for the data");
        let database = database::Database::fresh(data.path()).await;
        let mut parts = Parts {
            db: database.db.clone(),
            clock: Clock::frozen(the_moment(), 1),
            keys: Keys::open(&data.path().join("keys")).expect("keys"),
            door: Arc::new(Door::hang().expect("policies that hold")),
            book: RuleBook::shipped().expect("a rule book that holds"),
            data: data.path().to_owned(),
            papers: Papers::Here,
            public_url: None,
            demo: false,
        };
        change(&mut parts);
        let site = Site::new(parts);
        let router = router::router(site.clone()).expect("a router");
        Self { site, router, database, _data: data }
    }

    /// Somebody who is not signed in.
    #[must_use]
    pub fn stranger(&self) -> Visitor {
        Visitor::new(self.router.clone(), None)
    }

    /// A browser in which `person` is signed in. An account is made if there is none.
    pub async fn visitor(&self, person: gongjian_domain::kinds::PersonId) -> Visitor {
        let secret = build::session(&self.site, person).await;
        Visitor::new(self.router.clone(), Some(secret))
    }

    /// Lets time pass.
    pub fn wait(&self, time: TimeDelta) {
        self.site.clock.advance(time);
    }

    /// Does the jobs that are due and fails if one of them failed.
    ///
    /// # Panics
    ///
    /// When a job failed: nothing may be left undone in a test.
    pub async fn run_jobs(&self) {
        job::run_due(&self.site).await.expect("jobs run");
        let left = job::unfinished(&self.site.db.read()).await.expect("jobs can be counted");
        assert!(left.is_empty(), "jobs were left undone: {left:?}");
    }

    /// Ends the test: nothing may be left in the outbox, and the ledger must be whole.
    ///
    /// # Panics
    ///
    /// When something was left undone or the ledger does not hold.
    pub async fn close(self) {
        let left = job::unfinished(&self.site.db.read()).await.expect("jobs can be counted");
        assert!(left.is_empty(), "jobs were left undone: {left:?}");
        let report =
            gongjian_site::ledger::verify::verify(&self.site.db.read(), &[]).await.expect("the ledger reads");
        assert_eq!(report.faults, vec![], "the ledger does not hold");
        self.database.drop_it().await;
    }
}
