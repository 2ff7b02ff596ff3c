//! The book of one branch: the register, the months, and presence by side.

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::meeting::book::{Month, Quarter};
use gongjian_domain::meeting::theme_day::{Held, held_in};
use gongjian_domain::meeting::{Tally, Word};
use gongjian_domain::rule::Finding;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::super::plan_form::Choice;
use super::super::seal::{self, SealView};
use super::super::side::TallyView;
use super::super::store as meetings;
use super::super::store::PartyLine;
use super::presence::PresenceChart;
use super::store::{self, HeldRow};
use crate::Site;
use crate::db::Tx;
use crate::organisation;
use crate::people;
use crate::policy::Denied;
use crate::policy::actions::ReadBook;
use crate::web::export;
use crate::web::words::Lang;
use crate::web::{AppError, Visit, view};

const MONTHS: u32 = 12;

/// Which book, and which part of it.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct BookFilter {
    /// Whose book; may be left out by whoever has only one branch.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub branch: Option<Uuid>,
    /// Which year; this year when left out.
    #[serde(default, deserialize_with = "crate::web::typed::sent_year")]
    pub year: Option<i32>,
    /// Which quarter, 1 to 4; the whole year when left out.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub quarter: Option<u32>,
}

/// One side's counts at one meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SideCount {
    /// The character it signs with.
    pub character: String,
    /// `school`, `enterprise`, `association` or `other`.
    pub side: &'static str,
    /// What it is called.
    pub name: String,
    /// Its counts.
    pub tally: TallyView,
}

/// One meeting of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BookLine {
    /// Its id.
    pub id: Uuid,
    /// Its number in this part of the book.
    pub number: usize,
    /// What it was called.
    pub title: String,
    /// What it was about.
    pub theme: String,
    /// The day.
    pub on: NaiveDate,
    /// Where.
    pub place: String,
    /// The counts by side.
    pub sides: Vec<SideCount>,
    /// The counts of all sides.
    pub total: TallyView,
    /// The seals.
    pub seals: Vec<SealView>,
}

/// A month, what the rule says about it, and who came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MonthLine {
    /// Its number, 1 to 12.
    pub month: u32,
    /// Its name.
    #[serde(skip)]
    pub label: String,
    /// Whether it had its theme day; none for months to come and before the branch was founded.
    #[schema(value_type = Option<Object>)]
    pub finding: Option<Finding>,
    /// How many came in all.
    pub sum: u32,
    /// How many came of each side.
    pub parts: Vec<MonthPart>,
}

/// How many of one side came in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MonthPart {
    /// `school`, `enterprise`, `association` or `other`.
    pub side: &'static str,
    /// The character it signs with.
    pub character: String,
    /// How many came; everybody counts once for each meeting.
    pub count: u32,
}

/// A side as the legend of a chart names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LegendSide {
    /// `school`, `enterprise`, `association` or `other`.
    pub side: &'static str,
    /// The character it signs with.
    pub character: String,
    /// What it is called.
    pub label: String,
}

/// The branch book.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct BookPage {
    /// The branch; none while it is still to be chosen.
    pub branch: Option<Uuid>,
    /// What it is called.
    pub branch_name: String,
    /// The year.
    pub year: i32,
    /// The quarter; none for the whole year.
    pub quarter: Option<u32>,
    /// Branches to choose from.
    pub branches: Vec<Choice>,
    /// Years to choose from.
    pub years: Vec<Choice>,
    /// What every side has confirmed, the earliest first.
    pub lines: Vec<BookLine>,
    /// What was held and is not settled yet.
    pub open: Vec<OpenLine>,
    /// The months of this part of the book.
    pub months: Vec<MonthLine>,
    /// The largest number of one month, at least 1, for the chart.
    pub most: u32,
    /// The sides.
    pub legend: Vec<LegendSide>,
    /// The counts of all confirmed meetings together.
    pub total: TallyView,
    /// The share present of those expected, in whole per cent.
    pub percent: Option<u32>,
    /// How many months had their theme day, and how many are over or running.
    pub months_met: (usize, usize),
}

/// A meeting that was held and is not settled yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenLine {
    /// Its id.
    pub id: Uuid,
    /// What it was called.
    pub title: String,
    /// The day.
    pub on: NaiveDate,
    /// Where it stands.
    pub state: &'static str,
}

view!(BookPage, "meeting/book.html", super::paper::samples);

