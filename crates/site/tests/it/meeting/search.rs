use serde_json::json;

use super::{World, created};

/// 学徒, part of the title; 产业链, part of the theme.
const TITLE: &str = "%E5%AD%A6%E5%BE%92";
const THEME: &str = "%E4%BA%A7%E4%B8%9A%E9%93%BE";

async fn found(world: &World, person: gongjian_domain::kinds::PersonId, q: &str) -> Vec<String> {
    let page = world.as_(person).await.get_json(&format!("/search?q={q}")).await.json();
    let rows = page["meetings"].as_array().unwrap().iter();
    rows.map(|row| format!("{} {}", row["on"].as_str().unwrap(), row["state"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn the_search_finds_meetings_by_title_and_theme_the_latest_first() {
    let world = World::new().await;
    world.confirmed().await;
    let mut later = world.plan_on("2026-12-08");
    later["title"] = json!("走访企业");
    created(&world.as_(world.zhou).await.post_json("/meetings", &later).await);
    assert_eq!(found(&world, world.li, TITLE).await, ["2026-11-24 confirmed"]);
    let both = ["2026-12-08 invited", "2026-11-24 confirmed"];
    assert_eq!(found(&world, world.li, THEME).await, both);
    let list = world.as_(world.li).await.get_json(&format!("/meetings?q={THEME}")).await.json();
    assert_eq!(list["rows"].as_array().unwrap().len(), 2, "the list the search leads to finds the same");
    let page = world.as_(world.li).await.get(&format!("/search?q={THEME}")).await.main_text();
    for word in ["走访企业", "2026年12月8日", "创意园区联合党支部", "已通知", "各方已确认"]
    {
        assert!(page.contains(word), "{word} is missing in {page}");
    }
    assert_eq!(
        found(&world, world.li, "%25").await,
        Vec::<String>::new(),
        "signs of a pattern are plain signs"
    );
    world.close().await;
}

#[tokio::test]
async fn the_search_shows_a_meeting_to_its_branch_to_those_above_and_to_the_invited_alone() {
    let world = World::new().await;
    let meeting = world.invited().await;
    let organiser = world.site.person("组织").organiser_of(world.college).create().await;
    let elsewhere = world.site.organisation("030100", "别院党委").committee().create().await;
    let stranger = world.site.person("别院组织员").organiser_of(elsewhere).create().await;
    for (person, sees) in [(world.ding, 1), (organiser, 1), (world.other, 0), (stranger, 0)] {
        assert_eq!(found(&world, person, TITLE).await.len(), sees);
    }
    let invitation = json!({ "people": [world.other] });
    let answer = world.as_(organiser).await.post_json(&format!("{meeting}/invitations"), &invitation).await;
    assert!(answer.status.is_success(), "{}", answer.text());
    assert_eq!(
        found(&world, world.other, THEME).await,
        ["2026-11-24 invited"],
        "a guest finds what the guest is asked to"
    );
    assert_eq!(found(&world, stranger, THEME).await, Vec::<String>::new());
    world.close().await;
}
