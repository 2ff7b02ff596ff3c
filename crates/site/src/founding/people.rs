//! The second step: each side's home chooses who joins, and how.

use std::collections::BTreeSet;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::kinds::{OrganisationId, PersonId, SideId, UnitId};
use gongjian_domain::organisation::founding::{Joining, Manner, Plan, PlannedSide};
use gongjian_domain::people::stage::Stage;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::find::{self, Found};
use super::sides_page::Offered;
use super::store::{self, BranchLine, Candidate, Proposal};
use crate::Site;
use crate::db::Tx;
use crate::policy::Actor;
use crate::policy::actions::ProposeFounding;
use crate::web::body::blank_as_none;
use crate::web::{AppError, Body, Choice, FieldError, Shell, Visit, view};

/// Whose people are looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, IntoParams)]
pub struct PeopleQuery {
    /// The side; the first the visitor may speak for when it is left out.
    #[serde(default, deserialize_with = "blank_as_none")]
    pub side: Option<Uuid>,
    /// The branch; the first of the side's when it is left out.
    #[serde(default, deserialize_with = "blank_as_none")]
    pub branch: Option<Uuid>,
    /// Only people of this unit.
    #[serde(default, deserialize_with = "blank_as_none")]
    pub unit: Option<Uuid>,
}

/// Who joins out of one branch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundingPeopleForm {
    /// The revision that was looked at.
    pub revision: i32,
    /// The side.
    pub side: Uuid,
    /// The branch whose people were shown: whoever of them is not named does not join.
    pub branch: Uuid,
    /// The unit whose people were shown; none for all units of the side.
    #[serde(default, deserialize_with = "blank_as_none")]
    pub unit: Option<Uuid>,
    /// Those whose membership moves.
    #[serde(default)]
    pub formal: Vec<Uuid>,
    /// Those who only take part.
    #[serde(default)]
    pub participating: Vec<Uuid>,
    /// Nothing is saved, and the page comes back with all full members as moving (`all`) or nobody chosen (`none`).
    #[serde(default)]
    pub tick: Option<Tick>,
}

/// Whom to tick before anything is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tick {
    /// Every full member moves; the others stay as they were typed.
    All,
    /// Nobody joins.
    None,
}

/// Somebody who may be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CandidateView {
    /// Who.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The stage today.
    pub stage: &'static str,
    /// The unit the person would join with; empty when none of the side's is known for the person.
    pub unit: String,
    /// `formal`, `participating`, or empty when not chosen; `both` only in a form that comes back for it.
    pub manner: &'static str,
}

impl CandidateView {
    /// Whether the membership is to move.
    #[must_use]
    pub fn moves(&self) -> bool {
        matches!(self.manner, "formal" | "both")
    }

    /// Whether the person is to take part only.
    #[must_use]
    pub fn takes_part(&self) -> bool {
        matches!(self.manner, "participating" | "both")
    }
}

/// The second step of a founding, for one side and branch.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct FoundingPeoplePage {
    /// The founding.
    pub founding: Uuid,
    /// The name the branch is to have.
    pub name: String,
    /// The revision looked at.
    pub revision: i32,
    /// The sides the visitor may speak for.
    pub sides: Vec<Offered>,
    /// The side shown.
    pub side: Uuid,
    /// The side's branches the visitor may choose from.
    pub branches: Vec<Offered>,
    /// The branch shown; none when there is none.
    pub branch: Option<Uuid>,
    /// The side's units.
    pub units: Vec<Offered>,
    /// The unit shown; none for all.
    pub unit: Option<Uuid>,
    /// Those who may be chosen.
    pub candidates: Vec<CandidateView>,
    /// Those of the branch who belong to none of the side's units, as far as is known.
    pub elsewhere: Vec<CandidateView>,
    /// Whether what is ticked was asked for with [`Tick`] and is not saved.
    pub ticked: bool,
    /// How many join on this side, from whichever branch.
    pub joining: usize,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

impl FoundingPeoplePage {
    /// The branches as options.
    #[must_use]
    pub fn branch_choices(&self) -> Vec<Choice> {
        self.branches.iter().map(choice).collect()
    }

