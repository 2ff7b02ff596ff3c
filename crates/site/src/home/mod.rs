//! Home 首页: what waits for me, what is next, my branches in a line each.

mod first_steps;
mod samples;
pub mod store;

use axum::extract::State;
use axum::response::Response;
use chrono::{Datelike, NaiveDate, NaiveTime};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::Span;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use first_steps::FirstStep;

use crate::Site;
use crate::clock::civil;
use crate::development::list::{self as cases, CaseOverview};
use crate::development::mentoring::store::MentorDuty;
use crate::development::store::has_case;
use crate::founding::store::{self as foundings, Duty};
use crate::imports::undecided::{UndecidedImport, undecided};
use crate::meeting::next::deadline;
use crate::meeting::notice::{self, NoticeLine};
use crate::meeting::theme_days::{self, MonthOverview};
use crate::policy::Thing;
use crate::policy::actions::ReadOwn;
use crate::web::{AppError, Shell, Visit, view};

/// Notices shown at once.
const MOST_NOTICES: u64 = 8;
/// Meetings shown as coming next.
const MOST_COMING: usize = 5;
/// Imports shown that wait for a decision.
const MOST_UNDECIDED: usize = 5;
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
    /// What is to be done: `reply`, `invite`, `presence`, `minutes`, `hand_in`, `mend`, `confirm`, `plan`; about a
    /// founding `founding_people`, `founding_agree`, `founding_draft`, `founding_hand_in`, `founding_mend`,
    /// `founding_reply`, `founding_found`; of the two mentors `observe`, `mentor_consent`.
    pub word: &'static str,
    /// What it is about: the meeting's title, the branch's name, the name of the branch to be founded.
    pub title: String,
    /// The branch; of a founding the organisation whose turn it is.
    pub branch: String,
    /// The day of the meeting; the last day in time for `plan` and `founding_reply`; the day since when another founding waits.
    pub on: NaiveDate,
    /// Where one click leads.
    pub href: String,
    /// Until when, as a sentence's key and values.
    #[schema(value_type = Object)]
    pub deadline: Reason,
    /// Which clause sets the time, as a sentence's key and values; none where no clause does.
    #[schema(value_type = Option<Object>)]
    pub clause: Option<Reason>,
    /// `quiet`, `due` or `overdue`.
    pub tone: &'static str,
}

impl Todo {
    /// Whose it is, and by which clause.
    #[must_use]
    pub fn line(&self, shell: &Shell) -> String {
        match &self.clause {
            Some(clause) => format!("{} · {}", self.branch, shell.reason(clause)),
            None => self.branch.clone(),
        }
    }
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
    /// Imports somebody has still to decide about, the latest first.
    pub undecided: Vec<UndecidedImport>,
    /// Whether there are more of them than shown.
    pub more_undecided: bool,
    /// This month's theme days of the branches one answers for; none when there are no others than the own ones.
    pub theme_days: Option<MonthOverview>,
    /// How many students one is a mentor of today.
    pub students: usize,
    /// What falls due in the cases of member development one answers for; none when nothing does.
    pub cases: Option<CaseOverview>,
    /// Whether the person is on the way to membership.
    pub own_course: bool,
    /// The next step in an installation that has just begun.
    pub first_step: Option<FirstStep>,
}

impl HomePage {
    /// How many things wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.groups.iter().map(|group| group.items.len()).sum()
    }

    /// Whether there is nothing at all somebody has to see to.
    #[must_use]
    pub fn is_done(&self) -> bool {
        let theme_days = self.theme_days.as_ref().is_none_or(|month| month.counts.open() == 0);
        self.groups.is_empty() && self.undecided.is_empty() && self.cases.is_none() && theme_days
    }

    /// How many imports wait for a decision, as far as they are shown.
    #[must_use]
    pub fn undecided_count(&self) -> String {
        format!("{}{}", self.undecided.len(), if self.more_undecided { "+" } else { "" })
    }
}

view!(HomePage, "home/page.html", samples::all);

