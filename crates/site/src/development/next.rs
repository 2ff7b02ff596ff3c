//! What comes next in a case: the step, whose turn it is, from when and until when.

use chrono::NaiveDate;
use gongjian_domain::development::{Case, CaseStanding, NextStep};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::Words;
use serde::Serialize;
use utoipa::ToSchema;

use super::find::Rights;
pub(super) use crate::meeting::next::deadline;
use crate::web::Shell;

/// One step that can come next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NextLine {
    /// The step's id.
    pub step: String,
    /// What it is called.
    #[schema(value_type = Object)]
    pub title: Words,
    /// Whose turn it is.
    pub actor: &'static str,
    /// The first day the rules allow it.
    pub earliest: Option<NaiveDate>,
    /// Whether that day lies ahead.
    pub waits: bool,
    /// The last day in time.
    pub due: Option<NaiveDate>,
    /// The days left, as a sentence's key and values.
    #[schema(value_type = Option<Object>)]
    pub deadline: Option<Reason>,
    /// `quiet`, `due` or `overdue`.
    pub tone: &'static str,
    /// The rule that sets the last day.
    pub rule: Option<String>,
    /// Its article.
    pub article: String,
    /// Whether the reader may record it.
    pub may: bool,
}

impl NextLine {
    /// The line for `next` on `today`.
    pub(super) fn of(next: &NextStep<'_>, rights: Rights, today: NaiveDate) -> Self {
        let due = next.due.map(|day| deadline(day, today));
        Self {
            step: next.step.id.clone(),
            title: next.step.title.clone(),
            actor: next.step.actor.as_str(),
            earliest: next.earliest,
            waits: next.earliest.is_some_and(|day| day > today),
            due: next.due,
            tone: due.as_ref().map_or("quiet", |(_, tone)| tone),
            deadline: due.map(|(reason, _)| reason),
            rule: next.due_by.map(|rule| rule.id.clone()),
            article: next.due_by.map(|rule| rule.article.clone()).unwrap_or_default(),
            may: rights.step(next.step.actor),
        }
    }

    /// The step and whose turn it is.
    #[must_use]
    pub fn sentence(&self, shell: &Shell) -> String {
        let actor = shell.word("step-actor", self.actor);
        shell.t2("case-next-sentence", "step", shell.said(&self.title), "actor", actor)
    }

    /// From when, where that lies ahead; the days left; the clause that sets the time.
    #[must_use]
    pub fn times(&self, shell: &Shell) -> String {
        let earliest = self.earliest.filter(|_| self.waits);
        let parts = [
            earliest.map(|day| shell.t1("step-earliest", "day", shell.short_date(&day))),
            self.deadline.as_ref().map(|deadline| shell.reason(deadline)),
            self.rule.as_ref().map(|rule| {
                let article = shell.article(&self.article);
                if article.is_empty() { rule.clone() } else { format!("{rule} {article}") }
            }),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// A line for a sample.
    pub(super) fn sample(step: &str, may: bool) -> Self {
        Self {
            step: step.into(),
            title: Words { zh: "党组织派人谈话".into(), en: "Talk with the applicant".into() },
            actor: "branch_officer",
            earliest: Some(NaiveDate::default()),
            waits: may,
            due: Some(NaiveDate::default()),
            deadline: Some(Reason::new("deadline-today")),
            tone: "due",
            rule: Some("PD-TALK".into()),
            article: "第六条".into(),
            may,
        }
    }
}

/// What is open in `case`, the reader's own turns first and of these the one due first; nothing when it is over.
pub(super) fn lines(case: &Case, next: &[NextStep<'_>], rights: Rights, today: NaiveDate) -> Vec<NextLine> {
    if case.standing() != CaseStanding::Running {
        return Vec::new();
    }
    let mut lines: Vec<NextLine> = next.iter().map(|one| NextLine::of(one, rights, today)).collect();
    lines.sort_by_key(|line| (!line.may, line.waits, line.due.is_none(), line.due));
    lines
}
