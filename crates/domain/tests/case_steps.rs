//! What a single change of a case is refused for, and what it leaves as it was.

use chrono::NaiveDate;
use gongjian_domain::development::{
    Case, CaseStanding, Exit, Impossible, Judge, Length, Recorded, Refusal, Tally,
};
use gongjian_domain::rule::RuleBook;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TODAY: &str = "2026-11-24";

fn step(judge: &Judge<'_>, id: &str, on: &str) -> Recorded {
    let tally = Tally { entitled: 12, present: 10, approve: 9, against: 1, abstain: 0, written_approve: 0 };
    let place = judge.chart().place(id).unwrap();
    Recorded {
        tally: id.contains("assembly").then_some(tally),
        persons: Some(2),
        length: Length { days: Some(3), hours: None, months: None },
        ..Recorded::new(place, day(on))
    }
}

const COURSE: [(&str, &str); 22] = [
    ("talk", "2022-10-10"),
    ("activist", "2023-04-01"),
    ("activist_filed", "2023-04-10"),
    ("mentors", "2023-04-10"),
    ("observation", "2023-09-30"),
    ("observation", "2024-03-31"),
    ("target", "2024-04-15"),
    ("target_filed", "2024-04-20"),
    ("introducers", "2024-04-25"),
    ("political_review", "2024-05-10"),
    ("training", "2024-05-20"),
    ("committee_review", "2024-06-01"),
    ("pre_review", "2024-06-10"),
    ("form", "2024-06-12"),
    ("assembly", "2024-06-20"),
    ("interview", "2024-07-01"),
    ("approval", "2024-07-10"),
    ("probation_observation", "2024-12-31"),
    ("conversion_request", "2025-06-10"),
    ("conversion_assembly", "2025-06-25"),
    ("conversion_approval", "2025-07-10"),
    ("archive", "2025-07-20"),
];

/// A case with the first steps of [`COURSE`] up to and including `last`.
fn up_to(judge: &Judge<'_>, last: &str) -> Case {
    let known = vec![Recorded::new(0, day("2022-09-20"))];
    let mut case = Case::open(judge, Some(day("2003-05-01")), None, known, day(TODAY)).unwrap();
    if last == "apply" {
        return case;
    }
    let end = COURSE.iter().rposition(|(id, _)| *id == last).unwrap();
    for (id, on) in &COURSE[..=end] {
        case = case.take(judge, step(judge, id, on), None, day(TODAY)).unwrap();
    }
    case
}