/// `GET /book` — the branch book: what every side has confirmed, and the year's figures.
#[utoipa::path(get, path = "/book", params(BookFilter), responses((status = 200, body = BookPage), (status = 403), (status = 404)), extensions(("x-action" = json!("book.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<BookFilter>,
) -> Result<Response, AppError> {
    visit.page(&opened(&site, &visit, &filter).await?)
}

/// The book that was asked for, or the choice of one.
pub(super) async fn opened(site: &Site, visit: &Visit, filter: &BookFilter) -> Result<BookPage, AppError> {
    let tx = site.db.read();
    let branches = meetings::branches(&tx, &visit.actor.scope::<ReadBook>()?).await?;
    let year = filter.year.unwrap_or_else(|| site.clock.today().year());
    let quarter = filter.quarter.filter(|number| (1..=4).contains(number));
    let chosen = match (filter.branch, branches.as_slice()) {
        (Some(branch), _) => OrganisationId::from(branch),
        (None, []) => return Err(Denied::forbidden::<ReadBook>().into()),
        (None, [(only, _)]) => *only,
        (None, _) => {
            let branches = choices(branches, None);
            return Ok(BookPage { branches, year, quarter, ..BookPage::default() });
        }
    };
    let thing = organisation::store::thing(&tx, chosen).await?.ok_or(AppError::NotFound("organisation"))?;
    visit.actor.may(ReadBook, &thing)?;
    let page = filled(site, &tx, chosen, year, quarter, visit.lang()).await?;
    Ok(BookPage { branches: choices(branches, Some(chosen)), ..page })
}

fn choices(branches: Vec<(OrganisationId, String)>, chosen: Option<OrganisationId>) -> Vec<Choice> {
    let choice = |(id, label): (OrganisationId, String)| Choice {
        value: id.to_string(),
        label,
        chosen: chosen == Some(id),
    };
    branches.into_iter().map(choice).collect()
}

async fn filled(
    site: &Site,
    tx: &Tx,
    branch: OrganisationId,
    year: i32,
    quarter: Option<u32>,
    lang: Lang,
) -> Result<BookPage, AppError> {
    let months = months_of(year, quarter);
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return Err(AppError::NotFound("page"));
    };
    let held = store::held(tx, branch, first.first_day(), last.last_day()).await?;
    let founded = store::founded_on(tx, branch).await?;
    let signers = held.iter().flat_map(|row| &row.parties).filter_map(|p| p.signed.map(|(by, _)| by));
    let names = people::store::names(tx, signers).await?;
    let sides = meetings::parties_of(tx, branch).await?;
    let today = site.clock.today();
    let confirmed: Vec<&HeldRow> = held.iter().filter(|row| row.word == Word::Confirmed).collect();
    let lines: Vec<BookLine> = confirmed
        .iter()
        .zip(1..)
        .map(|(row, number)| line(row, number, seal::seals(&row.parties, row.word, &names, lang)))
        .collect();
    let total = confirmed.iter().fold(Tally::default(), |sum, row| sum.plus(row.total()));
    let months: Vec<MonthLine> = months
        .into_iter()
        .map(|month| month_line(site, month, &held, &sides, founded, today, lang))
        .collect();
    let judged = months.iter().filter_map(|month| month.finding.as_ref());
    Ok(BookPage {
        branch: Some(branch.into()),
        branch_name: meetings::branch_name(tx, branch).await?.unwrap_or_default(),
        year,
        quarter,
        years: years(site, year),
        most: months.iter().map(|month| month.sum).max().unwrap_or(0).max(1),
        months_met: (judged.clone().filter(|finding| finding.met).count(), judged.count()),
        months,
        legend: sides.iter().map(legend).collect(),
        total: total.into(),
        percent: total.percent_present(),
        open: held.iter().filter(|row| row.word != Word::Confirmed).map(open_line).collect(),
        lines,
        branches: Vec::new(),
    })
}

/// The months of a year or of a quarter; none when the year is not in the calendar.
fn months_of(year: i32, quarter: Option<u32>) -> Vec<Month> {
    let Some(begin) = NaiveDate::from_ymd_opt(year, 1, 1).filter(|_| (1900..=9999).contains(&year)) else {
        return Vec::new();
    };
    let whole = (1..=MONTHS).filter_map(|month| begin.with_month(month)).map(Month::of);
    whole.filter(|month| quarter.is_none_or(|number| month.quarter().number() == number)).collect()
}

