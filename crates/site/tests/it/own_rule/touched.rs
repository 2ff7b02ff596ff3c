use axum::http::StatusCode;
use chrono::Days;

use super::{case, drafted, organiser, stricter};
use crate::people::college;

#[tokio::test]
async fn a_draft_says_which_running_cases_it_would_touch_and_touches_none_until_it_is_on() {
    let c = college().await;
    let today = c.site.site.clock.today();
    let ago = |days| today - Days::new(days);
    case(&c, "王䶮", c.students, &[("apply", ago(10))]).await;
    case(&c, "陈堃", c.students, &[("apply", ago(40)), ("talk", ago(30))]).await;
    case(&c, "别处", c.park, &[("apply", ago(10))]).await;
    let (_, visitor) = organiser(&c).await;
    let address = drafted(&visitor, &stricter(&c, "PD26-TALK", "20", "day")).await;

    let draft = visitor.get_json(&address).await.json();
    assert_eq!((&draft["running"], &draft["touched"]), (&2.into(), &1.into()), "{draft}");
    let touched = &draft["cases"][0];
    assert_eq!(touched["name"], "王䶮");
    assert_eq!(touched["due"][1], (ago(10) + Days::new(20)).to_string());
    let page = visitor.get(&address).await.main_text();
    assert!(page.contains("影响正在办理的 2 份档案中的 1 份") && page.contains("提前到"), "{page}");

    let on = visitor.post_json(&format!("{address}/switch-on"), &serde_json::json!({})).await;
    assert!(!on.status.is_client_error(), "{}", on.text());
    let rows = visitor.get_json("/own-rules").await.json();
    assert_eq!(rows["rows"][0]["state"], "on");
    let rule = rows["rows"][0]["rule"]["id"].as_str().unwrap().to_owned();
    // Whoever meets the rule in a finding can read it.
    let explained = c.site.stranger().get(&format!("/rules/{rule}")).await;
    assert!(explained.main_text().contains("20 天内"), "{}", explained.main_text());

    let off = visitor.post_json(&format!("{address}/switch-off"), &serde_json::json!({})).await;
    assert!(!off.status.is_client_error(), "{}", off.text());
    let again = visitor.post_json(&format!("{address}/switch-off"), &serde_json::json!({})).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    c.site.run_jobs().await;
    c.site.close().await;
}

#[tokio::test]
async fn a_pack_of_local_practice_is_taken_over_from_its_day_and_a_draft_can_be_dropped() {
    let c = college().await;
    let today = c.site.site.clock.today();
    case(&c, "王䶮", c.students, &[("apply", today - Days::new(60)), ("talk", today - Days::new(50))]).await;
    let (_, visitor) = organiser(&c).await;
    let form = serde_json::json!({
        "committee": c.committee.to_string(), "about": "local-practice", "basis": "发展党员实施办法第八条",
    });
    let address = drafted(&visitor, &form).await;
    let draft = visitor.get_json(&address).await.json();
    // Six months from the application to the activist: the first day moves.
    assert_eq!(draft["touched"], 1, "{draft}");
    assert_ne!(draft["cases"][0]["earliest"][0], draft["cases"][0]["earliest"][1]);
    visitor.post_json(&format!("{address}/drop"), &serde_json::json!({})).await;
    assert_eq!(visitor.get(&address).await.status, StatusCode::NOT_FOUND);
    assert!(visitor.get("/own-rules").await.main_text().contains("还没有本级规定"));
    c.site.close().await;
}

#[tokio::test]
async fn once_it_is_on_a_case_is_judged_by_it_and_its_deadline_follows_at_once() {
    let c = college().await;
    let today = c.site.site.clock.today();
    case(&c, "王䶮", c.students, &[("apply", today - Days::new(10))]).await;
    let (_, visitor) = organiser(&c).await;
    let address = drafted(&visitor, &stricter(&c, "PD26-TALK", "20", "day")).await;
    let id = visitor.get_json(&address).await.json()["cases"][0]["id"].as_str().unwrap().to_owned();
    let due = async || {
        let case = visitor.get_json(&format!("/cases/{id}")).await.json();
        case["next"].as_array().unwrap().iter().find(|next| next["step"] == "talk").unwrap()["due"].clone()
    };
    assert_ne!(due().await, (today + Days::new(10)).to_string());
    visitor.post_json(&format!("{address}/switch-on"), &serde_json::json!({})).await;
    assert_eq!(due().await, (today + Days::new(10)).to_string());
    c.site.run_jobs().await;
    let radar = visitor.get_json("/cases/radar").await.json().to_string();
    assert!(radar.contains(&(today + Days::new(10)).to_string()), "{radar}");
    c.site.close().await;
}
