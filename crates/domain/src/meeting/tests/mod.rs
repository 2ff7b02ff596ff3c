//! What holds of every meeting. Here: the meeting, its people and its steps as the tests write them.

mod manual;
mod properties;
mod steps;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

use super::*;
use crate::case_table::{Row, assert_sentence, rows};
use crate::id::Id;
use crate::kinds::{PersonId, SideId};
use crate::organisation::side::Seal;
use crate::rule::{Finding, Force, MeetingRules, RuleBook};

const CASES: &str = include_str!("../../../cases/theme_day.md");
const DAY: &str = "2026-03-12";

fn rules() -> MeetingRules {
    RuleBook::shipped().unwrap().meeting
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}T08:00:00Z").parse().unwrap()
}

fn id<T>(number: u128) -> Id<T> {
    Id::from_uuid(Uuid::from_u128(number))
}

fn seal(character: char) -> Seal {
    character.to_string().parse().unwrap()
}

fn side_of(character: char) -> SideId {
    id(u128::from(u32::from(character)))
}

/// The secretary of a side.
fn secretary(character: char) -> PersonId {
    id(u128::from(u32::from(character)) + 1_000_000)
}

fn parties(seals: &str) -> Vec<Party> {
    seals.chars().map(|character| Party { side: side_of(character), seal: seal(character) }).collect()
}

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
}

fn plan() -> Plan {
    Plan {
        title: "三月主题党日".to_owned(),
        theme: "学徒制育人".to_owned(),
        agenda: vec!["学习".to_owned(), "交流".to_owned()],
        on: day(DAY),
        starts_at: hour(14),
        ends_at: Some(hour(16)),
        place: "创意园三楼".to_owned(),
        responsible: vec![Responsible { person: secretary('校'), side: side_of('校') }],
        visitors: vec![Visitor { name: "王师傅".to_owned(), from: "帽业公司".to_owned() }],
    }
}

/// 甲 to 丙 are of the school's side, 丁 and 戊 of the enterprise's, 己 is a guest.
fn person(name: char) -> PersonId {
    id(1 + "甲乙丙丁戊己".chars().position(|one| one == name).unwrap() as u128)
}

fn people() -> Vec<Invitee> {
    let mut people: Vec<_> =
        "甲乙丙".chars().map(|name| Invitee::expected(person(name), side_of('校'))).collect();
    people.extend("丁戊".chars().map(|name| Invitee::expected(person(name), side_of('企'))));
    people.push(Invitee::guest(person('己'), None));
    people
}

fn draft() -> Meeting {
    Meeting::draft(Kind::ThemeDay, parties("校企"), plan()).unwrap()
}

fn signature(character: char) -> Signature {
    Signature { side: side_of(character), by: secretary(character), at: at("2026-03-13") }
}

fn minutes(text: &str) -> Minutes {
    let resolutions = vec!["每月一次".to_owned()];
    Minutes { version: 0, text: text.to_owned(), resolutions, by: secretary('校'), at: at(DAY) }
}

fn sent_back(character: char) -> SentBack {
    let comment = "企业方发言漏记".to_owned();
    SentBack { side: side_of(character), by: secretary(character), at: at("2026-03-13"), comment }
}

fn cancellation(reason: &str) -> Cancellation {
    Cancellation { reason: reason.to_owned(), by: secretary('校'), at: at("2026-03-11") }
}

fn addendum() -> Addendum {
    let text = "补记一项".to_owned();
    Addendum { text, side: side_of('企'), by: secretary('企'), at: at("2026-03-20") }
}

fn correction(name: char, status: Status, reason: &str) -> Correction {
    Correction {
        person: person(name),
        status,
        reason: reason.to_owned(),
        by: secretary('校'),
        at: at("2026-03-13"),
    }
}

/// A seal and a version: `校2`.
fn sealed(text: &str) -> (char, u32) {
    let mut characters = text.chars();
    let seal = characters.next().unwrap();
    (seal, characters.as_str().parse().unwrap())
}

/// Takes one step as the manual writes it.
fn step(meeting: Meeting, word: &str) -> Result<Meeting, Refusal> {
    if let Some(today) = word.strip_prefix("召开@") {
        return meeting.hold(&[Mark { person: person('甲'), status: Status::Present }], day(today));
    }
    if let Some(rest) = word.strip_prefix("更正@") {
        let (today, reason) = rest.split_at(DAY.len());
        return meeting.correct(correction('乙', Status::Present, reason), day(today));
    }
    if let Some(rest) = word.strip_prefix("确认") {
        let (seal, version) = sealed(rest);
        return meeting.confirm(version, signature(seal));
    }
    if let Some(rest) = word.strip_prefix("退回") {
        let (seal, version) = sealed(rest);
        return meeting.send_back(version, sent_back(seal));
    }
    if let Some(rest) = word.strip_prefix("提交") {
        return meeting.hand_in(rest.chars().next().map(signature));
    }
    match word {
        "安排" => meeting.settle(),
        "通知" => meeting.invite(people()),
        "记录" => meeting.minute(minutes("上午学习，下午交流。")),
        "取消" => meeting.cancel(cancellation("台风")),
        "补充" => meeting.append(addendum()),
        other => panic!("no such step: {other}"),
    }
}

fn walked(steps: &str) -> Result<Meeting, Refusal> {
    steps.split_whitespace().try_fold(draft(), step)
}
