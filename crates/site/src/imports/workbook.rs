//! Files to take home: the template to fill in, and the brought file with its wrong cells marked.

use axum::extract::{Path, Query, State as Shared};
use axum::response::Response;
use gongjian_domain::kinds::ImportId;
use gongjian_domain::kinds::OrganisationId;
use gongjian_papers::check::{FoundHeader, TableKind};
use gongjian_papers::error_workbook::Issue;
use gongjian_papers::template;
use gongjian_papers::worker::{Outcome, Work};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use super::preview::{column_name, has_workbook};
use super::row::{JudgedRow, Part};
use super::run::{Kind, Run};
use super::{lists, store};
use crate::Site;
use crate::db::Tx;
use crate::job::papers::Paper;
use crate::organisation;
use crate::people;
use crate::policy::actions::{ImportPeople, ReadImport};
use crate::policy::{Denied, Scope};
use crate::web::answer::download;
use crate::web::words::Lang;
use crate::web::{AppError, Visit};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Whose branches the template offers.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TemplateFilter {
    /// The organisation with everything below it; without one, everything the visitor may import into.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub organisation: Option<Uuid>,
}

/// `GET /imports/template.xlsx` — the roster to fill in.
#[utoipa::path(get, path = "/imports/template.xlsx", params(TemplateFilter), responses((status = 200), (status = 403), (status = 404)), extensions(("x-action" = json!("people.import"))))]
pub async fn blank(
    Shared(site): Shared<Site>,
    visit: Visit,
    Query(filter): Query<TemplateFilter>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let scope = match filter.organisation.map(OrganisationId::from) {
        None => visit.actor.scope::<ImportPeople>()?,
        Some(id) => {
            let thing = organisation::store::thing(&tx, id).await?;
            visit.actor.may(ImportPeople, &thing.ok_or(AppError::NotFound("organisation"))?)?;
            Scope { under: vec![id], ..Scope::default() }
        }
    };
    if scope.under.is_empty() && scope.at.is_empty() {
        return Err(Denied::forbidden::<ImportPeople>().into());
    }
    let branches = lists::branches(&tx, &scope).await?;
    let made = tokio::task::spawn_blocking(move || template::roster(&branches)).await;
    let bytes = made.map_err(|error| AppError::Broken(Box::new(error)))?;
    let bytes = bytes.map_err(|error| AppError::Broken(Box::new(error)))?;
    download(&format!("{}.xlsx", visit.lang().t("import-template-name")), XLSX, bytes)
}

/// `GET /imports/{id}/errors.xlsx` — the file as it was brought, the wrong cells coloured and commented.
#[utoipa::path(get, path = "/imports/{id}/errors.xlsx", params(("id" = Uuid, Path)), responses((status = 200), (status = 404), (status = 409)), extensions(("x-action" = json!("import.read"))))]
pub async fn errors(
    Shared(site): Shared<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let run = store::find(&tx, id.into()).await?.ok_or(AppError::NotFound("import"))?;
    visit.actor.may(ReadImport, &store::thing(&tx, &run).await?)?;
    if !has_workbook(&run) {
        return Err(AppError::NotFound("import-file"));
    }
    let paper = store::paper(&tx, &site.keys, &run).await?.ok_or(AppError::NotFound("import-file"))?;
    let name = marked_name(&run.file_name, visit.lang());
    let bytes = marked(&site, run.id, &run.tables, paper, visit.lang()).await?;
    // A roster's file shows the identity number of everybody in it. Written before it is handed over.
    if run.kind == Kind::Roster {
        site.db.write(async |tx| record(&site, &visit, tx, &run).await).await?;
    }
    download(&name, XLSX, bytes)
}

/// An act of its own, for whoever stands in the file and not in the register; for those who do, a reading in full.
async fn record(site: &Site, visit: &Visit, tx: &mut Tx, run: &Run) -> Result<(), AppError> {
    let permit = visit.actor.may(ReadImport, &store::thing(tx, run).await?)?;
    let known = store::people_of(tx, run.id).await?;
    let values = json!({ "rows": run.counts.rows, "people": known.len() });
    tx.record(&site.clock, permit.act().changed(&["errors"], values));
    Ok(people::store::note_readings(tx, &site.clock, visit.person(), known, true).await?)
}

fn marked_name(file_name: &str, lang: Lang) -> String {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    format!("{stem}-{}.xlsx", lang.t("import-errors-name"))
}

/// The file with every refused row marked.
///
/// # Errors
///
/// When the file cannot be marked.
pub(super) async fn marked(
    site: &Site,
    id: ImportId,
    tables: &[FoundHeader],
    paper: Paper,
    lang: Lang,
) -> Result<Vec<u8>, AppError> {
    let rows = store::refused_rows(&site.db.read(), id).await?;
    mark(site, &rows, tables, paper, lang).await
}

/// The file with these rows marked.
pub(super) async fn mark(
    site: &Site,
    rows: &[JudgedRow],
    tables: &[FoundHeader],
    paper: Paper,
    lang: Lang,
) -> Result<Vec<u8>, AppError> {
    let issues = rows.iter().flat_map(|row| issues(row, tables, lang)).collect();
    match site.papers.result_of(Work::MarkErrors { issues }, paper).await {
        Ok(Outcome::File(bytes)) => Ok(bytes),
        Ok(Outcome::Checked(_)) => Err(AppError::Broken("the worker checked instead of marking".into())),
        Err(failure) => Err(AppError::Refused(failure.reason(), Vec::new())),
    }
}

fn issues(row: &JudgedRow, tables: &[FoundHeader], lang: Lang) -> Vec<Issue> {
    let kind = match row.part {
        Part::Roster => TableKind::Roster,
        Part::Units => TableKind::Units,
        Part::Organisations => TableKind::Organisations,
    };
    let table = tables.iter().find(|table| table.table == kind);
    row.problems
        .iter()
        .map(|problem| {
            let column = table.and_then(|table| table.position(&problem.column));
            let sentence = lang.reason(&problem.reason);
            // Where the column is missing the first cell of the row is marked: it must say what is meant.
            let text = match column {
                Some(_) => sentence,
                None => format!("{}：{sentence}", column_name(lang, row.part, &problem.column)),
            };
            Issue { sheet: table.map(|table| table.sheet.clone()), row: row.number, column, text }
        })
        .collect()
}
