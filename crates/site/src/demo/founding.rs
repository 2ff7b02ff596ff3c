//! The joint branch, founded by both sides a year ago, and another that is still being planned.

use std::collections::BTreeSet;

use chrono::{Datelike, Days as Count, Months};
use gongjian_domain::kinds::{FoundingId, OrganisationId, PersonId, SideId};
use gongjian_domain::organisation::founding::{Committee, Joining, Manner, Plan, PlannedSide, Post, Seat};
use gongjian_domain::organisation::side::Side;

use super::data::{self, Branch, Data};
use super::past::{Known, Past};
use super::{DemoError, accounts, register};
use crate::founding::found::{self, Day};
use crate::founding::hand_in;
use crate::founding::reply::{self, Answer};
use crate::founding::sides;
use crate::imports::run::Kind;
use crate::organisation::store::OrganisationChange;
use crate::policy::Actor;
use crate::policy::actions::ChangeOrganisation;
use crate::{organisation, people};

/// The rule the committee goes beyond: its members come from units that are not that small.
const BEYOND: &str = "BR-JOINT-FEW";
/// How long the committee of the branch is elected for.
const TERM: Months = Months::new(36);
/// Days until the planned branch is to be founded, counted from the day it is begun.
const AHEAD: u64 = 40;

/// Founds the branch and brings in the students who are on their way to membership.
pub(super) async fn found(past: &Past, data: &Data) -> Result<OrganisationId, DemoError> {
    let (days, branch) = (&data.days, &data.foundings.branch);
    let known = past.known().await?;
    past.go(days.applied, 10);
    let id = begin(past, data, &known, branch).await?;
    past.go(days.applied, 14);
    agree(past, data, &known, branch, id).await?;
    past.go(days.applied, 16);
    let organiser = register::organiser(past, data, &known, &branch.above).await?;
    let site = &past.site;
    site.db.write(async |tx| hand_in::hand_in_on(tx, site, &organiser, id, days.applied, None).await).await?;
    past.go(days.replied, 10);
    let answer = Answer {
        on: days.replied,
        doc_no: Some(branch.reply.replace("{year}", &days.replied.year().to_string())),
        reasons: vec![(BEYOND.to_owned(), branch.reason.clone())],
    };
    site.db
        .write(async |tx| reply::approve_on(tx, site, &organiser, id, answer, (Vec::new(), None)).await)
        .await?;
    past.go(days.founded, 15);
    let joining = everybody(branch, &known)?;
    let day = Day { on: days.founded, joining, ..Day::default() };
    let founded =
        site.db.write(async |tx| found::found_on(tx, site, &organiser, id, day, Vec::new()).await).await?;
    past.go(days.founded, 17);
    note_the_term(past, &organiser, founded).await?;
    past.go(days.founded + Count::new(4), 11);
    let college = past.organisation(&branch.above).await?;
    register::bring(past, &organiser, Kind::Roster, Some(college), &data.activists, 0).await?;
    accounts::give_later(past, data, "activist").await?;
    Ok(founded)
}

/// The committee's term stands on the branch's page from its first day on.
async fn note_the_term(past: &Past, organiser: &Actor, branch: OrganisationId) -> Result<(), DemoError> {
    let site = &past.site;
    site.db
        .write(async |tx| {
            let gone = || DemoError::data("the branch is gone");
            let thing = organisation::store::thing(tx, branch).await?.ok_or_else(gone)?;
            let permit = organiser.may(ChangeOrganisation, &thing)?;
            let row = organisation::store::find(tx, branch).await?.ok_or_else(gone)?;
            let change = OrganisationChange {
                name: row.name.clone(),
                short_name: row.short_name.clone(),
                founded_on: row.founded_on,
                term_ends_on: site.clock.today().checked_add_months(TERM),
                dissolved_on: None,
                note: None,
            };
            organisation::store::change(tx, &site.clock, &permit, &row, change).await?;
            Ok(())
        })
        .await
}

