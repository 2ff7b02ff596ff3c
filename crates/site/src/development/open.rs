//! Opening a case: whose it is, with the days the register knows already.

use axum::extract::{Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::development::{Case, Judge, Recorded, Refusal};
use gongjian_domain::kinds::{OrganisationId, PartyOrganisation, PersonId, Side, SideId};
use gongjian_domain::people::stage::{Stage, Standing};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Step, Words};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::store::{self, Behalf, CaseCandidate};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::organisation;
use crate::people;
use crate::policy::actions::{OpenCase, OpenCaseForSide, ReadPerson};
use crate::policy::{Actor, Denied, Permit, Scope, Thing};
use crate::web::{AppError, Body, Choice, FieldError, Visit, typed, view};

/// People offered at once.
const MOST: u64 = 50;

/// Where `actor` may open cases.
pub(super) fn scope(actor: &Actor) -> Result<Scope, StoreError> {
    let sides = actor.scope::<OpenCaseForSide>()?.sides;
    Ok(Scope { sides, ..actor.scope::<OpenCase>()? })
}

/// One step that may be known already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct KnownLine {
    /// The step's id.
    pub step: String,
    /// What it is called.
    #[schema(value_type = Object)]
    pub title: Words,
    /// The day, as typed or as the register has it.
    pub on: String,
    /// Whether the register has it.
    pub known: bool,
    /// Whether a case cannot be opened without it.
    pub required: bool,
    /// What will not do.
    #[schema(value_type = Option<Object>)]
    pub problem: Option<Reason>,
}

/// The page on which a case is opened.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct OpenPage {
    /// Those a case may be opened for; empty once somebody is chosen.
    pub candidates: Vec<CaseCandidate>,
    /// Whether there are more of them than shown.
    pub more: bool,
    /// Words looked for.
    pub q: String,
    /// The one chosen.
    pub person: Option<Uuid>,
    /// The name.
    pub name: String,
    /// The stage in the register.
    pub stage: Option<String>,
    /// The branches to choose from, with the one chosen.
    #[serde(skip)]
    pub branches: Vec<Choice>,
    /// The day the person leaves the unit, as typed.
    pub leaving: String,
    /// The steps up to the stage in the register.
    pub steps: Vec<KnownLine>,
    /// Why it was refused.
    #[schema(value_type = Option<Object>)]
    pub refused: Option<Reason>,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(OpenPage, "development/open.html", super::record_samples::opening);

/// Whom a case is opened for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
pub struct Asked {
    /// The person.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub person: Option<Uuid>,
    /// Those with these words in the name, or these initials.
    #[serde(default, deserialize_with = "crate::web::typed::sent_words")]
    pub q: String,
}

/// `GET /cases/new` — whom a case may be opened for; with `person`, the form with what the register knows.
#[utoipa::path(get, path = "/cases/new", params(Asked), responses((status = 200, body = OpenPage), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("case.open"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let (tx, today) = (site.db.read(), site.clock.today());
    let Some(person) = asked.person else {
        let scope = scope(&visit.actor)?;
        if scope.is_empty() {
            return Err(Denied::forbidden::<OpenCase>().into());
        }
        let mut candidates = store::candidates(&tx, &scope, today, &asked.q, MOST + 1).await?;
        let more = candidates.len() as u64 > MOST;
        candidates.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
        return visit.page(&OpenPage { candidates, more, q: asked.q, ..OpenPage::default() });
    };
    let judge = super::judge(&site);
    let known = known(&site, &tx, &visit, person.into()).await?;
    if let Some((id, _, true)) = store::thing_of(&tx, known.person).await? {
        return Err(has_one(id.uuid()));
    }
    visit.page(&form(&judge, &known, &OpenForm::default()))
}

fn has_one(_: Uuid) -> AppError {
    AppError::Refused(Reason::new("case-open-twice"), Vec::new())
}

/// Somebody a case may be opened for, with what the register knows.
struct Known {
    person: PersonId,
    row: people::store::Row,
    places: Vec<(OrganisationId, Option<SideId>, String)>,
}

/// The person, if the visitor may know of them and open a case in one of their branches.
async fn known(site: &Site, tx: &Tx, visit: &Visit, person: PersonId) -> Result<Known, AppError> {
    let today = site.clock.today();
    let thing = people::store::thing(tx, person, today).await?.ok_or(AppError::NotFound("person"))?;
    visit.actor.may(ReadPerson, &thing)?;
    let row = people::record::store::find(tx, person).await?.ok_or(AppError::NotFound("person"))?;
    let places = people::store::places_of(tx, person, today).await?;
    let names = organisation::store::names(tx, places.iter().map(|(id, _)| *id)).await?;
    let mut own = Vec::new();
    for (organisation, side) in places {
        if may_open(tx, &visit.actor, organisation, side).await? {
            own.push((organisation, side, names.get(&organisation).cloned().unwrap_or_default()));
        }
    }
    // Nobody opens a case for themselves.
    if own.is_empty() || visit.person() == person {
        return Err(Denied::forbidden::<OpenCase>().into());
    }
    Ok(Known { person, row, places: own })
}

