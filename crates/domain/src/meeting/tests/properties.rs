//! What holds whatever the order of the steps.

use proptest::prelude::*;

use super::*;

const STEPS: [&str; 18] = [
    "安排",
    "通知",
    "召开@2026-03-12",
    "记录",
    "提交",
    "提交校",
    "确认校1",
    "确认企1",
    "确认校2",
    "确认企2",
    "确认行1",
    "退回校1",
    "退回企1",
    "退回企2",
    "更正@2026-03-13因故",
    "取消",
    "补充",
    "更正@2026-03-12",
];

/// Any steps in any order; the right next one is tried often enough that whole ways are walked.
fn any_steps() -> impl Strategy<Value = Vec<&'static str>> {
    let way = vec!["通知", "召开@2026-03-12", "记录", "提交校", "确认企1"];
    prop::collection::vec(prop::sample::select(STEPS.to_vec()), 0..4).prop_flat_map(move |stray| {
        let way = way.clone();
        (Just(stray.clone()), prop::collection::vec(0..=way.len(), stray.len())).prop_map(
            move |(stray, places)| {
                let mut steps = way.clone();
                for (one, place) in stray.into_iter().zip(places) {
                    steps.insert(place.min(steps.len()), one);
                }
                steps
            },
        )
    })
}

/// Walks on as a caller would: a refused step leaves the meeting as it was.
fn ways(steps: &[&str]) -> Vec<Meeting> {
    let mut meetings = vec![draft()];
    for word in steps {
        let before = meetings.last().cloned().unwrap();
        meetings.push(step(before.clone(), word).unwrap_or(before));
    }
    meetings
}

proptest! {
    #[test]
    fn no_order_of_steps_confirms_without_every_side(steps in any_steps()) {
        for meeting in ways(&steps) {
            if let State::Confirmed { signatures, .. } = &meeting.state {
                for party in &meeting.parties {
                    prop_assert_eq!(signatures.iter().filter(|one| one.side == party.side).count(), 1);
                }
                prop_assert_eq!(signatures.len(), meeting.parties.len());
            }
        }
    }

    #[test]
    fn a_confirmed_meeting_never_changes_but_by_addenda_at_its_end(steps in any_steps()) {
        let meetings = ways(&steps);
        for pair in meetings.windows(2) {
            let State::Confirmed { roll, minutes, signatures, addenda } = &pair[0].state else { continue };
            let State::Confirmed { roll: r, minutes: m, signatures: s, addenda: a } = &pair[1].state else {
                return Err(TestCaseError::fail("a confirmed meeting left its state"));
            };
            prop_assert_eq!((&pair[0].plan, roll, minutes, signatures), (&pair[1].plan, r, m, s));
            prop_assert!(a.starts_with(addenda));
        }
    }

    #[test]
    fn signatures_are_always_of_the_version_on_the_table(steps in any_steps()) {
        let meetings = ways(&steps);
        for pair in meetings.windows(2) {
            let versions = [0, 1].map(|one: usize| pair[one].state.minutes().map(|minutes| minutes.version));
            if versions[0] != versions[1] {
                prop_assert!(pair[1].state.signatures().is_empty());
            }
            prop_assert!(versions[0] <= versions[1]);
        }
    }

    #[test]
    fn the_counts_of_the_sides_add_up_to_the_whole(marks in prop::collection::vec(0u8..4, 6)) {
        let marks: Vec<Mark> = "甲乙丙丁戊己"
            .chars()
            .zip(&marks)
            .filter_map(|(name, mark)| {
                let status = match mark {
                    0 => Status::Present,
                    1 => Status::Leave { reason: "出差".to_owned() },
                    2 => Status::Absent,
                    _ => return None,
                };
                Some(Mark { person: person(name), status })
            })
            .collect();
        let held = walked("通知").unwrap().hold(&marks, day(DAY)).unwrap();
        let roll = held.state.attendance().unwrap();
        let sum = tally(roll, side_of('校')).plus(tally(roll, side_of('企')));
        prop_assert_eq!(sum, total(roll));
        prop_assert_eq!(sum.expected, sum.present + sum.on_leave + sum.absent);
        prop_assert_eq!(sum.expected, 5);
    }
}
