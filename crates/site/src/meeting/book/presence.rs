//! Presence over the last twelve months by side, for the branch's own page.

use chrono::{Months, NaiveDate};
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::meeting::Word;
use gongjian_domain::meeting::book::Month;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::store as meetings;
use super::page::{self, BookPage, LegendSide, MonthPart};
use super::store;
use crate::db::{StoreError, Tx};
use crate::web::words::Lang;

/// Months of the chart.
const MONTHS: u32 = 12;

/// Who came in one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PresenceMonth {
    /// Its first day.
    pub first: NaiveDate,
    /// Its name.
    #[serde(skip)]
    pub label: String,
    /// How many came in all.
    pub sum: u32,
    /// How many came of each side.
    pub parts: Vec<MonthPart>,
}

/// How many came to confirmed meetings, month by month and side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct PresenceChart {
    /// The months, the earliest first.
    pub months: Vec<PresenceMonth>,
    /// The largest number of one month, at least 1.
    pub most: u32,
    /// The sides.
    pub legend: Vec<LegendSide>,
    /// How many came in all these months; everybody counts once for each meeting.
    pub total: u32,
    /// How many meetings there were.
    pub meetings: usize,
}

impl PresenceChart {
    /// How many of the side at this place came in all these months.
    #[must_use]
    pub fn came(&self, place: &usize) -> u32 {
        self.months.iter().filter_map(|month| month.parts.get(*place)).map(|part| part.count).sum()
    }

    /// The part of the book a page shows, as its chart.
    pub(super) fn of_book(book: &BookPage) -> Self {
        let month = |line: &page::MonthLine| PresenceMonth {
            first: NaiveDate::from_ymd_opt(book.year, line.month, 1).unwrap_or_default(),
            label: line.label.clone(),
            sum: line.sum,
            parts: line.parts.clone(),
        };
        Self {
            months: book.months.iter().map(month).collect(),
            most: book.most,
            legend: book.legend.clone(),
            total: book.total.present,
            meetings: book.lines.len(),
        }
    }
}

/// Presence at the confirmed meetings of `branch` in the twelve months that end with that of `today`.
///
/// # Errors
///
/// When the database cannot be asked or a row makes no sense.
pub async fn presence(
    tx: &Tx,
    branch: OrganisationId,
    today: NaiveDate,
    lang: Lang,
) -> Result<PresenceChart, StoreError> {
    let months: Vec<Month> = (0..MONTHS)
        .rev()
        .filter_map(|ago| today.checked_sub_months(Months::new(ago)))
        .map(Month::of)
        .collect();
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return Ok(PresenceChart::default());
    };
    let mut held = store::held(tx, branch, first.first_day(), last.last_day()).await?;
    held.retain(|row| row.word == Word::Confirmed);
    let sides = meetings::parties_of(tx, branch).await?;
    let months: Vec<PresenceMonth> = months
        .into_iter()
        .map(|month| {
            let parts = page::parts(month, &held, &sides);
            PresenceMonth {
                first: month.first_day(),
                label: lang.t(&format!("month-{}", month.number())),
                sum: parts.iter().map(|part| part.count).sum(),
                parts,
            }
        })
        .collect();
    Ok(PresenceChart {
        most: months.iter().map(|month| month.sum).max().unwrap_or(0).max(1),
        total: held.iter().map(|row| row.total().present).sum(),
        meetings: held.len(),
        legend: sides.iter().map(page::legend).collect(),
        months,
    })
}
