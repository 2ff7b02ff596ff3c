//! A case: one person's course with what has become of it, and the steps that change it.
//!
//! Every change takes the case and gives back the one after it, or a
//! [`Refusal`]. A step guards itself: what it builds on has to be there, and
//! what a rule makes a condition has to be met. What is late, or not as it
//! generally is, stops nobody for ever: it is recorded with a reason and stays
//! visible. Nothing recorded is ever lost: what is taken back or corrected is
//! kept beside what holds.

use chrono::NaiveDate;

use super::file::Impossible;
use super::judge::{Judge, Judged};
use super::{Course, Recorded, Refusal};
use crate::people::stage::{self, Stage};
use crate::rule::{Finding, Kind, Step};

/// What has become of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseStanding {
    /// Steps are being taken.
    Running,
    /// The person wished to go no further, before probation.
    Withdrawn {
        /// The day.
        on: NaiveDate,
    },
    /// The organisation goes no further with the person, before probation.
    Removed {
        /// The day.
        on: NaiveDate,
    },
    /// The standing of a probationary member was taken away.
    Cancelled {
        /// The day.
        on: NaiveDate,
    },
    /// Everything is done and in the archive.
    Completed {
        /// The day.
        on: NaiveDate,
    },
}

impl CaseStanding {
    /// The words of all of them, in order.
    pub const WORDS: [&'static str; 5] = ["running", "withdrawn", "removed", "cancelled", "completed"];

    /// The word stored, sent and used in sentences.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Removed { .. } => "removed",
            Self::Cancelled { .. } => "cancelled",
            Self::Completed { .. } => "completed",
        }
    }

    /// The standing stored as `word` with its day; none when the two do not go together.
    #[must_use]
    pub fn stored(word: &str, on: Option<NaiveDate>) -> Option<Self> {
        match (word, on) {
            ("running", None) => Some(Self::Running),
            ("completed", Some(on)) => Some(Self::Completed { on }),
            (word, Some(on)) => Exit::parse(word).map(|exit| exit.on(on)),
            _ => None,
        }
    }

    /// The day it ended; none while it runs.
    #[must_use]
    pub const fn ended_on(self) -> Option<NaiveDate> {
        match self {
            Self::Running => None,
            Self::Withdrawn { on }
            | Self::Removed { on }
            | Self::Cancelled { on }
            | Self::Completed { on } => Some(on),
        }
    }
}

/// A way to leave a case before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The person's own wish, before probation.
    Withdrawn,
    /// By the organisation, before probation.
    Removed,
    /// The standing of a probationary member is taken away.
    Cancelled,
}

impl Exit {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Withdrawn, Self::Removed, Self::Cancelled];

    /// The word stored, sent and used in sentences.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Removed => "removed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// Whether somebody at `stage` can leave this way.
    #[must_use]
    pub fn fits(self, stage: Option<Stage>) -> bool {
        match self {
            Self::Withdrawn | Self::Removed => stage < Some(Stage::Probationary),
            Self::Cancelled => stage == Some(Stage::Probationary),
        }
    }

    const fn on(self, on: NaiveDate) -> CaseStanding {
        match self {
            Self::Withdrawn => CaseStanding::Withdrawn { on },
            Self::Removed => CaseStanding::Removed { on },
            Self::Cancelled => CaseStanding::Cancelled { on },
        }
    }
}

/// What was recorded of a step before it was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// The record as it was.
    pub was: Recorded,
    /// Why it was corrected.
    pub reason: String,
}

/// A step of a case as it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The step with its day and particulars.
    pub recorded: Recorded,
    /// Why it was taken although something was late or not as it generally is.
    pub because: Option<String>,
    /// Whether it was known when the case was opened, and so was not guarded.
    pub carried: bool,
    /// What was recorded before, the earliest first.
    pub former: Vec<Former>,
}

/// A step that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// The step as it was.
    pub taken: Taken,
    /// Why it was taken back.
    pub reason: String,
}

/// One person's case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    standing: CaseStanding,
    taken: Vec<Taken>,
    taken_back: Vec<TakenBack>,
    course: Course,
}

