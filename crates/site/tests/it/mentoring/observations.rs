use axum::http::StatusCode;
use gongjian_site::job;
use gongjian_tables::observation;
use sea_orm::EntityTrait;
use serde_json::json;

use super::{Around, ENTERPRISE, SCHOOL, filled};

async fn rows(a: &Around) -> Vec<observation::Model> {
    observation::Entity::find().all(&a.site.site.db.read()).await.unwrap()
}

async fn of_side(a: &Around, side: &str) -> observation::Model {
    let mut rows = rows(a).await;
    rows.sort_by_key(|row| row.due_on);
    rows.into_iter().find(|row| row.side == side).unwrap()
}

#[tokio::test]
async fn a_mentor_keeps_a_draft_hands_it_in_and_gets_it_back_with_a_comment() {
    let a = Around::new().await;
    a.with_both("2026-03-15").await;
    let teacher = a.site.visitor(a.teacher).await;
    let form = a.forms(&teacher).await.remove(0);
    assert_eq!((form["due"].as_str(), form["tone"].as_str()), (Some("2026-09-01"), Some("overdue")));
    let home = teacher.get("/").await.main_text();
    assert!(home.contains("写培养考察：欧阳䶮"), "{home}");
    let path = format!("/observations/{}", form["id"].as_str().unwrap());
    let part = json!({ "act": "draft", "revision": 0, "study_grade": "good", "study_text": "作业认真" });
    assert!(teacher.post_json(&path, &part).await.status.is_success());
    assert!(teacher.get(&path).await.text().contains("作业认真"));
    let organiser = a.named("组织员").await;
    let seen = organiser.get(&path).await;
    assert!(
        seen.status == StatusCode::OK && !seen.text().contains("作业认真"),
        "a draft is its mentor's own"
    );
    assert!(!organiser.get(&a.path("observations")).await.text().contains("作业认真"));
    let short =
        teacher.post_json(&path, &json!({ "act": "hand_in", "revision": 1, "study_grade": "good" })).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stale = teacher.post_json(&path, &filled("hand_in", 0, SCHOOL)).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let foreign = teacher.post_json(&path, &filled("hand_in", 1, ENTERPRISE)).await;
    assert_eq!(foreign.status, StatusCode::CONFLICT);
    assert!(teacher.post_json(&path, &filled("hand_in", 1, SCHOOL)).await.status.is_success());
    assert_eq!(teacher.post_json(&path, &filled("draft", 2, SCHOOL)).await.status, StatusCode::CONFLICT);
    let read = organiser.get(&a.path("observations")).await;
    assert!(read.text().contains("先自己想办法") && read.text().contains("PD-REVIEW6"));
    let back = format!("{path}/return");
    assert_eq!(
        teacher.post_json(&back, &json!({ "revision": 2, "comment": "x" })).await.status,
        StatusCode::FORBIDDEN
    );
    let silent = organiser.post_json(&back, &json!({ "revision": 2, "comment": " " })).await;
    assert_eq!(silent.status, StatusCode::CONFLICT);
    assert!(
        organiser
            .post_json(&back, &json!({ "revision": 2, "comment": "请写一件具体的事" }))
            .await
            .status
            .is_success()
    );
    let page = teacher.get_json(&path).await.json();
    assert_eq!(
        (page["comment"].as_str(), page["may_write"].as_bool()),
        (Some("请写一件具体的事"), Some(true))
    );
    assert!(teacher.post_json(&path, &filled("hand_in", 3, SCHOOL)).await.status.is_success());
    a.site.close().await;
}

