//! Random sequences of commands on one case: none reaches full membership without each required step, loses a
//! record, or leaves anything behind when it is undone.

#![cfg(test)]

use chrono::{Days, NaiveDate};
use gongjian_domain::development::{
    Case, CaseStanding, Exit, Judge, Length, Recorded, Refusal, Tally, Window,
};
use gongjian_domain::people::stage::Stage;
use gongjian_domain::rule::RuleBook;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Sequences tried; `make test-long` asks for fifty thousand.
fn sequences() -> u32 {
    std::env::var("GONGJIAN_SEQUENCES").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000)
}

/// One command, by numbers that always mean something.
#[derive(Debug, Clone)]
enum Command {
    /// Takes an open step when `open`, else any step, so many days after the last one.
    Take {
        open: bool,
        which: usize,
        days: u64,
        good: bool,
        because: bool,
    },
    TakeBack {
        last: bool,
        which: usize,
    },
    Correct {
        which: usize,
        days: i64,
    },
    Leave {
        exit: usize,
        days: u64,
    },
    Resume,
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        12 => (prop::bool::weighted(0.9), any::<usize>(), 0_u64..200, prop::bool::weighted(0.9), prop::bool::weighted(0.8))
            .prop_map(|(open, which, days, good, because)| Command::Take { open, which, days, good, because }),
        2 => (prop::bool::weighted(0.8), any::<usize>()).prop_map(|(last, which)| Command::TakeBack { last, which }),
        2 => (any::<usize>(), -300_i64..300).prop_map(|(which, days)| Command::Correct { which, days }),
        1 => (0_usize..3, 0_u64..30).prop_map(|(exit, days)| Command::Leave { exit, days }),
        1 => Just(Command::Resume),
    ]
}

const TODAY: &str = "2036-11-24";

fn today() -> NaiveDate {
    TODAY.parse().unwrap()
}

/// What was done to a case, counted beside it.
#[derive(Debug, Default)]
struct Counted {
    taken: usize,
    back: usize,
    corrected: usize,
}

fn tally(good: bool) -> Tally {
    let approve = if good { 9 } else { 5 };
    Tally { entitled: 12, present: 10, approve, against: 10 - approve, abstain: 0, written_approve: 0 }
}

fn recorded(judge: &Judge<'_>, place: usize, on: NaiveDate, good: bool) -> Recorded {
    let fields = judge.fields(place);
    let most = |wanted: bool, number: u32| wanted.then_some(number);
    Recorded {
        tally: fields.tally.then(|| tally(good)),
        window: fields.window.then(|| Window { from: on, to: on + Days::new(if good { 14 } else { 1 }) }),
        persons: most(fields.persons, if good { 2 } else { 1 }),
        sides: most(fields.sides, 2),
        length: Length {
            days: most(fields.days, 3),
            hours: None,
            months: most(fields.months, if good { 6 } else { 1 }),
        },
        special: false,
        ..Recorded::new(place, on)
    }
}

fn days_after(case: &Case, days: u64) -> NaiveDate {
    let last = case.taken().iter().map(|one| one.recorded.on).max().unwrap();
    (last + Days::new(days)).min(today())
}

fn apply(judge: &Judge<'_>, case: &Case, command: &Command) -> Result<Case, Refusal> {
    let case = case.clone();
    let of = |which: usize| which % case.taken().len();
    match command {
        Command::Take { open, which, days, good, because } => {
            let next = judge.judge(case.course(), today()).next;
            let on = days_after(&case, *days);
            let place = match next.get(which % next.len().max(1)).filter(|_| *open) {
                Some(next) => judge.chart().place(&next.step.id).unwrap(),
                None => which % judge.chart().steps().len(),
            };
            // A diligent secretary takes a step no earlier than it can be taken.
            let earliest = next.iter().find(|one| judge.chart().place(&one.step.id) == Some(place));
            let on =
                earliest.and_then(|one| one.earliest).map_or(on, |day| if *good { on.max(day) } else { on });
            let because = because.then(|| "有原因".to_owned());
            case.take(judge, recorded(judge, place, on, *good), because, today())
        }
        Command::TakeBack { last, which } => {
            let place = if *last { case.taken().len() - 1 } else { of(*which) };
            let step = case.taken()[place].recorded.step;
            case.take_back(judge, step, "记错了")
        }
        Command::Correct { which, days } => {
            let place = of(*which);
            let old = case.taken()[place].recorded;
            let on = old.on + chrono::TimeDelta::days(*days);
            case.correct(judge, place, Recorded { on, ..old }, "抄错了日期", today())
        }
        Command::Leave { exit, days } => {
            let on = days_after(&case, *days);
            case.leave(judge, Exit::ALL[*exit], on, "本人提出", today())
        }
        Command::Resume => case.resume("又来了"),
    }
}

