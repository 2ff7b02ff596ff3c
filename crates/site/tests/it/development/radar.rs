use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::json;

use super::World;
use super::many::{Many, due, names};

#[tokio::test]
async fn what_is_due_is_shown_to_those_who_answer_for_it_the_most_urgent_first() {
    let many = Many::new().await;
    many.applied("甲", many.branch, "2026-11-10").await;
    many.applied("乙", many.branch, "2026-10-01").await;
    many.applied("丙", many.neighbours, "2026-10-28").await;
    many.applied("丁", many.branch, "2026-11-24").await;
    let wang = many.as_(many.wang).await.get_json("/cases/radar").await.json();
    assert_eq!(names(&due(&wang)), ["乙", "丙", "甲", "丁"]);
    let words: Vec<_> = wang["groups"].as_array().unwrap().iter().map(|group| &group["word"]).collect();
    assert_eq!(words, ["overdue", "week", "month", "later"]);
    assert_eq!(wang["counts"], json!({ "overdue": 1, "week": 1, "month": 1, "leaving": 0 }));
    let late = &due(&wang)[0];
    assert_eq!(
        (&late["step"], &late["due"], &late["tone"]),
        (&json!("talk"), &json!("2026-11-01"), &json!("overdue"))
    );
    let zhou = many.as_(many.zhou).await;
    assert_eq!(names(&due(&zhou.get_json("/cases/radar").await.json())), ["乙", "甲", "丁"]);
    let page = zhou.get("/cases/radar").await.main_text();
    assert!(page.contains("已逾期 1 件") && page.contains("已过 23 天"), "{page}");
    let english = many.as_(many.zhou).await.in_english().get("/cases/radar").await.main_text();
    assert!(english.contains("1 overdue"), "{english}");
    let li = many.as_(many.li).await.get_json("/cases/radar").await.json();
    assert_eq!(due(&li), Vec::<serde_json::Value>::new(), "an ordinary member sees nobody");
    many.close().await;
}

