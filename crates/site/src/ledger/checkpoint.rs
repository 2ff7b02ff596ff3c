//! Checkpoints: where every chain stood, written to a file outside the database.

use std::fs::{self, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
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

    /// Every checkpoint written so far. A last line cut off by a crash is left out.
    ///
    /// # Errors
    ///
    /// When the file is there but cannot be read.
    pub fn all(&self) -> io::Result<Vec<Checkpoint>> {
        let file = match fs::File::open(&self.0) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let lines = BufReader::new(file).lines().collect::<io::Result<Vec<_>>>()?;
        Ok(lines.iter().filter_map(|line| serde_json::from_str(line).ok()).collect())
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
        let mut file = OpenOptions::new().create(true).append(true).open(&self.0)?;
        file.write_all(text.as_bytes())?;
        file.sync_data()
    }
}

/// Writes a checkpoint for every chain that has grown since `before`, and returns
/// where all chains stand now.
///
/// # Errors
///
/// When the database cannot be read or the file not written.
pub async fn write(
    tx: &Tx,
    file: &Checkpoints,
    before: &[(Uuid, i64)],
    now: DateTime<Utc>,
) -> Result<Vec<(Uuid, i64)>, CheckpointError> {
    let heads = ledger_head::Entity::find()
        .order_by_asc(ledger_head::Column::Chain)
        .all(tx)
        .await
        .map_err(StoreError::from)?;
    let fresh: Vec<Checkpoint> = heads
        .iter()
        .filter(|head| head.seq > 0 && !before.contains(&(head.chain, head.seq)))
        .map(|head| Checkpoint { chain: head.chain, seq: head.seq, hash: head.hash.clone(), at: now })
        .collect();
    file.add(&fresh)?;
    Ok(heads.iter().map(|head| (head.chain, head.seq)).collect())
}

/// Why checkpoints could not be written.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The database could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file could not be written.
    #[error("the file of checkpoints: {0}")]
    File(#[from] io::Error),
}
