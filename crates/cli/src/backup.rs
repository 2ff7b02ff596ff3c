//! `gongjian backup` and `gongjian restore`: database, keys and checkpoints in one file.
//!
//! The file is a plain tar archive. It holds the keys, so it must be kept as
//! safely as they are. A PostgreSQL database is saved with its own tools; the
//! archive then holds keys and checkpoints only.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use gongjian_site::ledger::verify;

use crate::config::Config;
use crate::{Failure, Place, open};

const DATABASE: &str = "gongjian.db";
const CHECKPOINTS: &str = "checkpoints.jsonl";
const KEYS: [&str; 2] = ["seal.key", "index.key"];
const KEY_PARTS: [&str; 2] = ["keys/seal.key", "keys/index.key"];

/// Writes the installation into `file`.
pub(crate) async fn write(place: &Place, file: &Path) -> Result<(), Failure> {
    let config = Config::read(place)?;
    if file.exists() {
        return Err(format!("{} is there already; choose another name", file.display()).into());
    }
    let site = open::for_command(place).await?;
    // The checkpoints are read first: none of them may be ahead of the copied database.
    let parts = [
        (CHECKPOINTS, config.data.dir.join(CHECKPOINTS)),
        (KEY_PARTS[0], config.keys().join(KEYS[0])),
        (KEY_PARTS[1], config.keys().join(KEYS[1])),
    ];
    let unfinished = file.with_file_name(format!("{}.part", file.file_name().unwrap_or_default().display()));
    let copy = config.data.dir.join("backup.copy");
    let outcome = pack(&site, &parts, &unfinished, &copy).await;
    remove_if_there(&copy)?;
    let embedded = !site.db.is_postgres();
    open::close(site).await?;
    if let Err(error) = outcome {
        remove_if_there(&unfinished)?;
        return Err(error);
    }
    fs::rename(&unfinished, file)?;
    say!("{}", file.display());
    if !embedded {
        warn!("gongjian: the archive holds keys and checkpoints; save the database itself with pg_dump");
    }
    Ok(())
}

async fn pack(
    site: &gongjian_site::Site,
    parts: &[(&str, PathBuf)],
    unfinished: &Path,
    copy: &Path,
) -> Result<(), Failure> {
    let mut small = Vec::new();
    for (name, path) in parts.iter().filter(|(_, path)| path.exists()) {
        small.push((*name, fs::read(path)?));
    }
    let mut archive = tar::Builder::new(owner_only(unfinished)?);
    if !site.db.is_postgres() {
        remove_if_there(copy)?;
        site.db.copy_into(copy).await?;
        archive.append_path_with_name(copy, DATABASE)?;
    }
    for (name, bytes) in small {
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(bytes.len())?);
        header.set_mode(0o600);
        header.set_cksum();
        archive.append_data(&mut header, name, bytes.as_slice())?;
    }
    archive.into_inner()?.sync_all()?;
    Ok(())
}

fn remove_if_there(path: &Path) -> Result<(), Failure> {
    if path.exists() {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// Restores `file` into a data folder in which there is no installation yet.
pub(crate) async fn restore(place: &Place, file: &Path) -> Result<(), Failure> {
    let config = Config::read(place)?;
    let (data, keys) = (&config.data.dir, config.keys());
    for taken in [data.join(DATABASE), data.join(CHECKPOINTS), keys.join(KEYS[0]), keys.join(KEYS[1])] {
        if taken.exists() {
            return Err(
                format!("{} is there already; restore into an empty data folder", taken.display()).into()
            );
        }
    }
    open::make_private(data)?;
    open::make_private(&keys)?;
    let mut archive =
        tar::Archive::new(File::open(file).map_err(|error| format!("{}: {error}", file.display()))?);
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.display().to_string();
        let target = match name.as_str() {
            DATABASE | CHECKPOINTS => data.join(&name),
            "keys/seal.key" => keys.join(KEYS[0]),
            "keys/index.key" => keys.join(KEYS[1]),
            other => {
                return Err(format!("{}: holds {other}, which is no part of a backup", file.display()).into());
            }
        };
        let mut written = owner_only(&target)?;
        std::io::copy(&mut entry, &mut written)?;
        written.sync_all()?;
    }
    let site = open::for_command(place).await?;
    let seen = site.checkpoints().all()?;
    let as_of = verify::copied_at(&seen, site.clock.now());
    let report = verify::audit(&site.db.snapshot().await?, &seen, as_of).await?;
    site.db.clone().close().await;
    match report.faults.first() {
        None => {
            say!("restored; the ledger of {} entries is whole", report.entries);
            Ok(())
        }
        Some(fault) => {
            Err(format!("restored, but the ledger has {} faults: {fault}", report.faults.len()).into())
        }
    }
}

fn owner_only(path: &Path) -> Result<File, Failure> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(path).map_err(|error| format!("{}: {error}", path.display()))?)
}
