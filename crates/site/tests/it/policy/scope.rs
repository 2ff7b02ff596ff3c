//! A list shows exactly whom the door lets in row by row, whatever the tree and the offices.

use gongjian_domain::kinds::{OrganisationId, PersonId};
use gongjian_site::people;
use gongjian_site::people::list::filter::PeopleFilter;
use gongjian_site::people::list::store::{Question, Reach, reached};
use gongjian_site::policy::actions::{ReadParticulars, ReadPerson};
use gongjian_site::policy::{Actor, OfficeName};
use gongjian_testkit::TestSite;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// A random college: what lies below what, who belongs where, and what the one who asks holds.
#[derive(Debug, Clone)]
struct Plan {
    /// For each organisation the one it lies below, if it is one of those before it.
    parents: Vec<usize>,
    /// For each person the organisations, perhaps none.
    people: Vec<Vec<usize>>,
    /// What the actor belongs to, and the offices held.
    member: Vec<usize>,
    offices: Vec<(usize, usize)>,
}

const OFFICES: [OfficeName; 4] =
    [OfficeName::Organiser, OfficeName::Secretary, OfficeName::DeputySecretary, OfficeName::PublicityMember];

fn plan() -> impl Strategy<Value = Plan> {
    let some = |most| proptest::collection::vec(0_usize..7, 0..most);
    (
        proptest::collection::vec(0_usize..12, 7),
        proptest::collection::vec(some(3), 6),
        some(3),
        proptest::collection::vec((0_usize..7, 0_usize..OFFICES.len()), 0..3),
    )
        .prop_map(|(parents, people, member, offices)| Plan { parents, people, member, offices })
}

async fn built(site: &TestSite, plan: &Plan, round: usize) -> PersonId {
    let mut organisations: Vec<OrganisationId> = Vec::new();
    for (number, parent) in plan.parents.iter().enumerate() {
        let (code, name) = (format!("{round:03}{number}"), format!("组织{round}-{number}"));
        let mut new = site.organisation(&code, &name);
        if let Some(parent) = organisations.get(*parent) {
            new = new.below(*parent);
        }
        organisations.push(new.create().await);
    }
    let all = |places: &[usize]| {
        let mut places = places.to_vec();
        places.sort_unstable();
        places.dedup();
        places.iter().map(|place| organisations[*place]).collect::<Vec<_>>()
    };
    for (number, places) in plan.people.iter().enumerate() {
        let name = format!("人{round}-{number}");
        let person =
            all(places).into_iter().fold(site.person(&name), |person, place| person.member_of(place));
        person.create().await;
    }
    let name = format!("问{round}");
    let mut asking = all(&plan.member).into_iter().fold(site.person(&name), |p, place| p.member_of(place));
    for (place, office) in &plan.offices {
        asking = asking.office(organisations[*place], OFFICES[*office]);
    }
    asking.create().await
}

async fn everybody(site: &TestSite) -> Vec<PersonId> {
    let tx = site.site.db.read();
    let operator = Reach {
        read: site.site.operator().scope::<ReadPerson>().unwrap(),
        particulars: site.site.operator().scope::<ReadParticulars>().unwrap(),
    };
    let reached = reached(&tx, &operator.read).await.unwrap();
    let wanted = PeopleFilter::default().read(site.site.clock.today()).unwrap();
    let question = Question::new(&tx, wanted, operator, &reached).await.unwrap();
    let all = question.first(&tx, 100_000).await.unwrap();
    all.into_iter().map(|line| line.id.into()).collect()
}

async fn listed(site: &TestSite, actor: &Actor) -> Vec<(PersonId, bool)> {
    let tx = site.site.db.read();
    let reach = Reach {
        read: actor.scope::<ReadPerson>().unwrap(),
        particulars: actor.scope::<ReadParticulars>().unwrap(),
    };
    let reached = reached(&tx, &reach.read).await.unwrap();
    let wanted = PeopleFilter::default().read(site.site.clock.today()).unwrap();
    let question = Question::new(&tx, wanted, reach, &reached).await.unwrap();
    let found = question.first(&tx, 100_000).await.unwrap();
    let mut found: Vec<_> =
        found.into_iter().map(|line| (line.id.into(), line.unit_name.is_some())).collect();
    found.sort_unstable();
    found
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
        let tx = site.site.db.read();
        let mut by_row = Vec::new();
        for person in everybody(&site).await {
            let thing = people::store::thing(&tx, person, site.site.clock.today()).await.unwrap().unwrap();
            if actor.can::<ReadPerson>(&thing).unwrap() {
                by_row.push(person);
            }
        }
        by_row.sort_unstable();
        let listed: Vec<PersonId> =
            listed(&site, &actor).await.into_iter().map(|(person, _)| person).collect();
        assert_eq!(listed, by_row, "{plan:?}");
    }
    site.close().await;
}
