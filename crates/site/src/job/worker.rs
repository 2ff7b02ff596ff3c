//! The loop that does the work of jobs.

use std::time::Duration;

use gongjian_tables::job;
use tokio::sync::watch;

use super::queue;
use crate::Site;
use crate::db::StoreError;
use crate::imports;
use crate::meeting::notice;
use crate::policy::Thing;
use crate::policy::actions::RunJob;

/// How often the table is looked at when nothing is due.
const IDLE: Duration = Duration::from_millis(500);

/// What came of one attempt.
pub type Outcome = Result<(), String>;

/// Does the work of one topic.
async fn attempt(site: &Site, job: &job::Model) -> Outcome {
    match job.topic.as_str() {
        imports::read::TOPIC => imports::read::attempt(site, job).await,
        topic if topic.starts_with(notice::TOPIC) => notice::deliver(site, job.id, topic, &job.payload).await,
        topic => Err(format!("no worker takes the topic {topic}")),
    }
}

/// Does everything that is due now; returns how many jobs were tried.
///
/// # Errors
///
/// When the database refuses, or the policies do not let jobs run.
pub async fn run_due(site: &Site) -> Result<usize, StoreError> {
    let mut tried = 0;
    loop {
        let now = site.clock.now();
        if !queue::is_due(&site.db.read(), now).await? {
            return Ok(tried);
        }
        let Some(job) = site.db.keep(async |tx| queue::claim(tx, now).await).await? else { return Ok(tried) };
        tried += 1;
        run_begun(site, job).await?;
    }
}

/// Does the work of a job that is claimed already.
///
/// # Errors
///
/// When the database refuses.
pub(crate) async fn run_begun(site: &Site, job: job::Model) -> Result<(), StoreError> {
    let outcome = match site.worker().may(RunJob, &Thing::installation()) {
        Ok(_) => attempt(site, &job).await,
        Err(error) => Err(error.to_string()),
    };
    site.db
        .keep(async |tx| match &outcome {
            Ok(()) => queue::finish(tx, job.id).await,
            Err(why) => queue::fail(tx, &job, why, site.clock.now()).await,
        })
        .await?;
    if let Err(why) = outcome {
        tracing::warn!(job = %job.id, topic = job.topic, attempt = job.attempts, why, "a job failed");
    }
    Ok(())
}

/// Works until `stop` says so.
pub async fn work(site: Site, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = run_due(&site).await {
            tracing::error!(%error, "the jobs cannot be looked at");
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}
