//! What a rule demands, in one short phrase: at least 3 people, within 1 month.

use chrono::NaiveDate;
use gongjian_domain::reason::Arg;
use gongjian_domain::rule::{Kind, Measure, Rule};

use crate::web::Shell;
use crate::web::findings::word;
use crate::web::words::Lang;

/// The numbers of `rule` as a phrase; empty for a rule that has none.
#[must_use]
pub fn numbers(rule: &Rule, lang: Lang) -> String {
    let values = &rule.values;
    let said = |key: &str, number: Option<u32>| {
        let number = number.unwrap_or_default();
        let args = [("number", Arg::from(number)), ("unit", Arg::from(unit(rule.unit, number, lang)))];
        lang.with(key, &args)
    };
    match rule.kind {
        Kind::CountRange => match (values.min, values.max, values.below) {
            (_, _, Some(_)) => said("rule-number-below", values.below),
            (Some(min), Some(max), None) if min == max => said("rule-number-exactly", values.max),
            (Some(min), Some(max), None) => between(rule, min, max, lang),
            (Some(_), None, None) => said("rule-number-at-least", values.min),
            (None, _, None) => said("rule-number-at-most", values.max),
        },
        Kind::Deadline => {
            let usual = said("rule-number-within", values.value);
            match values.special {
                None => usual,
                Some(most) => {
                    let special = said("rule-number-at-most-long", Some(most));
                    let args = [("usual", usual.into()), ("special", special.into())];
                    lang.with("rule-number-special", &args)
                }
            }
        }
        Kind::MaxDuration => said("rule-number-at-most-long", values.value),
        Kind::MinDuration => {
            let first = said("rule-number-at-least-long", values.value);
            match values.alternative {
                None => first,
                Some(other) => {
                    let unit = Arg::from(unit(other.unit, other.value, lang));
                    let args = [("number", Arg::from(other.value)), ("unit", unit)];
                    let second = lang.with("rule-number-at-least-long", &args);
                    lang.with("rule-number-or", &[("first", first.into()), ("second", second.into())])
                }
            }
        }
        Kind::WindowWorkdays => said("rule-number-at-least-long", values.value),
        Kind::Interval => said("rule-number-interval", values.value),
        Kind::Cadence => {
            let args = [
                ("number", Arg::from(values.value.unwrap_or_default())),
                ("unit", Arg::from(unit(rule.unit, 1, lang))),
            ];
            lang.with("rule-number-cadence", &args)
        }
        Kind::Share => {
            let key = if values.strict { "rule-number-share-more" } else { "rule-number-share" };
            let part = |number: Option<u32>| Arg::from(number.unwrap_or_default());
            lang.with(key, &[("upper", part(values.numerator)), ("lower", part(values.denominator))])
        }
        Kind::Enum | Kind::Document | Kind::Forbid => String::new(),
    }
}

fn between(rule: &Rule, min: u32, max: u32, lang: Lang) -> String {
    let key = if rule.values.usual.is_some() { "rule-number-between-usual" } else { "rule-number-between" };
    let args = [
        ("min", Arg::from(min)),
        ("max", Arg::from(max)),
        ("usual", Arg::from(rule.values.usual.unwrap_or_default())),
        ("unit", Arg::from(unit(rule.unit, max, lang))),
    ];
    lang.with(key, &args)
}

fn unit(measure: Measure, number: u32, lang: Lang) -> String {
    if measure == Measure::None {
        return String::new();
    }
    lang.with(&format!("rule-unit-{}", word(&measure)), &[("number", number.into())])
}

/// Whether a rule binds, where its two ends may bind differently.
#[must_use]
pub fn force(rule: &Rule, lang: Lang) -> String {
    let named = |force| lang.t(&format!("rule-force-{}", word(&force)));
    match rule.upper_force {
        Some(upper) if upper != rule.force => lang
            .with("rule-force-ends", &[("lower", named(rule.force).into()), ("upper", named(upper).into())]),
        _ => named(rule.force),
    }
}

impl Shell {
    /// What a rule demands, in one short phrase; empty for a rule without numbers.
    #[must_use]
    pub fn rule_numbers(&self, rule: &Rule) -> String {
        numbers(rule, self.words)
    }

    /// Whether a rule binds or says "generally".
    #[must_use]
    pub fn rule_force(&self, rule: &Rule) -> String {
        force(rule, self.words)
    }

    /// The days on which a rule or a pack holds.
    #[must_use]
    pub fn in_force(&self, from: &NaiveDate, until: &Option<NaiveDate>) -> String {
        self.words.period(Some(*from), *until)
    }

    /// The sentence `prefix-word` for a layer, a status or a kind of rule.
    #[must_use]
    pub fn rule_word(&self, prefix: &str, value: &impl serde::Serialize) -> String {
        self.word(prefix, word(value))
    }
}

#[cfg(test)]
mod tests {
    use gongjian_domain::rule::RuleBook;

    use super::*;

    #[test]
    fn the_numbers_of_a_rule_are_a_phrase_in_each_language() {
        let book = RuleBook::shipped().unwrap();
        let said = |id: &str, lang| numbers(book.find(id).unwrap(), lang);
        for (id, chinese, english) in [
            ("BR-MIN", "至少 3 人", "at least 3 people"),
            ("BR-MAX", "不超过 50 人", "at most 50 people"),
            ("BR-JOINT", "不超过 5 个单位", "at most 5 units"),
            ("BR-JOINT-FEW", "不足 3 人", "fewer than 3 people"),
            ("BR-APPROVE", "1 个月内", "within 1 month"),
            ("BR-COMM-N", "3 至 7 人，通常不超过 5 人", "3 to 7 people, usually no more than 5"),
            ("MT-DYDH", "每季度至少 1 次", "at least once a quarter"),
            ("MT-DYDH-Q", "超过 1/2", "more than 1/2"),
            ("RO-PHONE", "11 位", "exactly 11 digits"),
            ("JB-SIGN", "", ""),
        ] {
            assert_eq!(said(id, Lang::Chinese), chinese, "{id}");
            assert_eq!(said(id, Lang::English), english, "{id}");
        }
    }

    #[test]
    fn every_rule_can_be_told_without_an_unwritten_word() {
        let book = RuleBook::shipped().unwrap();
        for rule in book.rules() {
            for lang in Lang::ALL {
                let told = format!("{} {}", numbers(rule, lang), force(rule, lang));
                assert!(!told.contains("rule-"), "{}: {told}", rule.id);
            }
        }
    }
}
