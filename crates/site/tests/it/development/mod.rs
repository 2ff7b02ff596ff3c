//! Member development over HTTP. Here: a joint branch with two sides, its people, and everybody around them.

mod change;
mod course;
mod list;
mod open;
mod own;
mod race;
mod refused;

use axum::http::StatusCode;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_site::policy::OfficeName;
use gongjian_tables::person;
use gongjian_testkit::{Answer, TestSite, Visitor};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

/// A joint branch below a college, with secretaries of both sides and of the whole, and people around it.
struct World {
    site: TestSite,
    college: OrganisationId,
    branch: OrganisationId,
    /// Organiser of the college's committee.
    wang: PersonId,
    /// Secretary of the school's side.
    zhou: PersonId,
    /// Secretary of the enterprise's side.
    chen: PersonId,
    /// Member of the committee of the whole branch.
    sun: PersonId,
    /// Member of the committee for the school's side.
    wu: PersonId,
    /// An ordinary member of the school's side.
    li: PersonId,
    /// The applicant, on the school's side.
    student: PersonId,
    /// Secretary of another branch of the college.
    other: PersonId,
}

impl World {
    async fn new() -> Self {
        let site = TestSite::new().await;
        let unit = site.unit("school", "职业技术学院").await;
        let company = site.unit("enterprise", "锦绣服饰有限公司").await;
        let college = site.organisation("020100", "学院党委").committee().in_unit(unit).create().await;
        let branch =
            site.organisation("020109", "创意园区联合党支部").joint_branch().below(college).create().await;
        let school: SideId = site.side(branch, "school", "校", &[unit]).await;
        let enterprise = site.side(branch, "enterprise", "企", &[company]).await;
        let wang = site.person("王组织").organiser_of(college).create().await;
        let zhou =
            site.person("周敏").on_side(branch, school).secretary_of(branch, Some(school)).create().await;
        let chen = site
            .person("陈立")
            .on_side(branch, enterprise)
            .secretary_of(branch, Some(enterprise))
            .create()
            .await;
        let sun = site
            .person("孙支委")
            .on_side(branch, enterprise)
            .office(branch, OfficeName::OrganisationMember)
            .create()
            .await;
        let wu = site
            .person("吴委员")
            .on_side(branch, school)
            .office_for(branch, OfficeName::PublicityMember, school)
            .create()
            .await;
        let li = site.person("李䶮").on_side(branch, school).create().await;
        let student = site.person("秦堃").on_side(branch, school).at_stage("applicant").create().await;
        let neighbours = site.organisation("020102", "产品支部").below(college).create().await;
        let other = site.person("何芳").member_of(neighbours).secretary_of(neighbours, None).create().await;
        let world = Self { site, college, branch, wang, zhou, chen, sun, wu, li, student, other };
        world.born(student, "2003-05-01").await;
        world
    }

    /// Writes a day of birth into the register.
    async fn born(&self, person: PersonId, day: &str) {
        let day: chrono::NaiveDate = day.parse().unwrap();
        self.site
            .keep(async |tx| {
                person::Entity::update_many()
                    .col_expr(person::Column::BornOn, Expr::value(Some(day)))
                    .filter(person::Column::Id.eq(person.uuid()))
                    .exec(tx)
                    .await?;
                Ok(())
            })
            .await;
    }

    async fn as_(&self, person: PersonId) -> Visitor {
        self.site.visitor(person).await
    }

    /// The student's case, opened with the application alone; its address.
    async fn opened(&self) -> String {
        let body = json!({ "person": self.student, "steps": [{ "step": "apply", "on": "2022-09-20" }] });
        created(&self.as_(self.zhou).await.post_json("/cases", &body).await)
    }

    /// The record as `person` sees it.
    async fn record(&self, person: PersonId, case: &str) -> Value {
        let answer = self.as_(person).await.get_json(case).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json()
    }

    async fn revision(&self, case: &str) -> i64 {
        self.record(self.wang, case).await["revision"].as_i64().unwrap()
    }

