//! What can come next in a course, whose turn it is, from when and until when.

use chrono::NaiveDate;

use super::Course;
use super::judge::{Judge, bit};
use super::question::{Asked, Since, after};
use super::verdict::extended;
use crate::rule::{Kind, Measure, Rule, Step};

/// A step that can be taken now or later, because all it builds on is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextStep<'b> {
    /// The step.
    pub step: &'b Step,
    /// The first day the rules allow it; none when that cannot be told.
    pub earliest: Option<NaiveDate>,
    /// The last day that is in time; none when no rule sets one.
    pub due: Option<NaiveDate>,
    /// The rule that sets that day.
    pub due_by: Option<&'b Rule>,
}

/// The open steps of `course`, in the order of the chart, by the rules in force on `today`.
///
/// A step that was passed over (a later one that builds on it was taken) is
/// not asked for again; what it was needed for stands among the findings.
pub(super) fn steps<'b>(judge: &Judge<'b>, course: &Course, today: NaiveDate) -> Vec<NextStep<'b>> {
    let done = course.steps().iter().fold(0, |bits, one| bits | bit(one.step));
    let passed = passed_over(judge, done);
    let day = judge.day_of_rules(today);
    let stage = course.stage(judge.chart);
    let mut open: Vec<NextStep<'b>> = Vec::new();
    for (place, step) in judge.chart.steps().iter().enumerate() {
        // What recurs belongs to a stage and ends with it.
        let ended = match step.reaches {
            Some(reaches) if step.recurs => stage > Some(reaches),
            _ => done & bit(place) != 0 && !step.recurs,
        };
        let over = passed & bit(place) != 0 || ended;
        let ready = step.requires.iter().all(|needed| (done | passed) & bit(*needed) != 0);
        if step.beside || over || !ready {
            continue;
        }
        let asked: Vec<&Asked<'b>> = asked_at(judge, place, day).collect();
        for period in asked.iter().filter_map(|one| publicity(judge, course, one)) {
            if !open.iter().any(|other| std::ptr::eq(other.step, period.step)) {
                open.push(period);
            }
        }
        let last =
            asked.iter().filter_map(|one| Some((due(course, one)?, one.rule))).min_by_key(|(day, _)| *day);
        open.push(NextStep {
            step,
            earliest: earliest(judge, course, step, &asked),
            due: last.map(|(day, _)| day),
            due_by: last.map(|(_, rule)| rule),
        });
    }
    open
}

/// The steps a taken step builds on, at whatever remove, that were not taken themselves.
fn passed_over(judge: &Judge<'_>, done: u64) -> u64 {
    let mut needed: u64 = 0;
    for (place, step) in judge.chart.steps().iter().enumerate().rev() {
        if (done | needed) & bit(place) != 0 && !step.beside {
            needed |= step.requires.iter().fold(0, |bits, one| bits | bit(*one));
        }
    }
    // What recurs is over once a step that builds on it was taken.
    let recurring = judge.chart.steps().iter().enumerate().filter(|(_, step)| step.recurs);
    let recurring = recurring.fold(0, |bits, (place, _)| bits | bit(place));
    needed & (!done | recurring)
}

fn asked_at<'q, 'b>(
    judge: &'q Judge<'b>,
    place: usize,
    day: NaiveDate,
) -> impl Iterator<Item = &'q Asked<'b>> + use<'q, 'b> {
    judge
        .questions
        .get(place)
        .into_iter()
        .flatten()
        .flat_map(|question| &question.candidates)
        .filter(move |asked| asked.rule.in_force_on(day))
}

/// The publicity a step waits for, while there is none.
fn publicity<'b>(judge: &Judge<'b>, course: &Course, asked: &Asked<'b>) -> Option<NextStep<'b>> {
    let place = asked.window?;
    let step = judge.chart.step(place).filter(|step| step.beside && !course.has(place))?;
    let begun = step.requires.iter().filter_map(|needed| course.first(*needed)).map(|one| one.on).max();
    Some(NextStep { step, earliest: begun, due: None, due_by: None })
}

fn earliest(judge: &Judge<'_>, course: &Course, step: &Step, asked: &[&Asked<'_>]) -> Option<NaiveDate> {
    let built_on = step.requires.iter().filter_map(|place| course.first(*place)).map(|one| one.on);
    let by_rule = asked.iter().filter_map(|one| from_when(judge, course, one));
    built_on.chain(by_rule).max()
}

/// The first day on which `asked` can be met, where it sets one.
fn from_when(judge: &Judge<'_>, course: &Course, asked: &Asked<'_>) -> Option<NaiveDate> {
    match (asked.rule.kind, asked.from, asked.window) {
        (Kind::MinDuration, Some(Since::Step(from)), _) => {
            let end = after(course.first(from)?.on, asked.rule.values.value?, asked.rule.unit)?;
            extended(judge, course, asked, NaiveDate::MAX, end)
        }
        (Kind::MinDuration, Some(Since::Birth), _) => {
            after(course.born?, asked.rule.values.value?, asked.rule.unit)
        }
        (Kind::WindowWorkdays, _, Some(place)) => {
            let window = course.all(place).last()?.window?;
            let full = judge.book.workdays.window_end(window.from, asked.rule.values.value?)?;
            window.to.max(full.day).succ_opt()
        }
        _ => None,
    }
}

/// The last day on which `asked` can be met, where it sets one.
fn due(course: &Course, asked: &Asked<'_>) -> Option<NaiveDate> {
    let Some(Since::Step(from)) = asked.from else { return None };
    let begun = course.first(from)?.on;
    let value = asked.rule.values.value?;
    match (asked.rule.kind, asked.each) {
        (Kind::Deadline | Kind::MaxDuration, _) => after(begun, value, asked.rule.unit),
        (Kind::Interval, Some(each)) if asked.ask.at == asked.ask.each.as_deref().unwrap_or_default() => {
            let last = course.all(each).last().map(|one| one.on).filter(|on| *on >= begun);
            open_interval(begun, last, value, asked.rule.unit)
        }
        _ => None,
    }
}

/// The end of the first interval from `begun` on that begins after `last`.
fn open_interval(begun: NaiveDate, last: Option<NaiveDate>, value: u32, unit: Measure) -> Option<NaiveDate> {
    let mut before = None;
    for nth in 1.. {
        let end = after(begun, value.checked_mul(nth)?, unit)?;
        if last.is_none_or(|last| before.is_some_and(|before| last <= before)) {
            return Some(end);
        }
        before = Some(end);
    }
    None
}
