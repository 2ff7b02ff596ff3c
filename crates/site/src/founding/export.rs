//! The list of foundings as a file.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::cell::Cell;
use gongjian_domain::kinds::FoundingId;

use super::list::{FoundingFilter, FoundingRow};
use super::store::{self, FoundingLine};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::policy::Scope;
use crate::policy::actions::ReadFounding;
use crate::web::export::{Column, Format, List, MOST_ROWS, day, number, refuse_too_many, text};
use crate::web::paging::PAGE_ROWS;
use crate::web::words::Lang;
use crate::web::{AppError, Visit};

/// `GET /foundings/export/{format}` — the foundings the filter finds, as xlsx, csv or json.
#[utoipa::path(get, path = "/foundings/export/{format}", params(("format" = String, Path), FoundingFilter), responses((status = 200), (status = 404), (status = 409)), extensions(("x-action" = json!("founding.read"))))]
pub async fn export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
    Query(filter): Query<FoundingFilter>,
) -> Result<Response, AppError> {
    let format = Format::named(&format)?;
    let lines = all(&site.db.read(), &visit.actor.scope::<ReadFounding>()?, &filter.state).await?;
    refuse_too_many(lines.len())?;
    let lang = visit.lang();
    let rows = lines.into_iter().map(|line| row(FoundingRow::of(&site, line), lang)).collect();
    List { title: lang.t("foundings-title"), columns: columns(lang), rows }.answer(format).await
}

/// Every founding `scope` covers, page by page.
async fn all(tx: &Tx, scope: &Scope, state: &str) -> Result<Vec<FoundingLine>, StoreError> {
    let (mut found, mut after): (Vec<FoundingLine>, Option<FoundingId>) = (Vec::new(), None);
    while found.len() <= MOST_ROWS {
        let (lines, _) = store::listed(tx, scope, state, after).await?;
        // A page comes with one line more, which tells whether there is another; it may as well be taken.
        let more = lines.len() as u64 > PAGE_ROWS;
        found.extend(lines);
        after = found.last().map(|line| line.proposal.id);
        if !more {
            break;
        }
    }
    Ok(found)
}

fn columns(lang: Lang) -> Vec<Column> {
    let word = |key: &str| lang.t(key);
    vec![
        Column::text("name", word("founding-name"), 36),
        Column::text("above", word("founding-above"), 36),
        Column::text("state", word("founding-state"), 16),
        Column::text("sides", word("founding-seals"), 28),
        Column::number("joining", word("founding-joining")),
        Column::day("applied_on", word("founding-applied-on")),
        Column::day("due", word("founding-due")),
    ]
}

fn row(row: FoundingRow, lang: Lang) -> Vec<Cell> {
    let side = |side: &super::list::SealLine| {
        let agreed = lang.t(if side.agreed { "founding-export-agreed" } else { "founding-export-open" });
        format!("{}：{agreed}", side.name)
    };
    let sides: Vec<String> = row.sides.iter().map(side).collect();
    vec![
        text(row.name),
        text(row.above),
        text(lang.t(&format!("founding-state-{}", row.state))),
        text(sides.join("；")),
        number(u32::try_from(row.joining).unwrap_or(u32::MAX)),
        day(row.applied_on),
        day(row.due),
    ]
}
