mod accounts;
mod facts;
mod refused;
mod year;

use gongjian_domain::kinds::{OrganisationId, PersonId};
use gongjian_site::account;
use gongjian_site::demo::{self, Part};
use gongjian_site::organisation;
use gongjian_testkit::{TestSite, Visitor};

/// A site in demonstration mode, not filled yet.
async fn empty() -> TestSite {
    TestSite::with(|parts| parts.demo = true).await
}

/// A filled demonstration.
async fn filled() -> TestSite {
    let site = empty().await;
    let mut told = Vec::new();
    demo::fill(&site.site, |part| told.push(part)).await.unwrap();
    assert_eq!(told, [Part::Register, Part::Founding, Part::ThemeDays, Part::Cases]);
    site
}

/// Whoever has the account of this name.
async fn holder(site: &TestSite, name: &str) -> PersonId {
    let tx = site.site.db.read();
    let account = account::store::by_name(&tx, name).await.unwrap().unwrap();
    account::store::person_of(&tx, account.id).await.unwrap().unwrap()
}

/// A browser in which the account of this name is signed in.
async fn visitor(site: &TestSite, name: &str) -> Visitor {
    site.visitor(holder(site, name).await).await
}

/// The organisation with this code.
async fn organisation(site: &TestSite, code: &str) -> OrganisationId {
    organisation::store::by_code(&site.site.db.read(), code).await.unwrap().unwrap()
}
