//! What an own rule would do to the running cases, before it is switched on.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::development::{Course, Judge, Judged, Recorded};
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::rule::{Finding, Rule, Words};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::list::OwnRuleLine;
use super::store::Chosen;
use super::{found, rules_of};
use crate::Site;
use crate::db::Tx;
use crate::development::store::{RunningCourse, courses_below};
use crate::organisation;
use crate::web::{AppError, Shell, Visit, view};

/// Cases shown by name; the count goes on.
const SHOWN: usize = 50;

/// One running case an own rule would touch.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TouchedCase {
    /// The case.
    pub id: Uuid,
    /// Whose it is.
    pub name: String,
    /// The branch.
    pub branch: String,
    /// The step the rule speaks at.
    #[schema(value_type = Object)]
    pub step: Words,
    /// What would be found at a step already recorded; none for one that is still to come.
    #[schema(value_type = Option<Object>)]
    pub finding: Option<Finding>,
    /// The first day the step could be taken, now and then; the same when that does not change.
    pub earliest: (Option<NaiveDate>, Option<NaiveDate>),
    /// The last day in time, now and then.
    pub due: (Option<NaiveDate>, Option<NaiveDate>),
}

impl TouchedCase {
    /// What changes, in one line.
    #[must_use]
    pub fn changes(&self, shell: &Shell) -> String {
        let mut parts: Vec<String> =
            self.finding.iter().map(|finding| shell.finding(finding).sentence).collect();
        let moves = [("own-rule-earliest", self.earliest), ("own-rule-due", self.due)];
        if self.finding.is_none() {
            parts.extend(moves.iter().filter_map(|(key, days)| moved(shell, key, *days)));
        }
        parts.join(&shell.t("list-comma"))
    }
}

fn moved(shell: &Shell, key: &str, days: (Option<NaiveDate>, Option<NaiveDate>)) -> Option<String> {
    match days {
        (Some(now), Some(then)) if now != then => {
            Some(shell.words.with(&format!("{key}-moves"), &[("now", now.into()), ("then", then.into())]))
        }
        (None, Some(then)) => Some(shell.words.with(&format!("{key}-new"), &[("then", then.into())])),
        _ => None,
    }
}

/// An own rule and what it does.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OwnRulePage {
    /// The own rule.
    pub line: OwnRuleLine,
    /// Running cases of the committee's branches.
    pub running: usize,
    /// How many of them it touches, or would.
    pub touched: usize,
    /// The first of them, by name.
    pub cases: Vec<TouchedCase>,
    /// The day it would begin.
    pub begins: NaiveDate,
    /// The day before which it can end.
    pub today: NaiveDate,
}

view!(OwnRulePage, "own_rule/look.html", || {
    let day = |text: &str| text.parse().unwrap_or_default();
    let case = TouchedCase {
        id: Uuid::nil(),
        name: "王䶮".to_owned(),
        branch: "创意设计学院学生党支部".to_owned(),
        step: Words { zh: "党组织派人谈话".to_owned(), en: "Talk".to_owned() },
        finding: None,
        earliest: (None, None),
        due: (Some(day("2026-12-10")), Some(day("2026-11-30"))),
    };
    let page = |line: OwnRuleLine, cases: Vec<TouchedCase>| Self {
        line,
        running: 128,
        touched: cases.len(),
        cases,
        begins: day("2026-11-23"),
        today: day("2026-11-23"),
    };
    super::list::samples()
        .into_iter()
        .enumerate()
        .map(|(place, line)| page(line, if place == 1 { vec![] } else { vec![case.clone()] }))
        .collect()
});

/// `GET /own-rules/{id}` — one own rule, with the running cases it touches or would touch.
#[utoipa::path(get, path = "/own-rules/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = OwnRulePage), (status = 404)), extensions(("x-action" = json!("rules.choose"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let (chosen, _) = found(&tx, &visit.actor, id).await?;
    visit.page(&shown(&site, &tx, &chosen).await?)
}

