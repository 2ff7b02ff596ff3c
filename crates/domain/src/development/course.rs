//! What was recorded of a person's course.

use chrono::NaiveDate;

use super::Tally;
use crate::people::stage::Stage;
use crate::rule::Chart;

/// A period of publicity; both days belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
}

/// How long something lasted, as far as it was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Length {
    /// Days of a training course.
    pub days: Option<u32>,
    /// Class hours of a training course.
    pub hours: Option<u32>,
    /// Months of an extension.
    pub months: Option<u32>,
}

/// One step that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// Its place in the chart.
    pub step: usize,
    /// The day it was taken.
    pub on: NaiveDate,
    /// The period of publicity.
    pub window: Option<Window>,
    /// The count of the ballot.
    pub tally: Option<Tally>,
    /// How many persons were named: mentors, introducers.
    pub persons: Option<u32>,
    /// How many sides they belong to.
    pub sides: Option<u32>,
    /// How long it lasted.
    pub length: Length,
    /// Whether the organisation that decided called it a special case.
    pub special: bool,
}

impl Recorded {
    /// The step at `step`, taken on `on`, with nothing else known of it.
    #[must_use]
    pub const fn new(step: usize, on: NaiveDate) -> Self {
        Self {
            step,
            on,
            window: None,
            tally: None,
            persons: None,
            sides: None,
            length: Length { days: None, hours: None, months: None },
            special: false,
        }
    }
}

/// Everything recorded of one person's course. It may be partial.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Course {
    /// The day of birth.
    pub born: Option<NaiveDate>,
    /// The day the person leaves the unit, when it is known.
    pub leaving: Option<NaiveDate>,
    steps: Vec<Recorded>,
}

impl Course {
    /// A course with these steps, in whatever order they are given.
    #[must_use]
    pub fn new(born: Option<NaiveDate>, leaving: Option<NaiveDate>, mut steps: Vec<Recorded>) -> Self {
        let window = |one: &Recorded| one.window.map(|window| (window.from, window.to));
        steps.sort_by_key(|one| (one.step, one.on, window(one)));
        Self { born, leaving, steps }
    }

    /// The steps by the order of the chart, recurring ones by their day.
    #[must_use]
    pub fn steps(&self) -> &[Recorded] {
        &self.steps
    }

    /// Every record of the step at `place`, the earliest first.
    #[must_use]
    pub fn all(&self, place: usize) -> &[Recorded] {
        let start = self.steps.partition_point(|one| one.step < place);
        let rest = self.steps.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|one| one.step == place)).unwrap_or_default()
    }

    /// The first record of the step at `place`.
    #[must_use]
    pub fn first(&self, place: usize) -> Option<&Recorded> {
        let start = self.steps.partition_point(|one| one.step < place);
        self.steps.get(start).filter(|one| one.step == place)
    }

    /// Whether the step at `place` was taken.
    #[must_use]
    pub fn has(&self, place: usize) -> bool {
        self.first(place).is_some()
    }

    /// Where the person stands by the steps that were taken; none before the first.
    ///
    /// A ballot alone makes nobody a probationary member: the stage is reached
    /// with the step the chart names for it, the approval.
    #[must_use]
    pub fn stage(&self, chart: &Chart) -> Option<Stage> {
        self.steps.iter().filter_map(|one| chart.step(one.step)?.reaches).max()
    }
}
