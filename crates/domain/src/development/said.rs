//! The sentence of a verdict: its key and what stands in it, borrowed while it is judged.

use chrono::NaiveDate;

use crate::reason::{Arg, Reason};
use crate::rule::{Measure, Words};

/// One thing that stands in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'b> {
    /// A count.
    Number(u32),
    /// A civil day.
    Day(NaiveDate),
    /// The title of a step.
    Words(&'b Words),
    /// What is counted.
    Unit(Measure),
}

/// A sentence's key with its values, in the order the sentence was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<'b> {
    /// The message's key in the locale files.
    pub key: &'static str,
    /// The values by name.
    pub values: Vec<(&'static str, Value<'b>)>,
}

impl<'b> Said<'b> {
    pub(super) const fn new(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }

    pub(super) fn number(mut self, name: &'static str, number: u32) -> Self {
        self.values.push((name, Value::Number(number)));
        self
    }

    pub(super) fn day(mut self, name: &'static str, day: NaiveDate) -> Self {
        self.values.push((name, Value::Day(day)));
        self
    }

    pub(super) fn words(mut self, name: &'static str, words: &'b Words) -> Self {
        self.values.push((name, Value::Words(words)));
        self
    }

    pub(super) fn unit(mut self, unit: Measure) -> Self {
        self.values.push(("unit", Value::Unit(unit)));
        self
    }

    /// Whether it says that a step the rule builds on is missing or lies on a later day.
    pub(super) fn is_about_order(&self) -> bool {
        matches!(self.key, "judged-missing" | "judged-need-later")
    }

    /// The same sentence, kept.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.values.iter().fold(Reason::new(self.key), |reason, (name, value)| match value {
            Value::Number(number) => reason.with(name, *number),
            Value::Day(day) => reason.with(name, *day),
            Value::Words(words) => reason.with(name, (*words).clone()),
            Value::Unit(unit) => reason.with(name, Arg::from(unit.as_str())),
        })
    }
}
