//! The one decision about a preview, and everybody who may not make it.

use axum::http::StatusCode;
use gongjian_tables::{import_file, import_row, import_run, job};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::{IDS, Place, csv, rows, sample, seen, sent, take};

#[tokio::test]
async fn a_discarded_import_takes_nothing_over_and_keeps_nothing_of_the_file() {
    let place = Place::new().await;
    let before = place.counts().await;
    let id = place.roster(&place.college, "020100", "名册.xlsx", &sample("school/roster.xlsx")).await;
    let answer = place.college.post(&format!("/imports/{id}/discard"), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(place.counts().await, before);
    let tx = place.site.site.db.read();
    assert_eq!(import_file::Entity::find().count(&tx).await.unwrap(), 0);
    let rows = import_row::Entity::find().all(&tx).await.unwrap();
    assert!(rows.iter().all(|row| row.run_id.to_string() != id));
    assert_eq!(take(&place.college, &id).await.status, StatusCode::CONFLICT, "it ended");
    assert!(place.college.get(&format!("/imports/{id}")).await.main_text().contains("放弃了这个文件"));
    place.site.close().await;
}

#[tokio::test]
async fn a_decision_sent_twice_is_made_once() {
    let place = Place::new().await;
    let id = place.roster(&place.college, "020100", "名册.csv", &csv(&[&["李雷", IDS[0]]])).await;
    assert_eq!(take(&place.college, &id).await.status, StatusCode::SEE_OTHER);
    let counts = place.counts().await;
    let again = take(&place.college, &id).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.main_text().contains("已经收下了"), "{}", again.main_text());
    assert_eq!(place.counts().await, counts);
    place.site.close().await;
}

#[tokio::test]
async fn of_two_organisers_who_decide_at_once_one_wins_and_the_other_is_told() {
    let place = Place::new().await;
    let other = super::organiser(&place.site, "020100").await;
    let id = place.roster(&place.college, "020100", "名册.xlsx", &sample("school/roster.xlsx")).await;
    let (one, two) = tokio::join!(take(&place.college, &id), take(&other, &id));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!(seen(&other, &id).await["state"], "committed");
    place.site.close().await;
}

#[tokio::test]
async fn what_changed_since_the_preview_is_said_and_the_preview_is_made_anew() {
    let place = Place::new().await;
    let bytes = csv(&[&["李雷", IDS[0]], &["韩梅梅", IDS[1]]]);
    let late = place.roster(&place.college, "020100", "late.csv", &bytes).await;
    let first = place.roster(&place.college, "020100", "first.csv", &csv(&[&["李磊", IDS[0]]])).await;
    assert_eq!(take(&place.college, &first).await.status, StatusCode::SEE_OTHER);
    let counts = place.counts().await;

    let answer = take(&place.college, &late).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let text = answer.main_text();
    assert!(text.contains("什么都没有收下") && text.contains("李磊"), "{text}");
    assert_eq!(place.counts().await, counts, "nothing was taken over");
    let page = seen(&place.college, &late).await;
    assert_eq!((&page["counts"]["new"], &page["counts"]["changed"]), (&json!(1), &json!(1)));

    assert_eq!(take(&place.college, &late).await.status, StatusCode::SEE_OTHER);
    assert_eq!(place.person("李雷").await.name, "李雷");
    place.site.close().await;
}

#[tokio::test]
async fn all_or_nothing_takes_nothing_over_when_one_row_is_refused() {
    let place = Place::new().await;
    let counts = place.counts().await;
    let id =
        place.roster(&place.college, "020100", "名册.csv", &csv(&[&["李雷", IDS[0]], &["", IDS[1]]])).await;
    let path = format!("/imports/{id}/commit");
    let answer = place.college.post_json(&path, &json!({ "mode": "all_or_nothing" })).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("1 行不能收"), "{}", answer.text());
    assert_eq!(place.counts().await, counts);
    let unknown = place.college.post_json(&path, &json!({ "mode": "good", "force": true })).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    let good = place.college.post_json(&path, &json!({ "mode": "good" })).await;
    assert_eq!(good.status, StatusCode::CREATED);
    place.site.close().await;
}

