//! Finding a case, an observation or a placement and asking the door, the way every step begins.

use chrono::NaiveDate;
use gongjian_domain::development::CaseStanding;
use gongjian_domain::development::mentoring::{Assignment, MentorSide};
use gongjian_domain::kinds::{CaseId, DevelopmentCase, Observation, PersonId, Placement};
use gongjian_domain::reason::Reason;
use uuid::Uuid;

use super::store::{self, AssignmentLine, Hosts, ObservationRow, PlacementRow};
use crate::Site;
use crate::db::Tx;
use crate::development;
use crate::development::store::{self as cases, Found};
use crate::people;
use crate::policy::actions::{ReadCase, ReadObservation, ReadPlacement};
use crate::policy::{Action, Denied, Permit, Thing};
use crate::web::{AppError, Visit};

/// The case, if the visitor may see it.
pub(super) async fn case(tx: &Tx, site: &Site, visit: &Visit, id: Uuid) -> Result<Found, AppError> {
    let found = find_case(tx, site, id.into()).await?;
    visit.actor.may(ReadCase, &found.thing())?;
    Ok(found)
}

/// The running case, held until the transaction ends, with the permit to do `action` to it.
pub(super) async fn case_for<A: Action<On = DevelopmentCase>>(
    tx: &mut Tx,
    site: &Site,
    visit: &Visit,
    id: CaseId,
    action: A,
) -> Result<(Found, Permit<A>), AppError> {
    let judge = development::judge(site);
    let found = cases::find_locked(tx, &judge, id).await?.ok_or(Denied::Hidden)?;
    let permit = visit.actor.may(action, &found.thing())?;
    if found.case.standing() == CaseStanding::Running {
        Ok((found, permit))
    } else {
        Err(AppError::Refused(Reason::new("mentoring-case-over"), Vec::new()))
    }
}

async fn find_case(tx: &Tx, site: &Site, id: CaseId) -> Result<Found, AppError> {
    Ok(cases::find(tx, &development::judge(site), id).await?.ok_or(Denied::Hidden)?)
}

/// An observation with the case it belongs to and whoever writes it.
pub(super) struct FoundObservation {
    pub(super) row: ObservationRow,
    pub(super) found: Found,
    writer: Assignment,
}

impl FoundObservation {
    /// Ready for the door: open to its mentor within the time, while the case runs.
    pub(super) fn thing(&self, today: NaiveDate) -> Thing<Observation> {
        let open = self.found.case.standing() == CaseStanding::Running && self.writer.runs_on(today);
        let mentors: Vec<PersonId> = open.then_some(self.writer.mentor).into_iter().collect();
        Thing::observation(self.row.id, &self.found.thing(), &mentors)
    }

    /// Whoever writes it.
    pub(super) fn mentor(&self) -> PersonId {
        self.writer.mentor
    }
}

/// The observation, if the visitor may read it; with `hold`, held until the transaction ends.
pub(super) async fn observation(
    tx: &Tx,
    site: &Site,
    visit: &Visit,
    id: Uuid,
    hold: bool,
) -> Result<FoundObservation, AppError> {
    let row = store::find_observation(tx, id.into(), hold).await?.ok_or(Denied::Hidden)?;
    let found = find_case(tx, site, row.case).await?;
    let lines = store::assignments_of(tx, row.case).await?;
    let writer = lines.iter().find(|line| line.id == row.assignment).ok_or(Denied::Hidden)?.assignment;
    let observed = FoundObservation { row, found, writer };
    visit.actor.may(ReadObservation, &observed.thing(site.clock.today()))?;
    Ok(observed)
}

/// A placement with the case it belongs to and who may write its weeks.
pub(super) struct FoundPlacement {
    pub(super) row: PlacementRow,
    pub(super) found: Found,
    lines: Vec<AssignmentLine>,
    hosts: Hosts,
}

impl FoundPlacement {
    /// Ready for the door: open to the enterprise during the placement alone, and to its mentor within the own time.
    pub(super) fn thing(&self, today: NaiveDate) -> Thing<Placement> {
        let runs = self.found.case.standing() == CaseStanding::Running;
        let (id, case) = (self.row.id, self.found.thing());
        if !runs || !self.row.placement.term.contains(today) {
            return Thing::placement(id, &case, &[]);
        }
        let mentors: Vec<PersonId> = self
            .lines
            .iter()
            .map(|line| &line.assignment)
            .filter(|one| one.side == MentorSide::Enterprise && one.runs_on(today))
            .map(|one| one.mentor)
            .collect();
        Thing::placement(id, &case, &mentors).hosted(&self.hosts.organisations, &self.hosts.sides)
    }
}

/// The placement, if the visitor may see it.
pub(super) async fn placement(
    tx: &Tx,
    site: &Site,
    visit: &Visit,
    id: Uuid,
) -> Result<FoundPlacement, AppError> {
    let row = store::find_placement(tx, id.into()).await?.ok_or(Denied::Hidden)?;
    let found = find_case(tx, site, row.case).await?;
    let lines = store::assignments_of(tx, row.case).await?;
    let hosts = store::hosts_of(tx, row.placement.unit).await?;
    let placed = FoundPlacement { row, found, lines, hosts };
    visit.actor.may(ReadPlacement, &placed.thing(site.clock.today()))?;
    Ok(placed)
}

/// Notes that the visitor read something about the person of `found`, once a day.
pub(super) async fn note(site: &Site, visit: &Visit, found: &Found) -> Result<(), AppError> {
    let (reader, person) = (visit.person(), found.person);
    let noted = people::store::has_read(&site.db.read(), reader, person, site.clock.today()).await?;
    if reader != person && !noted {
        let note = site
            .db
            .keep(async |tx| people::store::note_readings(tx, &site.clock, reader, [person], false).await);
        note.await?;
    }
    Ok(())
}
