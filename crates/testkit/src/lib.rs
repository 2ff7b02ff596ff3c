//! A whole site in a test: frozen clock, seeded ids, a database of its own.
//!
//! The suite runs twice: on SQLite files, and on PostgreSQL when
//! `GONGJIAN_TEST_POSTGRES` holds the address of a server where databases may
//! be made. Tests do not know which.

mod build;
mod database;
mod visitor;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use chrono::{DateTime, TimeDelta, Utc};
use gongjian_domain::rule::RuleBook;
use gongjian_door::Door;
use gongjian_site::clock::Clock;
use gongjian_site::imports::under_way::UnderWay;
use gongjian_site::job::papers::Papers;
use gongjian_site::keys::Keys;
use gongjian_site::ledger::page;
use gongjian_site::policy::ActorCache;
use gongjian_site::web::guard::Patience;
use gongjian_site::web::proxies::Proxies;
use gongjian_site::web::words::{Lang, is_written};
use gongjian_site::{Parts, Site, job, router};
use gongjian_tables::ledger_entry;
use sea_orm::EntityTrait;

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
        Self::made(None, change).await
    }

    /// A site that waits for others who write so long and not longer.
    ///
    /// # Panics
    ///
    /// When the database cannot be made: the test cannot run.
    pub async fn waiting(patience: Duration) -> Self {
        Self::made(Some(patience), |_| {}).await
    }

    async fn made(patience: Option<Duration>, change: impl FnOnce(&mut Parts)) -> Self {
        let data = tempfile::tempdir().expect("a folder for the data");
        let database = database::Database::fresh(data.path(), patience).await;
        let mut parts = Parts {
            db: database.db.clone(),
            clock: Clock::frozen(the_moment(), 1),
            keys: Keys::open(&data.path().join("keys")).expect("keys"),
            door: Arc::new(Door::hang().expect("policies that hold")),
            book: RuleBook::shipped().expect("a rule book that holds"),
            jurisdictions: vec!["cn".to_owned()],
            data: data.path().to_owned(),
            papers: Papers::Here,
            public_url: None,
            proxy: Proxies::default(),
            demo: false,
            patience: Patience::default(),
            actors: ActorCache::default(),
            under_way: UnderWay::default(),
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

    /// Ends the test: nothing may be left in the outbox, the ledger must be whole, and everything in it must
    /// have words for people.
    ///
    /// # Panics
    ///
    /// When something was left undone or the ledger does not hold.
    pub async fn close(self) {
        self.close_leaving(&[]).await;
    }

    /// The same for a test about jobs that fail: those of these topics are left, and no others.
    ///
    /// # Panics
    ///
    /// As [`TestSite::close`].
    pub async fn close_leaving(self, topics: &[&str]) {
        let left = job::unfinished(&self.site.db.read()).await.expect("jobs can be counted");
        assert_eq!(left, topics, "the jobs left undone");
        let report =
            gongjian_site::ledger::verify::verify(&self.site.db.read(), &[]).await.expect("the ledger reads");
        assert_eq!(report.faults, vec![], "the ledger does not hold");
        self.everything_has_words().await;
        self.database.drop_it().await;
    }

    /// Ends a test that broke the ledger on purpose.
    pub async fn close_broken(self) {
        self.database.drop_it().await;
    }

    async fn everything_has_words(&self) {
        let entries = ledger_entry::Entity::find().all(&self.site.db.read()).await.expect("the ledger reads");
        let mut keys = BTreeSet::new();
        for entry in entries {
            keys.insert(page::action_key(&entry.action));
            let fields: Vec<String> = serde_json::from_value(entry.fields).expect("names of what changed");
            keys.extend(fields.iter().map(|field| page::field_key(field)));
        }
        let bare = |key: &&String| !Lang::ALL.iter().all(|lang| is_written(*lang, key));
        let wordless: Vec<_> = keys.iter().filter(bare).collect();
        assert!(wordless.is_empty(), "nobody can read these in the ledger: {wordless:?}");
    }
}
