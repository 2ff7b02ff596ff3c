//! The theme days of a month as a file.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::cell::Cell;

use super::store::{self, Asked};
use super::{ThemeDayLine, ThemeDaysFilter};
use crate::Site;
use crate::meeting::calendar::month;
use crate::policy::actions::ReadBook;
use crate::web::export::{Column, Format, List, MOST_ROWS, day, refuse_too_many, text};
use crate::web::words::Lang;
use crate::web::{AppError, Visit};

/// `GET /theme-days/export/{format}` — the branches the filter finds, as xlsx, csv or json.
#[utoipa::path(get, path = "/theme-days/export/{format}", params(("format" = String, Path), ThemeDaysFilter), responses((status = 200), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("book.read"))))]
pub async fn export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
    Query(filter): Query<ThemeDaysFilter>,
) -> Result<Response, AppError> {
    let format = Format::named(&format)?;
    let (today, lang) = (site.clock.today(), visit.lang());
    let (scope, month) = (visit.actor.scope::<ReadBook>()?, filter.month(today));
    let asked = Asked { scope: &scope, month, today };
    let most = MOST_ROWS as u64 + 1;
    let found = store::lines(&site.db.read(), &asked, &filter.standings()?, None, most).await?;
    refuse_too_many(found.len())?;
    let title = lang.with("theme-days-export-title", &[("month", month::name_of(month, lang).into())]);
    let rows = found.into_iter().map(|line| row(line, lang)).collect();
    List { title, columns: columns(lang), rows }.answer(format).await
}

fn columns(lang: Lang) -> Vec<Column> {
    let word = |key: &str| lang.t(key);
    vec![
        Column::text("branch", word("meeting-branch"), 36),
        Column::text("code", word("theme-days-code"), 14),
        Column::text("above", word("theme-days-above"), 24),
        Column::text("standing", word("meeting-state"), 16),
        Column::day("on", word("meeting-day")),
        Column::text("title", word("meeting-name"), 36),
    ]
}

fn row(line: ThemeDayLine, lang: Lang) -> Vec<Cell> {
    vec![
        text(line.name),
        text(line.code),
        text(line.above),
        text(lang.t(&format!("theme-days-{}", line.standing.as_str()))),
        day(line.on),
        text(line.title),
    ]
}
