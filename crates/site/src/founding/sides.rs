//! The first step: name and code, the sides and the units each is made of.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use gongjian_domain::kinds::{FoundingId, OrganisationId, UnitId};
use gongjian_domain::organisation::founding::{Committee, Plan, PlannedSide, Refusal};
use gongjian_domain::organisation::import::OrganisationCode;
use gongjian_domain::organisation::side::{Seal, Side, SideKind};
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::find::{self, Found, refused};
use super::sides_page::{FoundingSidesPage, SideBlock};
use super::store::{self, Proposal};
use crate::Site;
use crate::db::Tx;
use crate::organisation;
use crate::policy::actions::ProposeFounding;
use crate::policy::{Actor, Permit};
use crate::web::body::blank_as_none;
use crate::web::words::Lang;
use crate::web::{AppError, Body, FieldError, Visit, typed};

/// Below which committee a founding is proposed, and which units the form offers.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct NewQuery {
    /// The committee above.
    #[serde(default, deserialize_with = "blank_as_none")]
    #[param(value_type = Option<Uuid>)]
    pub under: Option<OrganisationId>,
    /// Only units with this in their name.
    #[serde(default, deserialize_with = "crate::web::typed::sent_words")]
    pub q: String,
}

/// Name, code and sides. A side takes part when it has a home or a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FoundingSidesForm {
    /// The id of the new founding, made with the form: one sent twice begins one founding.
    #[serde(deserialize_with = "blank_as_none")]
    pub id: Option<Uuid>,
    /// The revision that was looked at; not for a new founding.
    #[serde(deserialize_with = "blank_as_none")]
    pub revision: Option<i32>,
    /// The committee above; not when a founding is changed.
    #[serde(deserialize_with = "blank_as_none")]
    #[schema(value_type = Option<Uuid>)]
    pub under: Option<OrganisationId>,
    /// The name the branch is to have.
    pub name: String,
    /// The code it is to have.
    pub code: String,
    /// The organisation whose people the school's side brings.
    #[serde(deserialize_with = "blank_as_none")]
    #[schema(value_type = Option<Uuid>)]
    pub school_home: Option<OrganisationId>,
    /// The units of the school's side.
    #[schema(value_type = Vec<Uuid>)]
    pub school_units: Vec<UnitId>,
    /// What the school's side is called.
    pub school_name: String,
    /// The organisation whose people the enterprises' side brings.
    #[serde(deserialize_with = "blank_as_none")]
    #[schema(value_type = Option<Uuid>)]
    pub enterprise_home: Option<OrganisationId>,
    /// The units of the enterprises' side.
    #[schema(value_type = Vec<Uuid>)]
    pub enterprise_units: Vec<UnitId>,
    /// What the enterprises' side is called.
    pub enterprise_name: String,
    /// The organisation whose people the association's side brings.
    #[serde(deserialize_with = "blank_as_none")]
    #[schema(value_type = Option<Uuid>)]
    pub association_home: Option<OrganisationId>,
    /// The units of the association's side.
    #[schema(value_type = Vec<Uuid>)]
    pub association_units: Vec<UnitId>,
    /// What the association's side is called.
    pub association_name: String,
    /// The character a side of another kind signs with.
    pub other_seal: String,
    /// The organisation whose people that side brings.
    #[serde(deserialize_with = "blank_as_none")]
    #[schema(value_type = Option<Uuid>)]
    pub other_home: Option<OrganisationId>,
    /// The units of that side.
    #[schema(value_type = Vec<Uuid>)]
    pub other_units: Vec<UnitId>,
    /// What that side is called.
    pub other_name: String,
}

impl FoundingSidesForm {
    /// What was typed for the side of this kind: home, units and name.
    pub(super) fn of(&self, kind: SideKind) -> (Option<OrganisationId>, &[UnitId], &str) {
        match kind {
            SideKind::School => (self.school_home, &self.school_units, &self.school_name),
            SideKind::Enterprise => (self.enterprise_home, &self.enterprise_units, &self.enterprise_name),
            SideKind::Association => (self.association_home, &self.association_units, &self.association_name),
            SideKind::Other => (self.other_home, &self.other_units, &self.other_name),
        }
    }

    /// The form filled in with a plan.
    pub(super) fn with(plan: &Plan) -> Self {
        let mut form = Self { name: plan.name.clone(), code: plan.code.clone(), ..Self::default() };
        for planned in &plan.sides {
            let (home, units) = (Some(planned.home), planned.units.clone());
            let name = planned.side.name.clone();
            match planned.side.kind {
                SideKind::School => {
                    (form.school_home, form.school_units, form.school_name) = (home, units, name);
                }
                SideKind::Enterprise => {
                    (form.enterprise_home, form.enterprise_units, form.enterprise_name) = (home, units, name);
                }
                SideKind::Association => {
                    (form.association_home, form.association_units, form.association_name) =
                        (home, units, name);
                }
                SideKind::Other => {
                    form.other_seal = planned.side.seal.to_string();
                    (form.other_home, form.other_units, form.other_name) = (home, units, name);
                }
            }
        }
        form
    }

