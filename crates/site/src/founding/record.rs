//! The record of a founding: seals, state, the next step, and every rule's answer.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::{OrganisationId, PersonId, UnitId};
use gongjian_domain::organisation::founding::{
    Foundation, Founding, Known, Manner, Overruling, Plan, PlannedSide, Refusal, Stage, findings,
};
use gongjian_domain::people::stage::Stage as Reached;
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::Finding;
use uuid::Uuid;

use super::find::{self, Found};
use super::store::{self, NamedOrganisation, NamedUnit, Proposal};
use super::view::{
    AnsweredFinding, FoundingPage, FoundingRef, FoundingSeat, FoundingSide, FoundingStep, JoinerView,
    OverrulingView,
};
use crate::Site;
use crate::db::Tx;
use crate::people as register;
use crate::policy::Actor;
use crate::web::findings;
use crate::web::{AppError, Visit};

/// `GET /foundings/{id}` — the record.
#[utoipa::path(get, path = "/foundings/{id}", params(("id" = Uuid, Path)), responses((status = 200, body = FoundingPage), (status = 404)), extensions(("x-action" = json!("founding.read"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let found = find::read(&tx, &visit.actor, id.into()).await?;
    visit.page(&content(&tx, &site, &visit.actor, &found).await?)
}

/// The names a record needs.
struct Names {
    organisations: HashMap<OrganisationId, NamedOrganisation>,
    units: std::collections::BTreeMap<UnitId, NamedUnit>,
    people: HashMap<PersonId, String>,
}

impl Names {
    async fn of(tx: &Tx, proposal: &Proposal, steps: &[store::StepLine]) -> Result<Self, AppError> {
        let plan = &proposal.plan;
        let mut organisations = proposal.parties();
        organisations.extend(plan.joinings.iter().map(|one| one.from));
        let units: Vec<UnitId> = plan.sides.iter().flat_map(|planned| planned.units.clone()).collect();
        let mut people: Vec<PersonId> = plan.sides.iter().filter_map(|planned| planned.signatory).collect();
        people.extend(plan.sides.iter().filter_map(|planned| planned.agreed?.by));
        people.extend(seats(proposal).into_iter().map(|(_, person)| person));
        people.extend(steps.iter().filter_map(|step| step.by));
        people.extend(overrulings(proposal).iter().filter_map(|one| one.by));
        if let Some(Founding::Founded { application, .. }) = &proposal.standing {
            people.extend(application.sides.iter().filter_map(|side| side.signatory));
        }
        Ok(Self {
            organisations: store::organisations(tx, &organisations).await?,
            units: store::units(tx, &units).await?,
            people: register::store::names(tx, people.iter().copied()).await?,
        })
    }

    fn organisation(&self, id: OrganisationId) -> FoundingRef {
        let name = self.organisations.get(&id).map(|one| one.name.clone()).unwrap_or_default();
        FoundingRef { id: id.uuid(), name }
    }

    fn unit(&self, id: UnitId) -> FoundingRef {
        FoundingRef {
            id: id.uuid(),
            name: self.units.get(&id).map(|one| one.name.clone()).unwrap_or_default(),
        }
    }

    fn person(&self, id: PersonId) -> FoundingRef {
        FoundingRef { id: id.uuid(), name: self.people.get(&id).cloned().unwrap_or_default() }
    }
}

fn seats(proposal: &Proposal) -> Vec<(&'static str, PersonId)> {
    let committee = match &proposal.standing {
        Some(Founding::Founded { application, .. }) => &application.committee,
        _ => &proposal.plan.committee,
    };
    committee.seats.iter().map(|seat| (seat.post.as_str(), seat.person)).collect()
}

/// The reasons given for going beyond a "generally", at the reply and at the founding.
fn overrulings(proposal: &Proposal) -> Vec<&Overruling> {
    match &proposal.standing {
        Some(Founding::Approved { reply, .. }) => reply.overrulings.iter().collect(),
        Some(Founding::Founded { reply, foundation: Foundation { overrulings, .. }, .. }) => {
            reply.overrulings.iter().chain(overrulings).collect()
        }
        None | Some(Founding::Proposed { .. } | Founding::Returned { .. } | Founding::Withdrawn { .. }) => {
            Vec::new()
        }
    }
}

