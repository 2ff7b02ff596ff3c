//! The list of cases: who stands where, what is next, and by when.

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::{Datelike, Days, NaiveDate};
use gongjian_domain::development::{CaseStanding, Judge};
use gongjian_domain::kinds::PersonId;
use gongjian_domain::people::stage::Stage;
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::Words;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::next::deadline;
use super::open;
use super::store::{self, ListRow, SideMark};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::people;
use crate::policy::Actor;
use crate::policy::actions::ReadCase;
use crate::web::paging::{self, Paging};
use crate::web::{AppError, Choice, Shell, Visit, export, view};

/// Which cases.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct CaseFilter {
    /// Of this branch only.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub branch: Option<Uuid>,
    /// At this stage only: `applicant`, `activist`, `target`, `probationary`, `full`.
    #[serde(default)]
    pub stage: String,
    /// `running` (the usual one), `withdrawn`, `removed`, `cancelled`, `completed`, or `all`.
    #[serde(default)]
    pub standing: String,
    /// `overdue`, `week` or `month`: with a step whose last day has passed, or lies in the next seven days or before the month's end.
    #[serde(default)]
    pub due: String,
    /// Of somebody with these words in the name, or these initials.
    #[serde(default, deserialize_with = "crate::web::typed::sent_words")]
    pub q: String,
    /// What follows the case with this id.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub after: Option<Uuid>,
}

/// The words of the filter by deadline.
const DUE: [&str; 3] = ["overdue", "week", "month"];
/// Days of the filter for the next week, today included.
const WEEK: u64 = 7;
/// The word for every standing.
const ALL: &str = "all";

/// One case of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CaseLine {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub name: String,
    /// The branch.
    pub branch: String,
    /// The side of a joint branch the person is on.
    pub side: Option<SideMark>,
    /// Where the person stands; none before the first step.
    pub stage: Option<String>,
    /// What has become of it.
    pub standing: String,
    /// The open step that is due first, or else the first one.
    #[schema(value_type = Option<Object>)]
    pub next: Option<Words>,
    /// Whose turn it is.
    pub actor: Option<String>,
    /// The first day the rules allow it.
    pub earliest: Option<NaiveDate>,
    /// The last day in time.
    pub due: Option<NaiveDate>,
    /// The same as a sentence's key and values.
    #[schema(value_type = Option<Object>)]
    pub deadline: Option<Reason>,
    /// `quiet`, `due` or `overdue`.
    pub tone: &'static str,
}

impl CaseLine {
    /// The line for a row.
    pub(super) fn of(row: ListRow, judge: &Judge<'_>, today: NaiveDate) -> Self {
        let open = row.open.first();
        let due = open.and_then(|one| one.due).map(|day| deadline(day, today));
        Self {
            id: row.row.id,
            name: row.name,
            branch: row.branch,
            side: row.side,
            stage: row.row.stage,
            standing: row.row.standing,
            next: open.and_then(|one| judge.chart().find(&one.step)).map(|step| step.title.clone()),
            actor: open.map(|one| one.actor.clone()),
            earliest: open.and_then(|one| one.earliest),
            due: open.and_then(|one| one.due),
            tone: due.as_ref().map_or("quiet", |(_, tone)| tone),
            deadline: due.map(|(reason, _)| reason),
        }
    }

    /// Where the person stands, in words.
    #[must_use]
    pub fn stage_word(&self, shell: &Shell) -> String {
        shell.word("stage", self.stage.as_deref().unwrap_or("none"))
    }

    /// The tone of the standing.
    #[must_use]
    pub fn standing_tone(&self) -> &'static str {
        tone_of(&self.standing)
    }
}

/// The tone of a standing's word.
#[must_use]
pub fn tone_of(standing: &str) -> &'static str {
    match standing {
        "running" => "open",
        "completed" => "met",
        _ => "quiet",
    }
}

/// The list of cases.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct CasesPage {
    /// The cases, the newest first.
    pub rows: Vec<CaseLine>,
    /// How many there are, and where the next page is.
    pub paging: Paging,
    /// Branches to filter by, with the one chosen.
    #[serde(skip)]
    pub branches: Vec<Choice>,
    /// The filter as it was asked.
    #[serde(skip)]
    pub stage: String,
    /// The standing asked for.
    #[serde(skip)]
    pub standing: String,
    /// The deadline asked for.
    #[serde(skip)]
    pub due: String,
    /// Words looked for.
    pub q: String,
    /// Whether a case can be opened.
    pub may_open: bool,
    /// The address of the first page.
    pub first: String,
    /// The address of the next page; empty on the last.
    pub next: String,
    /// The addresses of the same list as a file: xlsx, csv, json.
    pub exports: [String; 3],
}

impl CasesPage {
    /// Stages to filter by.
    #[must_use]
    pub fn stages(&self, shell: &Shell) -> Vec<Choice> {
        shell.filter_choices("cases-all-stages", "stage", &Stage::ALL.map(Stage::as_str), &self.stage)
    }

    /// Standings to filter by; the running ones at first.
    #[must_use]
    pub fn standings(&self, shell: &Shell) -> Vec<Choice> {
        let mut words = CaseStanding::WORDS.to_vec();
        words.push(ALL);
        shell.choices("case-standing", &words, &self.standing)
    }

    /// Deadlines to filter by.
    #[must_use]
    pub fn dues(&self, shell: &Shell) -> Vec<Choice> {
        shell.filter_choices("cases-any-due", "cases-due", &DUE, &self.due)
    }

    /// Whether anything but the running cases of everywhere is asked for.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        let chosen = self.branches.iter().any(|one| one.chosen && !one.value.is_empty());
        let words = [&self.stage, &self.due, &self.q].into_iter().any(|text| !text.is_empty());
        chosen || words || self.standing != "running"
    }
}

