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
        self.locking(lock_head(self, chain)).await.map(|_| ())
    }
}

/// Appends the acts to their chains: chain by chain, each head locked once.
pub(crate) async fn append(tx: &Tx, mut acts: Vec<PendingAct>) -> Result<(), StoreError> {
    acts.sort_by_key(|pending| pending.act.chain);
    let mut acts = acts.into_iter().peekable();
    while let Some(first) = acts.next() {
        let chain = first.act.chain;
        let (mut seq, mut prev) = lock_head(tx, chain).await?;
        let mut next = Some(first);
        while let Some(pending) = next {
            let entry = write_entry(tx, pending, seq + 1, prev).await?;
            (seq, prev) = (entry.seq, entry.hash);
            next = acts.next_if(|pending| pending.act.chain == chain);
        }
        ledger_head::Entity::update_many()
            .col_expr(ledger_head::Column::Seq, Expr::value(seq))
            .col_expr(ledger_head::Column::Hash, Expr::value(prev))
            .filter(ledger_head::Column::Chain.eq(chain))
            .exec(tx)
            .await?;
    }
    Ok(())
}

async fn write_entry(
    tx: &Tx,
    pending: PendingAct,
    seq: i64,
    prev: String,
) -> Result<ledger_entry::Model, StoreError> {
    let PendingAct { id, at, act } = pending;
    let mut salt = vec![0_u8; SALT_LENGTH];
    keys::random(&mut salt)?;
    let mut entry = ledger_entry::Model {
        id,
        chain: act.chain,
        seq,
        at,
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
    let row = ledger_entry::ActiveModel::from(entry.clone()).reset_all();
    ledger_entry::Entity::insert(row).exec_without_returning(tx).await?;
    let salted = ledger_salt::ActiveModel { entry_id: Set(id), salt: Set(salt) };
    ledger_salt::Entity::insert(salted).exec_without_returning(tx).await?;
    Ok(entry)
}

/// Where the chain stands; its head is locked until the transaction ends.
async fn lock_head(tx: &Tx, chain: Uuid) -> Result<(i64, String), StoreError> {
    let locked = ledger_head::Entity::find_by_id(chain).lock_exclusive().one(tx).await?;
    if let Some(head) = locked {
        return Ok((head.seq, head.hash));
    }
    let first = ledger_head::ActiveModel { chain: Set(chain), seq: Set(0), hash: Set(String::new()) };
    ledger_head::Entity::insert(first)
        .on_conflict(OnConflict::column(ledger_head::Column::Chain).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    let head = ledger_head::Entity::find_by_id(chain).lock_exclusive().one(tx).await?;
    head.map(|h| (h.seq, h.hash)).ok_or_else(|| StoreError::row("ledger_head", "a head vanished"))
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
