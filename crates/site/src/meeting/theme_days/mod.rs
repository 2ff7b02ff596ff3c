//! The theme days of a month, a line for each branch one answers for: which have none, which are not settled, which
//! are to come, which are confirmed. Sorted by that and by code; nobody is compared with anybody.

pub mod export;
pub mod standing;
mod store;

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::meeting::book::Month;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::calendar::month;
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::policy::actions::ReadBook;
use crate::policy::{Actor, Scope};
use crate::web::paging::{self, PAGE_ROWS, Paging};
use crate::web::{AppError, Choice, FieldError, Shell, Visit, export as files, typed, view};
use standing::{Standing, StandingCounts};
use store::{Asked, BranchKey};

const PATH: &str = "/theme-days";
/// Branches the home page shows; the list shows the rest.
const SHOWN: u64 = 10;

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(page)).routes(routes!(export::export))
}

/// Which month, and which branches of it.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ThemeDaysFilter {
    /// Such as 2026-11; this month when left out.
    #[serde(default)]
    pub month: String,
    /// `none`, `waiting`, `coming` or `confirmed`; all when empty.
    #[serde(default)]
    pub state: String,
    /// What follows the branch with this key.
    #[serde(default)]
    pub after: String,
}

impl ThemeDaysFilter {
    /// The month asked for, or this one.
    fn month(&self, today: NaiveDate) -> Month {
        let asked = self.month.parse().ok().filter(|month: &Month| typed::is_of_our_time(month.first_day()));
        asked.unwrap_or_else(|| Month::of(today))
    }

    /// The standings asked for: one, or all.
    fn standings(&self) -> Result<Vec<Standing>, AppError> {
        if self.state.is_empty() {
            return Ok(Standing::ALL.to_vec());
        }
        let unknown = || FieldError::new("state", Reason::new("filter-unknown-word"));
        Standing::parse(&self.state).map(|one| vec![one]).ok_or_else(|| AppError::Invalid(vec![unknown()]))
    }
}

/// A branch and its theme day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ThemeDayLine {
    /// The branch.
    pub branch: Uuid,
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// The short name of what it lies below.
    pub above: Option<String>,
    /// How far it is.
    pub standing: Standing,
    /// The meeting that makes it so.
    pub meeting: Option<Uuid>,
    /// What that is called.
    pub title: Option<String>,
    /// Its day.
    pub on: Option<NaiveDate>,
}

impl ThemeDayLine {
    /// How it stands this month, in a sentence.
    #[must_use]
    pub fn line(&self, shell: &Shell) -> String {
        let sentence = Reason::new(&format!("theme-day-{}", self.standing.as_str()));
        shell.reason(&self.on.map_or_else(|| sentence.clone(), |on| sentence.clone().with("on", on)))
    }
}

/// What the home page of whoever answers for several branches says about this month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MonthOverview {
    /// The month, such as 2026-11.
    pub month: String,
    /// How many branches stand how.
    pub counts: StandingCounts,
    /// The first of those that are not done: with nothing planned, then not settled.
    pub open: Vec<ThemeDayLine>,
}

impl MonthOverview {
    /// The counts in a sentence.
    #[must_use]
    pub fn sum(&self, shell: &Shell) -> String {
        shell.reason(&self.counts.sentence())
    }
}

/// This month's theme days of the branches `actor` answers for, where there are more than the `own` branches that
/// stand on the home page anyway.
///
/// # Errors
///
/// When a policy fails, the database cannot be asked or a row makes no sense.
pub(crate) async fn overview(
    tx: &Tx,
    actor: &Actor,
    own: usize,
    today: NaiveDate,
) -> Result<Option<MonthOverview>, StoreError> {
    // Without an office one reads the book of the own branch alone, and that is among the own ones.
    if actor.held().offices.is_empty() {
        return Ok(None);
    }
    let scope = actor.scope::<ReadBook>()?;
    let asked = Asked { scope: &scope, month: Month::of(today), today };
    let counts = store::counts(tx, &asked).await?;
    if counts.total() as usize <= own {
        return Ok(None);
    }
    let open = match counts.open() {
        0 => Vec::new(),
        _ => store::lines(tx, &asked, &[Standing::None, Standing::Waiting], None, SHOWN).await?,
    };
    Ok(Some(MonthOverview { month: asked.month.to_string(), counts, open }))
}

/// This month's theme day of each of `branches`, by code; of what is no branch, nothing.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub(crate) async fn of_branches(
    tx: &Tx,
    branches: Vec<OrganisationId>,
    today: NaiveDate,
) -> Result<Vec<ThemeDayLine>, StoreError> {
    if branches.is_empty() {
        return Ok(Vec::new());
    }
    let most = branches.len() as u64;
    let scope = Scope { at: branches, ..Scope::default() };
    let asked = Asked { scope: &scope, month: Month::of(today), today };
    let mut lines = store::lines(tx, &asked, &Standing::ALL, None, most).await?;
    lines.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(lines)
}

