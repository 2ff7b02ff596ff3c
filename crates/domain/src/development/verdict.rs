//! The verdict of one rule at one step: met or not, by when, and why.

use chrono::{Datelike, NaiveDate};

use super::judge::Judge;
use super::question::{Asked, Since, after};
use super::said::Said;
use super::{Course, Recorded, Tally};
use crate::rule::{Base, Counted, Kind, Measure, Rule, Step};

/// What one rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict<'b> {
    pub(super) met: bool,
    pub(super) provisional: bool,
    pub(super) due: Option<NaiveDate>,
    pub(super) because: Said<'b>,
}

impl<'b> Verdict<'b> {
    fn new(met: bool, because: Said<'b>) -> Self {
        Self { met, provisional: false, due: None, because }
    }

    const fn due(mut self, due: NaiveDate) -> Self {
        self.due = Some(due);
        self
    }
}

/// What `asked` says of the step `taken`. None when it has nothing to say.
pub(super) fn verdict<'b>(
    judge: &Judge<'b>,
    course: &Course,
    taken: &Recorded,
    asked: &Asked<'b>,
) -> Option<Verdict<'b>> {
    let needs = judge_needs(judge, course, taken, &asked.needs);
    if needs.as_ref().is_some_and(|needs| !needs.met) || !asked.has_number() {
        return needs;
    }
    match asked.rule.kind {
        Kind::Deadline | Kind::MinDuration | Kind::MaxDuration => length(judge, course, taken, asked),
        Kind::Interval => interval(judge, course, taken, asked),
        Kind::WindowWorkdays => window(judge, course, taken, asked),
        Kind::Share => Some(share(taken, asked)),
        Kind::CountRange => count(taken, asked),
        Kind::Document | Kind::Cadence | Kind::Enum | Kind::Forbid => needs,
    }
}

/// Whether each step of `places` is recorded on or before the day of `taken`.
pub(super) fn judge_needs<'b>(
    judge: &Judge<'b>,
    course: &Course,
    taken: &Recorded,
    places: &[usize],
) -> Option<Verdict<'b>> {
    let mut answer = None;
    for place in places {
        let step = judge.chart.step(*place)?;
        match course.first(*place) {
            None => return Some(Verdict::new(false, Said::new("judged-missing").words("step", &step.title))),
            Some(needed) if needed.on > taken.on => {
                return Some(Verdict::new(
                    false,
                    Said::new("judged-need-later")
                        .words("step", &step.title)
                        .day("step_day", needed.on)
                        .day("day", taken.on),
                ));
            }
            Some(needed) => {
                let because =
                    Said::new("judged-need-met").words("step", &step.title).day("step_day", needed.on);
                answer = Some(Verdict::new(true, because));
            }
        }
    }
    answer
}

fn length<'b>(
    judge: &Judge<'b>,
    course: &Course,
    taken: &Recorded,
    asked: &Asked<'b>,
) -> Option<Verdict<'b>> {
    if asked.until_leaving {
        return leaving(course, taken, asked.rule);
    }
    match asked.from {
        Some(Since::Birth) => age(course, taken, asked.rule),
        Some(Since::Step(place)) => since(judge, course, taken, asked, place),
        None => own_length(taken, asked.rule),
    }
}

