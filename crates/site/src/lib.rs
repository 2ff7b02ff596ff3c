//! The server: pages, JSON, storage and jobs; one folder per feature.
//!
//! A request goes find → ask the door → decide → save → answer; see
//! `ARCHITECTURE.md` for three of them walked through.

pub mod account;
pub mod clock;
pub mod db;
pub mod demo;
pub mod development;
pub mod founding;
pub mod gallery;
pub mod home;
pub mod imports;
pub mod job;
pub mod keys;
pub mod ledger;
pub mod meeting;
pub mod organisation;
pub mod people;
pub mod policy;
pub mod router;
pub mod rules;
pub mod web;

use std::net::IpAddr;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use axum::http::HeaderMap;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::rule::RuleBook;
use gongjian_door::Door;

use crate::clock::Clock;
use crate::db::{Db, StoreError};
use crate::imports::under_way::UnderWay;
use crate::keys::Keys;
use crate::ledger::checkpoint::Checkpoints;
use crate::policy::{Actor, ActorCache, ActorKind};
use crate::web::proxies::Proxies;

/// The few things every request shares. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Parts>);

/// What a [`Site`] is made of.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// Time and ids.
    pub clock: Clock,
    /// Keys that lie outside the database.
    pub keys: Keys,
    /// The policies.
    pub door: Arc<Door>,
    /// The regulations as data.
    pub book: RuleBook,
    /// Whose rules hold here besides the nation's, such as `cn-33` or `college`.
    pub jurisdictions: Vec<String>,
    /// The folder of the installation: keys, checkpoints, files.
    pub data: PathBuf,
    /// How hostile files are read.
    pub papers: job::papers::Papers,
    /// The address people use, such as `https://gongjian.example.edu.cn`; none on one machine alone.
    pub public_url: Option<String>,
    /// The proxies in front of the server.
    pub proxy: Proxies,
    /// Whether the data are invented.
    pub demo: bool,
    /// How long a request may take.
    pub patience: web::guard::Patience,
    /// Who came lately.
    pub actors: ActorCache,
    /// Imports this process is taking over or back.
    pub under_way: imports::under_way::UnderWay,
}

impl Deref for Site {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Site {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The same site at the time `clock` tells: for filling a demonstration with the past.
    pub(crate) fn at(&self, clock: Clock) -> Self {
        Self::new(Parts {
            db: self.db.clone(),
            clock,
            keys: self.keys.clone(),
            door: self.door.clone(),
            book: self.book.clone(),
            jurisdictions: self.jurisdictions.clone(),
            data: self.data.clone(),
            papers: self.papers.clone(),
            public_url: self.public_url.clone(),
            proxy: self.proxy.clone(),
            demo: self.demo,
            patience: self.patience,
            actors: ActorCache::default(),
            under_way: UnderWay::default(),
        })
    }

    /// Somebody without an account.
    #[must_use]
    pub fn stranger(&self) -> Actor {
        Actor::plain(self.door.clone(), ActorKind::Link)
    }

    /// The operator at the command line.
    #[must_use]
    pub fn operator(&self) -> Actor {
        Actor::plain(self.door.clone(), ActorKind::Operator)
    }

    /// The server's own jobs.
    #[must_use]
    pub fn worker(&self) -> Actor {
        Actor::plain(self.door.clone(), ActorKind::Job)
    }

    /// `person` with everything held today; through a token when `token`.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn actor_of(&self, person: PersonId, token: bool) -> Result<Actor, StoreError> {
        let held = account::store::held_by(&self.db.read(), person, self.clock.today()).await?;
        Ok(self.actors.holding(&self.door, web::visit::kind_of(person, token), held))
    }

    /// The file of checkpoints.
    #[must_use]
    pub fn checkpoints(&self) -> Checkpoints {
        Checkpoints::in_dir(&self.data)
    }

    /// Whether people come here over an encrypted line.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// Scheme and host people use to come here.
    #[must_use]
    pub fn origin(&self, headers: &HeaderMap) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", host(headers)),
        }
    }

    /// Whether a password may travel over this connection: passed on by a proxy from the public address, which
    /// is encrypted, or within one machine and not passed on. The name a visitor asked for proves nothing by
    /// itself: whoever reaches the server past the proxy can write it as well.
    #[must_use]
    pub fn may_sign_in_over(&self, headers: &HeaderMap, peer: Option<IpAddr>) -> bool {
        let Some(peer) = peer else { return false };
        let host = host(headers);
        let public = self.public_url.as_deref().and_then(|url| url.strip_prefix("https://"));
        if self.proxy.holds(peer) && public.is_some_and(|rest| rest.trim_end_matches('/') == host) {
            return true;
        }
        let passed_on = headers.contains_key("forwarded") || headers.contains_key("x-forwarded-for");
        let bare =
            host.strip_prefix('[').map_or_else(|| host.split(':').next(), |rest| rest.split(']').next());
        let named_loopback = matches!(bare, Some("localhost" | "127.0.0.1" | "::1"));
        named_loopback && !passed_on && peer.to_canonical().is_loopback()
    }
}

fn host(headers: &HeaderMap) -> &str {
    headers.get(axum::http::header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
