//! `gongjian audit verify`: is the ledger whole?

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use gongjian_site::ledger::checkpoint::{Checkpoint, Checkpoints};
use gongjian_site::ledger::verify;

use crate::{Failure, Place, open};

/// What can be asked about the ledger.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Walks every chain and names each entry that was altered, removed, moved or cut off.
    Verify {
        /// Print one JSON document.
        #[arg(long)]
        json: bool,
        /// A copy of checkpoints.jsonl kept on another machine [default: the one in the data folder].
        #[arg(long, value_name = "FILE")]
        checkpoints: Option<PathBuf>,
    },
}

pub(crate) async fn run(place: &Place, command: Command) -> Result<ExitCode, Failure> {
    let Command::Verify { json, checkpoints } = command;
    let site = open::for_command(place).await?;
    let now = site.clock.now();
    let (seen, as_of) = match checkpoints {
        None => (site.checkpoints().all()?, now),
        Some(file) => {
            let seen = copy(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            let as_of = verify::copied_at(&seen, now);
            (seen, as_of)
        }
    };
    let report = verify::audit(&site.db.snapshot().await?, &seen, as_of).await?;
    site.db.clone().close().await;
    if json {
        say!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        say!(
            "{} chains, {} entries, {} checkpoints: {}",
            report.chains,
            report.entries,
            report.checkpoints,
            if report.faults.is_empty() {
                "the ledger is whole".to_owned()
            } else {
                format!("{} faults", report.faults.len())
            }
        );
    }
    for fault in &report.faults {
        warn!("gongjian: {fault}");
    }
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// What a copy says. Unlike the installation's own file, it has to be there.
fn copy(file: &Path) -> std::io::Result<Vec<Checkpoint>> {
    std::fs::metadata(file)?;
    Checkpoints::copy(file).all()
}