    fn units(&self) -> Vec<UnitId> {
        SideKind::ALL.into_iter().flat_map(|kind| self.of(kind).1.to_vec()).collect()
    }
}

/// `GET /foundings/new` — the empty form.
#[utoipa::path(get, path = "/foundings/new", params(NewQuery), responses((status = 200, body = FoundingSidesPage), (status = 403), (status = 404)), extensions(("x-action" = json!("founding.propose"))))]
pub async fn new(
    State(site): State<Site>,
    visit: Visit,
    Query(query): Query<NewQuery>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let under = committee(&tx, &visit.actor, query.under).await?.ok_or(AppError::NotFound("organisation"))?;
    let form = FoundingSidesForm {
        id: Some(site.clock.uuid()),
        under: Some(under.on()),
        school_home: Some(under.on()),
        code: suggested(&tx, under.on()).await?,
        ..FoundingSidesForm::default()
    };
    visit.page(&page(&tx, None, form, &query.q, Vec::new()).await?)
}

async fn suggested(tx: &Tx, under: OrganisationId) -> Result<String, AppError> {
    match store::organisations(tx, &[under]).await?.get(&under) {
        Some(above) => Ok(store::suggested_code(tx, above).await?),
        None => Ok(String::new()),
    }
}

/// The permit to propose below the committee; none when there is no such committee.
async fn committee(
    tx: &Tx,
    actor: &Actor,
    under: Option<OrganisationId>,
) -> Result<Option<Permit<ProposeFounding>>, AppError> {
    let Some(under) = under else { return Ok(None) };
    let Some(thing) = organisation::store::thing(tx, under).await? else { return Ok(None) };
    let permit = actor.may(ProposeFounding, &thing)?;
    let is_committee = store::organisations(tx, &[under]).await?.get(&under).is_some_and(|o| o.is_committee);
    Ok(is_committee.then_some(permit))
}

/// The form with what it offers.
async fn page(
    tx: &Tx,
    of: Option<&Proposal>,
    form: FoundingSidesForm,
    q: &str,
    fields: Vec<FieldError>,
) -> Result<FoundingSidesPage, AppError> {
    let homes = store::homes_offered(tx).await?;
    let units = store::units_offered(tx, q, &form.units()).await?;
    let under = of.map(|proposal| proposal.above).or(form.under);
    let above = match under {
        Some(under) => store::organisations(tx, &[under]).await?.remove(&under),
        None => None,
    };
    let blocks = SideKind::ALL.map(|kind| SideBlock::of(kind, &form, &homes, &units)).to_vec();
    Ok(FoundingSidesPage {
        founding: of.map(|proposal| proposal.id.uuid()),
        above: above.map(|one| one.name).unwrap_or_default(),
        q: q.to_owned(),
        form,
        blocks,
        fields,
    })
}

/// `POST /foundings` — begins a founding as a draft.
#[utoipa::path(post, path = "/foundings", request_body = FoundingSidesForm, responses((status = 303), (status = 403), (status = 404), (status = 422)), extensions(("x-action" = json!("founding.propose"))))]
pub async fn create(
    State(site): State<Site>,
    visit: Visit,
    Body(form): Body<FoundingSidesForm>,
) -> Result<Response, AppError> {
    let made = FoundingId::from(form.id.unwrap_or_else(|| site.clock.uuid()));
    let begun = site
        .db
        .write(async |tx| {
            if let Some(before) = store::find(tx, made).await? {
                tx.nothing_changed();
                let own = before.created_by == Some(visit.person());
                return if own { Ok(()) } else { Err(AppError::NotFound("founding")) };
            }
            let permit = committee(tx, &visit.actor, form.under).await?;
            let above = permit.ok_or(AppError::NotFound("organisation"))?.on();
            let plan = read(tx, &site, &form, (above, made.uuid()), None).await?;
            begin(tx, &site, &visit.actor, made, form.under, plan).await
        })
        .await;
    match begun {
        Ok(()) => Ok(visit.done(&format!("/foundings/{made}"))),
        Err(error) => again(&site, &visit, None, form, error).await,
    }
}

