//! The zip archive of a workbook, looked at before and counted while it is unpacked.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::ReadError;
use super::xml::Xml;
use crate::limits::Limits;

/// A workbook's parts by path. Paths are compared without regard to case and to the kind of slash.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    places: HashMap<String, usize>,
    limits: Limits,
    /// Bytes unpacked so far, over all parts read.
    unpacked: u64,
}

impl<'a> Package<'a> {
    /// Opens the archive after checking what it claims about itself.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, ReadError> {
        // Counted before the directory is read into memory: an entry costs several times its bytes there.
        let parts = directory_entries(bytes);
        if parts > u64::from(limits.parts) {
            return Err(ReadError::TooManyParts { parts, limit: limits.parts });
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken_zip())?;
        if archive.has_overlapping_entries().map_err(|_| broken_zip())? {
            return Err(bomb(limits));
        }
        let mut places = HashMap::new();
        let mut claimed = 0u64;
        for place in 0..archive.len() {
            let entry = archive.by_index_raw(place).map_err(|_| broken_zip())?;
            if entry.encrypted() {
                return Err(ReadError::Encrypted);
            }
            claimed = claimed.saturating_add(entry.size());
            if claimed > limits.unpacked_bytes || too_dense(entry.size(), entry.compressed_size(), limits) {
                return Err(bomb(limits));
            }
            let name = entry.name().map_err(|_| broken_zip())?;
            places.insert(normal(&name), place);
        }
        let package = Self { archive, places, limits: limits.clone(), unpacked: 0 };
        package.refuse_what_is_no_workbook()?;
        Ok(package)
    }

    fn refuse_what_is_no_workbook(&self) -> Result<(), ReadError> {
        let has = |wanted: &str| self.places.keys().any(|path| path.starts_with(wanted));
        if self.places.keys().any(|path| path.ends_with("vbaproject.bin")) || has("xl/macrosheets/") {
            return Err(ReadError::Macros);
        }
        if has("xl/workbook.bin") {
            return Err(ReadError::Unsupported { format: "xlsb".to_owned() });
        }
        if has("content.xml") && has("mimetype") {
            return Err(ReadError::Unsupported { format: "ods".to_owned() });
        }
        for (start, looks_like) in [("word/", "word"), ("ppt/", "powerpoint")] {
            if has(start) {
                return Err(ReadError::NotATable { looks_like: looks_like.to_owned() });
            }
        }
        if !has("[content_types].xml") {
            return Err(ReadError::NotATable { looks_like: "zip".to_owned() });
        }
        Ok(())
    }

    /// The part at `path`, unpacked as it is read; `None` when there is none.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<Xml<Guard<'_, 'a>>>, ReadError> {
        let Some(&place) = self.places.get(&normal(path)) else { return Ok(None) };
        let damaged = || ReadError::Damaged { part: path.to_owned() };
        let entry = self.archive.by_index(place).map_err(|_| damaged())?;
        let guard = Guard {
            packed: entry.compressed_size(),
            entry,
            limits: &self.limits,
            unpacked: &mut self.unpacked,
            part_unpacked: 0,
        };
        Ok(Some(Xml::new(guard, path, self.limits.text_chars)))
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }
}

/// Reads a part and stops at the first byte over a limit, whatever the archive claimed.
pub(super) struct Guard<'p, 'a> {
    entry: ZipFile<'p, Cursor<&'a [u8]>>,
    packed: u64,
    limits: &'p Limits,
    unpacked: &'p mut u64,
    part_unpacked: u64,
}

impl Read for Guard<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.entry.read(into)?;
        self.part_unpacked += count as u64;
        *self.unpacked += count as u64;
        let dense = too_dense(self.part_unpacked, self.packed, self.limits);
        if dense || *self.unpacked > self.limits.unpacked_bytes {
            return Err(std::io::Error::other(bomb(self.limits)));
        }
        Ok(count)
    }
}

fn too_dense(unpacked: u64, packed: u64, limits: &Limits) -> bool {
    unpacked > Limits::RATIO_FROM && unpacked / packed.max(1) > limits.ratio
}

fn bomb(limits: &Limits) -> ReadError {
    ReadError::ZipBomb { limit_mb: limits.unpacked_bytes >> 20, ratio: limits.ratio }
}

fn broken_zip() -> ReadError {
    ReadError::Damaged { part: "zip".to_owned() }
}

/// Entries of the central directory, by their signature. Packed data may contain it by chance, once in
/// four billion bytes: that only makes the count too high by one.
fn directory_entries(bytes: &[u8]) -> u64 {
    bytes.windows(4).filter(|window| *window == b"PK\x01\x02").count() as u64
}

fn normal(path: &str) -> String {
    path.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
