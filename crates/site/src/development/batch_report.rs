//! What came of a step that was taken for many cases: kept for whoever took it.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::cell::Cell;
use gongjian_domain::kinds::CaseId;
use gongjian_domain::rule::Words;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::batch::HERE;
use super::batch_take::{BatchLine, OUTCOMES};
use super::store::{self, Batch};
use crate::Site;
use crate::db::Tx;
use crate::web::export::{self, Column, Format, List, text};
use crate::web::words::Lang;
use crate::web::{AppError, Visit, view};

/// What came of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BatchReportPage {
    /// Its id.
    pub id: Uuid,
    /// What the step is called.
    #[schema(value_type = Object)]
    pub title: Words,
    /// The day of the step.
    pub on: NaiveDate,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// The rows: what was not recorded first.
    pub lines: Vec<BatchLine>,
    /// How many were recorded.
    pub taken: usize,
    /// How many were not.
    pub left: usize,
    /// The addresses of the same as a file: xlsx, csv, json.
    pub exports: [String; 3],
}

view!(BatchReportPage, "development/batch_report.html", || {
    let of = |words: &[&'static str]| Self {
        id: Uuid::nil(),
        title: Words { zh: "集中培训".into(), en: "Training".into() },
        on: NaiveDate::default(),
        at: DateTime::UNIX_EPOCH,
        lines: words.iter().map(|word| BatchLine::sample(word)).collect(),
        taken: words.iter().filter(|word| **word == "taken").count(),
        left: words.iter().filter(|word| **word != "taken").count(),
        exports: Default::default(),
    };
    vec![of(&["taken", "taken"]), of(&["refused", "stale", "needs_reason", "unknown", "taken"])]
});

/// `GET /cases/batch/{id}` — what came of a step for many cases, for whoever took it.
#[utoipa::path(get, path = "/cases/batch/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = BatchReportPage), (status = 404)), extensions(("x-action" = json!("case.read"))))]
pub async fn report(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    visit.page(&found(&site, &visit, id).await?)
}

async fn found(site: &Site, visit: &Visit, id: Uuid) -> Result<BatchReportPage, AppError> {
    let tx = site.db.read();
    let batch = store::batch_of(&tx, id, visit.person()).await?.ok_or(AppError::NotFound("page"))?;
    let judge = super::judge(site);
    let title = judge.chart().find(&batch.row.step).map(|step| step.title.clone());
    let mut lines = lines(&tx, visit, &batch).await?;
    lines.sort_by_key(|line| line.outcome == "taken");
    let taken = lines.iter().filter(|line| line.outcome == "taken").count();
    Ok(BatchReportPage {
        id,
        title: title.unwrap_or_else(|| Words { zh: batch.row.step.clone(), en: batch.row.step.clone() }),
        on: batch.row.taken_on,
        at: batch.row.at,
        left: lines.len().saturating_sub(taken),
        taken,
        lines,
        exports: export::addresses(&format!("{HERE}/{id}"), &[]),
    })
}

/// The rows with the names the reader may read today.
async fn lines(tx: &Tx, visit: &Visit, batch: &Batch) -> Result<Vec<BatchLine>, AppError> {
    let cases: Vec<CaseId> = batch.lines.iter().map(|line| line.case.into()).collect();
    let names: HashMap<CaseId, (String, String)> = store::places_for(tx, &visit.actor, cases).await?;
    let line = |kept: &store::KeptLine| {
        let (name, branch) = names.get(&kept.case.into()).cloned().unwrap_or_default();
        let outcome = OUTCOMES.into_iter().find(|word| *word == kept.outcome).unwrap_or("unknown");
        BatchLine {
            case: kept.case,
            name,
            branch,
            outcome,
            reason: kept.reason.clone(),
            findings: kept.findings.clone(),
        }
    };
    Ok(batch.lines.iter().map(line).collect())
}

/// `GET /cases/batch/{id}/export/{format}` — the same as xlsx, csv or json.
#[utoipa::path(get, path = "/cases/batch/{id}/export/{format}", params(("id" = Uuid, Path), ("format" = String, Path)), responses((status = 200), (status = 404)), extensions(("x-action" = json!("case.read"))))]
pub async fn report_export(
    State(site): State<Site>,
    visit: Visit,
    Path((id, format)): Path<(Uuid, String)>,
) -> Result<Response, AppError> {
    let format = Format::named(&format)?;
    let report = found(&site, &visit, id).await?;
    let lang = visit.lang();
    let title = lang.with("batch-export-title", &[("step", lang.said(&report.title).to_owned().into())]);
    let word = |key: &str| lang.t(key);
    let columns = vec![
        Column::text("name", word("case-name"), 14),
        Column::text("branch", word("case-branch"), 36),
        Column::text("outcome", word("batch-outcome"), 16),
        Column::text("reason", word("batch-why"), 60),
    ];
    let rows = report.lines.into_iter().map(|line| row(line, lang)).collect();
    List { title, columns, rows }.answer(format).await
}

fn row(line: BatchLine, lang: Lang) -> Vec<Cell> {
    let why = line.reason.iter().chain(line.findings.iter().map(|finding| &finding.reason));
    let why: Vec<String> = why.map(|reason| lang.reason(reason)).collect();
    vec![
        text(line.name),
        text(line.branch),
        text(lang.t(&format!("batch-outcome-{}", line.outcome))),
        text(why.join(" ")),
    ]
}