/// `GET /` — what waits for whoever is signed in.
#[utoipa::path(get, path = "/", responses((status = 200, body = HomePage)), extensions(("x-action" = json!("own.read"))))]
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.actor.may(ReadOwn, &Thing::person(visit.person(), &[], &[]))?;
    let tx = site.db.read();
    let today = site.clock.today();
    let mut waiting: Vec<Todo> =
        store::waiting(&tx, &visit.actor, today).await?.into_iter().map(|one| todo(one, today)).collect();
    let reply = &site.book.founding.reply;
    let of_foundings = foundings::waiting(&tx, &visit.actor).await?.into_iter();
    waiting.extend(of_foundings.map(|one| founding_todo(one, reply, today)));
    let of_mentors = store::mentoring(&tx, &visit.actor, today).await?.into_iter();
    waiting.extend(of_mentors.map(|one| mentor_todo(one, today)));
    let mut coming = store::coming(&tx, &visit.actor, today).await?;
    coming.truncate(MOST_COMING);
    let branches = store::branches(&tx, &visit.actor, today).await?;
    let mut imports = undecided(&tx, &visit.actor, MOST_UNDECIDED as u64 + 1).await?;
    let more_undecided = imports.len() > MOST_UNDECIDED;
    imports.truncate(MOST_UNDECIDED);
    let first_step = first_steps::of(&tx, &visit.actor).await?;
    // While there is no roster nobody could have planned anything: then the first step is all there is to say.
    let theme_days = match first_step {
        Some(_) => None,
        None => theme_days::overview(&tx, &visit.actor, branches.len(), today).await?,
    };
    visit.page(&HomePage {
        name: visit.session.name.clone(),
        groups: grouped(waiting, today),
        coming,
        branches,
        first_step: first_step.filter(|step| imports.is_empty() || !step.brings_a_file()),
        undecided: imports,
        more_undecided,
        theme_days,
        students: store::students(&tx, &visit.actor, today).await?,
        cases: cases::overview(&tx, &visit.actor, today).await?,
        own_course: has_case(&tx, visit.person()).await?,
        notices: notice::unseen(&tx, &visit.actor, site.book.chart(&site.jurisdictions), MOST_NOTICES)
            .await?,
    })
}

fn grouped(mut items: Vec<Todo>, today: NaiveDate) -> Vec<TodoGroup> {
    let mut groups = ["today", "soon", "others", "later"].map(|word| TodoGroup { word, items: Vec::new() });
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
    match item.word {
        "minutes" | "hand_in" | "mend" | "confirm" => return "others",
        "founding_people" | "founding_agree" | "founding_hand_in" | "founding_mend" | "founding_found" => {
            return "others";
        }
        "founding_draft" => return "later",
        _ => {}
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
    Todo {
        word: one.word,
        title: one.title,
        branch: one.branch,
        on: one.on,
        href,
        deadline,
        clause: None,
        tone,
    }
}

const fn founding_word(duty: Duty) -> &'static str {
    match duty {
        Duty::People => "founding_people",
        Duty::Agree => "founding_agree",
        Duty::Draft => "founding_draft",
        Duty::HandIn => "founding_hand_in",
        Duty::Mend => "founding_mend",
        Duty::Reply => "founding_reply",
        Duty::Found => "founding_found",
    }
}

/// Of all the steps of a founding, a clause gives a time to the reply alone.
fn founding_todo(one: foundings::Waiting, reply: &Span, today: NaiveDate) -> Todo {
    let since = civil(one.since).date();
    let due = one.applied_on.filter(|_| one.duty == Duty::Reply).and_then(|on| reply.after(on));
    let (deadline, tone) = match due {
        Some(due) => deadline(due, today),
        None => (Reason::new("home-founding-since").with("on", since), "quiet"),
    };
    let clause = due.map(|_| {
        let (rule, article) = (reply.rule.id.as_str(), reply.rule.article.as_str());
        Reason::new("home-founding-clause").with("rule", rule).with("article", article)
    });
    let word = founding_word(one.duty);
    let on = due.unwrap_or(since);
    Todo { word, title: one.name, branch: one.organisation, on, href: one.href, deadline, clause, tone }
}

fn mentor_todo(one: MentorDuty, today: NaiveDate) -> Todo {
    let (deadline, tone) = match one.word {
        "observe" => deadline(one.on, today),
        _ => (Reason::new("home-mentor-from").with("on", one.on), "quiet"),
    };
    Todo {
        word: one.word,
        title: one.title,
        branch: one.organisation,
        on: one.on,
        href: one.href,
        deadline,
        clause: None,
        tone,
    }
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
        let today = day("2026-11-24");
        let groups = grouped(waiting.into_iter().map(|one| todo(one, today)).collect(), today);
        let words: Vec<_> = groups.iter().map(|group| (group.word, group.items[0].word)).collect();
        assert_eq!(
            words,
            [("today", "presence"), ("soon", "plan"), ("others", "confirm"), ("later", "reply")]
        );
        assert_eq!(groups[0].items[0].tone, "overdue");
    }
}
