//! The list of cases as a file: what the list shows. Whoever takes it away has read each case in it.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::cell::Cell;
use gongjian_domain::kinds::PersonId;

use super::list::{CaseFilter, CaseLine, asked, note};
use super::store;
use crate::Site;
use crate::policy::actions::ReadCase;
use crate::web::export::{Column, Format, List, MOST_ROWS, day, refuse_too_many, text};
use crate::web::words::Lang;
use crate::web::{AppError, Visit};

/// `GET /cases/export/{format}` — the cases the filter finds, as xlsx, csv or json.
#[utoipa::path(get, path = "/cases/export/{format}", params(("format" = String, Path), CaseFilter), responses((status = 200), (status = 404), (status = 409)), extensions(("x-action" = json!("case.read"))))]
pub async fn export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
    Query(filter): Query<CaseFilter>,
) -> Result<Response, AppError> {
    let format = Format::named(&format)?;
    let (scope, today) = (visit.actor.scope::<ReadCase>()?, site.clock.today());
    let found = store::all(&site.db.read(), &scope, &asked(&filter, today), MOST_ROWS).await?;
    refuse_too_many(found.len())?;
    let people = found.iter().map(|one| PersonId::from(one.row.person_id)).collect();
    note(&site, &visit, people).await?;
    let (judge, lang) = (super::judge(&site), visit.lang());
    let rows = found.into_iter().map(|one| row(CaseLine::of(one, &judge, today), lang)).collect();
    List { title: lang.t("cases-export-title"), columns: columns(lang), rows }.answer(format).await
}

fn columns(lang: Lang) -> Vec<Column> {
    let word = |key: &str| lang.t(key);
    vec![
        Column::text("name", word("case-name"), 14),
        Column::text("branch", word("case-branch"), 36),
        Column::text("side", word("case-side"), 12),
        Column::text("stage", word("case-stage"), 16),
        Column::text("standing", word("case-standing"), 12),
        Column::text("next", word("case-next"), 28),
        Column::text("actor", word("case-actor"), 20),
        Column::day("earliest", word("case-earliest")),
        Column::day("due", word("case-due")),
    ]
}

fn row(line: CaseLine, lang: Lang) -> Vec<Cell> {
    vec![
        text(line.name),
        text(line.branch),
        text(line.side.map(|side| side.name)),
        text(lang.t(&format!("stage-{}", line.stage.as_deref().unwrap_or("none")))),
        text(lang.t(&format!("case-standing-{}", line.standing))),
        text(line.next.map(|words| lang.said(&words).to_owned())),
        text(line.actor.map(|actor| lang.t(&format!("step-actor-{actor}")))),
        day(line.earliest),
        day(line.due),
    ]
}