impl Case {
    /// Opens a case with the steps already known, which are facts and are not guarded again;
    /// what the rules find about them stays visible.
    ///
    /// # Errors
    ///
    /// When a step cannot be true ([`Refusal::Impossible`]), the application is
    /// missing, or a step is among them that makes a full member.
    pub fn open(
        judge: &Judge<'_>,
        born: Option<NaiveDate>,
        leaving: Option<NaiveDate>,
        known: Vec<Recorded>,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        let course = Course::new(born, leaving, Vec::new());
        let mut case = Self { standing: CaseStanding::Running, taken: vec![], taken_back: vec![], course };
        for recorded in Course::new(born, leaving, known).steps() {
            let step = case.possible(judge, recorded, today)?;
            if step.reaches == Some(Stage::Full) {
                return Err(Refusal::TooFar { step: step.title.clone() });
            }
            case.push(Taken { recorded: *recorded, because: None, carried: true, former: vec![] });
        }
        if !case.course.has(FIRST) {
            return Err(Refusal::NoApplication);
        }
        Ok(case)
    }

    /// A case as it was kept: the steps in the order they were taken.
    #[must_use]
    pub fn restored(
        born: Option<NaiveDate>,
        leaving: Option<NaiveDate>,
        standing: CaseStanding,
        taken: Vec<Taken>,
        taken_back: Vec<TakenBack>,
    ) -> Self {
        let course = course_of(born, leaving, &taken);
        Self { standing, taken, taken_back, course }
    }

    /// What has become of it.
    #[must_use]
    pub const fn standing(&self) -> CaseStanding {
        self.standing
    }

    /// The course, to be judged.
    #[must_use]
    pub const fn course(&self) -> &Course {
        &self.course
    }