    /// The units as options, after one for all of them.
    #[must_use]
    pub fn unit_choices(&self, shell: &Shell) -> Vec<Choice> {
        let all = Choice::new("", shell.t("founding-all-units"), self.unit.is_none());
        std::iter::once(all).chain(self.units.iter().map(choice)).collect()
    }
}

fn choice(named: &Offered) -> Choice {
    Choice::new(named.id.to_string(), named.name.clone(), named.chosen)
}

view!(FoundingPeoplePage, "founding/people.html", || {
    let named = |name: &str, chosen| Offered { id: Uuid::nil(), name: name.to_owned(), chosen };
    let person = |name: &str, stage, unit: &str, manner| CandidateView {
        id: Uuid::nil(),
        name: name.to_owned(),
        stage,
        unit: unit.to_owned(),
        manner,
    };
    let full = Self {
        name: "文创艺术党支部".into(),
        sides: vec![named("校方", true), named("企方", false)],
        branches: vec![named("产品设计教工党支部", true)],
        branch: Some(Uuid::nil()),
        units: vec![named("创意设计学院", false)],
        candidates: vec![
            person("林杰", "full", "创意设计学院", "formal"),
            person("徐英桂", "probationary", "创意设计学院", "participating"),
            person("欧阳䶮", "activist", "创意设计学院", ""),
        ],
        elsewhere: vec![person("马红", "full", "", "")],
        joining: 2,
        ..Self::default()
    };
    let wrong = FieldError::new("formal", Reason::new("founding-both-ways").with("name", "林杰"));
    vec![
        full.clone(),
        Self { fields: vec![wrong], ..full.clone() },
        Self { ticked: true, ..full.clone() },
        Self { candidates: vec![], elsewhere: vec![], branch: None, branches: vec![], ..full },
    ]
});

/// What a page and a form both need: the side, its branch and the people there.
struct Shown {
    side: PlannedSide,
    branches: Vec<BranchLine>,
    branch: Option<BranchLine>,
    unit: Option<UnitId>,
    people: Vec<(Candidate, Option<UnitId>)>,
}

async fn shown(
    tx: &Tx,
    site: &Site,
    actor: &Actor,
    found: &Found,
    query: PeopleQuery,
) -> Result<Shown, AppError> {
    let side = side(actor, found, query.side)?;
    found.may_speak_for(actor, &side)?;
    let today = site.clock.today();
    let branches = store::branches_within(tx, side.home, &actor.scope::<ProposeFounding>()?, today).await?;
    let branch = match query.branch.map(OrganisationId::from) {
        None => branches.first().cloned(),
        Some(id) => {
            let known = branches.iter().find(|line| line.id == id).cloned();
            Some(known.ok_or(AppError::NotFound("organisation"))?)
        }
    };
    let candidates = match &branch {
        Some(line) => store::candidates(tx, line.id, today).await?,
        None => Vec::new(),
    };
    let unit = query.unit.map(UnitId::from).filter(|unit| side.units.contains(unit));
    let placed = |candidate: Candidate| {
        let place = place(&side, branch.as_ref(), &candidate);
        (candidate, place)
    };
    let people =
        candidates.into_iter().map(placed).filter(|(_, place)| unit.is_none() || *place == unit).collect();
    Ok(Shown { side, branches, branch, unit, people })
}

/// The side asked for, or the first the actor may speak for.
fn side(actor: &Actor, found: &Found, wanted: Option<Uuid>) -> Result<PlannedSide, AppError> {
    let sides = &found.proposal.plan.sides;
    if let Some(id) = wanted.map(SideId::from) {
        return sides.iter().find(|s| s.side.id == id).cloned().ok_or(AppError::NotFound("founding"));
    }
    for planned in sides {
        if found.speaks_for(actor, planned)? {
            return Ok(planned.clone());
        }
    }
    sides.first().cloned().ok_or(AppError::NotFound("founding"))
}

