//! The paper's case: a college with twelve teachers, a park with six members in four enterprises.

use axum::http::StatusCode;
use gongjian_domain::kinds::{OrganisationId, PersonId, UnitId};
use gongjian_testkit::{Answer, TestSite, Visitor};
use serde_json::{Value, json};

/// Everybody and everything the foundings of these tests are about.
pub(super) struct Case {
    pub(super) site: TestSite,
    pub(super) college: OrganisationId,
    pub(super) park: OrganisationId,
    /// The teachers' branch, below the college.
    pub(super) teachers_branch: OrganisationId,
    /// The enterprises' branch, below the park.
    pub(super) park_branch: OrganisationId,
    pub(super) college_unit: UnitId,
    pub(super) firms: Vec<UnitId>,
    pub(super) teachers: Vec<PersonId>,
    pub(super) staff: Vec<PersonId>,
    desks: [PersonId; 2],
    /// An organiser of the college.
    pub(super) organiser: Visitor,
    /// An organiser of the park.
    pub(super) park_organiser: Visitor,
}

const NAMES: [&str; 12] =
    ["林杰", "徐英桂", "马红", "林红超", "朱涵艳", "欧阳䶮", "周敏", "吴桐", "郑涛", "王芳", "李强", "赵云"];
const STAFF: [(&str, usize); 6] =
    [("郑霞", 0), ("林强", 0), ("马尔哈巴", 1), ("武红飞", 1), ("刘浩强", 2), ("南国思", 3)];

impl Case {
    pub(super) async fn new() -> Self {
        let site = TestSite::new().await;
        let college_unit = site.unit("college", "创意设计学院").await;
        let mut firms = Vec::new();
        for name in ["拾光文创", "木与石设计", "云上数字科技", "针线里服饰"] {
            firms.push(site.unit("enterprise", name).await);
        }
        let college = site.organisation("020100", "创意设计学院党委").committee().create().await;
        let park = site.organisation("020300", "创意园党总支").committee().create().await;
        let teachers_branch = site
            .organisation("020100002", "产品设计教工党支部")
            .below(college)
            .in_unit(college_unit)
            .create()
            .await;
        let park_branch = site.organisation("020300001", "创意园第一党支部").below(park).create().await;
        let mut teachers = Vec::new();
        for name in NAMES {
            let teacher = site.person(name).member_of(teachers_branch).affiliated(college_unit, "teacher");
            teachers.push(teacher.create().await);
        }
        let mut staff = Vec::new();
        for (name, firm) in STAFF {
            let one = site.person(name).member_of(park_branch).affiliated(firms[firm], "employee");
            staff.push(one.create().await);
        }
        let desks = [
            site.person("组织员甲").organiser_of(college).create().await,
            site.person("组织员乙").organiser_of(park).create().await,
        ];
        let organiser = site.visitor(desks[0]).await;
        let park_organiser = site.visitor(desks[1]).await;
        Self {
            site,
            college,
            park,
            teachers_branch,
            park_branch,
            college_unit,
            firms,
            teachers,
            staff,
            desks,
            organiser,
            park_organiser,
        }
    }

    /// Lets days pass; both organisers sign in again.
    pub(super) async fn after_days(&mut self, days: i64) {
        self.site.wait(chrono::TimeDelta::days(days));
        self.organiser = self.site.visitor(self.desks[0]).await;
        self.park_organiser = self.site.visitor(self.desks[1]).await;
    }

    /// Another organiser of the college, at another desk.
    pub(super) async fn second_organiser(&self) -> Visitor {
        let person = self.site.person("组织员丙").organiser_of(self.college).create().await;
        self.site.visitor(person).await
    }

    /// The first step as a program sends it.
    pub(super) fn sides(&self) -> Value {
        json!({
            "under": self.college, "name": "文创艺术党支部", "code": "020100004",
            "school_home": self.college, "school_units": [self.college_unit],
            "enterprise_home": self.park, "enterprise_units": self.firms,
        })
    }