    /// Sends a step by `person` at the revision the case has now.
    async fn take(&self, person: PersonId, case: &str, step: &str, body: Value) -> Answer {
        let mut body = body;
        body["revision"] = self.revision(case).await.into();
        self.as_(person).await.post_json(&format!("{case}/steps/{step}"), &body).await
    }

    /// Takes a step, by whoever may.
    async fn taken(&self, case: &str, step: &str, body: Value) {
        let above = [
            "activist_filed",
            "target_filed",
            "training",
            "pre_review",
            "interview",
            "approval",
            "approval_filed",
            "conversion_approval",
            "archive",
        ];
        let by = if above.contains(&step) { self.wang } else { self.zhou };
        let answer = self.take(by, case, step, body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{step}: {}", answer.text());
    }

    /// Takes these steps of [`COURSE`] from `from` to `to`, both included.
    async fn through(&self, case: &str, from: &str, to: &str) {
        let place = |id: &str| COURSE.iter().position(|(step, _)| *step == id).unwrap();
        for (step, on) in &COURSE[place(from)..=place(to)] {
            self.taken(case, step, particulars(step, on)).await;
        }
    }

    /// What the register says of `person`.
    async fn register(&self, person: PersonId) -> person::Model {
        person::Entity::find_by_id(person.uuid()).one(&self.site.site.db.read()).await.unwrap().unwrap()
    }

    async fn close(self) {
        self.site.run_jobs().await;
        self.site.close().await;
    }
}

/// A whole course in time, after the application.
const COURSE: [(&str, &str); 23] = [
    ("talk", "2022-10-10"),
    ("activist", "2023-04-01"),
    ("activist_filed", "2023-04-10"),
    ("mentors", "2023-04-10"),
    ("observation", "2023-09-30"),
    ("observation", "2024-03-31"),
    ("target", "2024-04-15"),
    ("target_filed", "2024-04-20"),
    ("introducers", "2024-04-25"),
    ("political_review", "2024-05-10"),
    ("training", "2024-05-20"),
    ("committee_review", "2024-06-01"),
    ("pre_review", "2024-06-10"),
    ("form", "2024-06-12"),
    ("assembly", "2024-06-20"),
    ("interview", "2024-07-01"),
    ("approval", "2024-07-10"),
    ("oath", "2024-07-20"),
    ("probation_observation", "2024-12-31"),
    ("conversion_request", "2025-06-10"),
    ("conversion_assembly", "2025-06-25"),
    ("conversion_approval", "2025-07-10"),
    ("archive", "2025-07-20"),
];

/// What is written down of a step of [`COURSE`].
fn particulars(step: &str, on: &str) -> Value {
    match step {
        "mentors" | "introducers" => json!({ "on": on, "persons": 2 }),
        "training" => json!({ "on": on, "days": 3 }),
        "assembly" | "conversion_assembly" => json!({
            "on": on, "entitled": 12, "present": 10, "approve": "9", "against": 1, "abstain": 0,
        }),
        _ => json!({ "on": on }),
    }
}

/// Where the thing is that was just made.
fn created(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    answer.json()["location"].as_str().unwrap().to_owned()
}

/// The steps of a record, in the order of the chart.
fn steps(record: &Value) -> Vec<Value> {
    let chapters = record["chapters"].as_array().unwrap();
    chapters.iter().flat_map(|chapter| chapter["steps"].as_array().unwrap().clone()).collect()
}

/// The step with this id.
fn step(record: &Value, id: &str) -> Value {
    steps(record).into_iter().find(|step| step["step"] == id).unwrap()
}

/// The rules that are not met.
fn unmet(record: &Value) -> Vec<String> {
    let findings = record["findings"].as_array().unwrap().iter();
    let open = findings.filter(|one| one["finding"]["met"] == false);
    open.map(|one| one["finding"]["rule"].as_str().unwrap().to_owned()).collect()
}
