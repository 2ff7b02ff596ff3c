use chrono::TimeDelta;
use gongjian_site::account::sessions;
use gongjian_site::job::{self, housekeeping};
use gongjian_tables::{account, credential, import_file, import_row, import_run, sign_in_delay};
use gongjian_testkit::TestSite;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

async fn jobs(site: &TestSite, topic: &str) -> Vec<gongjian_tables::job::Model> {
    gongjian_tables::job::Entity::find()
        .filter(gongjian_tables::job::Column::Topic.eq(topic))
        .all(&site.site.db.read())
        .await
        .unwrap()
}

/// Lets the night come and the housekeeping be done.
async fn a_night_passes(site: &TestSite) {
    housekeeping::plan(&site.site).await.unwrap();
    site.wait(TimeDelta::days(1));
    site.run_jobs().await;
}

#[tokio::test]
async fn housekeeping_is_planned_once_and_plans_the_next_night_itself() {
    let site = TestSite::new().await;
    for _ in 0..3 {
        housekeeping::plan(&site.site).await.unwrap();
    }
    assert_eq!(jobs(&site, "housekeeping").await.len(), 1);
    a_night_passes(&site).await;
    let all = jobs(&site, "housekeeping").await;
    let waiting: Vec<_> = all.iter().filter(|job| job.state == "waiting").collect();
    assert_eq!((all.len(), waiting.len()), (2, 1));
    assert!(waiting[0].run_at > site.site.clock.now());
    site.close().await;
}

#[tokio::test]
async fn what_has_ended_by_itself_is_forgotten_and_what_still_holds_stays() {
    let site = TestSite::new().await;
    let person = site.person("李雷").create().await;
    site.visitor(person).await;
    let account = account::Entity::find().one(&site.site.db.read()).await.unwrap().unwrap().id;
    let inner = site.site.clone();
    for kind in [sessions::WELCOME, sessions::BEARER] {
        site.keep(async |tx| sessions::open(tx, &inner, account, kind, "x").await).await;
    }
    let now = site.site.clock.now();
    site.keep(async |tx| {
        let row = sign_in_delay::ActiveModel {
            name_digest: Set("x".to_owned()),
            failures: Set(1),
            wait_until: Set(now),
        };
        sign_in_delay::Entity::insert(row).exec_without_returning(tx).await?;
        Ok(())
    })
    .await;
    site.wait(TimeDelta::days(4));
    a_night_passes(&site).await;
    let tx = site.site.db.read();
    let left = credential::Entity::find().all(&tx).await.unwrap();
    assert_eq!(left.iter().map(|row| row.kind.as_str()).collect::<Vec<_>>(), [sessions::BEARER]);
    assert_eq!(sign_in_delay::Entity::find().count(&tx).await.unwrap(), 0);
    site.close().await;
}

#[tokio::test]
async fn jobs_that_are_done_go_after_a_month_and_dead_letters_stay() {
    let site = TestSite::new().await;
    let clock = site.site.clock.clone();
    for topic in ["test.good", "test.bad"] {
        site.keep(async |tx| job::enqueue(tx, &clock, topic, json!({})).await).await;
    }
    let work = async |_: gongjian_site::Site, job: gongjian_tables::job::Model| match job.topic.as_str() {
        "test.good" => Ok(()),
        _ => Err("never".to_owned()),
    };
    for _ in 0..8 {
        job::run_due_with(&site.site, work).await.unwrap();
        site.wait(TimeDelta::hours(6));
    }
    site.wait(TimeDelta::days(26));
    housekeeping::plan(&site.site).await.unwrap();
    site.wait(TimeDelta::days(1));
    job::run_due(&site.site).await.unwrap();
    assert_eq!((jobs(&site, "test.good").await.len(), jobs(&site, "test.bad").await.len()), (1, 1));
    site.wait(TimeDelta::days(3));
    job::run_due(&site.site).await.unwrap();
    assert_eq!((jobs(&site, "test.good").await.len(), jobs(&site, "test.bad").await.len()), (0, 1));
    site.close_leaving(&["test.bad"]).await;
}

#[tokio::test]
async fn the_file_of_an_import_goes_after_a_month_and_its_report_stays() {
    let site = TestSite::new().await;
    let committed = site.site.clock.now();
    let run = site.site.clock.uuid();
    site.keep(async |tx| {
        let row = import_run::ActiveModel {
            id: Set(run),
            kind: Set("roster".to_owned()),
            organisation_id: Set(None),
            file_name: Set("名册.xlsx".to_owned()),
            state: Set("committed".to_owned()),
            row_count: Set(2),
            new_count: Set(1),
            changed_count: Set(0),
            unchanged_count: Set(0),
            refused_count: Set(1),
            tables: Set(json!([])),
            skipped: Set(json!([])),
            failure: Set(None),
            job_id: Set(None),
            created_by: Set(None),
            created_at: Set(committed),
            committed_at: Set(Some(committed)),
            ended_at: Set(None),
        };
        import_run::Entity::insert(row).exec_without_returning(tx).await?;
        let file = import_file::ActiveModel { run_id: Set(run), sealed: Set(vec![1]) };
        import_file::Entity::insert(file).exec_without_returning(tx).await?;
        let line = |number, before: Option<Vec<u8>>| import_row::ActiveModel {
            run_id: Set(run),
            part: Set(0),
            number: Set(number),
            state: Set("new".to_owned()),
            label: Set("李雷".to_owned()),
            line: Set(String::new()),
            subject_id: Set(None),
            sealed: Set(Some(vec![1])),
            changes: Set(json!([])),
            problems: Set(json!([])),
            findings: Set(json!([])),
            remarks: Set(json!([])),
            before_sealed: Set(before),
        };
        let lines = [line(1, Some(vec![1])), line(2, None)];
        import_row::Entity::insert_many(lines).exec_without_returning(tx).await?;
        Ok(())
    })
    .await;
    let kept = async || {
        let tx = site.site.db.read();
        let sealed = import_row::Entity::find().filter(import_row::Column::Sealed.is_not_null());
        (import_file::Entity::find().count(&tx).await.unwrap(), sealed.count(&tx).await.unwrap())
    };
    site.wait(TimeDelta::days(28));
    a_night_passes(&site).await;
    assert_eq!(kept().await, (1, 2));
    site.wait(TimeDelta::days(2));
    a_night_passes(&site).await;
    assert_eq!(kept().await, (0, 1), "what was taken over can still be taken back, the rest is forgotten");
    let rows = import_row::Entity::find().count(&site.site.db.read()).await.unwrap();
    assert_eq!(rows, 2, "the report stays");
    site.close().await;
}
