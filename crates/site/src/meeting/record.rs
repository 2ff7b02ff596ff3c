//! The record of a meeting: what it was, how far it is, who was there, and the seals under it.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use gongjian_domain::kinds::PersonId;
use gongjian_domain::meeting::theme_day::confirmed_by_all;
use gongjian_domain::meeting::{Minutes, Reply, State as Standing, Word};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::Finding;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::file::{self, FileView};
use super::find;
use super::next::{self, Looker, NextView};
use super::seal::{self, SealView};
use super::side::{self, Reasons, SideView, TallyView};
use super::store::{self, Found};
use super::way::{self, WayStep};
use crate::Site;
use crate::db::Tx;
use crate::organisation;
use crate::people;
use crate::policy::actions::{ChangeMeeting, ReadMinutes, ReadOrganisationLedger};
use crate::web::{AppError, Visit, view};

/// One version of the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MinutesView {
    /// Counted from 1.
    pub version: u32,
    /// What happened.
    pub text: String,
    /// What was resolved.
    pub resolutions: Vec<String>,
    /// Who wrote it.
    pub by: String,
    /// When it was last written.
    pub at: DateTime<Utc>,
}

/// Something a side said: a return with a comment, or an addendum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SaidView {
    /// The side.
    pub side: String,
    /// Who said it for the side.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What was said.
    pub text: String,
}

/// Somebody who sees to the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ResponsibleView {
    /// The name.
    pub name: String,
    /// The side.
    pub side: String,
}

/// What the reader may do now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct May {
    /// Change plan and invitations.
    pub plan: bool,
    /// Correct the presence list.
    pub presence: bool,
    /// Write the minutes.
    pub minutes: bool,
    /// Bring and take away photos and files.
    pub files: bool,
    /// Call it off.
    pub cancel: bool,
    /// Send the minutes back.
    pub send_back: bool,
    /// Add to confirmed minutes.
    pub append: bool,
    /// Answer the own invitation.
    pub reply: bool,
    /// Read the branch's chain of the ledger.
    pub ledger: bool,
}

/// The record of one meeting.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RecordPage {
    /// Its id.
    pub id: Uuid,
    /// The branch.
    pub branch: Uuid,
    /// What the branch is called.
    pub branch_name: String,
    /// `theme_day`.
    pub kind: &'static str,
    /// Where it stands.
    pub state: &'static str,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub theme: String,
    /// What is done, in order.
    pub agenda: Vec<String>,
    /// The day.
    pub on: NaiveDate,
    /// When it begins.
    pub starts_at: NaiveTime,
    /// When it ends.
    pub ends_at: Option<NaiveTime>,
    /// Where.
    pub place: String,
    /// Who sees to it.
    pub responsible: Vec<ResponsibleView>,
    /// Visitors known by name only, with where they come from.
    pub visitors: Vec<String>,
    /// The seals of the sides.
    pub seals: Vec<SealView>,
    /// The side the reader may confirm for now.
    pub confirms: Option<Uuid>,
    /// What is to be done next.
    pub next: NextView,
    /// The reader's own answer, if invited: `pending`, `coming`, `leave`.
    pub answer: Option<&'static str>,
    /// Everybody invited, side by side, with counts.
    pub sides: Vec<SideView>,
    /// Counts of all sides, once it was held.
    pub total: Option<TallyView>,
    /// The minutes on the table.
    pub minutes: Option<MinutesView>,
    /// Earlier versions, the latest first.
    pub earlier: Vec<MinutesView>,
    /// Why versions were sent back, the latest first.
    pub returns: Vec<SaidView>,
    /// What was added after every side had confirmed.
    pub addenda: Vec<SaidView>,
    /// Photos and files.
    pub files: Vec<FileView>,
    /// The way so far and what comes.
    pub way: Vec<WayStep>,
    /// What the rules say about it.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
    /// Whether the reader belongs to those who see roll, minutes and files; guests see the invitation.
    pub inside: bool,
    /// The reader's own presence once it was held: `present`, `leave` or `absent`.
    pub attended: Option<&'static str>,
    /// What the reader may do now.
    pub may: May,
}

impl RecordPage {
    /// What a guest sees of it: the invitation and the own part.
    fn of_a_guest(self) -> Self {
        Self {
            visitors: Vec::new(),
            seals: Vec::new(),
            sides: Vec::new(),
            total: None,
            minutes: None,
            earlier: Vec::new(),
            returns: Vec::new(),
            addenda: Vec::new(),
            files: Vec::new(),
            way: Vec::new(),
            findings: Vec::new(),
            inside: false,
            ..self
        }
    }

