//! The list of meetings: what comes, what waits, what was.

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::{NaiveDate, NaiveTime};
use gongjian_domain::meeting::Word;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::plan_form::Choice;
use super::record;
use super::seal::{self, SealView};
use super::store::{self, ListRow};
use crate::Site;
use crate::db::StoreError;
use crate::policy::actions::{PlanMeeting, ReadMeeting};
use crate::web::export;
use crate::web::paging::{self, Paging};
use crate::web::words::Lang;
use crate::web::{AppError, Visit, view};

/// Which meetings.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct MeetingFilter {
    /// Of this branch only.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub branch: Option<Uuid>,
    /// `coming`, `open` (held and not settled), `confirmed`, or one state such as `returned`; all when empty.
    #[serde(default)]
    pub state: String,
    /// In this year only.
    #[serde(default, deserialize_with = "crate::web::typed::sent_year")]
    pub year: Option<i32>,
    /// Whose title or theme holds these words.
    #[serde(default, deserialize_with = "crate::web::typed::sent_words")]
    pub q: String,
    /// What follows the meeting with this id.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub after: Option<Uuid>,
}

/// One meeting of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeetingLine {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// The branch.
    pub branch: String,
    /// The day.
    pub on: NaiveDate,
    /// When it begins.
    pub starts_at: NaiveTime,
    /// Where it stands.
    pub state: &'static str,
    /// How many were there; 0 before it was held.
    pub present: u32,
    /// How many were expected.
    pub expected: u32,
    /// Whether it has been held.
    pub held: bool,
    /// The seals of its sides.
    pub seals: Vec<SealView>,
}

impl MeetingLine {
    /// The line for a row.
    pub(super) fn of(row: ListRow, lang: Lang) -> Result<Self, StoreError> {
        let word = Word::parse(&row.row.state).ok_or_else(|| StoreError::row("meeting", "no such state"))?;
        Ok(Self {
            id: row.row.id,
            title: row.row.title,
            branch: row.branch,
            on: row.row.on_day,
            starts_at: row.row.starts_at,
            state: word.as_str(),
            present: row.present,
            expected: row.expected,
            held: !before(word),
            seals: seal::seals(&row.parties, word, &HashMap::new(), lang),
        })
    }

    /// The tone of its state.
    #[must_use]
    pub fn tone(&self) -> &'static str {
        Word::parse(self.state).map_or("quiet", record::tone)
    }
}

fn before(word: Word) -> bool {
    matches!(word, Word::Draft | Word::Planned | Word::Invited | Word::Cancelled)
}

/// The list of meetings.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct MeetingsPage {
    /// The meetings, the latest first.
    pub rows: Vec<MeetingLine>,
    /// How many there are, and where the next page is.
    pub paging: Paging,
    /// Branches to filter by; empty when there is only one.
    pub branches: Vec<Choice>,
    /// States to filter by; the labels are keys.
    pub states: Vec<Choice>,
    /// Years to filter by.
    pub years: Vec<Choice>,
    /// Words looked for.
    pub q: String,
    /// Whether a meeting can be planned.
    pub may_plan: bool,
    /// The address of the first page.
    pub first: String,
    /// The address of the next page; empty on the last.
    pub next: String,
    /// The addresses of the same list as a file: xlsx, csv, json.
    pub exports: [String; 3],
}

view!(MeetingsPage, "meeting/list.html", || {
    let line = |state: &'static str, held| MeetingLine {
        id: Uuid::nil(),
        title: "学徒制育人主题党日".into(),
        branch: "服装设计与创意园区联合党支部".into(),
        on: NaiveDate::default(),
        starts_at: NaiveTime::default(),
        state,
        present: 15,
        expected: 18,
        held,
        seals: seal::sample("confirmed", if state == "confirmed" { "confirmed" } else { "waiting" }),
    };
    let choice = |value: &str| Choice { value: value.into(), label: value.into(), chosen: false };
    vec![
        MeetingsPage::default(),
        MeetingsPage { may_plan: true, ..MeetingsPage::default() },
        MeetingsPage {
            rows: vec![line("confirmed", true), line("invited", false), line("returned", true)],
            paging: Paging::counted(1_001, Some("x".into())),
            branches: vec![choice("甲支部")],
            states: vec![choice("coming")],
            years: vec![choice("2026")],
            may_plan: true,
            ..MeetingsPage::default()
        },
    ]
});

/// `GET /meetings` — the meetings of the branches one belongs to or answers for, and those one is invited to.
#[utoipa::path(get, path = "/meetings", params(MeetingFilter), responses((status = 200, body = MeetingsPage)), extensions(("x-action" = json!("meeting.read"))))]
pub async fn list(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<MeetingFilter>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let scope = visit.actor.scope::<ReadMeeting>()?;
    let asked = asked(&filter);
    let (rows, paging) = store::page(&tx, &scope, &asked).await?;
    let branches = store::branches(&tx, &scope).await?;
    let years = store::years(&tx, &scope).await?;
    let plans = visit.actor.scope::<PlanMeeting>()?;
    visit.page(&MeetingsPage {
        rows: rows.into_iter().map(|row| MeetingLine::of(row, visit.lang())).collect::<Result<_, _>>()?,
        branches: branches
            .into_iter()
            .map(|(id, label)| Choice {
                value: id.to_string(),
                label,
                chosen: filter.branch == Some(id.into()),
            })
            .collect(),
        states: state_choices(&filter.state),
        years: years
            .into_iter()
            .map(|year| Choice {
                value: year.to_string(),
                label: year.to_string(),
                chosen: filter.year == Some(year),
            })
            .collect(),
        may_plan: plans.everything || !plans.under.is_empty() || !plans.at.is_empty(),
        next: paging.next.as_ref().map_or_else(String::new, |next| {
            let after = [("after", next.clone())];
            paging::address("/meetings", &[pairs(&filter).as_slice(), &after].concat())
        }),
        first: paging::address("/meetings", &pairs(&filter)),
        exports: export::addresses("/meetings", &pairs(&filter)),
        paging,
        q: filter.q,
    })
}

/// What the filter asks of the store.
pub(super) fn asked(filter: &MeetingFilter) -> store::ListFilter {
    store::ListFilter {
        branch: filter.branch,
        states: states_of(&filter.state),
        year: filter.year,
        words: filter.q.clone(),
        after: filter.after,
    }
}

/// Words that stand for several states.
const GROUPS: [(&str, &[Word]); 3] = [
    ("coming", &[Word::Planned, Word::Invited]),
    ("open", &[Word::Held, Word::Minuted, Word::AwaitingConfirmation, Word::Returned]),
    ("confirmed", &[Word::Confirmed]),
];

fn states_of(word: &str) -> Vec<Word> {
    let group = GROUPS.iter().find(|(name, _)| *name == word).map(|(_, states)| states.to_vec());
    group.unwrap_or_else(|| Word::parse(word).into_iter().collect())
}

fn state_choices(chosen: &str) -> Vec<Choice> {
    let words = GROUPS.iter().map(|(name, _)| *name).chain(["returned", "cancelled"]);
    words
        .map(|word| Choice { value: word.to_owned(), label: word.to_owned(), chosen: word == chosen })
        .collect()
}

/// The filter, as it stands in addresses.
fn pairs(filter: &MeetingFilter) -> [(&'static str, String); 4] {
    [
        ("branch", filter.branch.map(|id| id.to_string()).unwrap_or_default()),
        ("state", filter.state.clone()),
        ("year", filter.year.map(|year| year.to_string()).unwrap_or_default()),
        ("q", filter.q.clone()),
    ]
}