/// This year, the nine before it and the one shown.
fn years(site: &Site, shown: i32) -> Vec<Choice> {
    let now = site.clock.today().year();
    let mut years: Vec<i32> = (now - 9..=now).collect();
    years.push(shown);
    years.sort_unstable();
    years.dedup();
    let choice =
        |year: i32| Choice { value: year.to_string(), label: year.to_string(), chosen: year == shown };
    years.into_iter().rev().map(choice).collect()
}

fn line(row: &HeldRow, number: usize, seals: Vec<SealView>) -> BookLine {
    let count = |party: &PartyLine| SideCount {
        character: party.seal.to_string(),
        side: party.kind.as_str(),
        name: party.name.clone(),
        tally: row.tallies.get(&party.side).copied().unwrap_or_default().into(),
    };
    BookLine {
        id: row.id,
        number,
        title: row.title.clone(),
        theme: row.theme.clone(),
        on: row.on,
        place: row.place.clone(),
        sides: row.parties.iter().map(count).collect(),
        total: row.total().into(),
        seals,
    }
}

fn open_line(row: &HeldRow) -> OpenLine {
    OpenLine { id: row.id, title: row.title.clone(), on: row.on, state: row.word.as_str() }
}

pub(super) fn legend(party: &PartyLine) -> LegendSide {
    LegendSide { side: party.kind.as_str(), character: party.seal.to_string(), label: party.name.clone() }
}

fn month_line(
    site: &Site,
    month: Month,
    held: &[HeldRow],
    sides: &[PartyLine],
    founded: Option<NaiveDate>,
    today: NaiveDate,
    lang: Lang,
) -> MonthLine {
    let begun = month.first_day() <= today && founded.is_none_or(|day| month.last_day() >= day);
    let days: Vec<Held> =
        held.iter().map(|row| Held { on: row.on, confirmed: row.word == Word::Confirmed }).collect();
    let parts = parts(month, held, sides);
    MonthLine {
        month: month.number(),
        label: lang.t(&format!("month-{}", month.number())),
        finding: begun.then(|| held_in(month, &days, today, &site.book.meeting)),
        sum: parts.iter().map(|part| part.count).sum(),
        parts,
    }
}

/// How many of each side came to the confirmed meetings of a month.
pub(super) fn parts(month: Month, held: &[HeldRow], sides: &[PartyLine]) -> Vec<MonthPart> {
    let came: HashMap<_, u32> = held
        .iter()
        .filter(|row| row.word == Word::Confirmed && month.contains(row.on))
        .flat_map(|row| &row.tallies)
        .fold(HashMap::new(), |mut sums, (side, tally)| {
            *sums.entry(*side).or_default() += tally.present;
            sums
        });
    let part = |party: &PartyLine| MonthPart {
        side: party.kind.as_str(),
        character: party.seal.to_string(),
        count: came.get(&party.side).copied().unwrap_or_default(),
    };
    sides.iter().map(part).collect()
}

impl BookPage {
    /// The chart of presence by month and side.
    #[must_use]
    pub fn presence(&self) -> PresenceChart {
        PresenceChart::of_book(self)
    }

    /// The addresses of this part of the book as a file: xlsx, csv, json.
    #[must_use]
    pub fn exports(&self) -> [String; 3] {
        let word = |number: Option<String>| number.unwrap_or_default();
        let pairs = [
            ("branch", word(self.branch.map(|id| id.to_string()))),
            ("year", self.year.to_string()),
            ("quarter", word(self.quarter.map(|number| number.to_string()))),
        ];
        export::addresses("/book", &pairs)
    }

    /// The address of this part of the book, below `path`.
    #[must_use]
    pub fn address(&self, path: &str, quarter: Option<u32>) -> String {
        format!(
            "{path}?branch={}&year={}&quarter={}",
            self.branch.map(|id| id.to_string()).unwrap_or_default(),
            self.year,
            quarter.map(|number| number.to_string()).unwrap_or_default(),
        )
    }

    /// The quarters, each with its address.
    #[must_use]
    pub fn quarters(&self) -> Vec<(u32, String)> {
        Quarter::of_year(self.year)
            .into_iter()
            .map(|quarter| (quarter.number(), self.address("/book", Some(quarter.number()))))
            .collect()
    }

    /// The months that can still be met: that of today, and those that wait for a side.
    #[must_use]
    pub fn findings_open(&self) -> Vec<&Finding> {
        self.months.iter().filter_map(|month| month.finding.as_ref()).filter(|one| one.provisional).collect()
    }
}