/// The unit a person would join with: one of the side's the person belongs to,
/// else the branch's own unit, else the only one the side has.
fn place(side: &PlannedSide, branch: Option<&BranchLine>, candidate: &Candidate) -> Option<UnitId> {
    let of_side = |unit: &UnitId| side.units.contains(unit);
    let own = candidate.units.iter().copied().find(of_side);
    let of_branch = branch.and_then(|line| line.unit).filter(of_side);
    let elsewhere = !candidate.units.is_empty();
    let only = match side.units.as_slice() {
        [only] if !elsewhere => Some(*only),
        _ => None,
    };
    own.or(of_branch.filter(|_| !elsewhere)).or(only)
}

/// `GET /foundings/{id}/people` — the people of one branch who may join on one side.
#[utoipa::path(get, path = "/foundings/{id}/people", params(("id" = Uuid, Path), PeopleQuery), responses((status = 200, body = FoundingPeoplePage), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("founding.propose"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(query): Query<PeopleQuery>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let found = find::read(&tx, &visit.actor, id.into()).await?;
    found.still_open()?;
    visit.page(&content(&tx, &site, &visit.actor, &found, query).await?)
}

async fn content(
    tx: &Tx,
    site: &Site,
    actor: &Actor,
    found: &Found,
    query: PeopleQuery,
) -> Result<FoundingPeoplePage, AppError> {
    let shown = shown(tx, site, actor, found, query).await?;
    let plan = &found.proposal.plan;
    let names = store::units(tx, &shown.side.units).await?;
    let mut spoken_for = Vec::new();
    for planned in &plan.sides {
        if found.speaks_for(actor, planned)? {
            let chosen = planned.side.id == shown.side.side.id;
            spoken_for.push(Offered { id: planned.side.id.uuid(), name: planned.side.name.clone(), chosen });
        }
    }
    let current = shown.branch.as_ref().map(|line| line.id);
    let branch = |line: &BranchLine| Offered {
        id: line.id.uuid(),
        name: line.name.clone(),
        chosen: Some(line.id) == current,
    };
    let unit = |id: &UnitId| Offered {
        id: id.uuid(),
        name: names.get(id).map(|unit| unit.name.clone()).unwrap_or_default(),
        chosen: Some(*id) == shown.unit,
    };
    let line = |(candidate, place): &(Candidate, Option<UnitId>)| CandidateView {
        id: candidate.person.uuid(),
        name: candidate.name.clone(),
        stage: Stage::as_str(candidate.stage),
        unit: place.and_then(|id| names.get(&id)).map(|unit| unit.name.clone()).unwrap_or_default(),
        manner: manner_of(plan, candidate.person),
    };
    let (here, elsewhere): (Vec<_>, Vec<_>) = shown.people.iter().partition(|(_, place)| place.is_some());
    Ok(FoundingPeoplePage {
        founding: found.proposal.id.uuid(),
        name: plan.name.clone(),
        revision: found.proposal.revision,
        sides: spoken_for,
        side: shown.side.side.id.uuid(),
        branches: shown.branches.iter().map(branch).collect(),
        branch: current.map(|id| id.uuid()),
        units: shown.side.units.iter().map(unit).collect(),
        unit: shown.unit.map(|id| id.uuid()),
        candidates: here.into_iter().map(line).collect(),
        elsewhere: elsewhere.into_iter().map(line).collect(),
        ticked: false,
        joining: plan.joining(&shown.side).count(),
        fields: Vec::new(),
    })
}

fn manner_of(plan: &Plan, person: PersonId) -> &'static str {
    plan.joinings.iter().find(|one| one.person == person).map_or("", |one| one.manner.as_str())
}

