//! A case as a file or a program hands it in, before anything is judged.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};

use super::{Course, Length, Recorded, Tally, Window};
use crate::reason::Reason;
use crate::rule::Chart;

/// One case: `{"born": …, "jurisdiction": […], "leaving": …, "steps": […]}`.
///
/// Fields that are not listed here are passed over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CaseFile<'a> {
    /// The day of birth.
    #[serde(default, deserialize_with = "some_day")]
    pub born: Option<NaiveDate>,
    /// Whose rules hold, from the nation down: `cn`, `cn-33`, `college`.
    #[serde(default)]
    pub jurisdiction: Vec<String>,
    /// The day the person leaves the unit.
    #[serde(default, deserialize_with = "some_day")]
    pub leaving: Option<NaiveDate>,
    /// The steps that were taken, in any order.
    #[serde(borrow)]
    pub steps: Vec<StepLine<'a>>,
}

/// One step of a case as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StepLine<'a> {
    /// The step's id, such as `talk`.
    #[serde(borrow)]
    pub step: Cow<'a, str>,
    /// The day it was taken.
    #[serde(deserialize_with = "day")]
    pub on: NaiveDate,
    /// The first day of a publicity.
    #[serde(default, deserialize_with = "some_day")]
    pub from: Option<NaiveDate>,
    /// The last day of a publicity.
    #[serde(default, deserialize_with = "some_day")]
    pub to: Option<NaiveDate>,
    /// The count of a ballot.
    #[serde(default)]
    pub tally: Option<Tally>,
    /// How many persons were named.
    #[serde(default)]
    pub persons: Option<u32>,
    /// How many sides they belong to.
    #[serde(default)]
    pub sides: Option<u32>,
    /// Days of a training course.
    #[serde(default)]
    pub days: Option<u32>,
    /// Class hours of a training course.
    #[serde(default)]
    pub hours: Option<u32>,
    /// Months of an extension.
    #[serde(default)]
    pub months: Option<u32>,
    /// Whether the organisation called it a special case.
    #[serde(default)]
    pub special: bool,
}

/// Why a case cannot be true, whatever the rules say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// No chart has the step.
    #[error("there is no step {step}")]
    UnknownStep {
        /// The step.
        step: String,
    },
    /// A step that is taken once stands there twice.
    #[error("{step} is recorded on {first} and again on {second}")]
    Twice {
        /// The step.
        step: String,
        /// The one day.
        first: NaiveDate,
        /// The other day.
        second: NaiveDate,
    },
    /// A step lies before the person's birth.
    #[error("{step} on {on} is before the day of birth")]
    BeforeBirth {
        /// The step.
        step: String,
        /// Its day.
        on: NaiveDate,
    },
    /// A step lies in the future.
    #[error("{step} on {on} is after today, {today}")]
    InFuture {
        /// The step.
        step: String,
        /// Its day.
        on: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// A publicity ends before it begins.
    #[error("{step} runs from {from} to {to}, backwards")]
    Backwards {
        /// The step.
        step: String,
        /// Its first day.
        from: NaiveDate,
        /// Its last day.
        to: NaiveDate,
    },
    /// The numbers of a ballot contradict one another.
    #[error("{step}: {what} is {number}, and at most {limit} is possible")]
    Tally {
        /// The step.
        step: String,
        /// Which number: `present`, `approve`, `cast` or `written`.
        what: &'static str,
        /// The number given.
        number: u64,
        /// The most there can be.
        limit: u64,
    },
}

