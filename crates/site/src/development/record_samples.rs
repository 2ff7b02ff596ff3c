//! The states of a case a reader can meet.

use chrono::{DateTime, NaiveDate};
use gongjian_domain::development::StepFields;
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Finding, Force, Layer, Status, Words};
use uuid::Uuid;

use super::next::NextLine;
use super::open::{KnownLine, OpenPage};
use super::record::{CaseFinding, CaseMay, CasePage, ExitView, PastRecord};
use super::step::StepPage;
use super::step_form::StepForm;
use super::store::{CaseCandidate, SideMark};
use super::way::{ChapterView, CorrectionView, NumberView, RecordView, StepView};
use crate::people::record::store::ReaderLine;
use crate::web::{Choice, FieldError};

fn title() -> Words {
    Words { zh: "党组织派人谈话".into(), en: "Talk with the applicant".into() }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, 18).unwrap_or_default()
}

pub(super) fn finding(met: bool, force: Force) -> Finding {
    Finding {
        rule: "PD-TALK".to_owned(),
        pack: "fzdy-2014".to_owned(),
        met,
        provisional: false,
        force,
        layer: Layer::Nation,
        status: Status::Confirmed,
        article: "第六条".to_owned(),
        reason: Reason::new("judged-missing").with("step", title()),
        due: Some(day()),
    }
}

fn record(numbers: bool) -> RecordView {
    RecordView {
        id: Uuid::nil(),
        on: day(),
        until: numbers.then(day),
        numbers: if numbers { vec![NumberView { word: "entitled", number: 12 }] } else { vec![] },
        special: numbers,
        behalf: "服装设计与创意园区联合党支部".into(),
        side: if numbers { "学院方".into() } else { String::new() },
        by: "王一".into(),
        at: DateTime::UNIX_EPOCH,
        carried: !numbers,
        because: if numbers { "本人在外地实习".into() } else { String::new() },
        meeting: numbers.then(Uuid::nil),
        meeting_title: if numbers { "支部党员大会".into() } else { String::new() },
        place: if numbers { "创意园三楼".into() } else { String::new() },
        note: if numbers { "谈话情况良好".into() } else { String::new() },
        corrections: if numbers { vec![correction()] } else { vec![] },
        may_correct: numbers,
    }
}

fn correction() -> CorrectionView {
    CorrectionView {
        was_on: day(), reason: "日期抄错".into(), by: "王一".into(), at: DateTime::UNIX_EPOCH
    }
}

fn step(state: &'static str, number: Option<u32>, records: Vec<RecordView>, may: bool) -> StepView {
    StepView { step: "talk".into(), number, title: title(), actor: "branch_officer", state, records, may }
}

fn side() -> SideMark {
    SideMark { kind: "school".into(), character: "校".into(), name: "学院方".into() }
}

fn page() -> CasePage {
    CasePage {
        id: Uuid::from_u128(3),
        revision: 3,
        person: Uuid::from_u128(7),
        name: "䶮堃".into(),
        is_own: false,
        branch: Uuid::nil(),
        branch_name: "服装设计与创意园区联合党支部".into(),
        side: Some(side()),
        stage: Some("applicant"),
        standing: "running",
        ended_on: None,
        opened_on: day(),
        opened_by: "王一".into(),
        leaving_on: None,
        probation: None,
        next: vec![NextLine::sample("talk", true), NextLine::sample("mentors", false)],
        findings: vec![
            CaseFinding {
                finding: finding(false, Force::Must),
                step: "talk".into(),
                title: title(),
                because: String::new(),
            },
            CaseFinding {
                finding: finding(false, Force::Generally),
                step: "talk".into(),
                title: title(),
                because: "本人在外地实习".into(),
            },
            CaseFinding {
                finding: finding(true, Force::Must),
                step: "talk".into(),
                title: title(),
                because: String::new(),
            },
        ],
        chapters: vec![
            ChapterView {
                word: "applying",
                now: true,
                steps: vec![
                    step("done", Some(1), vec![record(true)], false),
                    step("now", Some(2), vec![record(false)], true),
                ],
            },
            ChapterView {
                word: "activist",
                now: false,
                steps: vec![step("missing", Some(3), vec![], true), step("later", None, vec![], false)],
            },
        ],
        past: vec![],
        exits: vec![],
        last: Some(title()),
        readers: None,
        history: None,
        may: CaseMay::default(),
    }
}

