//! Taking an import back as a whole, and what stands in its way.

use axum::http::StatusCode;
use chrono::TimeDelta;
use gongjian_domain::kinds::PersonId;
use gongjian_site::policy::OfficeName;
use gongjian_tables::{
    affiliation, membership, office, organisation_ancestor, party_organisation, person, reading, unit,
    unit_apprenticeship, unit_residency,
};
use gongjian_testkit::{Answer, Visitor};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, QueryOrder};

use super::{IDS, Place, csv, csv_for, sample, seen, take};

async fn undo(who: &Visitor, id: &str) -> Answer {
    who.post(&format!("/imports/{id}/undo"), &[]).await
}

/// The register in full: people, where they belong, units and organisations.
async fn register(place: &Place) -> Vec<String> {
    let tx = place.site.site.db.read();
    let people = person::Entity::find().order_by_asc(person::Column::Id).all(&tx).await.unwrap();
    let members = membership::Entity::find().order_by_asc(membership::Column::Id).all(&tx).await.unwrap();
    let ties = affiliation::Entity::find().order_by_asc(affiliation::Column::Id).all(&tx).await.unwrap();
    let units = unit::Entity::find().order_by_asc(unit::Column::Id).all(&tx).await.unwrap();
    let tree = party_organisation::Entity::find();
    let tree = tree.order_by_asc(party_organisation::Column::Id).all(&tx).await.unwrap();
    let within = organisation_ancestor::Entity::find()
        .order_by_asc(organisation_ancestor::Column::OrganisationId)
        .order_by_asc(organisation_ancestor::Column::Depth)
        .all(&tx)
        .await
        .unwrap();
    let stays = unit_residency::Entity::find();
    let stays = stays.order_by_asc(unit_residency::Column::Id).all(&tx).await.unwrap();
    let times = unit_apprenticeship::Entity::find();
    let times = times.order_by_asc(unit_apprenticeship::Column::Id).all(&tx).await.unwrap();
    let mut lines: Vec<String> = people.iter().map(|row| format!("{row:?}")).collect();
    lines.extend(members.iter().map(|row| format!("{row:?}")));
    lines.extend(ties.iter().map(|row| format!("{row:?}")));
    lines.extend(units.iter().map(|row| format!("{row:?}")));
    lines.extend(tree.iter().map(|row| format!("{row:?}")));
    lines.extend(within.iter().map(|row| format!("{row:?}")));
    lines.extend(stays.iter().map(|row| format!("{row:?}")));
    lines.extend(times.iter().map(|row| format!("{row:?}")));
    lines
}

/// 李雷 by staff number in the first branch, 韩梅梅 in the second; then a roster that changes both and adds 孙.
async fn changed_roster(place: &Place) -> String {
    let first = csv(&[&["李雷", "", "S1", "", "13800000001"]]);
    let id = place.roster(&place.college, "020100", "a.csv", &first).await;
    take(&place.college, &id).await;
    let second = csv_for("020100003", &[&["韩梅梅", IDS[1], "S2"]]);
    let id = place.roster(&place.college, "020100", "b.csv", &second).await;
    take(&place.college, &id).await;
    place.site.wait(TimeDelta::hours(1));
    let third = csv(&[
        &["李雷", IDS[0], "S1", "", "13900000001"],
        &["韩梅", IDS[1], "S22"],
        &["孙桂强", IDS[2], "S3"],
    ]);
    place.roster(&place.college, "020100", "c.csv", &third).await
}

#[tokio::test]
async fn an_undone_import_leaves_the_register_as_it_was_before() {
    let place = Place::new().await;
    let id = changed_roster(&place).await;
    let before = register(&place).await;
    let page = seen(&place.college, &id).await;
    assert_eq!((page["counts"]["new"].as_u64(), page["counts"]["changed"].as_u64()), (Some(1), Some(2)));
    assert_eq!(take(&place.college, &id).await.status, StatusCode::SEE_OTHER);
    assert_ne!(register(&place).await, before);
    let answer = undo(&place.college, &id).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main_text());
    assert_eq!(register(&place).await, before);
    assert_eq!(undo(&place.college, &id).await.status, StatusCode::CONFLICT, "once is enough");
    assert_eq!(seen(&place.college, &id).await["state"], "undone");
    place.site.close().await;
}

