use axum::http::StatusCode;
use serde_json::json;

use super::{drafted, organiser, stricter};
use crate::people::college;

#[tokio::test]
async fn a_rule_that_asks_no_more_or_reaches_back_is_refused_with_the_numbers_and_what_was_typed_stays() {
    let c = college().await;
    let (_, visitor) = organiser(&c).await;
    for (rule, number, unit, said) in [
        ("PD26-TALK", "1", "month", "已经要求 1 个月"),
        ("PD26-TALK", "31", "day", "31 天 并不更严"),
        ("PD26-PUBLICITY", "4", "workday", "已经要求 5 个工作日"),
        ("PD-QUORUM", "9", "day", "没有可以改得更严的数字"),
        ("PD26-TALK", "", "day", "请写一个数字"),
        ("", "20", "day", "请选择一条规定"),
        ("no-such-pack", "20", "day", "没有编号为"),
    ] {
        let answer = visitor.post_json("/own-rules", &stricter(&c, rule, number, unit)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{rule} {number}");
        assert!(answer.text().contains(said), "{rule} {number}: {}", answer.text());
    }
    let mut back = stricter(&c, "PD26-TALK", "20", "day");
    back["from"] = json!("2020-01-01");
    assert!(visitor.post_json("/own-rules", &back).await.text().contains("不追溯"));
    for unreadable in ["2026-13-40", "+262142-01-01", "tomorrow"] {
        back["from"] = json!(unreadable);
        let answer = visitor.post_json("/own-rules", &back).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{unreadable}");
    }
    let form = [
        ("committee", c.committee.to_string()),
        ("about", "PD26-TALK".into()),
        ("basis", "第九次会议".into()),
    ];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(visitor.post("/own-rules", &form).await.text().contains("第九次会议"));
    assert_eq!(visitor.get_json("/own-rules").await.json()["rows"], json!([]));
    c.site.close().await;
}

#[tokio::test]
async fn only_the_organiser_above_writes_and_sees_own_rules() {
    let c = college().await;
    let (_, visitor) = organiser(&c).await;
    let address = drafted(&visitor, &stricter(&c, "PD26-TALK", "20", "day")).await;
    let secretary = c.site.person("书记").member_of(c.students).secretary_of(c.students, None).create().await;
    let elsewhere = c.site.person("园区").organiser_of(c.park).create().await;
    for person in [secretary, elsewhere] {
        let other = c.site.visitor(person).await;
        assert_eq!(other.get(&address).await.status, StatusCode::NOT_FOUND);
        for step in ["switch-on", "switch-off", "drop"] {
            assert_eq!(
                other.post_json(&format!("{address}/{step}"), &json!({})).await.status,
                StatusCode::NOT_FOUND
            );
        }
        let refused = other.post_json("/own-rules", &stricter(&c, "PD26-TALK", "20", "day")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text());
    }
    assert_eq!(c.site.visitor(secretary).await.get("/own-rules").await.status, StatusCode::FORBIDDEN);
    assert!(!c.site.visitor(secretary).await.get("/rules").await.text().contains("href=\"/own-rules\""));
    assert!(visitor.get("/rules").await.text().contains("href=\"/own-rules\""));
    // A draft stands in no finding yet, so nobody reads it as a rule.
    let rule = visitor.get_json(&address).await.json()["line"]["rule"]["id"].as_str().unwrap().to_owned();
    assert_eq!(c.site.stranger().get(&format!("/rules/{rule}")).await.status, StatusCode::NOT_FOUND);
    c.site.close().await;
}
