//! Lists as files: what the reader may see, as filtered, and in a form no spreadsheet runs.

use axum::http::{StatusCode, header};
use gongjian_site::policy::Administrator;
use gongjian_testkit::TestSite;
use serde_json::Value;

const LISTS: [&str; 5] = ["/meetings", "/theme-days", "/foundings", "/ledger", "/imports"];

#[tokio::test]
async fn every_list_offers_its_three_forms_and_no_fourth() {
    let site = TestSite::new().await;
    let committee = site.organisation("020100", "学院党委").committee().create().await;
    let organiser = site.visitor(site.person("组织").organiser_of(committee).create().await).await;
    for list in LISTS {
        for format in ["xlsx", "csv", "json"] {
            let answer = organiser.get(&format!("{list}/export/{format}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{list} {format}");
            let disposition = answer.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
            assert!(disposition.starts_with("attachment"), "{disposition}");
        }
        assert_eq!(
            organiser.get(&format!("{list}/export/pdf")).await.status,
            StatusCode::NOT_FOUND,
            "{list}"
        );
    }
    site.close().await;
}

#[tokio::test]
async fn taking_the_ledger_away_stands_in_the_ledger() {
    let site = TestSite::new().await;
    let audit = site.visitor(site.person("审计").administrator(Administrator::Audit).create().await).await;
    let first = audit.get_json("/ledger/export/json").await.json();
    assert_eq!(first, Value::Array(Vec::new()), "nothing has happened yet");
    let second = audit.get_json("/ledger/export/json").await.json();
    assert_eq!(second[0]["actor"], "审计");
    assert_eq!(second[0]["fields"], "导出文件");
    let other = audit.get_json("/ledger/export/json?action=people.import").await.json();
    assert_eq!(other, Value::Array(Vec::new()), "the filter of the page holds for the file");
    site.close().await;
}

#[tokio::test]
async fn an_organiser_takes_away_the_own_chains_only() {
    let site = TestSite::new().await;
    let mine = site.organisation("020100", "学院党委").committee().create().await;
    let theirs = site.organisation("030100", "别院党委").committee().create().await;
    let organiser = site.visitor(site.person("甲").organiser_of(mine).create().await).await;
    let neighbour = site.visitor(site.person("乙").organiser_of(theirs).create().await).await;
    neighbour.get("/ledger/export/json").await;
    organiser.get("/ledger/export/json").await;
    let seen = organiser.get_json("/ledger/export/json").await.json();
    let chains: Vec<_> = seen.as_array().unwrap().iter().map(|line| line["chain"].clone()).collect();
    assert_eq!(chains, ["学院党委"]);
    let path = format!("/ledger/export/json?organisation={theirs}");
    let refused = organiser.get(&path).await.status;
    assert!(matches!(refused, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{refused}");
    let member = site.visitor(site.person("丙").member_of(mine).create().await).await;
    assert_eq!(member.get("/ledger/export/json").await.status, StatusCode::FORBIDDEN);
    assert_eq!(member.get("/imports/export/json").await.status, StatusCode::FORBIDDEN);
    site.close().await;
}
