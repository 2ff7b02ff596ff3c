use axum::http::StatusCode;
use serde_json::Value;

use super::{NUMBER, college, with_number};
use gongjian_site::policy::OfficeName;

#[tokio::test]
async fn each_reader_sees_as_far_as_the_offices_reach() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    with_number(&c.site, li, NUMBER).await;
    let path = format!("/people/{li}");
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let secretary = c.site.person("书记").secretary_of(c.students, None).create().await;
    let committee = c.site.person("委员").office(c.students, OfficeName::PublicityMember).create().await;
    let mate = c.site.person("同学").member_of(c.students).create().await;
    let other = c.site.person("外人").member_of(c.park).create().await;
    let seen = async |reader| c.site.visitor(reader).await.get_json(&path).await.json();
    for reader in [organiser, secretary, li] {
        let page = seen(reader).await;
        assert_eq!(page["particulars"]["phone"], "13812345678");
        assert_eq!(page["particulars"]["identity_number"], "1101**********0010");
    }
    let page = seen(committee).await;
    assert_eq!(page["particulars"]["phone"], "138****5678");
    assert_eq!(page["readers"], Value::Null);
    let page = seen(mate).await;
    assert_eq!((&page["name"], &page["particulars"]), (&"李雷".into(), &Value::Null));
    assert!(!page.to_string().contains("1101"));
    let hidden = c.site.visitor(other).await.get_json(&path).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    c.site.close().await;
}

#[tokio::test]
async fn a_file_remembers_its_readers_once_a_day_and_never_its_owner() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let (reader, owner) = (c.site.visitor(organiser).await, c.site.visitor(li).await);
    let path = format!("/people/{li}");
    reader.get(&path).await;
    reader.get(&path).await;
    let readers = owner.get_json(&path).await.json()["readers"].clone();
    assert_eq!(readers.as_array().unwrap().len(), 1);
    assert_eq!((&readers[0]["name"], &readers[0]["revealed"]), (&"组织".into(), &false.into()));
    c.site.wait(chrono::TimeDelta::days(1));
    c.site.visitor(organiser).await.get(&path).await;
    let readers = c.site.visitor(li).await.get_json(&path).await.json()["readers"].clone();
    assert_eq!(readers.as_array().unwrap().len(), 2);
    c.site.close().await;
}

#[tokio::test]
async fn the_full_number_is_shown_once_and_leaves_a_trace() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    with_number(&c.site, li, NUMBER).await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let secretary = c.site.person("书记").secretary_of(c.students, None).create().await;
    let reader = c.site.visitor(organiser).await;
    let shown = reader.post(&format!("/people/{li}/reveal"), &[]).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text().contains(NUMBER));
    let again = reader.get(&format!("/people/{li}")).await;
    assert!(!again.text().contains(NUMBER));
    assert!(again.main_text().contains("查看完整证件号"), "{}", again.main_text());
    let readers = c.site.visitor(li).await.get_json(&format!("/people/{li}")).await.json()["readers"].clone();
    assert_eq!(readers[0]["revealed"], true);
    let refused = c.site.visitor(secretary).await.post(&format!("/people/{li}/reveal"), &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    c.site.close().await;
}

#[tokio::test]
async fn the_own_file_shows_the_way_so_far() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).at_stage("activist").create().await;
    let page = c.site.visitor(li).await.get(&format!("/people/{li}")).await;
    insta::assert_snapshot!(page.main_text());
    c.site.close().await;
}