    /// The steps that hold, in the order they were taken.
    #[must_use]
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }

    /// The steps that were taken back, the earliest first.
    #[must_use]
    pub fn taken_back(&self) -> &[TakenBack] {
        &self.taken_back
    }

    /// What the rules find when `recorded` is taken now, before it is.
    #[must_use]
    pub fn foresee<'b>(&self, judge: &Judge<'b>, recorded: &Recorded) -> Vec<Judged<'b>> {
        let mut found = Vec::new();
        judge.judge_step(&self.with(recorded), recorded, &mut found);
        found
    }

    /// Takes a step. `because` says why, where something is late or not as it generally is.
    ///
    /// # Errors
    ///
    /// When the case is not running, the step cannot be true, a condition is not
    /// met (of this step, or of another that was met before), or a reason is due.
    pub fn take(
        mut self,
        judge: &Judge<'_>,
        recorded: Recorded,
        because: Option<String>,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        self.is_running()?;
        self.possible(judge, &recorded, today)?;
        lengthens_in_time(judge, &self.with(&recorded))?;
        let found = self.foresee(judge, &recorded);
        let mut stops: Vec<Finding> = found.iter().filter(|one| one.stops()).map(Judged::finding).collect();
        stops.extend(self.new_stops(judge, &self.with(&recorded), Some(recorded.step), today));
        if !stops.is_empty() {
            return Err(Refusal::Blocked(stops));
        }
        let because = because.filter(|text| !text.trim().is_empty());
        let due: Vec<Finding> = found.iter().filter(|one| one.asks_why()).map(Judged::finding).collect();
        if !due.is_empty() && because.is_none() {
            return Err(Refusal::NeedsReason(due));
        }
        self.push(Taken { recorded, because, carried: false, former: vec![] });
        self.settle(judge);
        Ok(self)
    }

    /// Takes back what was done last: the leaving, or the last step. The case is then as it was before.
    ///
    /// # Errors
    ///
    /// Without a reason, when the step is not the last one, or is the application.
    pub fn take_back(mut self, judge: &Judge<'_>, step: usize, reason: &str) -> Result<Self, Refusal> {
        let reason = explained(reason)?;
        let last = self.taken.last().ok_or(Refusal::NoSuchRecord)?;
        if matches!(self.standing, CaseStanding::Running | CaseStanding::Completed { .. }) {
            if last.recorded.step != step {
                let title = judge.chart().step(last.recorded.step).map(|one| one.title.clone());
                return Err(title.map_or(Refusal::NoSuchRecord, |last| Refusal::NotLast { last }));
            }
        } else {
            return Err(Refusal::NotRunning { standing: self.standing });
        }
        if self.taken.len() == 1 {
            return Err(Refusal::FirstStep);
        }
        if let Some(taken) = self.taken.pop() {
            self.taken_back.push(TakenBack { taken, reason });
        }
        self.rebuild();
        self.standing = CaseStanding::Running;
        self.settle(judge);
        Ok(self)
    }

    /// Takes back that the person left: the case runs again.
    ///
    /// # Errors
    ///
    /// Without a reason, or when nobody has left.
    pub fn resume(mut self, reason: &str) -> Result<Self, Refusal> {
        explained(reason)?;
        if matches!(self.standing, CaseStanding::Running | CaseStanding::Completed { .. }) {
            return Err(Refusal::NoSuchRecord);
        }
        self.standing = CaseStanding::Running;
        Ok(self)
    }

    /// Corrects the record at `place` of [`Case::taken`]; the whole course is judged again, and what was recorded stays beside it.
    ///
    /// # Errors
    ///
    /// Without a reason, when nothing changes, when the new record cannot be
    /// true, or when a condition that was met would not be met any more.
    pub fn correct(
        mut self,
        judge: &Judge<'_>,
        place: usize,
        new: Recorded,
        reason: &str,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        let reason = explained(reason)?;
        if !matches!(self.standing, CaseStanding::Running | CaseStanding::Completed { .. }) {
            return Err(Refusal::NotRunning { standing: self.standing });
        }
        let old = self.taken.get(place).ok_or(Refusal::NoSuchRecord)?.recorded;
        let new = Recorded { step: old.step, ..new };
        if new == old {
            return Err(Refusal::Unchanged);
        }
        let step = judge.chart().step(old.step).ok_or(Refusal::NoSuchRecord)?;
        new.possible(&step.id, self.course.born, today)?;
        let mut after = self.taken.clone();
        if let Some(taken) = after.get_mut(place) {
            taken.recorded = new;
            taken.former.push(Former { was: old, reason });
        }
        let course = course_of(self.course.born, self.course.leaving, &after);
        lengthens_in_time(judge, &course)?;
        let stops = self.new_stops(judge, &course, None, today);
        if !stops.is_empty() {
            return Err(Refusal::Blocked(stops));
        }
        (self.taken, self.course) = (after, course);
        self.settle(judge);
        Ok(self)
    }

    /// The person leaves the case on a day.
    ///
    /// # Errors
    ///
    /// Without a reason, when the case is not running, when nobody leaves this
    /// way at this stage, or on a day ahead or before the last record.
    pub fn leave(
        mut self,
        judge: &Judge<'_>,
        exit: Exit,
        on: NaiveDate,
        reason: &str,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        explained(reason)?;
        self.is_running()?;
        let stage = self.course.stage(judge.chart());
        if !exit.fits(stage) {
            return Err(Refusal::WrongExit { exit, stage });
        }
        if on > today {
            return Err(Refusal::InFuture { on, today });
        }
        if let Some(last) = self.taken.iter().map(|one| one.recorded.on).max().filter(|last| on < *last) {
            return Err(Refusal::BeforeLast { on, last });
        }
        self.standing = exit.on(on);
        Ok(self)
    }

    /// The same case with the day on which the person leaves the unit, when it is known.
    ///
    /// # Errors
    ///
    /// When the case is not running, or it is the same day as before.
    pub fn leaving_on(mut self, day: Option<NaiveDate>) -> Result<Self, Refusal> {
        self.is_running()?;
        if self.course.leaving == day {
            return Err(Refusal::Unchanged);
        }
        self.course.leaving = day;
        Ok(self)
    }

    /// The day each stage was reached, as the register keeps it: probation is counted from the
    /// vote that admitted, full membership from the day the probation was over.
    #[must_use]
    pub fn dates(&self, judge: &Judge<'_>) -> stage::Standing {
        let chart = judge.chart();
        let reached = self.course.stage(chart);
        let day_of = |stage: Stage| {
            let place = chart.steps().iter().position(|step| step.reaches == Some(stage) && !step.beside)?;
            self.course.first(place).map(|one| one.on)
        };
        let probation = judge.probation(&self.course);
        let member = |stage: Stage| reached >= Some(stage);
        stage::Standing {
            applied_on: day_of(Stage::Applicant),
            activist_on: day_of(Stage::Activist),
            target_on: day_of(Stage::Target),
            joined_on: probation.map(|(from, _)| from).filter(|_| member(Stage::Probationary)),
            full_on: probation.and_then(|(_, until)| until).filter(|_| member(Stage::Full)),
        }
    }

    fn is_running(&self) -> Result<(), Refusal> {
        match self.standing {
            CaseStanding::Running => Ok(()),
            standing => Err(Refusal::NotRunning { standing }),
        }
    }

    /// The step of `recorded`, if it can be true in this case.
    fn possible<'b>(
        &self,
        judge: &Judge<'b>,
        recorded: &Recorded,
        today: NaiveDate,
    ) -> Result<&'b Step, Refusal> {
        let step = judge.chart().step(recorded.step).ok_or(Refusal::NoSuchRecord)?;
        recorded.possible(&step.id, self.course.born, today)?;
        match self.course.first(recorded.step).filter(|_| !step.recurs) {
            None => Ok(step),
            Some(other) => Err(Refusal::Impossible(Impossible::Twice {
                step: step.id.clone(),
                first: other.on.min(recorded.on),
                second: other.on.max(recorded.on),
            })),
        }
    }

    /// What stops in `after` and did not before, at steps other than `except`.
    fn new_stops(
        &self,
        judge: &Judge<'_>,
        after: &Course,
        except: Option<usize>,
        today: NaiveDate,
    ) -> Vec<Finding> {
        let before = judge.judge(&self.course, today).findings;
        let known = |one: &Judged<'_>| {
            before.iter().any(|old| {
                old.stops() && std::ptr::eq(old.rule, one.rule) && std::ptr::eq(old.step, one.step)
            })
        };
        let except = except.and_then(|place| judge.chart().step(place));
        let elsewhere = |one: &Judged<'_>| except.is_none_or(|step| !std::ptr::eq(step, one.step));
        let after = judge.judge(after, today).findings;
        after.iter().filter(|one| one.stops() && elsewhere(one) && !known(one)).map(Judged::finding).collect()
    }

    fn with(&self, recorded: &Recorded) -> Course {
        let steps = self.course.steps().iter().chain(std::iter::once(recorded)).copied().collect();
        Course::new(self.course.born, self.course.leaving, steps)
    }

    fn push(&mut self, taken: Taken) {
        self.taken.push(taken);
        self.rebuild();
    }

    fn rebuild(&mut self) {
        self.course = course_of(self.course.born, self.course.leaving, &self.taken);
    }

    /// The case is over with the last step of the chart.
    fn settle(&mut self, judge: &Judge<'_>) {
        let last = judge.chart().steps().iter().rposition(|step| !step.beside);
        let ended = last.and_then(|place| self.course.first(place));
        self.standing = ended.map_or(CaseStanding::Running, |one| CaseStanding::Completed { on: one.on });
    }
}

