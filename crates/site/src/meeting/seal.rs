//! The seals of a meeting: who has confirmed, who is waited for.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use gongjian_domain::kinds::PersonId;
use gongjian_domain::meeting::Word;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::PartyLine;
use crate::web::words::Lang;

/// The seal of one side, as far as it has confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SealView {
    /// The side.
    pub id: Uuid,
    /// What the side is called.
    pub name: String,
    /// The character it signs with.
    pub character: String,
    /// `school`, `enterprise`, `association` or `other`.
    pub side: &'static str,
    /// `empty` (not asked yet), `waiting`, `confirmed` or `returned`.
    pub state: &'static str,
    /// Who confirmed.
    pub by: Option<String>,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// The same as a sentence, for readers.
    #[serde(skip)]
    pub text: String,
}

/// The seals of `parties` to a meeting that stands at `word`. `names` may leave people out.
#[must_use]
pub fn seals(
    parties: &[PartyLine],
    word: Word,
    names: &HashMap<PersonId, String>,
    lang: Lang,
) -> Vec<SealView> {
    parties.iter().map(|party| seal(party, word, names, lang)).collect()
}

fn seal(party: &PartyLine, word: Word, names: &HashMap<PersonId, String>, lang: Lang) -> SealView {
    let state = match (word, party.signed, party.returned_at) {
        (_, Some(_), _) => "confirmed",
        (Word::AwaitingConfirmation, None, _) => "waiting",
        (Word::Returned, None, Some(_)) => "returned",
        _ => "empty",
    };
    let by = party.signed.and_then(|(by, _)| names.get(&by).cloned());
    let at = party.signed.map(|(_, at)| at);
    let mut args = vec![("side", party.name.clone().into())];
    args.push(("by", by.clone().unwrap_or_default().into()));
    args.push(("at", at.map(|at| lang.moment(at)).unwrap_or_default().into()));
    let key = if state == "confirmed" && by.is_none() {
        "meeting-seal-confirmed-short".to_owned()
    } else {
        format!("meeting-seal-{state}")
    };
    SealView {
        id: party.side.into(),
        name: party.name.clone(),
        character: party.seal.to_string(),
        side: party.kind.as_str(),
        state,
        text: lang.with(&key, &args),
        by,
        at,
    }
}

/// A school and an enterprise whose seals stand at `school` and `enterprise`, for the samples of pages.
#[must_use]
pub fn sample(school: &'static str, enterprise: &'static str) -> Vec<SealView> {
    let seal = |name: &str, character: &str, side, state| SealView {
        id: Uuid::nil(),
        name: name.to_owned(),
        character: character.to_owned(),
        side,
        state,
        by: (state == "confirmed").then(|| "周敏".to_owned()),
        at: (state == "confirmed").then_some(DateTime::UNIX_EPOCH),
        text: format!("{name} {state}"),
    };
    vec![seal("校方", "校", "school", school), seal("企方", "企", "enterprise", enterprise)]
}