view!(CasesPage, "development/list.html", || {
    let line = |standing: &str, tone: &'static str| CaseLine {
        id: Uuid::nil(),
        name: "䶮堃".into(),
        branch: "服装设计与创意园区联合党支部".into(),
        side: Some(SideMark { kind: "school".into(), character: "校".into(), name: "学院方".into() }),
        stage: Some("activist".into()),
        standing: standing.into(),
        next: Some(Words { zh: "确定发展对象".into(), en: "Choosing the development target".into() }),
        actor: Some("branch_committee".into()),
        earliest: Some(NaiveDate::default()),
        due: Some(NaiveDate::default()),
        deadline: Some(Reason::new("deadline-today")),
        tone,
    };
    let empty = || Self { standing: "running".into(), ..Self::default() };
    vec![
        empty(),
        Self { may_open: true, ..empty() },
        Self { q: "王".into(), may_open: true, ..empty() },
        Self {
            rows: vec![
                line("running", "due"),
                CaseLine {
                    next: None,
                    due: None,
                    deadline: None,
                    stage: None,
                    side: None,
                    ..line("completed", "quiet")
                },
            ],
            paging: Paging::counted(1_001, Some("x".into())),
            branches: vec![Choice::new("", "全部支部", true), Choice::new("x", "甲支部", false)],
            may_open: true,
            ..empty()
        },
        Self { paging: Paging::counted(7, None), ..empty() },
    ]
});

/// `GET /cases` — the cases of the branches one answers for. Whose cases are listed is noted among the readers when a case is opened, not here.
#[utoipa::path(get, path = "/cases", params(CaseFilter), responses((status = 200, body = CasesPage)), extensions(("x-action" = json!("case.read"))))]
pub async fn list(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<CaseFilter>,
) -> Result<Response, AppError> {
    let (tx, today) = (site.db.read(), site.clock.today());
    let scope = visit.actor.scope::<ReadCase>()?;
    let judge = super::judge(&site);
    let (rows, paging) = store::page(&tx, &scope, &asked(&filter, today)).await?;
    let mut branches = vec![Choice::new("", visit.lang().t("cases-all-branches"), filter.branch.is_none())];
    let found = store::branches(&tx, &scope).await?.into_iter();
    branches.extend(found.map(|(id, name)| {
        let chosen = filter.branch == Some(id.uuid());
        Choice::new(id.to_string(), name, chosen)
    }));
    visit.page(&CasesPage {
        rows: rows.into_iter().map(|row| CaseLine::of(row, &judge, today)).collect(),
        branches,
        may_open: !open::scope(&visit.actor)?.is_empty(),
        next: paging.next.as_ref().map_or_else(String::new, |next| {
            let after = [("after", next.clone())];
            paging::address("/cases", &[pairs(&filter).as_slice(), &after].concat())
        }),
        first: paging::address("/cases", &pairs(&filter)),
        exports: export::addresses("/cases", &pairs(&filter)),
        paging,
        stage: filter.stage,
        standing: if filter.standing.is_empty() { "running".to_owned() } else { filter.standing },
        due: filter.due,
        q: filter.q,
    })
}

/// What the filter asks of the store on `today`.
pub(super) fn asked(filter: &CaseFilter, today: NaiveDate) -> store::ListFilter {
    let tomorrow = today.succ_opt();
    store::ListFilter {
        branch: filter.branch,
        stage: filter.stage.clone(),
        standing: match filter.standing.as_str() {
            "" => CaseStanding::Running.as_str().to_owned(),
            ALL => String::new(),
            other => other.to_owned(),
        },
        due_before: match filter.due.as_str() {
            "overdue" => Some(today),
            "week" => tomorrow.and_then(|day| day.checked_add_days(Days::new(WEEK))),
            "month" => next_month(today),
            _ => None,
        },
        words: filter.q.clone(),
        after: filter.after,
    }
}

/// The first day of the month after `day`.
fn next_month(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)?.checked_add_months(chrono::Months::new(1))
}

/// The filter, as it stands in addresses.
fn pairs(filter: &CaseFilter) -> [(&'static str, String); 5] {
    [
        ("branch", filter.branch.map(|id| id.to_string()).unwrap_or_default()),
        ("stage", filter.stage.clone()),
        ("standing", filter.standing.clone()),
        ("due", filter.due.clone()),
        ("q", filter.q.clone()),
    ]
}

/// What falls due in the cases somebody answers for, for the home page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct CaseOverview {
    /// Open steps whose last day has passed.
    pub overdue: u64,
    /// Open steps whose last day lies before the month's end, today included.
    pub month: u64,
}

/// What falls due in the cases `actor` answers for; none for somebody who answers for none.
///
/// # Errors
///
/// When a policy fails or the database cannot be asked.
pub async fn overview(tx: &Tx, actor: &Actor, today: NaiveDate) -> Result<Option<CaseOverview>, StoreError> {
    if actor.held().offices.is_empty() {
        return Ok(None);
    }
    let scope = actor.scope::<ReadCase>()?;
    if scope.is_empty() {
        return Ok(None);
    }
    let overdue = store::count_due(tx, &scope, today).await?;
    let month = match next_month(today) {
        Some(day) => store::count_due(tx, &scope, day).await?.saturating_sub(overdue),
        None => 0,
    };
    Ok((overdue + month > 0).then_some(CaseOverview { overdue, month }))
}

/// Notes that `visit` read the files of `people`, when rows with their names leave in a file.
pub(super) async fn note(site: &Site, visit: &Visit, people: Vec<PersonId>) -> Result<(), StoreError> {
    let reader = visit.person();
    site.db.keep(async |tx| people::store::note_readings(tx, &site.clock, reader, people, false).await).await
}