#[tokio::test]
async fn the_whole_school_roster_goes_as_it_came() {
    let place = Place::new().await;
    let before = register(&place).await;
    let id = place.roster(&place.college, "020100", "名册.xlsx", &sample("school/roster.xlsx")).await;
    take(&place.college, &id).await;
    assert_eq!(undo(&place.college, &id).await.status, StatusCode::SEE_OTHER);
    assert_eq!(register(&place).await, before);
    place.site.close().await;
}

/// An import of one new person, taken over.
async fn one_person(place: &Place) -> (String, PersonId) {
    let id = place.roster(&place.college, "020100", "a.csv", &csv(&[&["李雷", IDS[0], "S1"]])).await;
    take(&place.college, &id).await;
    place.site.wait(TimeDelta::hours(1));
    (id, place.person("李雷").await.id.into())
}

async fn stays(place: &Place, id: &str, because: &str) {
    let before = register(place).await;
    let answer = undo(&place.college, id).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let text = answer.main_text();
    assert!(text.contains("李雷") && text.contains(because), "{text}");
    assert_eq!(register(place).await, before);
    assert_eq!(seen(&place.college, id).await["state"], "committed");
}

#[tokio::test]
async fn a_person_who_holds_an_office_since_keeps_the_import() {
    let place = Place::new().await;
    let (id, person) = one_person(&place).await;
    let branch = place.organisation("020100002").await;
    let row = office::ActiveModel {
        id: Set(place.site.site.clock.uuid()),
        person_id: Set(person.uuid()),
        organisation_id: Set(Some(branch.uuid())),
        side_id: Set(None),
        name: Set(OfficeName::Secretary.as_str().to_owned()),
        from_on: Set(place.site.site.clock.today()),
        until_on: Set(None),
    };
    place.site.keep(async |tx| Ok(row.insert(tx).await.map(|_| ())?)).await;
    stays(&place, &id, "任职").await;
    place.site.close().await;
}

#[tokio::test]
async fn a_person_with_an_account_since_keeps_the_import() {
    let place = Place::new().await;
    let (id, person) = one_person(&place).await;
    place.site.visitor(person).await;
    stays(&place, &id, "账号").await;
    place.site.close().await;
}

#[tokio::test]
async fn a_later_import_has_to_be_taken_back_first() {
    let place = Place::new().await;
    let (id, _) = one_person(&place).await;
    let later = csv(&[&["李雷", IDS[0], "S1", "", "13900000001"]]);
    let later = place.roster(&place.college, "020100", "b.csv", &later).await;
    take(&place.college, &later).await;
    stays(&place, &id, "后来的导入").await;
    assert_eq!(undo(&place.college, &later).await.status, StatusCode::SEE_OTHER);
    assert_eq!(undo(&place.college, &id).await.status, StatusCode::SEE_OTHER);
    place.site.close().await;
}

#[tokio::test]
async fn somebody_who_moved_or_was_changed_since_keeps_the_import() {
    let place = Place::new().await;
    let (id, person) = one_person(&place).await;
    let today = place.site.site.clock.today();
    let elsewhere = membership::ActiveModel {
        id: Set(place.site.site.clock.uuid()),
        person_id: Set(person.uuid()),
        organisation_id: Set(place.organisation("020100003").await.uuid()),
        kind: Set("participating".to_owned()),
        side_id: Set(None),
        from_on: Set(Some(today)),
        until_on: Set(None),
    };
    let extra = elsewhere.id.clone().unwrap();
    place.site.keep(async |tx| Ok(elsewhere.insert(tx).await.map(|_| ())?)).await;
    stays(&place, &id, "编入别的党组织").await;
    place
        .site
        .keep(async |tx| {
            membership::Entity::delete_by_id(extra).exec(tx).await?;
            let row = person::ActiveModel {
                id: Set(person.uuid()),
                education: Set(Some("硕士".to_owned())),
                ..Default::default()
            };
            person::Entity::update(row).exec(tx).await?;
            Ok(())
        })
        .await;
    let answer = undo(&place.college, &id).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "what the row never said is no dependency");
    place.site.close().await;
}

