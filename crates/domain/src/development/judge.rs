//! What the rules of one place find in a course.

use chrono::NaiveDate;

use super::next::{self, NextStep};
use super::question::{Asked, Question, Since, after, questions, rank};
use super::said::Said;
use super::verdict::{Verdict, extended, judge_needs, verdict};
use super::{Course, Recorded};
use crate::people::stage::Stage;
use crate::rule::{Chart, Finding, Force, Kind, Layer, Rule, RuleBook, Step};

/// The rules of one place, ready to judge many courses.
#[derive(Debug, Clone)]
pub struct Judge<'b> {
    pub(super) book: &'b RuleBook,
    pub(super) chart: &'b Chart,
    /// The questions at each step, by its place.
    pub(super) questions: Vec<Vec<Question<'b>>>,
    /// The first day any national rule asked here holds.
    first: NaiveDate,
}

/// What one rule finds at one step, borrowed from the rule book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged<'b> {
    /// The rule that decided: of several layers the strictest.
    pub rule: &'b Rule,
    /// The step at which it speaks.
    pub step: &'b Step,
    /// Whether it is met.
    pub met: bool,
    /// True when the answer rests on a year without a calendar.
    pub provisional: bool,
    /// The last day that was in time, where the rule knows one.
    pub due: Option<NaiveDate>,
    /// Why.
    pub because: Said<'b>,
}

impl Judged<'_> {
    /// The same, kept: as pages, programs and the ledger know a finding.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let mut finding = self.rule.finding(self.met, self.because.reason()).due(self.due);
        finding.provisional = self.provisional;
        finding
    }

    /// Whether it stops the step: not met, settled, and a "must".
    #[must_use]
    pub const fn blocks(&self) -> bool {
        !self.met && !self.provisional && matches!(self.rule.force, Force::Must)
    }
}

/// What is to be said of a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement<'b> {
    /// Where the person stands; none before the first step.
    pub stage: Option<Stage>,
    /// What can come next, in the order of the chart.
    pub next: Vec<NextStep<'b>>,
    /// What the rules find, in the order of the chart.
    pub findings: Vec<Judged<'b>>,
}

impl<'b> Judge<'b> {
    /// The rules of `book` that hold in `jurisdictions`; the nation's hold everywhere, named or not.
    #[must_use]
    pub fn new(book: &'b RuleBook, jurisdictions: &[String]) -> Self {
        let chart = book.chart(jurisdictions);
        let holds = |rule: &&Rule| rule.jurisdiction == "cn" || jurisdictions.contains(&rule.jurisdiction);
        let mut asked: Vec<Vec<Asked<'b>>> = vec![Vec::new(); chart.steps().len()];
        let mut first = None;
        for rule in book.rules().filter(holds) {
            for ask in &rule.asks {
                let Some(place) = chart.place(&ask.at) else { continue };
                let (Some(at), Some(one)) = (asked.get_mut(place), Asked::of(rule, ask, chart)) else {
                    continue;
                };
                at.push(one);
                if rule.layer == Layer::Nation && first.is_none_or(|day| rule.effective_from < day) {
                    first = Some(rule.effective_from);
                }
            }
        }
        let first = first.unwrap_or(NaiveDate::MIN);
        Self { book, chart, questions: asked.into_iter().map(questions).collect(), first }
    }

