//! Minutes, the signatures under them, and what is added later.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Party, Refusal};
use crate::kinds::{PersonId, SideId};

/// One version of the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// Counted from 1; a new one begins after a return.
    pub version: u32,
    /// What happened.
    pub text: String,
    /// What was resolved, one by one.
    pub resolutions: Vec<String>,
    /// Who wrote it.
    pub by: PersonId,
    /// When it was last written.
    pub at: DateTime<Utc>,
}

/// A side's confirmation of one version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Signature {
    /// The side confirmed for: the one the person is secretary of.
    pub side: SideId,
    /// Who confirmed.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// A side's return of one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    /// The side that sends it back.
    pub side: SideId,
    /// Who sent it back.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// What has to change; never empty.
    pub comment: String,
}

/// What is added to confirmed minutes; they themselves stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addendum {
    /// What is added; never empty.
    pub text: String,
    /// The side that adds it.
    pub side: SideId,
    /// Who added it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// The party a side is, if it is one.
pub(super) fn party(parties: &[Party], side: SideId) -> Result<Party, Refusal> {
    parties.iter().copied().find(|party| party.side == side).ok_or(Refusal::NotAParty)
}

/// `signatures` with one more, each side and each person once.
pub(super) fn signed(
    mut signatures: Vec<Signature>,
    signature: Signature,
    parties: &[Party],
) -> Result<Vec<Signature>, Refusal> {
    let party = party(parties, signature.side)?;
    if signatures.iter().any(|other| other.side == signature.side) {
        return Err(Refusal::AlreadyConfirmed { seal: party.seal });
    }
    if signatures.iter().any(|other| other.by == signature.by) {
        return Err(Refusal::SamePerson { seal: party.seal });
    }
    signatures.push(signature);
    Ok(signatures)
}
