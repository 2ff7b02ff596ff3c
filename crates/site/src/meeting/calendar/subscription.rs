//! The calendar as an address that calendar programs ask again and again.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Days, Utc};
use gongjian_domain::meeting::Word;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use serde_json::Value;

use super::super::store::{self, CalendarRow};
use super::month;
use crate::Site;
use crate::account::sessions;
use crate::clock;
use crate::db::{StoreError, Tx};
use crate::development::due_calendar::{self, DueTogether};
use crate::policy::Thing;
use crate::policy::actions::{ChangeOwn, FollowCalendar};
use crate::web::words::Lang;
use crate::web::{AppError, Visit};

/// Days before today that a subscription still shows.
const DAYS_BACK: u64 = 90;
/// Days after today that it shows.
const DAYS_AHEAD: u64 = 400;
const ENDING: &str = ".ics";

/// Whether the visitor's account has a living subscription.
pub(super) async fn has(tx: &Tx, visit: &Visit, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let credentials = sessions::of_account(tx, visit.session.account, now).await?;
    Ok(credentials.iter().any(|line| line.kind == sessions::CALENDAR))
}

/// `POST /calendar/subscription` — makes a new address, shown this once; one made before ends.
#[utoipa::path(post, path = "/calendar/subscription", responses((status = 200, body = super::CalendarPage)), extensions(("x-action" = json!("own.change"))))]
pub async fn subscribe(
    State(site): State<Site>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let permit = visit.actor.may(ChangeOwn, &Thing::person(visit.person(), &[], &[]))?;
    let account = visit.session.account;
    let secret = site
        .db
        .write(async |tx| {
            sessions::end_kind(tx, account, sessions::CALENDAR).await?;
            let secret = sessions::open(tx, &site, account, sessions::CALENDAR, "").await?;
            tx.record(&site.clock, permit.act().changed(&["calendar"], Value::Null));
            Ok::<_, AppError>(secret)
        })
        .await?;
    let mut page = month::shown(&site, &visit, "").await?;
    page.address = Some(format!("{}/calendar/{secret}{ENDING}", origin(&site, &headers)));
    visit.page(&page)
}

/// Where people reach this site.
fn origin(site: &Site, headers: &HeaderMap) -> String {
    if let Some(url) = &site.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}")
}

/// `POST /calendar/subscription/end` — ends the subscription; its address stops working at once.
#[utoipa::path(post, path = "/calendar/subscription/end", responses((status = 303)), extensions(("x-action" = json!("own.change"))))]
pub async fn end(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let permit = visit.actor.may(ChangeOwn, &Thing::person(visit.person(), &[], &[]))?;
    site.db
        .write(async |tx| {
            if !has(tx, &visit, site.clock.now()).await? {
                tx.nothing_changed();
                return Ok(());
            }
            sessions::end_kind(tx, visit.session.account, sessions::CALENDAR).await?;
            tx.record(&site.clock, permit.act().changed(&["calendar"], Value::Null));
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(visit.done("/calendar"))
}

/// `GET /calendar/{file}` — the calendar for whoever has its secret address: titles, times, places; and which steps of member development are due, without names.
#[utoipa::path(get, path = "/calendar/{file}", params(("file" = String, Path)), responses((status = 200, content_type = "text/calendar"), (status = 404)), extensions(("x-action" = json!("calendar.follow"))))]
pub async fn send(State(site): State<Site>, Path(file): Path<String>) -> Result<Response, AppError> {
    let secret = file.strip_suffix(ENDING).ok_or(AppError::NotFound("page"))?;
    let holder = sessions::holder(&site, sessions::CALENDAR, secret).await?;
    let person = holder.ok_or(AppError::NotFound("page"))?.person;
    site.stranger().may(FollowCalendar, &Thing::person(person, &[], &[]))?;
    let actor = site.actor_of(person, true).await?;
    let today = site.clock.today();
    let first = today.checked_sub_days(Days::new(DAYS_BACK)).unwrap_or(today);
    let last = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today);
    let rows = store::calendar_of(&site.db.read(), &actor, first, last).await?;
    let mut calendar = Calendar::new();
    calendar.name(&Lang::Chinese.t("product-name"));
    for row in &rows {
        calendar.push(event(row, site.clock.now()));
    }
    for due in due_calendar::own_turns(&site, &actor, first, last).await? {
        calendar.push(due_event(&due, site.clock.now()));
    }
    let mut response = calendar.done().to_string().into_response();
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

fn event(row: &CalendarRow, now: DateTime<Utc>) -> Event {
    let mut event = Event::new();
    event
        .uid(&format!("{}@gongjian", row.id))
        .timestamp(now)
        .summary(&row.title)
        .location(&row.place)
        .starts(clock::moment_of(row.on.and_time(row.starts_at)));
    if let Some(ends_at) = row.ends_at {
        event.ends(clock::moment_of(row.on.and_time(ends_at)));
    }
    event.status(if row.state == Word::Cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    event.done()
}

/// A step that is due, for as many as it is: whoever has the address reads no names.
fn due_event(due: &DueTogether, now: DateTime<Utc>) -> Event {
    let lang = Lang::Chinese;
    let values = [("step", lang.said(&due.title).to_owned().into()), ("number", due.cases.into())];
    let mut event = Event::new();
    event
        .uid(&format!("{}-{}@gongjian", due.on, due.step))
        .timestamp(now)
        .summary(&lang.with("due-calendar-event", &values))
        .all_day(due.on);
    event.done()
}
