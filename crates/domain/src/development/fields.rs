//! What is written down of a step besides its day, because a rule counts it.

use super::judge::Judge;
use crate::rule::{Counted, Kind, Measure, StepActor};

/// What a form about a step asks for besides the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StepFields {
    /// The count of a ballot.
    pub tally: bool,
    /// A first and a last day.
    pub window: bool,
    /// How many persons were named.
    pub persons: bool,
    /// How many sides they belong to.
    pub sides: bool,
    /// A length in days.
    pub days: bool,
    /// A length in class hours.
    pub hours: bool,
    /// A length in months.
    pub months: bool,
    /// Whether the organisation called it a special case, which gives it more time.
    pub special: bool,
}

impl Judge<'_> {
    /// What the rules of any time ask to be written down of the step at `place`.
    #[must_use]
    pub fn fields(&self, place: usize) -> StepFields {
        let mut fields = StepFields::default();
        if self.chart.step(place).is_some_and(|step| step.actor == StepActor::Assembly) {
            fields.tally = true;
        }
        let asked = |place: usize| {
            self.questions.get(place).into_iter().flatten().flat_map(|question| &question.candidates)
        };
        for one in asked(place) {
            for counted in &one.ask.counts {
                match counted {
                    Counted::Present | Counted::Approve => fields.tally = true,
                    Counted::Persons => fields.persons = true,
                    Counted::Sides => fields.sides = true,
                    Counted::Length => {
                        let second = one.rule.values.alternative.map(|other| other.unit);
                        for unit in std::iter::once(one.rule.unit).chain(second) {
                            match unit {
                                Measure::Day => fields.days = true,
                                Measure::ClassHour => fields.hours = true,
                                Measure::Month => fields.months = true,
                                _ => {}
                            }
                        }
                    }
                }
            }
            fields.special |= one.rule.kind == Kind::Deadline && one.rule.values.special.is_some();
        }
        let everywhere = (0..self.questions.len()).flat_map(asked);
        fields.window = everywhere.into_iter().any(|one| one.window == Some(place));
        fields
    }
}
