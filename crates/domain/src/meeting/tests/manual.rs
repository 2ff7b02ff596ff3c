//! The manual of the theme day told as tests, and the sentences in both languages.

use super::*;

const RULE_SENTENCES: [&str; 2] = [
    include_str!("../../../../site/locales/zh-CN/rules.ftl"),
    include_str!("../../../../site/locales/en/rules.ftl"),
];
const SENTENCES: [&str; 2] = [
    include_str!("../../../../site/locales/zh-CN/meeting.ftl"),
    include_str!("../../../../site/locales/en/meeting.ftl"),
];

#[test]
fn the_manual_tells_the_truth_about_the_way_of_a_meeting() {
    for row in rows(CASES, "步骤") {
        let result = match walked(&row["步骤"]) {
            Ok(meeting) => meeting.state.word().as_str().to_owned(),
            Err(refusal) => refusal.reason().key.replace("meeting-refused-", "不行 "),
        };
        assert_eq!(result, row["结果"], "{row:?}");
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

fn assert_finding(finding: &Finding, row: &Row) {
    assert_eq!(outcome(finding), row["结论"], "{row:?}");
    assert_eq!(finding.rule, row["规则"]);
    assert_eq!(finding.reason.key, format!("finding-{}-{}", row["规则"], row["句子"]), "{row:?}");
    for sentences in RULE_SENTENCES {
        assert_sentence(sentences, &finding.reason);
    }
}

#[test]
fn the_manual_tells_the_truth_about_the_month() {
    for row in rows(CASES, "当月党日") {
        let held: Vec<_> = row["当月党日"]
            .trim_matches('—')
            .split_whitespace()
            .map(|one| {
                let confirmed = one.ends_with('✓');
                theme_day::Held { on: day(one.trim_end_matches(['✓', '○'])), confirmed }
            })
            .collect();
        let month = row["月份"].parse().unwrap();
        assert_finding(&theme_day::held_in(month, &held, day(&row["今天"]), &rules()), &row);
    }
}

#[test]
fn the_manual_tells_the_truth_about_the_confirmation_of_every_side() {
    for row in rows(CASES, "已确认") {
        let meeting = Meeting::draft(Kind::ThemeDay, parties(&row["各方"]), plan()).unwrap();
        let everybody =
            row["各方"].chars().zip(1..).map(|(seal, number)| Invitee::expected(id(number), side_of(seal)));
        let handed_in = meeting
            .invite(everybody.collect())
            .and_then(|meeting| meeting.hold(&[], day(DAY)))
            .and_then(|meeting| meeting.minute(minutes("学习。")))
            .and_then(|meeting| meeting.hand_in(None))
            .unwrap();
        let confirmed = row["已确认"]
            .trim_matches('—')
            .chars()
            .try_fold(handed_in, |meeting, seal| meeting.confirm(1, signature(seal)))
            .unwrap();
        assert_finding(&theme_day::confirmed_by_all(&confirmed, &rules()), &row);
    }
}

fn spelled(tally: Tally) -> String {
    format!("{}/{}/{}/{}", tally.expected, tally.present, tally.on_leave, tally.absent)
}

#[test]
fn the_manual_tells_the_truth_about_who_was_there() {
    let words = |text: &str| text.trim_matches('—').split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let split = |word: &str| {
        let mut characters = word.chars();
        (person(characters.next().unwrap()), characters.next().unwrap())
    };
    for row in rows(CASES, "签到") {
        let mut meeting = walked("通知").unwrap();
        for word in words(&row["回复"]) {
            let (person, reply) = split(&word);
            assert_eq!(reply, '假');
            meeting = meeting.reply(person, Reply::Leave { reason: "出差".to_owned() }).unwrap();
        }
        let marks: Vec<_> = words(&row["签到"])
            .iter()
            .map(|word| {
                let (person, mark) = split(word);
                let status = match mark {
                    '到' => Status::Present,
                    '假' => Status::Leave { reason: "生病".to_owned() },
                    _ => Status::Absent,
                };
                Mark { person, status }
            })
            .collect();
        let held = meeting.hold(&marks, day(DAY)).unwrap();
        let roll = held.state.attendance().unwrap();
        let counts = [tally(roll, side_of('校')), tally(roll, side_of('企')), total(roll)].map(spelled);
        assert_eq!(counts, [&row["校方"], &row["企业方"], &row["合计"]].map(Clone::clone), "{row:?}");
    }
}

#[test]
fn every_refusal_has_a_sentence_that_names_only_what_it_is_given() {
    let refusals = [
        Refusal::WrongState { state: Word::Held },
        Refusal::NoParty,
        Refusal::PartyTwice,
        Refusal::NotAParty,
        Refusal::NoTitle,
        Refusal::NoPlace,
        Refusal::EndsBeforeStart { starts_at: hour(14), ends_at: hour(13) },
        Refusal::NobodyInvited { seal: seal('企') },
        Refusal::NotInvited,
        Refusal::MarkedTwice,
        Refusal::NotYet { on: day(DAY), today: day("2026-03-01") },
        Refusal::NoReason,
        Refusal::EmptyMinutes,
        Refusal::HandedIn,
        Refusal::Settled,
        Refusal::OtherVersion { seen: 1, current: 2 },
        Refusal::AlreadyConfirmed { seal: seal('校') },
        Refusal::SamePerson { seal: seal('企') },
    ];
    for refusal in refusals {
        for sentences in SENTENCES {
            assert_sentence(sentences, &refusal.reason());
        }
    }
}

#[test]
fn every_state_has_a_word_that_comes_back_and_sentences_in_both_languages() {
    for word in Word::ALL {
        assert_eq!(Word::parse(word.as_str()), Some(word));
        assert_eq!(serde_json::to_value(word).unwrap(), word.as_str());
        for sentences in SENTENCES {
            assert!(sentences.contains(&format!("\nmeeting-state-{} =", word.as_str())), "{word:?}");
            assert!(sentences.contains(&format!("    [{}] ", word.as_str())), "{word:?}");
        }
    }
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
    }
}
