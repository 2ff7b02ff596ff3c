//! Which rules speak at which step, compiled for one place.

use chrono::{Days, Months, NaiveDate};

use crate::rule::{Ask, Chart, Kind, Layer, Measure, Rule};

const MONTHS_IN_YEAR: u32 = 12;

/// Where a length begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Since {
    /// At birth.
    Birth,
    /// With the step at this place.
    Step(usize),
}

/// One rule asked at one step, with the places of the steps it names.
#[derive(Debug, Clone)]
pub(super) struct Asked<'b> {
    pub(super) rule: &'b Rule,
    pub(super) ask: &'b Ask,
    pub(super) needs: Vec<usize>,
    pub(super) from: Option<Since>,
    pub(super) until_leaving: bool,
    pub(super) each: Option<usize>,
    pub(super) window: Option<usize>,
    pub(super) of: Option<usize>,
    pub(super) extended_by: Option<usize>,
}

/// The rules that ask the same thing at the same step, in whichever layer or pack.
#[derive(Debug, Clone)]
pub(super) struct Question<'b> {
    pub(super) candidates: Vec<Asked<'b>>,
}

impl<'b> Asked<'b> {
    /// None when the chart lacks a step the rule speaks of: there the rule has nothing to say.
    pub(super) fn of(rule: &'b Rule, ask: &'b Ask, chart: &Chart) -> Option<Self> {
        let place = |id: &Option<String>| match id {
            None => Some(None),
            Some(id) => chart.place(id).map(Some),
        };
        let from = match ask.from.as_deref() {
            None => None,
            Some("born") => Some(Since::Birth),
            Some(id) => Some(Since::Step(chart.place(id)?)),
        };
        Some(Self {
            rule,
            ask,
            needs: ask.needs.iter().map(|id| chart.place(id)).collect::<Option<Vec<_>>>()?,
            from,
            until_leaving: ask.until.is_some(),
            each: place(&ask.each)?,
            window: place(&ask.window)?,
            of: place(&ask.of)?,
            extended_by: place(&ask.extended_by)?,
        })
    }

    /// Whether `other` asks the same thing, so that the strictest of the two decides.
    fn asks_like(&self, other: &Self) -> bool {
        let numbers = self.rule.kind != Kind::Document;
        self.rule.kind == other.rule.kind
            && self.from == other.from
            && self.until_leaving == other.until_leaving
            && self.each == other.each
            && self.window == other.window
            && self.of == other.of
            && self.ask.counts == other.ask.counts
            && (self.needs == other.needs || (numbers && self.has_number()))
    }

    /// Whether a number decides, and not only that something is there.
    pub(super) fn has_number(&self) -> bool {
        self.from.is_some()
            || self.until_leaving
            || self.window.is_some()
            || self.of.is_some()
            || !self.ask.counts.is_empty()
    }

    /// Which of two rules asks more: the greater, the stricter.
    pub(super) fn strictness(&self) -> i64 {
        let values = &self.rule.values;
        let length = |value: Option<u32>| i64::from(in_days(value.unwrap_or_default(), self.rule.unit));
        match self.rule.kind {
            Kind::Deadline | Kind::MaxDuration | Kind::Interval => -length(values.value),
            Kind::MinDuration => length(values.value),
            Kind::WindowWorkdays => i64::from(values.value.unwrap_or_default()),
            Kind::Share => {
                let upper = i64::from(values.numerator.unwrap_or_default());
                let lower = i64::from(values.denominator.unwrap_or(1).max(1));
                upper * 10_000 / lower * 2 + i64::from(values.strict)
            }
            Kind::CountRange => {
                i64::from(values.min.unwrap_or_default()) * 1_000 - i64::from(values.max.unwrap_or(999))
            }
            Kind::Document | Kind::Cadence | Kind::Enum | Kind::Forbid => 0,
        }
    }
}

/// Puts rules that ask the same thing together, keeping the order of the packs.
pub(super) fn questions(asked: Vec<Asked<'_>>) -> Vec<Question<'_>> {
    let mut questions: Vec<Question<'_>> = Vec::new();
    for one in asked {
        match questions
            .iter_mut()
            .find(|question| question.candidates.first().is_some_and(|first| first.asks_like(&one)))
        {
            Some(question) => question.candidates.push(one),
            None => questions.push(Question { candidates: vec![one] }),
        }
    }
    questions
}

/// Nation before province before college: of two rules that ask as much, the higher is named.
pub(super) const fn rank(layer: Layer) -> u8 {
    match layer {
        Layer::Nation => 0,
        Layer::Province => 1,
        Layer::College => 2,
    }
}

/// The day `value` units after `from`, day 0 being `from` itself; months and years are
/// clamped to the month's end. None when it would leave the calendar.
pub(super) fn after(from: NaiveDate, value: u32, unit: Measure) -> Option<NaiveDate> {
    match unit {
        Measure::Day => from.checked_add_days(Days::new(u64::from(value))),
        Measure::Month => from.checked_add_months(Months::new(value)),
        Measure::Year | Measure::Age => {
            from.checked_add_months(Months::new(value.checked_mul(MONTHS_IN_YEAR)?))
        }
        _ => None,
    }
}

/// A length in days, near enough to tell which of two is the longer: 20 days, one month, half a year.
fn in_days(value: u32, unit: Measure) -> u32 {
    const DAYS_IN_YEAR: u32 = 365;
    match unit {
        Measure::Year | Measure::Age => value.saturating_mul(DAYS_IN_YEAR),
        Measure::Month => value.saturating_mul(DAYS_IN_YEAR) / MONTHS_IN_YEAR,
        _ => value,
    }
}
