//! The home page in every state a reader can meet.

use chrono::{NaiveDate, NaiveTime};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::Words;
use uuid::Uuid;

use super::{BranchLine, Coming, HomePage, Todo, TodoGroup, first_steps};
use crate::imports::run::{Counts, Kind};
use crate::imports::undecided::UndecidedImport;
use crate::meeting::notice::{self, NoticeLine};
use crate::meeting::theme_days::standing::{Standing, StandingCounts};
use crate::meeting::theme_days::{self, MonthOverview};

/// One home page for each state a reader can meet.
pub(super) fn all() -> Vec<HomePage> {
    let todo = |word: &'static str, tone: &'static str| Todo {
        word,
        title: "学徒制育人主题党日".into(),
        branch: "服装设计与创意园区联合党支部".into(),
        on: NaiveDate::default(),
        href: "/meetings".into(),
        deadline: Reason::new("deadline-today"),
        clause: (word == "founding_reply").then(|| {
            Reason::new("home-founding-clause").with("rule", "BR-APPROVE").with("article", "第六条")
        }),
        tone,
    };
    let notice = |word: &str| NoticeLine {
        word: word.into(),
        at: chrono::DateTime::UNIX_EPOCH,
        href: format!("/meetings/{}", Uuid::nil()),
        title: "学徒制育人主题党日".into(),
        on: NaiveDate::default(),
        step: word
            .starts_with("case_")
            .then(|| Words { zh: "确定发展对象".into(), en: "Choosing the target".into() }),
    };
    let coming = Coming {
        id: Uuid::nil(),
        title: "学徒制育人主题党日".into(),
        on: NaiveDate::default(),
        starts_at: NaiveTime::default(),
        place: "创意园三楼".into(),
    };
    let branch = |word: &str| BranchLine {
        id: Uuid::nil(),
        name: "服装设计与创意园区联合党支部".into(),
        line: Reason::new(&format!("home-branch-{word}")).with("on", NaiveDate::default()),
    };
    let words = [
        "reply",
        "invite",
        "presence",
        "minutes",
        "hand_in",
        "mend",
        "confirm",
        "plan",
        "founding_people",
        "founding_agree",
        "founding_draft",
        "founding_hand_in",
        "founding_mend",
        "founding_reply",
        "founding_found",
    ];
    vec![
        HomePage { name: "李".into(), ..HomePage::default() },
        HomePage {
            name: "欧阳娜娜".into(),
            groups: vec![
                TodoGroup { word: "today", items: vec![todo("presence", "overdue"), todo("reply", "due")] },
                TodoGroup { word: "others", items: words.map(|word| todo(word, "quiet")).to_vec() },
            ],
            coming: vec![coming],
            students: 2,
            branches: vec![branch("none"), branch("coming"), branch("waiting"), branch("confirmed")],
            notices: notice::Word::ALL.map(|word| notice(word.as_str())).to_vec(),
            ..HomePage::default()
        },
    ]
    .into_iter()
    .chain(first_steps::ALL.map(|step| HomePage {
        name: "王".into(),
        first_step: Some(step),
        ..HomePage::default()
    }))
    .chain(organiser_samples())
    .collect()
}

/// The home of somebody who answers for others: something open, more than is shown, and all of it done.
fn organiser_samples() -> [HomePage; 3] {
    let import = |kind, organisation: Option<&str>| UndecidedImport {
        id: Uuid::nil(),
        kind,
        file_name: "党员名册（2026）.xlsx".into(),
        organisation: organisation.map(Into::into),
        created_at: chrono::DateTime::UNIX_EPOCH,
        counts: Counts { rows: 84, new: 70, changed: 2, unchanged: 1, refused: 11 },
    };
    let month = |none, waiting| MonthOverview {
        month: "2026-11".into(),
        counts: StandingCounts { none, waiting, coming: 3, confirmed: 12 },
        open: Vec::new(),
    };
    let open = [Standing::None, Standing::Waiting].map(theme_days::sample).to_vec();
    let undecided = vec![import(Kind::Roster, Some("创意设计学院党委")), import(Kind::Organisations, None)];
    let page = HomePage { name: "王".into(), ..HomePage::default() };
    [
        HomePage {
            undecided: undecided.clone(),
            theme_days: Some(MonthOverview { open: open.clone(), ..month(1, 1) }),
            ..page.clone()
        },
        HomePage {
            undecided,
            more_undecided: true,
            theme_days: Some(MonthOverview { open, ..month(600, 40) }),
            ..page.clone()
        },
        HomePage { theme_days: Some(month(0, 0)), ..page },
    ]
}
