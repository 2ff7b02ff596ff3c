use gongjian_domain::organisation::unit::UnitKind;
use gongjian_domain::people::identity_number::IdentityNumber;
use gongjian_domain::people::name::PersonName;
use gongjian_domain::people::phone::Phone;
use gongjian_domain::people::roster::{KnownBranch, KnownUnit, StaffNumber};
use uuid::Uuid;

use super::*;
use crate::imports::roster::known::{KnownMembership, PlacedUnit};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn organisation(n: u128) -> OrganisationId {
    OrganisationId::from_uuid(Uuid::from_u128(n))
}

fn unit(n: u128) -> UnitId {
    UnitId::from_uuid(Uuid::from_u128(n))
}

/// Branches 1 and 2 inside the organisation, 9 outside; unit 1 is a college, unit 2 an enterprise.
fn place() -> Place {
    let branch = |n, name: &str| KnownBranch {
        id: organisation(n),
        code: format!("0{n}"),
        name: name.to_owned(),
        short_name: None,
        unit: Some(unit(1)),
    };
    let placed = |n, name: &str, kind| PlacedUnit {
        known: KnownUnit { id: unit(n), name: name.to_owned(), short_name: None, credit_code: None },
        kind,
    };
    Place {
        today: day("2026-11-24"),
        branches: [(organisation(1), branch(1, "教工支部")), (organisation(2), branch(2, "学生支部"))].into(),
        within: [organisation(1), organisation(2)].into(),
        units: [
            (unit(1), placed(1, "学院", UnitKind::College)),
            (unit(2), placed(2, "企业", UnitKind::Enterprise)),
        ]
        .into(),
        names: [(organisation(1), "教工支部".to_owned()), (organisation(2), "学生支部".to_owned())].into(),
        ..Place::default()
    }
}

fn entry() -> RosterEntry {
    RosterEntry {
        name: PersonName::parse("李雷").unwrap(),
        identity_number: Some(IdentityNumber::parse("330106198807050911", day("2026-11-24")).unwrap()),
        staff_number: Some(StaffNumber::parse("2019001").unwrap()),
        sex: None,
        born: None,
        phone: None,
        email: None,
        ethnicity: None,
        native_place: None,
        education: None,
        role: None,
        workplace: None,
        unit: Some(unit(1)),
        branch: organisation(1),
        branch_code: "01".to_owned(),
        stage: None,
        standing: Standing::default(),
        introducers: None,
    }
}

fn known() -> KnownPerson {
    KnownPerson {
        id: PersonId::from_uuid(Uuid::from_u128(7)),
        particulars: Particulars { name: "李雷".to_owned(), ..Particulars::default() },
        has_identity: true,
        memberships: vec![KnownMembership {
            id: Uuid::from_u128(70),
            organisation: organisation(1),
            until_on: None,
        }],
        affiliations: vec![KnownAffiliation {
            id: Uuid::from_u128(71),
            unit: unit(1),
            role: AffiliationRole::Teacher,
            staff_number: Some("2019001".to_owned()),
            until_on: None,
            open: true,
        }],
        offices: Vec::new(),
    }
}

fn by_identity(entry: &RosterEntry, person: &KnownPerson) -> Result<Plan, Problem> {
    compare(entry, &[], Found { by_identity: Some(person), by_staff_number: None }, &place())
}

fn fields(plan: &Plan) -> Vec<(&str, Option<&str>, Option<&str>)> {
    plan.changes.iter().map(|one| (one.field.as_str(), one.old.as_deref(), one.new.as_deref())).collect()
}

#[test]
fn a_row_that_says_what_is_known_changes_nothing() {
    let plan = by_identity(&entry(), &known()).unwrap();
    assert_eq!(plan.changes, vec![]);
    assert_eq!((plan.membership, plan.affiliation), (MembershipStep::Keep, AffiliationStep::Keep));
}

#[test]
fn a_blank_cell_takes_nothing_away() {
    let mut person = known();
    person.particulars.phone = Some("13800000000".to_owned());
    person.particulars.stage = Some(Stage::Full);
    person.particulars.standing.full_on = Some(day("2021-01-10"));
    let plan = by_identity(&RosterEntry { staff_number: None, ..entry() }, &person).unwrap();
    assert_eq!(plan.changes, vec![]);
    assert_eq!(plan.after, person.particulars);
}

#[test]
fn what_differs_is_told_old_and_new() {
    let mut person = known();
    person.particulars.phone = Some("13800000000".to_owned());
    let new = RosterEntry { phone: Some(Phone::parse("13900000000").unwrap()), ..entry() };
    let plan = by_identity(&new, &person).unwrap();
    assert_eq!(fields(&plan), [("phone", Some("13800000000"), Some("13900000000"))]);
}

#[test]
fn a_month_does_not_blur_a_day_that_is_known_but_another_month_counts() {
    let mut person = known();
    person.particulars.standing.joined_on = Some(day("2020-06-20"));
    let says = |text: &str| RosterEntry {
        standing: Standing { joined_on: Some(day(text)), ..Standing::default() },
        ..entry()
    };
    let found = Found { by_identity: Some(&person), by_staff_number: None };
    let at = |text| compare(&says(text), &["joined_on"], found, &place()).unwrap().after.standing.joined_on;
    assert_eq!(at("2020-06-01"), Some(day("2020-06-20")));
    assert_eq!(at("2020-07-01"), Some(day("2020-07-01")));
    let exact = compare(&says("2020-06-01"), &[], found, &place()).unwrap();
    assert_eq!(exact.after.standing.joined_on, Some(day("2020-06-01")));
}

