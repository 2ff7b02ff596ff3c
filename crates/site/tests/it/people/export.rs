use axum::http::{StatusCode, header};
use gongjian_domain::people::roster::KnownBranch;
use gongjian_papers::check::{PersonOutcome, RosterFacts};
use gongjian_papers::limits::Limits;
use gongjian_papers::read::Go;
use gongjian_papers::worker::{Message, Work, run_here};

use super::{College, NUMBER, college, with_number};

/// What the roster import reads out of an exported file.
fn read_again(c: &College, name: &str, bytes: &[u8]) -> Vec<PersonOutcome> {
    let known = |id, code: &str, name: &str| KnownBranch {
        id,
        code: code.into(),
        name: name.into(),
        short_name: None,
        unit: None,
    };
    let branches = vec![known(c.teachers, "020101", "教工党支部"), known(c.students, "020102", "学生党支部")];
    let facts = RosterFacts {
        today: c.site.site.clock.today(),
        branches,
        units: Vec::new(),
        application_age: 18,
        probation_months: 12,
    };
    let mut read = Vec::new();
    let outcome =
        run_here(&Work::CheckRoster { facts }, name, bytes, &Limits::for_import(), &mut |message| {
            if let Message::Person(person) = message {
                read.push(person.outcome);
            }
            Go::On
        });
    assert!(outcome.is_ok(), "{outcome:?}");
    read
}

#[tokio::test]
async fn the_exported_roster_is_read_again_by_the_import_in_both_forms() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    with_number(&c.site, li, NUMBER).await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let visitor = c.site.visitor(organiser).await;
    for format in ["xlsx", "csv"] {
        let answer = visitor.get(&format!("/people/export/{format}?q=%E6%9D%8E")).await;
        assert_eq!(answer.status, StatusCode::OK);
        let disposition = answer.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(disposition.starts_with("attachment"), "{disposition}");
        let read = read_again(&c, &format!("roster.{format}"), &answer.bytes);
        let [PersonOutcome::Good { entry, findings }] = read.as_slice() else { panic!("{format}: {read:?}") };
        assert_eq!(entry.identity_number.map(|n| n.expose().to_owned()).as_deref(), Some(NUMBER));
        assert_eq!((entry.name.to_string(), entry.branch), ("李雷".to_owned(), c.students));
        assert_eq!(findings.len(), 0);
    }
    c.site.close().await;
}

#[tokio::test]
async fn an_export_with_full_numbers_is_an_act_and_a_reading_of_every_file_in_it() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    with_number(&c.site, li, NUMBER).await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    c.site.visitor(organiser).await.get("/people/export/json").await;
    let readers = c.site.visitor(li).await.get_json(&format!("/people/{li}")).await.json()["readers"].clone();
    assert_eq!((&readers[0]["name"], &readers[0]["revealed"]), (&"组织".into(), &true.into()));
    let path = format!("/organisations/{}", c.committee);
    let history = c.site.visitor(organiser).await.get_json(&path).await.json()["history"].clone();
    assert_eq!(history[0]["action"], "people.export");
    assert_eq!(history[0]["fields"], serde_json::json!(["identity_number"]));
    c.site.close().await;
}

#[tokio::test]
async fn who_may_not_export_gets_the_same_list_without_numbers_and_particulars() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.students).create().await;
    with_number(&c.site, li, NUMBER).await;
    let mate = c.site.person("韩梅").member_of(c.students).create().await;
    let rows = c.site.visitor(mate).await.get("/people/export/json").await.json();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    let li = rows.as_array().unwrap().iter().find(|row| row["name"] == "李雷").unwrap();
    assert_eq!((&li["branch_code"], &li["status"]), (&"020102".into(), &"正式党员".into()));
    for hidden in ["identity_number", "phone", "born_on", "joined_on"] {
        assert!(li[hidden].is_null(), "{hidden}");
    }
    let none = c.site.visitor(mate).await.get("/people/export/pdf").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    c.site.close().await;
}

#[tokio::test]
async fn names_that_look_like_formulas_leave_harmless() {
    let c = college().await;
    c.site.person("=1+1李").member_of(c.students).create().await;
    let organiser = c.site.person("组织").organiser_of(c.committee).create().await;
    let csv = c.site.visitor(organiser).await.get("/people/export/csv").await.text();
    assert!(csv.contains("'=1+1李"), "{csv}");
    c.site.close().await;
}

#[tokio::test]
async fn a_list_without_full_numbers_is_a_reading_also_for_somebody_who_may_export_elsewhere() {
    let c = college().await;
    let li = c.site.person("李雷").member_of(c.teachers).create().await;
    let mixed = c
        .site
        .person("两边")
        .organiser_of(c.students)
        .office(c.teachers, gongjian_site::policy::OfficeName::CommitteeMember)
        .create()
        .await;
    let secretary =
        c.site.person("书记").secretary_of(c.teachers, None).organiser_of(c.students).create().await;
    let path = format!("/people/export/json?organisation={}", c.teachers);
    for reader in [mixed, secretary] {
        assert_eq!(c.site.visitor(reader).await.get(&path).await.status, StatusCode::OK);
    }
    let readers = c.site.visitor(li).await.get_json(&format!("/people/{li}")).await.json()["readers"].clone();
    let names: Vec<&str> =
        readers.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"两边") && names.contains(&"书记"), "{names:?}");
    c.site.close().await;
}
