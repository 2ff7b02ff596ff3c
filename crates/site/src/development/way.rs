//! The way of a case by the five chapters of the chart: what is done, by whom and for whom, and what comes.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::development::{Judge, NextStep, Recorded};
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_domain::rule::{Chapter, Step, Words};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{Rights, is_above};
use super::store::{CorrectionLine, Found, Record, SideMark};
use crate::web::Shell;

/// One correction of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CorrectionView {
    /// The day as it was.
    pub was_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One number written down of a step, by the key of its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NumberView {
    /// The word of its name: `entitled`, `present`, `approve`, `persons`, `days` and the like.
    pub word: &'static str,
    /// The number.
    pub number: u32,
}

/// A step as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecordView {
    /// The record's id.
    pub id: Uuid,
    /// The day.
    pub on: NaiveDate,
    /// The last day, of a step that has a first and a last one.
    pub until: Option<NaiveDate>,
    /// What was counted.
    pub numbers: Vec<NumberView>,
    /// Whether it was called a special case.
    pub special: bool,
    /// The organisation on whose behalf.
    pub behalf: String,
    /// The side on whose behalf; empty when there is none.
    pub side: String,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether it was known when the case was opened.
    pub carried: bool,
    /// Why it was taken although something was late or not as it generally is.
    pub because: String,
    /// The meeting it was taken on.
    pub meeting: Option<Uuid>,
    /// What that is called.
    pub meeting_title: String,
    /// Where it was.
    pub place: String,
    /// A note, where the reader may see it.
    pub note: String,
    /// The corrections, the earliest first.
    pub corrections: Vec<CorrectionView>,
    /// Whether the reader may correct it.
    pub may_correct: bool,
}

/// A step of the chart in one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StepView {
    /// The step's id.
    pub step: String,
    /// Its number in the chart; none beside the course.
    pub number: Option<u32>,
    /// What it is called.
    #[schema(value_type = Object)]
    pub title: Words,
    /// Whose turn it is.
    pub actor: &'static str,
    /// `done`, `now`, `missing` (passed over) or `later`.
    pub state: &'static str,
    /// The records of it, the earliest first.
    pub records: Vec<RecordView>,
    /// Whether the reader may record it now.
    pub may: bool,
}

/// One chapter of the chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChapterView {
    /// `applying`, `activist`, `target`, `admission` or `probation`.
    pub word: &'static str,
    /// Its steps in order, those beside the course behind.
    pub steps: Vec<StepView>,
    /// Whether one of its steps is open now.
    pub now: bool,
}

impl ChapterView {
    /// How many of its steps are done, of how many in the course.
    #[must_use]
    pub fn done(&self) -> (usize, usize) {
        let counted = self.steps.iter().filter(|step| step.number.is_some());
        (counted.clone().filter(|step| step.state == "done").count(), counted.count())
    }

    /// The same in words.
    #[must_use]
    pub fn sum(&self) -> String {
        let (done, all) = self.done();
        format!("{done} / {all}")
    }
}

impl StepView {
    /// The title with its number.
    #[must_use]
    pub fn heading(&self, shell: &Shell) -> String {
        match self.number {
            Some(number) => format!("{number}. {}", shell.said(&self.title)),
            None => shell.said(&self.title).to_owned(),
        }
    }

    /// How the time-line draws it.
    #[must_use]
    pub fn drawn(&self) -> &'static str {
        if self.state == "missing" { "later" } else { self.state }
    }
}

impl RecordView {
    /// The day or the days.
    #[must_use]
    pub fn when(&self, shell: &Shell) -> String {
        match self.until {
            Some(until) => format!("{} – {}", shell.short_date(&self.on), shell.short_date(&until)),
            None => shell.short_date(&self.on),
        }
    }

    /// Who recorded it and for whom.
    #[must_use]
    pub fn who(&self, shell: &Shell) -> String {
        let behalf = match self.side.is_empty() {
            true => self.behalf.clone(),
            false => format!("{} {}", self.behalf, self.side),
        };
        let line = shell.t2("case-recorded-by", "by", &self.by, "behalf", behalf);
        if self.carried { format!("{line} · {}", shell.t("case-carried")) } else { line }
    }

    /// What was counted, in words.
    #[must_use]
    pub fn counted(&self, shell: &Shell) -> String {
        let word = |one: &NumberView| format!("{} {}", shell.word("case-field", one.word), one.number);
        let mut words: Vec<String> = self.numbers.iter().map(word).collect();
        if self.special {
            words.push(shell.t("case-special"));
        }
        words.extend(Some(self.place.clone()).filter(|place| !place.is_empty()));
        words.join(" · ")
    }
}

/// Names that stand in the way.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) people: HashMap<PersonId, String>,
    pub(super) organisations: HashMap<OrganisationId, String>,
    pub(super) sides: HashMap<SideId, SideMark>,
    pub(super) meetings: HashMap<Uuid, String>,
    /// Notes in the clear by the record's id; empty for a reader who may not see them.
    pub(super) notes: HashMap<Uuid, String>,
}

