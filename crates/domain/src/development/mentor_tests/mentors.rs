//! The manual of the two mentors told as tests, and what holds of every choice.

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::super::mentoring::*;
use super::{SENTENCES, day, outcome};
use crate::case_table::{assert_sentence, rows};
use crate::id::Id;
use crate::organisation::unit::UnitKind;
use crate::people::stage::Stage;
use crate::rule::{MentorRules, RuleBook};

const CASES: &str = include_str!("../../../cases/development/mentors.md");

fn rules() -> MentorRules {
    RuleBook::shipped().unwrap().mentors
}

fn id<T>(number: u128) -> Id<T> {
    Id::from_uuid(Uuid::from_u128(number))
}

const COLLEGE: u128 = 1;
const WORKS: u128 = 2;

fn student() -> Student {
    Student {
        person: id(1),
        branch: id(7),
        activist_on: Some(day("2026-01-01")),
        unit: Some(id(COLLEGE)),
        placed_at: Some(id(WORKS)),
    }
}

/// `full 甲厂 本支部`.
fn candidate(text: &str) -> Candidate {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (unit, kind, apprenticeship) = match words[1] {
        "学院" => (COLLEGE, UnitKind::College, false),
        "甲厂" => (WORKS, UnitKind::Enterprise, true),
        "乙厂" => (3, UnitKind::Enterprise, false),
        "丙厂" => (4, UnitKind::Enterprise, true),
        "机关" => (5, UnitKind::Authority, false),
        other => panic!("{other}"),
    };
    Candidate {
        person: id(50),
        stage: Stage::parse(words[0]),
        organisation: if words[2] == "本支部" { id(7) } else { id(8) },
        unit: Some(id(unit)),
        unit_kind: Some(kind),
        apprenticeship,
        load: 0,
    }
}

fn side(text: &str) -> MentorSide {
    if text == "校" { MentorSide::School } else { MentorSide::Enterprise }
}

fn standing(text: &str) -> Vec<Assignment> {
    let parts = text.split('；').filter(|part| *part != "—");
    parts
        .map(|part| {
            let (own, part) = part.strip_prefix("人选 ").map_or((false, part), |rest| (true, rest));
            let words: Vec<&str> = part.split_whitespace().collect();
            let term = Term::new(day(words[2]), words.get(4).map(|until| day(until))).unwrap();
            Assignment {
                mentor: if own { id(50) } else { id(60) },
                side: side(words[0]),
                unit: None,
                term,
                consent: Consent::NotNeeded,
            }
        })
        .collect()
}

#[test]
fn the_manual_of_the_two_mentors_holds() {
    let rules = rules();
    for row in rows(CASES, "任哪方") {
        let (one, wanted) = (candidate(&row["人选"]), side(&row["任哪方"]));
        let (from, standing) = (day(&row["从"]), standing(&row["已有"]));
        let findings = mentor_findings(&student(), &one, wanted, from, &standing, &rules);
        for finding in &findings {
            SENTENCES.iter().for_each(|sentences| assert_sentence(sentences, &finding.reason));
        }
        let key = format!("finding-{}-{}", row["规则"], row["句子"]);
        let found = findings.iter().find(|finding| finding.reason.key == key);
        let found = found.unwrap_or_else(|| panic!("{row:?}: {findings:?}"));
        assert_eq!(
            (found.rule.as_str(), outcome(found)),
            (row["规则"].as_str(), row["结论"].clone()),
            "{row:?}"
        );
        let named = assign(&student(), &one, wanted, from, &standing, &rules);
        assert_eq!(named.is_err(), findings.iter().any(crate::rule::Finding::blocks), "{row:?}");
    }
}

#[test]
fn nobody_is_their_own_mentor_and_nobody_sees_from_a_side_they_do_not_work_on() {
    let own = Candidate { person: id(1), ..candidate("full 学院 本支部") };
    let name = |one, side| assign(&student(), &one, side, day("2026-03-01"), &[], &rules());
    assert_eq!(name(own, MentorSide::School), Err(MentorRefusal::IsApplicant));
    for (text, wanted) in [
        ("full 学院 本支部", MentorSide::Enterprise),
        ("full 乙厂 本支部", MentorSide::School),
        ("full 机关 本支部", MentorSide::School),
    ] {
        assert_eq!(name(candidate(text), wanted), Err(MentorRefusal::WrongSide { side: wanted }), "{text}");
    }
    let of = |activist_on| Student { activist_on, ..student() };
    let named = |student: Student, on| {
        assign(&student, &candidate("full 学院 本支部"), MentorSide::School, day(on), &[], &rules())
    };
    assert_eq!(named(of(None), "2026-03-01"), Err(MentorRefusal::NoActivist));
    let (from, activist_on) = (day("2025-12-31"), day("2026-01-01"));
    assert_eq!(named(student(), "2025-12-31"), Err(MentorRefusal::TooEarly { from, activist_on }));
    assert!(named(student(), "2026-01-01").is_ok());
    for refusal in [
        MentorRefusal::NoActivist,
        MentorRefusal::TooEarly { from, activist_on },
        MentorRefusal::IsApplicant,
        MentorRefusal::WrongSide { side: MentorSide::School },
        MentorRefusal::NotAsked,
        MentorRefusal::Ended { on: day("2026-03-01") },
    ] {
        SENTENCES.iter().for_each(|sentences| assert_sentence(sentences, &refusal.reason()));
    }
}