    /// How many steps have been taken.
    #[must_use]
    pub fn done(&self) -> usize {
        self.way.iter().filter(|step| step.state == "done").count()
    }

    /// The tone of the state's word.
    #[must_use]
    pub fn tone(&self) -> &'static str {
        Word::parse(self.state).map_or("quiet", tone)
    }

    /// Whether there are pictures to show.
    #[must_use]
    pub fn has_photos(&self) -> bool {
        self.files.iter().any(|file| file.photo)
    }

    /// Whether the meeting has been held.
    #[must_use]
    pub fn was_held(&self) -> bool {
        self.total.is_some()
    }
}

/// The tone of a state's word.
#[must_use]
pub fn tone(word: Word) -> &'static str {
    match word {
        Word::Draft | Word::Planned | Word::Cancelled => "quiet",
        Word::Invited | Word::Held | Word::Minuted => "open",
        Word::AwaitingConfirmation => "due",
        Word::Returned => "overdue",
        Word::Confirmed => "met",
    }
}

view!(RecordPage, "meeting/record.html", super::record_samples::samples);

/// `GET /meetings/{id}` — the record of a meeting.
#[utoipa::path(get, path = "/meetings/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = RecordPage), (status = 404)), extensions(("x-action" = json!("meeting.read"))))]
pub async fn record(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let found = find::read(&tx, &visit, id).await?;
    visit.page(&shown(&site, &tx, &visit, &found).await?)
}

/// The record as `visit` may see it.
pub(super) async fn shown(
    site: &Site,
    tx: &Tx,
    visit: &Visit,
    found: &Found,
) -> Result<RecordPage, AppError> {
    let files = file::store::of_meeting(tx, found.id).await?;
    let versions = if found.meeting.state.minutes().is_some_and(|minutes| minutes.version > 1) {
        store::versions(tx, found.id).await?
    } else {
        Vec::new()
    };
    let people = side::everybody(found).into_iter().chain(files.iter().map(|file| file.by));
    let names = people::store::names(tx, people.chain(versions.iter().map(|minutes| minutes.by))).await?;
    let looker = Looker {
        person: visit.person(),
        change: visit.actor.can::<ChangeMeeting>(&found.thing())?,
        own: find::own_sides(&visit.actor, found)?,
    };
    let plan = &found.meeting.plan;
    let state = &found.meeting.state;
    let reasons = if looker.change { Reasons::All } else { Reasons::Of(visit.person()) };
    let branch_thing = organisation::store::thing(tx, found.organisation).await?;
    let ledger = branch_thing.map(|thing| visit.actor.can::<ReadOrganisationLedger>(&thing));
    let today = site.clock.today();
    let page = RecordPage {
        id: found.id.into(),
        branch: found.organisation.into(),
        branch_name: store::branch_name(tx, found.organisation).await?.unwrap_or_default(),
        kind: found.meeting.kind.as_str(),
        state: state.word().as_str(),
        title: plan.title.clone(),
        theme: plan.theme.clone(),
        agenda: plan.agenda.clone(),
        on: plan.on,
        starts_at: plan.starts_at,
        ends_at: plan.ends_at,
        place: plan.place.clone(),
        responsible: responsible(found, &names),
        visitors: visitors(found),
        seals: seal::seals(&found.parties, state.word(), &names, visit.lang()),
        confirms: awaited(state).then(|| looker.unsigned(found)).flatten().map(Uuid::from),
        next: next::next(found, &looker, today),
        answer: answer(state, visit.person()),
        sides: side::sides(found, &names, reasons),
        total: side::sum(state),
        minutes: state.minutes().map(|minutes| minutes_view(minutes, &names)),
        earlier: earlier(state, &versions, &names),
        returns: said(found, "sent_back", &names).into_iter().rev().collect(),
        addenda: said(found, "appended", &names),
        files: files.iter().map(|one| file_view(one, &names)).collect(),
        way: way::way(found, &names, visit.lang()),
        findings: findings(site, found),
        inside: true,
        attended: attended(state, visit.person()),
        may: may(found, &looker, ledger.transpose()?.unwrap_or(false)),
    };
    let inside = visit.actor.can::<ReadMinutes>(&found.thing())?;
    Ok(if inside { page } else { page.of_a_guest() })
}

