//! Units, organisations, rosters, ties and offices: imported and entered by those who do that.

use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::organisation::unit::UnitRelationKind;

use super::data::{Data, Office, Relation};
use super::past::{Known, Past};
use super::{DemoError, accounts};
use crate::account;
use crate::imports::command::{self, Command};
use crate::imports::commit::Mode;
use crate::imports::run::Kind;
use crate::job::papers::Paper;
use crate::organisation;
use crate::organisation::units::{self, ties::store as ties, ties::store::Tie};
use crate::policy::actions::{AppointOffice, ChangeUnit};
use crate::policy::{Actor, OfficeName};
use crate::web::words::Lang;

/// Fills the register.
pub(super) async fn fill(past: &Past, data: &Data) -> Result<(), DemoError> {
    let days = &data.days;
    past.go(days.opened, 9);
    let [system, security, _] = accounts::administrators(past, data).await?[..] else {
        return Err(DemoError::data("there are three administrators"));
    };
    past.go(days.opened, 10);
    let system = past.actor(system).await?;
    for paper in &data.organisations {
        bring(past, &system, Kind::Organisations, None, paper, 0).await?;
    }
    // Nobody is organiser yet, so the first rosters are brought at the command line.
    for (code, paper) in &data.rosters {
        let organisation = past.organisation(code).await?;
        bring(past, &past.site.operator(), Kind::Roster, Some(organisation), paper, 0).await?;
    }
    past.go(days.appointed, 9);
    let known = past.known().await?;
    let security = past.actor(security).await?;
    for office in &data.register.office {
        appoint(past, &security, &known, office).await?;
    }
    past.go(days.appointed, 15);
    let organiser = organiser(past, data, &known, &data.foundings.branch.above).await?;
    for relation in &data.register.relation {
        relate(past, &organiser, &known, relation).await?;
    }
    Ok(())
}

/// Takes a file over; `refused` of its rows are known to be wrong.
pub(super) async fn bring(
    past: &Past,
    actor: &Actor,
    kind: Kind,
    organisation: Option<OrganisationId>,
    paper: &Paper,
    refused: u32,
) -> Result<(), DemoError> {
    let mode = Some(if refused == 0 { Mode::AllOrNothing } else { Mode::Good });
    let command = Command { kind, organisation, paper: paper.clone(), mode, report: None };
    let report = command::run(&past.site, actor, command).await?;
    if report.committed && report.rejected == refused {
        return Ok(());
    }
    let said = report.sentences.iter().map(|(row, why)| format!("row {row}: {}", Lang::English.reason(why)));
    Err(DemoError::data(format!("{}: {}", paper.name, said.collect::<Vec<_>>().join("; "))))
}

/// The organiser of the organisation with this code.
pub(super) async fn organiser(
    past: &Past,
    data: &Data,
    known: &Known,
    code: &str,
) -> Result<Actor, DemoError> {
    let organises =
        |office: &&Office| office.organisation == code && office.name == OfficeName::Organiser.as_str();
    let office = data.register.office.iter().find(organises);
    let office = office.ok_or_else(|| DemoError::data(format!("nobody is organiser of {code}")))?;
    past.actor(known.person(&office.person)?).await
}

async fn appoint(past: &Past, security: &Actor, known: &Known, office: &Office) -> Result<(), DemoError> {
    let site = &past.site;
    let person = known.person(&office.person)?;
    let name = OfficeName::parse(&office.name);
    let name = name.ok_or_else(|| DemoError::data(format!("there is no office {}", office.name)))?;
    let organisation = past.organisation(&office.organisation).await?;
    site.db
        .write(async |tx| {
            let thing = organisation::store::thing(tx, organisation).await?;
            let thing = thing.ok_or_else(|| DemoError::data("the organisation is gone"))?;
            let permit = security.may(AppointOffice, &thing)?;
            let from = site.clock.today();
            account::store::appoint(tx, &site.clock, &permit, (person, name, None), from).await?;
            Ok(())
        })
        .await
}

async fn relate(past: &Past, organiser: &Actor, known: &Known, one: &Relation) -> Result<(), DemoError> {
    let site = &past.site;
    let (unit, other) = (known.unit(&one.unit)?, known.unit(&one.other)?);
    let kind = UnitRelationKind::parse(&one.kind);
    let kind = kind.ok_or_else(|| DemoError::data(format!("there is no relation {}", one.kind)))?;
    site.db
        .write(async |tx| {
            let thing = units::store::thing(tx, unit).await?;
            let thing = thing.ok_or_else(|| DemoError::data("the unit is gone"))?;
            let permit = organiser.may(ChangeUnit, &thing)?;
            let (other, kind) = (other.uuid(), kind.as_str());
            let tie = Tie::Relation { other, kind, from: Some(one.from), note: Some(one.note.clone()) };
            ties::enter(tx, &site.clock, &permit, tie).await?;
            Ok(())
        })
        .await
}
