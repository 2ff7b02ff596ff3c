//! A record in each state a reader can meet.

use chrono::{DateTime, NaiveDate, NaiveTime};
use gongjian_domain::reason::Reason;
use uuid::Uuid;

use super::file::FileView;
use super::next::NextView;
use super::record::{May, MinutesView, RecordPage, ResponsibleView, SaidView};
use super::way::WayStep;
use super::{seal, side};

/// Planned, invited, held, handed in, sent back, settled, cancelled; with rights and without.
pub(super) fn samples() -> Vec<RecordPage> {
    let everything = May {
        plan: true,
        presence: true,
        minutes: true,
        files: true,
        cancel: true,
        send_back: true,
        append: true,
        reply: true,
        ledger: true,
    };
    let held = || RecordPage {
        sides: vec![
            side::sample("school", &["present", "leave", "absent"]),
            side::sample("enterprise", &["present", "present"]),
        ],
        total: Some(side::TallyView { expected: 5, present: 3, on_leave: 1, absent: 1 }),
        minutes: Some(minutes(2)),
        ..planned()
    };
    vec![
        RecordPage { may: everything.clone(), ..planned() },
        RecordPage {
            state: "invited",
            next: step("reply", "meeting-next-reply"),
            answer: Some("pending"),
            sides: vec![side::sample("school", &["coming", "leave", "pending"])],
            may: everything.clone(),
            ..planned()
        },
        RecordPage { state: "invited", next: step("presence", "meeting-next-presence"), ..planned() },
        RecordPage { state: "held", next: step("minutes", "meeting-next-minutes"), minutes: None, ..held() },
        RecordPage { state: "minuted", next: step("hand_in", "meeting-next-hand_in"), ..held() },
        RecordPage {
            state: "awaiting_confirmation",
            seals: seal::sample("confirmed", "waiting"),
            confirms: Some(Uuid::nil()),
            next: step("confirm", "meeting-next-mend"),
            may: everything.clone(),
            ..held()
        },
        RecordPage {
            state: "returned",
            seals: seal::sample("empty", "returned"),
            next: step("mend", "meeting-next-mend"),
            returns: vec![said("请补上企业一方的发言")],
            earlier: vec![minutes(1)],
            ..held()
        },
        RecordPage {
            state: "confirmed",
            seals: seal::sample("confirmed", "confirmed"),
            next: step("settled", "meeting-next-settled"),
            addenda: vec![said("更正：地点为三楼东厅。")],
            files: vec![file("合影.jpeg", true), file("签到表.xlsx", false)],
            way: way(),
            may: everything,
            ..held()
        },
        RecordPage { state: "cancelled", next: step("cancelled", "meeting-next-mend"), ..planned() },
        RecordPage { state: "held", attended: Some("present"), inside: false, ..planned() },
    ]
}

fn planned() -> RecordPage {
    RecordPage {
        id: Uuid::nil(),
        branch: Uuid::nil(),
        branch_name: "服装设计与创意园区联合党支部".into(),
        kind: "theme_day",
        state: "planned",
        title: "学徒制育人主题党日".into(),
        theme: "把支部建在产业链上".into(),
        agenda: vec!["集中学习".into(), "走访工坊".into()],
        on: NaiveDate::default(),
        starts_at: NaiveTime::default(),
        ends_at: Some(NaiveTime::default()),
        place: "创意园三楼".into(),
        responsible: vec![ResponsibleView { name: "周敏".into(), side: "校方".into() }],
        visitors: vec!["王师傅（帽业公司）".into()],
        seals: seal::sample("empty", "empty"),
        confirms: None,
        next: step("invite", "meeting-next-invite"),
        answer: None,
        sides: vec![],
        total: None,
        minutes: None,
        earlier: vec![],
        returns: vec![],
        addenda: vec![],
        files: vec![],
        way: vec![],
        findings: vec![],
        inside: true,
        attended: None,
        may: May::default(),
    }
}

fn step(step: &'static str, key: &str) -> NextView {
    NextView { step, sentence: Reason::new(key), deadline: Some(Reason::new("deadline-today")), tone: "due" }
}

fn minutes(version: u32) -> MinutesView {
    MinutesView {
        version,
        text: "一、集中学习\n二、走访工坊".into(),
        resolutions: vec!["每月互派一名讲师".into()],
        by: "周敏".into(),
        at: DateTime::UNIX_EPOCH,
    }
}

fn said(text: &str) -> SaidView {
    SaidView { side: "企方".into(), by: "陈立".into(), at: DateTime::UNIX_EPOCH, text: text.into() }
}

fn file(name: &str, photo: bool) -> FileView {
    FileView {
        id: Uuid::nil(),
        name: name.into(),
        kind: if photo { "jpeg" } else { "xlsx" },
        photo,
        size: 2_200_000,
        by: "周敏".into(),
        at: DateTime::UNIX_EPOCH,
    }
}

fn way() -> Vec<WayStep> {
    let step = |state, title: &str| WayStep {
        state,
        title: title.into(),
        when: "2026年11月26日 14:30".into(),
        who: "周敏 · 校方".into(),
        note: String::new(),
    };
    vec![step("done", "已通知"), step("now", "写会议记录"), step("later", "企方确认")]
}
