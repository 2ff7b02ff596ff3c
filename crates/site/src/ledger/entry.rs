//! Adding an entry to a chain.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use gongjian_domain::kinds::SideId;
use gongjian_tables::{ledger_entry, ledger_head, ledger_salt};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
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
/// Rows of one statement: far below the number of values either database takes.
const AT_ONCE: usize = 500;

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

/// An act that waits for its transaction to commit.
#[derive(Debug)]
pub struct PendingAct {
    id: EntryId,
    at: DateTime<Utc>,
    act: Act,
}

impl Tx {
    /// Writes `act` into its chain when this transaction commits, and returns the
    /// id the entry will have.
    ///
    /// The chains are locked at the very end and in one order, so that acts which
    /// stand in several chains never wait for one another in a circle.
    pub fn record(&mut self, clock: &Clock, act: Act) -> EntryId {
        let id = clock.uuid();
        self.keep_act(PendingAct { id, at: clock.now(), act });
        id
    }

    /// Waits until no other change of this chain is under way. First thing in a
    /// write whose decision reads what another such write may be changing.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub async fn hold(&mut self, chain: Uuid) -> Result<(), StoreError> {
        self.locking(lock_heads(self, &[chain])).await.map(|_| ())
    }
}

/// Appends the acts to their chains: every head is locked first, in one order; then everything is written at once.
pub(crate) async fn append(tx: &Tx, mut acts: Vec<PendingAct>) -> Result<(), StoreError> {
    acts.sort_by_key(|pending| pending.act.chain);
    let mut chains: Vec<Uuid> = acts.iter().map(|pending| pending.act.chain).collect();
    chains.dedup();
    let mut heads = lock_heads(tx, &chains).await?;
    let (mut entries, mut salts) = (Vec::with_capacity(acts.len()), Vec::with_capacity(acts.len()));
    for pending in acts {
        let chain = pending.act.chain;
        let head = heads.get_mut(&chain).ok_or_else(|| StoreError::row("ledger_head", "a head vanished"))?;
        let mut salt = vec![0_u8; SALT_LENGTH];
        keys::random(&mut salt)?;
        let entry = entry_after(head, pending, &salt);
        (head.seq, head.hash) = (entry.seq, entry.hash.clone());
        salts.push(ledger_salt::ActiveModel { entry_id: Set(entry.id), salt: Set(salt) });
        entries.push(ledger_entry::ActiveModel::from(entry).reset_all());
    }
    for (entries, salts) in entries.chunks(AT_ONCE).zip(salts.chunks(AT_ONCE)) {
        ledger_entry::Entity::insert_many(entries.to_vec()).exec_without_returning(tx).await?;
        ledger_salt::Entity::insert_many(salts.to_vec()).exec_without_returning(tx).await?;
    }
    let heads: Vec<_> =
        heads.into_values().map(|head| ledger_head::ActiveModel::from(head).reset_all()).collect();
    for heads in heads.chunks(AT_ONCE) {
        let put = OnConflict::column(ledger_head::Column::Chain)
            .update_columns([ledger_head::Column::Seq, ledger_head::Column::Hash])
            .to_owned();
        ledger_head::Entity::insert_many(heads.to_vec()).on_conflict(put).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn entry_after(head: &ledger_head::Model, pending: PendingAct, salt: &[u8]) -> ledger_entry::Model {
    let PendingAct { id, at, act } = pending;
    let mut entry = ledger_entry::Model {
        id,
        chain: act.chain,
        seq: head.seq + 1,
        at,
        actor_kind: act.actor.as_str().to_owned(),
        actor_id: act.actor.person().map(Uuid::from),
        action: act.action.to_owned(),
        subject_kind: act.subject_kind.to_owned(),
        subject_id: act.subject,
        side_id: act.side,
        fields: json!(act.fields),
        digest: digest_of(salt, &act.values),
        refers_to: act.refers_to,
        prev: head.hash.clone(),
        hash: String::new(),
    };
    entry.hash = hash_of(&entry);
    entry
}

/// Where the chains stand; their heads are locked until the transaction ends. `chains` are in order.
///
/// Only at the very first entry of a chain may three writers meet in a circle; PostgreSQL then refuses one of them,
/// who is asked to try again ([`StoreError::is_busy`]), and nothing is lost.
async fn lock_heads(tx: &Tx, chains: &[Uuid]) -> Result<BTreeMap<Uuid, ledger_head::Model>, StoreError> {
    let mut heads = locked(tx, chains).await?;
    let missing = chains.iter().filter(|chain| !heads.contains_key(chain));
    let first =
        |chain: &Uuid| ledger_head::ActiveModel { chain: Set(*chain), seq: Set(0), hash: Set(String::new()) };
    let fresh: Vec<_> = missing.map(first).collect();
    if fresh.is_empty() {
        return Ok(heads);
    }
    for fresh in fresh.chunks(AT_ONCE) {
        ledger_head::Entity::insert_many(fresh.to_vec())
            .on_conflict(OnConflict::column(ledger_head::Column::Chain).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    heads.extend(locked(tx, chains).await?);
    Ok(heads)
}

async fn locked(tx: &Tx, chains: &[Uuid]) -> Result<BTreeMap<Uuid, ledger_head::Model>, StoreError> {
    let mut heads = BTreeMap::new();
    for chains in chains.chunks(AT_ONCE) {
        let found = ledger_head::Entity::find()
            .filter(ledger_head::Column::Chain.is_in(chains.iter().copied()))
            .order_by_asc(ledger_head::Column::Chain)
            .lock_exclusive()
            .all(tx)
            .await?;
        heads.extend(found.into_iter().map(|head| (head.chain, head)));
    }
    Ok(heads)
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