impl Impossible {
    /// The sentence with the numbers, for people.
    #[must_use]
    pub fn reason(&self, chart: &Chart) -> Reason {
        let titled = |step: &str| chart.find(step).map(|step| step.title.clone());
        let said = |key: &str, step: &str| {
            let reason = Reason::new(&format!("case-impossible-{key}"));
            match titled(step) {
                Some(title) => reason.with("step", title),
                None => reason.with("step", step),
            }
        };
        match self {
            Self::UnknownStep { step } => said("unknown-step", step),
            Self::Twice { step, first, second } => {
                let key = if step == "extension" { "extended-twice" } else { "twice" };
                said(key, step).with("first", *first).with("second", *second)
            }
            Self::BeforeBirth { step, on } => said("before-birth", step).with("on", *on),
            Self::InFuture { step, on, today } => {
                said("in-future", step).with("on", *on).with("today", *today)
            }
            Self::Backwards { step, from, to } => said("backwards", step).with("from", *from).with("to", *to),
            Self::Tally { step, what, number, limit } => {
                let number = i64::try_from(*number).unwrap_or(i64::MAX);
                let limit = i64::try_from(*limit).unwrap_or(i64::MAX);
                said(&format!("tally-{what}"), step).with("number", number).with("limit", limit)
            }
        }
    }
}

impl CaseFile<'_> {
    /// The course this file tells of, by the steps of `chart`.
    ///
    /// # Errors
    ///
    /// [`Impossible`]: a step no chart has, a step taken once that stands there
    /// twice, a day before birth or after `today`, numbers of a ballot that
    /// contradict one another, a publicity that runs backwards. A step out of
    /// order is no error: the rules find it.
    pub fn course(&self, chart: &Chart, today: NaiveDate) -> Result<Course, Impossible> {
        let mut steps: Vec<Recorded> = Vec::with_capacity(self.steps.len());
        for line in &self.steps {
            let unknown = || Impossible::UnknownStep { step: line.step.clone().into_owned() };
            let place = chart.place(&line.step).ok_or_else(unknown)?;
            let recurs = chart.step(place).is_some_and(|step| step.recurs);
            if let Some(first) = steps.iter().find(|one| one.step == place).filter(|_| !recurs) {
                return Err(Impossible::Twice {
                    step: line.step.clone().into_owned(),
                    first: first.on.min(line.on),
                    second: first.on.max(line.on),
                });
            }
            steps.push(line.recorded(place, self.born, today)?);
        }
        Ok(Course::new(self.born, self.leaving, steps))
    }
}

impl StepLine<'_> {
    fn recorded(
        &self,
        place: usize,
        born: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Result<Recorded, Impossible> {
        let window = match (self.from, self.to) {
            (Some(from), Some(to)) => Some(Window { from, to }),
            _ => None,
        };
        let recorded = Recorded {
            window,
            tally: self.tally,
            persons: self.persons,
            sides: self.sides,
            length: Length { days: self.days, hours: self.hours, months: self.months },
            special: self.special,
            ..Recorded::new(place, self.on)
        };
        recorded.possible(&self.step, born, today)?;
        Ok(recorded)
    }
}

impl Recorded {
    /// Holds that the record of `step` can be true.
    ///
    /// # Errors
    ///
    /// A day before birth or after `today`, numbers of a ballot that contradict
    /// one another, a publicity that runs backwards.
    pub fn possible(&self, step: &str, born: Option<NaiveDate>, today: NaiveDate) -> Result<(), Impossible> {
        let step_id = || step.to_owned();
        if born.is_some_and(|born| self.on < born) {
            return Err(Impossible::BeforeBirth { step: step_id(), on: self.on });
        }
        if self.on > today {
            return Err(Impossible::InFuture { step: step_id(), on: self.on, today });
        }
        if let Some(tally) = self.tally {
            tally.check(step)?;
        }
        match self.window {
            Some(Window { from, to }) if to < from => {
                Err(Impossible::Backwards { step: step_id(), from, to })
            }
            _ => Ok(()),
        }
    }
}

/// A day written as `2026-05-18`, and no other way.
fn parsed(text: &str) -> Option<NaiveDate> {
    let digits = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let year = i32::try_from(digits(year, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, digits(month, 2)?, digits(day, 2)?)
}

fn no_day<E: serde::de::Error>(text: &str) -> E {
    E::custom(format_args!("`{text}` is no day; write 2026-05-18"))
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let text = Cow::<str>::deserialize(deserializer)?;
    parsed(&text).ok_or_else(|| no_day(&text))
}

fn some_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    match Option::<Cow<str>>::deserialize(deserializer)? {
        Some(text) => parsed(&text).map(Some).ok_or_else(|| no_day(&text)),
        None => Ok(None),
    }
}
