//! Keys that lie outside the database, and what is done with them.
//!
//! One key file seals columns of class P4, a second makes the blind index that
//! finds duplicates without opening anything. Both lie in `DATA/keys/`, are
//! made for an empty installation and never again, and may be read by the owner only.

mod store;

use std::fs;
use std::io::Write;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

pub use store::{open_for, recognises};

const KEY_LENGTH: usize = 32;
const NONCE_LENGTH: usize = 24;
const FILES: [&str; 2] = ["seal.key", "index.key"];

/// Why a key could not be had or a sealed value not opened.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The key file could not be read or written.
    #[error("key file {path}: {cause}")]
    File {
        /// Which file.
        path: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The key file is not 32 bytes long.
    #[error("key file {0} is damaged: it must hold 32 bytes")]
    Damaged(String),
    /// The key file is not there, but data that need it are.
    #[error(
        "key file {0} is missing, and the database holds data made with it; restore this file from a backup"
    )]
    Missing(String),
    /// The value was sealed with another key, for another column, or altered.
    #[error("a sealed value does not open with this key")]
    Unopened,
    /// The system gave no random bytes.
    #[error("no random bytes from the system")]
    NoRandom,
}

/// Fills `bytes` from the system's generator.
///
/// # Errors
///
/// When the system has none to give.
pub fn random(bytes: &mut [u8]) -> Result<(), KeyError> {
    getrandom::fill(bytes).map_err(|_| KeyError::NoRandom)
}

/// A new secret of 32 random bytes, in 64 hexadecimal digits.
///
/// # Errors
///
/// When the system gives no random bytes.
pub fn secret() -> Result<String, KeyError> {
    let mut bytes = [0_u8; KEY_LENGTH];
    random(&mut bytes)?;
    Ok(hex(&bytes))
}

/// SHA-256 of `text` in hexadecimal: how secrets are remembered.
#[must_use]
pub fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// `bytes` in lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
        text
    })
}

/// The installation's keys, held in memory while it runs.
#[derive(Clone)]
pub struct Keys {
    seal: XChaCha20Poly1305,
    index: [u8; KEY_LENGTH],
}

impl Keys {
    /// Reads the keys in `dir`, or makes those that are not there. For an installation without data alone:
    /// a new key beside old data opens none of them. [`open_for`] looks first.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, written or is damaged.
    pub fn open(dir: &Path) -> Result<Self, KeyError> {
        let [seal, index] = FILES.map(|name| dir.join(name));
        Ok(Self::of(read_or_make(&seal)?, read_or_make(&index)?))
    }

    /// Reads the keys in `dir`.
    ///
    /// # Errors
    ///
    /// When a file is missing, damaged or cannot be read.
    pub fn read(dir: &Path) -> Result<Self, KeyError> {
        let [seal, index] = FILES.map(|name| dir.join(name));
        let there = |path: &Path| read(path)?.ok_or_else(|| KeyError::Missing(path.display().to_string()));
        Ok(Self::of(there(&seal)?, there(&index)?))
    }

    fn of(seal: [u8; KEY_LENGTH], index: [u8; KEY_LENGTH]) -> Self {
        Self { seal: XChaCha20Poly1305::new(&Key::from(seal)), index }
    }

    /// Encrypts `plain` for one column. `place` names table and column, so that a
    /// sealed value copied elsewhere does not open there.
    ///
    /// # Errors
    ///
    /// When the system gives no random bytes.
    pub fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut nonce = [0_u8; NONCE_LENGTH];
        random(&mut nonce)?;
        let sealed = self
            .seal
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: place.as_bytes() })
            .map_err(|_| KeyError::Unopened)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`Keys::seal`] sealed for the same place.
    ///
    /// # Errors
    ///
    /// When the value was sealed with another key or place, or altered.
    pub fn open_sealed(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE_LENGTH>().ok_or(KeyError::Unopened)?;
        self.seal
            .decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: place.as_bytes() })
            .map_err(|_| KeyError::Unopened)
    }

    /// The blind index of `plain`: equal for equal values, telling nothing without the key.
    ///
    /// # Errors
    ///
    /// Never with a key of the right length.
    pub fn blind(&self, place: &str, plain: &str) -> Result<Vec<u8>, KeyError> {
        let mut mac =
            <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.index).map_err(|_| KeyError::Unopened)?;
        mac.update(place.as_bytes());
        mac.update(&[0]);
        mac.update(plain.as_bytes());
        Ok(mac.finalize().into_bytes().to_vec())
    }
}

fn failed(path: &Path) -> impl Fn(std::io::Error) -> KeyError {
    let path = path.display().to_string();
    move |cause| KeyError::File { path: path.clone(), cause }
}

fn read(path: &Path) -> Result<Option<[u8; KEY_LENGTH]>, KeyError> {
    match fs::read(path) {
        Ok(bytes) => bytes.try_into().map(Some).map_err(|_| KeyError::Damaged(path.display().to_string())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(path)(error)),
    }
}

fn read_or_make(path: &Path) -> Result<[u8; KEY_LENGTH], KeyError> {
    if let Some(key) = read(path)? {
        return Ok(key);
    }
    let mut key = [0_u8; KEY_LENGTH];
    random(&mut key)?;
    write(path, &key).map_err(failed(path))?;
    Ok(key)
}

/// Written beside and renamed, so that a crash leaves no half key; the folder is written through as well, so that
/// a power cut after the first sealed value does not leave it without its key.
fn write(path: &Path, key: &[u8]) -> std::io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    private_folder().create(dir)?;
    let fresh = path.with_extension("new");
    drop(fs::remove_file(&fresh));
    let mut file = owner_only().open(&fresh)?;
    file.write_all(key)?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    #[cfg(unix)]
    fs::File::open(dir)?.sync_all()?;
    Ok(())
}

fn private_folder() -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

fn owner_only() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_in_its_place_and_unaltered() {
        let dir = tempfile::tempdir().unwrap();
        let keys = Keys::open(dir.path()).unwrap();
        let sealed = keys.seal("person.id_number", b"330106198807050911").unwrap();
        assert_eq!(keys.open_sealed("person.id_number", &sealed).unwrap(), b"330106198807050911");
        assert!(keys.open_sealed("person.family", &sealed).is_err());
        let mut altered = sealed.clone();
        *altered.last_mut().unwrap() ^= 1;
        assert!(keys.open_sealed("person.id_number", &altered).is_err());
        assert!(!sealed.windows(6).any(|w| w == b"330106"));
    }

    #[test]
    fn keys_stay_the_same_over_a_restart_and_are_the_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("keys");
        let first = Keys::open(&dir).unwrap().blind("p", "x").unwrap();
        assert_eq!(first, Keys::open(&dir).unwrap().blind("p", "x").unwrap());
        assert_eq!(first, Keys::read(&dir).unwrap().blind("p", "x").unwrap());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&dir), mode(&dir.join("seal.key"))), (0o700, 0o600));
        }
    }

    #[test]
    fn reading_makes_no_key_and_names_the_missing_one() {
        let dir = tempfile::tempdir().unwrap();
        Keys::open(dir.path()).unwrap();
        fs::remove_file(dir.path().join("index.key")).unwrap();
        let refused = Keys::read(dir.path()).err().unwrap();
        assert!(matches!(&refused, KeyError::Missing(path) if path.ends_with("index.key")), "{refused}");
        assert!(!dir.path().join("index.key").exists());
    }
}
