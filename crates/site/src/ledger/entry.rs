//! Adding an entry to a chain.

use chrono::{DateTime, Utc};
use gongjian_domain::kinds::SideId;
use gongjian_tables::{ledger_entry, ledger_head, ledger_salt};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::clock::Clock;
use crate::db::{StoreError, Tx};
use crate::keys;
use crate::policy::ActorKind;

/// The id of an entry.
pub type EntryId = Uuid;

const SALT_LENGTH: usize = 16;

/// One thing done, before it stands in the ledger.
#[derive(Debug, Clone)]
#[must_use = "an act counts only once it is recorded"]
pub struct Act {
    actor: ActorKind,
    action: &'static str,
    subject_kind: &'static str,
    subject: Option<Uuid>,
    chain: Uuid,
    side: Option<Uuid>,
    fields: Vec<String>,
    values: Value,
    refers_to: Option<EntryId>,
}

impl Act {
    pub(crate) fn new(
        actor: ActorKind,
        action: &'static str,
        subject_kind: &'static str,
        subject: Option<Uuid>,
        chain: Uuid,
    ) -> Self {
        Self {
            actor,
            action,
            subject_kind,
            subject,
            chain,
            side: None,
            fields: vec![],
            values: Value::Null,
            refers_to: None,
        }
    }

    /// The act is about this thing, which came into being by it.
    pub fn about(mut self, kind: &'static str, id: impl Into<Uuid>) -> Self {
        self.subject_kind = kind;
        self.subject = Some(id.into());
        self
    }

    /// The act stands in the chain of `organisation`.
    pub fn in_chain(mut self, organisation: impl Into<Uuid>) -> Self {
        self.chain = organisation.into();
        self
    }

    /// The act was done on behalf of this side.
    pub fn for_side(mut self, side: SideId) -> Self {
        self.side = Some(side.uuid());
        self
    }

    /// The entry mirrors a joint act that stands in another chain.
    pub fn referring_to(mut self, entry: EntryId) -> Self {
        self.refers_to = Some(entry);
        self
    }

    /// What changed: the names are kept, of the values only a salted digest.
    pub fn changed(mut self, fields: &[&str], values: Value) -> Self {
        self.fields = fields.iter().map(|f| (*f).to_owned()).collect();
        self.values = values;
        self
    }
}

impl Tx {
    /// Writes `act` into its chain, in this transaction. The chain's head row is
    /// locked until it ends, so writers of one organisation follow one another
    /// and those of different organisations never wait.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub async fn record(&mut self, clock: &Clock, act: Act) -> Result<EntryId, StoreError> {
        let (seq, prev) = self.lock_head(act.chain).await?;
        let mut salt = vec![0_u8; SALT_LENGTH];
        keys::random(&mut salt)?;
        let mut entry = ledger_entry::Model {
            id: clock.uuid(),
            chain: act.chain,
            seq: seq + 1,
            at: clock.now(),
            actor_kind: act.actor.as_str().to_owned(),
            actor_id: act.actor.person().map(Uuid::from),
            action: act.action.to_owned(),
            subject_kind: act.subject_kind.to_owned(),
            subject_id: act.subject,
            side_id: act.side,
            fields: json!(act.fields),
            digest: digest_of(&salt, &act.values),
            refers_to: act.refers_to,
            prev,
            hash: String::new(),
        };
        entry.hash = hash_of(&entry);
        self.append(entry.clone(), salt).await?;
        self.note_recorded();
        Ok(entry.id)
    }

    async fn lock_head(&self, chain: Uuid) -> Result<(i64, String), StoreError> {
        let locked = ledger_head::Entity::find_by_id(chain).lock_exclusive().one(self).await?;
        if let Some(head) = locked {
            return Ok((head.seq, head.hash));
        }
        let first = ledger_head::ActiveModel { chain: Set(chain), seq: Set(0), hash: Set(String::new()) };
        ledger_head::Entity::insert(first)
            .on_conflict(OnConflict::column(ledger_head::Column::Chain).do_nothing().to_owned())
            .exec_without_returning(self)
            .await?;
        let head = ledger_head::Entity::find_by_id(chain).lock_exclusive().one(self).await?;
        head.map(|h| (h.seq, h.hash)).ok_or_else(|| StoreError::row("ledger_head", "a head vanished"))
    }

    async fn append(&self, entry: ledger_entry::Model, salt: Vec<u8>) -> Result<(), StoreError> {
        let (id, chain, seq, hash) = (entry.id, entry.chain, entry.seq, entry.hash.clone());
        let row: ledger_entry::ActiveModel = entry.into();
        // `into` marks every column unchanged; an insert needs them set.
        ledger_entry::Entity::insert(row.reset_all()).exec_without_returning(self).await?;
        ledger_salt::Entity::insert(ledger_salt::ActiveModel { entry_id: Set(id), salt: Set(salt) })
            .exec_without_returning(self)
            .await?;
        ledger_head::Entity::update_many()
            .col_expr(ledger_head::Column::Seq, Expr::value(seq))
            .col_expr(ledger_head::Column::Hash, Expr::value(hash))
            .filter(ledger_head::Column::Chain.eq(chain))
            .exec(self)
            .await?;
        Ok(())
    }
}

fn digest_of(salt: &[u8], values: &Value) -> String {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(values.to_string().as_bytes());
    keys::hex(&hasher.finalize())
}

/// The hash that binds an entry to everything in it and to the entry before it.
pub(super) fn hash_of(entry: &ledger_entry::Model) -> String {
    let bound = json!([
        entry.id,
        entry.chain,
        entry.seq,
        stamp(entry.at),
        entry.actor_kind,
        entry.actor_id,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.side_id,
        entry.fields,
        entry.digest,
        entry.refers_to,
        entry.prev,
    ]);
    keys::hex(&Sha256::digest(bound.to_string().as_bytes()))
}

fn stamp(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}
