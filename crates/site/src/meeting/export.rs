//! The list of meetings as a file: what the list shows, with the counts; nobody's name is in it.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::cell::Cell;

use super::list::{MeetingFilter, MeetingLine, asked};
use super::store;
use crate::Site;
use crate::policy::actions::ReadMeeting;
use crate::web::export::{Column, Format, List, MOST_ROWS, day, number, refuse_too_many, text};
use crate::web::words::Lang;
use crate::web::{AppError, Visit};

/// `GET /meetings/export/{format}` — the meetings the filter finds, as xlsx, csv or json.
#[utoipa::path(get, path = "/meetings/export/{format}", params(("format" = String, Path), MeetingFilter), responses((status = 200), (status = 404), (status = 409)), extensions(("x-action" = json!("meeting.read"))))]
pub async fn export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
    Query(filter): Query<MeetingFilter>,
) -> Result<Response, AppError> {
    let format = Format::named(&format)?;
    let scope = visit.actor.scope::<ReadMeeting>()?;
    let found = store::all(&site.db.read(), &scope, &asked(&filter), MOST_ROWS).await?;
    refuse_too_many(found.len())?;
    let lang = visit.lang();
    let rows = found.into_iter().map(|one| Ok(row(MeetingLine::of(one, lang)?, lang)));
    let rows = rows.collect::<Result<Vec<_>, AppError>>()?;
    List { title: lang.t("meetings-export-title"), columns: columns(lang), rows }.answer(format).await
}

fn columns(lang: Lang) -> Vec<Column> {
    let word = |key: &str| lang.t(key);
    vec![
        Column::day("on", word("meeting-day")),
        Column::text("starts_at", word("meeting-export-starts"), 8),
        Column::text("title", word("meeting-name"), 36),
        Column::text("branch", word("meeting-branch"), 36),
        Column::text("state", word("meeting-filter-state"), 16),
        Column::number("present", word("book-export-present")),
        Column::number("expected", word("book-export-expected")),
        Column::text("sides", word("meeting-seals"), 28),
    ]
}

fn row(line: MeetingLine, lang: Lang) -> Vec<Cell> {
    let seals: Vec<&str> = line.seals.iter().map(|seal| seal.text.as_str()).collect();
    vec![
        day(Some(line.on)),
        text(line.starts_at.format("%H:%M").to_string()),
        text(line.title),
        text(line.branch),
        text(lang.t(&format!("meeting-state-{}", line.state))),
        if line.held { number(line.present) } else { Cell::Empty },
        number(line.expected),
        text(seals.join("；")),
    ]
}
