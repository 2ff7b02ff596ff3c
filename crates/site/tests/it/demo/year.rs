use chrono::TimeDelta;
use gongjian_site::demo;
use gongjian_site::ledger::verify;
use serde_json::Value;

use super::{empty, filled, organisation, visitor};

#[tokio::test]
async fn twelve_theme_days_stand_in_the_book_confirmed_by_both_sides_and_the_last_one_waits() {
    let site = filled().await;
    let branch = organisation(&site, "020100005").await;
    let secretary = visitor(&site, "school").await;
    let mut lines = Vec::new();
    for year in [2025, 2026] {
        let book = secretary.get_json(&format!("/book?branch={branch}&year={year}")).await.json();
        lines.extend(book["lines"].as_array().unwrap().clone());
    }
    assert_eq!(lines.len(), 12);
    let mut shares = std::collections::BTreeSet::new();
    for line in &lines {
        let seals = line["seals"].as_array().unwrap();
        assert!(seals.len() == 2 && seals.iter().all(|seal| seal["state"] == "confirmed"), "{line}");
        assert_eq!(line["total"]["expected"], 18, "{line}");
        shares.insert(line["total"]["present"].as_u64().unwrap());
    }
    assert!(shares.len() > 2, "presence varies: {shares:?}");
    let book = secretary.get_json(&format!("/book?branch={branch}&year=2026")).await.json();
    assert_eq!(book["open"][0]["state"], "awaiting_confirmation");
    site.close().await;
}

#[tokio::test]
async fn six_people_are_on_the_way_to_membership_each_somewhere_else_on_it() {
    let site = filled().await;
    let college = visitor(&site, "college").await;
    let list = college.get_json("/cases").await.json();
    let mut stages: Vec<_> =
        list["rows"].as_array().unwrap().iter().map(|row| row["stage"].as_str().unwrap()).collect();
    stages.sort_unstable();
    assert_eq!(stages, ["activist", "activist", "applicant", "applicant", "probationary", "target"]);
    assert!(list["rows"].as_array().unwrap().iter().any(|row| row["tone"] == "overdue"));
    let own = visitor(&site, "activist").await.get_json("/my-course").await.json();
    assert_eq!((&own["case"]["name"], &own["case"]["stage"]), (&"沈安然".into(), &"activist".into()));
    let next: Vec<_> =
        own["case"]["next"].as_array().unwrap().iter().map(|one| one["step"].clone()).collect();
    assert!(next.contains(&"target".into()), "{next:?}");
    site.close().await;
}

#[tokio::test]
async fn one_record_was_sent_back_once_and_one_was_added_to() {
    let site = filled().await;
    let secretary = visitor(&site, "school").await;
    let meetings = secretary.get_json("/meetings").await.json();
    let (mut returned, mut added) = (0, 0);
    for row in meetings["rows"].as_array().unwrap() {
        let record = secretary.get_json(&format!("/meetings/{}", row["id"].as_str().unwrap())).await.json();
        if !record["returns"].as_array().unwrap().is_empty() {
            assert_eq!((&record["state"], &record["minutes"]["version"]), (&"confirmed".into(), &2.into()));
            returned += 1;
        }
        added += record["addenda"].as_array().unwrap().len();
    }
    assert_eq!((returned, added), (1, 1));
    site.close().await;
}

#[tokio::test]
async fn everybody_of_the_branch_and_above_finds_something_to_do_that_is_true_today() {
    let site = filled().await;
    for (who, word) in [
        ("school", "invite"),
        ("enterprise", "confirm"),
        ("committee", "reply"),
        ("teacher", "reply"),
        ("employee", "reply"),
        ("activist", "reply"),
        ("college", "reply"),
        ("park", "reply"),
    ] {
        let home = visitor(&site, who).await.get_json("/").await.json();
        let groups = home["groups"].as_array().unwrap();
        let items: Vec<&Value> = groups.iter().flat_map(|group| group["items"].as_array().unwrap()).collect();
        assert!(items.iter().any(|item| item["word"] == word), "{who}: {items:?}");
        assert!(items.iter().all(|item| item["tone"] != "overdue"), "{who}: {items:?}");
    }
    site.close().await;
}

#[tokio::test]
async fn the_ledger_is_whole_and_nothing_in_it_is_of_a_later_day() {
    let site = filled().await;
    let report = verify::verify(&site.site.db.read(), &[]).await.unwrap();
    assert_eq!(report.faults, vec![]);
    let ledger = visitor(&site, "audit").await.get_json("/ledger").await.json();
    let now = site.site.clock.now().to_rfc3339();
    assert!(ledger["rows"][0]["at"].as_str().unwrap() < now.as_str());
    site.close().await;
}

#[tokio::test]
async fn a_second_filling_changes_nothing() {
    let site = filled().await;
    let before = site.site.db.recorded();
    site.wait(TimeDelta::days(40));
    demo::fill(&site.site, |part| panic!("{part:?} is filled again")).await.unwrap();
    assert_eq!(site.site.db.recorded(), before);
    site.close().await;
}

#[tokio::test]
async fn whichever_day_it_is_filled_the_year_is_whole() {
    // The day after a holiday week, a new year, the end of a short month.
    for days in [320, 41, 96] {
        let site = empty().await;
        site.wait(TimeDelta::days(days));
        demo::fill(&site.site, |_| {}).await.unwrap();
        let meetings = visitor(&site, "school").await.get_json("/meetings").await.json();
        let confirmed = meetings["rows"].as_array().unwrap().iter().filter(|row| row["state"] == "confirmed");
        assert_eq!(confirmed.count(), 12, "{days} days later");
        site.close().await;
    }
}
