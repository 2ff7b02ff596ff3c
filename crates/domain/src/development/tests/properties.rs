//! What holds of any course, however its steps came together.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::Days;
use proptest::prelude::*;

use super::layers::overlay;
use super::*;

/// Rules of a college that each ask more than the nation's rules named beside them.
const STRICTER: [(&str, &str, &[&str]); 9] = [
    (
        "COLLEGE-TALK",
        "kind = \"deadline\"\nvalue = 20\nunit = \"day\"\nasks = [{ at = \"talk\", from = \"apply\" }]",
        &["PD-TALK", "PD26-TALK"],
    ),
    (
        "COLLEGE-MENTOR",
        "kind = \"count-range\"\nunit = \"person\"\nmin = 2\nmax = 2\n\
         asks = [{ at = \"mentors\", needs = [\"activist\"], counts = [\"persons\"] }]",
        &["PD-MENTOR"],
    ),
    (
        "COLLEGE-REVIEW",
        "kind = \"interval\"\nvalue = 4\nunit = \"month\"\n\
         asks = [{ at = \"target\", from = \"activist\", each = \"observation\" }]",
        &["PD-REVIEW6", "PD26-REVIEW"],
    ),
    (
        "COLLEGE-CULT",
        "kind = \"min-duration\"\nvalue = 18\nunit = \"month\"\nasks = [{ at = \"target\", from = \"activist\" }]",
        &["PD-CULT1Y", "PD26-CULT"],
    ),
    (
        "COLLEGE-PUBLICITY",
        "kind = \"window-workdays\"\nvalue = 7\nunit = \"workday\"\nasks = [{ at = \"target\", window = \"publicity\" }]",
        &["PD26-PUBLICITY"],
    ),
    (
        "COLLEGE-QUORUM",
        "kind = \"share\"\nunit = \"person\"\nnumerator = 2\ndenominator = 3\nbase = \"entitled\"\n\
         asks = [{ at = \"assembly\", counts = [\"present\"] }]",
        &["PD-QUORUM"],
    ),
    (
        "COLLEGE-VOTE",
        "kind = \"share\"\nunit = \"person\"\nnumerator = 4\ndenominator = 5\nbase = \"present\"\n\
         asks = [{ at = \"assembly\", counts = [\"approve\"] }]",
        &["PD-VOTE", "PD26-VOTE"],
    ),
    (
        "COLLEGE-APPROVE",
        "kind = \"deadline\"\nvalue = 2\nspecial = 9\nunit = \"month\"\n\
         asks = [{ at = \"approval\", from = \"assembly\" }]",
        &["PD-APPROVE", "PD26-APPROVE"],
    ),
    (
        "COLLEGE-PROB",
        "kind = \"min-duration\"\nvalue = 18\nunit = \"month\"\n\
         asks = [{ at = \"conversion_assembly\", from = \"assembly\", extended_by = \"extension\" }]",
        &["PD-PROB", "PD26-PROB"],
    ),
];

static BOOK: LazyLock<RuleBook> = LazyLock::new(|| {
    let rules = STRICTER.map(|(id, body, _)| (id, body));
    RuleBook::shipped_with(&[("overlay.toml", &overlay("college", "strict", &rules))]).unwrap()
});

fn judge(place: &str) -> Judge<'static> {
    Judge::new(&BOOK, &places(place))
}

fn days(from: &'static str, span: u64) -> impl Strategy<Value = NaiveDate> {
    (0..span).prop_map(move |days| day(from) + Days::new(days))
}

fn record(steps: usize) -> impl Strategy<Value = Recorded> {
    let window = prop::option::of((days("2023-06-01", 1800), 0u64..14))
        .prop_map(|window| window.map(|(from, length)| Window { from, to: from + Days::new(length) }));
    let tally = prop::option::of((0u32..14, 0u32..14, 0u32..14, 0u32..4)).prop_map(|tally| {
        tally.map(|(entitled, present, approve, written_approve)| Tally {
            entitled,
            present,
            approve,
            against: 0,
            abstain: 0,
            written_approve,
        })
    });
    let number = || prop::option::of(0u32..30);
    (0..steps, days("2023-06-01", 1800), window, tally, number(), number(), number(), any::<bool>()).prop_map(
        |(step, on, window, tally, persons, sides, length, special)| Recorded {
            window,
            tally,
            persons,
            sides,
            length: Length { days: length, hours: length, months: length },
            special,
            ..Recorded::new(step, on)
        },
    )
}