#[tokio::test]
async fn nobody_else_sees_an_import_or_decides_about_it() {
    let place = Place::new().await;
    let id = place.roster(&place.college, "020100", "名册.xlsx", &sample("school/roster.xlsx")).await;
    let branch = place.organisation("020100002").await;
    let secretary = place.site.person("书记").secretary_of(branch, None).create().await;
    let secretary = place.site.visitor(secretary).await;
    for who in [&place.park, &secretary, &place.system] {
        assert_eq!(who.get(&format!("/imports/{id}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(who.get(&format!("/imports/{id}/errors.xlsx")).await.status, StatusCode::NOT_FOUND);
        for act in ["commit", "discard", "undo"] {
            let answer = who.post(&format!("/imports/{id}/{act}"), &[]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
        }
    }
    assert!(!place.park.get("/imports").await.main_text().contains("名册.xlsx"));
    assert!(place.college.get("/imports").await.main_text().contains("名册.xlsx"));
    assert_eq!(secretary.get("/imports").await.status, StatusCode::FORBIDDEN);
    assert_eq!(secretary.get("/imports/new").await.status, StatusCode::FORBIDDEN);
    assert_eq!(secretary.get("/imports/template.xlsx").await.status, StatusCode::FORBIDDEN);
    assert_eq!(seen(&place.college, &id).await["state"], "previewed", "nobody decided");
    place.site.close().await;
}

#[tokio::test]
async fn a_roster_reaches_only_the_branches_of_its_organisation() {
    let place = Place::new().await;
    let bytes = sample("school/roster.xlsx");
    let id = place.roster(&place.park, "020300", "名册.xlsx", &bytes).await;
    let all = rows(&place.park, &id).await;
    let outside = |row: &serde_json::Value| {
        row["problems"].as_array().unwrap().iter().any(|one| one["kind"] == "unknown_branch")
    };
    assert!(all.iter().all(outside), "no branch of the college is known to the park's import");

    let college = place.organisation("020100").await.to_string();
    let answer = sent(&place.park, &college, "名册.xlsx", &bytes).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let nowhere = uuid::Uuid::from_u128(7).to_string();
    assert_eq!(sent(&place.park, &nowhere, "名册.xlsx", &bytes).await.status, StatusCode::NOT_FOUND);
    assert_eq!(sent(&place.park, "organisations", "a.xlsx", &bytes).await.status, StatusCode::FORBIDDEN);
    place.site.close().await;
}

#[tokio::test]
async fn somebody_of_another_organisation_is_not_taken_away_from_it() {
    let place = Place::new().await;
    let id = place.roster(&place.college, "020100", "a.csv", &csv(&[&["李雷", IDS[0]]])).await;
    take(&place.college, &id).await;
    let theirs = super::csv_for("020300001", &[&["李雷", IDS[0]]]);
    let id = place.roster(&place.park, "020300", "b.csv", &theirs).await;
    assert_eq!(rows(&place.park, &id).await[0]["problems"][0]["kind"], "member_elsewhere");
    place.site.close().await;
}

#[tokio::test]
async fn a_large_file_is_read_by_a_job_and_its_progress_has_an_address() {
    let place = Place::new().await;
    let filler = "备".repeat(200);
    let lines: Vec<Vec<String>> = (0..900)
        .map(|n| vec![format!("李雷{n}"), String::new(), format!("S{n:05}"), filler.clone()])
        .collect();
    let lines: Vec<Vec<&str>> = lines.iter().map(|line| line.iter().map(String::as_str).collect()).collect();
    let lines: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
    let bytes = csv(&lines);
    assert!(bytes.len() > 400 << 10);
    let id = place.roster(&place.college, "020100", "大.csv", &bytes).await;
    let page = place.college.get(&format!("/imports/{id}")).await;
    assert!(page.main_text().contains("正在读取") && page.main_text().contains("刷新进度"));
    assert_eq!(take(&place.college, &id).await.status, StatusCode::CONFLICT, "nothing to decide yet");
    place.site.run_jobs().await;
    let page = seen(&place.college, &id).await;
    assert_eq!((&page["state"], &page["counts"]["new"]), (&json!("previewed"), &json!(900)));
    assert_eq!(take(&place.college, &id).await.status, StatusCode::SEE_OTHER);
    let again = place.roster(&place.college, "020100", "大.csv", &bytes).await;
    place.site.run_jobs().await;
    assert_eq!(seen(&place.college, &again).await["counts"]["unchanged"], 900);
    place.site.close().await;
}

#[tokio::test]
async fn a_file_discarded_while_it_waits_is_never_read() {
    let place = Place::new().await;
    let mut bytes = csv(&[&["李雷", IDS[0]]]);
    bytes.extend(std::iter::repeat_n(b'\n', 500 << 10));
    let id = place.roster(&place.college, "020100", "大.csv", &bytes).await;
    assert_eq!(
        place.college.post(&format!("/imports/{id}/discard"), &[]).await.status,
        StatusCode::SEE_OTHER
    );
    place.site.run_jobs().await;
    assert_eq!(seen(&place.college, &id).await["state"], "discarded");
    place.site.close().await;
}

#[tokio::test]
async fn a_form_without_a_place_or_a_file_says_what_is_missing() {
    let place = Place::new().await;
    let empty = place.college.upload("/imports", &[], ("file", "", b"")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = empty.main_text();
    assert!(text.contains("请选择一个文件") && text.contains("请选择导入到哪里"), "{text}");
    let stray = place.college.upload("/imports", &[("into", "x"), ("stray", "1")], ("file", "a", b"a")).await;
    assert_eq!(stray.status, StatusCode::BAD_REQUEST);
    place.site.close().await;
}

#[tokio::test]
async fn the_preview_shows_what_happens_and_never_a_whole_identity_number() {
    let place = Place::new().await;
    let id = place.roster(&place.college, "020100", "名册.xlsx", &sample("school/roster.xlsx")).await;
    let page = place.college.get(&format!("/imports/{id}?state=refused")).await;
    let text = page.main_text();
    for wanted in ["第 25 行", "手机号码", "将收下 73 行，另有 11 行不能收", "系统不收：", "党内职务"]
    {
        assert!(text.contains(wanted), "{wanted} is missing in {text}");
    }
    let english = place.college.clone().in_english().get(&format!("/imports/{id}")).await.main_text();
    assert!(english.contains("73 rows will be taken over"), "{english}");
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() >= 15);
    assert_eq!(numbers.collect::<Vec<_>>(), Vec::<&str>::new());
    let ledger = gongjian_tables::ledger_entry::Entity::find().all(&place.site.site.db.read()).await.unwrap();
    assert!(ledger.iter().all(|entry| !entry.fields.to_string().contains("3301")));
    place.site.close().await;
}

#[tokio::test]
async fn a_file_that_is_being_read_shows_how_far_it_is_and_asks_again_without_scripts() {
    let place = Place::new().await;
    // Too large to be read at once: it waits for the worker.
    let names: Vec<String> = (0..40_000).map(|n| format!("张三{n}")).collect();
    let lines: Vec<[&str; 2]> = names.iter().map(|name| [name.as_str(), "x"]).collect();
    let lines: Vec<&[&str]> = lines.iter().map(|line| line.as_slice()).collect();
    let id = place.roster(&place.college, "020100", "名册.csv", &csv(&lines)).await;
    let page = place.college.get(&format!("/imports/{id}")).await;
    assert!(page.text().contains("<noscript><meta http-equiv=\"refresh\""), "{}", page.text());
    assert!(
        page.text().contains("hx-trigger") && page.main_text().contains("正在读取"),
        "{}",
        page.main_text()
    );
    place.site.run_jobs().await;
    let page = place.college.get(&format!("/imports/{id}")).await;
    assert!(!page.text().contains("http-equiv=\"refresh\""), "it is read");
    let rows = seen(&place.college, &id).await["counts"]["rows"].clone();
    assert_eq!(rows, 40_000);
    place.site.close().await;
}

#[tokio::test]
async fn a_file_whose_reading_failed_again_and_again_says_so() {
    let place = Place::new().await;
    let id = place.roster(&place.college, "020100", "名册.csv", &csv(&[&["李雷", IDS[0]]])).await;
    place
        .site
        .keep(async |tx| {
            import_run::Entity::update_many()
                .col_expr(import_run::Column::State, Expr::value("reading"))
                .filter(import_run::Column::Id.eq(id.parse::<uuid::Uuid>().unwrap()))
                .exec(tx)
                .await?;
            job::Entity::update_many().col_expr(job::Column::State, Expr::value("dead")).exec(tx).await?;
            Ok(())
        })
        .await;
    let page = place.college.get(&format!("/imports/{id}")).await;
    assert!(page.main_text().contains("读取多次没有成功"), "{}", page.main_text());
    assert!(!page.text().contains("http-equiv=\"refresh\""), "nobody waits for it");
    place.site.keep(async |tx| Ok(job::Entity::delete_many().exec(tx).await.map(|_| ())?)).await;
    place.site.close().await;
}

#[tokio::test]
async fn while_rows_are_taken_over_the_page_shows_how_far_and_takes_no_other_decision() {
    let place = Place::new().await;
    let id = place.roster(&place.college, "020100", "名册.csv", &csv(&[&["李雷", IDS[0]]])).await;
    let import = id.parse().unwrap();
    let under_way = &place.site.site.under_way;
    assert!(under_way.begin(import));
    under_way.advance(import, 1);
    let page = place.college.get(&format!("/imports/{id}")).await;
    assert!(page.main_text().contains("正在收下，已完成 1 行，共 1 行"), "{}", page.main_text());
    assert!(
        page.text().contains("<noscript><meta http-equiv=\"refresh\"") && page.text().contains("hx-trigger")
    );
    assert!(!page.text().contains("/commit\""), "there is nothing to decide now");
    let again = take(&place.college, &id).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.main_text().contains("正在处理"), "{}", again.main_text());
    under_way.stop(import, gongjian_domain::reason::Reason::new("refusal-busy"));
    let page = place.college.get(&format!("/imports/{id}")).await.main_text();
    assert!(page.contains("这次什么也没有保存"), "{page}");
    assert_eq!(take(&place.college, &id).await.status, StatusCode::SEE_OTHER);
    assert_eq!(seen(&place.college, &id).await["stopped"], json!(null));
    place.site.close().await;
}
