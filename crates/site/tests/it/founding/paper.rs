use axum::http::StatusCode;
use gongjian_domain::kinds::OrganisationId;
use gongjian_site::people;
use gongjian_tables::{
    ledger_entry, membership, office, organisation_ancestor, party_organisation, side, side_unit,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::case::{Case, unmet};

#[tokio::test]
async fn the_branch_of_twelve_teachers_and_six_from_four_enterprises_is_founded_by_both_sides() {
    let case = Case::new().await;
    let at = case.begin().await;
    let empty = case.record(&at).await;
    assert_eq!(empty["state"], "draft");
    assert!(unmet(&empty).contains(&"BR-MIN".to_owned()));

    case.choose_all(&at).await;
    case.settle_posts(&at).await;
    let planned = case.record(&at).await;
    assert_eq!(unmet(&planned), ["BR-JOINT-FEW"]);
    assert_eq!(
        (planned["sides"][0]["full"].clone(), planned["sides"][1]["full"].clone()),
        (json!(12), json!(6))
    );

    let early = case.step(&case.organiser, &at, "hand-in", json!({})).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.text().contains("企方还没有同意"), "{}", early.text());
    let agreed = case.step(&case.park_organiser, &at, "agree", json!({})).await;
    assert_eq!(agreed.status, StatusCode::CREATED, "{}", agreed.text());
    let handed_in = case.step(&case.organiser, &at, "hand-in", json!({})).await;
    assert_eq!(handed_in.status, StatusCode::CREATED, "{}", handed_in.text());

    let waiting = case.record(&at).await;
    assert_eq!(
        (&waiting["state"], &waiting["due"], &waiting["days_left"]),
        (&json!("proposed"), &json!("2026-12-24"), &json!(30))
    );
    let silent = case.step(&case.organiser, &at, "approve", json!({})).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(silent.json()["fields"][0]["field"], "reason-BR-JOINT-FEW");
    let approved = case.step(&case.organiser, &at, "approve", Case::approval()).await;
    assert_eq!(approved.status, StatusCode::CREATED, "{}", approved.text());
    let overruled = case.record(&at).await;
    let warning =
        overruled["findings"].as_array().unwrap().iter().find(|one| one["finding"]["rule"] == "BR-JOINT-FEW");
    assert_eq!(warning.unwrap()["overruled"]["by"], "组织员甲");
    assert_eq!(warning.unwrap()["overruled"]["on"], "2026-11-24");

    let founded = case.step(&case.organiser, &at, "found", case.day()).await;
    assert_eq!(founded.status, StatusCode::CREATED, "{}", founded.text());
    let branch: OrganisationId = founded.location().trim_start_matches("/organisations/").parse().unwrap();
    assert_eq!(case.record(&at).await["branch"], json!(branch));
    stands_as_founded(&case, branch).await;
    stands_in_the_chains(&case, branch).await;
    case.site.close().await;
}

async fn stands_as_founded(case: &Case, branch: OrganisationId) {
    let tx = case.site.site.db.read();
    let row = party_organisation::Entity::find_by_id(branch.uuid()).one(&tx).await.unwrap().unwrap();
    assert_eq!((row.code.as_str(), row.kind.as_str()), ("020100004", "joint_branch"));
    assert_eq!(row.parent_id, Some(case.college.uuid()));
    let above = organisation_ancestor::Entity::find()
        .filter(organisation_ancestor::Column::OrganisationId.eq(branch.uuid()))
        .count(&tx)
        .await
        .unwrap();
    assert_eq!(above, 2, "it lies within itself and the college");

    let sides = side::Entity::find()
        .filter(side::Column::OrganisationId.eq(branch.uuid()))
        .order_by_asc(side::Column::Position)
        .all(&tx)
        .await
        .unwrap();
    assert_eq!(sides.iter().map(|side| side.seal.as_str()).collect::<String>(), "校企");
    let firms = side_unit::Entity::find().filter(side_unit::Column::SideId.eq(sides[1].id)).count(&tx).await;
    assert_eq!(firms.unwrap(), 4);

    let today = case.site.site.clock.today();
    for person in case.teachers.iter().chain(&case.staff) {
        assert_eq!(people::store::places_of(&tx, *person, today).await.unwrap()[0].0, branch);
    }
    let left = membership::Entity::find()
        .filter(membership::Column::OrganisationId.eq(case.teachers_branch.uuid()))
        .filter(membership::Column::UntilOn.eq(today))
        .count(&tx)
        .await;
    assert_eq!(left.unwrap(), 12, "the membership left ends on the day of the move");

    let offices = office::Entity::find()
        .filter(office::Column::OrganisationId.eq(branch.uuid()))
        .order_by_asc(office::Column::Id)
        .all(&tx)
        .await
        .unwrap();
    let held: Vec<(&str, bool)> =
        offices.iter().map(|office| (office.name.as_str(), office.side_id.is_some())).collect();
    assert_eq!(
        held,
        [
            ("secretary", false),
            ("organisation_member", false),
            ("publicity_member", false),
            ("discipline_member", false),
            ("committee_member", false),
            ("secretary", true),
            ("secretary", true),
        ]
    );
    let page = case.organiser.get_json(&format!("/organisations/{branch}")).await.json();
    let sides: Vec<_> =
        page["sides"].as_array().unwrap().iter().map(|side| &side["counts"]["full"]).collect();
    assert_eq!(sides, [12, 6]);
}

async fn stands_in_the_chains(case: &Case, branch: OrganisationId) {
    let tx = case.site.site.db.read();
    let own = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::Chain.eq(branch.uuid()))
        .all(&tx)
        .await
        .unwrap();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].action, "founding.decide");
    let refers = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::RefersTo.eq(own[0].id))
        .all(&tx)
        .await
        .unwrap();
    let mut chains: Vec<_> = refers.iter().map(|entry| entry.chain).collect();
    chains.sort_unstable();
    let mut expected =
        [case.college, case.park, case.teachers_branch, case.park_branch].map(|chain| chain.uuid());
    expected.sort_unstable();
    assert_eq!(chains, expected);
}

#[tokio::test]
async fn the_record_is_read_by_people_too_with_seals_findings_and_the_next_step() {
    let case = Case::new().await;
    let at = case.handed_in().await;
    let text = case.organiser.get(&at).await.main_text();
    for said in [
        "等待创意设计学院党委批复",
        "还有 30 天",
        "第五条 · 国家 · 已核",
        "上级党委写明理由后可以继续",
        "校方已同意",
        "企方已同意",
        "欧阳䶮",
        "填写批复",
    ] {
        assert!(text.contains(said), "{said} is missing: {text}");
    }
    let of_the_park = case.park_organiser.get(&at).await;
    assert_eq!(of_the_park.status, StatusCode::OK);
    assert!(!of_the_park.main_text().contains("填写批复"));
    let english = case.organiser.clone().in_english().get(&at).await.main_text();
    assert!(english.contains("30 days left") && english.contains("Write the reply"), "{english}");
    case.site.close().await;
}
