//! The record of a meeting as a paper.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::find;
use super::record::{self, RecordPage};
use crate::Site;
use crate::web::{AppError, Visit, view};

/// The record, to be printed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PrintPage {
    /// The record.
    pub record: RecordPage,
}

view!(PrintPage, "meeting/paper.html", || {
    let samples: Vec<RecordPage> = crate::web::View::samples();
    samples.into_iter().map(|record| Self { record }).collect()
});

/// `GET /meetings/{id}/print` — the record as a paper with the seals under it.
#[utoipa::path(get, path = "/meetings/{id}/print", params(("id" = Uuid, Path)), responses((status = 200, body = PrintPage), (status = 403), (status = 404)), extensions(("x-action" = json!("meeting.minutes"))))]
pub async fn print(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let found = find::inside(&tx, &visit, id).await?;
    visit.page(&PrintPage { record: record::shown(&site, &tx, &visit, &found).await? })
}
