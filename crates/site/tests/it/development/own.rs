use axum::http::StatusCode;

use super::World;

#[tokio::test]
async fn whoever_is_on_the_way_sees_where_they_stand_and_who_read_their_file() {
    let world = World::new().await;
    let student = world.as_(world.student).await;
    let before = student.get("/my-course").await;
    assert_eq!(before.status, StatusCode::OK);
    assert!(!student.get("/").await.text().contains("/my-course"));
    let case = world.opened().await;
    world.as_(world.wu).await.get(&case).await;
    let own = student.get_json("/my-course").await.json();
    assert_eq!(own["case"]["stage"], "applicant");
    assert_eq!(own["case"]["next"][0]["step"], "talk");
    let readers: Vec<_> =
        own["case"]["readers"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    assert!(readers.contains(&"吴委员".into()), "{readers:?}");
    assert!(student.get("/").await.text().contains("/my-course"));
    let english = world.as_(world.student).await.in_english().get("/my-course").await.text();
    assert!(english.contains("Talk with the applicant"), "{english}");
    world.close().await;
}

#[tokio::test]
async fn a_persons_page_leads_to_the_case_for_those_who_may_read_it() {
    let world = World::new().await;
    let page = format!("/people/{}", world.student);
    let zhou = world.as_(world.zhou).await;
    assert!(zhou.get(&page).await.text().contains("/cases/new?person="));
    let case = world.opened().await;
    assert!(zhou.get(&page).await.text().contains(&case));
    let li = world.as_(world.li).await.get(&page).await.text();
    assert!(!li.contains("/cases/"), "an ordinary member does not learn of it");
    world.close().await;
}

#[tokio::test]
async fn the_menu_leads_to_the_cases_for_those_with_an_office_alone() {
    let world = World::new().await;
    assert!(world.as_(world.zhou).await.get("/").await.text().contains("href=\"/cases\""));
    assert!(!world.as_(world.li).await.get("/").await.text().contains("href=\"/cases\""));
    world.close().await;
}
