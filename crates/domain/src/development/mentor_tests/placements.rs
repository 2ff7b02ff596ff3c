//! The manual of the placements told as tests.

use proptest::prelude::*;
use uuid::Uuid;

use super::super::mentoring::*;
use super::super::placement::*;
use super::{SENTENCES, day, outcome};
use crate::case_table::{assert_sentence, rows};
use crate::id::Id;
use crate::rule::{PlacementRules, RuleBook};

const CASES: &str = include_str!("../../../cases/development/placements.md");

fn rules() -> PlacementRules {
    RuleBook::shipped().unwrap().placements
}

/// `甲厂 2026-03-01 起`, with an agreement signed the day before.
fn placement(text: &str) -> Placement {
    let words: Vec<&str> = text.split_whitespace().collect();
    let until = (words[2] == "至").then(|| day(words[3]));
    let from = day(words[1]);
    Placement {
        unit: Id::from_uuid(Uuid::from_u128(if words[0] == "甲厂" { 1 } else { 2 })),
        post: "陈列设计助理".to_owned(),
        term: Term { from, until },
        agreement: from.pred_opt().map(|on| TripartiteAgreement { number: "实2026-1".to_owned(), on }),
    }
}

#[test]
fn the_rules_of_a_placement_hold() {
    for row in rows(CASES, "协议") {
        let mut new = placement(&row["新的"]);
        new.agreement = Some(&row["协议"])
            .filter(|on| *on != "—")
            .map(|on| TripartiteAgreement { number: "实2026-1".to_owned(), on: day(on) });
        let born = Some(&row["出生"]).filter(|born| *born != "—").map(|born| day(born));
        let findings = placement_findings(&new, born, &rules());
        for finding in &findings {
            SENTENCES.iter().for_each(|sentences| assert_sentence(sentences, &finding.reason));
        }
        let found = findings.iter().find(|finding| finding.rule == row["规则"]).unwrap();
        let key = format!("finding-{}-{}", row["规则"], row["句子"]);
        assert_eq!(
            (found.reason.key.as_str(), outcome(found)),
            (key.as_str(), row["结论"].clone()),
            "{row:?}"
        );
        assert_eq!(
            place(&[], &new, born, &rules()).is_err(),
            findings.iter().any(crate::rule::Finding::blocks)
        );
    }
}

#[test]
fn placements_do_not_overlap_and_a_change_has_no_gap() {
    for row in rows(CASES, "结果") {
        let earlier: Vec<Placement> =
            Some(&row["已有"]).filter(|text| *text != "—").map(|text| placement(text)).into_iter().collect();
        let told = match place(&earlier, &placement(&row["新的"]), None, &rules()) {
            Ok(Placed { ends: None, .. }) => "记录".to_owned(),
            Ok(Placed { ends: Some((_, term)), .. }) => format!("记录，前一段到 {}", term.until.unwrap()),
            Err(PlacementRefusal::Overlaps { .. }) => "重叠".to_owned(),
            Err(PlacementRefusal::Backwards { .. }) => "止在起之前".to_owned(),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(told, row["结果"], "{row:?}");
    }
    let nameless = Placement { post: " ".to_owned(), ..placement("甲厂 2026-03-01 起") };
    assert_eq!(place(&[], &nameless, None, &rules()), Err(PlacementRefusal::NoPost));
}

#[test]
fn a_line_is_written_for_weeks_that_have_begun_and_corrected_only_with_a_reason() {
    for row in rows(CASES, "可写的周") {
        let term = placement(&row["实习"]).term;
        let told: Vec<String> = weeks(&term, day(&row["今天"])).iter().map(ToString::to_string).collect();
        let told = if told.is_empty() { "—".to_owned() } else { told.join(" ") };
        assert_eq!(told, row["可写的周"], "{row:?}");
    }
    let (term, today) = (placement("甲厂 2026-03-04 起").term, day("2026-03-16"));
    let line = |on: &str, corrects, reason| line_of(&term, day(on), today, corrects, reason);
    assert_eq!(line("2026-03-15", false, None), Ok(day("2026-03-09")));
    assert_eq!(
        line("2026-03-23", false, None),
        Err(PlacementRefusal::NoSuchWeek { week: day("2026-03-23") })
    );
    assert_eq!(line("2026-03-15", true, Some(" ")), Err(PlacementRefusal::NoReason));
    assert_eq!(line("2026-03-15", true, Some("记错了")), Ok(day("2026-03-09")));
}

#[test]
fn the_enterprise_mentor_follows_the_placement_and_the_schools_stays() {
    let of = |side, unit: u128| Assignment {
        mentor: Id::from_uuid(Uuid::from_u128(unit)),
        side,
        unit: Some(Id::from_uuid(Uuid::from_u128(unit))),
        term: Term::open(day("2026-03-01")),
        consent: Consent::NotNeeded,
    };
    let mut over = of(MentorSide::Enterprise, 1);
    over.term.until = Some(day("2026-04-01"));
    let standing =
        [of(MentorSide::School, 9), of(MentorSide::Enterprise, 1), of(MentorSide::Enterprise, 2), over];
    assert_eq!(follows(&standing, Id::from_uuid(Uuid::from_u128(2))), [1]);
}

#[test]
fn a_placement_ends_once_and_after_it_began() {
    let runs = placement("甲厂 2026-03-01 起");
    let term = leave(&runs, day("2026-05-01")).unwrap();
    assert_eq!(term.until, Some(day("2026-05-01")));
    let ended = Placement { term, ..runs.clone() };
    assert_eq!(leave(&ended, day("2026-06-01")), Err(PlacementRefusal::Ended { on: day("2026-05-01") }));
    assert!(leave(&ended, day("2026-04-01")).is_ok());
    assert!(matches!(leave(&runs, day("2026-03-01")), Err(PlacementRefusal::Backwards { .. })));
    let (from, to, on) = (day("2026-03-01"), Some(day("2026-04-01")), day("2026-05-01"));
    for refusal in [
        PlacementRefusal::NoPost,
        PlacementRefusal::Backwards { from, until: from },
        PlacementRefusal::Overlaps { from, to },
        PlacementRefusal::Overlaps { from, to: None },
        PlacementRefusal::Ended { on },
        PlacementRefusal::NoSuchWeek { week: from },
        PlacementRefusal::NoReason,
    ] {
        SENTENCES.iter().for_each(|sentences| assert_sentence(sentences, &refusal.reason()));
    }
}

proptest! {
    #[test]
    fn whatever_is_recorded_nobody_is_in_two_places_on_one_day(asked in prop::collection::vec((0_u64..300, prop::option::of(1_u64..120)), 0..12)) {
        let begin = day("2026-01-01");
        let mut all: Vec<Placement> = Vec::new();
        for (from, length) in asked {
            let from = begin + chrono::Days::new(from);
            let mut new = placement("甲厂 2026-01-01 起");
            new.term = Term { from, until: length.map(|length| from + chrono::Days::new(length)) };
            if let Ok(placed) = place(&all, &new, None, &rules()) {
                if let Some((place, term)) = placed.ends {
                    all[place].term = term;
                }
                all.push(new);
            }
        }
        for (place, one) in all.iter().enumerate() {
            prop_assert!(all[place + 1..].iter().all(|other| !one.term.overlaps(&other.term)));
        }
    }
}
