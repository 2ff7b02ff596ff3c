//! The manual of the observations told as tests.

use proptest::prelude::*;
use uuid::Uuid;

use super::super::mentoring::*;
use super::super::observation::*;
use super::{SENTENCES, day, outcome};
use crate::case_table::{assert_sentence, rows};
use crate::id::Id;
use crate::rule::{MentorRules, RuleBook};

const CASES: &str = include_str!("../../../cases/development/observations.md");

fn rules() -> MentorRules {
    RuleBook::shipped().unwrap().mentors
}

fn side(text: &str) -> MentorSide {
    if text == "校" { MentorSide::School } else { MentorSide::Enterprise }
}

/// `校 2026-03-01 起；企 2026-03-01 至 2026-09-01 待`: one mentor after the other.
fn assignments(text: &str) -> Vec<Assignment> {
    let parts = text.split('；').zip(1_u128..);
    parts
        .map(|(part, number)| {
            let words: Vec<&str> = part.split_whitespace().collect();
            let until = (words[2] == "至").then(|| day(words[3]));
            let consent = if words.last() == Some(&"待") { Consent::Asked } else { Consent::NotNeeded };
            Assignment {
                mentor: Id::from_uuid(Uuid::from_u128(number)),
                side: side(words[0]),
                unit: None,
                term: Term::new(day(words[1]), until).unwrap(),
                consent,
            }
        })
        .collect()
}

fn owed(dues: &[DueObservation], text: &str) -> Vec<Owed> {
    let mut owed: Vec<Owed> = dues.iter().map(|due| Owed { due: *due, handed_in: None }).collect();
    for part in text.split('；').filter(|part| *part != "—") {
        let (seal, on) = part.split_once(' ').unwrap();
        let open = owed.iter_mut().find(|one| one.due.side == side(seal) && one.handed_in.is_none());
        open.unwrap().handed_in = Some(day(on));
    }
    owed
}

#[test]
fn what_is_due_is_due_half_a_year_after_its_sides_first_day() {
    for row in rows(CASES, "应交") {
        let dues =
            dues(day(&row["积极分子"]), &assignments(&row["培养人"]), day(&row["看的那一天"]), &rules());
        let seal = |side| if side == MentorSide::School { "校" } else { "企" };
        let told: Vec<String> = dues.iter().map(|due| format!("{} {}", seal(due.side), due.due_on)).collect();
        let told = if told.is_empty() { "—".to_owned() } else { told.join("；") };
        assert_eq!(told, row["应交"], "{row:?}");
    }
}

#[test]
fn the_manual_of_the_observations_holds() {
    let rules = rules();
    for row in rows(CASES, "已交") {
        let today = day(&row["看的那一天"]);
        let dues = dues(day(&row["积极分子"]), &assignments(&row["培养人"]), today, &rules);
        let owed = owed(&dues, &row["已交"]);
        let found = match row["规则"].as_str() {
            "DM-2" => ready(&owed, today, &rules),
            _ => in_time(&owed[0], today, &rules),
        };
        SENTENCES.iter().for_each(|sentences| assert_sentence(sentences, &found.reason));
        let key = format!("finding-{}-{}", row["规则"], row["句子"]);
        assert_eq!(
            (found.reason.key.as_str(), outcome(&found)),
            (key.as_str(), row["结论"].clone()),
            "{row:?}"
        );
    }
}

fn note(topic: Topic, grade: Option<Grade>, text: &str) -> TopicNote {
    TopicNote { topic, grade, text: text.to_owned() }
}

#[test]
fn a_form_is_handed_in_when_every_topic_has_a_grade_and_a_sentence_and_mended_only_after_it_was_sent_back() {
    let (from, today) = (day("2026-03-01"), day("2026-08-20"));
    let notes: Vec<_> =
        Topic::of(MentorSide::School).iter().map(|topic| note(*topic, Some(Grade::Good), "扎实")).collect();
    let full = Form::of(MentorSide::School, notes.clone()).unwrap();
    let part = Form::of(MentorSide::School, vec![note(Topic::Study, Some(Grade::Fair), " ")]).unwrap();
    assert_eq!(part.notes.len(), 3);
    let open = ObservationState::Open;
    let missing = vec![Topic::Study, Topic::Conduct, Topic::Thought];
    assert_eq!(open.hand_in(&part, from, today), Err(ObservationRefusal::Incomplete { missing }));
    assert_eq!(open.hand_in(&full, from, day("2026-02-28")), Err(ObservationRefusal::NotBegun { from }));
    let handed_in = open.hand_in(&full, from, today).unwrap();
    assert_eq!(handed_in.hand_in(&full, from, today), Err(ObservationRefusal::HandedIn { on: today }));
    assert_eq!(handed_in.send_back("  "), Err(ObservationRefusal::NoComment));
    assert_eq!(handed_in.send_back("请写具体事例"), Ok(open));
    assert_eq!(open.send_back("请写具体事例"), Err(ObservationRefusal::NotHandedIn));
    let foreign = Form::of(MentorSide::Enterprise, notes).unwrap_err();
    assert_eq!(
        foreign,
        ObservationRefusal::ForeignTopic { topic: Topic::Study, side: MentorSide::Enterprise }
    );
    assert!(!format!("{full:?}").contains("扎实"), "what is written about a person stands in no log");
    for refusal in [
        foreign,
        ObservationRefusal::Incomplete { missing: vec![Topic::Study] },
        ObservationRefusal::HandedIn { on: today },
        ObservationRefusal::NotHandedIn,
        ObservationRefusal::NotBegun { from },
        ObservationRefusal::NoComment,
    ] {
        SENTENCES.iter().for_each(|sentences| assert_sentence(sentences, &refusal.reason()));
    }
}

#[test]
fn every_topic_belongs_to_one_sides_form() {
    let (school, enterprise) = (Topic::of(MentorSide::School), Topic::of(MentorSide::Enterprise));
    assert!(school.iter().all(|topic| !enterprise.contains(topic)));
    assert_eq!(school.len() + enterprise.len(), 7);
}

proptest! {
    #[test]
    fn a_hand_over_without_a_gap_changes_no_due_day(cut in 1_u64..700, look in 0_u64..900) {
        let begin = day("2026-01-31");
        let through = begin + chrono::Days::new(look);
        let whole = assignments("企 2026-01-31 起");
        let (mut first, mut second) = (whole[0], assignments("企 2026-01-31 起")[0]);
        let change = begin + chrono::Days::new(cut);
        first.term.until = Some(change);
        second.term.from = change;
        second.mentor = Id::from_uuid(Uuid::from_u128(9));
        let days = |of: &[Assignment]| dues(begin, of, through, &rules()).iter().map(|due| due.due_on).collect::<Vec<_>>();
        prop_assert_eq!(days(&whole), days(&[second, first]));
        for due in dues(begin, &[first, second], through, &rules()) {
            prop_assert_eq!(due.mentor == second.mentor, due.due_on > change, "whoever is there on the last day writes");
        }
    }
}
