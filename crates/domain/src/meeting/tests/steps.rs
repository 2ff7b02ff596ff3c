//! What each step asks and keeps.

use super::*;

#[test]
fn a_plan_without_title_or_place_can_be_kept_but_not_settled() {
    let kept = |change: fn(&mut Plan)| {
        let mut plan = plan();
        change(&mut plan);
        Meeting::draft(Kind::ThemeDay, parties("校企"), plan).unwrap()
    };
    assert_eq!(kept(|plan| plan.title.clear()).settle(), Err(Refusal::NoTitle));
    assert_eq!(kept(|plan| plan.place = " ".to_owned()).invite(people()), Err(Refusal::NoPlace));
}

#[test]
fn what_does_not_fit_together_is_not_even_a_draft() {
    let refused = |parties: Vec<Party>, change: fn(&mut Plan)| {
        let mut plan = plan();
        change(&mut plan);
        Meeting::draft(Kind::ThemeDay, parties, plan).unwrap_err()
    };
    assert_eq!(refused(Vec::new(), |_| ()), Refusal::NoParty);
    assert_eq!(refused(parties("校校"), |_| ()), Refusal::PartyTwice);
    assert_eq!(refused(parties("企行"), |_| ()), Refusal::NotAParty);
    assert_eq!(
        refused(parties("校企"), |plan| plan.ends_at = Some(hour(14))),
        Refusal::EndsBeforeStart { starts_at: hour(14), ends_at: hour(14) }
    );
}

#[test]
fn a_side_of_which_nobody_is_invited_holds_the_invitation_up() {
    let school_only = vec![
        Invitee::expected(person('甲'), side_of('校')),
        Invitee::guest(person('丁'), Some(side_of('企'))),
    ];
    assert_eq!(draft().invite(school_only), Err(Refusal::NobodyInvited { seal: seal('企') }));
    let two =
        vec![Invitee::expected(person('甲'), side_of('校')), Invitee::expected(person('丁'), side_of('企'))];
    let invited = draft().invite(two).unwrap();
    assert_eq!(invited.clone().strike(person('丁')), Err(Refusal::NobodyInvited { seal: seal('企') }));
    assert_eq!(invited.clone().strike(person('戊')), Err(Refusal::NotInvited));
    let stranger = vec![Invitee::expected(person('戊'), side_of('行'))];
    assert_eq!(invited.invite(stranger), Err(Refusal::NotAParty));
}

#[test]
fn inviting_more_people_keeps_the_answers_that_are_there() {
    let coming = walked("通知").unwrap().reply(person('甲'), Reply::Coming).unwrap();
    let again = coming.invite(people()).unwrap();
    let State::Invited { roll } = &again.state else { panic!("{again:?}") };
    assert_eq!(roll.len(), people().len());
    assert_eq!(replies(roll, side_of('校')), Replies { pending: 2, coming: 1, on_leave: 0 });
}

#[test]
fn a_moved_meeting_asks_everybody_again_and_a_new_room_does_not() {
    let answered = |plan: Plan| {
        let meeting =
            walked("通知").unwrap().reply(person('甲'), Reply::Coming).unwrap().replan(plan).unwrap();
        let State::Invited { roll } = &meeting.state else { panic!("{meeting:?}") };
        replies(roll, side_of('校')).coming
    };
    assert_eq!(answered(Plan { place: "二楼".to_owned(), ..plan() }), 1);
    assert_eq!(answered(Plan { starts_at: hour(9), ..plan() }), 0);
    assert_eq!(answered(Plan { on: day("2026-03-19"), ..plan() }), 0);
}

#[test]
fn leave_needs_a_reason_from_whoever_notes_it() {
    let blank = || " ".to_owned();
    let invited = walked("通知").unwrap();
    assert_eq!(invited.clone().reply(person('甲'), Reply::Leave { reason: blank() }), Err(Refusal::NoReason));
    let mark = Mark { person: person('甲'), status: Status::Leave { reason: blank() } };
    assert_eq!(invited.hold(&[mark], day(DAY)), Err(Refusal::NoReason));
    let held = walked("通知 召开@2026-03-12").unwrap();
    let corrected =
        held.correct(correction('乙', Status::Leave { reason: blank() }, "电话请假"), day("2026-03-13"));
    assert_eq!(corrected, Err(Refusal::NoReason));
}

#[test]
fn one_person_is_not_marked_in_two_ways_and_a_tick_sent_twice_is_one_tick() {
    let mark = |status| Mark { person: person('甲'), status };
    let invited = walked("通知").unwrap();
    let two = [mark(Status::Present), mark(Status::Absent)];
    assert_eq!(invited.clone().hold(&two, day(DAY)), Err(Refusal::MarkedTwice));
    let same = [mark(Status::Present), mark(Status::Present)];
    assert_eq!(total(invited.clone().hold(&same, day(DAY)).unwrap().state.attendance().unwrap()).present, 1);
    let stranger = [Mark { person: id(99), status: Status::Present }];
    assert_eq!(invited.hold(&stranger, day(DAY)), Err(Refusal::NotInvited));
}

