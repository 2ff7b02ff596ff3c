use axum::http::StatusCode;
use chrono::TimeDelta;
use gongjian_site::job;
use gongjian_site::policy::Administrator;
use gongjian_testkit::TestSite;
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
    assert_eq!(audit.get("/jobs").await.status, StatusCode::FORBIDDEN);
    assert_eq!(audit.post(&format!("/jobs/{id}/retry"), &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(system.post(&format!("/jobs/{id}/retry"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(system.post(&format!("/jobs/{id}/retry"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(job::run_due(&site.site).await.unwrap(), 1);
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
}