fn since<'b>(
    judge: &Judge<'b>,
    course: &Course,
    taken: &Recorded,
    asked: &Asked<'b>,
    place: usize,
) -> Option<Verdict<'b>> {
    let from = judge.chart.step(place)?;
    let Some(begun) = course.first(place) else {
        return Some(Verdict::new(false, Said::new("judged-missing").words("step", &from.title)));
    };
    if begun.on > taken.on {
        return Some(Verdict::new(
            false,
            Said::new("judged-need-later")
                .words("step", &from.title)
                .day("step_day", begun.on)
                .day("day", taken.on),
        ));
    }
    let value = asked.rule.values.value?;
    let end = after(begun.on, value, asked.rule.unit)?;
    let said = |key: &'static str, number: u32| {
        Said::new(key)
            .words("from", &from.title)
            .day("from_day", begun.on)
            .number("number", number)
            .unit(asked.rule.unit)
            .day("day", taken.on)
    };
    match asked.rule.kind {
        Kind::Deadline => Some(deadline(asked.rule, taken, begun, end, said)),
        Kind::MinDuration => {
            let end = extended(judge, course, asked, taken.on, end)?;
            let met = taken.on >= end;
            let key = if met { "judged-least-met" } else { "judged-least-unmet" };
            Some(Verdict::new(met, said(key, value).day("end", end)))
        }
        _ => {
            let met = taken.on <= end;
            let key = if met { "judged-most-met" } else { "judged-most-unmet" };
            Some(Verdict::new(met, said(key, value).day("end", end)).due(end))
        }
    }
}

fn deadline<'b>(
    rule: &Rule,
    taken: &Recorded,
    begun: &Recorded,
    end: NaiveDate,
    said: impl Fn(&'static str, u32) -> Said<'b>,
) -> Verdict<'b> {
    let value = rule.values.value.unwrap_or_default();
    let special = rule.values.special.filter(|_| taken.special);
    if let Some(most) = special
        && let Some(last) = after(begun.on, most, rule.unit)
    {
        let met = taken.on <= last;
        let key = if met { "judged-deadline-special" } else { "judged-deadline-unmet" };
        return Verdict::new(met, said(key, most).day("end", last)).due(last);
    }
    let met = taken.on <= end;
    let key = if met { "judged-deadline-met" } else { "judged-deadline-unmet" };
    Verdict::new(met, said(key, value).day("end", end)).due(end)
}

/// The end of a time that an extension recorded by `day` has moved; by the least there is when its length was not written down.
pub(super) fn extended(
    judge: &Judge<'_>,
    course: &Course,
    asked: &Asked<'_>,
    day: NaiveDate,
    end: NaiveDate,
) -> Option<NaiveDate> {
    let Some(place) = asked.extended_by else { return Some(end) };
    let Some(extension) = course.first(place).filter(|one| one.on <= day) else { return Some(end) };
    let day = judge.day_of_rules(extension.on);
    let least = judge
        .questions
        .get(place)
        .into_iter()
        .flatten()
        .flat_map(|question| &question.candidates)
        .filter(|one| one.rule.kind == Kind::CountRange && one.rule.in_force_on(day))
        .find_map(|one| one.rule.values.min);
    after(end, extension.length.months.or(least).unwrap_or_default(), Measure::Month)
}

fn age<'b>(course: &Course, taken: &Recorded, rule: &Rule) -> Option<Verdict<'b>> {
    let number = rule.values.value?;
    let Some(born) = course.born else {
        return Some(Verdict::new(false, Said::new("judged-born-missing").number("number", number)));
    };
    let met = taken.on >= after(born, number, rule.unit)?;
    let key = if met { "judged-age-met" } else { "judged-age-unmet" };
    Some(Verdict::new(met, Said::new(key).number("age", full_years(born, taken.on)).number("number", number)))
}

/// Full years from `born` to `day`; somebody born on 29 February is a year older on 28 February of a year without it.
fn full_years(born: NaiveDate, day: NaiveDate) -> u32 {
    let years = u32::try_from(day.year() - born.year()).unwrap_or_default();
    let birthday = after(born, years, Measure::Year);
    if birthday.is_none_or(|birthday| birthday > day) { years.saturating_sub(1) } else { years }
}

fn leaving<'b>(course: &Course, taken: &Recorded, rule: &Rule) -> Option<Verdict<'b>> {
    let number = rule.values.value?;
    let Some(leaving) = course.leaving else {
        return Some(Verdict::new(true, Said::new("judged-leaving-unknown")));
    };
    let met = leaving > after(taken.on, number, rule.unit)?;
    let key = if met { "judged-leaving-met" } else { "judged-leaving-unmet" };
    let because =
        Said::new(key).day("leaving", leaving).day("day", taken.on).number("number", number).unit(rule.unit);
    Some(Verdict::new(met, because))
}