/// Everything the record shows, for `actor`.
pub(super) async fn content(
    tx: &Tx,
    site: &Site,
    actor: &Actor,
    found: &Found,
) -> Result<FoundingPage, AppError> {
    let proposal = &found.proposal;
    let today = site.clock.today();
    let steps = store::steps(tx, proposal.id).await?;
    let names = Names::of(tx, proposal, &steps).await?;
    let people: Vec<PersonId> = proposal.plan.joinings.iter().map(|one| one.person).collect();
    let known = store::known(tx, &people, today).await?;
    let (answers, doubts) = answers(site, proposal, &names, &known, today);
    let mut sides = Vec::with_capacity(proposal.plan.sides.len());
    for planned in &proposal.plan.sides {
        let may_speak = found.speaks_for(actor, planned)?;
        sides.push(FoundingSide { may_speak, ..side(proposal, planned, &names, &known) });
    }
    let seat = |(post, person): (&'static str, PersonId)| {
        let FoundingRef { id, name } = names.person(person);
        FoundingSeat { post, person: id, name }
    };
    let page = FoundingPage {
        id: proposal.id.uuid(),
        state: proposal.state(),
        revision: proposal.revision,
        name: proposal.plan.name.clone(),
        code: proposal.plan.code.clone(),
        above: names.organisation(proposal.above),
        sides,
        committee_size: proposal.plan.committee.size,
        seats: seats(proposal).into_iter().map(seat).collect(),
        found_on: proposal.plan.found_on,
        findings: answers,
        doubts,
        branch: proposal.branch.map(|branch| branch.uuid()),
        steps: steps.into_iter().map(|step| step_view(step, &names)).collect(),
        may_propose: found.proposes(actor)?,
        may_decide: found.decides(actor)?,
        ..FoundingPage::default()
    };
    Ok(with_standing(page, proposal, site, today))
}

/// The page with what was handed in and decided.
fn with_standing(page: FoundingPage, proposal: &Proposal, site: &Site, today: NaiveDate) -> FoundingPage {
    let Some(standing) = &proposal.standing else { return page };
    let applied_on = standing.application().applied_on;
    let due = site.book.founding.reply.after(applied_on);
    let page = FoundingPage { applied_on: Some(applied_on), due, ..page };
    match standing {
        Founding::Proposed { .. } => {
            FoundingPage { days_left: due.map(|due| (due - today).num_days()), ..page }
        }
        Founding::Returned { sent_back, .. } => FoundingPage { comment: sent_back.comment.clone(), ..page },
        Founding::Withdrawn { .. } => page,
        Founding::Approved { reply, .. } => {
            FoundingPage { doc_no: reply.doc_no.clone().unwrap_or_default(), ..page }
        }
        Founding::Founded { reply, foundation, .. } => FoundingPage {
            doc_no: reply.doc_no.clone().unwrap_or_default(),
            found_on: Some(foundation.on),
            ..page
        },
    }
}

/// Every rule's answer as things stand, and what else is in the way. What was
/// handed in is judged as it was handed in; a draft as it would be today.
fn answers(
    site: &Site,
    proposal: &Proposal,
    names: &Names,
    known: &std::collections::BTreeMap<PersonId, Known>,
    today: NaiveDate,
) -> (Vec<AnsweredFinding>, Vec<Reason>) {
    let rules = &site.book.founding;
    let (mut found, doubts): (Vec<Finding>, Vec<Refusal>) = match &proposal.standing {
        Some(standing) if !proposal.is_open() => {
            let doubts = match standing {
                Founding::Proposed { .. } | Founding::Approved { .. } => {
                    proposal.plan.moves_and_doubts(today, known).1
                }
                _ => Vec::new(),
            };
            (standing.findings(rules, today), doubts)
        }
        _ => {
            let (moves, mut doubts) = proposal.plan.moves_and_doubts(today, known);
            let units = names.units.iter().map(|(id, unit)| (*id, unit.name.clone())).collect();
            let application = proposal.plan.application(proposal.above, today, &units, &moves);
            doubts.extend(application.check().err());
            (findings(&application, Stage::Applying { today }, rules), doubts)
        }
    };
    findings::sort(&mut found);
    let given = overrulings(proposal);
    let answered = |finding: Finding| {
        let one = given.iter().find(|one| one.rule == finding.rule);
        let overruled = one.map(|one| OverrulingView {
            reason: one.reason.clone(),
            by: one.by.map(|by| names.person(by).name),
            on: one.on,
        });
        AnsweredFinding { finding, overruled }
    };
    (found.into_iter().map(answered).collect(), doubts.iter().map(Refusal::reason).collect())
}