/// Steps of the longer chart with records of the shorter one as well; each step that is taken once stands there once.
fn records() -> impl Strategy<Value = Vec<Recorded>> {
    let chart = BOOK.chart(&places("chart-29"));
    prop::collection::vec(record(chart.steps().len()), 0..45).prop_map(move |mut records| {
        let mut seen = BTreeSet::new();
        records.retain(|one| chart.step(one.step).unwrap().recurs || seen.insert(one.step));
        records
    })
}

fn courses() -> impl Strategy<Value = Course> {
    (prop::option::of(days("2000-01-01", 3000)), prop::option::of(days("2024-01-01", 1500)), records())
        .prop_map(|(born, leaving, steps)| Course::new(born, leaving, steps))
}

/// The same records by the shorter chart; what it lacks is left out.
fn shorter(course: &Course) -> Course {
    let (long, short) = (BOOK.chart(&places("chart-29")), BOOK.chart(&[]));
    let moved = |one: &Recorded| Some(Recorded { step: short.place(&long.step(one.step)?.id)?, ..*one });
    Course::new(course.born, course.leaving, course.steps().iter().filter_map(moved).collect())
}

/// The judge of `place` with the course as its chart has it.
fn at(place: &str, course: &Course) -> (Judge<'static>, Course) {
    let judge = judge(place);
    let course = if judge.chart() == BOOK.chart(&[]) { shorter(course) } else { course.clone() };
    (judge, course)
}

const PLACES: [&str; 4] = ["cn", "cn cn-33 college", "cn strict college", "cn chart-29"];

/// Every place the steps of `course` build on, at whatever remove.
fn built_on(judge: &Judge<'_>, course: &Course) -> BTreeSet<usize> {
    let chart = judge.chart();
    let mut left: Vec<usize> = course
        .steps()
        .iter()
        .map(|one| one.step)
        .filter(|place| !chart.step(*place).unwrap().beside)
        .collect();
    let mut all = BTreeSet::new();
    while let Some(place) = left.pop() {
        left.extend(chart.step(place).unwrap().requires.iter().copied().filter(|needed| all.insert(*needed)));
    }
    all
}

