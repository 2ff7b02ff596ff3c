//! The way of a meeting so far, and what comes: the time-line of its record.

use std::collections::HashMap;

use gongjian_domain::kinds::PersonId;
use gongjian_domain::meeting::{State, Word};
use serde::Serialize;
use utoipa::ToSchema;

use super::store::{Found, StepLine};
use crate::web::words::Lang;

/// A step of the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct WayStep {
    /// `done`, `now` or `later`.
    pub state: &'static str,
    /// What it is, in words.
    pub title: String,
    /// When it was taken.
    pub when: String,
    /// Who took it, and for which side.
    pub who: String,
    /// What was said with it.
    pub note: String,
}

/// The steps taken, the one that is open, and those that follow by themselves.
pub(super) fn way(found: &Found, names: &HashMap<PersonId, String>, lang: Lang) -> Vec<WayStep> {
    let mut way: Vec<WayStep> = found.steps.iter().map(|step| taken(step, found, names, lang)).collect();
    let ahead = ahead(&found.meeting.state, found, lang);
    way.extend(ahead.into_iter().enumerate().map(|(place, title)| WayStep {
        state: if place == 0 { "now" } else { "later" },
        title,
        when: String::new(),
        who: String::new(),
        note: String::new(),
    }));
    way
}

fn taken(step: &StepLine, found: &Found, names: &HashMap<PersonId, String>, lang: Lang) -> WayStep {
    let side = step.side.and_then(|side| found.party(side)).map(|party| party.name.as_str());
    let name = names.get(&step.by).cloned().unwrap_or_default();
    let version = i64::from(step.version.unwrap_or_default());
    WayStep {
        state: "done",
        title: lang.with(
            &format!("meeting-step-{}", step.word),
            &[("side", side.unwrap_or_default().into()), ("version", version.into())],
        ),
        when: lang.moment(step.at),
        who: match side {
            Some(side) => format!("{name} · {side}"),
            None => name,
        },
        note: step.note.clone().unwrap_or_default(),
    }
}

fn ahead(state: &State, found: &Found, lang: Lang) -> Vec<String> {
    let plain = |word: &str| lang.t(&format!("meeting-ahead-{word}"));
    let confirming = found
        .parties
        .iter()
        .filter(|party| party.signed.is_none())
        .map(|party| lang.with("meeting-ahead-confirm", &[("side", party.name.clone().into())]));
    let words: &[&str] = match state.word() {
        Word::Draft | Word::Planned => &["invite", "hold", "minute", "hand_in"],
        Word::Invited => &["hold", "minute", "hand_in"],
        Word::Held => &["minute", "hand_in"],
        Word::Returned => &["mend", "hand_in"],
        Word::Minuted => &["hand_in"],
        Word::AwaitingConfirmation => &[],
        Word::Confirmed | Word::Cancelled => return Vec::new(),
    };
    words.iter().map(|word| plain(word)).chain(confirming).collect()
}
