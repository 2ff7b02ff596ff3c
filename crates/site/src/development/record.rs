//! The record of a case: where it stands, what is next, what the rules find, and the whole way.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::development::{CaseStanding, Exit, Judge, Judgement};
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_domain::people::stage::Stage;
use gongjian_domain::rule::{Finding, Words};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{self, Rights};
use super::list::tone_of;
use super::next::{self, NextLine};
use super::store::{self, Found, SideMark};
use super::way::{self, ChapterView, Names, RecordView};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::ledger;
use crate::ledger::page::LedgerLine;
use crate::organisation;
use crate::people;
use crate::people::record::store::ReaderLine;
use crate::policy::actions::{ReadOrganisationLedger, ReadReaders};
use crate::web::{AppError, Shell, ShownFinding, Visit, findings, view};

/// What a rule finds at one step of the case.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CaseFinding {
    /// The finding.
    #[schema(value_type = Object)]
    pub finding: Finding,
    /// The step's id.
    pub step: String,
    /// What the step is called.
    #[schema(value_type = Object)]
    pub title: Words,
    /// Why the step was taken all the same; empty when nothing was said.
    pub because: String,
}

/// A record that does not hold any more, or that no chart knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PastRecord {
    /// What the step is called.
    #[schema(value_type = Object)]
    pub title: Words,
    /// The record.
    pub record: RecordView,
    /// Who took it back; empty when it was not.
    pub back_by: String,
    /// When.
    pub back_at: Option<DateTime<Utc>>,
    /// Why.
    pub back_reason: String,
}

/// That the person left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExitView {
    /// `withdrawn`, `removed` or `cancelled`.
    pub word: &'static str,
    /// The day.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who took it back, empty when it holds.
    pub back_by: String,
    /// Why.
    pub back_reason: String,
}

/// What the reader may do now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct CaseMay {
    /// Take back what was done last.
    pub take_back: bool,
    /// Record that the person leaves.
    pub leave: bool,
    /// Write down the day of leaving the unit.
    pub leaving: bool,
    /// Read the branch's chain of the ledger.
    pub ledger: bool,
}

/// The record of one case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CasePage {
    /// Its id.
    pub id: Uuid,
    /// Goes up with every change; a change sends it back.
    pub revision: i32,
    /// Whose it is.
    pub person: Uuid,
    /// The name.
    pub name: String,
    /// Whether it is the reader's own.
    pub is_own: bool,
    /// The branch.
    pub branch: Uuid,
    /// What the branch is called.
    pub branch_name: String,
    /// The side of a joint branch the person is on.
    pub side: Option<SideMark>,
    /// Where the person stands; none before the first step.
    pub stage: Option<&'static str>,
    /// `running`, `withdrawn`, `removed`, `cancelled` or `completed`.
    pub standing: &'static str,
    /// The day it ended.
    pub ended_on: Option<NaiveDate>,
    /// The day it was opened.
    pub opened_on: NaiveDate,
    /// Who opened it.
    pub opened_by: String,
    /// The day the person leaves the unit.
    pub leaving_on: Option<NaiveDate>,
    /// The first and the last day of the probation, where it began.
    pub probation: Option<(NaiveDate, Option<NaiveDate>)>,
    /// What comes next, the reader's own turns first.
    pub next: Vec<NextLine>,
    /// What the rules find, unmet first.
    pub findings: Vec<CaseFinding>,
    /// The way by the chapters of the chart.
    pub chapters: Vec<ChapterView>,
    /// What was taken back, and what no chart in use knows.
    pub past: Vec<PastRecord>,
    /// That the person left, as often as it was recorded.
    pub exits: Vec<ExitView>,
    /// The step taken last.
    #[schema(value_type = Option<Object>)]
    pub last: Option<Words>,
    /// Who read the person's file; none where that may not be seen.
    pub readers: Option<Vec<ReaderLine>>,
    /// The newest acts on the case; none where they may not be seen.
    pub history: Option<Vec<LedgerLine>>,
    /// What the reader may do now.
    pub may: CaseMay,
}

impl CasePage {
    /// The findings in the reader's words: what is open first, then what somebody went beyond with a reason, then what is met.
    #[must_use]
    pub fn shown(&self, shell: &Shell) -> Vec<ShownFinding> {
        let mut shown: Vec<ShownFinding> = self
            .findings
            .iter()
            .map(|one| {
                let plain = shell.finding(&one.finding);
                let title = shell.said(&one.title);
                let sentence = shell.t2("case-finding", "step", title, "sentence", &plain.sentence);
                let settled = !one.finding.met && !one.because.is_empty();
                let plain = ShownFinding { sentence, ..plain };
                match settled {
                    true => plain.overruled(shell.t1("case-went-on", "reason", &one.because)),
                    false => plain,
                }
            })
            .collect();
        findings::overruled_behind(&mut shown);
        shown
    }

    /// How many findings are open.
    #[must_use]
    pub fn unmet(&self) -> usize {
        self.findings.iter().filter(|one| !one.finding.met).count()
    }

