//! What it means for a course that the person is going to leave the unit.

use chrono::{Days, Months, NaiveDate};

use super::Course;
use super::judge::Judge;
use super::question::{Asked, after};
use crate::people::stage::Stage;
use crate::rule::{Measure, Rule};

/// What the leaving of a person cuts short, found early enough to act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving<'b> {
    /// The person is not admitted yet, and soon it is generally too late for it.
    Admission {
        /// The day of leaving.
        leaves: NaiveDate,
        /// The first day on which the admission is generally not carried out any more.
        from: NaiveDate,
        /// The rule that says so.
        rule: &'b Rule,
    },
    /// The probation is over only after the person has left, so somebody else will have to decide on it.
    Probation {
        /// The day of leaving.
        leaves: NaiveDate,
        /// The day on which the probation is over.
        until: NaiveDate,
    },
}

impl<'b> Judge<'b> {
    /// What the leaving of the person cuts short by the rules in force on `today`; none while no day of leaving is
    /// known, and none where nothing is cut short.
    #[must_use]
    pub fn leaving(&self, course: &Course, today: NaiveDate) -> Option<Leaving<'b>> {
        let leaves = course.leaving?;
        match course.stage(self.chart)? {
            Stage::Applicant | Stage::Activist | Stage::Target => {
                let day = self.day_of_rules(today);
                let all = self.questions.iter().flatten().flat_map(|question| &question.candidates);
                let asked = all.filter(|asked| asked.until_leaving && asked.rule.in_force_on(day));
                let (from, rule) =
                    asked.filter_map(|asked| too_late(asked, leaves)).min_by_key(|(day, _)| *day)?;
                Some(Leaving::Admission { leaves, from, rule })
            }
            Stage::Probationary => {
                let (_, until) = self.probation(course)?;
                let until = until.filter(|until| *until > leaves)?;
                Some(Leaving::Probation { leaves, until })
            }
            Stage::Full => None,
        }
    }
}

/// The first day from which the length asked for does not end before `leaves`.
fn too_late<'b>(asked: &Asked<'b>, leaves: NaiveDate) -> Option<(NaiveDate, &'b Rule)> {
    /// Months differ by no more than three days, so the day looked for is one of these.
    const DAYS_APART: u64 = 4;
    let (value, unit) = (asked.rule.values.value?, asked.rule.unit);
    let near = match unit {
        Measure::Day => leaves.checked_sub_days(Days::new(u64::from(value))),
        Measure::Month => leaves.checked_sub_months(Months::new(value)),
        _ => None,
    }?;
    let first = near.checked_sub_days(Days::new(DAYS_APART))?;
    let day = first.iter_days().take_while(|day| *day <= leaves);
    let mut late = day.filter(|day| after(*day, value, unit).is_some_and(|end| end >= leaves));
    Some((late.next()?, asked.rule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::development::Recorded;
    use crate::rule::RuleBook;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A course with these steps, of somebody who leaves on a day.
    fn course(judge: &Judge<'_>, leaving: &str, steps: &[(&str, &str)]) -> Course {
        let steps = steps.iter().map(|(id, on)| Recorded::new(judge.chart().place(id).unwrap(), day(on)));
        Course::new(None, Some(day(leaving)), steps.collect())
    }

    #[test]
    fn an_admission_is_found_to_be_late_on_exactly_the_days_on_which_the_rule_is_unmet() {
        let book = RuleBook::shipped().unwrap();
        let judge = Judge::new(&book, &[]);
        let place = judge.chart().place("assembly").unwrap();
        for leaving in ["2027-05-31", "2027-06-30", "2028-05-29", "2027-07-01"] {
            let course = course(&judge, leaving, &[("apply", "2026-03-01"), ("target", "2026-11-01")]);
            let Some(Leaving::Admission { from, rule, leaves }) = judge.leaving(&course, day("2026-12-01"))
            else {
                panic!("nothing is found for {leaving}");
            };
            assert_eq!(leaves, day(leaving));
            for on in [from.pred_opt().unwrap(), from] {
                let steps = course.steps().iter().copied().chain([Recorded::new(place, on)]).collect();
                let with = Course::new(None, Some(leaves), steps);
                let judged = judge.judge(&with, on).findings;
                let found =
                    judged.iter().find(|one| one.rule.id == rule.id && one.step.id == "assembly").unwrap();
                assert_eq!(found.met, on < from, "{leaving}: {on}");
            }
        }
    }

    #[test]
    fn a_probation_that_ends_after_the_leaving_is_found_at_once_and_one_that_ends_before_it_is_not() {
        let book = RuleBook::shipped().unwrap();
        let judge = Judge::new(&book, &[]);
        let steps = [("apply", "2024-03-01"), ("assembly", "2026-03-10"), ("approval", "2026-05-01")];
        let found = judge.leaving(&course(&judge, "2026-06-30", &steps), day("2026-05-10"));
        let until = day("2027-03-10");
        assert_eq!(found, Some(Leaving::Probation { leaves: day("2026-06-30"), until }));
        assert_eq!(judge.leaving(&course(&judge, "2027-06-30", &steps), day("2026-05-10")), None);
    }

    #[test]
    fn nothing_is_cut_short_while_no_day_of_leaving_is_known() {
        let book = RuleBook::shipped().unwrap();
        let judge = Judge::new(&book, &[]);
        let applied = Recorded::new(0, day("2026-03-01"));
        assert_eq!(judge.leaving(&Course::new(None, None, vec![applied]), day("2026-05-10")), None);
    }
}
