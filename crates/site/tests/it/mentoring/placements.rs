use axum::http::StatusCode;
use serde_json::json;

use super::Around;

#[tokio::test]
async fn a_change_of_placement_has_no_gap_and_the_enterprise_mentor_follows() {
    let a = Around::new().await;
    let organiser = a.named("组织员").await;
    assert!(a.place(&organiser, a.works, "2026-03-01", "").await.status.is_success());
    a.with_both("2026-03-15").await;
    assert!(a.place(&organiser, a.other_works, "2026-11-24", "").await.status.is_success());
    let page = organiser.get_json(&a.path("placements")).await.json();
    assert_eq!(page["placements"][0]["unit"], "远山印务有限公司");
    assert_eq!(page["placements"][1]["until"], "2026-11-24");
    let ended = a.assignments().await.into_iter().find(|row| row.side == "enterprise").unwrap();
    assert_eq!(
        (ended.until_on.map(|on| on.to_string()), ended.ended_reason.as_deref()),
        (Some("2026-11-24".into()), Some("placement"))
    );
    assert!(a.forms(&a.site.visitor(a.master).await).await.is_empty());
    assert!(a.assign(&organiser, "enterprise", a.other_master, "2026-11-24").await.status.is_success());
    let form = a.forms(&a.site.visitor(a.other_master).await).await.remove(0);
    assert_eq!(form["due"], "2026-09-15", "the half years of the stay go on as they began");
    let overlap = a.place(&organiser, a.works, "2026-05-01", "2026-05-31").await;
    assert_eq!(overlap.status, StatusCode::CONFLICT);
    a.site.close().await;
}

#[tokio::test]
async fn a_placement_without_an_agreement_is_refused_with_the_rule_and_what_is_missing_is_said() {
    let a = Around::new().await;
    let secretary = a.named("校方书记").await;
    let path = a.path("placements");
    let bare = json!({ "unit": a.works, "post": "陈列", "from": "2026-03-01" });
    let refused = secretary.post_json(&path, &bare).await;
    assert!(
        refused.status == StatusCode::CONFLICT && refused.text().contains("IN-AGREE"),
        "{}",
        refused.text()
    );
    let late = json!({ "unit": a.works, "post": "陈列", "from": "2026-03-01", "agreement_no": "1", "agreement_on": "2026-03-02" });
    assert_eq!(secretary.post_json(&path, &late).await.status, StatusCode::CONFLICT);
    let empty = secretary.post(&path, &[("post", "陈列")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("value=\"陈列\""), "what was typed stays");
    assert!(a.place(&secretary, a.works, "2026-03-01", "2026-10-31").await.status.is_success());
    let long = secretary.get(&path).await.main_text();
    assert!(long.contains("超过 6 个月"), "{long}");
    let student = a.site.visitor(a.student).await;
    assert_eq!(student.get(&path).await.status, StatusCode::OK);
    assert_eq!(a.place(&student, a.works, "2026-12-01", "").await.status, StatusCode::FORBIDDEN);
    let other = a.named("企方书记").await;
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(a.place(&other, a.works, "2026-12-01", "").await.status, StatusCode::NOT_FOUND);
    a.site.close().await;
}

#[tokio::test]
async fn the_enterprise_says_a_line_a_week_school_and_student_see_it_at_once_and_a_correction_stays_visible()
{
    let a = Around::new().await;
    let organiser = a.named("组织员").await;
    assert!(a.place(&organiser, a.works, "2026-11-02", "2026-12-31").await.status.is_success());
    a.with_both("2026-11-02").await;
    let placement = organiser.get_json(&a.path("placements")).await.json()["placements"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let (page, weeks) = (format!("/placements/{placement}"), format!("/placements/{placement}/weeks"));
    let master = a.site.visitor(a.master).await;
    assert!(master.get("/my-students").await.text().contains(&page));
    let line = json!({ "presence": "there", "conduct": "参加消防演练" });
    assert!(master.post_json(&weeks, &line).await.status.is_success());
    let student = a.site.visitor(a.student).await;
    for reader in [&student, &organiser] {
        assert!(reader.get(&page).await.text().contains("参加消防演练"));
    }
    let silent = json!({ "presence": "partly", "conduct": "周三请假" });
    assert_eq!(master.post_json(&weeks, &silent).await.status, StatusCode::CONFLICT);
    let host = a.named("企方书记").await;
    let corrected = json!({ "presence": "partly", "conduct": "周三请假", "reason": "记错了一天" });
    assert!(
        host.post_json(&weeks, &corrected).await.status.is_success(),
        "the side the enterprise stands on"
    );
    let text = student.get(&page).await.main_text();
    assert!(
        text.contains("周三请假") && text.contains("参加消防演练") && text.contains("记错了一天"),
        "{text}"
    );
    for (who, status) in [
        ("欧阳䶮", StatusCode::FORBIDDEN),
        ("校方书记", StatusCode::FORBIDDEN),
        ("林杰", StatusCode::NOT_FOUND),
        ("秦山", StatusCode::NOT_FOUND),
        ("园区书记", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(a.named(who).await.post_json(&weeks, &line).await.status, status, "{who}");
    }
    let ahead = json!({ "presence": "there", "week": "2026-12-07" });
    assert_eq!(master.post_json(&weeks, &ahead).await.status, StatusCode::CONFLICT);
    let before = json!({ "presence": "there", "week": "2026-10-26" });
    assert_eq!(master.post_json(&weeks, &before).await.status, StatusCode::CONFLICT);
    a.wait_days(40);
    let (master, host) = (a.site.visitor(a.master).await, a.named("企方书记").await);
    for after in [&master, &host] {
        assert_eq!(
            after.get(&page).await.status,
            StatusCode::NOT_FOUND,
            "after the placement nothing is left to see"
        );
    }
    assert_eq!(a.site.visitor(a.student).await.get(&page).await.status, StatusCode::OK);
    a.site.close().await;
}

#[tokio::test]
async fn ending_a_placement_ends_the_mentoring_there() {
    let a = Around::new().await;
    let organiser = a.named("组织员").await;
    assert!(a.place(&organiser, a.works, "2026-03-01", "").await.status.is_success());
    a.with_both("2026-03-15").await;
    let placement = organiser.get_json(&a.path("placements")).await.json()["placements"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let end = format!("{}/{placement}/end", a.path("placements"));
    assert_eq!(a.site.visitor(a.student).await.post(&end, &[]).await.status, StatusCode::FORBIDDEN);
    assert!(organiser.post_json(&end, &json!({ "on": "2026-11-24" })).await.status.is_success());
    assert_eq!(organiser.post_json(&end, &json!({ "on": "2026-11-25" })).await.status, StatusCode::CONFLICT);
    let open: Vec<_> =
        a.assignments().await.into_iter().filter(|row| row.until_on.is_none()).map(|row| row.side).collect();
    assert_eq!(open, ["school"]);
    a.site.close().await;
}
