//! The cases of those on the way to membership, opened and kept as the pages do it by whoever may.

use chrono::{Days as Count, NaiveDate};
use gongjian_domain::development::{Case, Judge, Length, Recorded, Tally};
use gongjian_domain::kinds::{CaseId, OrganisationId, PersonId, SideId};
use gongjian_domain::rule::Step;
use serde::Deserialize;

use super::data::Data;
use super::past::{Known, Past};
use super::{DemoError, register};
use crate::db::Tx;
use crate::development::find::{behalf, is_above};
use crate::development::store::{self, Behalf, Change, Found, NewRecord};
use crate::development::{judge, refused};
use crate::organisation;
use crate::people;
use crate::policy::Actor;
use crate::policy::actions::{DecideStep, OpenCase, OpenCaseForSide, RecordStep};

/// Everybody who is on the way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cases {
    case: Vec<OneCase>,
}

/// One case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OneCase {
    person: String,
    by: String,
    organisation: String,
    known: Vec<OneStep>,
    #[serde(default)]
    step: Vec<OneStep>,
}

/// One step of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OneStep {
    step: String,
    on: NaiveDate,
    persons: Option<u32>,
    days: Option<u32>,
    tally: Option<Tally>,
}

impl OneStep {
    fn recorded(&self, judge: &Judge<'_>) -> Result<Recorded, DemoError> {
        let place = judge.chart().place(&self.step);
        let place = place.ok_or_else(|| DemoError::data(format!("there is no step {}", self.step)))?;
        Ok(Recorded {
            persons: self.persons,
            length: Length { days: self.days, ..Length::default() },
            tally: self.tally,
            ..Recorded::new(place, self.on)
        })
    }
}

/// Opens every case and records what has been done since.
pub(super) async fn keep_all(past: &Past, data: &Data) -> Result<(), DemoError> {
    past.go(data.days.waiting + Count::new(2), 10);
    let known = past.known().await?;
    let organiser = register::organiser(past, data, &known, &data.foundings.branch.above).await?;
    for one in &data.cases.case {
        let secretary = past.actor(known.person(&one.by)?).await?;
        let id = open(past, &known, one, &secretary).await?;
        for step in &one.step {
            take(past, id, step, &secretary, &organiser).await?;
        }
    }
    Ok(())
}

async fn open(past: &Past, known: &Known, one: &OneCase, by: &Actor) -> Result<CaseId, DemoError> {
    let (site, judge) = (&past.site, judge(&past.site));
    let person = known.person(&one.person)?;
    let branch = past.organisation(&one.organisation).await?;
    let today = site.clock.today();
    let steps = one.known.iter().map(|step| step.recorded(&judge)).collect::<Result<Vec<_>, _>>()?;
    site.db
        .write(async |tx| {
            let row = people::record::store::find(tx, person).await?;
            let born = row.and_then(|row| row.born_on);
            let case = Case::open(&judge, born, None, steps, today).map_err(|why| refused(&judge, &why))?;
            let of = Behalf { organisation: branch, side: side_of(tx, person, branch, today).await? };
            let kept = by.person().ok_or_else(|| DemoError::data("nobody keeps the case"))?;
            let gone = || DemoError::data("the branch is gone");
            let whose = (person, of);
            let id = match of.side {
                Some(side) => {
                    let thing = organisation::store::side_thing(tx, side).await?.ok_or_else(gone)?;
                    let permit = by.may(OpenCaseForSide, &thing)?;
                    store::open(tx, site, &judge, &permit, kept, whose, &case).await?
                }
                None => {
                    let thing = organisation::store::thing(tx, branch).await?.ok_or_else(gone)?;
                    let permit = by.may(OpenCase, &thing)?;
                    store::open(tx, site, &judge, &permit, kept, whose, &case).await?
                }
            };
            Ok::<_, DemoError>(id)
        })
        .await
}

async fn side_of(
    tx: &Tx,
    person: PersonId,
    branch: OrganisationId,
    today: NaiveDate,
) -> Result<Option<SideId>, DemoError> {
    let places = people::store::places_of(tx, person, today).await?;
    Ok(places.into_iter().find(|(of, _)| *of == branch).and_then(|(_, side)| side))
}

async fn take(
    past: &Past,
    id: CaseId,
    one: &OneStep,
    secretary: &Actor,
    organiser: &Actor,
) -> Result<(), DemoError> {
    let (site, judge) = (&past.site, judge(&past.site));
    let recorded = one.recorded(&judge)?;
    let gone = || DemoError::data("the case is gone");
    let step: &Step = judge.chart().step(recorded.step).ok_or_else(gone)?;
    site.db
        .write(async |tx| {
            let found: Found = store::find_locked(tx, &judge, id).await?.ok_or_else(gone)?;
            let after = found.case.clone().take(&judge, recorded, None, site.clock.today());
            let after = after.map_err(|why| refused(&judge, &why))?;
            let change = Change::Taken(behalf(tx, &found, step.actor).await?, NewRecord::default());
            if is_above(step.actor) {
                let permit = organiser.may(DecideStep, &found.thing())?;
                store::save(tx, site, &judge, &permit, &found, &after, change).await?;
            } else {
                let permit = secretary.may(RecordStep, &found.thing())?;
                store::save(tx, site, &judge, &permit, &found, &after, change).await?;
            }
            Ok::<_, DemoError>(())
        })
        .await
}
