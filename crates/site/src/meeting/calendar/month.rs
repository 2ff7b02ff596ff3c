//! One month of the own calendar.

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::{Datelike, Days, NaiveDate};
use gongjian_domain::meeting::Word;
use gongjian_domain::meeting::book::Month;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::super::store::{self, CalendarRow};
use super::subscription;
use crate::Site;
use crate::policy::Thing;
use crate::policy::actions::ReadOwn;
use crate::web::words::Lang;
use crate::web::{AppError, Visit, typed, view};

const WEEK: usize = 7;

/// Which month.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct CalendarFilter {
    /// Such as 2026-11; this month when left out.
    #[serde(default)]
    pub month: String,
}

/// A meeting on a day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CalendarEvent {
    /// When it begins.
    pub time: String,
    /// What it is called, and whether it was called off.
    pub title: String,
    /// Its record.
    pub href: String,
}

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CalendarDay {
    /// The day.
    pub on: NaiveDate,
    /// Its number in the month.
    pub number: u32,
    /// The day in full, for readers and phones.
    #[serde(skip)]
    pub label: String,
    /// Whether it is today.
    pub today: bool,
    /// Whether it lies in the month before or after.
    pub outside: bool,
    /// Its meetings.
    pub events: Vec<CalendarEvent>,
}

/// A week of the calendar, Monday first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CalendarWeek {
    /// Its seven days.
    pub days: Vec<CalendarDay>,
}

/// A month of the own calendar.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct CalendarPage {
    /// The month, such as 2026-11.
    pub month: String,
    /// Its name.
    #[serde(skip)]
    pub name: String,
    /// The names of the days of the week, Monday first.
    #[serde(skip)]
    pub weekdays: Vec<String>,
    /// The weeks it lies in.
    pub weeks: Vec<CalendarWeek>,
    /// The month before.
    pub earlier: String,
    /// The month after.
    pub later: String,
    /// How many meetings there are this month.
    pub count: usize,
    /// Whether a calendar program follows this calendar.
    pub subscribed: bool,
    /// The address of a new subscription, shown once.
    pub address: Option<String>,
}

view!(CalendarPage, "meeting/calendar.html", || {
    let month = Month::of(NaiveDate::default());
    let event = CalendarEvent {
        time: "14:30".into(),
        title: "学徒制育人主题党日".into(),
        href: format!("/meetings/{}", Uuid::nil()),
    };
    let full = |lang| {
        let mut page = laid_out(month, NaiveDate::default(), &[], lang);
        if let Some(day) = page.weeks.iter_mut().flat_map(|week| &mut week.days).nth(8) {
            day.events = vec![event.clone(), event.clone()];
        }
        page
    };
    let once = Some("http://127.0.0.1:8080/calendar/….ics".to_owned());
    vec![
        laid_out(month, NaiveDate::default(), &[], Lang::Chinese),
        CalendarPage { subscribed: true, count: 2, ..full(Lang::Chinese) },
        CalendarPage { address: once, ..full(Lang::English) },
    ]
});

/// `GET /calendar` — the meetings one is invited to and those of the own branches, a month at a time.
#[utoipa::path(get, path = "/calendar", params(CalendarFilter), responses((status = 200, body = CalendarPage)), extensions(("x-action" = json!("own.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(filter): Query<CalendarFilter>,
) -> Result<Response, AppError> {
    visit.actor.may(ReadOwn, &Thing::person(visit.person(), &[], &[]))?;
    visit.page(&shown(&site, &visit, &filter.month).await?)
}

/// The month asked for, or this one.
pub(super) async fn shown(site: &Site, visit: &Visit, asked: &str) -> Result<CalendarPage, AppError> {
    let today = site.clock.today();
    let month = asked_for(asked, today);
    let tx = site.db.read();
    let (first, last) = ends(month);
    let rows = store::calendar_of(&tx, &visit.actor, first, last).await?;
    let page = laid_out(month, today, &rows, visit.lang());
    Ok(CalendarPage { subscribed: subscription::has(&tx, visit, site.clock.now()).await?, ..page })
}