/// The place of the application in every chart.
const FIRST: usize = 0;

fn course_of(born: Option<NaiveDate>, leaving: Option<NaiveDate>, taken: &[Taken]) -> Course {
    Course::new(born, leaving, taken.iter().map(|one| one.recorded).collect())
}

/// Holds that nothing is lengthened once it is over.
fn lengthens_in_time(judge: &Judge<'_>, course: &Course) -> Result<(), Refusal> {
    match judge.lengthened_too_late(course) {
        None => Ok(()),
        Some((step, ended)) => Err(Refusal::TooLate { step: step.title.clone(), ended: ended.title.clone() }),
    }
}

fn explained(reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() { Err(Refusal::NoReason) } else { Ok(reason.to_owned()) }
}

impl Judged<'_> {
    /// Whether it is a condition of the step: settled, a "must", unmet, and no mere matter of time that has passed.
    #[must_use]
    pub fn stops(&self) -> bool {
        let of_time = matches!(self.rule.kind, Kind::Deadline | Kind::Interval | Kind::MaxDuration);
        self.blocks() && (!of_time || self.because.is_about_order())
    }

    /// Whether somebody who goes on has to say why: settled and unmet, but no condition.
    #[must_use]
    pub fn asks_why(&self) -> bool {
        !self.met && !self.provisional && !self.stops()
    }
}
