//! What is to be done next about a meeting, by the one who looks at it.

use chrono::NaiveDate;
use gongjian_domain::kinds::{PersonId, SideId};
use gongjian_domain::meeting::{Reply, State};
use gongjian_domain::reason::Reason;
use serde::Serialize;
use utoipa::ToSchema;

use super::store::Found;

/// The next step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NextView {
    /// `invite`, `reply`, `presence`, `minutes`, `hand_in`, `confirm`, `mend`, or `wait`, `settled`, `cancelled`.
    pub step: &'static str,
    /// What it is, as a sentence's key and values.
    #[schema(value_type = Object)]
    pub sentence: Reason,
    /// Until when.
    #[schema(value_type = Option<Object>)]
    pub deadline: Option<Reason>,
    /// `quiet`, `due` or `overdue`.
    pub tone: &'static str,
}

/// Who looks, and what that person may do.
#[derive(Debug, Clone)]
pub(super) struct Looker {
    /// The person.
    pub(super) person: PersonId,
    /// Whether the meeting may be changed.
    pub(super) change: bool,
    /// The sides that may be confirmed for.
    pub(super) own: Vec<SideId>,
}

impl Looker {
    /// The first own side that has not confirmed what is on the table.
    pub(super) fn unsigned(&self, found: &Found) -> Option<SideId> {
        let open = |side: &&SideId| found.party(**side).is_some_and(|party| party.signed.is_none());
        self.own.iter().find(open).copied()
    }
}

/// How long there is until `on`: a sentence and its tone.
#[must_use]
pub fn deadline(on: NaiveDate, today: NaiveDate) -> (Reason, &'static str) {
    let days = (on - today).num_days();
    match days {
        0 => (Reason::new("deadline-today"), "due"),
        1.. => {
            let tone = if days <= 3 { "due" } else { "quiet" };
            (Reason::new("deadline-in").with("days", days).with("on", on), tone)
        }
        _ => (Reason::new("deadline-past").with("days", -days).with("on", on), "overdue"),
    }
}

/// The next step for `looker` on `today`.
pub(super) fn next(found: &Found, looker: &Looker, today: NaiveDate) -> NextView {
    let plain = |step: &'static str| NextView {
        step,
        sentence: Reason::new(&format!("meeting-next-{step}")),
        deadline: None,
        tone: "quiet",
    };
    let waiting = || NextView {
        step: "wait",
        sentence: Reason::new(&format!("meeting-wait-{}", found.meeting.state.word().as_str())),
        deadline: None,
        tone: "quiet",
    };
    match &found.meeting.state {
        State::Draft | State::Planned if looker.change => plain("invite"),
        State::Invited { roll } => {
            let on = found.meeting.plan.on;
            let (sentence, tone) = deadline(on, today);
            let asked = |one: &gongjian_domain::meeting::Invitee| {
                one.person == looker.person && one.reply == Reply::Pending
            };
            let step = if looker.change && today >= on {
                plain("presence")
            } else if today <= on && roll.iter().any(asked) {
                plain("reply")
            } else {
                answers(roll)
            };
            NextView { deadline: Some(sentence), tone, ..step }
        }
        State::Held { .. } if looker.change => plain("minutes"),
        State::Minuted { .. } if looker.change => plain("hand_in"),
        State::AwaitingConfirmation { .. } => match looker.unsigned(found) {
            Some(side) => {
                let name = found.party(side).map(|party| party.name.clone()).unwrap_or_default();
                let sentence = Reason::new("meeting-next-confirm").with("side", name);
                NextView { sentence, ..plain("confirm") }
            }
            None => {
                let open = found.parties.iter().filter(|party| party.signed.is_none());
                let names: Vec<String> = open.map(|party| party.name.clone()).collect();
                let sentence = Reason::new("meeting-wait-confirm").with("sides", names);
                NextView { sentence, ..waiting() }
            }
        },
        State::Returned { .. } if looker.change => plain("mend"),
        State::Confirmed { .. } => plain("settled"),
        State::Cancelled { cancellation, .. } => {
            let sentence = Reason::new("meeting-next-cancelled").with("reason", cancellation.reason.clone());
            NextView { sentence, ..plain("cancelled") }
        }
        State::Draft
        | State::Planned
        | State::Held { .. }
        | State::Minuted { .. }
        | State::Returned { .. } => waiting(),
    }
}

/// The answers so far, while the day is waited for.
fn answers(roll: &[gongjian_domain::meeting::Invitee]) -> NextView {
    let count = |wanted: fn(&Reply) -> bool| {
        let number = roll.iter().filter(|one| wanted(&one.reply)).count();
        i64::try_from(number).unwrap_or(i64::MAX)
    };
    let sentence = Reason::new("meeting-wait-day")
        .with("coming", count(|reply| *reply == Reply::Coming))
        .with("leave", count(|reply| matches!(reply, Reply::Leave { .. })))
        .with("pending", count(|reply| *reply == Reply::Pending));
    NextView { step: "wait", sentence, deadline: None, tone: "quiet" }
}