/// A reader without rights; one with all of them; a case that is over; the first day of a new one.
pub(super) fn samples() -> Vec<CasePage> {
    let past = PastRecord {
        title: title(),
        record: record(true),
        back_by: "王一".into(),
        back_at: Some(DateTime::UNIX_EPOCH),
        back_reason: "记在了别人名下".into(),
    };
    let exit = |back: &str| ExitView {
        word: "withdrawn",
        on: day(),
        reason: "本人提出".into(),
        by: "王一".into(),
        at: DateTime::UNIX_EPOCH,
        back_by: back.into(),
        back_reason: if back.is_empty() { String::new() } else { "本人改变主意".into() },
    };
    let reader = ReaderLine { name: "王一".into(), first_at: DateTime::UNIX_EPOCH, revealed: false };
    vec![
        page(),
        CasePage {
            may: CaseMay { take_back: true, leave: true, leaving: true, ledger: true },
            leaving_on: Some(day()),
            probation: Some((day(), Some(day()))),
            past: vec![past],
            exits: vec![exit("李二")],
            readers: Some(vec![reader]),
            history: Some(vec![]),
            ..page()
        },
        CasePage {
            standing: "withdrawn",
            ended_on: Some(day()),
            next: vec![],
            exits: vec![exit("")],
            side: None,
            may: CaseMay { take_back: true, ..CaseMay::default() },
            readers: Some(vec![]),
            ..page()
        },
        CasePage {
            standing: "completed",
            ended_on: Some(day()),
            next: vec![],
            stage: Some("full"),
            ..page()
        },
        CasePage { next: vec![], findings: vec![], chapters: vec![], stage: None, ..page() },
    ]
}

/// A plain step, an assembly, a publicity, what is late, what stops, a correction, what was mistyped.
pub(super) fn steps() -> Vec<StepPage> {
    let page = || StepPage {
        case: Uuid::nil(),
        name: "䶮堃".into(),
        step: "talk".into(),
        title: title(),
        actor: "branch_officer",
        record: None,
        behalf: "服装设计与创意园区联合党支部".into(),
        papers: vec![title()],
        earliest: Some(day()),
        due: Some(day()),
        missing: vec![],
        asks: StepFields::default(),
        form: StepForm { revision: 3, on: "2026-05-18".into(), ..StepForm::default() },
        meetings: vec![],
        needs_reason: false,
        refused: None,
        findings: vec![],
        fields: vec![],
    };
    let refused = |key: &str| Some(Reason::new(key).with("count", 1_u32));
    vec![
        page(),
        StepPage {
            asks: StepFields { tally: true, special: true, ..StepFields::default() },
            meetings: vec![Choice::new("", "—", true), Choice::new("x", "支部党员大会", false)],
            missing: vec![title()],
            ..page()
        },
        StepPage {
            asks: StepFields {
                window: true,
                persons: true,
                sides: true,
                days: true,
                hours: true,
                months: true,
                ..StepFields::default()
            },
            due: None,
            earliest: None,
            ..page()
        },
        StepPage {
            needs_reason: true,
            refused: refused("case-refused-needs-reason"),
            findings: vec![finding(false, Force::Generally)],
            fields: vec![FieldError::new("reason", Reason::new("case-reason-missing"))],
            ..page()
        },
        StepPage {
            refused: refused("case-refused-blocked"),
            findings: vec![finding(false, Force::Must)],
            ..page()
        },
        StepPage { record: Some(Uuid::nil()), ..page() },
        StepPage { fields: vec![FieldError::new("on", Reason::new("field-missing"))], ..page() },
    ]
}

/// Nobody to choose, somebody to choose, a form, and one that was refused.
pub(super) fn opening() -> Vec<OpenPage> {
    let candidate = CaseCandidate {
        id: Uuid::nil(),
        name: "䶮堃".into(),
        stage: Some("activist".into()),
        branch: Uuid::nil(),
        branch_name: "服装设计党支部".into(),
        side: Some("school".into()),
        seal: Some("校".into()),
    };
    let line = |known: bool, problem: Option<Reason>| KnownLine {
        step: if known { "apply".into() } else { "talk".into() },
        title: title(),
        on: if known { "2024-09-20".into() } else { String::new() },
        known,
        required: known,
        problem,
    };
    let form = || OpenPage {
        person: Some(Uuid::nil()),
        name: "䶮堃".into(),
        stage: Some("activist".into()),
        branches: vec![Choice::new("x", "甲支部", true)],
        steps: vec![line(true, None), line(false, None)],
        ..OpenPage::default()
    };
    vec![
        OpenPage::default(),
        OpenPage { q: "王".into(), ..OpenPage::default() },
        OpenPage {
            candidates: vec![
                candidate.clone(),
                CaseCandidate { stage: None, side: None, seal: None, ..candidate },
            ],
            more: true,
            ..OpenPage::default()
        },
        form(),
        OpenPage {
            branches: vec![Choice::new("x", "甲支部", true), Choice::new("y", "乙支部", false)],
            steps: vec![line(false, Some(Reason::new("field-missing")))],
            fields: vec![FieldError::new("on-apply", Reason::new("field-missing"))],
            refused: Some(Reason::new("case-refused-no-application")),
            stage: None,
            ..form()
        },
    ]
}
