//! Rules a committee adds for its own branches: stricter numbers, and packs it takes over.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Kind, Layer, Measure, Rule, RuleBook, Status};
use crate::development::in_days;
use crate::reason::Reason;

/// What a committee chose for its own branches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RuleChoice {
    /// A rule of the book with another number, stricter than the book's own.
    Stricter {
        /// The rule it is based on.
        rule: String,
        /// The number that is to hold.
        value: u32,
        /// What it counts: days, months or years for a length, workdays for a publicity.
        unit: Measure,
    },
    /// A pack of local practice, as it stands.
    Pack {
        /// The pack.
        pack: String,
    },
}

/// Why a choice cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleChoiceRefusal {
    /// The book has no such rule in force.
    #[error("there is no rule {0}")]
    UnknownRule(String),
    /// The rule has no single number that could be stricter.
    #[error("{0} has no number to be made stricter")]
    NoNumber(String),
    /// The number asks no more than the rule does already.
    #[error("{rule} asks {number} {}; {value} {} is not stricter", unit.as_str(), chosen.as_str())]
    NotStricter {
        /// The rule.
        rule: String,
        /// Its own number.
        number: u32,
        /// What that counts.
        unit: Measure,
        /// The number chosen.
        value: u32,
        /// What that counts.
        chosen: Measure,
    },
    /// There is no pack of local practice with this id.
    #[error("there is no pack {0} to take over")]
    UnknownPack(String),
}

impl RuleChoiceRefusal {
    /// The sentence for people.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::UnknownRule(rule) => Reason::new("own-rule-unknown").with("rule", rule.as_str()),
            Self::NoNumber(rule) => Reason::new("own-rule-no-number").with("rule", rule.as_str()),
            Self::NotStricter { rule, number, unit, value, chosen } => Reason::new("own-rule-not-stricter")
                .with("rule", rule.as_str())
                .with("number", *number)
                .with("unit", unit.as_str())
                .with("value", *value)
                .with("chosen", chosen.as_str()),
            Self::UnknownPack(pack) => Reason::new("own-rule-unknown-pack").with("pack", pack.as_str()),
        }
    }
}

impl Rule {
    /// Whether a committee can ask more than this rule does: it is asked in a case and has one number.
    #[must_use]
    pub fn can_be_stricter(&self) -> bool {
        let one_number = matches!(
            self.kind,
            Kind::Deadline | Kind::MinDuration | Kind::MaxDuration | Kind::Interval | Kind::WindowWorkdays
        );
        one_number && !self.asks.is_empty() && self.values.value.is_some()
    }

    /// What a committee may count a stricter number in.
    #[must_use]
    pub fn units_of_stricter(&self) -> &'static [Measure] {
        match (self.kind, self.unit) {
            (Kind::WindowWorkdays, _) => &[Measure::Workday],
            (_, Measure::Age) => &[Measure::Age],
            _ => &[Measure::Day, Measure::Month, Measure::Year],
        }
    }

    /// Whether `value` of `unit` asks more than the rule's own number does. A month is taken for
    /// thirty days here, so thirty days are not stricter than a month.
    fn is_stricter(&self, value: u32, unit: Measure) -> bool {
        if !self.units_of_stricter().contains(&unit) {
            return false;
        }
        let number = in_days(self.values.value.unwrap_or_default(), self.unit);
        let value = in_days(value, unit);
        match self.kind {
            Kind::MinDuration | Kind::WindowWorkdays => value > number,
            Kind::Deadline | Kind::MaxDuration | Kind::Interval => value > 0 && value < number,
            Kind::CountRange | Kind::Cadence | Kind::Share | Kind::Enum | Kind::Document | Kind::Forbid => {
                false
            }
        }
    }
}

impl RuleBook {
    /// The rules on which a committee may ask more on `today`, in the order of the packs.
    pub fn may_be_stricter(&self, today: NaiveDate) -> impl Iterator<Item = &Rule> {
        self.rules().filter(move |rule| {
            rule.layer == Layer::Nation && rule.in_force_on(today) && rule.can_be_stricter()
        })
    }

    /// The packs of local practice a committee may take over.
    pub fn may_be_taken_over(&self) -> impl Iterator<Item = &super::Pack> {
        self.packs().iter().filter(|pack| pack.optional)
    }

