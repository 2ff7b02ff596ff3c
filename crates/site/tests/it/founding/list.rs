use axum::http::StatusCode;
use serde_json::json;

use super::case::Case;

#[tokio::test]
async fn the_list_shows_what_concerns_the_visitors_organisations_and_nothing_else() {
    let case = Case::new().await;
    let at = case.handed_in().await;
    let elsewhere = case.site.organisation("020500", "帽业协会支部").committee().create().await;
    let stranger = case.site.visitor(case.site.person("外人").organiser_of(elsewhere).create().await).await;
    let member = case.site.visitor(case.teachers[0]).await;

    let own = case.organiser.get_json("/foundings").await.json();
    assert_eq!(own["rows"][0]["due"], "2026-12-24");
    assert_eq!(own["may_propose_under"][0]["name"], "创意设计学院党委");
    assert_eq!(case.park_organiser.get_json("/foundings").await.json()["paging"]["count"], 1);
    for other in [&stranger, &member] {
        let seen = other.get("/foundings").await;
        assert_eq!(seen.status, StatusCode::OK);
        assert!(seen.main_text().contains("还没有成立联合党支部的方案"));
    }
    let page = case.organiser.get("/foundings?state=proposed").await;
    assert!(page.text().contains(&format!("href=\"{at}\"")) && page.main_text().contains("前批复"));
    assert_eq!(case.organiser.get_json("/foundings?state=founded").await.json()["rows"], json!([]));
    assert_eq!(case.organiser.get_json("/foundings?after=nonsense").await.status, StatusCode::BAD_REQUEST);
    case.site.close().await;
}
