//! The people of a meeting, side by side, with their answers, presence and counts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use gongjian_domain::kinds::{PersonId, SideId};
use gongjian_domain::meeting::{Attendance, Invitee, Role, State, Status, Tally, replies, tally, total};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::Found;

/// One side's people and counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct SideView {
    /// The side; none for guests who come with no side.
    pub id: Option<Uuid>,
    /// What it is called.
    pub name: String,
    /// The character it signs with; empty for guests.
    pub character: String,
    /// `school`, `enterprise`, `association` or `other`.
    pub kind: &'static str,
    /// How many members are expected.
    pub expected: u32,
    /// How many were there; 0 before the meeting.
    pub present: u32,
    /// How many are on leave: those who asked for it before, those who were noted after.
    pub on_leave: u32,
    /// How many were absent; 0 before the meeting.
    pub absent: u32,
    /// Before the meeting: how many say they come.
    pub coming: u32,
    /// Before the meeting: how many have not answered.
    pub pending: u32,
    /// Everybody on the side, guests of that side last.
    pub people: Vec<PersonView>,
}

/// Somebody on the roll.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct PersonView {
    /// Who.
    pub person: Uuid,
    /// The name.
    pub name: String,
    /// Whether the person sits in without being counted as expected.
    pub guest: bool,
    /// `pending`, `coming`, `leave`; from the day on `present`, `leave`, `absent`.
    pub state: String,
    /// Why on leave; only for those who may know.
    pub reason: String,
    /// What stood here before it was corrected.
    pub former: Vec<FormerView>,
}

/// What a line of the presence list said before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FormerView {
    /// `present`, `leave` or `absent`.
    pub was: String,
    /// Why it was corrected.
    pub reason: String,
    /// Who corrected it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The counts of everybody expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct TallyView {
    /// How many were expected.
    pub expected: u32,
    /// How many were there.
    pub present: u32,
    /// How many were on leave.
    pub on_leave: u32,
    /// How many were absent.
    pub absent: u32,
}

impl From<Tally> for TallyView {
    fn from(tally: Tally) -> Self {
        Self {
            expected: tally.expected,
            present: tally.present,
            on_leave: tally.on_leave,
            absent: tally.absent,
        }
    }
}

/// Who may know why somebody is on leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reasons {
    /// All reasons: whoever keeps the list.
    All,
    /// One's own.
    Of(PersonId),
}

impl Reasons {
    fn shown(self, person: PersonId, reason: Option<&str>) -> String {
        match self {
            Self::Of(own) if own != person => String::new(),
            _ => reason.unwrap_or_default().to_owned(),
        }
    }
}

/// The sides of a meeting with their people; guests of no side come last, under no seal.
pub(super) fn sides(found: &Found, names: &HashMap<PersonId, String>, reasons: Reasons) -> Vec<SideView> {
    let people: Vec<(Role, PersonView)> = match &found.meeting.state {
        State::Invited { roll } | State::Cancelled { roll, .. } => {
            roll.iter().map(|one| (one.role, invitee(one, names, reasons))).collect()
        }
        state => state
            .attendance()
            .map(|roll| roll.iter().map(|one| (one.role, attendance(one, names, reasons))).collect())
            .unwrap_or_default(),
    };
    let on = |wanted: Option<SideId>| -> Vec<PersonView> {
        let of_side = |role: &Role| match role {
            Role::Expected { side } => Some(*side) == wanted,
            Role::Guest { side } => *side == wanted,
        };
        let mut own: Vec<PersonView> =
            people.iter().filter(|(role, _)| of_side(role)).map(|(_, person)| person.clone()).collect();
        own.sort_by_key(|person| person.guest);
        own
    };
    let mut views: Vec<SideView> = found
        .parties
        .iter()
        .map(|party| SideView {
            id: Some(party.side.into()),
            name: party.name.clone(),
            character: party.seal.to_string(),
            kind: party.kind.as_str(),
            people: on(Some(party.side)),
            ..counts(&found.meeting.state, party.side)
        })
        .collect();
    let guests = on(None);
    if !guests.is_empty() {
        views.push(SideView { kind: "other", people: guests, ..SideView::default() });
    }
    views
}

