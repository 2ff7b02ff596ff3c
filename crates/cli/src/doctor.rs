//! `gongjian doctor`: looks at the installation and says what is wrong with it.

use std::process::ExitCode;

use gongjian_site::clock::Clock;
use gongjian_site::db::Db;
use gongjian_site::ledger::checkpoint::Checkpoints;
use gongjian_site::{job, ledger};
use serde::Serialize;

use crate::config::Config;
use crate::{Failure, Place, open};

/// One thing looked at.
#[derive(Serialize)]
struct Look {
    what: &'static str,
    well: bool,
    found: String,
}

pub(crate) async fn run(place: &Place, json: bool) -> Result<ExitCode, Failure> {
    let config = Config::read(place)?;
    let mut looks = vec![keys(&config), disk(&config)];
    match Db::connect(&open::url(&config)).await {
        Err(error) => looks.push(look("database", Err(error.to_string()))),
        Ok(db) => {
            database(&db, &config, &mut looks).await;
            db.close().await;
        }
    }
    if json {
        say!("{}", serde_json::to_string_pretty(&looks)?);
    } else {
        for look in &looks {
            say!("{} {}: {}", if look.well { "○" } else { "●" }, look.what, look.found);
        }
    }
    Ok(if looks.iter().all(|look| look.well) { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn look(what: &'static str, found: Result<String, String>) -> Look {
    match found {
        Ok(found) => Look { what, well: true, found },
        Err(found) => Look { what, well: false, found },
    }
}

fn keys(config: &Config) -> Look {
    let dir = config.keys();
    let missing: Vec<String> = ["seal.key", "index.key"]
        .iter()
        .map(|name| dir.join(name))
        .filter(|path| !path.is_file())
        .map(|path| path.display().to_string())
        .collect();
    let readable_by_others = ["seal.key", "index.key"].iter().any(|name| open_to_others(&dir.join(name)));
    look(
        "keys",
        if !missing.is_empty() {
            Err(format!(
                "not there: {} (made at first start; later, restore from a backup)",
                missing.join(", ")
            ))
        } else if readable_by_others {
            Err(format!("the keys in {} may be read by others; run chmod 600", dir.display()))
        } else {
            Ok(dir.display().to_string())
        },
    )
}

#[cfg(unix)]
fn open_to_others(path: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn open_to_others(_: &std::path::Path) -> bool {
    false
}

fn disk(config: &Config) -> Look {
    let probe = config.data.dir.join(".doctor");
    let written = std::fs::write(&probe, b"written").and_then(|()| std::fs::remove_file(&probe));
    look(
        "data folder",
        written.map(|()| config.data.dir.display().to_string()).map_err(|error| error.to_string()),
    )
}

async fn database(db: &Db, config: &Config, looks: &mut Vec<Look>) {
    let pending = db.pending().await;
    let current = matches!(pending, Ok(0));
    looks.push(look(
        "database",
        match pending {
            Ok(0) => {
                Ok(if db.is_postgres() { "PostgreSQL, up to date" } else { "SQLite, up to date" }.to_owned())
            }
            Ok(n) => Err(format!("{n} migrations have not run; run gongjian migrate")),
            Err(error) => Err(error.to_string()),
        },
    ));
    if !current {
        return;
    }
    let dead = job::dead(&db.read()).await;
    looks.push(look(
        "jobs",
        match dead {
            Ok(dead) if dead.is_empty() => Ok("no dead letters".to_owned()),
            Ok(dead) => Err(format!("{} jobs failed too often", dead.len())),
            Err(error) => Err(error.to_string()),
        },
    ));
    looks.push(look("ledger", ledger_whole(db, config).await));
}

async fn ledger_whole(db: &Db, config: &Config) -> Result<String, String> {
    let seen =
        Checkpoints::in_dir(&config.data.dir).all().map_err(|error| format!("checkpoints: {error}"))?;
    let tx = db.snapshot().await.map_err(|error| error.to_string())?;
    let report =
        ledger::verify::audit(&tx, &seen, Clock::system().now()).await.map_err(|error| error.to_string())?;
    if report.faults.is_empty() {
        Ok(format!("{} entries, whole, {} checkpoints", report.entries, report.checkpoints))
    } else {
        Err(format!("{} faults; run gongjian audit verify", report.faults.len()))
    }
}