/// Begins a founding below `under` as a draft.
///
/// # Errors
///
/// No such committee, no permit for it, or a code that is taken.
pub async fn begin(
    tx: &mut Tx,
    site: &Site,
    actor: &Actor,
    id: FoundingId,
    under: Option<OrganisationId>,
    plan: Plan,
) -> Result<(), AppError> {
    let permit = committee(tx, actor, under).await?.ok_or(AppError::NotFound("organisation"))?;
    if store::code_is_taken(tx, &plan.code, id.uuid()).await? {
        let taken = Reason::new("founding-code-taken").with("code", plan.code.as_str());
        return Err(AppError::Invalid(vec![FieldError::new("code", taken)]));
    }
    let proposal = Proposal {
        id,
        above: permit.on(),
        plan: plan.changed(),
        standing: None,
        revision: 1,
        branch: None,
        created_by: actor.person(),
        changed_at: site.clock.now(),
    };
    Ok(store::begin(tx, site, &permit, &proposal).await?)
}

/// `GET /foundings/{id}/sides` — the form as it was filled in.
#[utoipa::path(get, path = "/foundings/{id}/sides", params(("id" = Uuid, Path), NewQuery), responses((status = 200, body = FoundingSidesPage), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("founding.propose"))))]
pub async fn edit(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(query): Query<NewQuery>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let found = find::read(&tx, &visit.actor, id.into()).await?;
    found.may_propose(&visit.actor)?;
    found.still_open()?;
    let form = FoundingSidesForm {
        revision: Some(found.proposal.revision),
        ..FoundingSidesForm::with(&found.proposal.plan)
    };
    visit.page(&page(&tx, Some(&found.proposal), form, &query.q, Vec::new()).await?)
}

/// `POST /foundings/{id}/sides` — changes name, code and sides. People whose unit goes fall out.
#[utoipa::path(post, path = "/foundings/{id}/sides", params(("id" = Uuid, Path)), request_body = FoundingSidesForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("founding.propose"))))]
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<FoundingSidesForm>,
) -> Result<Response, AppError> {
    let changed = site
        .db
        .write(async |tx| {
            let found = find::locked(tx, &visit.actor, id.into()).await?;
            let permit = found.may_propose(&visit.actor)?;
            found.still_open()?;
            found.as_seen(form.revision.unwrap_or_default())?;
            let Found { proposal, .. } = found;
            let before = Some(&proposal.plan);
            let plan = read(tx, &site, &form, (proposal.above, id), before).await?.changed();
            store::save(tx, &site, &permit, Proposal { plan, ..proposal }, Vec::new()).await?;
            Ok::<_, AppError>(())
        })
        .await;
    match changed {
        Ok(()) => Ok(visit.done(&format!("/foundings/{id}"))),
        Err(error) => again(&site, &visit, Some(id), form, error).await,
    }
}

/// The form again with what was typed, when that is what will not do.
async fn again(
    site: &Site,
    visit: &Visit,
    id: Option<Uuid>,
    form: FoundingSidesForm,
    error: AppError,
) -> Result<Response, AppError> {
    let AppError::Invalid(fields) = &error else { return Err(error) };
    let tx = site.db.read();
    let of = match id {
        Some(id) => Some(find::read(&tx, &visit.actor, id.into()).await?.proposal),
        None => None,
    };
    let view = page(&tx, of.as_ref(), form, "", fields.clone()).await?;
    error.answer_with(visit.wants(), &view, &visit.shell())
}

/// The plan a form describes; people and posts stay as they were `before`.
async fn read(
    tx: &Tx,
    site: &Site,
    form: &FoundingSidesForm,
    (above, id): (OrganisationId, Uuid),
    before: Option<&Plan>,
) -> Result<Plan, AppError> {
    let mut fields = Vec::new();
    let name = typed::line(&mut fields, "name", &form.name, typed::NAME);
    if name.is_empty() {
        fields.push(FieldError::new("name", Refusal::NoName.reason()));
    }
    let code = code(tx, &mut fields, &form.code, id).await?;
    let sides = sides(tx, site, &mut fields, form, before).await?;
    if sides.len() < 2 && fields.is_empty() {
        fields.push(FieldError::new("school_units", Refusal::OneSide.reason()));
    }
    if !fields.is_empty() {
        return Err(AppError::Invalid(fields));
    }
    let plan = Plan {
        name,
        code,
        sides,
        joinings: before.map(|plan| plan.joinings.clone()).unwrap_or_default(),
        committee: before.map_or_else(Committee::default, |plan| plan.committee.clone()),
        found_on: before.and_then(|plan| plan.found_on),
    };
    let whole = plan.application(above, site.clock.today(), &names(tx, form).await?, &[]);
    match whole.check() {
        // Posts are the third step's matter: here they only fall out with their people.
        Ok(()) | Err(Refusal::TooFewPlaces { .. }) => Ok(plan),
        Err(refusal) => Err(refused(&refusal)),
    }
}