/// Every step the one at `place` builds on, at whatever remove.
fn required(judge: &Judge<'_>, place: usize, all: &mut Vec<usize>) {
    for needed in &judge.chart().step(place).unwrap().requires {
        if !all.contains(needed) {
            all.push(*needed);
            required(judge, *needed, all);
        }
    }
}

fn holds(judge: &Judge<'_>, case: &Case, counted: &Counted) {
    assert_eq!(case.taken().len() + case.taken_back().len(), counted.taken + 1, "a record was lost");
    assert_eq!(case.taken_back().len(), counted.back);
    let former = |taken: &gongjian_domain::development::Taken| taken.former.len();
    let all = case.taken().iter().chain(case.taken_back().iter().map(|one| &one.taken));
    assert_eq!(all.map(former).sum::<usize>(), counted.corrected, "what was corrected was lost");
    for place in (0..judge.chart().steps().len()).filter(|place| case.course().has(*place)) {
        let mut needed = Vec::new();
        required(judge, place, &mut needed);
        for step in needed {
            let missing = &judge.chart().step(step).unwrap().id;
            let first = case.course().first(step).unwrap_or_else(|| panic!("{missing} is missing"));
            let built = case.course().first(place).unwrap();
            assert!(first.on <= built.on, "{missing} came later than what builds on it");
        }
    }
    let full = case.course().stage(judge.chart()) == Some(Stage::Full);
    assert_eq!(case.dates(judge).full_on.is_some(), full);
    if full {
        let probation = judge.probation(case.course()).unwrap();
        let vote = judge.chart().place("conversion_assembly").unwrap();
        assert!(probation.1.unwrap() <= case.course().first(vote).unwrap().on, "converted too early");
    }
}

/// What a case is besides what was undone in it.
fn state(case: &Case) -> (CaseStanding, Vec<gongjian_domain::development::Taken>) {
    (case.standing(), case.taken().to_vec())
}

/// A case with this many steps taken by somebody diligent: what was never taken comes first.
fn diligent(judge: &Judge<'_>, steps: usize) -> Case {
    let born = "2003-05-01".parse().ok();
    let apply_on = Recorded::new(0, "2022-09-20".parse().unwrap());
    let mut case = Case::open(judge, born, None, vec![apply_on], today()).unwrap();
    for _ in 0..steps {
        let next = judge.judge(case.course(), today()).next;
        let place =
            |one: &gongjian_domain::development::NextStep<'_>| judge.chart().place(&one.step.id).unwrap();
        let fresh = next.iter().find(|one| !case.course().has(place(one))).or(next.first());
        let Some(open) = fresh else { break };
        let on = days_after(&case, 3).max(open.earliest.unwrap_or_default());
        let because = Some("有原因".to_owned());
        case = case.take(judge, recorded(judge, place(open), on, true), because, today()).unwrap();
    }
    case
}

fn run(judge: &Judge<'_>, begun: usize, commands: &[Command]) -> Case {
    let mut case = diligent(judge, begun);
    let mut counted = Counted { taken: case.taken().len() - 1, ..Counted::default() };
    for command in commands {
        let before = case.clone();
        let Ok(after) = apply(judge, &case, command) else { continue };
        match command {
            Command::Take { .. } => {
                counted.taken += 1;
                let step = after.taken().last().unwrap().recorded.step;
                let undone = after.clone().take_back(judge, step, "试").unwrap();
                assert_eq!(state(&undone), state(&before), "undoing left something behind");
                assert_eq!(undone.course(), before.course());
            }
            Command::TakeBack { .. } => counted.back += 1,
            Command::Correct { .. } => counted.corrected += 1,
            Command::Leave { .. } => {
                let back = after.clone().resume("试").unwrap();
                assert_eq!(state(&back), state(&before));
            }
            Command::Resume => {}
        }
        case = after;
        holds(judge, &case, &counted);
    }
    case
}

#[test]
fn no_sequence_of_commands_reaches_full_without_each_required_step_or_loses_a_record() {
    let book = RuleBook::shipped().unwrap();
    let judge = Judge::new(&book, &["cn".to_owned()]);
    let mut runner =
        TestRunner::new(Config { cases: sequences(), failure_persistence: None, ..Config::default() });
    runner
        .run(&(0_usize..30, prop::collection::vec(command(), 1..40)), |(begun, commands)| {
            run(&judge, begun, &commands);
            Ok(())
        })
        .unwrap();
}

#[test]
fn whoever_always_takes_the_next_step_in_time_becomes_a_full_member() {
    let book = RuleBook::shipped().unwrap();
    let judge = Judge::new(&book, &["cn".to_owned()]);
    let last = diligent(&judge, 40);
    assert_eq!(last.course().stage(judge.chart()), Some(Stage::Full));
    assert!(matches!(last.standing(), CaseStanding::Completed { .. }));
}