/// A training course by what was written down of it: days, or hours. None when neither was.
fn own_length<'b>(taken: &Recorded, rule: &Rule) -> Option<Verdict<'b>> {
    let counted = |unit: Measure| match unit {
        Measure::Day => taken.length.days,
        Measure::ClassHour => taken.length.hours,
        Measure::Month => taken.length.months,
        _ => None,
    };
    let first = (rule.values.value?, rule.unit);
    let second = rule.values.alternative.map(|other| (other.value, other.unit));
    let mut answer = None;
    for (least, unit) in std::iter::once(first).chain(second) {
        let Some(count) = counted(unit) else { continue };
        let met = count >= least;
        let key = if met { "judged-length-met" } else { "judged-length-unmet" };
        let because = Said::new(key).number("count", count).number("number", least).unit(unit);
        let better = answer.as_ref().is_none_or(|earlier: &Verdict<'_>| met && !earlier.met);
        if better {
            answer = Some(Verdict::new(met, because));
        }
    }
    answer
}

/// Something that recurs has to be there once in every interval; what falls due on the very day is not late yet.
fn interval<'b>(
    judge: &Judge<'b>,
    course: &Course,
    taken: &Recorded,
    asked: &Asked<'b>,
) -> Option<Verdict<'b>> {
    let (Some(Since::Step(from)), Some(each)) = (asked.from, asked.each) else { return None };
    let (from_step, each_step) = (judge.chart.step(from)?, judge.chart.step(each)?);
    let Some(begun) = course.first(from) else {
        return Some(Verdict::new(false, Said::new("judged-missing").words("step", &from_step.title)));
    };
    let number = asked.rule.values.value?;
    let recurring = taken.step == each;
    if recurring && taken.on < begun.on {
        let because = Said::new("judged-need-later")
            .words("step", &from_step.title)
            .day("step_day", begun.on)
            .day("day", taken.on);
        return Some(Verdict::new(false, because));
    }
    let counted: Vec<NaiveDate> =
        course.all(each).iter().map(|one| one.on).filter(|on| *on >= begun.on).collect();
    let said = |key: &'static str, count: u32| {
        Said::new(key)
            .words("from", &from_step.title)
            .words("each", &each_step.title)
            .day("from_day", begun.on)
            .number("number", number)
            .unit(asked.rule.unit)
            .number("count", count)
    };
    let mut last: Option<(u32, NaiveDate)> = None;
    for nth in 1.. {
        let due = after(begun.on, number.checked_mul(nth)?, asked.rule.unit)?;
        let since = |on: &&NaiveDate| last.is_none_or(|(_, before)| **on > before);
        let asks = if recurring { counted.last().filter(since).is_some() } else { due < taken.on };
        if !asks {
            break;
        }
        if !counted.iter().filter(since).any(|on| *on <= due) {
            return Some(Verdict::new(false, said("judged-interval-unmet", nth).day("end", due)).due(due));
        }
        last = Some((nth, due));
    }
    Some(match last {
        Some((nth, due)) => Verdict::new(true, said("judged-interval-met", nth).day("end", due)).due(due),
        None => Verdict::new(true, said("judged-interval-none", 0)),
    })
}

