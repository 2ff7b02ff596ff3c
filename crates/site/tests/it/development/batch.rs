use axum::http::StatusCode;
use serde_json::{Value, json};

use super::World;
use super::many::{Many, names};

/// What came of each row, by name.
fn outcomes(page: &Value) -> Vec<(String, String)> {
    let line = |line: &Value| {
        (line["name"].as_str().unwrap().to_owned(), line["outcome"].as_str().unwrap().to_owned())
    };
    let mut lines: Vec<_> = page["lines"].as_array().unwrap().iter().map(line).collect();
    lines.sort_unstable();
    lines
}

fn pairs(lines: &[(&str, &str)]) -> Vec<(String, String)> {
    lines.iter().map(|(name, outcome)| ((*name).to_owned(), (*outcome).to_owned())).collect()
}

#[tokio::test]
async fn a_step_is_taken_for_those_for_whom_it_can_be_and_the_report_tells_of_the_others() {
    let many = Many::new().await;
    let (_, fine) = many.applied("甲", many.branch, "2026-11-01").await;
    let (_, late) = many.applied("乙", many.branch, "2026-09-01").await;
    let (_, done) = many.applied("丙", many.branch, "2026-11-01").await;
    let (_, early) = many.applied("丁", many.branch, "2026-11-22").await;
    many.take(&done, "talk", json!({ "on": "2026-11-10" })).await;
    let zhou = many.as_(many.zhou).await;
    let open = zhou.get_json("/cases/batch?step=talk").await.json();
    assert_eq!(names(open["rows"].as_array().unwrap()), ["乙", "甲", "丁"], "丙 has been talked with");
    let mut rows = Vec::new();
    for case in [&fine, &late, &done, &early] {
        rows.push(many.row(case).await);
    }
    let mut body = json!({ "step": "talk", "row": rows, "on": "2026-11-20", "place": "创意园三楼" });
    let seen = zhou.post_json("/cases/batch", &body).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.text());
    let expected = pairs(&[("丁", "refused"), ("丙", "refused"), ("乙", "needs_reason"), ("甲", "ready")]);
    let mut sorted = expected.clone();
    sorted.sort_unstable();
    assert_eq!(outcomes(&seen.json()), sorted);
    assert_eq!(many.row(&fine).await, rows[0], "a preview changes nothing");

    body["then"] = "take".into();
    body["reason"] = "申请人暑期在外地实习".into();
    let report = super::created(&zhou.post_json("/cases/batch", &body).await);
    let told = zhou.get_json(&report).await.json();
    assert_eq!((&told["taken"], &told["left"]), (&json!(2), &json!(2)));
    let file = zhou.get(&format!("{report}/export/json")).await.json();
    assert_eq!(file.as_array().unwrap().len(), 4);
    for (case, step, why) in [(&fine, "activist", false), (&late, "activist", true)] {
        let record = many.as_(many.zhou).await.get_json(case).await.json();
        assert_eq!(record["next"][0]["step"], step);
        assert_eq!(
            record.to_string().contains("申请人暑期在外地实习"),
            why,
            "a reason is kept where one is asked for"
        );
    }
    let page = zhou.get(&report).await.main_text();
    assert!(page.contains("已记录 2 人，2 人没有记录"), "{page}");
    for other in [many.wang, many.he, many.li] {
        assert_eq!(
            many.as_(other).await.get(&report).await.status,
            StatusCode::NOT_FOUND,
            "a report is its maker's"
        );
        assert_eq!(
            many.as_(other).await.get(&format!("{report}/export/csv")).await.status,
            StatusCode::NOT_FOUND
        );
    }
    many.close().await;
}

#[tokio::test]
async fn a_case_somebody_was_at_meanwhile_is_left_alone_and_the_others_go_on() {
    let many = Many::new().await;
    let (_, first) = many.applied("甲", many.branch, "2026-11-01").await;
    let (_, second) = many.applied("乙", many.branch, "2026-11-01").await;
    let rows = [many.row(&first).await, many.row(&second).await];
    many.take(&first, "talk", json!({ "on": "2026-11-10" })).await;
    let body = json!({ "step": "talk", "row": rows, "on": "2026-11-20", "then": "take" });
    let report = super::created(&many.as_(many.zhou).await.post_json("/cases/batch", &body).await);
    let told = many.as_(many.zhou).await.get_json(&report).await.json();
    assert_eq!(outcomes(&told), pairs(&[("乙", "taken"), ("甲", "stale")]));
    assert!(told["lines"][0]["reason"].to_string().contains("王组织"), "{told}");
    let again = many.as_(many.zhou).await.post_json("/cases/batch", &body).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "nothing is left to take");
    many.close().await;
}

#[tokio::test]
async fn many_are_filed_by_the_organiser_and_by_no_secretary() {
    let many = Many::new().await;
    let mut rows = Vec::new();
    for (name, branch) in [("甲", many.branch), ("乙", many.branch), ("丙", many.neighbours)] {
        let (_, case) = many.applied(name, branch, "2026-06-01").await;
        many.take(&case, "talk", json!({ "on": "2026-06-10" })).await;
        many.take(&case, "activist", json!({ "on": "2026-07-01" })).await;
        rows.push(many.row(&case).await);
    }
    let body = json!({ "step": "activist_filed", "row": rows, "on": "2026-07-10", "then": "take" });
    let zhou = many.as_(many.zhou).await;
    assert_eq!(zhou.post_json("/cases/batch", &body).await.status, StatusCode::FORBIDDEN);
    assert_eq!(zhou.get("/cases/batch?step=activist_filed").await.status, StatusCode::FORBIDDEN);
    let report = super::created(&many.as_(many.wang).await.post_json("/cases/batch", &body).await);
    assert_eq!(many.as_(many.wang).await.get_json(&report).await.json()["taken"], 3);
    many.close().await;
}

