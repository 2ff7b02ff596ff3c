//! Who leaves too early: before the admission, or before the probation is over.
//!
//! A college's members leave with a date. Found early, an admission can still be brought forward, or the branch that goes
//! on with the probation can be named before the person is gone.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::cell::Cell;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::list::note;
use super::next::deadline;
use super::radar::{branches, seen};
use super::store::{self, LeavingFilter, LeavingRow, SideMark};
use crate::Site;
use crate::web::export::{self, Column, Format, List, MOST_ROWS, day, refuse_too_many, text};
use crate::web::paging::{self, Paging};
use crate::web::words::Lang;
use crate::web::{AppError, Choice, Visit, view};

const HERE: &str = "/cases/leaving";

/// Of which branch.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct LeavingQuery {
    /// Of this branch only.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub branch: Option<Uuid>,
    /// The key of the last row of the page before.
    #[serde(default)]
    pub after: String,
}

/// Somebody who leaves too early.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LeavingLine {
    /// The case.
    pub case: Uuid,
    /// Whose it is.
    pub name: String,
    /// The branch.
    pub branch: String,
    /// The side of a joint branch the person is on.
    pub side: Option<SideMark>,
    /// `admission` or `probation`: what is cut short.
    pub what: String,
    /// The day of leaving.
    pub leaves: NaiveDate,
    /// What it means, as a sentence's key and values.
    #[schema(value_type = Object)]
    pub sentence: Reason,
    /// The days left until the leaving, as a sentence's key and values.
    #[schema(value_type = Object)]
    pub deadline: Reason,
    /// `quiet`, `due` or `overdue`.
    pub tone: &'static str,
    /// The rule that says so.
    pub rule: Option<String>,
}

impl LeavingLine {
    fn of(line: LeavingRow, today: NaiveDate) -> Self {
        let row = line.row;
        let (deadline, tone) = deadline(row.leaves_on, today);
        let sentence = Reason::new(&format!("leaving-{}", row.what)).with("leaves", row.leaves_on);
        let sentence = match row.until_on.or(row.from_on) {
            Some(day) => sentence.with("day", day),
            None => sentence,
        };
        Self {
            case: row.case_id,
            name: line.of.name,
            branch: line.of.branch,
            side: line.of.side,
            what: row.what,
            leaves: row.leaves_on,
            sentence,
            deadline,
            tone,
            rule: row.rule,
        }
    }
}

/// Those who leave too early.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct LeavingPage {
    /// The people, who leaves first coming first.
    pub rows: Vec<LeavingLine>,
    /// How many there are, and where the next page is.
    pub paging: Paging,
    /// Branches to filter by, with the one chosen.
    #[serde(skip)]
    pub branches: Vec<Choice>,
    /// The address of the first page.
    pub first: String,
    /// The address of the next page; empty on the last.
    pub next: String,
    /// The addresses of the same list as a file: xlsx, csv, json.
    pub exports: [String; 3],
}

view!(LeavingPage, "development/leaving.html", || {
    let line = |what: &str| LeavingLine {
        case: Uuid::nil(),
        name: "䶮堃".into(),
        branch: "服装设计与创意园区联合党支部".into(),
        side: Some(SideMark { kind: "enterprise".into(), character: "企".into(), name: "企业方".into() }),
        what: what.into(),
        leaves: NaiveDate::default(),
        sentence: Reason::new(&format!("leaving-{what}"))
            .with("leaves", NaiveDate::default())
            .with("day", NaiveDate::default()),
        deadline: Reason::new("deadline-today"),
        tone: "due",
        rule: (what == "admission").then(|| "PD-LEAVE3M".into()),
    };
    vec![
        Self::default(),
        Self {
            rows: vec![line("admission"), LeavingLine { side: None, ..line("probation") }],
            paging: Paging::counted(1_001, Some("x".into())),
            branches: ["", "x", "y"].map(|value| Choice::new(value, "甲支部", value == "x")).into(),
            next: format!("{HERE}?after=x"),
            ..Self::default()
        },
        Self { paging: Paging::counted(3, None), ..Self::default() },
    ]
});

/// `GET /cases/leaving` — those who leave the unit within the time in which nobody is generally admitted any more, and those whose probation is over only after they have left.
#[utoipa::path(get, path = "/cases/leaving", params(LeavingQuery), responses((status = 200, body = LeavingPage)), extensions(("x-action" = json!("case.read"))))]
pub async fn leaving(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<LeavingQuery>,
) -> Result<Response, AppError> {
    let (tx, today) = (site.db.read(), site.clock.today());
    let sight = seen(&visit)?;
    let (rows, paging) = store::leaving_page(&tx, &sight, &asked(&filter), today).await?;
    let branch = [("branch", filter.branch.map(|id| id.to_string()).unwrap_or_default())];
    visit.page(&LeavingPage {
        rows: rows.into_iter().map(|row| LeavingLine::of(row, today)).collect(),
        branches: branches(&tx, &visit, filter.branch).await?,
        next: paging.next.as_ref().map_or_else(String::new, |next| {
            paging::address(HERE, &[branch.as_slice(), &[("after", next.clone())]].concat())
        }),
        first: paging::address(HERE, &branch),
        exports: export::addresses(HERE, &branch),
        paging,
    })
}

fn asked(filter: &LeavingQuery) -> LeavingFilter {
    let key = filter.after.split_once('_');
    let after = key.and_then(|(day, case)| Some((day.parse().ok()?, case.parse().ok()?)));
    LeavingFilter { branch: filter.branch, after }
}

/// `GET /cases/leaving/export/{format}` — the same as xlsx, csv or json. Whoever takes it away has read each case in it.
#[utoipa::path(get, path = "/cases/leaving/export/{format}", params(("format" = String, Path), LeavingQuery), responses((status = 200), (status = 404), (status = 409)), extensions(("x-action" = json!("case.read"))))]
pub async fn leaving_export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
    Query(filter): Query<LeavingQuery>,
) -> Result<Response, AppError> {
    let format = Format::named(&format)?;
    let (sight, today) = (seen(&visit)?, site.clock.today());
    let filter = LeavingFilter { after: None, ..asked(&filter) };
    let found = store::leaving_all(&site.db.read(), &sight, &filter, today, MOST_ROWS).await?;
    refuse_too_many(found.len())?;
    note(&site, &visit, found.iter().map(|one| one.of.person).collect()).await?;
    let lang = visit.lang();
    let rows = found.into_iter().map(|one| row(LeavingLine::of(one, today), lang)).collect();
    List { title: lang.t("leaving-export-title"), columns: columns(lang), rows }.answer(format).await
}

fn columns(lang: Lang) -> Vec<Column> {
    let word = |key: &str| lang.t(key);
    vec![
        Column::text("name", word("case-name"), 14),
        Column::text("branch", word("case-branch"), 36),
        Column::text("side", word("case-side"), 12),
        Column::day("leaves", word("leaving-day")),
        Column::text("sentence", word("leaving-what"), 60),
        Column::text("rule", word("leaving-rule"), 16),
    ]
}

fn row(line: LeavingLine, lang: Lang) -> Vec<Cell> {
    vec![
        text(line.name),
        text(line.branch),
        text(line.side.map(|side| side.name)),
        day(Some(line.leaves)),
        text(lang.reason(&line.sentence)),
        text(line.rule),
    ]
}
