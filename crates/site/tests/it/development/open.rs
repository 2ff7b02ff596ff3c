use axum::http::StatusCode;
use gongjian_tables::person;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{World, created, step, unmet};

#[tokio::test]
async fn a_case_begins_with_what_the_register_knows_already() {
    let world = World::new().await;
    let days = [(person::Column::AppliedOn, "2024-09-20"), (person::Column::ActivistOn, "2025-04-01")];
    world
        .site
        .keep(async |tx| {
            for (column, day) in days {
                let day: chrono::NaiveDate = day.parse().unwrap();
                person::Entity::update_many()
                    .col_expr(column, Expr::value(Some(day)))
                    .col_expr(person::Column::Stage, Expr::value(Some("activist".to_owned())))
                    .filter(person::Column::Id.eq(world.student.uuid()))
                    .exec(tx)
                    .await?;
            }
            Ok(())
        })
        .await;
    let zhou = world.as_(world.zhou).await;
    let form = zhou.get_json(&format!("/cases/new?person={}", world.student)).await.json();
    let line = |id: &str| {
        let lines = form["steps"].as_array().unwrap().iter();
        lines.clone().find(|line| line["step"] == id).unwrap().clone()
    };
    assert_eq!(
        (line("apply")["on"].as_str(), line("apply")["known"].as_bool()),
        (Some("2024-09-20"), Some(true))
    );
    assert_eq!(line("talk")["on"], "");
    assert_eq!(line("activist")["on"], "2025-04-01");
    let person = world.student.to_string();
    let sent = [
        ("person", person.as_str()),
        ("step", "apply"),
        ("on", "2024-09-20"),
        ("step", "talk"),
        ("on", ""),
        ("step", "activist"),
        ("on", "2025-04-01"),
    ];
    let opened = zhou.post("/cases", &sent).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text());
    let record = world.record(world.zhou, opened.location()).await;
    assert_eq!(record["stage"], "activist");
    assert_eq!(step(&record, "talk")["state"], "missing");
    assert_eq!(step(&record, "activist")["records"][0]["carried"], true);
    assert!(!unmet(&record).is_empty(), "that nobody talked with the applicant stays visible");
    world.close().await;
}

#[tokio::test]
async fn a_case_does_not_set_the_register_back() {
    let world = World::new().await;
    let activist = world.site.person("郑莹").member_of(world.branch).at_stage("activist").create().await;
    let body = json!({ "person": activist, "steps": [{ "step": "apply", "on": "2024-09-20" }] });
    let refused = world.as_(world.wang).await.post_json("/cases", &body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
    assert_eq!(world.register(activist).await.stage.as_deref(), Some("activist"));
    world.close().await;
}

#[tokio::test]
async fn nobody_has_two_running_cases() {
    let world = World::new().await;
    world.opened().await;
    let body = json!({ "person": world.student, "steps": [{ "step": "apply", "on": "2022-09-20" }] });
    let second = world.as_(world.wang).await.post_json("/cases", &body).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let form = world.as_(world.wang).await.get(&format!("/cases/new?person={}", world.student)).await;
    assert_eq!(form.status, StatusCode::CONFLICT);
    world.close().await;
}

#[tokio::test]
async fn a_case_without_an_application_or_with_days_that_cannot_be_is_not_opened() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    let open = |steps: serde_json::Value| json!({ "person": world.student, "steps": steps });
    for (steps, status) in [
        (json!([]), StatusCode::UNPROCESSABLE_ENTITY),
        (json!([{ "step": "apply", "on": "2027-01-01" }]), StatusCode::CONFLICT),
        (json!([{ "step": "apply", "on": "2000-01-01" }]), StatusCode::CONFLICT),
        (json!([{ "step": "apply", "on": "x" }]), StatusCode::UNPROCESSABLE_ENTITY),
        (json!([{ "step": "nothing", "on": "2022-01-01" }]), StatusCode::UNPROCESSABLE_ENTITY),
        (
            json!([{ "step": "apply", "on": "2022-01-01" }, { "step": "apply", "on": "2022-01-02" }]),
            StatusCode::CONFLICT,
        ),
        (
            json!([{ "step": "apply", "on": "2022-01-01" }, { "step": "conversion_approval", "on": "2024-01-02" }]),
            StatusCode::CONFLICT,
        ),
    ] {
        let refused = zhou.post_json("/cases", &open(steps.clone())).await;
        let fits = refused.status == status || (steps == json!([]) && refused.status == StatusCode::CONFLICT);
        assert!(fits, "{steps}: {} {}", refused.status, refused.text());
    }
    let none = zhou.get_json("/cases").await.json();
    assert_eq!(none["rows"].as_array().unwrap().len(), 0);
    world.close().await;
}

#[tokio::test]
async fn a_secretary_opens_cases_of_the_own_side_alone() {
    let world = World::new().await;
    let body = json!({ "person": world.student, "steps": [{ "step": "apply", "on": "2022-09-20" }] });
    for person in [world.chen, world.wu, world.sun, world.li, world.student] {
        let refused = world.as_(person).await.post_json("/cases", &body).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text());
    }
    assert_eq!(world.as_(world.other).await.post_json("/cases", &body).await.status, StatusCode::NOT_FOUND);
    let candidates = world.as_(world.zhou).await.get_json("/cases/new").await.json();
    let names: Vec<_> = candidates["candidates"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["秦堃"], "full members are not offered");
    let candidates = world.as_(world.chen).await.get_json("/cases/new").await.json();
    assert_eq!(candidates["candidates"].as_array().unwrap().len(), 0);
    assert_eq!(world.as_(world.li).await.get("/cases/new").await.status, StatusCode::FORBIDDEN);
    created(&world.as_(world.wang).await.post_json("/cases", &body).await);
    world.close().await;
}