fn side(
    proposal: &Proposal,
    planned: &PlannedSide,
    names: &Names,
    known: &std::collections::BTreeMap<PersonId, Known>,
) -> FoundingSide {
    let people = joiners(&proposal.plan, planned, names, known);
    let counted = |wanted: fn(&JoinerView) -> bool| people.iter().filter(|one| wanted(one)).count();
    let signatory = match &proposal.standing {
        Some(Founding::Founded { application, .. }) => {
            application.sides.iter().find(|one| one.side.id == planned.side.id).and_then(|one| one.signatory)
        }
        _ => planned.signatory,
    };
    FoundingSide {
        id: planned.side.id.uuid(),
        kind: planned.side.kind.as_str(),
        seal: planned.side.seal.to_string(),
        name: planned.side.name.clone(),
        home: names.organisation(planned.home),
        units: planned.units.iter().map(|unit| names.unit(*unit)).collect(),
        signatory: signatory.map(|person| names.person(person)),
        agreed: planned.agreed.is_some(),
        agreed_by: planned.agreed.and_then(|agreed| agreed.by).map(|by| names.person(by).name),
        agreed_at: planned.agreed.map(|agreed| agreed.at),
        full: counted(|one| one.manner == "formal" && one.stage == "full"),
        probationary: counted(|one| one.manner == "formal" && one.stage == "probationary"),
        others: counted(|one| one.manner != "formal" || !matches!(one.stage, "full" | "probationary")),
        people,
        may_speak: false,
    }
}

/// Those who join on a side. Of a branch that is founded, those who came, as they were on the day.
fn joiners(
    plan: &Plan,
    planned: &PlannedSide,
    names: &Names,
    known: &std::collections::BTreeMap<PersonId, Known>,
) -> Vec<JoinerView> {
    plan.joining(planned)
        .map(|one| {
            let now = known.get(&one.person);
            JoinerView {
                id: one.person.uuid(),
                name: one.name.clone(),
                unit: names.unit(one.unit).name,
                from: names.organisation(one.from).name,
                stage: now.and_then(|now| now.stage).map_or("", Reached::as_str),
                manner: Manner::as_str(one.manner),
                here: now.is_some_and(|now| now.branches.contains(&one.from)),
            }
        })
        .collect()
}

fn step_view(step: store::StepLine, names: &Names) -> FoundingStep {
    FoundingStep {
        step: step.word,
        at: step.at,
        on: step.on,
        by: step.by.map(|by| names.person(by).name),
        seal: step.seal,
        rule: step.rule,
        note: step.note,
    }
}

/// The moves a plan would make on `on`, for the steps that count them.
pub(super) async fn moves(
    tx: &Tx,
    plan: &Plan,
    on: NaiveDate,
) -> Result<Vec<gongjian_domain::organisation::founding::Move>, AppError> {
    let people: Vec<PersonId> = plan.joinings.iter().map(|one| one.person).collect();
    let known = store::known(tx, &people, on).await?;
    plan.moves(on, &known).map_err(|refusal| find::refused(&refusal))
}

/// The names of a plan's units, for the sentences of an application.
pub(super) async fn unit_names(
    tx: &Tx,
    plan: &Plan,
) -> Result<std::collections::BTreeMap<UnitId, String>, AppError> {
    let units: Vec<UnitId> = plan.sides.iter().flat_map(|planned| planned.units.clone()).collect();
    Ok(store::units(tx, &units).await?.into_iter().map(|(id, unit)| (id, unit.name)).collect())
}

/// What the record is called at its own address.
#[must_use]
pub(super) fn address(id: Uuid) -> String {
    format!("/foundings/{id}")
}