fn window<'b>(
    judge: &Judge<'b>,
    course: &Course,
    taken: &Recorded,
    asked: &Asked<'b>,
) -> Option<Verdict<'b>> {
    let step: &'b Step = judge.chart.step(asked.window?)?;
    let number = asked.rule.values.value?;
    // Of several periods, the last one that was over before the step counts; otherwise the first, to say what is wrong with it.
    let periods = course.all(asked.window?);
    let over = periods.iter().rev().find(|one| one.window.is_some_and(|window| window.to < taken.on));
    let Some(period) = over.or(periods.first()) else {
        let because = Said::new("judged-window-missing").words("step", &step.title).number("number", number);
        return Some(Verdict::new(false, because));
    };
    let Some(window) = period.window else {
        let because = Said::new("judged-window-open").words("step", &step.title).number("number", number);
        return Some(Verdict::new(false, because));
    };
    let count = judge.book.workdays.count(window.from, window.to);
    let said = |key: &'static str| {
        Said::new(key)
            .words("step", &step.title)
            .day("from_day", window.from)
            .day("to_day", window.to)
            .number("count", count.days)
            .number("number", number)
            .day("day", taken.on)
    };
    let long = count.days >= number;
    let key = match (long, window.to < taken.on) {
        (true, true) => "judged-window-met",
        (false, _) => "judged-window-short",
        (true, false) => "judged-window-running",
    };
    let verdict = Verdict::new(key == "judged-window-met", said(key));
    Some(Verdict { provisional: count.provisional, ..verdict })
}

fn share<'b>(taken: &Recorded, asked: &Asked<'b>) -> Verdict<'b> {
    let Some(tally) = taken.tally else { return Verdict::new(false, Said::new("judged-ballot-missing")) };
    let mut answer = None;
    for counted in &asked.ask.counts {
        let verdict = share_of(&tally, asked.rule, *counted);
        if !verdict.met {
            return verdict;
        }
        answer = Some(verdict);
    }
    answer.unwrap_or_else(|| Verdict::new(false, Said::new("judged-ballot-missing")))
}

fn share_of<'b>(tally: &Tally, rule: &Rule, counted: Counted) -> Verdict<'b> {
    let base = match rule.values.base {
        Some(Base::Present) => tally.present,
        Some(Base::Entitled) | None => tally.entitled,
    };
    let needed = needed_of(rule, base);
    let said = |key: &'static str| Said::new(key).number("base", base).number("needed", needed);
    if counted == Counted::Present {
        let met = tally.present >= needed;
        let key = if met { "judged-present-met" } else { "judged-present-unmet" };
        return Verdict::new(met, said(key).number("present", tally.present));
    }
    let met = tally.approving() >= needed;
    let key = match (met, rule.values.base) {
        (true, Some(Base::Present)) => "judged-approve-of-present-met",
        (false, Some(Base::Present)) => "judged-approve-of-present-unmet",
        (true, _) => "judged-approve-met",
        (false, _) => "judged-approve-unmet",
    };
    let because = said(key).number("approve", tally.approving()).number("written", tally.written_approve);
    Verdict::new(met, because)
}

/// The fewest people of `base` that make up the share the rule names.
pub(super) fn needed_of(rule: &Rule, base: u32) -> u32 {
    let upper = u64::from(rule.values.numerator.unwrap_or_default());
    let lower = u64::from(rule.values.denominator.unwrap_or(1).max(1));
    let whole = u64::from(base) * upper;
    let needed = if rule.values.strict { whole / lower + 1 } else { whole.div_ceil(lower) };
    u32::try_from(needed).unwrap_or(u32::MAX)
}

/// How many persons, sides or months were written down. None when nothing was.
fn count<'b>(taken: &Recorded, asked: &Asked<'b>) -> Option<Verdict<'b>> {
    let counted = asked.ask.counts.first()?;
    let count = match counted {
        Counted::Persons => taken.persons,
        Counted::Sides => taken.sides,
        Counted::Length => taken.length.months,
        Counted::Present | Counted::Approve => None,
    };
    let values = &asked.rule.values;
    let Some(count) = count else { return Some(Verdict::new(true, Said::new("judged-count-unstated"))) };
    let met = values.min.is_none_or(|min| count >= min) && values.max.is_none_or(|max| count <= max);
    let key = if met { "judged-count-met" } else { "judged-count-unmet" };
    let because = Said::new(key)
        .number("count", count)
        .number("min", values.min.unwrap_or_default())
        .number("max", values.max.unwrap_or(count))
        .unit(asked.rule.unit);
    Some(Verdict::new(met, because))
}
