//! Notices: what happened to a meeting, told to those it concerns after the change has been saved.
//!
//! A step enqueues a job in its own transaction; the job finds out who is concerned and writes a
//! notice for each. A job that is tried again tells nobody twice.

mod store;

use axum::extract::State;
use axum::response::Response;
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use gongjian_domain::kinds::{MeetingId, PersonId};
use gongjian_domain::meeting::{Plan, Reply, State as Standing};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use store::mark_seen;
pub use store::{NoticeLine, unseen};

use super::store::{Found, secretaries};
use crate::Site;
use crate::clock::{self, Clock};
use crate::db::{StoreError, Tx};
use crate::job as jobs;
use crate::policy::Thing;
use crate::policy::actions::ChangeOwn;
use crate::web::{AppError, Visit};

/// The hour of the day before at which people are reminded.
const REMINDER_HOUR: u32 = 17;
/// Topics of these jobs begin with this.
pub const TOPIC: &str = "meeting.";

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(seen))
}

/// What a notice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// You are invited.
    Invited,
    /// It has another time or place.
    Moved,
    /// It was called off.
    Cancelled,
    /// It is tomorrow.
    Reminder,
    /// The minutes wait for your side.
    HandedIn,
    /// A side sent the minutes back.
    SentBack,
    /// Every side has confirmed.
    Confirmed,
}

impl Word {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Invited,
        Self::Moved,
        Self::Cancelled,
        Self::Reminder,
        Self::HandedIn,
        Self::SentBack,
        Self::Confirmed,
    ];

    /// The word stored, and the job's topic after [`TOPIC`].
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Moved => "moved",
            Self::Cancelled => "cancelled",
            Self::Reminder => "reminder",
            Self::HandedIn => "handed_in",
            Self::SentBack => "sent_back",
            Self::Confirmed => "confirmed",
        }
    }

    /// The one stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// What a job of this kind carries: ids and days, no words.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    meeting: MeetingId,
    /// For a reminder: the day it was set for. A meeting moved since then has another.
    on: Option<NaiveDate>,
}

/// Writes down that everybody concerned is to be told `word` about the meeting.
pub(crate) async fn tell(tx: &Tx, clock: &Clock, word: Word, meeting: MeetingId) -> Result<(), StoreError> {
    let topic = format!("{TOPIC}{}", word.as_str());
    jobs::enqueue(tx, clock, &topic, json!(Payload { meeting, on: None })).await?;
    Ok(())
}

/// Writes down that people are to be reminded the day before, if that is still to come.
pub(crate) async fn remind(
    tx: &Tx,
    clock: &Clock,
    meeting: MeetingId,
    plan: &Plan,
) -> Result<(), StoreError> {
    let hour = NaiveTime::from_hms_opt(REMINDER_HOUR, 0, 0).unwrap_or_default();
    let at = clock::moment_of(plan.on.and_time(hour) - TimeDelta::days(1));
    if at > clock.now() {
        let topic = format!("{TOPIC}{}", Word::Reminder.as_str());
        jobs::enqueue_at(tx, clock, &topic, json!(Payload { meeting, on: Some(plan.on) }), at).await?;
    }
    Ok(())
}

/// Does the work of `job`, whose topic begins with [`TOPIC`].
///
/// # Errors
///
/// What went wrong, for the job's record.
pub async fn deliver(site: &Site, job: &jobs::Job) -> Result<(), String> {
    let word = job.topic.strip_prefix(TOPIC).and_then(Word::parse);
    let word = word.ok_or_else(|| format!("no notice is called {}", job.topic))?;
    let payload = Payload::deserialize(&job.payload).map_err(|error| error.to_string())?;
    let kept = site.db.keep(async |tx| {
        jobs::hold(tx, job, site.clock.now()).await?;
        let Some(found) = super::store::find(tx, payload.meeting).await? else { return Ok(()) };
        let people = concerned(site, tx, &found, word, payload.on).await?;
        store::write(tx, &site.clock, job.id, word, found.id, &people).await
    });
    kept.await.map_err(|error: StoreError| error.to_string())
}

async fn concerned(
    site: &Site,
    tx: &Tx,
    found: &Found,
    word: Word,
    on: Option<NaiveDate>,
) -> Result<Vec<PersonId>, StoreError> {
    let roll = match &found.meeting.state {
        Standing::Invited { roll } | Standing::Cancelled { roll, .. } => roll.as_slice(),
        _ => &[],
    };
    let answered = |wanted: fn(&Reply) -> bool| {
        roll.iter().filter(|one| wanted(&one.reply)).map(|one| one.person).collect::<Vec<_>>()
    };
    let still_there = matches!(found.meeting.state, Standing::Invited { .. });
    let secretaries = secretaries(tx, found.organisation, site.clock.today()).await?;
    Ok(match word {
        Word::Invited => answered(|reply| *reply == Reply::Pending),
        Word::Moved | Word::Cancelled => answered(|_| true),
        Word::Reminder if still_there && on == Some(found.meeting.plan.on) => {
            answered(|reply| !matches!(reply, Reply::Leave { .. }))
        }
        Word::Reminder => Vec::new(),
        Word::HandedIn => {
            let unsigned = found.parties.iter().filter(|party| party.signed.is_none());
            let waiting: Vec<_> = unsigned.map(|party| party.side).collect();
            secretaries.into_iter().filter(|(side, _)| waiting.contains(side)).map(|(_, who)| who).collect()
        }
        Word::SentBack | Word::Confirmed => {
            let writer = found.meeting.state.minutes().map(|minutes| minutes.by);
            let mut people: Vec<_> = secretaries.into_iter().map(|(_, who)| who).chain(writer).collect();
            people.sort_unstable();
            people.dedup();
            people
        }
    })
}

/// `POST /notices/seen` — the own notices have been read.
#[utoipa::path(post, path = "/notices/seen", responses((status = 303)), extensions(("x-action" = json!("own.change"))))]
pub async fn seen(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.actor.may(ChangeOwn, &Thing::person(visit.person(), &[], &[]))?;
    site.db.keep(async |tx| mark_seen(tx, visit.person(), site.clock.now()).await).await?;
    Ok(visit.done("/"))
}