#[tokio::test]
async fn that_somebody_read_a_file_is_no_reason_to_keep_it() {
    let place = Place::new().await;
    let (id, person) = one_person(&place).await;
    let reader = place.person("系统").await.id;
    let clock = &place.site.site.clock;
    let row = reading::ActiveModel {
        person_id: Set(person.uuid()),
        reader_id: Set(reader),
        on_day: Set(clock.today()),
        first_at: Set(clock.now()),
        revealed: Set(false),
    };
    place.site.keep(async |tx| Ok(row.insert(tx).await.map(|_| ())?)).await;
    assert_eq!(undo(&place.college, &id).await.status, StatusCode::SEE_OTHER);
    place.site.close().await;
}

#[tokio::test]
async fn organisations_with_people_in_them_stay_and_empty_ones_go() {
    let place = Place::new().await;
    let list = place.system.get_json("/imports").await.json();
    let first = list["rows"][0]["id"].as_str().unwrap().to_owned();
    let refused = undo(&place.system, &first).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "organisers hold offices there");
    assert!(refused.main_text().contains("任职"), "{}", refused.main_text());

    place.site.wait(TimeDelta::hours(1));
    let before = register(&place).await;
    let more = "编码,名称,类别,上级编码\n020100009,新支部,党支部,020108\n020108,新总支,党总支,020100\n020100002,产品设计党支部,党支部,020108\n";
    let id = super::bring(&place.system, "organisations", "more.csv", more.as_bytes()).await;
    assert_eq!(take(&place.system, &id).await.status, StatusCode::SEE_OTHER);
    assert_ne!(register(&place).await, before);
    let answer = undo(&place.system, &id).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.main_text());
    assert_eq!(register(&place).await, before);
    place.site.close().await;
}

#[tokio::test]
async fn an_office_in_the_branch_that_is_left_ends_with_the_move_and_comes_back_with_the_undo() {
    let place = Place::new().await;
    let (id, person) = one_person(&place).await;
    let branch = place.organisation("020100002").await;
    let office_id = place.site.site.clock.uuid();
    place
        .site
        .keep(async |tx| {
            let row = office::ActiveModel {
                id: Set(office_id),
                person_id: Set(person.uuid()),
                organisation_id: Set(Some(branch.uuid())),
                side_id: Set(None),
                name: Set(OfficeName::Secretary.as_str().to_owned()),
                from_on: Set(place.site.site.clock.today()),
                until_on: Set(None),
            };
            office::Entity::insert(row).exec_without_returning(tx).await?;
            Ok(())
        })
        .await;
    let until = async || {
        let tx = place.site.site.db.read();
        office::Entity::find_by_id(office_id).one(&tx).await.unwrap().unwrap().until_on
    };
    let first = seen(&place.college, &id).await["rows"][0]["name"].as_str().unwrap().to_owned();
    place.site.wait(TimeDelta::hours(1));
    let moving = csv_for("020100003", &[&[&first, IDS[0]]]);
    let id = place.roster(&place.college, "020100", "move.csv", &moving).await;
    let preview = place.college.get(&format!("/imports/{id}")).await.main_text();
    assert!(preview.contains("职务同日终止") && preview.contains("书记"), "{preview}");
    take(&place.college, &id).await;
    assert_eq!(until().await, Some(place.site.site.clock.today()));
    assert_eq!(undo(&place.college, &id).await.status, StatusCode::SEE_OTHER);
    assert_eq!(until().await, None);
    place.site.close().await;
}
