//! The list of foundings: those below the visitor's committee, and those a side of which is the visitor's.

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::FoundingId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::store::{self, FoundingLine};
use super::view::FoundingRef;
use crate::Site;
use crate::policy::actions::{ProposeFounding, ReadFounding};
use crate::web::body::blank_as_none;
use crate::web::export;
use crate::web::paging::{PAGE_ROWS, Paging};
use crate::web::{AppError, Visit, view};

/// Which foundings are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct FoundingFilter {
    /// Only those in this state; empty for all.
    #[serde(default)]
    pub state: String,
    /// What follows the founding with this id.
    #[serde(default, deserialize_with = "blank_as_none")]
    pub after: Option<Uuid>,
}

/// A side in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SealLine {
    /// The character it signs with.
    pub seal: String,
    /// `school`, `enterprise`, `association` or `other`.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// Whether it agreed to the plan as it stands.
    pub agreed: bool,
}

/// One founding in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct FoundingRow {
    /// Its id.
    pub id: Uuid,
    /// The name of the branch.
    pub name: String,
    /// The committee above.
    pub above: String,
    /// Where it stands.
    pub state: &'static str,
    /// The sides.
    pub sides: Vec<SealLine>,
    /// The day it was handed in last.
    pub applied_on: Option<NaiveDate>,
    /// The last day for the reply, while one is waited for.
    pub due: Option<NaiveDate>,
    /// How many join.
    pub joining: usize,
}

impl FoundingRow {
    /// The row for a line of the store.
    pub(super) fn of(site: &Site, line: FoundingLine) -> Self {
        let FoundingLine { proposal, above } = line;
        let applied_on = proposal.standing.as_ref().map(|standing| standing.application().applied_on);
        let waits = proposal.state() == "proposed";
        let seal = |planned: &gongjian_domain::organisation::founding::PlannedSide| SealLine {
            seal: planned.side.seal.to_string(),
            kind: planned.side.kind.as_str(),
            name: planned.side.name.clone(),
            agreed: planned.agreed.is_some(),
        };
        Self {
            id: proposal.id.uuid(),
            name: proposal.plan.name.clone(),
            above,
            state: proposal.state(),
            sides: proposal.plan.sides.iter().map(seal).collect(),
            applied_on,
            due: applied_on.filter(|_| waits).and_then(|on| site.book.founding.reply.after(on)),
            joining: proposal.plan.joinings.len(),
        }
    }

    /// The tone of the state's badge.
    #[must_use]
    pub fn tone(&self) -> &'static str {
        match self.state {
            "proposed" => "open",
            "returned" => "due",
            "approved" | "founded" => "met",
            _ => "quiet",
        }
    }
}

/// The list of foundings.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct FoundingsPage {
    /// The state asked for; empty for all.
    pub state: String,
    /// The foundings, the newest first.
    pub rows: Vec<FoundingRow>,
    /// Where the next page is.
    pub paging: Paging,
    /// The committees below which the visitor may propose a joint branch.
    pub may_propose_under: Vec<FoundingRef>,
}

impl FoundingsPage {
    /// The words of the filter.
    pub const STATES: &'static [&'static str] =
        &["draft", "proposed", "returned", "approved", "founded", "withdrawn"];

    /// The addresses of the same list as a file: xlsx, csv, json.
    #[must_use]
    pub fn exports(&self) -> [String; 3] {
        export::addresses("/foundings", &[("state", self.state.clone())])
    }

    /// The address of the next page; empty on the last.
    #[must_use]
    pub fn older(&self) -> String {
        let next = self.paging.next.as_ref();
        next.map_or_else(String::new, |next| format!("/foundings?state={}&after={next}", self.state))
    }
}

view!(FoundingsPage, "founding/list.html", || {
    let seal = |seal: &str, kind, name: &str, agreed| SealLine {
        seal: seal.to_owned(),
        kind,
        name: name.to_owned(),
        agreed,
    };
    let row = |state| FoundingRow {
        id: Uuid::nil(),
        name: "文创艺术党支部".into(),
        above: "中共某某职业技术学院创意设计学院委员会".into(),
        state,
        sides: vec![seal("校", "school", "校方", true), seal("企", "enterprise", "企方", state != "draft")],
        applied_on: NaiveDate::from_ymd_opt(2026, 11, 24),
        due: NaiveDate::from_ymd_opt(2026, 12, 24).filter(|_| state == "proposed"),
        joining: 18,
    };
    let under = FoundingRef { id: Uuid::nil(), name: "创意设计学院党委".into() };
    let full = Self {
        rows: Self::STATES.iter().map(|state| row(state)).collect(),
        paging: Paging { count: 6, capped: false, next: Some(Uuid::nil().to_string()) },
        may_propose_under: vec![under.clone()],
        ..Self::default()
    };
    let several = Self { may_propose_under: vec![under.clone(), under.clone()], ..Self::default() };
    vec![Self::default(), Self { may_propose_under: vec![under], ..Self::default() }, several, full]
});

/// `GET /foundings` — the foundings that concern the visitor's organisations.
#[utoipa::path(get, path = "/foundings", params(FoundingFilter), responses((status = 200, body = FoundingsPage)), extensions(("x-action" = json!("founding.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<FoundingFilter>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let after = filter.after.map(FoundingId::from);
    let readable = visit.actor.scope::<ReadFounding>()?;
    let (mut lines, count) = store::listed(&tx, &readable, &filter.state, after).await?;
    let more = lines.len() as u64 > PAGE_ROWS;
    lines.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let next = lines.last().filter(|_| more).map(|line| line.proposal.id.to_string());
    let committees = store::committees(&tx, &visit.actor.scope::<ProposeFounding>()?).await?;
    visit.page(&FoundingsPage {
        state: filter.state,
        rows: lines.into_iter().map(|line| FoundingRow::of(&site, line)).collect(),
        paging: Paging::counted(count, next),
        may_propose_under: committees
            .into_iter()
            .map(|one| FoundingRef { id: one.id.uuid(), name: one.name })
            .collect(),
    })
}
