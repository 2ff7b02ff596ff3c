//! Lists as files: what the reader may see, as filtered, and in a form no spreadsheet runs.

use axum::http::{StatusCode, header};
use gongjian_site::policy::Administrator;
use gongjian_testkit::TestSite;
use serde_json::Value;

/// The lists of the party's work, and those of the server.
const OF_ORGANISERS: [&str; 6] = ["/meetings", "/theme-days", "/foundings", "/ledger", "/imports", "/rules"];
const OF_ADMINISTRATORS: [&str; 3] = ["/accounts", "/jobs", "/rules"];

#[tokio::test]
async fn every_list_offers_its_three_forms_and_no_fourth() {
    let site = TestSite::new().await;
    let committee = site.organisation("020100", "学院党委").committee().create().await;
    let organiser = site.visitor(site.person("组织").organiser_of(committee).create().await).await;
    let system = site.visitor(site.person("系统").administrator(Administrator::System).create().await).await;
    let lists = OF_ORGANISERS.map(|list| (&organiser, list));
    for (visitor, list) in lists.into_iter().chain(OF_ADMINISTRATORS.map(|list| (&system, list))) {
        for format in ["xlsx", "csv", "json"] {
            let answer = visitor.get(&format!("{list}/export/{format}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{list} {format}");
            let disposition = answer.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
            assert!(disposition.starts_with("attachment"), "{disposition}");
        }
        assert_eq!(visitor.get(&format!("{list}/export/pdf")).await.status, StatusCode::NOT_FOUND, "{list}");
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

#[tokio::test]
async fn a_list_is_taken_away_by_those_alone_who_may_read_it() {
    let site = TestSite::new().await;
    let committee = site.organisation("020100", "学院党委").committee().create().await;
    let organiser = site.visitor(site.person("组织").organiser_of(committee).create().await).await;
    let audit = site.visitor(site.person("审计").administrator(Administrator::Audit).create().await).await;
    for list in ["/accounts", "/jobs"] {
        for visitor in [&organiser, &audit] {
            let (page, file) = (visitor.get(list).await, visitor.get(&format!("{list}/export/json")).await);
            assert_eq!((page.status, file.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN), "{list}");
        }
    }
    let stranger = site.stranger();
    assert_eq!(stranger.get_json("/accounts/export/json").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(stranger.get_json("/rules/export/json").await.status, StatusCode::OK);
    site.close().await;
}

#[tokio::test]
async fn the_file_of_the_accounts_has_everybody_and_says_for_which_side_an_office_is_held() {
    let site = TestSite::new().await;
    let joint = site.organisation("020103", "联合党支部").joint_branch().create().await;
    let unit = site.unit("college", "设计学院").await;
    let side = site.side(joint, "school", "校", &[unit]).await;
    let both = site.person("周敏").secretary_of(joint, None).secretary_of(joint, Some(side)).create().await;
    site.visitor(both).await;
    for number in 0..60 {
        site.visitor(site.person(&format!("成员{number}")).create().await).await;
    }
    let system = site.visitor(site.person("系统").administrator(Administrator::System).create().await).await;
    let rows = system.get_json("/accounts/export/json").await.json();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 62, "more than one page of the list");
    let held = |name: &str| rows.iter().find(|row| row["person_name"] == name).unwrap()["offices"].clone();
    assert_eq!(held("周敏"), "书记（联合党支部）；书记（联合党支部，校方）");
    assert_eq!(held("系统"), "系统管理员");
    let page = system.get("/accounts").await;
    assert!(page.main_text().contains("共 62 个账号"), "{}", page.main_text());
    site.close().await;
}

#[tokio::test]
async fn the_file_of_the_rules_has_those_the_filter_finds() {
    let site = TestSite::new().await;
    let stranger = site.stranger();
    let own = stranger.get_json("/rules/export/json?layer=college&force=must&status=default").await.json();
    let ids: Vec<_> = own.as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
    assert_eq!(ids, ["JB-CONFIRM", "RO-PHONE", "DM-4", "DM-5"]);
    let until = stranger.get_json("/rules/export/json").await.json();
    let ended = until.as_array().unwrap().iter().find(|rule| rule["until"] != Value::Null).unwrap();
    assert_eq!(ended["until"], "2026-05-17", "the last day it holds");
    let page = stranger.get("/rules?layer=college").await.text();
    assert!(page.contains("/rules/export/xlsx?layer=college"), "{page}");
    site.close().await;
}
