//! Housekeeping: once a night the server forgets what nobody needs any more, and works out anew what the day alone may change.
//!
//! What goes, and after how long, stands in `docs/operate.md`. Nothing that goes is an act: the ledger,
//! the record of who read a file, and dead letters stay.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use gongjian_tables::job;
use serde_json::json;
use uuid::Uuid;

use super::queue;
use super::worker::Outcome;
use crate::Site;
use crate::account::{delay, sessions};
use crate::clock::{self, Clock};
use crate::db::{StoreError, Tx};
use crate::development;
use crate::founding;
use crate::imports;
use crate::meeting::notice;

/// The topic of the job.
pub(super) const TOPIC: &str = "housekeeping";
/// The hour of the night, in China, when hardly anybody works.
const HOUR: u32 = 3;
/// So long a job that is done is kept, so that what was done when can still be looked into for a month.
const DONE_KEPT: TimeDelta = TimeDelta::days(30);
/// So long a notice that was read is kept, so that somebody can still be shown having been told.
const NOTICE_KEPT: TimeDelta = TimeDelta::days(365);

/// Plans the next night's housekeeping, if it is not planned yet.
///
/// # Errors
///
/// When the database refuses.
pub async fn plan(site: &Site) -> Result<(), StoreError> {
    if queue::is_planned(&site.db.read(), TOPIC, None).await? {
        return Ok(());
    }
    site.db.keep(async |tx| plan_next(tx, &site.clock, None).await).await
}

/// `at_work` is the job whose own end this is.
async fn plan_next(tx: &Tx, clock: &Clock, at_work: Option<Uuid>) -> Result<(), StoreError> {
    if !queue::is_planned(tx, TOPIC, at_work).await? {
        queue::enqueue_at(tx, clock, TOPIC, json!({}), next_night(clock.now())).await?;
    }
    Ok(())
}

fn next_night(now: DateTime<Utc>) -> DateTime<Utc> {
    let hour = NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or_default();
    let tonight = clock::moment_of(clock::civil(now).date().and_time(hour));
    if tonight > now { tonight } else { tonight + Days::new(1) }
}

/// Does the job: all of it and the plan for the next night, or nothing.
pub(super) async fn attempt(site: &Site, job: &job::Model) -> Outcome {
    let now = site.clock.now();
    let done = site.db.keep(async |tx| {
        queue::hold(tx, job, now).await?;
        let credentials = sessions::forget_expired(tx, now).await?;
        delay::forget_old(tx, now).await?;
        imports::store::tidy(tx, now).await?;
        notice::forget_seen(tx, now - NOTICE_KEPT).await?;
        let jobs = queue::forget_done(tx, now - DONE_KEPT).await?;
        plan_next(tx, &site.clock, Some(job.id)).await?;
        Ok::<_, StoreError>((credentials, jobs))
    });
    let (credentials, jobs) = done.await.map_err(|error| error.to_string())?;
    tracing::info!(credentials, jobs, "housekeeping is done");
    // On its own: a founding that cannot be looked at keeps nothing from being forgotten.
    let duties = founding::store::renew_duties(site).await;
    development::store::renew(site).await.map_err(|error| error.to_string())?;
    development::remind::remind(site).await.map_err(|error| error.to_string())?;
    development::mentoring::store::renew_all(site).await.map_err(|error| error.to_string())?;
    duties.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_night_is_always_ahead_and_never_more_than_a_day() {
        let start = DateTime::UNIX_EPOCH;
        for minutes in 0..3_000 {
            let now = start + TimeDelta::minutes(minutes);
            let ahead = next_night(now) - now;
            assert!(ahead > TimeDelta::zero() && ahead <= TimeDelta::days(1), "{now}");
        }
    }
}
