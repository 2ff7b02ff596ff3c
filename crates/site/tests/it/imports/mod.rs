//! Imports through the pages: from the file to the register and back.

mod bad_files;
mod decisions;
#[path = "../../../../papers/tests/made/mod.rs"]
mod made;
mod organisations;
mod rosters;
mod undo;

use std::path::Path;

use gongjian_domain::kinds::{OrganisationId, PersonId};
use gongjian_site::organisation::store::by_code;
use gongjian_site::policy::Administrator;
use gongjian_tables::{affiliation, ledger_entry, membership, person};
use gongjian_testkit::{Answer, TestSite, Visitor};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::Value;

/// A file of the samples.
pub(crate) fn sample(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/import").join(name)).unwrap()
}

/// What a sample is expected to hold.
fn expected(name: &str) -> Value {
    serde_json::from_slice(&sample(&format!("{name}/expected.json"))).unwrap()
}

/// A site with the sample organisations, brought by the system administrator through the pages.
pub(crate) struct Place {
    pub(crate) site: TestSite,
    pub(crate) system: Visitor,
    /// Organiser of the college's committee, 020100.
    pub(crate) college: Visitor,
    /// Organiser of the park's general branch, 020300.
    pub(crate) park: Visitor,
}

impl Place {
    pub(crate) async fn new() -> Self {
        let site = TestSite::new().await;
        let system =
            site.visitor(site.person("系统").administrator(Administrator::System).create().await).await;
        let id = bring(&system, "organisations", "organisations.xlsx", &sample("organisations.xlsx")).await;
        let done = system.post(&format!("/imports/{id}/commit"), &[]).await;
        assert_eq!(done.status.as_u16(), 303, "{}", done.main_text());
        let college = organiser(&site, "020100").await;
        let park = organiser(&site, "020300").await;
        Self { site, system, college, park }
    }

    pub(crate) async fn organisation(&self, code: &str) -> OrganisationId {
        organisation(&self.site, code).await
    }

    /// Brings a roster for the organisation with this code; the id of the import.
    pub(crate) async fn roster(&self, who: &Visitor, code: &str, name: &str, bytes: &[u8]) -> String {
        bring(who, &self.organisation(code).await.to_string(), name, bytes).await
    }

    /// People, memberships and affiliations in the register, and entries in the ledger.
    async fn counts(&self) -> [u64; 4] {
        let tx = self.site.site.db.read();
        [
            person::Entity::find().count(&tx).await.unwrap(),
            membership::Entity::find().count(&tx).await.unwrap(),
            affiliation::Entity::find().count(&tx).await.unwrap(),
            ledger_entry::Entity::find().count(&tx).await.unwrap(),
        ]
    }

    async fn person(&self, name: &str) -> person::Model {
        let tx = self.site.site.db.read();
        person::Entity::find().filter(person::Column::Name.eq(name)).one(&tx).await.unwrap().unwrap()
    }
}

async fn organisation(site: &TestSite, code: &str) -> OrganisationId {
    by_code(&site.site.db.read(), code).await.unwrap().unwrap()
}

async fn organiser(site: &TestSite, code: &str) -> Visitor {
    let organisation = organisation(site, code).await;
    let id: PersonId = site.person("组织员").organiser_of(organisation).create().await;
    site.visitor(id).await
}

/// Brings a file and returns the import's id.
pub(crate) async fn bring(who: &Visitor, into: &str, name: &str, bytes: &[u8]) -> String {
    let answer = sent(who, into, name, bytes).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.main_text());
    answer.location().rsplit('/').next().unwrap().to_owned()
}

async fn sent(who: &Visitor, into: &str, name: &str, bytes: &[u8]) -> Answer {
    who.upload("/imports", &[("into", into)], ("file", name, bytes)).await
}

/// An import as a program sees it.
async fn seen(who: &Visitor, id: &str) -> Value {
    who.get_json(&format!("/imports/{id}")).await.json()
}

/// Every row of an import, page after page.
async fn rows(who: &Visitor, id: &str) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let page = who.get_json(&format!("/imports/{id}?after={after}")).await.json();
        all.extend(page["rows"].as_array().unwrap().iter().cloned());
        match page["paging"]["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => return all,
        }
    }
}

pub(crate) async fn take(who: &Visitor, id: &str) -> Answer {
    who.post(&format!("/imports/{id}/commit"), &[("mode", "good")]).await
}

/// Identity numbers of nobody, all of them well-formed.
pub(crate) const IDS: [&str; 5] = [
    "330106198807050911",
    "62010219911214061X",
    "620102197711070220",
    "330702196802100623",
    "330106199311110671",
];

/// A roster of the branch 020100002: name, identity number, staff number, remark, phone; as far as given.
pub(crate) fn csv(rows: &[&[&str]]) -> Vec<u8> {
    csv_for("020100002", rows)
}

fn csv_for(branch: &str, rows: &[&[&str]]) -> Vec<u8> {
    let mut text = String::from("党支部编码,姓名,身份证号码,学工号,备注,手机号码\n");
    for row in rows {
        let cell = |at: usize| row.get(at).copied().unwrap_or_default();
        let cells: Vec<&str> = (0..5).map(cell).collect();
        text.push_str(&format!("{branch},{}\n", cells.join(",")));
    }
    text.into_bytes()
}