#[tokio::test]
async fn a_mentor_sees_the_own_sides_form_within_the_time_and_nothing_before_or_after() {
    let a = Around::new().await;
    a.with_both("2026-12-01").await;
    let (own, other) = (of_side(&a, "school").await.id, of_side(&a, "enterprise").await.id);
    let seen = async |id: uuid::Uuid| {
        let teacher = a.site.visitor(a.teacher).await;
        (
            teacher.get(&format!("/observations/{id}")).await.status,
            teacher.get_json("/my-students").await.json(),
        )
    };
    let (before, page) = seen(own).await;
    assert_eq!(before, StatusCode::NOT_FOUND, "the mentoring begins on 1 December");
    assert_eq!(page["students"].as_array().unwrap().len(), 0);
    a.wait_days(8);
    let (within, page) = seen(own).await;
    assert_eq!((within, page["students"][0]["name"].as_str()), (StatusCode::OK, Some("欧阳䶮")));
    assert_eq!(seen(other).await.0, StatusCode::NOT_FOUND, "the other side's form");
    for hidden in
        [a.path("observations"), a.path("mentors"), a.path("placements"), format!("/cases/{}", a.case)]
    {
        let teacher = a.site.visitor(a.teacher).await;
        assert_eq!(teacher.get(&hidden).await.status, StatusCode::NOT_FOUND, "{hidden}");
    }
    let organiser = a.named("组织员").await;
    let assignment = a.assignments().await.into_iter().find(|row| row.side == "school").unwrap();
    let end = format!("{}/{}/end", a.path("mentors"), assignment.id);
    assert!(organiser.post_json(&end, &json!({ "on": "2026-12-10" })).await.status.is_success());
    assert_eq!(seen(own).await.0, StatusCode::NOT_FOUND, "no form of that time is owed any more");
    a.wait_days(10);
    let teacher = a.site.visitor(a.teacher).await;
    assert_eq!(
        teacher.post_json(&format!("/observations/{own}"), &filled("draft", 0, SCHOOL)).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(seen(own).await.1["students"].as_array().unwrap().len(), 0);
    a.site.close().await;
}

#[tokio::test]
async fn the_student_sees_when_a_form_came_and_never_what_it_says() {
    let a = Around::new().await;
    a.with_both("2026-03-15").await;
    let teacher = a.site.visitor(a.teacher).await;
    let id = of_side(&a, "school").await.id;
    assert!(
        teacher
            .post_json(&format!("/observations/{id}"), &filled("hand_in", 0, SCHOOL))
            .await
            .status
            .is_success()
    );
    let student = a.site.visitor(a.student).await;
    let page = student.get(&a.path("mentors")).await;
    assert!(
        page.main_text().contains("2026年11月24日") && !page.text().contains("先自己想办法"),
        "{}",
        page.main_text()
    );
    assert_eq!(student.get(&a.path("observations")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(student.get(&format!("/observations/{id}")).await.status, StatusCode::NOT_FOUND);
    let post = student.post_json(&format!("/observations/{id}"), &filled("draft", 1, SCHOOL)).await;
    assert_eq!(post.status, StatusCode::NOT_FOUND);
    assert_eq!(
        a.named("企方书记").await.get(&format!("/observations/{id}")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        a.named("园区书记").await.get(&format!("/observations/{id}")).await.status,
        StatusCode::NOT_FOUND
    );
    a.site.close().await;
}

#[tokio::test]
async fn what_is_written_about_a_student_lies_sealed_in_the_database() {
    let a = Around::new().await;
    a.with_both("2026-03-15").await;
    let id = of_side(&a, "enterprise").await.id;
    let master = a.site.visitor(a.master).await;
    assert!(
        master
            .post_json(&format!("/observations/{id}"), &filled("hand_in", 0, ENTERPRISE))
            .await
            .status
            .is_success()
    );
    let sealed = of_side(&a, "enterprise").await.form_sealed.unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("先自己"));
    a.site.close().await;
}

#[tokio::test]
async fn the_next_form_comes_by_itself_and_goes_to_the_new_mentor() {
    let a = Around::new().await;
    a.with_both("2026-03-15").await;
    let dues: Vec<_> =
        rows(&a).await.iter().filter(|row| row.side == "school").map(|row| row.due_on.to_string()).collect();
    assert_eq!(dues, ["2026-09-01", "2027-03-01"]);
    let organiser = a.named("组织员").await;
    let school = a.assignments().await.into_iter().find(|row| row.side == "school").unwrap();
    let end = format!("{}/{}/end", a.path("mentors"), school.id);
    assert!(organiser.post_json(&end, &json!({ "on": "2026-11-24" })).await.status.is_success());
    let secretary = a.named("校方书记").await;
    let itself = gongjian_tables::person::Entity::find().all(&a.site.site.db.read()).await.unwrap();
    let next = itself.into_iter().find(|row| row.name == "校方书记").unwrap().id;
    assert!(a.assign(&organiser, "school", next.into(), "2026-11-24").await.status.is_success());
    let form = a.forms(&secretary).await.remove(0);
    assert_eq!(form["due"], "2026-09-01", "what nobody handed in goes to whoever is there now");
    a.wait_days(100);
    job::housekeeping::plan(&a.site.site).await.unwrap();
    a.site.wait(chrono::TimeDelta::days(1));
    a.site.run_jobs().await;
    let dues: Vec<_> =
        rows(&a).await.iter().filter(|row| row.side == "school").map(|row| row.due_on.to_string()).collect();
    assert_eq!(dues, ["2026-09-01", "2027-03-01", "2027-09-01"]);
    a.site.close().await;
}

#[tokio::test]
async fn where_the_college_took_the_rule_over_nobody_becomes_a_target_before_both_sides_forms_are_in() {
    let a = Around::of(&["cn", "college"]).await;
    a.with_both("2026-03-15").await;
    let secretary = a.named("校方书记").await;
    let target = async |on: &str| {
        let revision = secretary.get_json(&format!("/cases/{}", a.case)).await.json()["revision"].clone();
        let body = json!({ "revision": revision, "on": on, "reason": "支委会讨论同意" });
        secretary.post_json(&format!("/cases/{}/steps/target", a.case), &body).await
    };
    let early = target("2026-11-20").await;
    assert!(early.status == StatusCode::CONFLICT && early.text().contains("DM-2"), "{}", early.text());
    for (person, side, topics) in [(a.teacher, "school", SCHOOL), (a.master, "enterprise", ENTERPRISE)] {
        let id = of_side(&a, side).await.id;
        let mentor = a.site.visitor(person).await;
        assert!(
            mentor
                .post_json(&format!("/observations/{id}"), &filled("hand_in", 0, topics))
                .await
                .status
                .is_success()
        );
        let next = target("2026-11-24").await;
        assert_eq!(next.text().contains("DM-2"), side == "school", "{side}: {}", next.text());
    }
    a.site.close().await;
}