    /// The chart whose steps are judged.
    #[must_use]
    pub const fn chart(&self) -> &'b Chart {
        self.chart
    }

    /// Everything there is to say of `course` on `today`.
    #[must_use]
    pub fn judge(&self, course: &Course, today: NaiveDate) -> Judgement<'b> {
        let mut findings = Vec::with_capacity(course.steps().len() * 2);
        let mut judged = None;
        for taken in course.steps() {
            if judged != Some(taken.step) {
                self.judge_step(course, taken, &mut findings);
            }
            judged = Some(taken.step);
        }
        Judgement { stage: course.stage(self.chart), next: next::steps(self, course, today), findings }
    }

    /// A step that lengthens a time and was taken no earlier than the step which ended that time: the two of them.
    pub(super) fn lengthened_too_late(&self, course: &Course) -> Option<(&'b Step, &'b Step)> {
        self.questions.iter().enumerate().find_map(|(place, questions)| {
            let ended = course.first(place)?;
            let lengthens =
                questions.iter().flat_map(|one| &one.candidates).filter_map(|one| one.extended_by);
            let mut late =
                lengthens.filter(|other| course.first(*other).is_some_and(|one| one.on >= ended.on));
            Some((self.chart.step(late.next()?)?, self.chart.step(place)?))
        })
    }

    /// Whether probation is counted from `step`.
    #[must_use]
    pub fn begins_probation(&self, step: &Step) -> bool {
        let all = self.questions.iter().flatten().flat_map(|question| &question.candidates);
        let mut counted = all.filter(|asked| asked.extended_by.is_some());
        counted.any(|asked| match asked.from {
            Some(Since::Step(place)) => self.chart.step(place).is_some_and(|from| std::ptr::eq(from, step)),
            _ => false,
        })
    }

    /// When the probation began and when it is over, by the rule of it and an extension; none before it began.
    /// The end is none where no rule sets a length.
    #[must_use]
    pub fn probation(&self, course: &Course) -> Option<(NaiveDate, Option<NaiveDate>)> {
        let extended_by = |asked: &&Asked<'b>| asked.extended_by.is_some();
        let mut all = self.questions.iter().flatten().flat_map(|question| &question.candidates);
        let Some(Since::Step(from)) = all.find(extended_by)?.from else { return None };
        let begun = course.first(from)?.on;
        let day = self.day_of_rules(begun);
        let lengths = self.questions.iter().flatten().flat_map(|question| &question.candidates);
        let ends =
            lengths.filter(extended_by).filter(|asked| asked.rule.in_force_on(day)).filter_map(|asked| {
                let end = after(begun, asked.rule.values.value?, asked.rule.unit)?;
                extended(self, course, asked, NaiveDate::MAX, end)
            });
        Some((begun, ends.max()))
    }

    /// What the rules find at the step `taken`, as if `course` held it.
    pub fn judge_step(&self, course: &Course, taken: &Recorded, findings: &mut Vec<Judged<'b>>) {
        let Some(step) = self.chart.step(taken.step) else { return };
        let start = findings.len();
        let mut covered: u64 = 0;
        for question in self.questions.get(taken.step).into_iter().flatten() {
            if let Some((asked, verdict)) = self.strictest(question, course, taken) {
                covered |= named(asked);
                add(findings, start, judged(asked.rule, step, verdict));
            }
        }
        let left: Vec<usize> =
            step.requires.iter().copied().filter(|place| covered & bit(*place) == 0).collect();
        if let Some(verdict) = judge_needs(self, course, taken, &left) {
            add(findings, start, judged(&self.chart.order, step, verdict));
        }
    }

    /// The day by which rules are chosen: the first rules also hold for the days before them.
    pub(super) fn day_of_rules(&self, day: NaiveDate) -> NaiveDate {
        day.max(self.first)
    }

    /// Of the rules in force on the day of the step, the one that decides.
    fn strictest<'q>(
        &self,
        question: &'q Question<'b>,
        course: &Course,
        taken: &Recorded,
    ) -> Option<(&'q Asked<'b>, Verdict<'b>)> {
        let day = self.day_of_rules(taken.on);
        question
            .candidates
            .iter()
            .filter(|asked| asked.rule.in_force_on(day))
            .filter_map(|asked| Some((asked, verdict(self, course, taken, asked)?)))
            .max_by_key(|(asked, verdict)| {
                let must = asked.rule.force == Force::Must;
                let settled = u8::MAX - rank(asked.rule.layer);
                (must && !verdict.met, asked.strictness(), must, settled)
            })
    }
}

fn judged<'b>(rule: &'b Rule, step: &'b Step, verdict: Verdict<'b>) -> Judged<'b> {
    Judged {
        rule,
        step,
        met: verdict.met,
        provisional: verdict.provisional,
        due: verdict.due,
        because: verdict.because,
    }
}

/// One rule answers once at one step: what it asks more than once is met when all of it is.
fn add<'b>(findings: &mut Vec<Judged<'b>>, start: usize, judged: Judged<'b>) {
    let same = findings.iter_mut().skip(start).find(|one| std::ptr::eq(one.rule, judged.rule));
    match same {
        None => findings.push(judged),
        Some(earlier) if earlier.met && !judged.met => *earlier = judged,
        Some(_) => {}
    }
}

/// The steps a rule names, which the order of the chart then need not ask again.
fn named(asked: &Asked<'_>) -> u64 {
    let from = match asked.from {
        Some(Since::Step(place)) if asked.rule.kind != Kind::Interval => bit(place),
        _ => 0,
    };
    asked.needs.iter().chain(&asked.window).fold(from, |bits, place| bits | bit(*place))
}

/// A set of places as bits; a chart has fewer than sixty-four steps.
pub(super) const fn bit(place: usize) -> u64 {
    if place < 64 { 1 << place } else { 0 }
}
