//! The two mentors of an activist, what they write, and where the student is placed.

mod mentors;
mod observations;
mod placements;

use chrono::TimeDelta;
use gongjian_domain::kinds::{PersonId, UnitId};
use gongjian_tables::{mentor_assignment, unit_apprenticeship};
use gongjian_testkit::{Answer, TestSite, Visitor};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};

/// A joint branch of a college and an enterprise, an activist on the school's side, and the people around.
struct Around {
    site: TestSite,
    works: UnitId,
    other_works: UnitId,
    student: PersonId,
    teacher: PersonId,
    master: PersonId,
    other_master: PersonId,
    novice: PersonId,
    case: String,
}

impl Around {
    async fn new() -> Self {
        Self::of(&["cn"]).await
    }

    async fn of(jurisdictions: &[&str]) -> Self {
        let jurisdictions: Vec<String> = jurisdictions.iter().map(|one| (*one).to_owned()).collect();
        let site = TestSite::with(|parts| parts.jurisdictions = jurisdictions).await;
        let college = site.unit("college", "创意设计学院").await;
        let works = site.unit("enterprise", "拾光文创有限公司").await;
        let other_works = site.unit("enterprise", "远山印务有限公司").await;
        let row = unit_apprenticeship::ActiveModel {
            id: Set(site.site.clock.uuid()),
            unit_id: Set(works.uuid()),
            level: Set("pilot".to_owned()),
            from_on: Set(None),
            until_on: Set(None),
        };
        site.keep(async |tx| {
            unit_apprenticeship::Entity::insert(row).exec_without_returning(tx).await?;
            Ok(())
        })
        .await;
        let committee = site.organisation("0201", "创意设计学院党委").committee().create().await;
        let branch =
            site.organisation("020101", "文创联合党支部").joint_branch().below(committee).create().await;
        let school = site.side(branch, "school", "校", &[college]).await;
        let enterprise = site.side(branch, "enterprise", "企", &[works]).await;
        let park = site.organisation("0301", "拾光文创党支部").create().await;
        site.person("校方书记").on_side(branch, school).secretary_of(branch, Some(school)).create().await;
        let student = site
            .person("欧阳䶮")
            .at_stage("applicant")
            .on_side(branch, school)
            .affiliated(college, "student")
            .create()
            .await;
        let teacher =
            site.person("林杰").on_side(branch, school).affiliated(college, "teacher").create().await;
        let master = site.person("周堃").member_of(park).affiliated(works, "employee").create().await;
        let other_master = site
            .person("秦山")
            .on_side(branch, enterprise)
            .affiliated(other_works, "employee")
            .create()
            .await;
        let novice = site
            .person("新人")
            .at_stage("probationary")
            .on_side(branch, enterprise)
            .affiliated(works, "employee")
            .create()
            .await;
        let organiser = site.person("组织员").organiser_of(committee).create().await;
        site.person("园区书记").secretary_of(park, None).create().await;
        site.person("企方书记")
            .on_side(branch, enterprise)
            .secretary_of(branch, Some(enterprise))
            .create()
            .await;
        let organiser = site.visitor(organiser).await;
        let steps = json!([
            { "step": "apply", "on": "2025-08-01" },
            { "step": "talk", "on": "2025-08-10" },
            { "step": "activist", "on": "2026-03-01" },
        ]);
        let opened = organiser.post_json("/cases", &json!({ "person": student, "steps": steps })).await;
        assert!(opened.status.is_success(), "{}", opened.text());
        let case = opened.location().rsplit('/').next().unwrap().to_owned();
        Self { site, works, other_works, student, teacher, master, other_master, novice, case }
    }

    async fn named(&self, name: &str) -> Visitor {
        let all = gongjian_tables::person::Entity::find().all(&self.site.site.db.read()).await.unwrap();
        let id = all.into_iter().find(|row| row.name == name).unwrap().id;
        self.site.visitor(id.into()).await
    }

    async fn assign(&self, by: &Visitor, side: &str, person: PersonId, from: &str) -> Answer {
        by.post_json(&self.path("mentors"), &json!({ "side": side, "person": person, "from": from })).await
    }

    /// Names both mentors from the day on, with the consent the enterprise's needs.
    async fn with_both(&self, from: &str) {
        let organiser = self.named("组织员").await;
        for (side, person) in [("school", self.teacher), ("enterprise", self.master)] {
            let named = self.assign(&organiser, side, person, from).await;
            assert!(named.status.is_success(), "{}", named.text());
        }
        self.consent(true).await;
    }

    async fn consent(&self, agrees: bool) {
        let park = self.named("园区书记").await;
        let asked = park.get_json("/mentor-consents").await.json();
        let id = asked["asked"][0]["id"].as_str().unwrap().to_owned();
        let answered = park.post_json(&format!("/mentor-consents/{id}"), &json!({ "agrees": agrees })).await;
        assert!(answered.status.is_success(), "{}", answered.text());
    }

    async fn place(&self, by: &Visitor, unit: UnitId, from: &str, to: &str) -> Answer {
        let body = json!({
            "unit": unit, "post": "陈列设计助理", "from": from, "to": to,
            "agreement_no": "实2026-18", "agreement_on": "2026-02-20",
        });
        by.post_json(&self.path("placements"), &body).await
    }

    fn path(&self, page: &str) -> String {
        format!("/cases/{}/{page}", self.case)
    }

    async fn forms(&self, who: &Visitor) -> Vec<Value> {
        let page = who.get_json("/my-students").await.json();
        let students = page["students"].as_array().unwrap().clone();
        students.into_iter().map(|one| one["form"].clone()).collect()
    }

    async fn assignments(&self) -> Vec<mentor_assignment::Model> {
        mentor_assignment::Entity::find().all(&self.site.site.db.read()).await.unwrap()
    }

    fn wait_days(&self, days: i64) {
        self.site.wait(TimeDelta::days(days));
    }
}

fn filled(act: &str, revision: i64, topics: &[&str]) -> Value {
    let mut body = json!({ "act": act, "revision": revision });
    for topic in topics {
        body[format!("{topic}_grade")] = json!("good");
        body[format!("{topic}_text")] = json!("先自己想办法，再请教师傅。");
    }
    body
}

const SCHOOL: &[&str] = &["study", "conduct", "thought"];
const ENTERPRISE: &[&str] = &["practice", "skill", "safety", "team"];
