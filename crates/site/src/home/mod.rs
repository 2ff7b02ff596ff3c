//! Home 首页: what waits for me, what is next, my branches in a line each.

mod first_steps;
pub mod store;

use axum::extract::State;
use axum::response::Response;
use chrono::{Datelike, NaiveDate, NaiveTime};
use gongjian_domain::reason::Reason;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use first_steps::FirstStep;

use crate::Site;
use crate::meeting::next::deadline;
use crate::meeting::notice::{self, NoticeLine};
use crate::policy::Thing;
use crate::policy::actions::ChangeOwn;
use crate::web::{AppError, Visit, view};

/// Notices shown at once.
const MOST_NOTICES: u64 = 8;
/// Meetings shown as coming next.
const MOST_COMING: usize = 5;
/// Days that count as soon.
const SOON: i64 = 7;

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(page))
}

/// One thing that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Todo {
    /// What is to be done: `reply`, `invite`, `presence`, `minutes`, `hand_in`, `mend`, `confirm`, `plan`.
    pub word: &'static str,
    /// What it is about: the meeting's title or the branch's name.
    pub title: String,
    /// The branch.
    pub branch: String,
    /// The day of the meeting; the last day in time for `plan`.
    pub on: NaiveDate,
    /// Where one click leads.
    pub href: String,
    /// Until when, as a sentence's key and values.
    #[schema(value_type = Object)]
    pub deadline: Reason,
    /// `quiet`, `due` or `overdue`.
    pub tone: &'static str,
}

/// What waits, by how soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TodoGroup {
    /// `today` (or before), `soon` (within seven days), `others` (others wait for it), `later`.
    pub word: &'static str,
    /// The things, the most urgent first.
    pub items: Vec<Todo>,
}

/// A meeting that comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Coming {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// The day.
    pub on: NaiveDate,
    /// When it begins.
    pub starts_at: NaiveTime,
    /// Where.
    pub place: String,
}

impl Coming {
    /// The number of the day.
    #[must_use]
    pub fn day(&self) -> u32 {
        self.on.day()
    }

    /// The number of the month.
    #[must_use]
    pub fn month(&self) -> u32 {
        self.on.month()
    }
}

/// One of the own branches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BranchLine {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// How this month's theme day stands, as a sentence's key and values.
    #[schema(value_type = Object)]
    pub line: Reason,
}

/// What the home page shows.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct HomePage {
    /// The person's name.
    pub name: String,
    /// What waits, by how soon.
    pub groups: Vec<TodoGroup>,
    /// What comes next.
    pub coming: Vec<Coming>,
    /// The own branches.
    pub branches: Vec<BranchLine>,
    /// What has not been read yet.
    pub notices: Vec<NoticeLine>,
    /// The next step in an installation that has just begun.
    pub first_step: Option<FirstStep>,
}

impl HomePage {
    /// How many things wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.groups.iter().map(|group| group.items.len()).sum()
    }
}