#[test]
fn dates_alone_take_no_stage_back_but_a_claim_does() {
    let mut person = known();
    person.particulars.stage = Some(Stage::Full);
    let joined = Standing { joined_on: Some(day("2020-06-20")), ..Standing::default() };
    let by_dates = RosterEntry { stage: Some(Stage::Probationary), standing: joined, ..entry() };
    assert_eq!(by_identity(&by_dates, &person).unwrap().after.stage, Some(Stage::Full));
    let claimed = RosterEntry { stage: Some(Stage::Target), ..entry() };
    assert_eq!(by_identity(&claimed, &person).unwrap().after.stage, Some(Stage::Target));
}

#[test]
fn somebody_of_another_branch_inside_moves_and_of_one_outside_is_refused() {
    let mut person = known();
    person.memberships[0].organisation = organisation(2);
    let plan = by_identity(&entry(), &person).unwrap();
    assert_eq!(fields(&plan), [("branch_name", Some("学生支部"), Some("教工支部"))]);
    person.memberships[0].organisation = organisation(9);
    assert_eq!(by_identity(&entry(), &person).unwrap_err().kind, "member_elsewhere");
}

#[test]
fn a_branch_that_is_no_longer_inside_refuses_the_row() {
    let gone = RosterEntry { branch: organisation(9), ..entry() };
    assert_eq!(compare(&gone, &[], Found::default(), &place()).unwrap_err().kind, "unknown_branch");
}

#[test]
fn whoever_leaves_a_joint_branch_by_an_old_roster_is_told_about() {
    let mut place = place();
    place.joint.insert(organisation(2));
    let mut person = known();
    person.memberships[0].organisation = organisation(2);
    let found = Found { by_identity: Some(&person), by_staff_number: None };
    let plan = compare(&entry(), &[], found, &place).unwrap();
    assert_eq!(
        plan.remarks.iter().map(|r| r.key.as_str()).collect::<Vec<_>>(),
        ["import-remark-joint-branch"]
    );
}

#[test]
fn two_identity_numbers_are_two_people_and_the_staff_number_stays_with_the_first() {
    let mut holder = known();
    holder.particulars.name = "韩梅梅".to_owned();
    let found = Found { by_identity: None, by_staff_number: Some(&holder) };
    let plan = compare(&entry(), &[], found, &place()).unwrap();
    assert_eq!(plan.person, None);
    assert!(matches!(plan.affiliation, AffiliationStep::Add { staff_number: None, .. }));
    assert_eq!(
        plan.remarks.iter().map(|r| r.key.as_str()).collect::<Vec<_>>(),
        ["import-remark-staff-number"]
    );
    holder.particulars.name = "李雷".to_owned();
    let found = Found { by_identity: None, by_staff_number: Some(&holder) };
    assert_eq!(compare(&entry(), &[], found, &place()).unwrap_err().kind, "staff_number_taken");
}

#[test]
fn a_person_known_by_staff_number_gains_the_identity_number_masked_on_the_page() {
    let person = KnownPerson { has_identity: false, ..known() };
    let found = Found { by_identity: None, by_staff_number: Some(&person) };
    let plan = compare(&entry(), &[], found, &place()).unwrap();
    assert!(plan.gains_identity && plan.person == Some(person.id));
    assert_eq!(fields(&plan), [("identity_number", None, Some("3301**********0911"))]);
}

#[test]
fn a_staff_number_without_a_unit_tells_nobody() {
    let bare = RosterEntry { identity_number: None, unit: None, ..entry() };
    assert_eq!(compare(&bare, &[], Found::default(), &place()).unwrap_err().kind, "no_unit");
}

#[test]
fn another_workplace_ends_the_one_before_and_an_implied_one_does_not() {
    let named = RosterEntry {
        workplace: Some("企业".to_owned()),
        unit: Some(unit(2)),
        staff_number: None,
        ..entry()
    };
    let plan = by_identity(&named, &known()).unwrap();
    assert_eq!(fields(&plan), [("workplace", Some("学院"), Some("企业"))]);
    assert!(matches!(
        &plan.affiliation,
        AffiliationStep::Add { ends: Some(_), role: AffiliationRole::Employee, .. }
    ));

    let mut elsewhere = known();
    elsewhere.affiliations[0].unit = unit(2);
    let implied = RosterEntry { staff_number: None, ..entry() };
    assert_eq!(by_identity(&implied, &elsewhere).unwrap().affiliation, AffiliationStep::Keep);
    let numbered = by_identity(&entry(), &elsewhere).unwrap();
    assert!(matches!(&numbered.affiliation, AffiliationStep::Add { ends: None, .. }));
}

#[test]
fn a_tie_that_had_ended_holds_again_when_the_roster_names_it() {
    let mut person = known();
    person.affiliations[0].open = false;
    person.affiliations[0].until_on = Some(day("2025-01-01"));
    let plan = by_identity(&entry(), &person).unwrap();
    assert!(matches!(&plan.affiliation, AffiliationStep::Change { .. }));
    assert_eq!(fields(&plan), [("workplace", None, Some("学院"))]);
}

#[test]
fn a_student_branch_of_a_college_has_students_where_the_roster_does_not_say() {
    let role = |branch| {
        let entry = RosterEntry { branch, ..entry() };
        match compare(&entry, &[], Found::default(), &place()).unwrap().affiliation {
            AffiliationStep::Add { role, .. } => role,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(role(organisation(1)), AffiliationRole::Teacher);
    assert_eq!(role(organisation(2)), AffiliationRole::Student);
}