async fn shown(site: &Site, tx: &Tx, chosen: &Chosen) -> Result<OwnRulePage, AppError> {
    let today = site.clock.today();
    let committee = organisation::store::names(tx, [chosen.organisation]).await?;
    let committee = committee.get(&chosen.organisation).cloned().unwrap_or_default();
    let line = OwnRuleLine::of(&site.book, chosen, committee, today)?;
    // A draft is looked at from the day it could begin; what holds, from its own day.
    let begins = if chosen.switched_on_at.is_none() { chosen.from.max(today) } else { chosen.from };
    let own = Chosen { from: begins, ..chosen.clone() }.rules(&site.book)?;
    let within = organisation::store::within(tx, chosen.organisation).await?;
    let mut others = Vec::new();
    for rule in rules_of(tx, &site.book, &within).await? {
        if !own.iter().any(|one| one.id == rule.id && one.pack == rule.pack) {
            others.push(rule);
        }
    }
    let with: Vec<Rule> = others.iter().chain(&own).cloned().collect();
    let before = Judge::with_own(&site.book, &site.jurisdictions, &others);
    let after = Judge::with_own(&site.book, &site.jurisdictions, &with);
    let running = courses_below(tx, &before, chosen.organisation).await?;
    let touched: Vec<(&RunningCourse, Touch)> = running
        .iter()
        .filter_map(|case| Some((case, touch(&before, &after, &case.course, begins.max(today))?)))
        .collect();
    let branches: Vec<OrganisationId> =
        touched.iter().take(SHOWN).map(|(case, _)| case.organisation).collect();
    let branches = organisation::store::names(tx, branches).await?;
    let cases = touched.iter().take(SHOWN).map(|(case, touch)| TouchedCase {
        id: case.id.uuid(),
        name: case.name.clone(),
        branch: branches.get(&case.organisation).cloned().unwrap_or_default(),
        step: touch.step.clone(),
        finding: touch.finding.clone(),
        earliest: touch.earliest,
        due: touch.due,
    });
    Ok(OwnRulePage {
        line,
        running: running.len(),
        touched: touched.len(),
        cases: cases.collect(),
        begins,
        today,
    })
}

/// What changes for one case.
struct Touch {
    step: Words,
    finding: Option<Finding>,
    earliest: (Option<NaiveDate>, Option<NaiveDate>),
    due: (Option<NaiveDate>, Option<NaiveDate>),
}

/// The first thing that is different for `course` when `after` judges instead of `before` on `day`: something
/// found at a recorded step, a day that moves, or a step that could be taken on `day` and then could not.
fn touch(before: &Judge<'_>, after: &Judge<'_>, course: &Course, day: NaiveDate) -> Option<Touch> {
    let (now, then) = (before.judge(course, day), after.judge(course, day));
    let new = then.findings.iter().find(|one| !one.met && !same_unmet(&now.findings, one));
    if let Some(new) = new {
        let none = (None, None);
        return Some(Touch {
            step: new.step.title.clone(),
            finding: Some(new.finding()),
            earliest: none,
            due: (None, new.due),
        });
    }
    then.next.iter().find_map(|next| {
        let old = now.next.iter().find(|old| old.step.id == next.step.id);
        let (earliest, due) = (old.and_then(|old| old.earliest), old.and_then(|old| old.due));
        let finding = if earliest == next.earliest && due == next.due {
            newly_stopped(before, after, course, &next.step.id, day)
        } else {
            None
        };
        (finding.is_some() || earliest != next.earliest || due != next.due).then(|| Touch {
            step: next.step.title.clone(),
            finding,
            earliest: (earliest, next.earliest),
            due: (due, next.due),
        })
    })
}

fn same_unmet(findings: &[Judged<'_>], one: &Judged<'_>) -> bool {
    findings.iter().any(|other| {
        other.step.id == one.step.id
            && !other.met
            && other.because.key == one.because.key
            && other.due == one.due
    })
}

/// What `after` alone would find against taking `step` on `day`.
fn newly_stopped(
    before: &Judge<'_>,
    after: &Judge<'_>,
    course: &Course,
    step: &str,
    day: NaiveDate,
) -> Option<Finding> {
    let taken = Recorded::new(after.chart().place(step)?, day);
    let (mut now, mut then) = (Vec::new(), Vec::new());
    before.judge_step(course, &taken, &mut now);
    after.judge_step(course, &taken, &mut then);
    then.iter().find(|one| !one.met && !same_unmet(&now, one)).map(Judged::finding)
}