    /// The branch, the side and the day it was opened, in a line.
    #[must_use]
    pub fn line(&self, shell: &Shell) -> String {
        let opened = shell.t1("case-opened-line", "day", shell.short_date(&self.opened_on));
        match &self.side {
            Some(side) => format!("{} {} · {opened}", self.branch_name, side.name),
            None => format!("{} · {opened}", self.branch_name),
        }
    }

    /// Where it stands, in a word.
    #[must_use]
    pub fn state(&self, shell: &Shell) -> String {
        match self.standing {
            "running" => shell.word("stage", self.stage.unwrap_or("none")),
            other => shell.word("case-standing", other),
        }
    }

    /// The tone of that word.
    #[must_use]
    pub fn tone(&self) -> &'static str {
        tone_of(self.standing)
    }

    /// Whether somebody has left.
    #[must_use]
    pub fn has_left(&self) -> bool {
        !matches!(self.standing, "running" | "completed")
    }

    /// The sentence that stands where the next step stood.
    #[must_use]
    pub fn settled(&self, shell: &Shell) -> String {
        let day = self.ended_on.map(|day| shell.short_date(&day)).unwrap_or_default();
        match self.standing {
            "running" => shell.t("case-nothing-next"),
            other => shell.t1(format!("case-settled-{other}").as_str(), "day", day),
        }
    }

    /// The probation in a line; empty before it begins.
    #[must_use]
    pub fn probation_line(&self, shell: &Shell) -> String {
        let Some((from, until)) = self.probation else { return String::new() };
        let until = until.map(|day| shell.short_date(&day)).unwrap_or_default();
        format!("{} – {until}", shell.short_date(&from))
    }
}

view!(CasePage, "development/record.html", super::record_samples::samples);

/// `GET /cases/{id}` — the record of a case. Opening somebody else's is noted once a day.
#[utoipa::path(get, path = "/cases/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = CasePage), (status = 404)), extensions(("x-action" = json!("case.read"))))]
pub async fn record(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let (tx, judge) = (site.db.read(), super::judge(&site));
    let found = find::read(&tx, &judge, &visit, id).await?;
    note(&site, &tx, &visit, found.person).await?;
    visit.page(&shown(&site, &tx, &judge, &visit, &found).await?)
}

/// Notes that the visitor opened the file of `person`, unless that stands there for today already.
pub(super) async fn note(site: &Site, tx: &Tx, visit: &Visit, person: PersonId) -> Result<(), StoreError> {
    let (reader, today) = (visit.person(), site.clock.today());
    if reader == person || people::store::has_read(tx, reader, person, today).await? {
        return Ok(());
    }
    super::list::note(site, visit, vec![person]).await
}

/// The record as `visit` may see it.
pub(super) async fn shown(
    site: &Site,
    tx: &Tx,
    judge: &Judge<'_>,
    visit: &Visit,
    found: &Found,
) -> Result<CasePage, AppError> {
    let today = site.clock.today();
    let rights = Rights::of(&visit.actor, found)?;
    let judgement = judge.judge(found.case.course(), today);
    let names = names(site, tx, found, rights).await?;
    let branch = organisation::store::thing(tx, found.organisation).await?;
    let ledger = match branch {
        Some(thing) => visit.actor.can::<ReadOrganisationLedger>(&thing)?,
        None => false,
    };
    let standing = found.case.standing();
    Ok(CasePage {
        id: found.id.into(),
        revision: found.revision,
        person: found.person.into(),
        name: found.name.clone(),
        is_own: found.person == visit.person(),
        branch: found.organisation.into(),
        branch_name: names.organisations.get(&found.organisation).cloned().unwrap_or_default(),
        side: found.side.and_then(|side| names.sides.get(&side).cloned()),
        stage: judgement.stage.map(Stage::as_str),
        standing: standing.as_str(),
        ended_on: standing.ended_on(),
        opened_on: found.opened_on,
        opened_by: names.person(found.opened_by),
        leaving_on: found.case.course().leaving,
        probation: judge.probation(found.case.course()),
        next: next::lines(&found.case, &judgement.next, rights, today),
        findings: case_findings(&judgement, found),
        chapters: way::chapters(judge, found, &judgement.next, rights, &names),
        past: past(judge, found, &names),
        exits: found.exits.iter().map(|exit| exit_view(exit, &names)).collect(),
        last: last(judge, found),
        readers: readers(tx, visit, found, today).await?,
        history: match ledger {
            true => Some(
                ledger::store::about(tx, found.id.uuid(), &visit.actor.scope::<ReadOrganisationLedger>()?)
                    .await?,
            ),
            false => None,
        },
        may: may(judge, found, rights, ledger),
    })
}

fn may(judge: &Judge<'_>, found: &Found, rights: Rights, ledger: bool) -> CaseMay {
    let running = found.case.standing() == CaseStanding::Running;
    let stage = found.case.course().stage(judge.chart());
    let last = found.case.taken().last().and_then(|one| judge.chart().step(one.recorded.step));
    let left = !running && !matches!(found.case.standing(), CaseStanding::Completed { .. });
    CaseMay {
        take_back: match left {
            true => found.exits.last().is_some_and(|exit| leaves(exit.exit, rights)),
            false => found.case.taken().len() > 1 && last.is_some_and(|step| rights.step(step.actor)),
        },
        leave: running && Exit::ALL.into_iter().any(|exit| exit.fits(stage) && leaves(exit, rights)),
        leaving: running && rights.record,
        ledger,
    }
}

