//! The home of whoever answers for others. Here: a college with branches in every standing, and another beside it.

mod theme_days;
mod undecided;

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId};
use gongjian_tables::meeting;
use gongjian_testkit::TestSite;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;

/// A theme day of `branch` in this state, as the table keeps it; who came is nobody's question here.
async fn theme_day(site: &TestSite, by: PersonId, branch: OrganisationId, state: &str, on: &str) -> String {
    let row = meeting::Model {
        id: site.site.clock.id::<gongjian_domain::kinds::Meeting>().uuid(),
        organisation_id: branch.uuid(),
        kind: "theme_day".into(),
        state: state.into(),
        title: format!("{state}的主题党日"),
        theme: "把支部建在产业链上".into(),
        agenda: json!([]),
        on_day: day(on),
        starts_at: "14:30:00".parse().unwrap(),
        ends_at: None,
        place: "三楼".into(),
        responsible: json!([]),
        visitors: json!([]),
        created_by: by.uuid(),
        created_at: site.site.clock.now(),
    };
    let id = row.id.to_string();
    site.keep(async |tx| Ok(row.into_active_model().reset_all().insert(tx).await.map(|_| ())?)).await;
    id
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A college whose branches stand in every way on 24 November 2026.
struct Branches {
    site: TestSite,
    college: OrganisationId,
    organiser: PersonId,
    /// The branches by code, `020101` first: confirmed, to come, nothing planned, held, planned for a day that is over.
    branches: Vec<OrganisationId>,
}

impl Branches {
    async fn new() -> Self {
        let site = TestSite::new().await;
        let college = site.organisation("020100", "学院党委").committee().create().await;
        let organiser = site.person("组织").organiser_of(college).create().await;
        let mut branches = Vec::new();
        for number in 1..=5 {
            let (code, name) = (format!("02010{number}"), format!("第{number}支部"));
            branches.push(site.organisation(&code, &name).below(college).create().await);
        }
        site.person("成员").member_of(branches[0]).create().await;
        theme_day(&site, organiser, branches[0], "confirmed", "2026-11-03").await;
        theme_day(&site, organiser, branches[1], "invited", "2026-11-24").await;
        // Called off, and of another month: neither makes a theme day of November.
        theme_day(&site, organiser, branches[2], "cancelled", "2026-11-10").await;
        theme_day(&site, organiser, branches[2], "confirmed", "2026-10-31").await;
        theme_day(&site, organiser, branches[3], "held", "2026-11-17").await;
        theme_day(&site, organiser, branches[4], "planned", "2026-11-23").await;
        let elsewhere = site.organisation("030100", "别院党委").committee().create().await;
        site.organisation("030101", "别院支部").below(elsewhere).create().await;
        Self { site, college, organiser, branches }
    }

    async fn theme_day(&self, branch: OrganisationId, state: &str, on: &str) -> String {
        theme_day(&self.site, self.organiser, branch, state, on).await
    }
}
