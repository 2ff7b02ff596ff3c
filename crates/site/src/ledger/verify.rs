//! `gongjian audit verify`: walks every chain and names what does not fit.

use std::collections::{HashMap, HashSet};
use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use gongjian_tables::{account, ledger_entry, ledger_head, party_organisation, person};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use uuid::Uuid;

use super::checkpoint::Checkpoint;
use super::entry::hash_of;
use crate::db::{StoreError, Tx};

/// Entries read at a time.
const PAGE: u64 = 2_000;
/// Within so long a checkpoint follows its entry: the server writes them every two seconds.
const SOON_WRITTEN: TimeDelta = TimeDelta::minutes(1);

/// What is wrong at one place of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// The entry's content does not give its hash.
    Altered {
        /// Whose chain.
        chain: Uuid,
        /// Which entry.
        seq: i64,
        /// The entry's id.
        entry: Uuid,
    },
    /// There are no entries with these numbers.
    Missing {
        /// Whose chain.
        chain: Uuid,
        /// The first number that is not there.
        from: i64,
        /// The last number that is not there.
        to: i64,
    },
    /// The entry does not follow the one before it.
    OutOfOrder {
        /// Whose chain.
        chain: Uuid,
        /// Which entry.
        seq: i64,
        /// The entry's id.
        entry: Uuid,
    },
    /// The chain ends elsewhere than its head says.
    Truncated {
        /// Whose chain.
        chain: Uuid,
        /// Where the head says it ends.
        expected: i64,
        /// Where it ends.
        found: i64,
    },
    /// A checkpoint kept outside saw another entry here: the tail was written anew.
    Rewritten {
        /// Whose chain.
        chain: Uuid,
        /// The entry the checkpoint saw.
        seq: i64,
    },
    /// There are people or organisations, but not one entry: the ledger was emptied.
    Emptied,
    /// No checkpoint knows this chain: the file is missing, or lines were cut out of it.
    Unwitnessed {
        /// Whose chain.
        chain: Uuid,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Altered { chain, seq, entry } => {
                write!(f, "chain {chain}: entry {seq} ({entry}) was altered")
            }
            Self::Missing { chain, from, to } if from == to => {
                write!(f, "chain {chain}: entry {from} was removed")
            }
            Self::Missing { chain, from, to } => {
                write!(f, "chain {chain}: entries {from} to {to} were removed")
            }
            Self::OutOfOrder { chain, seq, entry } => {
                write!(f, "chain {chain}: entry {seq} ({entry}) does not follow the entry before it")
            }
            Self::Truncated { chain, expected, found } => {
                write!(f, "chain {chain}: the head counts {expected} entries, {found} were found")
            }
            Self::Rewritten { chain, seq } => {
                write!(f, "chain {chain}: entry {seq} is not the one a checkpoint saw")
            }
            Self::Emptied => {
                write!(f, "there are data in the database, but not one entry in the ledger: it was emptied")
            }
            Self::Unwitnessed { chain } => {
                write!(
                    f,
                    "chain {chain}: no checkpoint knows it: the file of checkpoints is missing or was cut"
                )
            }
        }
    }
}

/// The outcome of a walk through all chains.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Chains walked.
    pub chains: usize,
    /// Entries read.
    pub entries: u64,
    /// Checkpoints compared.
    pub checkpoints: usize,
    /// Everything that does not fit, in the order found.
    pub faults: Vec<Fault>,
}

/// Walks every chain of the ledger and compares it with `checkpoints`.
///
/// # Errors
///
/// When the database cannot be read.
pub async fn verify(tx: &Tx, checkpoints: &[Checkpoint]) -> Result<Report, StoreError> {
    let mut chains: Vec<Uuid> = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::Chain)
        .distinct()
        .into_tuple()
        .all(tx)
        .await?;
    let heads: HashMap<Uuid, ledger_head::Model> =
        ledger_head::Entity::find().all(tx).await?.into_iter().map(|head| (head.chain, head)).collect();
    chains.extend(heads.keys().chain(checkpoints.iter().map(|c| &c.chain)).copied());
    chains.sort_unstable();
    chains.dedup();

    let mut report = Report { chains: chains.len(), checkpoints: checkpoints.len(), ..Report::default() };
    for chain in chains {
        let mut walk = Walk::new(chain, heads.get(&chain), checkpoints);
        walk.run(tx, &mut report).await?;
    }
    Ok(report)
}

