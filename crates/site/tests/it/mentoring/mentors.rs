use axum::http::StatusCode;
use serde_json::json;

use super::Around;

#[tokio::test]
async fn the_master_where_the_student_is_placed_stands_first_with_the_reason_and_the_load() {
    let a = Around::new().await;
    let organiser = a.named("组织员").await;
    assert!(a.place(&organiser, a.works, "2026-03-01", "").await.status.is_success());
    let page = organiser.get_json(&a.path("mentors")).await.json();
    let side = &page["sides"][1];
    let names: Vec<_> =
        side["candidates"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["周堃", "秦山", "企方书记"], "the probationary member is not offered");
    let first = &side["candidates"][0];
    assert_eq!(
        (first["nearness"].as_str(), first["consent"].as_bool()),
        (Some("master_where_placed"), Some(true))
    );
    let words = organiser.get(&a.path("mentors?side=enterprise")).await.main_text();
    assert!(
        words.contains("学生实习的学徒制企业的党员师傅") && words.contains("目前没有联系学生"),
        "{words}"
    );
    let school = &page["sides"][0]["candidates"];
    assert_eq!(school[0]["name"], "林杰");
    assert_eq!(school[0]["nearness"], "same_unit");
    a.site.close().await;
}

#[tokio::test]
async fn a_probationary_member_the_same_person_twice_and_the_activist_are_refused_with_the_rule() {
    let a = Around::new().await;
    let organiser = a.named("组织员").await;
    let refused = a.assign(&organiser, "enterprise", a.novice, "2026-03-10").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("PD-MENTOR"), "{}", refused.text());
    let own = a.assign(&organiser, "school", a.student, "2026-03-10").await;
    assert_eq!(own.status, StatusCode::CONFLICT, "{}", own.text());
    let early = a.assign(&organiser, "school", a.teacher, "2026-02-28").await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text());
    assert!(a.assign(&organiser, "school", a.teacher, "2026-03-10").await.status.is_success());
    let taken = a.assign(&organiser, "school", a.teacher, "2026-03-11").await;
    assert!(taken.status == StatusCode::CONFLICT && taken.text().contains("DM-1"), "{}", taken.text());
    let wrong_side = a.assign(&organiser, "enterprise", a.teacher, "2026-03-11").await;
    assert_eq!(wrong_side.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nobody = organiser.post(&a.path("mentors"), &[("side", "enterprise")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.main_text().contains("请从名单里选一个人"));
    assert_eq!(a.assignments().await.len(), 1, "what was refused left nothing");
    a.site.close().await;
}

#[tokio::test]
async fn another_organisations_member_is_no_mentor_before_its_secretary_agreed_and_the_student_is_not_named_to_it()
 {
    let a = Around::new().await;
    let organiser = a.named("组织员").await;
    assert!(a.assign(&organiser, "enterprise", a.master, "2026-03-10").await.status.is_success());
    let master = a.site.visitor(a.master).await;
    assert!(a.forms(&master).await.is_empty());
    let park = a.named("园区书记").await;
    let asked = park.get("/mentor-consents").await;
    assert!(asked.main_text().contains("周堃") && !asked.text().contains("欧阳䶮"));
    let home = park.get("/").await.main_text();
    assert!(home.contains("答复是否同意周堃担任培养人"), "{home}");
    let id = a.assignments().await[0].id;
    for stranger in ["校方书记", "企方书记", "组织员"] {
        let answer = a
            .named(stranger)
            .await
            .post_json(&format!("/mentor-consents/{id}"), &json!({ "agrees": true }))
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{stranger}");
    }
    a.consent(false).await;
    assert!(a.forms(&master).await.is_empty());
    let again = park.post_json(&format!("/mentor-consents/{id}"), &json!({ "agrees": true })).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(a.assign(&organiser, "enterprise", a.master, "2026-03-10").await.status.is_success());
    a.consent(true).await;
    assert_eq!(a.forms(&master).await.len(), 1);
    a.site.close().await;
}

#[tokio::test]
async fn who_may_name_mentors_who_may_only_look_and_who_knows_nothing() {
    let a = Around::new().await;
    let body = json!({ "side": "school", "person": a.teacher, "from": "2026-03-10" });
    let path = a.path("mentors");
    for (name, page, post) in [
        ("欧阳䶮", StatusCode::OK, StatusCode::FORBIDDEN),
        ("企方书记", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
        ("园区书记", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
        ("林杰", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
        ("周堃", StatusCode::NOT_FOUND, StatusCode::NOT_FOUND),
    ] {
        let who = a.named(name).await;
        assert_eq!(who.get(&path).await.status, page, "{name} looks");
        assert_eq!(who.post_json(&path, &body).await.status, post, "{name} names");
    }
    let own = a.named("欧阳䶮").await.get_json(&path).await.json();
    assert_eq!(
        own["sides"][0]["candidates"].as_array().unwrap().len(),
        0,
        "nobody is offered to the student"
    );
    let secretary = a.named("校方书记").await;
    assert!(secretary.post_json(&path, &body).await.status.is_success());
    let id = a.assignments().await[0].id;
    let end = format!("{path}/{id}/end");
    assert_eq!(a.named("欧阳䶮").await.post(&end, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(a.named("企方书记").await.post(&end, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(secretary.post(&end, &[("on", "2026-11-24")]).await.status, StatusCode::SEE_OTHER);
    let twice = secretary.post(&end, &[("on", "2026-11-25")]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    a.site.close().await;
}
