//! Somebody else writes: the visitor is asked to try again, and nothing was saved.

use std::time::Duration;

use axum::http::{StatusCode, header};
use gongjian_site::db::{Db, StoreError, Url};
use gongjian_site::job;
use gongjian_site::policy::{Administrator, INSTALLATION_CHAIN};
use gongjian_testkit::{TestSite, Visitor};
use serde_json::json;
use tokio::sync::oneshot;
use uuid::Uuid;

const PATIENCE: Duration = Duration::from_millis(400);

/// A site with a dead letter, whose retry is a write with an act in the installation's chain.
async fn with_a_dead_letter() -> (TestSite, Visitor, Uuid) {
    let site = TestSite::waiting(PATIENCE).await;
    let clock = site.site.clock.clone();
    let id = site.keep(async |tx| job::enqueue(tx, &clock, "test.orphan", json!({})).await).await;
    for _ in 0..8 {
        job::run_due(&site.site).await.unwrap();
        site.wait(chrono::TimeDelta::hours(6));
    }
    let system = site.person("系统").administrator(Administrator::System).create().await;
    let visitor = site.visitor(system).await;
    (site, visitor, id)
}

/// Holds the installation's chain in a transaction of its own until told to let go.
async fn hold(db: Db) -> (oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
    let (held, is_held) = oneshot::channel();
    let (let_go, told) = oneshot::channel();
    let holder = tokio::spawn(async move {
        let kept = db.keep(async |tx| {
            tx.hold(INSTALLATION_CHAIN).await?;
            held.send(()).expect("somebody waits");
            told.await.expect("somebody tells");
            Ok::<_, StoreError>(())
        });
        kept.await.expect("the chain is held");
    });
    is_held.await.expect("the chain is held");
    (let_go, holder)
}

async fn is_asked_to_try_again(site: &TestSite, visitor: &Visitor, id: Uuid) {
    let path = format!("/jobs/{id}/retry");
    let answer = visitor.post(&path, &[]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.text());
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
    assert!(answer.text().contains("这次什么也没有保存"), "{}", answer.text());
    let answer = visitor.post_json(&path, &json!({})).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
    assert_eq!(answer.json()["status"], 503);
    assert_eq!(job::dead(&site.site.db.read()).await.unwrap().len(), 1, "nothing was saved");
}

#[tokio::test]
async fn a_writer_who_takes_long_makes_the_next_one_try_again_and_not_fail() {
    let (site, visitor, id) = with_a_dead_letter().await;
    let (let_go, holder) = hold(site.site.db.clone()).await;
    is_asked_to_try_again(&site, &visitor, id).await;
    let_go.send(()).unwrap();
    holder.await.unwrap();
    assert_eq!(visitor.post(&format!("/jobs/{id}/retry"), &[]).await.status, StatusCode::SEE_OTHER);
    site.close_leaving(&["test.orphan"]).await;
}

/// The command line writes into the same file while the server runs.
#[tokio::test]
async fn another_program_that_writes_makes_the_visitor_try_again() {
    let (site, visitor, id) = with_a_dead_letter().await;
    if !site.site.db.is_postgres() {
        let other = Db::connect(&Url::embedded(&site.site.data)).await.unwrap();
        let (let_go, holder) = hold(other.clone()).await;
        is_asked_to_try_again(&site, &visitor, id).await;
        let_go.send(()).unwrap();
        holder.await.unwrap();
        other.close().await;
    }
    assert_eq!(visitor.post(&format!("/jobs/{id}/retry"), &[]).await.status, StatusCode::SEE_OTHER);
    site.close_leaving(&["test.orphan"]).await;
}