/// Whether `actor` may open a case in a branch for somebody on `side` of it.
///
/// # Errors
///
/// When a policy fails or the database cannot be asked.
pub async fn may_open(
    tx: &Tx,
    actor: &Actor,
    organisation: OrganisationId,
    side: Option<SideId>,
) -> Result<bool, StoreError> {
    let branch = organisation::store::thing(tx, organisation).await?;
    if let Some(branch) = branch
        && actor.can::<OpenCase>(&branch)?
    {
        return Ok(true);
    }
    let Some(side) = side else { return Ok(false) };
    match organisation::store::side_thing(tx, side).await? {
        Some(thing) => actor.can::<OpenCaseForSide>(&thing),
        None => Ok(false),
    }
}

/// Leave to open a case in a branch, or on one side of it.
enum Opens {
    Branch(Permit<OpenCase>),
    Side(Permit<OpenCaseForSide>),
}

async fn place_permit(
    tx: &Tx,
    visit: &Visit,
    organisation: OrganisationId,
    side: Option<SideId>,
) -> Result<Opens, AppError> {
    let missing = || AppError::NotFound("organisation");
    let branch: Thing<PartyOrganisation> =
        organisation::store::thing(tx, organisation).await?.ok_or_else(missing)?;
    match side {
        Some(side) if !visit.actor.can::<OpenCase>(&branch)? => {
            let side: Thing<Side> = organisation::store::side_thing(tx, side).await?.ok_or_else(missing)?;
            Ok(Opens::Side(visit.actor.may(OpenCaseForSide, &side)?))
        }
        _ => Ok(Opens::Branch(visit.actor.may(OpenCase, &branch)?)),
    }
}

/// The steps that may be known of somebody whom the register has at `stage`: up to the first step that reaches it,
/// with what stands beside that in its chapter left out.
fn steps_up_to<'b>(judge: &Judge<'b>, stage: Option<Stage>) -> Vec<&'b Step> {
    let stage = stage.unwrap_or(Stage::Applicant).min(Stage::Probationary);
    let steps = judge.chart().steps();
    let last = steps.iter().position(|step| step.reaches == Some(stage) && !step.beside).unwrap_or_default();
    steps.iter().take(last + 1).filter(|step| !step.beside).collect()
}

/// The day the register has for `step`.
fn day_of(judge: &Judge<'_>, dates: &Standing, step: &Step) -> Option<NaiveDate> {
    let first_of =
        |stage: Stage| judge.chart().steps().iter().find(|one| one.reaches == Some(stage) && !one.beside);
    let is = |stage: Stage| first_of(stage).is_some_and(|one| std::ptr::eq(one, step));
    if judge.begins_probation(step) {
        return dates.joined_on;
    }
    [Stage::Applicant, Stage::Activist, Stage::Target]
        .into_iter()
        .find(|stage| is(*stage))
        .and_then(|stage| dates.reached(stage))
}

fn form(judge: &Judge<'_>, known: &Known, typed: &OpenForm) -> OpenPage {
    let row = &known.row;
    let stage = row.stage.as_deref().and_then(Stage::parse);
    let dates = Standing {
        applied_on: row.applied_on,
        activist_on: row.activist_on,
        target_on: row.target_on,
        joined_on: row.joined_on,
        full_on: row.full_on,
    };
    let first = judge.chart().steps().first();
    let line = |step: &Step| {
        let known = day_of(judge, &dates, step);
        let sent = typed.days().into_iter().find(|(id, _)| *id == step.id).map(|(_, on)| on.to_owned());
        KnownLine {
            step: step.id.clone(),
            title: step.title.clone(),
            known: known.is_some()
                && sent
                    .as_ref()
                    .is_none_or(|on| Some(on.as_str()) == known.map(|day| day.to_string()).as_deref()),
            on: sent.unwrap_or_else(|| known.map(|day| day.to_string()).unwrap_or_default()),
            required: first.is_some_and(|first| std::ptr::eq(first, step)),
            problem: None,
        }
    };
    let chosen = typed.branch.or_else(|| known.places.first().map(|(id, ..)| id.uuid()));
    OpenPage {
        person: Some(known.person.into()),
        name: row.name.clone(),
        stage: row.stage.clone(),
        branches: known
            .places
            .iter()
            .map(|(id, _, name)| Choice::new(id.to_string(), name, chosen == Some(id.uuid())))
            .collect(),
        leaving: typed.leaving.clone(),
        steps: steps_up_to(judge, stage).into_iter().map(line).collect(),
        ..OpenPage::default()
    }
}

/// A step known when a case is opened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KnownStep {
    /// The step's id.
    pub step: String,
    /// Its day; not known when left empty.
    #[serde(default)]
    pub on: String,
}

