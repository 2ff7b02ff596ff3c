//! What a committee asks of its own branches, and which running cases it would touch.

mod refused;
mod touched;

use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId};
use gongjian_tables::{development_case, development_step};
use gongjian_testkit::Visitor;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::{Value, json};

use crate::people::College;

/// A running case in `branch` with these steps.
async fn case(c: &College, name: &str, branch: OrganisationId, steps: &[(&str, NaiveDate)]) {
    let person = c.site.person(name).member_of(branch).create().await;
    let clock = &c.site.site.clock;
    let (id, now) = (clock.uuid(), clock.now());
    let rows: Vec<_> = steps
        .iter()
        .map(|(step, on)| development_step::ActiveModel {
            id: Set(clock.uuid()),
            case_id: Set(id),
            step: Set((*step).to_owned()),
            taken_on: Set(*on),
            particulars: Set(json!({})),
            carried: Set(false),
            meeting_id: Set(None),
            organisation_id: Set(branch.uuid()),
            side_id: Set(None),
            reason: Set(None),
            note_sealed: Set(None),
            recorded_by: Set(person.uuid()),
            recorded_at: Set(now),
            taken_back_by: Set(None),
            taken_back_at: Set(None),
            taken_back_reason: Set(None),
        })
        .collect();
    let row = development_case::ActiveModel {
        id: Set(id),
        person_id: Set(person.uuid()),
        organisation_id: Set(branch.uuid()),
        side_id: Set(None),
        standing: Set("running".to_owned()),
        stage: Set(Some("applicant".to_owned())),
        running_person_id: Set(Some(person.uuid())),
        leaving_on: Set(None),
        opened_on: Set(clock.today()),
        opened_by: Set(person.uuid()),
        revision: Set(1),
        changed_at: Set(now),
        ended_on: Set(None),
    };
    c.site
        .keep(async |tx| {
            development_case::Entity::insert(row).exec_without_returning(tx).await?;
            development_step::Entity::insert_many(rows).exec_without_returning(tx).await?;
            Ok(())
        })
        .await;
}

async fn organiser(c: &College) -> (PersonId, Visitor) {
    let person = c.site.person("组织").organiser_of(c.committee).create().await;
    (person, c.site.visitor(person).await)
}

fn stricter(c: &College, rule: &str, number: &str, unit: &str) -> Value {
    json!({
        "committee": c.committee.to_string(), "about": rule, "number": number, "unit": unit,
        "basis": "校党委会 2026 年第 9 次会议纪要",
    })
}

/// Writes a draft down and says where its page is.
async fn drafted(visitor: &Visitor, form: &Value) -> String {
    let answer = visitor.post_json("/own-rules", form).await;
    assert!(answer.status.is_success() || answer.status.is_redirection(), "{}", answer.text());
    let rows = visitor.get_json("/own-rules").await.json();
    format!("/own-rules/{}", rows["rows"][0]["id"].as_str().unwrap())
}