    /// Begins the founding and gives back its address.
    pub(super) async fn begin(&self) -> String {
        let begun = self.organiser.post_json("/foundings", &self.sides()).await;
        assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text());
        begun.location().to_owned()
    }

    /// The record as the college's organiser reads it.
    pub(super) async fn record(&self, at: &str) -> Value {
        let answer = self.organiser.get_json(at).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json()
    }

    pub(super) async fn revision(&self, at: &str) -> i64 {
        self.record(at).await["revision"].as_i64().unwrap()
    }

    /// The id of the side of this kind.
    pub(super) async fn side(&self, at: &str, kind: &str) -> String {
        let record = self.record(at).await;
        let sides = record["sides"].as_array().unwrap();
        sides.iter().find(|side| side["kind"] == kind).unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// Chooses people for one side.
    pub(super) async fn choose(
        &self,
        who: &Visitor,
        at: &str,
        kind: &str,
        branch: OrganisationId,
        formal: &[PersonId],
    ) -> Answer {
        let body = json!({
            "revision": self.revision(at).await, "side": self.side(at, kind).await,
            "branch": branch, "formal": formal,
        });
        who.post_json(&format!("{at}/people"), &body).await
    }

    /// All twelve and all six.
    pub(super) async fn choose_all(&self, at: &str) {
        let teachers = self.choose(&self.organiser, at, "school", self.teachers_branch, &self.teachers).await;
        assert_eq!(teachers.status, StatusCode::CREATED, "{}", teachers.text());
        let staff = self.choose(&self.park_organiser, at, "enterprise", self.park_branch, &self.staff).await;
        assert_eq!(staff.status, StatusCode::CREATED, "{}", staff.text());
    }

    /// The third step of the case: five seats, four posts, one who confirms for each side.
    pub(super) fn posts(&self) -> Value {
        json!({
            "size": "5", "secretary": self.teachers[0], "organisation": self.teachers[1],
            "publicity": self.teachers[2], "discipline": self.staff[0], "others": [self.staff[2]],
            "signatory_school": self.teachers[0], "signatory_enterprise": self.staff[0],
            "found_on": "2026-12-01",
        })
    }

    pub(super) async fn settle_posts(&self, at: &str) {
        let mut body = self.posts();
        body["revision"] = json!(self.revision(at).await);
        let settled = self.organiser.post_json(&format!("{at}/committee"), &body).await;
        assert_eq!(settled.status, StatusCode::CREATED, "{}", settled.text());
    }

    /// Takes a step with the revision at hand.
    pub(super) async fn step(&self, who: &Visitor, at: &str, step: &str, mut body: Value) -> Answer {
        body["revision"] = json!(self.revision(at).await);
        who.post_json(&format!("{at}/{step}"), &body).await
    }

    /// A plan with everybody and everything in it, agreed to by the park.
    pub(super) async fn whole_plan(&self) -> String {
        let at = self.begin().await;
        self.choose_all(&at).await;
        self.settle_posts(&at).await;
        let agreed = self.step(&self.park_organiser, &at, "agree", json!({})).await;
        assert_eq!(agreed.status, StatusCode::CREATED, "{}", agreed.text());
        at
    }

    /// The same, handed in.
    pub(super) async fn handed_in(&self) -> String {
        let at = self.whole_plan().await;
        let handed_in = self.step(&self.organiser, &at, "hand-in", json!({})).await;
        assert_eq!(handed_in.status, StatusCode::CREATED, "{}", handed_in.text());
        at
    }

    /// The reply of the case.
    pub(super) fn approval() -> Value {
        json!({ "doc_no": "院党发〔2026〕18号", "rules": ["BR-JOINT-FEW"], "reasons": ["园区相邻，便于管理"] })
    }

    /// The same, approved.
    pub(super) async fn approved(&self) -> String {
        let at = self.handed_in().await;
        let approved = self.step(&self.organiser, &at, "approve", Self::approval()).await;
        assert_eq!(approved.status, StatusCode::CREATED, "{}", approved.text());
        at
    }

    /// What is sent on the day: everybody comes, the committee as proposed.
    pub(super) fn day(&self) -> Value {
        let mut day = self.posts();
        let object = day.as_object_mut().unwrap();
        object.remove("size");
        object.remove("found_on");
        let joining: Vec<&PersonId> = self.teachers.iter().chain(&self.staff).collect();
        object.insert("joining".to_owned(), json!(joining));
        day
    }
}

/// The findings of a record that are not met, by rule.
pub(super) fn unmet(record: &Value) -> Vec<String> {
    record["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["finding"])
        .filter(|finding| finding["met"] == false && finding["provisional"] == false)
        .map(|finding| finding["rule"].as_str().unwrap().to_owned())
        .collect()
}