view!(HomePage, "home/page.html", || {
    let todo = |word: &'static str, tone: &'static str| Todo {
        word,
        title: "学徒制育人主题党日".into(),
        branch: "服装设计与创意园区联合党支部".into(),
        on: NaiveDate::default(),
        href: "/meetings".into(),
        deadline: Reason::new("deadline-today"),
        tone,
    };
    let notice = |word: &str| NoticeLine {
        word: word.into(),
        at: chrono::DateTime::UNIX_EPOCH,
        meeting: Uuid::nil(),
        title: "学徒制育人主题党日".into(),
        on: NaiveDate::default(),
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
    let words = ["reply", "invite", "presence", "minutes", "hand_in", "mend", "confirm", "plan"];
    vec![
        HomePage { name: "李".into(), ..HomePage::default() },
        HomePage {
            name: "欧阳娜娜".into(),
            groups: vec![
                TodoGroup { word: "today", items: vec![todo("presence", "overdue"), todo("reply", "due")] },
                TodoGroup { word: "others", items: words.map(|word| todo(word, "quiet")).to_vec() },
            ],
            coming: vec![coming],
            branches: vec![branch("none"), branch("coming"), branch("waiting"), branch("done")],
            notices: notice::Word::ALL.map(|word| notice(word.as_str())).to_vec(),
            first_step: None,
        },
    ]
    .into_iter()
    .chain(first_steps::ALL.map(|step| HomePage {
        name: "王".into(),
        first_step: Some(step),
        ..HomePage::default()
    }))
    .collect()
});

/// `GET /` — what waits for whoever is signed in.
#[utoipa::path(get, path = "/", responses((status = 200, body = HomePage)), extensions(("x-action" = json!("own.change"))))]
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.actor.may(ChangeOwn, &Thing::person(visit.person(), &[], &[]))?;
    let tx = site.db.read();
    let today = site.clock.today();
    let waiting = store::waiting(&tx, &visit.actor, today).await?;
    let mut coming = store::coming(&tx, &visit.actor, today).await?;
    coming.truncate(MOST_COMING);
    visit.page(&HomePage {
        name: visit.session.name.clone(),
        groups: grouped(waiting, today),
        coming,
        branches: store::branches(&tx, &visit.actor, today).await?,
        notices: notice::unseen(&tx, visit.person(), MOST_NOTICES).await?,
        first_step: first_steps::of(&tx, &visit.actor).await?,
    })
}

fn grouped(waiting: Vec<store::Waiting>, today: NaiveDate) -> Vec<TodoGroup> {
    let mut groups = ["today", "soon", "others", "later"].map(|word| TodoGroup { word, items: Vec::new() });
    let mut items: Vec<Todo> = waiting.into_iter().map(|one| todo(one, today)).collect();
    items.sort_by(|a, b| a.on.cmp(&b.on).then_with(|| a.title.cmp(&b.title)));
    for item in items {
        let word = group_of(&item, today);
        if let Some(group) = groups.iter_mut().find(|group| group.word == word) {
            group.items.push(item);
        }
    }
    groups.into_iter().filter(|group| !group.items.is_empty()).collect()
}

fn group_of(item: &Todo, today: NaiveDate) -> &'static str {
    if matches!(item.word, "minutes" | "hand_in" | "mend" | "confirm") {
        return "others";
    }
    match (item.on - today).num_days() {
        ..=0 => "today",
        1..=SOON => "soon",
        _ => "later",
    }
}

fn todo(one: store::Waiting, today: NaiveDate) -> Todo {
    let after = matches!(one.word, "minutes" | "hand_in" | "mend" | "confirm");
    let (deadline, tone) = if after {
        let days = (today - one.on).num_days();
        (Reason::new("home-held-since").with("days", days).with("on", one.on), "quiet")
    } else {
        deadline(one.on, today)
    };
    let href = match one.word {
        "plan" => format!("/meetings/new?branch={}", one.organisation),
        "reply" | "presence" | "minutes" => format!("/meetings/{}/{}", one.meeting, one.word),
        "mend" => format!("/meetings/{}/minutes", one.meeting),
        _ => format!("/meetings/{}", one.meeting),
    };
    Todo { word: one.word, title: one.title, branch: one.branch, on: one.on, href, deadline, tone }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_late_comes_first_and_what_others_wait_for_stands_apart() {
        let one = |word, on: &str| store::Waiting {
            word,
            title: word.to_owned(),
            branch: String::new(),
            on: day(on),
            meeting: Uuid::nil(),
            organisation: Uuid::nil(),
        };
        let waiting = vec![
            one("confirm", "2026-11-01"),
            one("reply", "2026-12-24"),
            one("plan", "2026-11-30"),
            one("presence", "2026-11-20"),
        ];
        let groups = grouped(waiting, day("2026-11-24"));
        let words: Vec<_> = groups.iter().map(|group| (group.word, group.items[0].word)).collect();
        assert_eq!(
            words,
            [("today", "presence"), ("soon", "plan"), ("others", "confirm"), ("later", "reply")]
        );
        assert_eq!(groups[0].items[0].tone, "overdue");
    }
}
