//! The loop that does the work of jobs.

use std::time::{Duration, Instant};

use gongjian_tables::job;
use tokio::sync::watch;

use super::{housekeeping, queue};
use crate::Site;
use crate::db::StoreError;
use crate::development;
use crate::imports;
use crate::meeting::notice;
use crate::policy::Thing;
use crate::policy::actions::RunJob;

/// How often the table is looked at when nothing is due.
const IDLE: Duration = Duration::from_millis(500);
/// How often it is made sure that the next housekeeping is planned.
const PLAN_EVERY: Duration = Duration::from_secs(3600);

/// What came of one attempt.
pub type Outcome = Result<(), String>;

/// Does the work of one topic.
async fn attempt(site: Site, job: job::Model) -> Outcome {
    match job.topic.as_str() {
        imports::read::TOPIC => imports::read::attempt(&site, &job).await,
        housekeeping::TOPIC => housekeeping::attempt(&site, &job).await,
        development::store::RENEW => {
            development::store::renew(&site).await.map_err(|error| error.to_string())
        }
        notice::TOPIC => notice::deliver(&site, &job).await,
        topic => Err(format!("no worker takes the topic {topic}")),
    }
}

/// Does everything that is due now; returns how many jobs were tried.
///
/// # Errors
///
/// When the database refuses, or the policies do not let jobs run.
pub async fn run_due(site: &Site) -> Result<usize, StoreError> {
    run_due_with(site, attempt).await
}

/// The same with other work: what the queue promises is shown with work that fails, hangs or breaks off.
///
/// # Errors
///
/// As [`run_due`].
pub async fn run_due_with<F>(site: &Site, work: impl Fn(Site, job::Model) -> F) -> Result<usize, StoreError>
where
    F: Future<Output = Outcome> + Send + 'static,
{
    let mut tried = 0;
    loop {
        let now = site.clock.now();
        if !queue::is_due(&site.db.read(), now).await? {
            return Ok(tried);
        }
        let Some(job) = site.db.keep(async |tx| queue::claim(tx, now).await).await? else { return Ok(tried) };
        tried += 1;
        let attempt = work(site.clone(), job.clone());
        settle(site, job, attempt).await?;
    }
}

/// Does the work of a job that is claimed already.
///
/// # Errors
///
/// When the database refuses.
pub(crate) async fn run_begun(site: &Site, job: job::Model) -> Result<(), StoreError> {
    let attempt = attempt(site.clone(), job.clone());
    settle(site, job, attempt).await
}

/// Does `work` and notes what came of it, unless the claim was lost meanwhile.
async fn settle(
    site: &Site,
    job: job::Model,
    work: impl Future<Output = Outcome> + Send + 'static,
) -> Result<(), StoreError> {
    let outcome = match site.worker().may(RunJob, &Thing::installation()) {
        Ok(_) => fenced(work).await,
        Err(error) => Err(error.to_string()),
    };
    let noted = site
        .db
        .keep(async |tx| match &outcome {
            Ok(()) => queue::finish(tx, &job).await,
            Err(why) => queue::fail(tx, &job, why, site.clock.now()).await,
        })
        .await?;
    if let Err(why) = outcome {
        tracing::warn!(job = %job.id, topic = job.topic, attempt = job.attempts, why, "a job failed");
    }
    if !noted {
        tracing::warn!(job = %job.id, topic = job.topic, attempt = job.attempts, "the claim of a job was lost");
    }
    Ok(())
}

/// Work that panics has failed, and nothing else with it: it runs in a task of its own.
async fn fenced(work: impl Future<Output = Outcome> + Send + 'static) -> Outcome {
    match tokio::spawn(work).await {
        Ok(outcome) => outcome,
        Err(error) if error.is_panic() => Err(queue::PANICKED.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Works until `stop` says so.
pub async fn work(site: Site, mut stop: watch::Receiver<bool>) {
    let mut planned: Option<Instant> = None;
    while !*stop.borrow() {
        if planned.is_none_or(|at| at.elapsed() > PLAN_EVERY) {
            match housekeeping::plan(&site).await {
                Ok(()) => planned = Some(Instant::now()),
                Err(error) => tracing::error!(%error, "the next housekeeping cannot be planned"),
            }
        }
        if let Err(error) = run_due(&site).await {
            tracing::error!(%error, "the jobs cannot be looked at");
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}