    /// The rules that follow from `choice`, holding from `from` until the day before `until`.
    ///
    /// `id` names the rule of a stricter number, and the pack both kinds stand in.
    ///
    /// # Errors
    ///
    /// [`RuleChoiceRefusal`]: no such rule or pack, or a number that asks no more.
    pub fn chosen(
        &self,
        choice: &RuleChoice,
        id: &str,
        from: NaiveDate,
        until: Option<NaiveDate>,
    ) -> Result<Vec<Rule>, RuleChoiceRefusal> {
        let own = |rule: &Rule| Rule {
            pack: id.to_owned(),
            layer: Layer::College,
            effective_from: from,
            effective_until: until,
            ..rule.clone()
        };
        match choice {
            RuleChoice::Pack { pack } => {
                let found = self.may_be_taken_over().find(|one| one.id == *pack);
                let found = found.ok_or_else(|| RuleChoiceRefusal::UnknownPack(pack.clone()))?;
                Ok(found.rules.iter().map(own).collect())
            }
            RuleChoice::Stricter { rule, value, unit } => {
                let found = self.may_be_stricter(from).find(|one| one.id == *rule);
                let base = found.ok_or_else(|| match self.find(rule) {
                    Some(_) => RuleChoiceRefusal::NoNumber(rule.clone()),
                    None => RuleChoiceRefusal::UnknownRule(rule.clone()),
                })?;
                if !base.is_stricter(*value, *unit) {
                    return Err(RuleChoiceRefusal::NotStricter {
                        rule: rule.clone(),
                        number: base.values.value.unwrap_or_default(),
                        unit: base.unit,
                        value: *value,
                        chosen: *unit,
                    });
                }
                let mut stricter = own(base);
                stricter.id = id.to_owned();
                stricter.values.value = Some(*value);
                stricter.values.special =
                    stricter.values.special.filter(|special| *unit == base.unit && special >= value);
                stricter.unit = *unit;
                stricter.values.alternative = None;
                stricter.article = String::new();
                stricter.sources = Vec::new();
                stricter.status = Status::Practice;
                Ok(vec![stricter])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn chosen(rule: &str, value: u32, unit: Measure) -> Result<Vec<Rule>, RuleChoiceRefusal> {
        let choice = RuleChoice::Stricter { rule: rule.to_owned(), value, unit };
        RuleBook::shipped().unwrap().chosen(&choice, "OWN-1", day("2026-09-01"), None)
    }

    #[test]
    fn a_stricter_number_becomes_a_rule_of_the_college_from_its_day() {
        let rule = chosen("PD26-PUBLICITY", 7, Measure::Workday).unwrap().remove(0);
        assert_eq!((rule.id.as_str(), rule.layer, rule.values.value), ("OWN-1", Layer::College, Some(7)));
        assert!(!rule.in_force_on(day("2026-08-31")) && rule.in_force_on(day("2026-09-01")));
        assert_eq!(rule.asks.first().unwrap().at, "target");
        assert_eq!(rule.status, Status::Practice);
        let talk = chosen("PD26-TALK", 20, Measure::Day).unwrap().remove(0);
        assert_eq!((talk.values.value, talk.unit), (Some(20), Measure::Day));
    }

    #[test]
    fn a_number_that_asks_no_more_and_a_rule_that_is_none_are_refused_with_the_numbers() {
        let told = |rule, value, unit| chosen(rule, value, unit).unwrap_err().to_string();
        for (rule, value, unit, said) in [
            (
                "PD26-PUBLICITY",
                5,
                Measure::Workday,
                "PD26-PUBLICITY asks 5 workday; 5 workday is not stricter",
            ),
            ("PD26-PUBLICITY", 9, Measure::Day, "PD26-PUBLICITY asks 5 workday; 9 day is not stricter"),
            ("PD26-APPROVE", 4, Measure::Month, "PD26-APPROVE asks 3 month; 4 month is not stricter"),
            ("PD26-APPROVE", 0, Measure::Month, "PD26-APPROVE asks 3 month; 0 month is not stricter"),
            ("PD26-TALK", 30, Measure::Day, "PD26-TALK asks 1 month; 30 day is not stricter"),
            ("PD-QUORUM", 1, Measure::Person, "PD-QUORUM has no number to be made stricter"),
            // The text of 2014 no longer holds on the day the choice begins.
            ("PD-APPROVE", 2, Measure::Month, "PD-APPROVE has no number to be made stricter"),
            ("no-such-rule", 1, Measure::Month, "there is no rule no-such-rule"),
        ] {
            assert_eq!(told(rule, value, unit), said);
        }
    }

    #[test]
    fn a_pack_of_local_practice_is_taken_over_with_all_its_rules_and_no_other_pack_is() {
        let book = RuleBook::shipped().unwrap();
        let take = |pack: &str| {
            book.chosen(
                &RuleChoice::Pack { pack: pack.to_owned() },
                "OWN-2",
                day("2026-09-01"),
                Some(day("2027-09-01")),
            )
        };
        let rules = take("local-practice").unwrap();
        assert!(rules.iter().any(|rule| rule.id == "PD-ACT-6M" && rule.pack == "OWN-2"));
        assert!(rules.iter().all(|rule| !rule.in_force_on(day("2027-09-01"))));
        assert_eq!(take("fzdy-2026").unwrap_err(), RuleChoiceRefusal::UnknownPack("fzdy-2026".to_owned()));
        assert_eq!(take("practice").unwrap_err(), RuleChoiceRefusal::UnknownPack("practice".to_owned()));
    }
}
