use axum::http::StatusCode;
use chrono::TimeDelta;
use gongjian_site::policy::Administrator;
use gongjian_site::{Site, job};
use gongjian_testkit::TestSite;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

/// A topic nobody takes: every attempt fails.
const ORPHAN: &str = "test.orphan";

async fn with_an_orphan() -> (TestSite, uuid::Uuid) {
    let site = TestSite::new().await;
    let clock = site.site.clock.clone();
    let id = site.keep(async |tx| job::enqueue(tx, &clock, ORPHAN, json!({})).await).await;
    (site, id)
}

#[tokio::test]
async fn a_failing_job_waits_longer_each_time_and_becomes_a_dead_letter() {
    let (site, id) = with_an_orphan().await;
    for attempt in 1..=8 {
        assert_eq!(job::run_due(&site.site).await.unwrap(), 1, "attempt {attempt} is due");
        assert_eq!(job::run_due(&site.site).await.unwrap(), 0, "and the next one is not yet");
        site.wait(TimeDelta::hours(6));
    }
    assert_eq!(job::run_due(&site.site).await.unwrap(), 0, "a dead letter is not tried again");
    let dead = job::dead(&site.site.db.read()).await.unwrap();
    assert_eq!(dead.iter().map(|job| job.id).collect::<Vec<_>>(), [id]);
    site.close_leaving(&[ORPHAN]).await;
}

#[tokio::test]
async fn the_system_administrator_sees_dead_letters_and_tries_them_again() {
    let (site, id) = with_an_orphan().await;
    for _ in 0..8 {
        job::run_due(&site.site).await.unwrap();
        site.wait(TimeDelta::hours(6));
    }
    let system = site.visitor(site.person("系统").administrator(Administrator::System).create().await).await;
    let audit = site.visitor(site.person("审计").administrator(Administrator::Audit).create().await).await;
    assert!(system.get("/jobs").await.main_text().contains(ORPHAN));
    let file = system.get_json("/jobs/export/json").await.json();
    assert_eq!((&file[0]["topic"], &file[0]["attempts"]), (&json!(ORPHAN), &json!(8)));
    assert_eq!(audit.get("/jobs").await.status, StatusCode::FORBIDDEN);
    assert_eq!(audit.post(&format!("/jobs/{id}/retry"), &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(system.post(&format!("/jobs/{id}/retry"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(system.post(&format!("/jobs/{id}/retry"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(job::run_due(&site.site).await.unwrap(), 1);
    assert!(job::dead(&site.site.db.read()).await.unwrap().is_empty(), "a whole round is before it again");
    site.close_leaving(&[ORPHAN]).await;
}

#[tokio::test]
async fn two_workers_never_take_the_same_job() {
    let site = TestSite::new().await;
    let clock = site.site.clock.clone();
    for _ in 0..20 {
        site.keep(async |tx| job::enqueue(tx, &clock, ORPHAN, json!({})).await).await;
    }
    let (one, two) = tokio::join!(job::run_due(&site.site), job::run_due(&site.site));
    assert_eq!(one.unwrap() + two.unwrap(), 20);
    site.close_leaving(&[ORPHAN; 20]).await;
}

async fn row(site: &TestSite, id: uuid::Uuid) -> gongjian_tables::job::Model {
    gongjian_tables::job::Entity::find_by_id(id).one(&site.site.db.read()).await.unwrap().unwrap()
}

/// As a worker leaves a job whose process ended with it at this attempt, its claim long over.
async fn lost_at(site: &TestSite, id: uuid::Uuid, attempts: i32) {
    let long_ago = site.site.clock.now() - TimeDelta::hours(1);
    site.keep(async |tx| {
        let left = gongjian_tables::job::ActiveModel {
            id: Set(id),
            state: Set("running".to_owned()),
            attempts: Set(attempts),
            claimed_until: Set(Some(long_ago)),
            ..Default::default()
        };
        gongjian_tables::job::Entity::update(left).exec(tx).await?;
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_job_that_panics_has_failed_and_the_worker_goes_on_with_the_next() {
    let (site, broken) = with_an_orphan().await;
    let clock = site.site.clock.clone();
    let good = site.keep(async |tx| job::enqueue(tx, &clock, "test.good", json!({})).await).await;
    let work = async |site: Site, job: gongjian_tables::job::Model| {
        drop(site);
        if job.topic == ORPHAN { panic!("the work breaks off") } else { Ok(()) }
    };
    assert_eq!(job::run_due_with(&site.site, work).await.unwrap(), 2);
    let (broken, good) = (row(&site, broken).await, row(&site, good).await);
    assert_eq!((broken.state.as_str(), broken.error.as_deref()), ("waiting", Some("panicked")));
    assert_eq!(good.state, "done");
    site.close_leaving(&[ORPHAN]).await;
}

#[tokio::test]
async fn a_worker_that_lost_its_claim_notes_nothing_about_the_job() {
    for late in [Ok(()), Err("too late".to_owned())] {
        let (site, id) = with_an_orphan().await;
        let work = move |site: Site, _: gongjian_tables::job::Model| {
            let late = late.clone();
            async move {
                // While this worker hangs its claim runs out, and another one takes the job over and fails.
                site.clock.advance(TimeDelta::minutes(11));
                let other = |_: Site, _: gongjian_tables::job::Model| async { Err("the other's".to_owned()) };
                assert_eq!(job::run_due_with(&site, other).await.unwrap(), 1);
                late
            }
        };
        job::run_due_with(&site.site, work).await.unwrap();
        let kept = row(&site, id).await;
        assert_eq!((kept.state.as_str(), kept.attempts), ("waiting", 2));
        assert_eq!(kept.error.as_deref(), Some("the other's"));
        site.close_leaving(&[ORPHAN]).await;
    }
}

#[tokio::test]
async fn a_claim_runs_out_and_the_job_is_taken_over() {
    let (site, id) = with_an_orphan().await;
    lost_at(&site, id, 1).await;
    let work = |_: Site, _: gongjian_tables::job::Model| async { Ok(()) };
    assert_eq!(job::run_due_with(&site.site, work).await.unwrap(), 1);
    let kept = row(&site, id).await;
    assert_eq!((kept.state.as_str(), kept.attempts), ("done", 2));
    site.close().await;
}

#[tokio::test]
async fn a_job_that_ends_the_process_again_and_again_is_put_aside_and_may_be_tried_again_by_hand() {
    let (site, id) = with_an_orphan().await;
    lost_at(&site, id, 3).await;
    let never = |_: Site, _: gongjian_tables::job::Model| async { Err("it was begun once more".to_owned()) };
    assert_eq!(job::run_due_with(&site.site, never).await.unwrap(), 0);
    let dead = job::dead(&site.site.db.read()).await.unwrap();
    assert_eq!(dead.iter().map(|job| job.error.as_deref()).collect::<Vec<_>>(), [Some("lost")]);
    let system = site.visitor(site.person("系统").administrator(Administrator::System).create().await).await;
    let page = system.get("/jobs").await.main_text();
    assert!(page.contains("执行时服务器进程多次中断"), "{page}");
    system.post(&format!("/jobs/{id}/retry"), &[]).await;
    let fine = |_: Site, _: gongjian_tables::job::Model| async { Ok(()) };
    assert_eq!(job::run_due_with(&site.site, fine).await.unwrap(), 1);
    assert_eq!(row(&site, id).await.state, "done");
    site.close().await;
}
