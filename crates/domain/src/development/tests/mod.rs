//! What holds of every judgement. Here: a case as the manual writes it.

mod bounds;
mod layers;
mod manual;
mod properties;

use std::borrow::Cow;

use chrono::NaiveDate;

use super::*;
use crate::case_table::{Row, assert_sentence, rows};
use crate::rule::{Layer, RuleBook};

const SENTENCES: [&str; 2] = [
    include_str!("../../../../site/locales/zh-CN/rules.ftl"),
    include_str!("../../../../site/locales/en/rules.ftl"),
];
/// A day after everything the manual tells of.
const LATER: &str = "2031-12-31";

/// Three courses in which nothing is wrong: under the pack of 2014, under that of 2026, and across.
const GOOD: [&str; 3] = [
    "出生@2000-01-01 离开@2023-06-30 apply@2019-01-31 talk@2019-02-28 activist@2019-09-01 \
     activist_filed@2019-09-10 mentors@2019-09-12(2人,2方) observation@2020-03-01 observation@2020-09-01 \
     target@2020-09-02 target_filed@2020-09-10 introducers@2020-09-11(2人) political_review@2020-09-20 \
     training@2020-09-25(3天,24学时) committee_review@2020-10-10 pre_review@2020-10-20 form@2020-10-25 \
     assembly@2020-11-30(12/8:5+2) interview@2020-12-10 approval@2021-02-28 approval_filed@2021-03-01 \
     group@2021-03-01 oath@2021-03-20 probation_observation@2021-05-30 conversion_request@2021-11-01 \
     conversion_assembly@2021-11-30(11/6:6) conversion_approval@2022-02-28 archive@2022-03-10",
    "出生@2006-01-01 离开@2030-06-30 apply@2026-05-31 talk@2026-06-30 activist@2026-12-01 \
     activist_filed@2026-12-10 mentors@2026-12-12(2人,2方) observation@2027-06-01 observation@2027-12-01 \
     publicity@2027-12-06(2027-12-06..2027-12-10) target@2027-12-13 target_filed@2027-12-20 \
     introducers@2027-12-21(2人) political_review@2028-01-20 training@2028-02-25(24学时) \
     committee_review@2028-03-10 pre_review@2028-03-31 form@2028-04-10 assembly@2028-04-30(12/7:7) \
     interview@2028-06-10 approval@2028-10-30(特殊) approval_filed@2028-11-01 group@2028-11-01 \
     oath@2028-11-30 probation_observation@2029-02-28 extension@2029-04-20(6个月) \
     conversion_request@2029-10-01 conversion_assembly@2029-10-30(12/7:7) conversion_approval@2030-01-30 \
     archive@2030-02-10",
    "出生@2003-05-01 离开@2028-06-30 apply@2024-09-20 talk@2024-10-10 activist@2025-04-01 \
     activist_filed@2025-04-10 mentors@2025-04-12(1人) observation@2025-10-01 observation@2026-04-01 \
     publicity@2026-05-11(2026-05-11..2026-05-15) target@2026-05-18 target_filed@2026-05-18 \
     introducers@2026-05-18(2人) political_review@2026-05-20 training@2026-05-21(3天) \
     committee_review@2026-05-25 pre_review@2026-05-31 form@2026-06-01 assembly@2026-06-30(12/8:5+2) \
     interview@2026-07-10 approval@2026-07-31 approval_filed@2026-08-01 group@2026-08-01 oath@2026-08-31 \
     probation_observation@2027-01-10 conversion_request@2027-06-01 conversion_assembly@2027-06-30(12/7:7) \
     conversion_approval@2027-09-30 archive@2027-10-10",
];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn places(text: &str) -> Vec<String> {
    text.trim_matches('—').split_whitespace().map(str::to_owned).collect()
}

/// Reads `出生@2003-05-01 apply@2024-09-20 assembly@2026-05-20(12/8:5+2)`, as `applying.md` explains it.
fn case(text: &str) -> CaseFile<'_> {
    let mut file = CaseFile { born: None, jurisdiction: Vec::new(), leaving: None, steps: Vec::new() };
    for token in text.trim_matches('—').split_whitespace() {
        let (name, rest) = token.split_once('@').unwrap_or_else(|| panic!("{token} has no day"));
        let (on, details) = match rest.split_once('(') {
            Some((on, details)) => (day(on), details.strip_suffix(')').unwrap()),
            None => (day(rest), ""),
        };
        match name {
            "出生" => file.born = Some(on),
            "离开" => file.leaving = Some(on),
            step => file.steps.push(line(step, on, details)),
        }
    }
    file
}

fn line<'a>(step: &'a str, on: NaiveDate, details: &str) -> StepLine<'a> {
    let mut line = StepLine {
        step: Cow::Borrowed(step),
        on,
        from: None,
        to: None,
        tally: None,
        persons: None,
        sides: None,
        days: None,
        hours: None,
        months: None,
        special: false,
    };
    let number = |text: &str| Some(text.parse::<u32>().unwrap());
    for detail in details.split(',').filter(|detail| !detail.is_empty()) {
        if let Some((from, to)) = detail.split_once("..") {
            (line.from, line.to) = (Some(day(from)), Some(day(to)));
        } else if detail.contains('/') {
            line.tally = Some(tally(detail));
        } else if detail == "特殊" {
            line.special = true;
        } else if let Some(months) = detail.strip_suffix("个月") {
            line.months = number(months);
        } else if let Some(hours) = detail.strip_suffix("学时") {
            line.hours = number(hours);
        } else if let Some(days) = detail.strip_suffix('天') {
            line.days = number(days);
        } else if let Some(sides) = detail.strip_suffix('方') {
            line.sides = number(sides);
        } else if let Some(persons) = detail.strip_suffix('人') {
            line.persons = number(persons);
        } else {
            panic!("nobody knows what {detail} means");
        }
    }
    line
}

/// `12/8:5-1~2+2`: entitled, present, for, against, abstentions, written votes for.
fn tally(text: &str) -> Tally {
    let (heads, votes) = text.split_once(':').unwrap();
    let (entitled, present) = heads.split_once('/').unwrap();
    let after = |sign: char| {
        let digits = votes.split(sign).nth(1).unwrap_or("0");
        digits.split(['-', '~', '+']).next().unwrap().parse().unwrap()
    };
    Tally {
        entitled: entitled.parse().unwrap(),
        present: present.parse().unwrap(),
        approve: votes.split(['-', '~', '+']).next().unwrap().parse().unwrap(),
        against: after('-'),
        abstain: after('~'),
        written_approve: after('+'),
    }
}

fn course(judge: &Judge<'_>, text: &str) -> Course {
    case(text).course(judge.chart(), day(LATER)).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// What `rule` finds at `step` of the case `text`.
fn found<'b>(judge: &Judge<'b>, text: &str, step: &str, rule: &str) -> Option<Judged<'b>> {
    let judged = judge.judge(&course(judge, text), day(LATER));
    judged.findings.into_iter().find(|one| one.step.id == step && one.rule.id == rule)
}

fn assert_told(judged: &Judged<'_>) {
    for sentences in SENTENCES {
        assert_sentence(sentences, &judged.finding().reason);
    }
}