#[test]
fn a_correction_keeps_what_stood_there_and_sending_it_twice_changes_nothing_more() {
    let held = walked("通知 召开@2026-03-12").unwrap();
    let late = correction('乙', Status::Present, "迟到，漏签");
    let once = held.correct(late.clone(), day("2026-03-13")).unwrap();
    let roll = once.state.attendance().unwrap();
    let line = roll.iter().find(|line| line.person == person('乙')).unwrap();
    assert_eq!(line.status, Status::Present);
    assert_eq!(line.former.iter().map(|former| &former.was).collect::<Vec<_>>(), [&Status::Absent]);
    assert_eq!(line.former[0].reason, "迟到，漏签");
    assert_eq!(once.clone().correct(late, day("2026-03-13")).unwrap(), once);
}

#[test]
fn minutes_without_a_word_are_none() {
    let held = walked("通知 召开@2026-03-12").unwrap();
    assert_eq!(held.minute(minutes(" \n")), Err(Refusal::EmptyMinutes));
}

#[test]
fn writing_again_before_handing_in_stays_the_same_version_and_after_a_return_it_is_the_next() {
    let version = |steps: &str| walked(steps).unwrap().state.minutes().unwrap().version;
    let handed_in = "通知 召开@2026-03-12 记录 记录 提交校";
    assert_eq!(version(handed_in), 1);
    assert_eq!(version(&format!("{handed_in} 退回企1 记录 记录")), 2);
    assert_eq!(version(&format!("{handed_in} 退回企1 记录 提交 退回校2 记录 提交")), 3);
}

#[test]
fn nobody_confirms_for_two_sides() {
    let one = walked("通知 召开@2026-03-12 记录 提交校").unwrap();
    let both = Signature { by: secretary('校'), ..signature('企') };
    assert_eq!(one.confirm(1, both), Err(Refusal::SamePerson { seal: seal('企') }));
}

#[test]
fn a_return_or_an_addendum_says_something_and_is_a_partys() {
    let waiting = walked("通知 召开@2026-03-12 记录 提交校").unwrap();
    let blank = SentBack { comment: " ".to_owned(), ..sent_back('企') };
    assert_eq!(waiting.clone().send_back(1, blank), Err(Refusal::NoReason));
    assert_eq!(waiting.clone().send_back(1, sent_back('行')), Err(Refusal::NotAParty));
    assert_eq!(waiting.send_back(2, sent_back('企')), Err(Refusal::OtherVersion { seen: 2, current: 1 }));
    let confirmed = walked("通知 召开@2026-03-12 记录 提交校 确认企1").unwrap();
    let stranger = Addendum { side: side_of('行'), ..addendum() };
    assert_eq!(confirmed.clone().append(stranger), Err(Refusal::NotAParty));
    assert_eq!(confirmed.append(Addendum { text: String::new(), ..addendum() }), Err(Refusal::NoReason));
}

#[test]
fn calling_off_needs_a_reason_and_keeps_who_was_invited() {
    assert_eq!(walked("通知").unwrap().cancel(cancellation("")), Err(Refusal::NoReason));
    let cancelled = walked("通知 取消").unwrap();
    let State::Cancelled { roll, .. } = &cancelled.state else { panic!("{cancelled:?}") };
    assert_eq!(roll.len(), people().len());
}

#[test]
fn a_branch_without_sides_confirms_its_minutes_alone() {
    let alone = Meeting::draft(Kind::ThemeDay, parties("校"), plan())
        .and_then(|meeting| meeting.invite(vec![Invitee::expected(person('甲'), side_of('校'))]))
        .and_then(|meeting| meeting.hold(&[], day(DAY)))
        .and_then(|meeting| meeting.minute(minutes("学习。")))
        .and_then(|meeting| meeting.hand_in(Some(signature('校'))))
        .unwrap();
    assert_eq!(alone.state.word(), Word::Confirmed);
}

#[test]
fn a_meeting_is_stored_and_read_back_as_it_was() {
    for row in rows(CASES, "步骤") {
        if let Ok(meeting) = walked(&row["步骤"]) {
            let stored = serde_json::to_string(&meeting).unwrap();
            assert_eq!(serde_json::from_str::<Meeting>(&stored).unwrap(), meeting);
        }
    }
}

#[test]
fn the_share_present_is_cut_off_and_unknown_where_nobody_was_expected() {
    let tally = Tally { expected: 18, present: 17, on_leave: 1, absent: 0 };
    assert_eq!(tally.percent_present(), Some(94));
    assert_eq!(Tally::default().percent_present(), None);
}