/// The counts of one side.
pub(super) fn counts(state: &State, side: SideId) -> SideView {
    match state {
        State::Invited { roll } => {
            let replies = replies(roll, side);
            SideView {
                expected: replies.pending + replies.coming + replies.on_leave,
                on_leave: replies.on_leave,
                coming: replies.coming,
                pending: replies.pending,
                ..SideView::default()
            }
        }
        state => {
            let tally = state.attendance().map(|roll| tally(roll, side)).unwrap_or_default();
            SideView {
                expected: tally.expected,
                present: tally.present,
                on_leave: tally.on_leave,
                absent: tally.absent,
                ..SideView::default()
            }
        }
    }
}

/// The counts of everybody expected, once the meeting was held.
pub(super) fn sum(state: &State) -> Option<TallyView> {
    state.attendance().map(|roll| total(roll).into())
}

fn named(names: &HashMap<PersonId, String>, person: PersonId) -> String {
    names.get(&person).cloned().unwrap_or_default()
}

fn invitee(one: &Invitee, names: &HashMap<PersonId, String>, reasons: Reasons) -> PersonView {
    PersonView {
        person: one.person.into(),
        name: named(names, one.person),
        guest: matches!(one.role, Role::Guest { .. }),
        state: one.reply.word().to_owned(),
        reason: reasons.shown(one.person, one.reply.reason()),
        former: Vec::new(),
    }
}

fn attendance(one: &Attendance, names: &HashMap<PersonId, String>, reasons: Reasons) -> PersonView {
    let former = one.former.iter().map(|former| FormerView {
        was: former.was.word().to_owned(),
        reason: former.reason.clone(),
        by: named(names, former.by),
        at: former.at,
    });
    PersonView {
        person: one.person.into(),
        name: named(names, one.person),
        guest: matches!(one.role, Role::Guest { .. }),
        state: one.status.word().to_owned(),
        reason: reasons.shown(one.person, one.status.reason()),
        former: former.collect(),
    }
}

/// Everybody whose name a page about this meeting may have to say.
pub(super) fn everybody(found: &Found) -> Vec<PersonId> {
    let mut people = found.invited.clone();
    people.extend(found.steps.iter().map(|step| step.by));
    people.extend(found.parties.iter().filter_map(|party| party.signed.map(|(by, _)| by)));
    people.extend(found.meeting.plan.responsible.iter().map(|one| one.person));
    people.extend(found.meeting.state.minutes().map(|minutes| minutes.by));
    let former = found.meeting.state.attendance().into_iter().flatten().flat_map(|line| &line.former);
    people.extend(former.map(|former| former.by));
    people
}

/// A presence status from what a form sends; leave without a word gets `asked`, the reason given before.
pub(super) fn status(word: &str, reason: &str, asked: Option<&str>) -> Option<Status> {
    let reason = if reason.is_empty() { asked.unwrap_or_default() } else { reason };
    Status::stored(word, Some(reason.to_owned()))
}

/// A side with three people, for the samples of pages.
pub(super) fn sample(kind: &'static str, states: &[&str]) -> SideView {
    let character = if kind == "school" { "校" } else { "企" };
    let base = if kind == "school" { 0x100 } else { 0x200 };
    let person = |(number, state): (u128, &&str)| PersonView {
        person: Uuid::from_u128(base + number),
        name: "欧阳娜娜".to_owned(),
        state: (*state).to_owned(),
        reason: if *state == "leave" { "出差".to_owned() } else { String::new() },
        ..PersonView::default()
    };
    SideView {
        id: Some(Uuid::from_u128(base)),
        name: format!("{character}方"),
        character: character.to_owned(),
        kind,
        expected: 3,
        present: 1,
        on_leave: 1,
        absent: 1,
        coming: 1,
        pending: 1,
        people: (0..).zip(states).map(person).collect(),
    }
}