/// `POST /foundings/{id}/people` — sets who joins out of the people shown.
#[utoipa::path(post, path = "/foundings/{id}/people", params(("id" = Uuid, Path)), request_body = FoundingPeopleForm, responses((status = 303), (status = 200, body = FoundingPeoplePage), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("founding.propose"))))]
pub async fn choose(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<FoundingPeopleForm>,
) -> Result<Response, AppError> {
    let query = PeopleQuery { side: Some(form.side), branch: Some(form.branch), unit: form.unit };
    if form.tick.is_some() {
        let tx = site.db.read();
        let found = find::read(&tx, &visit.actor, id.into()).await?;
        found.still_open()?;
        return visit.page(&typed(content(&tx, &site, &visit.actor, &found, query).await?, &form));
    }
    let chosen = site
        .db
        .write(async |tx| {
            let found = find::locked(tx, &visit.actor, id.into()).await?;
            let side = side(&visit.actor, &found, query.side)?;
            let permit = found.may_speak_for(&visit.actor, &side)?;
            found.still_open()?;
            found.as_seen(form.revision)?;
            let shown = shown(tx, &site, &visit.actor, &found, query).await?;
            let Found { proposal, .. } = found;
            let plan = with_chosen(proposal.plan.clone(), &shown, &form)?.changed();
            store::save(tx, &site, &permit, Proposal { plan, ..proposal }, Vec::new()).await?;
            Ok::<_, AppError>(())
        })
        .await;
    match chosen {
        Ok(()) => Ok(visit.done(&format!("/foundings/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let tx = site.db.read();
            let found = find::read(&tx, &visit.actor, id.into()).await?;
            let view = typed(content(&tx, &site, &visit.actor, &found, query).await?, &form);
            let view = FoundingPeoplePage { fields: fields.clone(), ..view };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

/// The page with what was typed instead of what is saved, and ticked as asked.
fn typed(mut page: FoundingPeoplePage, form: &FoundingPeopleForm) -> FoundingPeoplePage {
    for one in &mut page.candidates {
        one.manner = match (form.formal.contains(&one.id), form.participating.contains(&one.id)) {
            (false, false) => "",
            (true, false) => Manner::Formal.as_str(),
            (false, true) => Manner::Participating.as_str(),
            (true, true) => "both",
        };
        match form.tick {
            Some(Tick::All) if one.stage == Stage::Full.as_str() => one.manner = Manner::Formal.as_str(),
            Some(Tick::None) => one.manner = "",
            Some(Tick::All) | None => {}
        }
    }
    // The revision stays the one that was looked at: whoever changed the plan meanwhile is not overwritten by the save.
    FoundingPeoplePage { revision: form.revision, ticked: form.tick.is_some(), ..page }
}

/// The plan with the choice among the people shown; everybody else stays as planned.
fn with_chosen(mut plan: Plan, shown: &Shown, form: &FoundingPeopleForm) -> Result<Plan, AppError> {
    let Some(branch) = &shown.branch else { return Err(AppError::NotFound("organisation")) };
    let formal: BTreeSet<PersonId> = form.formal.iter().copied().map(PersonId::from).collect();
    let participating: BTreeSet<PersonId> = form.participating.iter().copied().map(PersonId::from).collect();
    let mut fields = Vec::new();
    plan.joinings.retain(|one| !shown.people.iter().any(|(candidate, _)| candidate.person == one.person));
    for (candidate, place) in &shown.people {
        let manner = match (formal.contains(&candidate.person), participating.contains(&candidate.person)) {
            (false, false) => continue,
            (true, false) => Manner::Formal,
            (false, true) => Manner::Participating,
            (true, true) => {
                let both = Reason::new("founding-both-ways").with("name", candidate.name.as_str());
                fields.push(FieldError::new("formal", both));
                continue;
            }
        };
        let Some(unit) = place else {
            let none = Reason::new("founding-no-unit").with("name", candidate.name.as_str());
            fields.push(FieldError::new("formal", none));
            continue;
        };
        plan.joinings.push(Joining {
            person: candidate.person,
            name: candidate.name.clone(),
            unit: *unit,
            from: branch.id,
            manner,
        });
    }
    let offered = |id: &PersonId| shown.people.iter().any(|(candidate, _)| candidate.person == *id);
    if !formal.iter().chain(&participating).all(offered) {
        fields.push(FieldError::new("formal", Reason::new("founding-not-offered")));
    }
    if fields.is_empty() { Ok(plan) } else { Err(AppError::Invalid(fields)) }
}