#[tokio::test]
async fn the_radar_is_narrowed_by_time_day_step_branch_and_turn() {
    let many = Many::new().await;
    many.applied("甲", many.branch, "2026-11-10").await;
    let (_, filed) = many.applied("乙", many.neighbours, "2026-06-01").await;
    many.take(&filed, "talk", json!({ "on": "2026-06-10" })).await;
    many.take(&filed, "activist", json!({ "on": "2026-07-01" })).await;
    let wang = many.as_(many.wang).await;
    let asked = async |query: &str| {
        let answer = wang.get_json(&format!("/cases/radar?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
        let lines = due(&answer.json());
        lines.iter().map(|line| line["step"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(asked("when=month").await, ["talk"]);
    assert_eq!(asked("when=overdue&step=talk").await, Vec::<String>::new());
    assert_eq!(asked("on=2026-12-10").await, ["talk"]);
    assert_eq!(asked("step=talk").await, ["talk"]);
    assert_eq!(asked(&format!("branch={}", many.branch)).await, ["talk"]);
    assert_eq!(asked("turn=branch&step=talk").await, ["talk"]);
    assert_eq!(asked("turn=applicant").await, Vec::<String>::new());
    assert_eq!(
        asked("turn=mine&step=talk").await,
        Vec::<String>::new(),
        "what a branch does is not the organiser's turn"
    );
    let zhou = many.as_(many.zhou).await.get_json("/cases/radar?turn=mine").await.json();
    assert_eq!(names(&due(&zhou)), ["甲"]);
    for odd in ["after=x", "after=2026-12-10_x_talk", "when=x", "step=x", "turn=x", "after="] {
        assert_eq!(wang.get(&format!("/cases/radar?{odd}")).await.status, StatusCode::OK, "{odd}");
    }
    assert_eq!(wang.get("/cases/radar?on=x").await.status, StatusCode::BAD_REQUEST);
    many.close().await;
}

#[tokio::test]
async fn each_side_of_a_joint_branch_sees_what_is_due_on_the_own_side() {
    let world = World::new().await;
    world.opened().await;
    for (person, seen) in [
        (world.wang, 1),
        (world.zhou, 1),
        (world.wu, 1),
        (world.sun, 1),
        (world.chen, 0),
        (world.other, 0),
        (world.li, 0),
    ] {
        let radar = world.as_(person).await.get_json("/cases/radar").await.json();
        assert_eq!(due(&radar).len(), seen);
    }
    let student = world.as_(world.student).await;
    let own = student.get_json("/cases/radar").await.json();
    assert_eq!((names(&due(&own)), &own["answers"]), (vec!["秦堃".to_owned()], &json!(false)));
    assert_eq!(student.get("/cases/radar").await.status, StatusCode::OK);
    world.close().await;
}

#[tokio::test]
async fn two_thousand_cases_are_paged_by_key_and_none_is_shown_twice_or_left_out() {
    let many = Many::new().await;
    many.in_bulk(many.branch, 2_000, "2026-09-01".parse().unwrap()).await;
    many.in_bulk(many.neighbours, 60, "2026-11-24".parse().unwrap()).await;
    let zhou = many.as_(many.zhou).await;
    let first = zhou.get_json("/cases/radar").await.json();
    assert_eq!(first["paging"]["count"], 1_000);
    assert_eq!(first["paging"]["capped"], true);
    let (mut seen, mut days, mut pages) = (BTreeSet::new(), Vec::new(), 0);
    let mut next = "/cases/radar".to_owned();
    while !next.is_empty() {
        let page = zhou.get_json(&next).await.json();
        for line in due(&page) {
            assert!(seen.insert(line["case"].as_str().unwrap().to_owned()), "shown twice");
            days.push(line["due"].as_str().unwrap().to_owned());
        }
        pages += 1;
        next = page["next"].as_str().unwrap().to_owned();
    }
    assert_eq!((seen.len(), pages), (2_000, 40));
    assert!(days.is_sorted());
    let he = many.as_(many.he).await.get_json("/cases/radar?when=week").await.json();
    assert_eq!(he["paging"]["count"], 49);
    let file = zhou.get("/cases/radar/export/json?when=overdue").await.json();
    assert_eq!(file.as_array().unwrap().len(), 84 * 7);
    many.close().await;
}

#[tokio::test]
async fn the_radar_as_a_file_is_what_it_shows_and_is_noted_with_those_who_read_the_files() {
    let world = World::new().await;
    world.opened().await;
    let zhou = world.as_(world.zhou).await;
    for format in ["xlsx", "csv", "json"] {
        assert_eq!(zhou.get(&format!("/cases/radar/export/{format}")).await.status, StatusCode::OK);
        assert_eq!(zhou.get(&format!("/cases/leaving/export/{format}")).await.status, StatusCode::OK);
    }
    assert_eq!(zhou.get("/cases/radar/export/pdf").await.status, StatusCode::NOT_FOUND);
    let own = world.as_(world.student).await.get_json("/my-course").await.json();
    let readers: Vec<_> =
        own["case"]["readers"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    assert!(readers.contains(&json!("周敏")), "{readers:?}");
    world.close().await;
}

#[tokio::test]
async fn whoever_leaves_before_the_admission_or_the_end_of_the_probation_is_found_early() {
    let many = Many::new().await;
    let (_, soon) = many.applied("甲", many.branch, "2026-10-01").await;
    let (_, later) = many.applied("乙", many.branch, "2026-10-01").await;
    for (case, day) in [(&soon, "2027-01-31"), (&later, "2027-06-30")] {
        let mut body = json!({ "on": day });
        let zhou = many.as_(many.zhou).await;
        body["revision"] = zhou.get_json(case).await.json()["revision"].clone();
        super::created(&zhou.post_json(&format!("{case}/leaving-day"), &body).await);
    }
    let zhou = many.as_(many.zhou).await;
    let page = zhou.get_json("/cases/leaving").await.json();
    assert_eq!(names(page["rows"].as_array().unwrap()), ["甲"]);
    let row = &page["rows"][0];
    assert_eq!(
        (&row["what"], &row["rule"], &row["leaves"]),
        (&json!("admission"), &json!("PD-LEAVE3M"), &json!("2027-01-31"))
    );
    assert_eq!(zhou.get_json("/cases/radar").await.json()["counts"]["leaving"], 1);
    let text = zhou.get("/cases/leaving").await.main_text();
    assert!(text.contains("一般不再办理接收手续"), "{text}");
    for (person, seen) in [(many.wang, 1), (many.he, 0), (many.li, 0)] {
        let page = many.as_(person).await.get_json("/cases/leaving").await.json();
        assert_eq!(page["rows"].as_array().unwrap().len(), seen);
    }
    many.site.wait(chrono::TimeDelta::days(130));
    let zhou = many.as_(many.zhou).await;
    assert_eq!(zhou.get_json("/cases/leaving").await.json()["rows"].as_array().unwrap().len(), 2);
    many.close().await;
}

#[tokio::test]
async fn nobody_looks_at_many_cases_without_signing_in() {
    let many = Many::new().await;
    let stranger = many.site.stranger();
    for page in ["radar", "board", "calendar", "leaving", "batch", "radar/export/json", "leaving/export/json"]
    {
        assert_eq!(
            stranger.get_json(&format!("/cases/{page}")).await.status,
            StatusCode::UNAUTHORIZED,
            "{page}"
        );
    }
    assert_eq!(stranger.post_json("/cases/batch", &json!({})).await.status, StatusCode::UNAUTHORIZED);
    many.close().await;
}
