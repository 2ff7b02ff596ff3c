//! Dead letters: jobs that failed too often, for the system administrator.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use gongjian_domain::cell::Cell;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::queue;
use crate::Site;
use crate::db::StoreError;
use crate::policy::Thing;
use crate::policy::actions::{ReadJobs, RetryJob};
use crate::web::export::{Column, Format, List, number, refuse_too_many, text};
use crate::web::{AppError, Shell, Visit, view};

/// A job that failed too often.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeadJob {
    /// The job.
    pub id: Uuid,
    /// What it was to do.
    pub topic: String,
    /// How often it was tried.
    pub attempts: i32,
    /// Why the last attempt failed: `panicked`, `lost` when its worker ended with it, or the fault's own words.
    pub why: String,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
}

impl DeadJob {
    /// Why, in words where there are some.
    #[must_use]
    pub fn because(&self, shell: &Shell) -> String {
        match self.why.as_str() {
            queue::PANICKED | queue::LOST => shell.word("jobs-why", &self.why),
            other => other.to_owned(),
        }
    }

    /// What it was to do, in words where there are some.
    #[must_use]
    pub fn what(&self, shell: &Shell) -> String {
        let key = format!("jobs-topic-{}", self.topic.replace('.', "-"));
        shell.words.known(&key).unwrap_or_else(|| self.topic.clone())
    }
}

/// The dead letters.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct JobsPage {
    /// The oldest first.
    pub rows: Vec<DeadJob>,
}

impl JobsPage {
    /// The addresses of the list as a file.
    #[must_use]
    pub fn exports(&self) -> [String; 3] {
        crate::web::export::addresses("/jobs", &[])
    }
}

view!(JobsPage, "job/page.html", || {
    let dead = DeadJob {
        id: Uuid::nil(),
        topic: "import.read".into(),
        attempts: 8,
        why: "the worker was stopped".into(),
        created_at: DateTime::UNIX_EPOCH,
    };
    let lost = DeadJob { topic: "meeting.invited".into(), why: queue::LOST.into(), ..dead.clone() };
    vec![Self::default(), Self { rows: vec![dead, lost] }]
});

/// `GET /jobs` — jobs that failed too often.
#[utoipa::path(get, path = "/jobs", responses((status = 200, body = JobsPage)), extensions(("x-action" = json!("job.read"))))]
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.actor.may(ReadJobs, &Thing::installation())?;
    visit.page(&JobsPage { rows: dead(&site).await? })
}

async fn dead(site: &Site) -> Result<Vec<DeadJob>, StoreError> {
    let rows = queue::dead(&site.db.read()).await?.into_iter();
    let line = |row: super::Job| DeadJob {
        id: row.id,
        topic: row.topic,
        attempts: row.attempts,
        why: row.error.unwrap_or_default(),
        created_at: row.created_at,
    };
    Ok(rows.map(line).collect())
}

/// `GET /jobs/export/{format}` — the same as xlsx, csv or json.
#[utoipa::path(get, path = "/jobs/export/{format}", params(("format" = String, Path)), responses((status = 200), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("job.read"))))]
pub async fn export(
    State(site): State<Site>,
    visit: Visit,
    Path(format): Path<String>,
) -> Result<Response, AppError> {
    visit.actor.may(ReadJobs, &Thing::installation())?;
    let format = Format::named(&format)?;
    let jobs = dead(&site).await?;
    refuse_too_many(jobs.len())?;
    let shell = visit.shell();
    let rows = jobs.iter().map(|job| row(job, &shell)).collect();
    List { title: shell.t("jobs-title"), columns: columns(&shell), rows }.answer(format).await
}

fn columns(shell: &Shell) -> Vec<Column> {
    vec![
        Column::text("topic", shell.t("jobs-topic"), 24),
        Column::text("why", shell.t("jobs-why"), 48),
        Column::text("since", shell.t("jobs-since"), 20),
        Column::number("attempts", shell.t("jobs-attempts")),
    ]
}

fn row(job: &DeadJob, shell: &Shell) -> Vec<Cell> {
    vec![
        text(job.what(shell)),
        text(job.because(shell)),
        text(shell.moment(&job.created_at)),
        number(u32::try_from(job.attempts).unwrap_or_default()),
    ]
}

/// `POST /jobs/{id}/retry` — gives a dead letter another round of attempts.
#[utoipa::path(post, path = "/jobs/{id}/retry", params(("id" = Uuid, Path)), responses((status = 303), (status = 404)), extensions(("x-action" = json!("job.retry"))))]
pub async fn retry(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let permit = visit.actor.may(RetryJob, &Thing::installation())?;
    site.db
        .write(async |tx| {
            if !queue::revive(tx, id, site.clock.now()).await? {
                return Err(AppError::NotFound("job"));
            }
            tx.record(&site.clock, permit.act().about("Job", id).changed(&["state"], json!("waiting")));
            Ok(())
        })
        .await?;
    Ok(visit.done("/jobs"))
}