impl Names {
    pub(super) fn person(&self, id: PersonId) -> String {
        self.people.get(&id).cloned().unwrap_or_default()
    }
}

/// What was counted at a step.
fn numbers(recorded: &Recorded) -> Vec<NumberView> {
    let mut all = Vec::new();
    let mut add = |word, number: Option<u32>| {
        all.extend(number.map(|number| NumberView { word, number }));
    };
    if let Some(tally) = recorded.tally {
        add("entitled", Some(tally.entitled));
        add("present", Some(tally.present));
        add("approve", Some(tally.approve));
        add("against", Some(tally.against));
        add("abstain", Some(tally.abstain));
        add("written_approve", Some(tally.written_approve).filter(|number| *number > 0));
    }
    add("persons", recorded.persons);
    add("sides", recorded.sides);
    add("days", recorded.length.days);
    add("hours", recorded.length.hours);
    add("months", recorded.length.months);
    all
}

fn correction(one: &CorrectionLine, names: &Names) -> CorrectionView {
    CorrectionView { was_on: one.was_on, reason: one.reason.clone(), by: names.person(one.by), at: one.at }
}

/// A record with what stands beside it.
pub(super) fn record(
    record: &Record,
    recorded: Option<&Recorded>,
    because: Option<&str>,
    carried: bool,
    names: &Names,
) -> RecordView {
    let mark = record.side.and_then(|side| names.sides.get(&side));
    RecordView {
        id: record.id,
        on: record.on,
        until: recorded.and_then(|one| one.window).map(|window| window.to),
        numbers: recorded.map(numbers).unwrap_or_default(),
        special: recorded.is_some_and(|one| one.special),
        behalf: names.organisations.get(&record.organisation).cloned().unwrap_or_default(),
        side: mark.map(|mark| mark.name.clone()).unwrap_or_default(),
        by: names.person(record.by),
        at: record.at,
        carried,
        because: because.unwrap_or_default().to_owned(),
        meeting: record.meeting.map(Uuid::from),
        meeting_title: record
            .meeting
            .and_then(|id| names.meetings.get(&id.uuid()).cloned())
            .unwrap_or_default(),
        place: record.place.clone().unwrap_or_default(),
        note: names.notes.get(&record.id).cloned().unwrap_or_default(),
        corrections: record.corrections.iter().map(|one| correction(one, names)).collect(),
        may_correct: false,
    }
}

/// The chapters of `found` as a reader with `rights` sees them.
pub(super) fn chapters(
    judge: &Judge<'_>,
    found: &Found,
    next: &[NextStep<'_>],
    rights: Rights,
    names: &Names,
) -> Vec<ChapterView> {
    let running = found.case.standing().ended_on().is_none();
    let reached = last_done(judge, found);
    let view = |(place, step): (usize, &Step)| {
        let may_correct = rights.correct && (!is_above(step.actor) || rights.decide);
        let taken = found.case.taken().iter().zip(&found.records);
        let records: Vec<RecordView> = taken
            .filter(|(taken, _)| taken.recorded.step == place)
            .map(|(taken, one)| RecordView {
                may_correct: may_correct && !running_over(found),
                ..record(one, Some(&taken.recorded), taken.because.as_deref(), taken.carried, names)
            })
            .collect();
        let open = running && next.iter().any(|one| std::ptr::eq(one.step, step));
        let state = match (records.is_empty(), open) {
            (_, true) => "now",
            (false, false) => "done",
            (true, false) if !step.beside && place < reached => "missing",
            (true, false) => "later",
        };
        let again = step.recurs || records.is_empty();
        let ready = step.requires.iter().all(|needed| found.case.course().has(*needed));
        let beside = step.beside && ready;
        StepView {
            step: step.id.clone(),
            number: step.number,
            title: step.title.clone(),
            actor: step.actor.as_str(),
            state,
            may: running
                && rights.step(step.actor)
                && again
                && (open || state == "missing" || beside || (step.recurs && !records.is_empty())),
            records,
        }
    };
    let mut steps: Vec<(Chapter, StepView)> =
        judge.chart().steps().iter().enumerate().map(|one| (one.1.chapter, view(one))).collect();
    Chapter::ALL
        .into_iter()
        .map(|chapter| {
            let (own, others) = steps.drain(..).partition(|(of, _)| *of == chapter);
            steps = others;
            let own: Vec<(Chapter, StepView)> = own;
            let own: Vec<StepView> = own.into_iter().map(|(_, step)| step).collect();
            ChapterView {
                word: chapter.as_str(),
                now: own.iter().any(|step| step.state == "now" && step.number.is_some()),
                steps: own,
            }
        })
        .collect()
}

/// Whether the person has left: then nothing is corrected any more.
fn running_over(found: &Found) -> bool {
    let standing = found.case.standing();
    standing.ended_on().is_some() && standing.as_str() != "completed"
}

/// The place of the last step of the course that was taken.
fn last_done(judge: &Judge<'_>, found: &Found) -> usize {
    let counted = |place: &usize| judge.chart().step(*place).is_some_and(|step| !step.beside);
    let places = found.case.course().steps().iter().map(|one| one.step).filter(counted);
    places.max().unwrap_or(0)
}
