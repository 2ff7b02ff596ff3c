use axum::http::StatusCode;
use serde_json::json;

use super::{World, created, detail};

#[tokio::test]
async fn the_form_knows_the_usual_day_place_and_who_is_responsible() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    created(&zhou.post_json("/meetings", &world.plan()).await);
    let form = zhou.get_json("/meetings/new").await.json();
    assert_eq!((form["on"].as_str(), form["from"].as_str()), (Some("2026-12-24"), Some("14:30")));
    assert_eq!(form["place"], "创意园三楼");
    assert_eq!(form["known"], true);
    let chosen = |side: usize| {
        let people = form["sides"][side]["people"].as_array().unwrap().clone();
        people.into_iter().find(|one| one["chosen"] == true).map(|one| one["label"].clone())
    };
    assert_eq!((chosen(0), chosen(1)), (Some(json!("周敏")), Some(json!("陈立"))));
    world.close().await;
}

#[tokio::test]
async fn a_form_sent_twice_plans_one_meeting() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    let mut plan = world.plan();
    plan["id"] = zhou.get_json("/meetings/new").await.json()["id"].clone();
    let first = created(&zhou.post_json("/meetings", &plan).await);
    let second = created(&zhou.post_json("/meetings", &plan).await);
    assert_eq!(first, second);
    assert_eq!(zhou.get_json("/meetings").await.json()["rows"].as_array().unwrap().len(), 1);
    let chen = world.as_(world.chen).await.post_json("/meetings", &plan).await;
    assert_eq!(chen.status, StatusCode::CONFLICT, "another person's form is not this one");
    world.close().await;
}

#[tokio::test]
async fn what_will_not_do_is_said_at_its_field_and_nothing_typed_is_lost() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    let branch = world.branch.to_string();
    let stranger = world.other.to_string();
    let sent = [
        ("branch", branch.as_str()),
        ("title", " \u{200B} "),
        ("theme", "主题还在"),
        ("on", "2026-02-30"),
        ("from", "14:30"),
        ("until", "24:61"),
        ("place", "三楼"),
        ("responsible", ""),
        ("responsible", stranger.as_str()),
    ];
    let refused = zhou.post("/meetings", &sent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.main_text();
    for sentence in ["请填写会议名称", "请填写日期", "请填写时间", "负责人须是本支部"]
    {
        assert!(text.contains(sentence), "{sentence}: {text}");
    }
    assert!(refused.text().contains("value=\"主题还在\""));
    let backwards = json!({ "until": "14:30" });
    let mut plan = world.plan();
    plan["until"] = backwards["until"].clone();
    let refused = zhou.post_json("/meetings", &plan).await;
    assert_eq!(detail(&refused), "结束时间 14:30 不晚于开始时间 14:30，请改一改。");
    let unknown = zhou.post_json("/meetings", &json!({ "branch": world.branch, "colour": "red" })).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    world.close().await;
}

#[tokio::test]
async fn a_meeting_moved_asks_everybody_again_and_tells_them() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    let li = world.as_(world.li).await;
    let meeting = created(&zhou.post_json("/meetings", &world.plan_on("2026-11-27")).await);
    world.site.run_jobs().await;
    li.post("/notices/seen", &[]).await;
    li.post_json(&format!("{meeting}/reply"), &json!({ "answer": "coming" })).await;
    let mut moved = world.plan_on("2026-11-28");
    moved.as_object_mut().unwrap().remove("then");
    created(&zhou.post_json(&format!("{meeting}/plan"), &moved).await);
    created(&zhou.post_json(&format!("{meeting}/plan"), &moved).await);
    world.site.run_jobs().await;
    let home = li.get_json("/").await.json();
    assert_eq!(home["notices"].as_array().unwrap().len(), 1, "the same change twice is told once");
    assert_eq!(home["notices"][0]["word"], "moved");
    assert_eq!(world.record(&meeting).await["sides"][0]["coming"], 0);
    // The reminder of the first day finds the meeting moved and says nothing; that of the second speaks.
    world.site.wait(chrono::TimeDelta::days(2) + chrono::TimeDelta::hours(8));
    world.site.run_jobs().await;
    let li = world.as_(world.li).await;
    assert_eq!(li.get_json("/").await.json()["notices"].as_array().unwrap().len(), 1);
    world.site.wait(chrono::TimeDelta::days(1));
    world.site.run_jobs().await;
    let li = world.as_(world.li).await;
    assert_eq!(li.get_json("/").await.json()["notices"][0]["word"], "reminder");
    world.close().await;
}

