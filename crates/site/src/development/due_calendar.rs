//! The calendar of deadlines: which steps are due on which day of a month.

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::development::Judge;
use gongjian_domain::meeting::book::Month;
use gongjian_domain::rule::Words;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::radar::{self, branches, own_turns as turns_of, seen};
use super::store::{self, DueFilter, DueOnDay, DueRow, Sight};
use crate::Site;
use crate::db::StoreError;
use crate::meeting::calendar::month::{CalendarEvent, CalendarWeek, Laid, asked_for, ends, laid};
use crate::policy::Actor;
use crate::web::paging;
use crate::web::words::Lang;
use crate::web::{AppError, Choice, Visit, view};

const HERE: &str = "/cases/calendar";
/// Steps of a month up to which each is named; more are counted for each day.
const MOST_NAMED: usize = 200;

/// Which month, and of which branch.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct DueCalendarFilter {
    /// Such as 2026-11; this month when left out.
    #[serde(default)]
    pub month: String,
    /// Of this branch only.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub branch: Option<Uuid>,
}

/// A month of deadlines.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct DueCalendarPage {
    /// The month, such as 2026-11.
    pub month: String,
    /// Its name.
    #[serde(skip)]
    pub name: String,
    /// The names of the days of the week, Monday first.
    #[serde(skip)]
    pub weekdays: Vec<String>,
    /// The weeks it lies in; on each day the steps that are due on it.
    pub weeks: Vec<CalendarWeek>,
    /// The address of the month before.
    pub earlier: String,
    /// The address of the month after.
    pub later: String,
    /// How many steps are due this month.
    pub count: i64,
    /// Branches to filter by, with the one chosen.
    #[serde(skip)]
    pub branches: Vec<Choice>,
}

view!(DueCalendarPage, "development/calendar.html", || {
    let month = Month::of(NaiveDate::default());
    let page = |lang, marks: &[Mark]| laid_out(month, NaiveDate::default(), marks, None, lang);
    let mark = |cases| Mark {
        on: NaiveDate::default(),
        cases,
        event: CalendarEvent {
            time: "䶮堃".into(),
            title: "确定发展对象".into(),
            href: "/cases/radar".into(),
        },
    };
    let branches = ["", "x", "y"].map(|value| Choice::new(value, "甲支部", value == "x"));
    vec![
        page(Lang::Chinese, &[]),
        Self { branches: branches.into(), ..page(Lang::Chinese, &[mark(1), mark(20)]) },
    ]
});

/// `GET /cases/calendar` — the deadlines of the cases one answers for, or of the own one, a month at a time.
#[utoipa::path(get, path = "/cases/calendar", params(DueCalendarFilter), responses((status = 200, body = DueCalendarPage)), extensions(("x-action" = json!("case.read"))))]
pub async fn due_calendar(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<DueCalendarFilter>,
) -> Result<Response, AppError> {
    let (tx, today) = (site.db.read(), site.clock.today());
    let sight = seen(&visit)?;
    let month = asked_for(&filter.month, today);
    let (judge, lang) = (super::judge(&site), visit.lang());
    let (first, last) = ends(month);
    let asked = DueFilter {
        from: Some(first),
        before: last.succ_opt(),
        branch: filter.branch,
        ..DueFilter::default()
    };
    let named = store::due_all(&tx, &sight, &asked, MOST_NAMED).await?;
    let marks = if named.len() <= MOST_NAMED {
        one_by_one(&judge, &named, filter.branch, lang)
    } else {
        let counted = store::due_by_day(&tx, &sight, &asked).await?;
        counted.iter().filter_map(|one| together(&judge, one, filter.branch, lang)).collect()
    };
    visit.page(&DueCalendarPage {
        branches: branches(&tx, &visit, filter.branch).await?,
        ..laid_out(month, today, &marks, filter.branch, lang)
    })
}

/// What stands on a day.
struct Mark {
    on: NaiveDate,
    cases: i64,
    event: CalendarEvent,
}

/// The steps of each day: of one case with its name, of several with how many they are.
fn one_by_one(judge: &Judge<'_>, rows: &[DueRow], branch: Option<Uuid>, lang: Lang) -> Vec<Mark> {
    let mut days: Vec<(DueOnDay, &DueRow)> = Vec::new();
    for row in rows {
        match days.iter_mut().find(|(day, _)| day.on == row.due && day.step == row.step) {
            Some((day, _)) => day.cases += 1,
            None => days.push((DueOnDay { on: row.due, step: row.step.clone(), cases: 1 }, row)),
        }
    }
    let mark = |(day, row): &(DueOnDay, &DueRow)| {
        let mark = together(judge, day, branch, lang)?;
        if day.cases > 1 {
            return Some(mark);
        }
        let href = format!("/cases/{}", row.of.case);
        Some(Mark { event: CalendarEvent { time: row.of.name.clone(), href, ..mark.event }, ..mark })
    };
    days.iter().filter_map(mark).collect()
}

/// A step of a day with how many it is due for; it leads to the radar of that day.
fn together(judge: &Judge<'_>, day: &DueOnDay, branch: Option<Uuid>, lang: Lang) -> Option<Mark> {
    let title = lang.said(&judge.chart().find(&day.step)?.title).to_owned();
    let branch = branch.map(|id| id.to_string()).unwrap_or_default();
    let pairs = [("on", day.on.to_string()), ("step", day.step.clone()), ("branch", branch)];
    let time = lang.with("due-calendar-people", &[("number", day.cases.into())]);
    let event = CalendarEvent { time, title, href: paging::address(radar::HERE, &pairs) };
    Some(Mark { on: day.on, cases: day.cases, event })
}

fn laid_out(
    month: Month,
    today: NaiveDate,
    marks: &[Mark],
    branch: Option<Uuid>,
    lang: Lang,
) -> DueCalendarPage {
    let on_day = |on| marks.iter().filter(|mark| mark.on == on).map(|mark| mark.event.clone()).collect();
    let Laid { name, weekdays, weeks, earlier, later } = laid(month, today, lang, on_day);
    let branch = branch.map(|id| id.to_string()).unwrap_or_default();
    let address = |month: String| paging::address(HERE, &[("month", month), ("branch", branch.clone())]);
    DueCalendarPage {
        month: month.to_string(),
        name,
        weekdays,
        weeks,
        earlier: address(earlier),
        later: address(later),
        count: marks.iter().filter(|mark| month.contains(mark.on)).map(|mark| mark.cases).sum(),
        branches: Vec::new(),
    }
}

/// A step that is due on a day, for as many as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueTogether {
    /// The day.
    pub on: NaiveDate,
    /// The step's id.
    pub step: String,
    /// What it is called.
    pub title: Words,
    /// In how many cases.
    pub cases: i64,
}

/// The steps due from `first` to `last` that are `actor`'s turn, without names: for a calendar others may see.
///
/// # Errors
///
/// When a policy fails or the database cannot be asked.
pub async fn own_turns(
    site: &Site,
    actor: &Actor,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Vec<DueTogether>, StoreError> {
    let asked = DueFilter {
        from: Some(first),
        before: last.succ_opt(),
        turns: Some(turns_of(actor)?),
        ..DueFilter::default()
    };
    let found = store::due_by_day(&site.db.read(), &Sight::of(actor)?, &asked).await?;
    let chart = site.book.chart(&site.jurisdictions);
    let line = |day: DueOnDay| {
        let title = chart.find(&day.step)?.title.clone();
        Some(DueTogether { on: day.on, step: day.step, title, cases: day.cases })
    };
    Ok(found.into_iter().filter_map(line).collect())
}
