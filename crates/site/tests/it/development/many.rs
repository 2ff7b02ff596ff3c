//! Two branches of a college with many people on the way, as the tests of radar, board, calendar and batches know them.

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId};
use gongjian_tables::{development_case, development_due, person};
use gongjian_testkit::{TestSite, Visitor};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use super::created;

pub(super) struct Many {
    pub(super) site: TestSite,
    pub(super) branch: OrganisationId,
    pub(super) neighbours: OrganisationId,
    /// Organiser of the college's committee.
    pub(super) wang: PersonId,
    /// Secretary of the branch.
    pub(super) zhou: PersonId,
    /// Secretary of the neighbours.
    pub(super) he: PersonId,
    /// An ordinary member of the branch.
    pub(super) li: PersonId,
}

impl Many {
    pub(super) async fn new() -> Self {
        let site = TestSite::new().await;
        let college = site.organisation("020100", "学院党委").committee().create().await;
        let branch = site.organisation("020101", "服装支部").below(college).create().await;
        let neighbours = site.organisation("020102", "产品支部").below(college).create().await;
        let wang = site.person("王组织").organiser_of(college).create().await;
        let zhou = site.person("周敏").member_of(branch).secretary_of(branch, None).create().await;
        let he = site.person("何芳").member_of(neighbours).secretary_of(neighbours, None).create().await;
        let li = site.person("李䶮").member_of(branch).create().await;
        Self { site, branch, neighbours, wang, zhou, he, li }
    }

    pub(super) async fn as_(&self, person: PersonId) -> Visitor {
        self.site.visitor(person).await
    }

    /// Somebody of `branch` who applied on a day: the person, and the address of the case.
    pub(super) async fn applied(&self, name: &str, branch: OrganisationId, on: &str) -> (PersonId, String) {
        let person = self.site.person(name).member_of(branch).at_stage("applicant").create().await;
        let body = json!({ "person": person, "steps": [{ "step": "apply", "on": on }] });
        (person, created(&self.as_(self.wang).await.post_json("/cases", &body).await))
    }

    /// Takes a step by the organiser, at the revision the case has now.
    pub(super) async fn take(&self, case: &str, step: &str, body: Value) {
        let mut body = body;
        let wang = self.as_(self.wang).await;
        body["revision"] = wang.get_json(case).await.json()["revision"].clone();
        created(&wang.post_json(&format!("{case}/steps/{step}"), &body).await);
    }

    /// The case's row as a batch sends it.
    pub(super) async fn row(&self, case: &str) -> String {
        let revision = self.as_(self.wang).await.get_json(case).await.json()["revision"].as_i64().unwrap();
        format!("{}:{revision}", case.rsplit('/').next().unwrap())
    }

    /// Running cases of `branch`, written in bulk, whose talk is due on the days from `first` on, a few each day.
    pub(super) async fn in_bulk(&self, branch: OrganisationId, number: usize, first: NaiveDate) {
        let clock = &self.site.site.clock;
        let (now, today, by) = (clock.now(), clock.today(), self.wang.uuid());
        let (mut people, mut cases, mut dues) = (Vec::new(), Vec::new(), Vec::new());
        for (place, day) in first.iter_days().flat_map(|day| [day; 7]).take(number).enumerate() {
            let (person, case): (Uuid, Uuid) = (clock.uuid(), clock.uuid());
            people.push(person::ActiveModel {
                id: Set(person),
                name: Set(format!("学生{place}")),
                initials: Set("xs".to_owned()),
                stage: Set(Some("applicant".to_owned())),
                created_at: Set(now),
                ..Default::default()
            });
            cases.push(development_case::ActiveModel {
                id: Set(case),
                person_id: Set(person),
                organisation_id: Set(branch.uuid()),
                side_id: Set(None),
                standing: Set("running".to_owned()),
                stage: Set(Some("applicant".to_owned())),
                running_person_id: Set(Some(person)),
                leaving_on: Set(None),
                opened_on: Set(today),
                opened_by: Set(by),
                revision: Set(1),
                changed_at: Set(now),
                ended_on: Set(None),
            });
            dues.push(development_due::ActiveModel {
                case_id: Set(case),
                step: Set("talk".to_owned()),
                actor: Set("branch_officer".to_owned()),
                earliest_on: Set(None),
                due_on: Set(Some(day)),
                organisation_id: Set(branch.uuid()),
                side_id: Set(None),
            });
        }
        self.site
            .keep(async |tx| {
                for rows in people.chunks(500) {
                    person::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
                }
                for rows in cases.chunks(500) {
                    development_case::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
                }
                for rows in dues.chunks(500) {
                    development_due::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
                }
                Ok(())
            })
            .await;
    }

    pub(super) async fn close(self) {
        self.site.run_jobs().await;
        self.site.close().await;
    }
}

/// The lines of a radar, whatever group they stand in.
pub(super) fn due(radar: &Value) -> Vec<Value> {
    let groups = radar["groups"].as_array().unwrap();
    groups.iter().flat_map(|group| group["rows"].as_array().unwrap().clone()).collect()
}

/// The names in these lines.
pub(super) fn names(lines: &[Value]) -> Vec<String> {
    lines.iter().map(|line| line["name"].as_str().unwrap().to_owned()).collect()
}
