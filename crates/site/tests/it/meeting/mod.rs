//! Meetings over HTTP. Here: a joint branch of a college and its resident enterprises, as the tests know it.

mod book;
mod calendar;
mod confirm;
mod file;
mod guest;
mod home;
mod invite;
mod list;
mod minutes;
mod plan;
mod presence;
mod refused;
mod reply;
mod samples;
mod search;
mod story;

use axum::http::StatusCode;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_testkit::{Answer, TestSite, Visitor};
use serde_json::{Value, json};

/// A joint branch with two sides, their secretaries and members, and people around it.
struct World {
    site: TestSite,
    college: OrganisationId,
    branch: OrganisationId,
    school: SideId,
    enterprise: SideId,
    /// Secretary of the school's side.
    zhou: PersonId,
    /// Secretary of the enterprise's side.
    chen: PersonId,
    /// A member of the school's side.
    li: PersonId,
    /// A member of the enterprise's side.
    ding: PersonId,
    /// An activist of the school's side.
    student: PersonId,
    /// A member of another branch of the college.
    other: PersonId,
}

impl World {
    async fn new() -> Self {
        let site = TestSite::new().await;
        let unit = site.unit("school", "职业技术学院").await;
        let company = site.unit("enterprise", "锦绣服饰有限公司").await;
        let college = site.organisation("020100", "学院党委").committee().in_unit(unit).create().await;
        let company_branch = site.organisation("020301", "锦绣服饰党支部").in_unit(company).create().await;
        let branch =
            site.organisation("020109", "创意园区联合党支部").joint_branch().below(college).create().await;
        let school = site.side(branch, "school", "校", &[unit]).await;
        let enterprise = site.side(branch, "enterprise", "企", &[company]).await;
        let zhou =
            site.person("周敏").on_side(branch, school).secretary_of(branch, Some(school)).create().await;
        let chen = site
            .person("陈立")
            .on_side(branch, enterprise)
            .member_of(company_branch)
            .secretary_of(branch, Some(enterprise))
            .create()
            .await;
        let li = site.person("李䶮").on_side(branch, school).create().await;
        let ding = site.person("丁洋").on_side(branch, enterprise).create().await;
        let student = site.person("小秦").on_side(branch, school).at_stage("activist").create().await;
        let neighbours = site.organisation("020102", "产品支部").below(college).create().await;
        let other = site.person("何芳").member_of(neighbours).create().await;
        Self { site, college, branch, school, enterprise, zhou, chen, li, ding, student, other }
    }

    async fn as_(&self, person: PersonId) -> Visitor {
        self.site.visitor(person).await
    }

    /// The plan of a theme day on the day the tests live on.
    fn plan(&self) -> Value {
        self.plan_on("2026-11-24")
    }

    fn plan_on(&self, day: &str) -> Value {
        json!({
            "branch": self.branch, "title": "学徒制育人主题党日", "theme": "把支部建在产业链上",
            "agenda": "集中学习\n走访工坊", "on": day, "from": "14:30", "until": "16:30",
            "place": "创意园三楼", "responsible": [self.zhou.to_string(), self.chen.to_string()],
            "visitors": "王师傅，帽业公司", "then": "invite",
        })
    }

    /// A meeting to which everybody is invited; its address.
    async fn invited(&self) -> String {
        created(&self.as_(self.zhou).await.post_json("/meetings", &self.plan()).await)
    }

    /// A meeting that was held with everybody there but 丁洋.
    async fn held(&self) -> String {
        let meeting = self.invited().await;
        let marks = json!({ "marks": [
            { "person": self.zhou, "status": "present" },
            { "person": self.chen, "status": "present" },
            { "person": self.li, "status": "present" },
            { "person": self.ding, "status": "leave", "reason": "外出参展" },
        ] });
        let answer = self.as_(self.zhou).await.post_json(&format!("{meeting}/presence"), &marks).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        meeting
    }

    /// A meeting whose minutes the school has handed in and confirmed.
    async fn handed_in(&self) -> String {
        let meeting = self.held().await;
        let written = json!({ "text": "一、集中学习", "resolutions": "每月互派一名讲师", "then": "hand_in" });
        let answer = self.as_(self.zhou).await.post_json(&format!("{meeting}/minutes"), &written).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        meeting
    }

    /// A meeting both sides have confirmed.
    async fn confirmed(&self) -> String {
        let meeting = self.handed_in().await;
        let answer = self.confirm(self.chen, self.enterprise, &meeting, 1).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        meeting
    }

    async fn confirm(&self, person: PersonId, side: SideId, meeting: &str, version: u32) -> Answer {
        let body = json!({ "side": side, "version": version });
        self.as_(person).await.post_json(&format!("{meeting}/confirm"), &body).await
    }

    /// The record as the secretary of the school's side sees it.
    async fn record(&self, meeting: &str) -> Value {
        self.as_(self.zhou).await.get_json(meeting).await.json()
    }

    /// Ends the test with every job done.
    async fn close(self) {
        self.site.run_jobs().await;
        self.site.close().await;
    }
}

/// Where the thing is that was just made.
fn created(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    answer.json()["location"].as_str().unwrap().to_owned()
}

/// The sentence of a refusal that a program reads.
fn detail(answer: &Answer) -> String {
    let body = answer.json();
    let fields: Vec<&str> =
        body["fields"].as_array().unwrap().iter().filter_map(|field| field["detail"].as_str()).collect();
    if fields.is_empty() { body["detail"].as_str().unwrap().to_owned() } else { fields.join(" ") }
}
