//! What the rules say about how a person came to be a member.

use chrono::NaiveDate;

use super::stage::Standing;
use crate::rule::{Finding, RosterRules, Span};

/// The rules a person's dates can be held against, met or not.
///
/// A rule whose dates are not known says nothing. The pack in force on the
/// day of the step decides: that of the application for the age, that of the
/// assembly's vote for the probation.
#[must_use]
pub fn findings(born_on: Option<NaiveDate>, standing: &Standing, rules: &RosterRules) -> Vec<Finding> {
    let age = born_on.zip(standing.applied_on).and_then(|(born_on, applied_on)| {
        since(rules.adult.on(applied_on), born_on, applied_on, ["born_on", "applied_on"])
    });
    let probation = standing.joined_on.zip(standing.full_on).and_then(|(joined_on, full_on)| {
        since(rules.probation.on(joined_on), joined_on, full_on, ["joined_on", "full_on"])
    });
    age.into_iter().chain(probation).collect()
}

/// Whether `span` had run its length from one day to the other; the day it is full is enough.
fn since(span: &Span, from: NaiveDate, on: NaiveDate, [from_name, on_name]: [&str; 2]) -> Option<Finding> {
    let full = span.after(from)?;
    let met = full <= on;
    let reason = span
        .rule
        .reason(if met { "met" } else { "unmet" })
        .with(from_name, from)
        .with(on_name, on)
        .with("years", span.value)
        .with("full", full);
    Some(span.rule.finding(met, reason).due(Some(full)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case_table::{Row, assert_sentence, rows};
    use crate::rule::RuleBook;

    const CASES: &str = include_str!("../../cases/history.md");

    fn finding_of(row: &Row) -> Finding {
        let rules = RuleBook::shipped().unwrap().roster;
        let date = |column: &str| row[column].parse().ok();
        let standing = Standing {
            applied_on: date("申请"),
            joined_on: date("接收为预备党员"),
            full_on: date("转正"),
            ..Standing::default()
        };
        let all = findings(date("出生"), &standing, &rules);
        all.into_iter().find(|finding| finding.rule == row["规则"]).unwrap_or_else(|| panic!("{row:?}"))
    }

    #[test]
    fn the_manual_tells_the_truth_about_a_persons_history() {
        for row in rows(CASES, "转正") {
            let finding = finding_of(&row);
            let outcome = if finding.met { "met" } else { "unmet (must)" };
            assert_eq!(outcome, row["结论"], "{row:?}");
            for sentences in [
                include_str!("../../../site/locales/zh-CN/rules.ftl"),
                include_str!("../../../site/locales/en/rules.ftl"),
            ] {
                assert_sentence(sentences, &finding.reason);
            }
        }
    }

    #[test]
    fn a_date_that_is_not_known_says_nothing() {
        let rules = RuleBook::shipped().unwrap().roster;
        let joined = Standing { joined_on: NaiveDate::from_ymd_opt(2020, 1, 1), ..Standing::default() };
        assert_eq!(findings(None, &joined, &rules), []);
    }
}
