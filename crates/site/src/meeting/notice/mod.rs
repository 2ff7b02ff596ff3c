//! Notices: what happened to a meeting, or when a step of a case is due, told to those it concerns.
//!
//! A step writes them in its own transaction, so whoever is told can see what happened and nobody
//! is told of what did not. The reminder of the day before is a job; tried again it tells nobody twice.

mod store;

use axum::extract::State;
use axum::response::Response;
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use gongjian_domain::kinds::{MeetingId, OrganisationId, PersonId, SideId};
use gongjian_domain::meeting::{Meeting, Plan, Reply, State as Standing};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use store::{CaseNotice, forget_seen, mark_seen, tell_of_cases};
pub use store::{NoticeLine, unseen};

use super::store::secretaries;
use crate::Site;
use crate::clock::{self, Clock};
use crate::db::{StoreError, Tx};
use crate::job as jobs;
use crate::policy::Thing;
use crate::policy::actions::ChangeOwn;
use crate::web::{AppError, Visit};

/// The hour of the day before at which people are reminded.
const REMINDER_HOUR: u32 = 17;
/// The topic of the job that reminds.
pub const TOPIC: &str = "meeting.reminder";

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
    /// A step of a case is due within a month.
    CaseMonth,
    /// It is due within a week.
    CaseWeek,
    /// It is due today.
    CaseToday,
    /// It is overdue.
    CaseOverdue,
}

impl Word {
    /// Every one.
    pub const ALL: [Self; 11] = [
        Self::Invited,
        Self::Moved,
        Self::Cancelled,
        Self::Reminder,
        Self::HandedIn,
        Self::SentBack,
        Self::Confirmed,
        Self::CaseMonth,
        Self::CaseWeek,
        Self::CaseToday,
        Self::CaseOverdue,
    ];

    /// The word stored.
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
            Self::CaseMonth => "case_month",
            Self::CaseWeek => "case_week",
            Self::CaseToday => "case_today",
            Self::CaseOverdue => "case_overdue",
        }
    }
}

/// What a reminder carries: ids and days, no words.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    meeting: MeetingId,
    /// The day it was set for. A meeting moved since then has another.
    on: NaiveDate,
}

/// Tells everybody concerned `word` about the meeting `id` of `branch`, as it stands now.
///
/// # Errors
///
/// When the database refuses.
pub(crate) async fn tell(
    tx: &Tx,
    clock: &Clock,
    word: Word,
    id: MeetingId,
    branch: OrganisationId,
    meeting: &Meeting,
) -> Result<(), StoreError> {
    let people = concerned(tx, clock.today(), word, branch, meeting).await?;
    store::write(tx, clock, clock.uuid(), word, id, &people).await
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
        jobs::enqueue_at(tx, clock, TOPIC, json!(Payload { meeting, on: plan.on }), at).await?;
    }
    Ok(())
}

/// Does the work of `job`, whose topic is [`TOPIC`].
///
/// # Errors
///
/// What went wrong, for the job's record.
pub async fn deliver(site: &Site, job: &jobs::Job) -> Result<(), String> {
    let payload = Payload::deserialize(&job.payload).map_err(|error| error.to_string())?;
    let kept = site.db.keep(async |tx| {
        jobs::hold(tx, job, site.clock.now()).await?;
        let Some(found) = super::store::find(tx, payload.meeting).await? else { return Ok(()) };
        if found.meeting.plan.on != payload.on {
            return Ok(());
        }
        let today = site.clock.today();
        let people = concerned(tx, today, Word::Reminder, found.organisation, &found.meeting).await?;
        store::write(tx, &site.clock, job.id, Word::Reminder, found.id, &people).await
    });
    kept.await.map_err(|error: StoreError| error.to_string())
}

/// Whom `word` concerns.
async fn concerned(
    tx: &Tx,
    today: NaiveDate,
    word: Word,
    branch: OrganisationId,
    meeting: &Meeting,
) -> Result<Vec<PersonId>, StoreError> {
    let roll = match &meeting.state {
        Standing::Invited { roll } | Standing::Cancelled { roll, .. } => roll.as_slice(),
        _ => &[],
    };
    let answered = |wanted: fn(&Reply) -> bool| {
        roll.iter().filter(|one| wanted(&one.reply)).map(|one| one.person).collect::<Vec<_>>()
    };
    let is_invited = matches!(meeting.state, Standing::Invited { .. });
    Ok(match word {
        Word::Invited => answered(|reply| *reply == Reply::Pending),
        Word::Moved | Word::Cancelled => answered(|_| true),
        Word::Reminder if is_invited => answered(|reply| !matches!(reply, Reply::Leave { .. })),
        Word::Reminder => Vec::new(),
        Word::HandedIn => {
            let signed = |side: &SideId| meeting.state.signatures().iter().any(|one| one.side == *side);
            let secretaries = secretaries(tx, branch, today).await?.into_iter();
            secretaries.filter(|(side, _)| !signed(side)).map(|(_, who)| who).collect()
        }
        Word::SentBack | Word::Confirmed => {
            let writer = meeting.state.minutes().map(|minutes| minutes.by);
            let secretaries = secretaries(tx, branch, today).await?.into_iter();
            let mut people: Vec<_> = secretaries.map(|(_, who)| who).chain(writer).collect();
            people.sort_unstable();
            people.dedup();
            people
        }
        // These are no word about a meeting.
        Word::CaseMonth | Word::CaseWeek | Word::CaseToday | Word::CaseOverdue => Vec::new(),
    })
}

/// `POST /notices/seen` — the own notices have been read.
#[utoipa::path(post, path = "/notices/seen", responses((status = 303)), extensions(("x-action" = json!("own.change"))))]
pub async fn seen(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.actor.may(ChangeOwn, &Thing::person(visit.person(), &[], &[]))?;
    site.db.keep(async |tx| mark_seen(tx, visit.person(), site.clock.now()).await).await?;
    Ok(visit.done("/"))
}