async fn names(
    tx: &Tx,
    form: &FoundingSidesForm,
) -> Result<std::collections::BTreeMap<UnitId, String>, AppError> {
    let units = store::units(tx, &form.units()).await?;
    Ok(units.into_iter().map(|(id, unit)| (id, unit.name)).collect())
}

async fn code(tx: &Tx, fields: &mut Vec<FieldError>, typed: &str, id: Uuid) -> Result<String, AppError> {
    let Ok(code) = OrganisationCode::parse(typed) else {
        fields.push(FieldError::new("code", Reason::new("founding-code-form")));
        return Ok(String::new());
    };
    if store::code_is_taken(tx, code.as_str(), id).await? {
        fields.push(FieldError::new("code", Reason::new("founding-code-taken").with("code", code.as_str())));
    }
    Ok(code.into())
}

async fn sides(
    tx: &Tx,
    site: &Site,
    fields: &mut Vec<FieldError>,
    form: &FoundingSidesForm,
    before: Option<&Plan>,
) -> Result<Vec<PlannedSide>, AppError> {
    let units = store::units(tx, &form.units()).await?;
    let homes: Vec<OrganisationId> = SideKind::ALL.into_iter().filter_map(|kind| form.of(kind).0).collect();
    let homes = store::organisations(tx, &homes).await?;
    let standing = SideKind::ALL.into_iter().filter_map(|kind| {
        let (home, chosen, _) = form.of(kind);
        home.map(|home| chosen.iter().map(move |unit| (*unit, home)))
    });
    let elsewhere = store::standing_elsewhere(tx, &standing.flatten().collect::<Vec<_>>()).await?;
    let mut sides = Vec::new();
    for kind in SideKind::ALL {
        let (home, chosen, name) = form.of(kind);
        if chosen.is_empty() && home.is_none() {
            continue;
        }
        let field = |part: &str| format!("{}_{part}", kind.as_str());
        let known = chosen.iter().all(|unit| units.get(unit).is_some_and(|unit| fits(kind, unit.kind)));
        if !known || chosen.is_empty() {
            let why = if chosen.is_empty() { "founding-side-empty" } else { "founding-unit-unknown" };
            fields.push(FieldError::new(&field("units"), Reason::new(why)));
        }
        let home = home.filter(|home| homes.contains_key(home));
        if home.is_none() {
            fields.push(FieldError::new(&field("home"), Reason::new("founding-no-home")));
        }
        let spoken_for = home.and_then(|home| chosen.iter().find_map(|unit| elsewhere.get(&(*unit, home))));
        if let Some((unit, organisation)) = spoken_for {
            let why = Reason::new("founding-home-elsewhere").with("unit", unit.as_str());
            fields.push(FieldError::new(&field("home"), why.with("organisation", organisation.as_str())));
        }
        let Some(seal) = seal(kind, &form.other_seal, fields) else { continue };
        let typed = typed::line(fields, &field("name"), name, typed::NAME);
        let name = if typed.is_empty() { usual_name(kind, seal) } else { typed };
        let same = before.and_then(|plan| plan.sides.iter().find(|planned| planned.side.kind == kind));
        if let Some(home) = home {
            sides.push(PlannedSide {
                side: Side {
                    id: same.map_or_else(|| site.clock.id(), |same| same.side.id),
                    kind,
                    seal,
                    name,
                },
                home,
                units: chosen.to_vec(),
                signatory: same.and_then(|same| same.signatory),
                agreed: None,
            });
        }
    }
    Ok(sides)
}

/// Whether a unit of this kind may stand on a side of that kind.
pub(super) fn fits(side: SideKind, unit: gongjian_domain::organisation::unit::UnitKind) -> bool {
    use gongjian_domain::organisation::unit::UnitKind as U;
    match side {
        SideKind::School => matches!(unit, U::School | U::College),
        SideKind::Enterprise => matches!(unit, U::Enterprise),
        SideKind::Association => matches!(unit, U::Association),
        SideKind::Other => matches!(unit, U::Park | U::Authority),
    }
}

fn seal(kind: SideKind, typed: &str, fields: &mut Vec<FieldError>) -> Option<Seal> {
    if let Some(seal) = kind.usual_seal() {
        return Some(seal);
    }
    let seal = typed.parse().ok();
    if seal.is_none() {
        fields.push(FieldError::new("other_seal", Reason::new("founding-no-seal")));
    }
    seal
}

/// A side without a name of its own is called after its seal, in the language of the record.
fn usual_name(kind: SideKind, seal: Seal) -> String {
    Lang::Chinese.with(&format!("founding-side-name-{}", kind.as_str()), &[("seal", seal.to_string().into())])
}