/// The theme days of a month.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ThemeDaysPage {
    /// The month, such as 2026-11.
    pub month: String,
    /// Its name.
    #[serde(skip)]
    pub name: String,
    /// The address of the month before.
    #[serde(skip)]
    pub earlier: String,
    /// The address of this month.
    #[serde(skip)]
    pub this: String,
    /// The address of the month after.
    #[serde(skip)]
    pub later: String,
    /// How many branches stand how, whatever the filter.
    pub counts: StandingCounts,
    /// The branches: with nothing planned, not settled, to come, confirmed; each by code.
    pub rows: Vec<ThemeDayLine>,
    /// How many there are, and where the next page is.
    pub paging: Paging,
    /// The standing asked for; empty for all.
    pub state: String,
    /// The address of the first page.
    #[serde(skip)]
    pub first: String,
    /// The address of the next page; empty on the last.
    #[serde(skip)]
    pub next: String,
    /// The addresses of the same list as a file: xlsx, csv, json.
    #[serde(skip)]
    pub exports: [String; 3],
}

impl ThemeDaysPage {
    /// The standings the filter offers.
    #[must_use]
    pub fn states(&self, shell: &Shell) -> Vec<Choice> {
        let words = Standing::ALL.map(Standing::as_str);
        shell.filter_choices("theme-days-all", "theme-days", &words, &self.state)
    }

    /// The counts in a sentence.
    #[must_use]
    pub fn sum(&self, shell: &Shell) -> String {
        shell.reason(&self.counts.sentence())
    }
}

view!(ThemeDaysPage, "meeting/theme_days.html", || {
    let empty = ThemeDaysPage { month: "2026-11".into(), name: "2026年11月".into(), ..Self::default() };
    let counts = StandingCounts { none: 1, waiting: 1, coming: 1, confirmed: 1 };
    let rows = Standing::ALL.map(sample).to_vec();
    let paging = Paging::counted(1_001, Some("x".into()));
    vec![
        empty.clone(),
        Self { state: "none".into(), counts, ..empty.clone() },
        Self { counts, paging: Paging::counted(4, None), first: PATH.into(), ..empty.clone() },
        Self { counts, rows, paging, next: PATH.into(), ..empty },
    ]
});

/// A branch that stands so.
pub(crate) fn sample(standing: Standing) -> ThemeDayLine {
    let held = standing != Standing::None;
    ThemeDayLine {
        branch: Uuid::nil(),
        code: "020109".into(),
        name: "服装设计与创意园区联合党支部".into(),
        above: Some("创意设计学院党总支".into()),
        standing,
        meeting: held.then(Uuid::nil),
        title: held.then(|| "学徒制育人主题党日".into()),
        on: held.then(NaiveDate::default),
    }
}

/// `GET /theme-days` — the theme days of a month, a line for each branch whose book one may read.
#[utoipa::path(get, path = "/theme-days", params(ThemeDaysFilter), responses((status = 200, body = ThemeDaysPage), (status = 422)), extensions(("x-action" = json!("book.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<ThemeDaysFilter>,
) -> Result<Response, AppError> {
    let (tx, today) = (site.db.read(), site.clock.today());
    let scope = visit.actor.scope::<ReadBook>()?;
    let month = filter.month(today);
    let asked = Asked { scope: &scope, month, today };
    let standings = filter.standings()?;
    let counts = store::counts(&tx, &asked).await?;
    let after = BranchKey::parse(&filter.after);
    let mut rows = store::lines(&tx, &asked, &standings, after.as_ref(), PAGE_ROWS + 1).await?;
    let more = rows.len() as u64 > PAGE_ROWS;
    rows.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let found = standings.iter().map(|one| u64::from(counts.of(*one))).sum();
    let paging = Paging::counted(found, more.then(|| rows.last().map(BranchKey::of)).flatten());
    let pairs = [("month", month.to_string()), ("state", filter.state.clone())];
    let of_month = |day: Option<NaiveDate>| {
        let month = day.map(|day| Month::of(day).to_string()).unwrap_or_default();
        paging::address(PATH, &[("month", month), ("state", filter.state.clone())])
    };
    visit.page(&ThemeDaysPage {
        month: month.to_string(),
        name: month::name_of(month, visit.lang()),
        earlier: of_month(month.first_day().pred_opt()),
        this: of_month(None),
        later: of_month(month.last_day().succ_opt()),
        counts,
        next: paging.next.as_ref().map_or_else(String::new, |next| {
            paging::address(PATH, &[pairs.as_slice(), &[("after", next.clone())]].concat())
        }),
        first: paging::address(PATH, &pairs),
        exports: files::addresses(PATH, &pairs),
        rows,
        paging,
        state: filter.state,
    })
}