proptest! {
    #[test]
    fn findings_come_at_recorded_steps_alone_once_a_rule_and_in_words_both_languages_have(course in courses()) {
        for place in PLACES {
            let (judge, course) = at(place, &course);
            let judged = judge.judge(&course, day(LATER));
            let mut seen = BTreeSet::new();
            let mut before = 0;
            for one in &judged.findings {
                let place = judge.chart().place(&one.step.id).unwrap();
                prop_assert!(course.has(place) && place >= before);
                prop_assert!(seen.insert((&one.rule.id, &one.step.id)), "{} at {}", one.rule.id, one.step.id);
                before = place;
                assert_told(one);
            }
        }
    }

    #[test]
    fn the_order_in_which_steps_are_handed_in_changes_nothing(
        (given, shuffled) in records().prop_flat_map(|steps| (Just(steps.clone()), Just(steps).prop_shuffle())),
    ) {
        let [given, shuffled] = [given, shuffled].map(|steps| Course::new(None, None, steps));
        let judge = judge("cn chart-29");
        prop_assert_eq!(judge.judge(&given, day(LATER)), judge.judge(&shuffled, day(LATER)));
    }

    #[test]
    fn a_stricter_college_never_turns_unmet_into_met(course in courses()) {
        let (nation, course) = at("cn", &course);
        let stricter = judge("cn strict").judge(&course, day(LATER)).findings;
        for unmet in nation.judge(&course, day(LATER)).findings.iter().filter(|one| !one.met) {
            let overlay = STRICTER.iter().find(|(_, _, rules)| rules.contains(&unmet.rule.id.as_str()));
            let answers = |one: &&Judged<'_>| {
                one.step == unmet.step
                    && (one.rule.id == unmet.rule.id || overlay.is_some_and(|(id, _, _)| *id == one.rule.id))
            };
            let answers: Vec<&Judged<'_>> = stricter.iter().filter(answers).collect();
            prop_assert!(answers.iter().any(|one| !one.met), "{} at {}", unmet.rule.id, unmet.step.id);
        }
    }

    #[test]
    fn leaving_out_a_step_never_turns_what_is_unmet_elsewhere_into_met(course in courses(), pick in any::<prop::sample::Index>()) {
        for place in PLACES {
            let (judge, course) = at(place, &course);
            let chart = judge.chart();
            let once: Vec<usize> = course
                .steps()
                .iter()
                .map(|one| one.step)
                .filter(|place| chart.step(*place).is_some_and(|step| !step.recurs && !step.beside))
                .collect();
            if once.is_empty() {
                continue;
            }
            let out = *pick.get(&once);
            let rest = course.steps().iter().copied().filter(|one| one.step != out).collect();
            let rest = judge.judge(&Course::new(course.born, course.leaving, rest), day(LATER)).findings;
            for unmet in judge.judge(&course, day(LATER)).findings.iter().filter(|one| !one.met) {
                let same = rest.iter().find(|one| one.step == unmet.step && one.rule == unmet.rule);
                let gone = chart.place(&unmet.step.id) == Some(out);
                // Another layer may be named in its place; the same question stays unmet.
                let other = || rest.iter().any(|one| one.step == unmet.step && !one.met && one.rule.kind == unmet.rule.kind);
                prop_assert!(gone || same.map_or_else(other, |one| !one.met), "{} at {}", unmet.rule.id, unmet.step.id);
            }
        }
    }

    #[test]
    fn what_comes_next_is_open_and_all_it_builds_on_is_done_or_passed_over(course in courses(), today in days("2023-06-01", 2500)) {
        for place in PLACES {
            let (judge, course) = at(place, &course);
            let chart = judge.chart();
            let passed = built_on(&judge, &course);
            let next = judge.judge(&course, today).next;
            let names: BTreeSet<&str> = next.iter().map(|one| one.step.id.as_str()).collect();
            prop_assert_eq!(names.len(), next.len());
            for one in &next {
                let place = chart.place(&one.step.id).unwrap();
                prop_assert!(one.step.recurs || !course.has(place), "{} is done", one.step.id);
                prop_assert!(!passed.contains(&place) || one.step.beside, "{} is passed over", one.step.id);
                for needed in &one.step.requires {
                    prop_assert!(course.has(*needed) || passed.contains(needed), "{} is not ready", one.step.id);
                }
            }
        }
    }

    #[test]
    fn one_more_step_never_takes_the_stage_back(course in courses(), more in record(25)) {
        for place in PLACES {
            let (judge, course) = at(place, &course);
            let steps = course.steps().iter().copied().chain([more]).collect();
            let further = Course::new(None, None, steps);
            prop_assert!(further.stage(judge.chart()) >= course.stage(judge.chart()));
        }
    }

    #[test]
    fn without_one_of_its_steps_a_good_course_is_found_wanting_or_the_step_comes_next(
        which in 0..GOOD.len(),
        pick in any::<prop::sample::Index>(),
    ) {
        let judge = judge("cn");
        let whole = course(&judge, GOOD[which]);
        let out = pick.get(whole.steps()).step;
        let step = judge.chart().step(out).unwrap();
        let rest = whole.steps().iter().copied().filter(|one| one.step != out).collect();
        let judged = judge.judge(&Course::new(whole.born, whole.leaving, rest), day(LATER));
        let next = judged.next.iter().any(|one| one.step == step);
        // The extension is no duty: without it the probation was only longer than it had to be.
        prop_assert!(judged.findings.iter().any(|one| !one.met) || next || step.id == "extension", "{}", step.id);
    }

    #[test]
    fn a_ballot_that_can_be_is_never_met_with_half_or_less(
        (entitled, present, approve, written) in (0u32..60)
            .prop_flat_map(|entitled| (Just(entitled), 0..=entitled))
            .prop_flat_map(|(entitled, present)| (Just(entitled), Just(present), 0..=present, 0..=entitled - present)),
    ) {
        let tally = Tally { entitled, present, approve, against: 0, abstain: 0, written_approve: written };
        prop_assert!(tally.check("assembly").is_ok());
        let judge = judge("cn");
        let place = judge.chart().place("assembly").unwrap();
        let held = Recorded { tally: Some(tally), ..Recorded::new(place, day("2025-05-20")) };
        let judged = judge.judge(&Course::new(None, None, vec![held]), day(LATER)).findings;
        let met = |id: &str| judged.iter().find(|one| one.rule.id == id).unwrap().met;
        prop_assert_eq!(met("PD-QUORUM"), 2 * present > entitled);
        prop_assert_eq!(met("PD-VOTE"), 2 * (approve + written) > entitled);
    }
}
