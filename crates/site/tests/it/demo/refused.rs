use std::sync::Arc;

use gongjian_site::demo::{self, DemoError};
use gongjian_site::imports::under_way::UnderWay;
use gongjian_site::policy::ActorCache;
use gongjian_site::{Parts, Site};
use gongjian_testkit::TestSite;

use super::{empty, filled};

/// The same installation, started without being asked for the demonstration.
fn served_as_real(site: &TestSite) -> Site {
    let parts = &site.site;
    Site::new(Parts {
        db: parts.db.clone(),
        clock: parts.clock.clone(),
        keys: parts.keys.clone(),
        door: Arc::clone(&parts.door),
        book: parts.book.clone(),
        jurisdictions: parts.jurisdictions.clone(),
        data: parts.data.clone(),
        papers: parts.papers.clone(),
        public_url: None,
        proxy: parts.proxy.clone(),
        demo: false,
        patience: parts.patience,
        actors: ActorCache::default(),
        under_way: UnderWay::default(),
    })
}

#[tokio::test]
async fn an_installation_with_somebody_in_it_is_not_filled() {
    let site = empty().await;
    site.person("李雷").create().await;
    let refused = demo::fill(&site.site, |_| {}).await;
    assert!(matches!(refused, Err(DemoError::NotEmpty)), "{refused:?}");
    demo::check(&served_as_real(&site)).await.unwrap();
    site.close().await;
}

#[tokio::test]
async fn an_installation_with_an_organisation_or_a_unit_is_not_filled() {
    let site = empty().await;
    site.organisation("010000", "机关党委").create().await;
    assert!(matches!(demo::fill(&site.site, |_| {}).await, Err(DemoError::NotEmpty)));
    site.close().await;
    let site = empty().await;
    site.unit("school", "某校").await;
    assert!(matches!(demo::fill(&site.site, |_| {}).await, Err(DemoError::NotEmpty)));
    site.close().await;
}

#[tokio::test]
async fn a_demonstration_is_never_served_as_a_real_installation() {
    let site = filled().await;
    demo::check(&site.site).await.unwrap();
    let refused = demo::check(&served_as_real(&site)).await;
    assert!(matches!(refused, Err(DemoError::NotAskedFor)), "{refused:?}");
    site.close().await;
}

#[tokio::test]
async fn a_filling_that_was_broken_off_is_neither_gone_on_with_nor_served() {
    let site = empty().await;
    // A filling that fails on its way: the clock stands before everybody's first membership.
    site.wait(chrono::TimeDelta::days(-365 * 30));
    demo::fill(&site.site, |_| {}).await.unwrap_err();
    let again = demo::fill(&site.site, |_| {}).await;
    assert!(matches!(again, Err(DemoError::BrokenOff)), "{again:?}");
    assert!(matches!(demo::check(&served_as_real(&site)).await, Err(DemoError::NotAskedFor)));
    site.close().await;
}