/// Begins the branch that is still being planned; its school has agreed to it, the park has not yet.
pub(super) async fn plan(past: &Past, data: &Data) -> Result<(), DemoError> {
    let planned = &data.foundings.planned;
    let known = past.known().await?;
    let id = begin(past, data, &known, planned).await?;
    let organiser = register::organiser(past, data, &known, &planned.above).await?;
    let site = &past.site;
    site.db.write(async |tx| hand_in::agree_for_own(tx, site, &organiser, id).await).await?;
    Ok(())
}

fn everybody(branch: &Branch, known: &Known) -> Result<BTreeSet<PersonId>, DemoError> {
    branch.side.iter().flat_map(|side| &side.people).map(|number| known.person(number)).collect()
}

async fn begin(past: &Past, data: &Data, known: &Known, branch: &Branch) -> Result<FoundingId, DemoError> {
    let site = &past.site;
    let organiser = register::organiser(past, data, known, &branch.above).await?;
    let above = past.organisation(&branch.above).await?;
    let plan = planned(past, known, branch).await?;
    let id: FoundingId = site.clock.id();
    site.db.write(async |tx| sides::begin(tx, site, &organiser, id, Some(above), plan).await).await?;
    Ok(id)
}

/// Every home but the first agrees; the first does so by handing in.
async fn agree(
    past: &Past,
    data: &Data,
    known: &Known,
    branch: &Branch,
    id: FoundingId,
) -> Result<(), DemoError> {
    let site = &past.site;
    for side in branch.side.iter().skip(1) {
        let organiser = register::organiser(past, data, known, &side.home).await?;
        site.db.write(async |tx| hand_in::agree_for_own(tx, site, &organiser, id).await).await?;
    }
    Ok(())
}

async fn planned(past: &Past, known: &Known, branch: &Branch) -> Result<Plan, DemoError> {
    let mut sides = Vec::new();
    let mut joinings = Vec::new();
    for side in &branch.side {
        let units = side.units.iter().map(|name| known.unit(name)).collect::<Result<Vec<_>, _>>()?;
        let from = past.organisation(&side.from).await?;
        for number in &side.people {
            let person = known.person(number)?;
            let tx = past.site.db.read();
            let name = people::store::name_of(&tx, person).await?.unwrap_or_default();
            let own = people::record::store::affiliations(&tx, person).await?;
            let unit = units.iter().find(|unit| own.iter().any(|place| place.unit == unit.uuid()));
            let unit = *unit.ok_or_else(|| DemoError::data(format!("{number} is in no unit of the side")))?;
            joinings.push(Joining { person, name, unit, from, manner: Manner::Formal });
        }
        let id: SideId = past.site.clock.id();
        let seal = side.kind.usual_seal();
        let seal = seal.ok_or_else(|| DemoError::data("a side has no seal of its kind"))?;
        sides.push(PlannedSide {
            side: Side { id, kind: side.kind, seal, name: side.name.clone() },
            home: past.organisation(&side.home).await?,
            units,
            signatory: Some(known.person(&side.signatory)?),
            agreed: None,
        });
    }
    Ok(Plan {
        name: branch.name.clone(),
        code: branch.code.clone(),
        sides,
        joinings,
        committee: committee(known, &branch.committee)?,
        found_on: past.site.clock.today().checked_add_days(Count::new(AHEAD)),
    })
}

fn committee(known: &Known, planned: &data::Committee) -> Result<Committee, DemoError> {
    let posts = [
        (Post::Secretary, Some(&planned.secretary)),
        (Post::Deputy, Some(&planned.deputy)),
        (Post::Organisation, planned.organisation.as_ref()),
        (Post::Publicity, planned.publicity.as_ref()),
        (Post::Discipline, planned.discipline.as_ref()),
    ];
    let mut seats = Vec::new();
    for (post, number) in posts {
        if let Some(number) = number {
            seats.push(Seat { post, person: known.person(number)? });
        }
    }
    Ok(Committee { size: planned.size, seats })
}