fn with_judge(work: impl FnOnce(&Judge<'_>)) {
    let book = RuleBook::shipped().unwrap();
    work(&Judge::new(&book, &["cn".to_owned()]));
}

fn rules(refusal: &Refusal) -> Vec<&str> {
    refusal.findings().iter().map(|one| one.rule.as_str()).collect()
}

#[test]
fn a_step_taken_twice_is_refused_with_both_days() {
    with_judge(|judge| {
        let again = up_to(judge, "talk").take(judge, step(judge, "talk", "2022-10-01"), None, day(TODAY));
        let Err(Refusal::Impossible(Impossible::Twice { first, second, .. })) = again else { panic!() };
        assert_eq!((first, second), (day("2022-10-01"), day("2022-10-10")));
    });
}

#[test]
fn a_probation_is_lengthened_once_and_before_it_is_over() {
    with_judge(|judge| {
        let mut extension = step(judge, "extension", "2025-06-20");
        extension.length.months = Some(6);
        let case = up_to(judge, "conversion_request").take(judge, extension, None, day(TODAY)).unwrap();
        assert_eq!(judge.probation(case.course()).unwrap().1, Some(day("2025-12-20")));
        let early =
            case.clone().take(judge, step(judge, "conversion_assembly", "2025-12-19"), None, day(TODAY));
        assert_eq!(rules(&early.unwrap_err()), ["PD-PROB"]);
        let again = case.take(judge, extension, None, day(TODAY));
        assert!(matches!(again, Err(Refusal::Impossible(Impossible::Twice { .. }))));
        let late = up_to(judge, "conversion_assembly").take(
            judge,
            Recorded { on: day("2025-06-26"), ..extension },
            None,
            day(TODAY),
        );
        assert!(matches!(late, Err(Refusal::TooLate { .. })), "{late:?}");
        let short = Recorded { length: Length { months: Some(5), ..Length::default() }, ..extension };
        let short = up_to(judge, "conversion_request").take(judge, short, None, day(TODAY));
        assert_eq!(rules(&short.unwrap_err()), ["PD-EXT"]);
    });
}

#[test]
fn a_missed_deadline_asks_for_a_reason_and_stops_nobody_for_ever() {
    with_judge(|judge| {
        let case = up_to(judge, "interview");
        let late = step(judge, "approval", "2024-09-21");
        let asked = case.clone().take(judge, late, Some("  ".to_owned()), day(TODAY)).unwrap_err();
        assert!(matches!(asked, Refusal::NeedsReason(_)));
        assert_eq!(rules(&asked), ["PD-APPROVE"]);
        let after = case.take(judge, late, Some("党委换届".to_owned()), day(TODAY)).unwrap();
        let found = judge.judge(after.course(), day(TODAY)).findings;
        assert!(found.iter().any(|one| one.rule.id == "PD-APPROVE" && !one.met), "it stays visible");
    });
}

#[test]
fn on_the_very_last_day_no_reason_is_due() {
    with_judge(|judge| {
        let on_time = step(judge, "approval", "2024-09-20");
        up_to(judge, "interview").take(judge, on_time, None, day(TODAY)).unwrap();
    });
}

#[test]
fn nothing_is_recorded_of_somebody_who_has_left_or_is_done() {
    with_judge(|judge| {
        let left = up_to(judge, "activist")
            .leave(judge, Exit::Withdrawn, day("2023-05-01"), "本人提出", day(TODAY))
            .unwrap();
        let more = left.clone().take(judge, step(judge, "mentors", "2023-04-10"), None, day(TODAY));
        assert!(matches!(more, Err(Refusal::NotRunning { standing: CaseStanding::Withdrawn { .. } })));
        assert!(matches!(left.clone().take_back(judge, 2, "x"), Err(Refusal::NotRunning { .. })));
        assert_eq!(left.resume("本人改变主意").unwrap().standing(), CaseStanding::Running);
        let done = up_to(judge, "archive");
        assert_eq!(done.standing(), CaseStanding::Completed { on: day("2025-07-20") });
        let more = done.clone().take(judge, step(judge, "oath", "2024-07-20"), None, day(TODAY));
        assert!(matches!(more, Err(Refusal::NotRunning { .. })));
        assert!(matches!(done.resume("x"), Err(Refusal::NoSuchRecord)));
    });
}

#[test]
fn each_way_of_leaving_has_its_stage_and_its_days() {
    with_judge(|judge| {
        let leave =
            |last: &str, exit, on: &str| up_to(judge, last).leave(judge, exit, day(on), "x", day(TODAY));
        assert!(leave("activist", Exit::Removed, "2023-04-01").is_ok(), "on the day of the last step");
        assert!(matches!(leave("activist", Exit::Removed, "2023-03-31"), Err(Refusal::BeforeLast { .. })));
        assert!(matches!(leave("activist", Exit::Removed, "2026-11-25"), Err(Refusal::InFuture { .. })));
        assert!(matches!(leave("activist", Exit::Cancelled, TODAY), Err(Refusal::WrongExit { .. })));
        assert!(matches!(leave("approval", Exit::Withdrawn, TODAY), Err(Refusal::WrongExit { .. })));
        assert!(leave("approval", Exit::Cancelled, TODAY).is_ok());
    });
}

#[test]
fn a_correction_is_explained_changes_something_and_breaks_nothing() {
    with_judge(|judge| {
        let case = || up_to(judge, "mentors");
        let new = |on: &str| step(judge, "activist", on);
        let correct = |on: &str, why: &str| case().correct(judge, 2, new(on), why, day(TODAY));
        assert!(matches!(correct("2023-04-02", " "), Err(Refusal::NoReason)));
        assert!(matches!(correct("2023-04-01", "x"), Err(Refusal::Unchanged)));
        assert!(matches!(correct("2023-04-11", "x"), Err(Refusal::Blocked(_))), "filed on the tenth");
        assert!(matches!(correct("2027-04-11", "x"), Err(Refusal::Impossible(_))));
        let after = correct("2023-04-10", "抄错了日期").unwrap();
        assert_eq!(after.taken()[2].former[0].was.on, day("2023-04-01"));
        assert_eq!(after.dates(judge).activist_on, Some(day("2023-04-10")));
    });
}

#[test]
fn a_case_opens_with_facts_and_never_with_the_end() {
    with_judge(|judge| {
        let open = |known: Vec<Recorded>| Case::open(judge, None, None, known, day(TODAY));
        assert!(matches!(open(vec![]), Err(Refusal::NoApplication)));
        let application = Recorded::new(0, day("2022-09-20"));
        let end = step(judge, "conversion_approval", "2025-07-10");
        assert!(matches!(open(vec![application, end]), Err(Refusal::TooFar { .. })));
        let gap = open(vec![application, step(judge, "activist", "2023-04-01")]).unwrap();
        let found = judge.judge(gap.course(), day(TODAY)).findings;
        assert!(found.iter().any(|one| !one.met), "that the talk is missing stays visible");
        let target = gap.take(judge, step(judge, "target", "2024-04-15"), Some("x".into()), day(TODAY));
        assert!(matches!(target, Err(Refusal::Blocked(_))), "a gap is not built on");
    });
}