fn attended(state: &Standing, person: PersonId) -> Option<&'static str> {
    let own = state.attendance()?.iter().find(|line| line.person == person)?;
    Some(own.status.word())
}

fn named(names: &HashMap<PersonId, String>, person: PersonId) -> String {
    names.get(&person).cloned().unwrap_or_default()
}

fn responsible(found: &Found, names: &HashMap<PersonId, String>) -> Vec<ResponsibleView> {
    let view = |one: &gongjian_domain::meeting::Responsible| ResponsibleView {
        name: named(names, one.person),
        side: found.party(one.side).map(|party| party.name.clone()).unwrap_or_default(),
    };
    found.meeting.plan.responsible.iter().map(view).collect()
}

fn visitors(found: &Found) -> Vec<String> {
    let line = |one: &gongjian_domain::meeting::Visitor| {
        if one.from.is_empty() { one.name.clone() } else { format!("{}（{}）", one.name, one.from) }
    };
    found.meeting.plan.visitors.iter().map(line).collect()
}

fn awaited(state: &Standing) -> bool {
    matches!(state, Standing::AwaitingConfirmation { .. })
}

fn answer(state: &Standing, person: PersonId) -> Option<&'static str> {
    let Standing::Invited { roll } = state else { return None };
    let own = roll.iter().find(|one| one.person == person)?;
    Some(match own.reply {
        Reply::Pending => "pending",
        Reply::Coming => "coming",
        Reply::Leave { .. } => "leave",
    })
}

fn minutes_view(minutes: &Minutes, names: &HashMap<PersonId, String>) -> MinutesView {
    MinutesView {
        version: minutes.version,
        text: minutes.text.clone(),
        resolutions: minutes.resolutions.clone(),
        by: named(names, minutes.by),
        at: minutes.at,
    }
}

fn earlier(state: &Standing, versions: &[Minutes], names: &HashMap<PersonId, String>) -> Vec<MinutesView> {
    let current = state.minutes().map_or(0, |minutes| minutes.version);
    let before = versions.iter().rev().filter(|minutes| minutes.version < current);
    before.map(|minutes| minutes_view(minutes, names)).collect()
}

fn said(found: &Found, word: &str, names: &HashMap<PersonId, String>) -> Vec<SaidView> {
    let steps = found.steps.iter().filter(|step| step.word == word);
    steps
        .map(|step| SaidView {
            side: step
                .side
                .and_then(|side| found.party(side))
                .map(|party| party.name.clone())
                .unwrap_or_default(),
            by: named(names, step.by),
            at: step.at,
            text: step.note.clone().unwrap_or_default(),
        })
        .collect()
}

fn file_view(one: &file::store::Attachment, names: &HashMap<PersonId, String>) -> FileView {
    FileView {
        id: one.id,
        name: one.name.clone(),
        kind: one.kind.as_str(),
        photo: one.kind.is_photo(),
        size: one.size,
        by: named(names, one.by),
        at: one.at,
    }
}

/// Whether every side has confirmed is asked once the minutes are with the sides.
fn findings(site: &Site, found: &Found) -> Vec<Finding> {
    let handed_in =
        matches!(found.meeting.state, Standing::AwaitingConfirmation { .. } | Standing::Confirmed { .. });
    if handed_in { vec![confirmed_by_all(&found.meeting, &site.book.meeting)] } else { Vec::new() }
}

fn may(found: &Found, looker: &Looker, ledger: bool) -> May {
    let state = &found.meeting.state;
    let change = looker.change;
    let before = matches!(state, Standing::Draft | Standing::Planned | Standing::Invited { .. });
    let open = matches!(state, Standing::Held { .. } | Standing::Minuted { .. } | Standing::Returned { .. });
    May {
        plan: change && before,
        presence: change && open,
        minutes: change && open,
        files: change && (before || open),
        cancel: change && before,
        send_back: !looker.own.is_empty() && awaited(state),
        append: !looker.own.is_empty() && matches!(state, Standing::Confirmed { .. }),
        reply: answer(state, looker.person).is_some(),
        ledger,
    }
}

/// A sentence about what the reader has answered.
#[must_use]
pub fn answer_sentence(answer: &str) -> Reason {
    Reason::new(&format!("meeting-answer-{answer}"))
}