/// Whether somebody with `rights` may record this way of leaving: the standing of a member is the committee's to take.
pub(super) const fn leaves(exit: Exit, rights: Rights) -> bool {
    match exit {
        Exit::Withdrawn | Exit::Removed => rights.record,
        Exit::Cancelled => rights.decide,
    }
}

fn last(judge: &Judge<'_>, found: &Found) -> Option<Words> {
    let last = found.case.taken().last()?;
    judge.chart().step(last.recorded.step).map(|step| step.title.clone())
}

async fn readers(
    tx: &Tx,
    visit: &Visit,
    found: &Found,
    today: NaiveDate,
) -> Result<Option<Vec<ReaderLine>>, StoreError> {
    let Some(thing) = people::store::thing(tx, found.person, today).await? else { return Ok(None) };
    if !visit.actor.can::<ReadReaders>(&thing)? {
        return Ok(None);
    }
    people::record::store::readers(tx, found.person).await.map(Some)
}

/// Every name that stands in the record: a question for each kind.
pub(super) async fn names(site: &Site, tx: &Tx, found: &Found, rights: Rights) -> Result<Names, AppError> {
    let records = || found.records.iter().chain(&found.taken_back).chain(&found.others);
    let mut people: Vec<PersonId> = vec![found.opened_by];
    let mut organisations: Vec<OrganisationId> = vec![found.organisation];
    let mut sides: Vec<SideId> = found.side.into_iter().collect();
    let mut names = Names::default();
    for record in records() {
        people.push(record.by);
        people.extend(record.taken_back.map(|(by, _)| by));
        people.extend(record.corrections.iter().map(|one| one.by));
        organisations.push(record.organisation);
        sides.extend(record.side);
        if let Some(sealed) = record.note_sealed.as_ref().filter(|_| rights.record || rights.decide) {
            names.notes.insert(record.id, super::opened_note(&site.keys, sealed)?);
        }
    }
    for exit in &found.exits {
        people.push(exit.by);
        people.extend(exit.taken_back.as_ref().map(|(by, _, _)| *by));
    }
    names.people = people::store::names(tx, people).await?;
    names.organisations = organisation::store::names(tx, organisations).await?;
    names.sides = store::side_marks(tx, sides).await?;
    let meetings = records().filter_map(|record| record.meeting.map(Uuid::from)).collect();
    names.meetings = store::meeting_titles(tx, meetings).await?;
    Ok(names)
}

fn case_findings(judgement: &Judgement<'_>, found: &Found) -> Vec<CaseFinding> {
    let because = |step: &str| {
        let taken = found.case.taken().iter().zip(&found.records).find(|(_, record)| record.step == step);
        taken.and_then(|(taken, _)| taken.because.clone()).unwrap_or_default()
    };
    let mut all: Vec<CaseFinding> = judgement
        .findings
        .iter()
        .map(|one| CaseFinding {
            finding: one.finding(),
            step: one.step.id.clone(),
            title: one.step.title.clone(),
            because: because(&one.step.id),
        })
        .collect();
    all.sort_by_key(|one| findings::rank(&one.finding));
    all
}

fn past(judge: &Judge<'_>, found: &Found, names: &Names) -> Vec<PastRecord> {
    let title = |id: &str| {
        let known = judge.chart().find(id).map(|step| step.title.clone());
        known.unwrap_or_else(|| Words { zh: id.to_owned(), en: id.to_owned() })
    };
    let back = found.case.taken_back().iter().zip(&found.taken_back).map(|(undone, record)| {
        let taken = &undone.taken;
        PastRecord {
            title: title(&record.step),
            record: way::record(
                record,
                Some(&taken.recorded),
                taken.because.as_deref(),
                taken.carried,
                names,
            ),
            back_by: record.taken_back.map(|(by, _)| names.person(by)).unwrap_or_default(),
            back_at: record.taken_back.map(|(_, at)| at),
            back_reason: undone.reason.clone(),
        }
    });
    let others = found.others.iter().map(|record| PastRecord {
        title: title(&record.step),
        record: way::record(record, None, None, false, names),
        back_by: record.taken_back.map(|(by, _)| names.person(by)).unwrap_or_default(),
        back_at: record.taken_back.map(|(_, at)| at),
        back_reason: String::new(),
    });
    back.chain(others).collect()
}

fn exit_view(exit: &store::ExitLine, names: &Names) -> ExitView {
    let back = exit.taken_back.as_ref();
    ExitView {
        word: exit.exit.as_str(),
        on: exit.on,
        reason: exit.reason.clone(),
        by: names.person(exit.by),
        at: exit.at,
        back_by: back.map(|(by, ..)| names.person(*by)).unwrap_or_default(),
        back_reason: back.map(|(_, _, why)| why.clone()).unwrap_or_default(),
    }
}
