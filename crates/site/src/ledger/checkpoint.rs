//! Checkpoints: where every chain stood, written to a file outside the database.

use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use gongjian_tables::ledger_head;
use sea_orm::{EntityTrait, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::db::{StoreError, Tx};

/// Where one chain stood at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Whose chain.
    pub chain: Uuid,
    /// How many entries it had.
    pub seq: i64,
    /// The hash of the last of them.
    pub hash: String,
    /// When this was written.
    pub at: DateTime<Utc>,
}

/// The file of checkpoints: a line for each, only ever added to. Copy it to
/// another machine and a rewritten database cannot hide.
#[derive(Debug, Clone)]
pub struct Checkpoints(PathBuf);

impl Checkpoints {
    /// The file in the data folder.
    #[must_use]
    pub fn in_dir(data: &Path) -> Self {
        Self(data.join("checkpoints.jsonl"))
    }

    /// A copy kept elsewhere.
    #[must_use]
    pub fn copy(file: &Path) -> Self {
        Self(file.to_owned())
    }

    /// Every checkpoint written so far. A last line cut off by a crash is left out.
    ///
    /// # Errors
    ///
    /// When the file is there but cannot be read, or a line before the last makes no sense.
    pub fn all(&self) -> io::Result<Vec<Checkpoint>> {
        let text = match fs::read_to_string(&self.0) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        whole.lines().map(|line| serde_json::from_str(line).map_err(io::Error::other)).collect()
    }

    /// The last checkpoint of each chain.
    ///
    /// # Errors
    ///
    /// As [`Checkpoints::all`].
    pub fn last(&self) -> io::Result<Known> {
        Ok(self.all()?.into_iter().map(|c| (c.chain, (c.seq, c.hash))).collect())
    }

    fn add(&self, fresh: &[Checkpoint]) -> io::Result<()> {
        if fresh.is_empty() {
            return Ok(());
        }
        let mut text = String::new();
        for checkpoint in fresh {
            text.push_str(&serde_json::to_string(checkpoint)?);
            text.push('\n');
        }
        let mut file = OpenOptions::new().create(true).read(true).append(true).open(&self.0)?;
        cut_torn_line(&mut file)?;
        file.write_all(text.as_bytes())?;
        file.sync_data()
    }
}

/// A crash may have left half a line at the end; what follows must begin on a line of its own.
fn cut_torn_line(file: &mut fs::File) -> io::Result<()> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    if whole < bytes.len() {
        file.set_len(u64::try_from(whole).unwrap_or(0))?;
    }
    Ok(())
}

/// Where each chain stood when it was last looked at: how many entries, and the last one's hash.
pub type Known = HashMap<Uuid, (i64, String)>;

/// Writes a checkpoint for every chain that has grown since `known`, and returns
/// where all chains stand now.
///
/// # Errors
///
/// When the database cannot be read or the file not written; and when a chain has
/// become shorter or ends another way than it did: then nothing is written, so
/// that the file goes on telling what was seen.
pub async fn write(
    tx: &Tx,
    file: &Checkpoints,
    known: &Known,
    now: DateTime<Utc>,
) -> Result<Known, CheckpointError> {
    let heads = ledger_head::Entity::find()
        .order_by_asc(ledger_head::Column::Chain)
        .all(tx)
        .await
        .map_err(StoreError::from)?;
    let mut fresh = Vec::new();
    for head in heads.iter().filter(|head| head.seq > 0) {
        match known.get(&head.chain) {
            Some((seq, hash)) if *seq == head.seq && *hash == head.hash => {}
            Some((seq, _)) if *seq >= head.seq => return Err(CheckpointError::WentBack(head.chain)),
            _ => {
                fresh.push(Checkpoint { chain: head.chain, seq: head.seq, hash: head.hash.clone(), at: now })
            }
        }
    }
    file.add(&fresh)?;
    Ok(heads.into_iter().map(|head| (head.chain, (head.seq, head.hash))).collect())
}

/// Why checkpoints could not be written.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The database could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A chain is shorter, or ends another way, than an earlier checkpoint saw.
    #[error("chain {0} does not continue the last checkpoint; run gongjian audit verify")]
    WentBack(Uuid),
    /// The file could not be written.
    #[error("the file of checkpoints: {0}")]
    File(#[from] io::Error),
}
