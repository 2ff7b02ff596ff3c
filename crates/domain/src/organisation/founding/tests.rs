//! The manual of the founding told as tests, and what holds of every founding.

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::case_table::{Row, rows};
use crate::id::Id;
use crate::organisation::side::{Seal, Side, SideKind};
use crate::people::stage::Stage as Standing;
use crate::rule::{Finding, Force, FoundingRules, RuleBook};

const CASES: &str = include_str!("../../../cases/founding.md");
const SENTENCES: [&str; 2] = [
    include_str!("../../../../site/locales/zh-CN/rules.ftl"),
    include_str!("../../../../site/locales/en/rules.ftl"),
];

fn rules() -> FoundingRules {
    RuleBook::shipped().unwrap().founding
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id<T>(number: u128) -> Id<T> {
    Id::from_uuid(Uuid::from_u128(number))
}

fn seal(text: &str) -> Seal {
    text.parse().unwrap()
}

/// `校 12+0；企？ 1+1 2+0`: a seal for each side, `？` for nobody who confirms, full+probationary for each unit.
/// Who confirms is the first of the side to move in, see [`moves`].
fn sides(text: &str) -> Vec<SidePlan> {
    let (mut units, mut people) = (100, 5_000);
    text.split('；')
        .enumerate()
        .map(|(place, side)| {
            let mut words = side.split_whitespace();
            let head = words.next().unwrap();
            let signed = !head.ends_with('？');
            let first = people + 1;
            let seal = seal(head.trim_end_matches('？'));
            let kind = SideKind::ALL
                .into_iter()
                .find(|kind| kind.usual_seal() == Some(seal))
                .unwrap_or(SideKind::Other);
            let units = words
                .map(|counts| {
                    units += 1;
                    let (full, probationary) = counts.split_once('+').unwrap();
                    let [full, probationary]: [u32; 2] =
                        [full, probationary].map(|count| count.parse().unwrap());
                    people += u128::from(full + probationary);
                    UnitPart {
                        unit: id(units), name: format!("单位{units}"), full, probationary, others: 0
                    }
                })
                .collect();
            let number = place as u128 + 1;
            let side = Side { id: id(number), kind, seal, name: format!("{seal}方") };
            SidePlan { side, units, signatory: signed.then(|| id(first)) }
        })
        .collect()
}

fn seats(text: &str) -> Vec<Seat> {
    let posts = text.trim_matches('—').chars().map(|character| match character {
        '书' => Post::Secretary,
        '副' => Post::Deputy,
        '组' => Post::Organisation,
        '宣' => Post::Publicity,
        '纪' => Post::Discipline,
        other => panic!("no such post: {other}"),
    });
    posts.zip(5_001..).map(|(post, person)| Seat { post, person: id(person) }).collect()
}

fn application(sides_text: &str, size: u32, seats_text: &str, applied_on: &str) -> Application {
    Application {
        name: "文创艺术党支部".to_owned(),
        above: id(9),
        sides: sides(sides_text),
        committee: Committee { size, seats: seats(seats_text) },
        applied_on: day(applied_on),
    }
}

/// The branch of twelve teachers and six members from four enterprises.
fn eighteen() -> Application {
    application("校 12+0；企 2+0 2+0 1+0 1+0", 5, "书组宣纪", "2026-03-02")
}

fn small() -> Application {
    application("校 2+0；企 2+0", 0, "书", "2026-03-02")
}

fn stage(text: &str) -> Stage {
    let (word, on) = text.split_once(' ').unwrap();
    match word {
        "申请" => Stage::Applying { today: day(on) },
        "批复" => Stage::Replied { on: day(on) },
        "成立" => Stage::Founded { replied_on: day(on) },
        other => panic!("no such stage: {other}"),
    }
}

fn outcome(finding: &Finding) -> String {
    let met = if finding.met { "met" } else { "unmet" };
    match (finding.provisional, finding.met, finding.force) {
        (true, _, _) => format!("{met} so far"),
        (false, true, _) => met.to_owned(),
        (false, false, Force::Must) => format!("{met} (must)"),
        (false, false, Force::Generally) => format!("{met} (generally)"),
    }
}

fn finding_of(row: &Row) -> Finding {
    let application = application(&row["各方"], row["委员会"].parse().unwrap(), &row["职务"], &row["申请日"]);
    let all = findings(&application, stage(&row["到哪一步"]), &rules());
    all.into_iter()
        .find(|finding| finding.rule == row["规则"])
        .unwrap_or_else(|| panic!("no such finding: {row:?}"))
}

#[test]
fn the_manual_tells_the_truth_about_founding() {
    for row in rows(CASES, "到哪一步") {
        let finding = finding_of(&row);
        assert_eq!(outcome(&finding), row["结论"], "{row:?}");
        assert_eq!(finding.reason.key, format!("finding-{}-{}", row["规则"], row["句子"]), "{row:?}");
    }
}

#[test]
fn every_finding_of_the_manual_has_a_sentence_that_names_only_what_it_is_given() {
    for row in rows(CASES, "到哪一步") {
        let reason = finding_of(&row).reason;
        for sentences in SENTENCES {
            crate::case_table::assert_sentence(sentences, &reason);
        }
    }
}

#[test]
fn every_refusal_has_a_sentence_that_names_only_what_it_is_given() {
    let (on, name) = (day("2026-03-02"), "李雷".to_owned());
    let all = [
        Refusal::WrongState { state: "proposed" },
        Refusal::NoName,
        Refusal::OneSide,
        Refusal::EmptySide { seal: seal("校") },
        Refusal::UnitTwice { unit: "公司".to_owned() },
        Refusal::SameSeal { seal: seal("企") },
        Refusal::TooFewPlaces { people: 4, size: 3 },
        Refusal::InFuture { on, today: on },
        Refusal::TooEarly { on, not_before: on },
        Refusal::NoReason,
        Refusal::NothingToOverrule { rule: "BR-MIN".to_owned() },
        Refusal::MovedTwice { name: name.clone() },
        Refusal::NoSuchPlace { name: name.clone() },
        Refusal::MovedBeforeJoining { name: name.clone(), on, joined_on: on },
        Refusal::MovedBeforeFounding { name: name.clone(), on, founded_on: on },
        Refusal::MovedMeanwhile { name: name.clone() },
        Refusal::NoStage { name: name.clone() },
        Refusal::BeforeStage { name, on, from: on },
        Refusal::HolderStays { post: Post::Deputy },
        Refusal::SignatoryStays { seal: seal("企") },
        Refusal::NotAgreed { seal: seal("企") },
    ];
    for refusal in all {
        assert!(refusal.finding().is_none());
        for sentences in SENTENCES {
            crate::case_table::assert_sentence(sentences, &refusal.reason());
        }
    }
}

fn reply(on: &str, overruled: &[&str]) -> Reply {
    let overrulings = overruled.iter().map(|rule| overruling(rule, "地域相邻，合署办公")).collect();
    Reply { committee: id(9), by: Some(id(1)), on: day(on), doc_no: None, overrulings }
}

fn overruling(rule: &str, reason: &str) -> Overruling {
    Overruling { rule: rule.to_owned(), reason: reason.to_owned(), by: Some(id(1)), on: day("2026-03-20") }
}

/// Everybody an application counts, moving in on the day.
fn moves(application: &Application, on: &str) -> Vec<Move> {
    let mut person = 5_000;
    let mut moves = Vec::new();
    for plan in &application.sides {
        for part in &plan.units {
            let stages = [(part.full, Standing::Full), (part.probationary, Standing::Probationary)];
            for (count, stage) in stages {
                for _ in 0..count {
                    person += 1;
                    moves.push(Move {
                        person: id(person),
                        name: format!("党员{person}"),
                        from: Some(id(7)),
                        side: plan.side.id,
                        unit: part.unit,
                        stage,
                        manner: Manner::Formal,
                        on: day(on),
                        joined_on: Some(day("2010-07-01")),
                    });
                }
            }
        }
    }
    moves
}

fn foundation(application: &Application, on: &str) -> Foundation {
    Foundation {
        on: day(on),
        seats: application.committee.seats.clone(),
        signatories: Vec::new(),
        moves: moves(application, on),
        overrulings: Vec::new(),
    }
}

fn proposed(application: Application) -> Founding {
    Founding::propose(application, &rules(), day("2026-03-02")).unwrap()
}

const TODAY: &str = "2026-04-01";

fn approved(application: Application, overruled: &[&str]) -> Founding {
    proposed(application).approve(reply("2026-03-20", overruled), &rules(), day(TODAY)).unwrap()
}

#[test]
fn the_branch_of_eighteen_is_founded_once_the_committee_says_why_a_large_unit_joins() {
    let waiting = proposed(eighteen());
    let refused = waiting.clone().approve(reply("2026-03-20", &[]), &rules(), day(TODAY)).unwrap_err();
    assert!(matches!(&refused, Refusal::NeedsReason(finding) if finding.rule == "BR-JOINT-FEW"), "{refused}");

    let approved = waiting.approve(reply("2026-03-20", &["BR-JOINT-FEW"]), &rules(), day(TODAY)).unwrap();
    let founded = approved.found(foundation(&eighteen(), "2026-03-25"), &rules(), day(TODAY)).unwrap();
    assert_eq!(founded.as_str(), "founded");
    let unmet: Vec<_> =
        founded.findings(&rules(), day(TODAY)).into_iter().filter(|finding| !finding.met).collect();
    assert_eq!(unmet.iter().map(|finding| finding.rule.as_str()).collect::<Vec<_>>(), ["BR-JOINT-FEW"]);
}

#[test]
fn a_must_stops_the_application_before_anybody_has_to_answer_it() {
    let two = application("校 1+0；企 1+0", 0, "书", "2026-03-02");
    let refused = Founding::propose(two, &rules(), day("2026-03-02")).unwrap_err();
    assert!(matches!(&refused, Refusal::RuleNotMet(finding) if finding.rule == "BR-MIN"), "{refused}");
    assert_eq!(refused.reason().key, "finding-BR-MIN-unmet");
    assert!(refused.finding().is_some());
}

#[test]
fn a_must_cannot_be_overruled_and_neither_can_what_is_met() {
    for rule in ["BR-MIN", "BR-MAX", "NO-SUCH-RULE"] {
        let refused =
            proposed(small()).approve(reply("2026-03-20", &[rule]), &rules(), day(TODAY)).unwrap_err();
        assert_eq!(refused, Refusal::NothingToOverrule { rule: rule.to_owned() });
    }
}

#[test]
fn an_empty_reason_overrules_nothing() {
    for blank in ["", "  ", "\u{3000}"] {
        let mut reply = reply("2026-03-20", &[]);
        reply.overrulings.push(overruling("BR-JOINT-FEW", blank));
        assert_eq!(proposed(eighteen()).approve(reply, &rules(), day(TODAY)), Err(Refusal::NoReason));
    }
}

#[test]
fn a_late_reply_stands_when_it_says_why_it_is_late() {
    let late = proposed(small()).approve(reply("2026-04-03", &[]), &rules(), day("2026-04-03")).unwrap_err();
    assert!(matches!(&late, Refusal::NeedsReason(finding) if finding.rule == "BR-APPROVE"), "{late}");
    assert!(
        proposed(small()).approve(reply("2026-04-03", &["BR-APPROVE"]), &rules(), day("2026-04-03")).is_ok()
    );
}

#[test]
fn an_application_that_does_not_hang_together_is_refused() {
    let with = |change: fn(&mut Application)| {
        let mut application = small();
        change(&mut application);
        application.check().unwrap_err()
    };
    assert_eq!(with(|a| a.name = " ".to_owned()), Refusal::NoName);
    assert_eq!(with(|a| a.sides.truncate(1)), Refusal::OneSide);
    assert_eq!(with(|a| a.sides[1].units.clear()), Refusal::EmptySide { seal: seal("企") });
    assert_eq!(with(|a| a.sides[1].side.seal = seal("校")), Refusal::SameSeal { seal: seal("校") });
    assert_eq!(
        with(|a| a.sides[1].units[0].unit = a.sides[0].units[0].unit),
        Refusal::UnitTwice { unit: "单位102".to_owned() }
    );
    assert_eq!(
        with(|a| a.committee = Committee { size: 3, seats: seats("书组宣纪") }),
        Refusal::TooFewPlaces { people: 4, size: 3 }
    );
}

#[test]
fn a_committee_of_three_fills_four_posts_when_one_person_holds_two() {
    let mut application = application("校 5+0；企 2+0", 3, "书组宣纪", "2026-03-02");
    application.committee.seats[3].person = application.committee.seats[1].person;
    assert_eq!(application.check(), Ok(()));
    let all = findings(&application, Stage::Founded { replied_on: day("2026-03-20") }, &rules());
    assert!(all.iter().all(|finding| finding.met || finding.rule == "BR-JOINT-FEW"), "{all:?}");
}

#[test]
fn days_that_have_not_come_and_days_out_of_order_are_refused() {
    let future = Founding::propose(small(), &rules(), day("2026-03-01")).unwrap_err();
    assert_eq!(future, Refusal::InFuture { on: day("2026-03-02"), today: day("2026-03-01") });
    let early = proposed(small()).approve(reply("2026-03-01", &[]), &rules(), day(TODAY)).unwrap_err();
    assert_eq!(early, Refusal::TooEarly { on: day("2026-03-01"), not_before: day("2026-03-02") });
    let early =
        approved(small(), &[]).found(foundation(&small(), "2026-03-19"), &rules(), day(TODAY)).unwrap_err();
    assert_eq!(early, Refusal::TooEarly { on: day("2026-03-19"), not_before: day("2026-03-20") });
    let future =
        approved(small(), &[]).found(foundation(&small(), "2026-04-02"), &rules(), day(TODAY)).unwrap_err();
    assert_eq!(future, Refusal::InFuture { on: day("2026-04-02"), today: day(TODAY) });
}

#[test]
fn a_move_that_does_not_fit_is_refused_and_names_the_person() {
    let founded_with = |change: fn(&mut Vec<Move>)| {
        let mut foundation = foundation(&small(), "2026-03-25");
        change(&mut foundation.moves);
        approved(small(), &[]).found(foundation, &rules(), day(TODAY)).unwrap_err()
    };
    assert_eq!(
        founded_with(|moves| moves.push(moves[0].clone())),
        Refusal::MovedTwice { name: "党员5001".to_owned() }
    );
    assert_eq!(
        founded_with(|moves| moves[0].side = id(77)),
        Refusal::NoSuchPlace { name: "党员5001".to_owned() }
    );
    assert_eq!(
        founded_with(|moves| moves[0].unit = moves[3].unit),
        Refusal::NoSuchPlace { name: "党员5001".to_owned() }
    );
    assert_eq!(
        founded_with(|moves| moves[0].joined_on = Some(day("2026-03-26"))),
        Refusal::MovedBeforeJoining {
            name: "党员5001".to_owned(),
            on: day("2026-03-25"),
            joined_on: day("2026-03-26")
        }
    );
    assert_eq!(
        founded_with(|moves| moves[0].on = day("2026-03-24")),
        Refusal::MovedBeforeFounding {
            name: "党员5001".to_owned(),
            on: day("2026-03-24"),
            founded_on: day("2026-03-25")
        }
    );
}

#[test]
fn whoever_holds_a_post_or_confirms_for_a_side_moves_in() {
    let refused = |change: fn(&mut Foundation)| {
        let mut foundation = foundation(&small(), "2026-03-25");
        change(&mut foundation);
        approved(small(), &[]).found(foundation, &rules(), day(TODAY)).unwrap_err()
    };
    assert_eq!(refused(|f| f.seats[0].person = id(77)), Refusal::HolderStays { post: Post::Secretary });
    let taking_part = |f: &mut Foundation| f.moves[0].manner = Manner::Participating;
    assert_eq!(refused(taking_part), Refusal::HolderStays { post: Post::Secretary });
    let of_the_other_side = |f: &mut Foundation| {
        f.signatories = vec![Signatory { side: id(2), person: f.moves[0].person }];
    };
    assert_eq!(refused(of_the_other_side), Refusal::SignatoryStays { seal: seal("企") });
}

#[test]
fn who_confirms_may_be_chosen_anew_on_the_day() {
    let mut foundation = foundation(&small(), "2026-03-25");
    let other = foundation.moves[3].person;
    foundation.signatories = vec![Signatory { side: id(2), person: other }];
    let founded = approved(small(), &[]).found(foundation, &rules(), day(TODAY)).unwrap();
    let confirms: Vec<_> = founded.application().sides.iter().map(|plan| plan.signatory).collect();
    assert_eq!(confirms, [Some(id(5_001)), Some(other)]);
}

#[test]
fn a_branch_whose_people_do_not_come_is_not_founded() {
    let mut foundation = foundation(&small(), "2026-03-25");
    foundation.moves.truncate(2);
    let refused = approved(small(), &[]).found(foundation, &rules(), day(TODAY)).unwrap_err();
    assert!(matches!(&refused, Refusal::RuleNotMet(finding) if finding.rule == "BR-MIN"), "{refused}");
}

#[test]
fn a_warning_that_comes_to_light_at_the_founding_needs_its_reason_then() {
    let grown = application("校 3+0；企 2+0", 0, "书", "2026-03-02");
    let late = |overrulings: Vec<Overruling>| {
        let signatories = vec![Signatory { side: id(2), person: id(5_004) }];
        let foundation = Foundation { overrulings, signatories, ..foundation(&grown, "2026-03-25") };
        approved(small(), &[]).found(foundation, &rules(), day(TODAY))
    };
    let refused = late(Vec::new()).unwrap_err();
    assert!(matches!(&refused, Refusal::NeedsReason(finding) if finding.rule == "BR-JOINT-FEW"), "{refused}");
    assert_eq!(late(vec![overruling("BR-JOINT-FEW", "")]), Err(Refusal::NoReason));
    assert!(late(vec![overruling("BR-JOINT-FEW", "新转入一名党员")]).is_ok());
}

#[test]
fn a_returned_application_is_handed_in_again_and_its_month_begins_anew() {
    let sent_back =
        |comment: &str| SentBack { comment: comment.to_owned(), by: Some(id(1)), on: day("2026-03-10") };
    assert_eq!(proposed(small()).send_back(sent_back(" "), day(TODAY)), Err(Refusal::NoReason));
    let returned = proposed(small()).send_back(sent_back("请补充企业方确认人"), day(TODAY)).unwrap();

    let backdated = returned.clone().resubmit(small(), &rules(), day(TODAY)).unwrap_err();
    assert_eq!(backdated, Refusal::TooEarly { on: day("2026-03-02"), not_before: day("2026-03-10") });

    let again = Application { applied_on: day("2026-03-12"), ..small() };
    let proposed = returned.resubmit(again, &rules(), day(TODAY)).unwrap();
    let all = proposed.findings(&rules(), day(TODAY));
    let reply = all.iter().find(|finding| finding.rule == "BR-APPROVE").unwrap();
    assert_eq!(reply.due, Some(day("2026-04-12")));
}

/// Every state with the steps that do not lead on from it.
#[test]
fn no_step_is_taken_from_a_state_it_does_not_follow() {
    let returned = SentBack { comment: "再议".to_owned(), by: Some(id(1)), on: day("2026-03-10") };
    let states = [
        proposed(small()),
        proposed(small()).send_back(returned.clone(), day(TODAY)).unwrap(),
        proposed(small()).withdraw(day("2026-03-10"), day(TODAY)).unwrap(),
        approved(small(), &[]),
        approved(small(), &[]).found(foundation(&small(), "2026-03-25"), &rules(), day(TODAY)).unwrap(),
    ];
    let again = Application { applied_on: day("2026-03-12"), ..small() };
    let possible: Vec<(&str, [bool; 5])> = states
        .iter()
        .map(|state| {
            let steps = [
                state.clone().approve(reply("2026-03-20", &[]), &rules(), day(TODAY)).is_ok(),
                state.clone().send_back(returned.clone(), day(TODAY)).is_ok(),
                state.clone().resubmit(again.clone(), &rules(), day(TODAY)).is_ok(),
                state.clone().withdraw(day("2026-03-12"), day(TODAY)).is_ok(),
                state.clone().found(foundation(&small(), "2026-03-25"), &rules(), day(TODAY)).is_ok(),
            ];
            (state.as_str(), steps)
        })
        .collect();
    assert_eq!(
        possible,
        [
            ("proposed", [true, true, false, true, false]),
            ("returned", [false, false, true, true, false]),
            ("withdrawn", [false, false, false, false, false]),
            ("approved", [false, false, false, false, true]),
            ("founded", [false, false, false, false, false]),
        ]
    );
}

#[test]
fn a_founding_is_stored_and_read_back_as_it_was() {
    let founded = approved(eighteen(), &["BR-JOINT-FEW"])
        .found(foundation(&eighteen(), "2026-03-25"), &rules(), day(TODAY))
        .unwrap();
    let stored = serde_json::to_string(&founded).unwrap();
    assert_eq!(serde_json::from_str::<Founding>(&stored).unwrap(), founded);
    assert!(stored.starts_with("{\"state\":\"founded\""));
}

fn any_sides() -> impl Strategy<Value = Vec<Vec<(u32, u32)>>> {
    prop::collection::vec(prop::collection::vec((0u32..20, 0u32..20), 1..4), 2..4)
}

fn with_counts(counts: &[Vec<(u32, u32)>], size: u32) -> Application {
    let seals = ["校", "企", "行", "园"];
    let text: Vec<String> = counts
        .iter()
        .zip(seals)
        .map(|(units, seal)| {
            let units: Vec<String> = units.iter().map(|(full, other)| format!("{full}+{other}")).collect();
            format!("{seal} {}", units.join(" "))
        })
        .collect();
    application(&text.join("；"), size, "书", "2026-03-02")
}

fn met(application: &Application, rule: &str) -> bool {
    let all = findings(application, Stage::Applying { today: day("2026-03-02") }, &rules());
    all.iter().find(|finding| finding.rule == rule).is_some_and(|finding| finding.met)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_more_full_member_never_makes_a_branch_too_small(counts in any_sides(), size in 0u32..9) {
        let less = with_counts(&counts, size);
        let mut more = less.clone();
        more.sides[0].units[0].full += 1;
        prop_assert!(!met(&less, "BR-MIN") || met(&more, "BR-MIN"));
    }

    #[test]
    fn one_more_member_never_brings_a_branch_back_under_the_limit(counts in any_sides(), size in 0u32..9) {
        let less = with_counts(&counts, size);
        let mut more = less.clone();
        more.sides[0].units[0].probationary += 1;
        prop_assert!(met(&less, "BR-MAX") || !met(&more, "BR-MAX"));
    }

    #[test]
    fn probationary_members_never_decide_about_a_committee(counts in any_sides(), size in 0u32..9, more in 1u32..30) {
        let few = with_counts(&counts, size);
        let mut many = few.clone();
        many.sides[1].units[0].probationary += more;
        prop_assert_eq!(met(&few, "BR-COMM"), met(&many, "BR-COMM"));
    }

    #[test]
    fn every_rule_is_answered_once_and_only_unmet_ones_hold_anything_up(counts in any_sides(), size in 0u32..9) {
        let all = findings(&with_counts(&counts, size), Stage::Founded { replied_on: day("2026-03-20") }, &rules());
        let mut ids: Vec<&str> = all.iter().map(|finding| finding.rule.as_str()).collect();
        ids.sort_unstable();
        let before = ids.len();
        ids.dedup();
        prop_assert_eq!(before, ids.len());
        for finding in &all {
            prop_assert!(!(finding.met && (finding.blocks() || finding.warns())));
            prop_assert!(!(finding.blocks() && finding.warns()));
        }
    }

    #[test]
    fn nothing_is_approved_over_an_unmet_must_or_an_unanswered_warning(counts in any_sides(), size in 0u32..9, reason in any::<bool>()) {
        let application = with_counts(&counts, size);
        let all = findings(&application, Stage::Replied { on: day("2026-03-20") }, &rules());
        let warned: Vec<&str> = all.iter().filter(|finding| finding.warns()).map(|finding| finding.rule.as_str()).collect();
        let overruled: &[&str] = if reason { &warned } else { &[] };
        let approved = Founding::propose(application, &rules(), day("2026-03-02"))
            .and_then(|founding| founding.approve(reply("2026-03-20", overruled), &rules(), day(TODAY)));
        let may = !all.iter().any(Finding::blocks) && (reason || warned.is_empty());
        prop_assert_eq!(approved.is_ok(), may);
    }

    #[test]
    fn moving_in_everybody_counted_gives_the_counts_handed_in(counts in any_sides()) {
        let application = with_counts(&counts, 0);
        let counted = super::moves::counted(&application, &moves(&application, "2026-03-25"));
        prop_assert_eq!(counted, application);
    }
}