/// As [`verify`], and says also what is not there and should be: any entry at all where there are data, and a
/// checkpoint of each chain that had entries a minute before `as_of`, the moment the checkpoints are from.
///
/// # Errors
///
/// When the database cannot be read.
pub async fn audit(tx: &Tx, checkpoints: &[Checkpoint], as_of: DateTime<Utc>) -> Result<Report, StoreError> {
    let mut report = verify(tx, checkpoints).await?;
    if report.entries == 0 && holds_data(tx).await? {
        report.faults.push(Fault::Emptied);
    }
    let known: HashSet<Uuid> = checkpoints.iter().map(|checkpoint| checkpoint.chain).collect();
    let mut old: Vec<Uuid> = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::At.lt(as_of - SOON_WRITTEN))
        .select_only()
        .column(ledger_entry::Column::Chain)
        .distinct()
        .into_tuple()
        .all(tx)
        .await?;
    old.sort_unstable();
    let unknown = old.into_iter().filter(|chain| !known.contains(chain));
    report.faults.extend(unknown.map(|chain| Fault::Unwitnessed { chain }));
    Ok(report)
}

async fn holds_data(tx: &Tx) -> Result<bool, StoreError> {
    Ok(account::Entity::find().one(tx).await?.is_some()
        || person::Entity::find().one(tx).await?.is_some()
        || party_organisation::Entity::find().one(tx).await?.is_some())
}

/// The moment a copy of the file of checkpoints is from; `now` when there is nothing in it.
#[must_use]
pub fn copied_at(checkpoints: &[Checkpoint], now: DateTime<Utc>) -> DateTime<Utc> {
    checkpoints.iter().map(|checkpoint| checkpoint.at).max().unwrap_or(now)
}

struct Walk<'a> {
    chain: Uuid,
    head: Option<&'a ledger_head::Model>,
    /// By number: every hash checkpoints saw there.
    seen: HashMap<i64, Vec<&'a str>>,
    /// The number of the last entry read; none before the first.
    last: Option<i64>,
    hash: String,
}

impl<'a> Walk<'a> {
    fn new(chain: Uuid, head: Option<&'a ledger_head::Model>, checkpoints: &'a [Checkpoint]) -> Self {
        let mut seen: HashMap<i64, Vec<&str>> = HashMap::new();
        for checkpoint in checkpoints.iter().filter(|c| c.chain == chain) {
            seen.entry(checkpoint.seq).or_default().push(&checkpoint.hash);
        }
        Self { chain, head, seen, last: None, hash: String::new() }
    }

    async fn run(&mut self, tx: &Tx, report: &mut Report) -> Result<(), StoreError> {
        loop {
            let mut question =
                ledger_entry::Entity::find().filter(ledger_entry::Column::Chain.eq(self.chain));
            if let Some(last) = self.last {
                question = question.filter(ledger_entry::Column::Seq.gt(last));
            }
            let page = question.order_by_asc(ledger_entry::Column::Seq).limit(PAGE).all(tx).await?;
            if page.is_empty() {
                break;
            }
            for entry in page {
                report.entries += 1;
                self.step(&entry, &mut report.faults);
            }
        }
        self.finish(&mut report.faults);
        Ok(())
    }

    fn step(&mut self, entry: &ledger_entry::Model, faults: &mut Vec<Fault>) {
        let (chain, seq) = (self.chain, entry.seq);
        let before = self.last.unwrap_or(0).max(0);
        if seq > before + 1 {
            faults.push(Fault::Missing { chain, from: before + 1, to: seq - 1 });
        }
        if hash_of(entry) != entry.hash {
            faults.push(Fault::Altered { chain, seq, entry: entry.id });
        } else if seq < 1 || (entry.prev != self.hash && seq == before + 1) {
            faults.push(Fault::OutOfOrder { chain, seq, entry: entry.id });
        }
        if self.seen.remove(&seq).is_some_and(|all| all.iter().any(|hash| *hash != entry.hash)) {
            faults.push(Fault::Rewritten { chain, seq });
        }
        self.last = Some(seq);
        self.hash.clone_from(&entry.hash);
    }

    fn finish(&self, faults: &mut Vec<Fault>) {
        let (chain, found) = (self.chain, self.last.unwrap_or(0));
        let furthest = self.seen.keys().copied().max().unwrap_or(0);
        let expected = self.head.map_or(0, |head| head.seq).max(furthest);
        let head_fits = self.head.is_some_and(|head| head.hash == self.hash);
        if expected != found {
            faults.push(Fault::Truncated { chain, expected, found });
        } else if !head_fits && found > 0 {
            faults.push(Fault::Rewritten { chain, seq: found });
        }
    }
}
