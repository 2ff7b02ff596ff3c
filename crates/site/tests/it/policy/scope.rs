//! A list shows exactly whom the door lets in row by row, whatever the tree and the offices.

use gongjian_domain::kinds::{OrganisationId, PersonId, SideId};
use gongjian_site::people;
use gongjian_site::people::list::filter::PeopleFilter;
use gongjian_site::people::list::store::{Question, Reach, reached};
use gongjian_site::policy::actions::{ReadParticulars, ReadPerson, ReadPersonUnit};
use gongjian_site::policy::{Actor, OfficeName};
use gongjian_tables::affiliation;
use gongjian_testkit::TestSite;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

/// An organisation by its number, and there no side, the first or the second.
type Place = (usize, usize);

/// A random college: what lies below what, who belongs where, and what the one who asks holds.
#[derive(Debug, Clone)]
struct Plan {
    /// For each organisation the one it lies below, if it is one of those before it.
    parents: Vec<usize>,
    /// For each person the organisations, perhaps none.
    people: Vec<Vec<Place>>,
    /// What the actor belongs to, and the offices held.
    member: Vec<Place>,
    offices: Vec<(Place, usize)>,
}

const OFFICES: [OfficeName; 4] =
    [OfficeName::Organiser, OfficeName::Secretary, OfficeName::DeputySecretary, OfficeName::PublicityMember];

fn plan() -> impl Strategy<Value = Plan> {
    let place = || (0_usize..7, 0_usize..3);
    let some = move |most| proptest::collection::vec(place(), 0..most);
    (
        proptest::collection::vec(0_usize..12, 7),
        proptest::collection::vec(some(3), 6),
        some(3),
        proptest::collection::vec((place(), 0_usize..OFFICES.len()), 0..3),
    )
        .prop_map(|(parents, people, member, offices)| Plan { parents, people, member, offices })
}

async fn built(site: &TestSite, plan: &Plan, round: usize) -> PersonId {
    let mut organisations: Vec<(OrganisationId, [SideId; 2])> = Vec::new();
    for (number, parent) in plan.parents.iter().enumerate() {
        let (code, name) = (format!("{round:03}{number}"), format!("组织{round}-{number}"));
        let mut new = site.organisation(&code, &name);
        if let Some((parent, _)) = organisations.get(*parent) {
            new = new.below(*parent);
        }
        let id = new.create().await;
        let school = site.side(id, "school", "校", &[]).await;
        organisations.push((id, [school, site.side(id, "enterprise", "企", &[]).await]));
    }
    let at = |(organisation, side): &Place| {
        let (id, sides) = organisations[*organisation];
        (id, side.checked_sub(1).map(|side| sides[side]))
    };
    let unit = site.unit("college", &format!("单位{round}")).await;
    for (number, places) in plan.people.iter().enumerate() {
        let name = format!("人{round}-{number}");
        let mut person = site.person(&name).affiliated(unit, "teacher");
        for place in places {
            person = match at(place) {
                (id, Some(side)) => person.on_side(id, side),
                (id, None) => person.member_of(id),
            };
        }
        person.create().await;
    }
    let name = format!("问{round}");
    let mut asking = site.person(&name);
    for place in &plan.member {
        asking = match at(place) {
            (id, Some(side)) => asking.on_side(id, side),
            (id, None) => asking.member_of(id),
        };
    }
    for (place, office) in &plan.offices {
        asking = match at(place) {
            (id, Some(side)) => asking.office_for(id, OFFICES[*office], side),
            (id, None) => asking.office(id, OFFICES[*office]),
        };
    }
    let asking = asking.affiliated(unit, "teacher").create().await;
    site.keep(async |tx| {
        let unnumbered = affiliation::Entity::find().filter(affiliation::Column::StaffNumber.is_null());
        for row in unnumbered.all(tx).await? {
            let number = Set(Some(format!("7{}", row.id)));
            affiliation::ActiveModel { id: Set(row.id), staff_number: number, ..Default::default() }
                .update(tx)
                .await?;
        }
        Ok(())
    })
    .await;
    asking
}

/// Who is seen, whose unit, and whose number.
type Seen = Vec<(PersonId, bool, bool)>;

async fn listed(site: &TestSite, actor: &Actor, filter: PeopleFilter) -> Seen {
    let tx = site.site.db.read();
    let reach = Reach::of(actor).unwrap();
    let reached = reached(&tx, &reach.read).await.unwrap();
    let wanted = filter.read(site.site.clock.today()).unwrap();
    let question = Question::new(&tx, wanted, reach, &reached).await.unwrap();
    let found = question.first(&tx, 100_000).await.unwrap();
    let line =
        found.into_iter().map(|line| (line.id.into(), line.unit_name.is_some(), line.staff_number.is_some()));
    let mut found: Seen = line.collect();
    found.sort_unstable();
    found
}

async fn by_row(site: &TestSite, actor: &Actor) -> Seen {
    let (tx, today) = (site.site.db.read(), site.site.clock.today());
    let mut seen = Vec::new();
    for (person, _, _) in listed(site, &site.site.operator(), PeopleFilter::default()).await {
        let thing = people::store::thing(&tx, person, today).await.unwrap().unwrap();
        if actor.can::<ReadPerson>(&thing).unwrap() {
            let unit = actor.can::<ReadPersonUnit>(&thing).unwrap();
            seen.push((person, unit, actor.can::<ReadParticulars>(&thing).unwrap()));
        }
    }
    seen.sort_unstable();
    seen
}

#[tokio::test]
async fn a_list_shows_exactly_whom_the_door_lets_in_row_by_row() {
    const ROUNDS: usize = 24;
    let site = TestSite::new().await;
    let mut runner = TestRunner::deterministic();
    for round in 0..ROUNDS {
        let plan = plan().new_tree(&mut runner).unwrap().current();
        let asking = built(&site, &plan, round).await;
        let actor = site.site.actor_of(asking, false).await.unwrap();
        let by_row = by_row(&site, &actor).await;
        assert_eq!(listed(&site, &actor, PeopleFilter::default()).await, by_row, "{plan:?}");
        // A filter finds nobody by what may not be seen of them.
        let numbered = PeopleFilter { q: "7".into(), ..PeopleFilter::default() };
        let detailed: Seen = by_row.iter().copied().filter(|(_, _, detailed)| *detailed).collect();
        assert_eq!(listed(&site, &actor, numbered).await, detailed, "{plan:?}");
    }
    site.close().await;
}
