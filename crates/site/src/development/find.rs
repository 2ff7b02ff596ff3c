//! Finding a case and asking the door, the way every change begins.

use gongjian_domain::development::{Case, Judge};
use gongjian_domain::kinds::CaseId;
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Step, StepActor};
use uuid::Uuid;

use super::store::{self, Behalf, Change, Found};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::people;
use crate::policy::actions::{CorrectStep, DecideStep, ReadCase, RecordStep};
use crate::policy::{Actor, Permit};
use crate::web::{AppError, Visit};

/// The case, if the visitor may know of it.
pub(super) async fn read(tx: &Tx, judge: &Judge<'_>, visit: &Visit, id: Uuid) -> Result<Found, AppError> {
    known(visit, store::find(tx, judge, CaseId::from(id)).await?)
}

/// The same, held until the transaction ends.
pub(super) async fn held(tx: &mut Tx, judge: &Judge<'_>, visit: &Visit, id: Uuid) -> Result<Found, AppError> {
    known(visit, store::find_locked(tx, judge, CaseId::from(id)).await?)
}

/// The case, if it is as the visitor read it: whoever read an earlier revision is told what happened since.
pub(super) async fn fresh(
    tx: &Tx,
    judge: &Judge<'_>,
    visit: &Visit,
    found: Found,
    revision: i32,
) -> Result<Found, AppError> {
    if found.revision == revision {
        return Ok(found);
    }
    Err(AppError::Refused(what_happened(tx, judge, visit, &found).await?, Vec::new()))
}

fn known(visit: &Visit, found: Option<Found>) -> Result<Found, AppError> {
    let found = found.ok_or(AppError::NotFound("case"))?;
    visit.actor.may(ReadCase, &found.thing())?;
    Ok(found)
}

/// The newest thing that was done to a case: what, by whom and when.
async fn what_happened(
    tx: &Tx,
    judge: &Judge<'_>,
    visit: &Visit,
    found: &Found,
) -> Result<Reason, StoreError> {
    let mut happened = Vec::new();
    let records = || found.records.iter().chain(&found.taken_back).chain(&found.others);
    for record in records() {
        happened.push((record.at, "taken", record.by, record.step.as_str()));
        happened.extend(record.taken_back.map(|(by, at)| (at, "taken-back", by, record.step.as_str())));
        let corrections = record.corrections.iter();
        happened.extend(corrections.map(|one| (one.at, "corrected", one.by, record.step.as_str())));
    }
    for exit in &found.exits {
        happened.push((exit.at, "left", exit.by, ""));
        happened.extend(exit.taken_back.as_ref().map(|(by, at, _)| (*at, "resumed", *by, "")));
    }
    let Some((at, word, by, step)) = happened.into_iter().max_by_key(|(at, ..)| *at) else {
        return Ok(Reason::new("case-stale"));
    };
    let name = people::store::name_of(tx, by).await?.unwrap_or_default();
    let reason =
        Reason::new(&format!("case-stale-{word}")).with("who", name).with("at", visit.lang().moment(at));
    Ok(match judge.chart().find(step) {
        Some(step) => reason.with("step", step.title.clone()),
        None => reason.with("step", step),
    })
}

/// Whether a step is one of the committee above, and not of the branch.
pub(crate) const fn is_above(actor: StepActor) -> bool {
    matches!(actor, StepActor::Committee | StepActor::CommitteeOfficer | StepActor::OrganisationDepartment)
}

/// On whose behalf a step of `actor` is recorded in this case.
pub(crate) async fn behalf(tx: &Tx, found: &Found, actor: StepActor) -> Result<Behalf, StoreError> {
    let branch = Behalf { organisation: found.organisation, side: found.side };
    if !is_above(actor) {
        return Ok(branch);
    }
    let above: Vec<_> = found.within.iter().copied().filter(|id| *id != found.organisation).collect();
    let committees = store::committees(tx, &above).await?;
    let level = usize::from(actor == StepActor::OrganisationDepartment);
    let committee = committees.get(level).or(committees.last());
    Ok(committee.map_or(branch, |id| Behalf { organisation: *id, side: None }))
}

/// Leave to change a case, for the kind of step it is about.
pub(super) enum Granted {
    /// For a step of the branch.
    Record(Permit<RecordStep>),
    /// For a step of the committee above.
    Decide(Permit<DecideStep>),
    /// For a correction.
    Correct(Permit<CorrectStep>),
}

impl Granted {
    /// Leave to take `step`, or to take it back.
    pub(super) fn step(visit: &Visit, found: &Found, step: &Step) -> Result<Self, AppError> {
        let thing = found.thing();
        Ok(match is_above(step.actor) {
            true => Self::Decide(visit.actor.may(DecideStep, &thing)?),
            false => Self::Record(visit.actor.may(RecordStep, &thing)?),
        })
    }

    /// Leave to correct the record of `step`: of a step of the committee above, its own leave is needed as well.
    pub(super) fn correct(visit: &Visit, found: &Found, step: &Step) -> Result<Self, AppError> {
        if is_above(step.actor) {
            Self::step(visit, found, step)?;
        }
        Ok(Self::Correct(visit.actor.may(CorrectStep, &found.thing())?))
    }

    /// Saves the change.
    pub(super) async fn save(
        &self,
        tx: &mut Tx,
        site: &Site,
        judge: &Judge<'_>,
        before: &Found,
        after: &Case,
        change: Change,
    ) -> Result<(), StoreError> {
        match self {
            Self::Record(permit) => store::save(tx, site, judge, permit, before, after, change).await,
            Self::Decide(permit) => store::save(tx, site, judge, permit, before, after, change).await,
            Self::Correct(permit) => store::save(tx, site, judge, permit, before, after, change).await,
        }
    }
}

/// What the actor may do in a case.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rights {
    pub(super) record: bool,
    pub(super) decide: bool,
    pub(super) correct: bool,
}

impl Rights {
    pub(super) fn of(actor: &Actor, found: &Found) -> Result<Self, StoreError> {
        let thing = found.thing();
        Ok(Self {
            record: actor.can::<RecordStep>(&thing)?,
            decide: actor.can::<DecideStep>(&thing)?,
            correct: actor.can::<CorrectStep>(&thing)?,
        })
    }

    pub(super) const fn step(self, actor: StepActor) -> bool {
        if is_above(actor) { self.decide } else { self.record }
    }
}
