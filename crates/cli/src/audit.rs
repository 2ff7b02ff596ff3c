//! `gongjian audit verify`: is the ledger whole?

use std::process::ExitCode;

use clap::Subcommand;
use gongjian_site::ledger::verify::verify;

use crate::{Failure, Place, open};

/// What can be asked about the ledger.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Walks every chain and names each entry that was altered, removed, moved or cut off.
    Verify {
        /// Print one JSON document.
        #[arg(long)]
        json: bool,
    },
}

pub(crate) async fn run(place: &Place, command: Command) -> Result<ExitCode, Failure> {
    let Command::Verify { json } = command;
    let site = open::for_command(place).await?;
    let report = verify(&site.db.snapshot().await?, &site.checkpoints().all()?).await?;
    site.db.clone().close().await;
    if json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        println!(
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
        eprintln!("gongjian: {fault}");
    }
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