#[tokio::test]
async fn a_case_of_another_branch_is_not_known_in_a_batch_either() {
    let many = Many::new().await;
    let (_, own) = many.applied("甲", many.branch, "2026-11-01").await;
    let (_, foreign) = many.applied("秦堃", many.neighbours, "2026-11-01").await;
    let rows = [many.row(&own).await, many.row(&foreign).await, format!("{}:1", uuid::Uuid::max())];
    let mut body = json!({ "step": "talk", "row": rows, "on": "2026-11-20" });
    let zhou = many.as_(many.zhou).await;
    let seen = zhou.post_json("/cases/batch", &body).await;
    assert!(!seen.text().contains("秦堃"));
    let [known, unknown]: [Vec<Value>; 2] = [true, false].map(|known| {
        let lines = seen.json()["lines"].as_array().unwrap().clone();
        lines.into_iter().filter(|line| (line["outcome"] != "unknown") == known).collect()
    });
    assert_eq!((known.len(), unknown.len()), (1, 2));
    assert_eq!(unknown[0]["reason"], unknown[1]["reason"], "hidden and missing read alike");
    body["then"] = "take".into();
    super::created(&zhou.post_json("/cases/batch", &body).await);
    assert_eq!(many.row(&foreign).await, rows[1], "it is as it was");
    many.close().await;
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_nothing_is_recorded() {
    let many = Many::new().await;
    let (student, case) = many.applied("甲", many.branch, "2026-11-01").await;
    let row = many.row(&case).await;
    let zhou = many.as_(many.zhou).await;
    let sent = async |body: Value| zhou.post_json("/cases/batch", &body).await.status;
    assert_eq!(
        sent(json!({ "step": "talk", "row": [], "on": "2026-11-20" })).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        sent(json!({ "step": "talk", "row": ["x"], "on": "2026-11-20" })).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        sent(json!({ "step": "talk", "row": [row], "on": "x" })).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        sent(json!({ "step": "assembly", "row": [row], "on": "2026-11-20" })).await,
        StatusCode::CONFLICT
    );
    assert_eq!(sent(json!({ "step": "x", "row": [row], "on": "2026-11-20" })).await, StatusCode::NOT_FOUND);
    assert_eq!(sent(json!({ "step": "talk", "rows": [row] })).await, StatusCode::BAD_REQUEST);
    let crowd: Vec<String> =
        (0..201_u128).map(|number| format!("{}:1", uuid::Uuid::from_u128(number))).collect();
    assert_eq!(
        sent(json!({ "step": "talk", "row": crowd, "on": "2026-11-20" })).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let ahead = json!({ "step": "talk", "row": [row], "on": "2026-12-20", "then": "take" });
    assert_eq!(sent(ahead).await, StatusCode::CONFLICT);
    assert_eq!(many.row(&case).await, row);
    for person in [many.li, student] {
        let visitor = many.as_(person).await;
        assert_eq!(visitor.get("/cases/batch").await.status, StatusCode::FORBIDDEN);
        let body = json!({ "step": "talk", "row": [row], "on": "2026-11-20", "then": "take" });
        assert_eq!(visitor.post_json("/cases/batch", &body).await.status, StatusCode::FORBIDDEN);
    }
    many.close().await;
}

#[tokio::test]
async fn a_side_takes_steps_for_the_own_side_alone() {
    let world = World::new().await;
    let case = world.opened().await;
    let row = format!("{}:{}", case.rsplit('/').next().unwrap(), world.revision(&case).await);
    let body = json!({ "step": "talk", "row": [row], "on": "2022-10-10", "then": "take" });
    let chen = world.as_(world.chen).await.post_json("/cases/batch", &body).await;
    assert_eq!(chen.status, StatusCode::CONFLICT);
    assert!(!chen.text().contains("秦堃"));
    assert_eq!(
        world.as_(world.sun).await.post_json("/cases/batch", &body).await.status,
        StatusCode::FORBIDDEN
    );
    super::created(&world.as_(world.zhou).await.post_json("/cases/batch", &body).await);
    world.close().await;
}

#[tokio::test]
async fn a_browser_goes_from_the_choice_to_the_preview_and_back_with_what_was_typed() {
    let many = Many::new().await;
    let (_, case) = many.applied("甲", many.branch, "2026-11-01").await;
    let row = many.row(&case).await;
    let zhou = many.as_(many.zhou).await;
    let form = zhou.get("/cases/batch?step=talk").await.text();
    assert!(form.contains(&format!("value=\"{row}\"")), "{form}");
    let fields = [("step", "talk"), ("row", row.as_str()), ("on", "2026-11-20"), ("place", "三楼")];
    let preview = zhou.post("/cases/batch", &fields).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(preview.main_text().contains("选中 1 人，1 人可以记录"), "{}", preview.main_text());
    let back = zhou.post("/cases/batch", &[&fields[..], &[("then", "edit")]].concat()).await.text();
    assert!(back.contains("三楼") && back.contains("checked"), "{back}");
    let nobody =
        zhou.post("/cases/batch", &[("step", "talk"), ("on", "2026-11-20"), ("place", "三楼")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.main_text().contains("请至少选择一人") && nobody.text().contains("三楼"));
    let taken = zhou.post("/cases/batch", &[&fields[..], &[("then", "take")]].concat()).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    let english = many.as_(many.zhou).await.in_english().get("/cases/batch?step=activist").await.main_text();
    assert!(english.contains("Tick the people"), "{english}");
    many.close().await;
}