#[test]
fn a_mentor_of_another_organisation_sees_nothing_before_it_agreed_and_nothing_when_it_refused() {
    let on = day("2026-03-01");
    let asked = assign(&student(), &candidate("full 甲厂 外组织"), MentorSide::Enterprise, on, &[], &rules())
        .unwrap();
    assert_eq!(asked.consent, Consent::Asked);
    assert!(!asked.runs_on(on));
    let agreed = asked.answered(true, id(9), on).unwrap();
    assert!(agreed.runs_on(on) && !agreed.runs_on(on.pred_opt().unwrap()));
    assert_eq!(agreed.answered(false, id(9), on), Err(MentorRefusal::NotAsked));
    let refused = asked.answered(false, id(9), on).unwrap();
    assert!(!refused.runs_on(on) && !refused.holds_from(on));
    assert!(
        assign(&student(), &candidate("full 乙厂 本支部"), MentorSide::Enterprise, on, &[refused], &rules())
            .is_ok()
    );
}

#[test]
fn the_day_a_mentoring_ends_on_no_longer_belongs_to_it_and_it_ends_once() {
    let on = day("2026-03-01");
    let runs = assign(&student(), &candidate("full 甲厂 本支部"), MentorSide::Enterprise, on, &[], &rules())
        .unwrap();
    let ended = runs.ended(day("2026-06-01")).unwrap();
    assert!(ended.runs_on(day("2026-05-31")) && !ended.runs_on(day("2026-06-01")));
    assert_eq!(ended.ended(day("2026-07-01")), Err(MentorRefusal::Ended { on: day("2026-06-01") }));
    assert_eq!(runs.ended(day("2026-01-01")).unwrap().term.until, Some(day("2026-03-02")));
}

#[test]
fn the_master_where_the_student_is_placed_comes_first_then_who_works_there_then_the_lightest_load() {
    let named = |text: &str, person, load| Candidate { person: id(person), load, ..candidate(text) };
    let candidates = [
        named("full 乙厂 外组织", 10, 0),
        named("full 丙厂 外组织", 11, 3),
        named("full 甲厂 外组织", 12, 5),
        named("full 甲厂 外组织", 13, 2),
        named("probationary 甲厂 外组织", 14, 0),
        named("full 学院 本支部", 15, 0),
        named("full 丙厂 外组织", 16, 1),
    ];
    let ranked = ranked(&student(), MentorSide::Enterprise, day("2026-03-01"), &candidates, &[]);
    let order: Vec<_> = ranked.iter().map(|(one, near)| (one.person, *near)).collect();
    assert_eq!(
        order,
        [
            (id(13), Nearness::MasterWherePlaced),
            (id(12), Nearness::MasterWherePlaced),
            (id(16), Nearness::MasterElsewhere),
            (id(11), Nearness::MasterElsewhere),
            (id(10), Nearness::Elsewhere),
        ]
    );
}

fn any_candidate() -> impl Strategy<Value = Candidate> {
    let unit = prop::sample::select(vec!["学院", "甲厂", "乙厂", "丙厂", "机关"]);
    let stage = prop::sample::select(vec!["full", "probationary", "activist", "none"]);
    (stage, unit, any::<bool>(), 1_u128..6, 0_u32..4).prop_map(|(stage, unit, own, person, load)| {
        let organisation = if own { "本支部" } else { "外组织" };
        Candidate { person: id(person), load, ..candidate(&format!("{stage} {unit} {organisation}")) }
    })
}

proptest! {
    #[test]
    fn whatever_is_asked_no_case_has_two_mentors_on_a_side_one_on_both_or_one_who_is_no_full_member(
        asked in prop::collection::vec((any_candidate(), any::<bool>(), 0_u64..400, any::<bool>()), 0..20),
    ) {
        let (rules, begin) = (rules(), day("2026-01-01"));
        let mut all: Vec<(Assignment, Candidate)> = Vec::new();
        for (one, school, days, ends) in asked {
            let on = begin + chrono::Days::new(days);
            let side = if school { MentorSide::School } else { MentorSide::Enterprise };
            let standing: Vec<Assignment> = all.iter().map(|(one, _)| *one).collect();
            if let Ok(named) = assign(&student(), &one, side, on, &standing, &rules) {
                all.push((named, one));
            }
            if let Some((last, _)) = all.last_mut().filter(|_| ends) && let Ok(ended) = last.ended(on + chrono::Days::new(30)) {
                *last = ended;
            }
        }
        for (place, (one, who)) in all.iter().enumerate() {
            prop_assert_eq!(who.stage, Some(Stage::Full));
            prop_assert_ne!(one.mentor, student().person);
            for (other, _) in &all[place + 1..] {
                if one.term.overlaps(&other.term) {
                    prop_assert!(one.side != other.side && one.mentor != other.mentor);
                }
            }
        }
    }

    #[test]
    fn whoever_is_offered_can_be_named(candidates in prop::collection::vec(any_candidate(), 0..12), school in any::<bool>()) {
        let side = if school { MentorSide::School } else { MentorSide::Enterprise };
        let from: NaiveDate = day("2026-03-01");
        for (one, _) in ranked(&student(), side, from, &candidates, &[]) {
            prop_assert!(assign(&student(), &one, side, from, &[], &rules()).is_ok());
        }
    }
}