#[tokio::test]
async fn a_meeting_called_off_says_why_and_stays_called_off() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    let meeting = world.invited().await;
    let cancel = format!("{meeting}/cancel");
    assert_eq!(zhou.get(&cancel).await.status, StatusCode::OK);
    let silent = zhou.post(&cancel, &[("reason", "  ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    created(&zhou.post_json(&cancel, &json!({ "reason": "台风" })).await);
    world.site.run_jobs().await;
    let record = world.as_(world.ding).await.get(&meeting).await.main_text();
    assert!(record.contains("会议已取消：台风"), "{record}");
    let again = zhou.post_json(&cancel, &json!({ "reason": "台风" })).await;
    assert_eq!((again.status, detail(&again).as_str()), (StatusCode::CONFLICT, "会议已取消。"));
    assert_eq!(zhou.get(&cancel).await.status, StatusCode::CONFLICT);
    let ding = world.as_(world.ding).await;
    let reply = ding.post_json(&format!("{meeting}/reply"), &json!({ "answer": "coming" })).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    world.close().await;
}

#[tokio::test]
async fn a_branch_without_sides_confirms_under_its_own_seal() {
    let world = World::new().await;
    let site = &world.site;
    let branch = site.organisation("020103", "家具支部").below(world.college).create().await;
    let secretary = site.person("钱进").member_of(branch).secretary_of(branch, None).create().await;
    let visitor = site.visitor(secretary).await;
    let mut plan = world.plan();
    plan["branch"] = json!(branch);
    plan["responsible"] = json!([secretary.to_string()]);
    let meeting = created(&visitor.post_json("/meetings", &plan).await);
    let marks = json!({ "marks": [{ "person": secretary, "status": "present" }] });
    created(&visitor.post_json(&format!("{meeting}/presence"), &marks).await);
    created(
        &visitor
            .post_json(&format!("{meeting}/minutes"), &json!({ "text": "学习", "then": "hand_in" }))
            .await,
    );
    let record = visitor.get_json(&meeting).await.json();
    assert_eq!(record["state"], "confirmed");
    assert_eq!(record["seals"][0]["character"], "支");
    world.close().await;
}

#[tokio::test]
async fn only_the_word_invite_invites() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    let mut plan = world.plan();
    for unknown in ["plann", "", "Invite"] {
        plan["then"] = json!(unknown);
        let refused = zhou.post_json("/meetings", &plan).await;
        assert_eq!(
            (refused.status, detail(&refused).as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "请选一项")
        );
        assert_eq!(refused.json()["fields"][0]["field"], "then");
    }
    plan.as_object_mut().unwrap().remove("then");
    let kept = created(&zhou.post_json("/meetings", &plan).await);
    assert_eq!(world.record(&kept).await["state"], "planned");
    let held = world.held().await;
    let written = json!({ "text": "学习", "then": "handin" });
    let refused = zhou.post_json(&format!("{held}/minutes"), &written).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = zhou.post_json(&format!("{held}/minutes"), &json!({ "text": "学习" })).await;
    assert_eq!(saved.status, StatusCode::CREATED);
    assert_eq!(world.record(&held).await["state"], "minuted");
    world.close().await;
}

#[tokio::test]
async fn a_meeting_is_planned_at_most_two_years_ahead() {
    let world = World::new().await;
    let zhou = world.as_(world.zhou).await;
    let far = zhou.post_json("/meetings", &world.plan_on("2028-11-25")).await;
    assert_eq!(far.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(detail(&far), "会议最多提前两年安排，请看看年份是否写对");
    let last = created(&zhou.post_json("/meetings", &world.plan_on("2028-11-24")).await);
    let moved = zhou.post_json(&format!("{last}/plan"), &world.plan_on("2062-11-24")).await;
    assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY);
    for wrong in ["+262142-12-31", "2101-01-01", "1899-12-31"] {
        let refused = zhou.post_json("/meetings", &world.plan_on(wrong)).await;
        assert!(detail(&refused).contains("年份在 1900 到 2100 之间"), "{}", refused.text());
    }
    world.close().await;
}