/// A case to be opened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OpenForm {
    /// Whose it is.
    pub person: Uuid,
    /// In which of the person's branches; the first one when left out.
    #[serde(deserialize_with = "crate::web::body::blank_as_none")]
    pub branch: Option<Uuid>,
    /// The day the person leaves the unit.
    pub leaving: String,
    /// The steps known already, as a program sends them.
    pub steps: Vec<KnownStep>,
    /// The same as a form sends them: the ids,
    pub step: Vec<String>,
    /// and the days in the same order.
    pub on: Vec<String>,
}

impl OpenForm {
    fn days(&self) -> Vec<(&str, &str)> {
        let sent = self.steps.iter().map(|one| (one.step.as_str(), one.on.as_str()));
        sent.chain(self.step.iter().map(String::as_str).zip(self.on.iter().map(String::as_str))).collect()
    }

    /// The records this makes, and the day of leaving.
    fn read(&self, judge: &Judge<'_>) -> Result<(Vec<Recorded>, Option<NaiveDate>), AppError> {
        let mut errors = Vec::new();
        let leaving = typed::day(&mut errors, "leaving", &self.leaving);
        let mut known = Vec::new();
        for (id, on) in self.days() {
            let Some(place) = judge.chart().place(id) else {
                let reason = Reason::new("case-impossible-unknown-step").with("step", "?");
                errors.push(FieldError::new("steps", reason));
                continue;
            };
            let field = format!("on-{id}");
            if let Some(day) = typed::day(&mut errors, &field, on) {
                known.push(Recorded::new(place, day));
            }
        }
        if errors.is_empty() { Ok((known, leaving)) } else { Err(AppError::Invalid(errors)) }
    }
}

/// `POST /cases` — opens a case with the steps known already. They are facts and stop nothing; what the rules find about them stays visible.
#[utoipa::path(post, path = "/cases", request_body = OpenForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("case.open"))))]
pub async fn open(
    State(site): State<Site>,
    visit: Visit,
    Body(sent): Body<OpenForm>,
) -> Result<Response, AppError> {
    let judge = super::judge(&site);
    let mut refusal: Option<Refusal> = None;
    let opened = site
        .db
        .write(async |tx| {
            let known = known(&site, tx, &visit, sent.person.into()).await?;
            let wanted = |(id, ..): &&(OrganisationId, Option<SideId>, String)| {
                sent.branch.is_none_or(|branch| branch == id.uuid())
            };
            let place = known.places.iter().find(wanted).ok_or(AppError::NotFound("organisation"))?;
            let permit = place_permit(tx, &visit, place.0, place.1).await?;
            if let Some((id, _, true)) = store::thing_of(tx, known.person).await? {
                return Err(has_one(id.uuid()));
            }
            let (steps, leaving) = sent.read(&judge)?;
            let today = site.clock.today();
            let case = Case::open(&judge, known.row.born_on, leaving, steps, today).map_err(|why| {
                let error = super::refused(&judge, &why);
                refusal = Some(why);
                error
            })?;
            let registered = known.row.stage.as_deref().and_then(Stage::parse);
            stage_kept(&judge, &case, registered)?;
            let of = Behalf { organisation: place.0, side: place.1 };
            let (by, whose) = (visit.person(), (known.person, of));
            let id = match &permit {
                Opens::Branch(permit) => store::open(tx, &site, &judge, permit, by, whose, &case).await?,
                Opens::Side(permit) => store::open(tx, &site, &judge, permit, by, whose, &case).await?,
            };
            Ok::<_, AppError>(id)
        })
        .await;
    let error = match opened {
        Ok(id) => return Ok(visit.done(&format!("/cases/{id}"))),
        Err(error) => error,
    };
    let fields = match (&error, &refusal) {
        (AppError::Invalid(fields), _) => fields.clone(),
        (AppError::Refused(..), Some(_)) => Vec::new(),
        _ => return Err(error),
    };
    let tx = site.db.read();
    let known = known(&site, &tx, &visit, sent.person.into()).await?;
    let mut view = form(&judge, &known, &sent);
    for line in &mut view.steps {
        let field = format!("on-{}", line.step);
        line.problem = fields.iter().find(|one| one.field == field).map(|one| one.reason.clone());
    }
    view.refused = refusal.map(|why| why.reason(judge.chart()));
    view.fields = fields;
    error.answer_with(visit.wants(), &view, &visit.shell())
}

/// The register is not set back by a case whose steps do not reach the stage it knows.
fn stage_kept(judge: &Judge<'_>, case: &Case, registered: Option<Stage>) -> Result<(), AppError> {
    let reached = case.course().stage(judge.chart());
    if registered <= reached {
        return Ok(());
    }
    let word = registered.map_or("none", Stage::as_str);
    let first = judge.chart().steps().iter().find(|step| step.reaches == registered && !step.beside);
    let field = first.map_or_else(|| "steps".to_owned(), |step| format!("on-{}", step.id));
    Err(AppError::Invalid(vec![FieldError::new(&field, Reason::new("case-open-stage").with("stage", word))]))
}