/// The Monday on or before the month's first day, and the Sunday on or after its last.
pub(crate) fn ends(month: Month) -> (NaiveDate, NaiveDate) {
    let before = u64::from(month.first_day().weekday().num_days_from_monday());
    let after = u64::from(6 - month.last_day().weekday().num_days_from_monday());
    (
        month.first_day().checked_sub_days(Days::new(before)).unwrap_or(month.first_day()),
        month.last_day().checked_add_days(Days::new(after)).unwrap_or(month.last_day()),
    )
}

/// A month laid out, whatever stands on its days.
pub(crate) struct Laid {
    /// What it is called.
    pub(crate) name: String,
    /// The names of the days of the week, Monday first.
    pub(crate) weekdays: Vec<String>,
    /// The weeks it lies in.
    pub(crate) weeks: Vec<CalendarWeek>,
    /// The month before.
    pub(crate) earlier: String,
    /// The month after.
    pub(crate) later: String,
}

/// Lays out `month`; `events` says what stands on a day.
pub(crate) fn laid(
    month: Month,
    today: NaiveDate,
    lang: Lang,
    events: impl Fn(NaiveDate) -> Vec<CalendarEvent>,
) -> Laid {
    let (first, last) = ends(month);
    let day = |on: NaiveDate| CalendarDay {
        on,
        number: on.day(),
        label: lang.date(on),
        today: on == today,
        outside: !month.contains(on),
        events: events(on),
    };
    let days: Vec<CalendarDay> = first.iter_days().take_while(|on| *on <= last).map(day).collect();
    let neighbour = |day: Option<NaiveDate>| day.map(|day| Month::of(day).to_string()).unwrap_or_default();
    Laid {
        name: name_of(month, lang),
        weekdays: (1..=WEEK).map(|number| lang.t(&format!("weekday-{number}"))).collect(),
        weeks: days.chunks(WEEK).map(|days| CalendarWeek { days: days.to_vec() }).collect(),
        earlier: neighbour(month.first_day().pred_opt()),
        later: neighbour(month.last_day().succ_opt()),
    }
}

fn laid_out(month: Month, today: NaiveDate, rows: &[CalendarRow], lang: Lang) -> CalendarPage {
    let on_day = |on| rows.iter().filter(|row| row.on == on).map(|row| event(row, lang)).collect();
    let Laid { name, weekdays, weeks, earlier, later } = laid(month, today, lang, on_day);
    CalendarPage {
        month: month.to_string(),
        name,
        weekdays,
        weeks,
        earlier,
        later,
        count: rows.iter().filter(|row| month.contains(row.on)).count(),
        subscribed: false,
        address: None,
    }
}

/// The month an address asks for, or the one of `today`.
pub(crate) fn asked_for(month: &str, today: NaiveDate) -> Month {
    let asked = month.parse().ok().filter(|month: &Month| typed::is_of_our_time(month.first_day()));
    asked.unwrap_or_else(|| Month::of(today))
}

/// What a month is called.
pub(in crate::meeting) fn name_of(month: Month, lang: Lang) -> String {
    let number = lang.t(&format!("month-{}", month.number()));
    lang.with("calendar-month", &[("year", month.year().to_string().into()), ("month", number.into())])
}

fn event(row: &CalendarRow, lang: Lang) -> CalendarEvent {
    let title = match row.state {
        Word::Cancelled => lang.with("calendar-cancelled", &[("title", row.title.clone().into())]),
        _ => row.title.clone(),
    };
    CalendarEvent {
        time: row.starts_at.format("%H:%M").to_string(),
        title,
        href: format!("/meetings/{}", row.id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_is_laid_out_in_whole_weeks_from_monday_to_sunday() {
        for number in 1..=12 {
            let month: Month = format!("2026-{number:02}").parse().unwrap();
            let page = laid_out(month, NaiveDate::default(), &[], Lang::Chinese);
            assert!(page.weeks.iter().all(|week| week.days.len() == WEEK));
            let inside = page.weeks.iter().flat_map(|week| &week.days).filter(|day| !day.outside).count();
            assert_eq!(u32::try_from(inside).unwrap(), month.last_day().day());
            assert_eq!(page.weeks[0].days[0].on.weekday(), chrono::Weekday::Mon);
        }
    }
}
