//! Taking a step: a form with what that step needs, and the answer of the rules.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::development::{Judge, Refusal, StepFields};
use gongjian_domain::kinds::MeetingId;
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::{Finding, Step, StepActor, Words};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{self, Granted};
use super::step_form::StepForm;
use super::store::{self, Change, Found, NewRecord};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::web::typed::{LINE, PARAGRAPH};
use crate::web::words::Lang;
use crate::web::{AppError, Body, Choice, FieldError, Fields, Visit, typed, view};

/// The form about a step.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepPage {
    /// The case.
    pub case: Uuid,
    /// Whose it is.
    pub name: String,
    /// The step's id.
    pub step: String,
    /// What it is called.
    #[schema(value_type = Object)]
    pub title: Words,
    /// Whose turn it is.
    pub actor: &'static str,
    /// The record that is corrected; none when the step is taken.
    pub record: Option<Uuid>,
    /// The organisation on whose behalf.
    pub behalf: String,
    /// The papers it leaves.
    #[schema(value_type = Vec<Object>)]
    pub papers: Vec<Words>,
    /// The first day the rules allow it.
    pub earliest: Option<NaiveDate>,
    /// The last day in time.
    pub due: Option<NaiveDate>,
    /// The steps it builds on that are not recorded.
    #[schema(value_type = Vec<Object>)]
    pub missing: Vec<Words>,
    /// Which fields it has.
    #[serde(skip)]
    pub asks: StepFields,
    /// What is typed.
    pub form: StepForm,
    /// Meetings it may have been taken on; empty where that is not asked.
    #[serde(skip)]
    pub meetings: Vec<Choice>,
    /// Whether a reason has to be given.
    pub needs_reason: bool,
    /// Why it was refused.
    #[schema(value_type = Option<Object>)]
    pub refused: Option<Reason>,
    /// The rules that refused.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

impl StepPage {
    /// Where the form is sent.
    #[must_use]
    pub fn action(&self) -> String {
        match self.record {
            Some(record) => format!("/cases/{}/steps/{record}/correct", self.case),
            None => format!("/cases/{}/steps/{}", self.case, self.step),
        }
    }
}

view!(StepPage, "development/step.html", super::record_samples::steps);

/// `GET /cases/{id}/steps/{step}` — the form to record a step, such as `talk`.
#[utoipa::path(get, path = "/cases/{id}/steps/{step}", params(("id" = Uuid, Path), ("step" = String, Path)), responses((status = 200, body = StepPage), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("case.record"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path((id, step)): Path<(Uuid, String)>,
) -> Result<Response, AppError> {
    let (tx, judge) = (site.db.read(), super::judge(&site));
    let found = find::read(&tx, &judge, &visit, id).await?;
    let own = found.own.clone();
    let judge = judge.and_own(&own);
    let step = judge.chart().find(&step).ok_or(AppError::NotFound("case-step"))?;
    Granted::step(&visit, &found, step)?;
    let form =
        StepForm { revision: found.revision, on: site.clock.today().to_string(), ..StepForm::default() };
    visit.page(&shown(&site, &tx, &judge, &found, step, form, visit.lang()).await?)
}

/// The form about `step`, filled in with `form`.
pub(super) async fn shown(
    site: &Site,
    tx: &Tx,
    judge: &Judge<'_>,
    found: &Found,
    step: &Step,
    form: StepForm,
    lang: Lang,
) -> Result<StepPage, StoreError> {
    let course = found.case.course();
    let next = judge.judge(course, site.clock.today()).next;
    let next = next.iter().find(|one| std::ptr::eq(one.step, step));
    let missing = step.requires.iter().filter(|place| !course.has(**place));
    let behalf = find::behalf(tx, found, step.actor).await?;
    let names = crate::organisation::store::names(tx, [behalf.organisation]).await?;
    let place = judge.chart().place(&step.id).unwrap_or_default();
    Ok(StepPage {
        case: found.id.into(),
        name: found.name.clone(),
        step: step.id.clone(),
        title: step.title.clone(),
        actor: step.actor.as_str(),
        record: None,
        behalf: names.get(&behalf.organisation).cloned().unwrap_or_default(),
        papers: step.papers.clone(),
        earliest: next.and_then(|one| one.earliest),
        due: next.and_then(|one| one.due),
        missing: missing
            .filter_map(|place| judge.chart().step(*place))
            .map(|step| step.title.clone())
            .collect(),
        asks: judge.fields(place),
        meetings: meetings(tx, found, step, &form, lang).await?,
        form,
        needs_reason: false,
        refused: None,
        findings: Vec::new(),
        fields: Vec::new(),
    })
}

/// Meetings to choose from, where a step is taken on one.
async fn meetings(
    tx: &Tx,
    found: &Found,
    step: &Step,
    form: &StepForm,
    lang: Lang,
) -> Result<Vec<Choice>, StoreError> {
    if !matches!(step.actor, StepActor::Assembly | StepActor::BranchCommittee) {
        return Ok(Vec::new());
    }
    let held = store::held_meetings(tx, found.organisation).await?;
    if held.is_empty() {
        return Ok(Vec::new());
    }
    let mut choices = vec![Choice::new("", lang.t("case-no-meeting"), form.meeting.is_empty())];
    choices.extend(held.into_iter().map(|one| {
        let label = format!("{} {}", lang.short_date(one.on), one.title);
        let value = one.id.to_string();
        let chosen = form.meeting == value;
        Choice::new(value, label, chosen)
    }));
    Ok(choices)
}

/// `POST /cases/{id}/steps/{step}` — records a step. What a rule makes a condition stops it; what is late or not as it generally is asks for a `reason`.
///
/// Steps of the branch are recorded by its secretary (in a joint branch by that of the person's side), steps of the
/// committee above by its organiser. Of two who record at once one wins; the other gets 409 with what happened.
#[utoipa::path(post, path = "/cases/{id}/steps/{step}", params(("id" = Uuid, Path), ("step" = String, Path)), request_body = StepForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("case.record"))))]
pub async fn take(
    State(site): State<Site>,
    visit: Visit,
    Path((id, step)): Path<(Uuid, String)>,
    Body(form): Body<StepForm>,
) -> Result<Response, AppError> {
    let judge = super::judge(&site);
    let step = judge.chart().find(&step).ok_or(AppError::NotFound("case-step"))?;
    let place = judge.chart().place(&step.id).unwrap_or_default();
    let mut refusal: Option<Refusal> = None;
    let saved = site
        .db
        .write(async |tx| {
            let found = find::held(tx, &judge, &visit, id).await?;
            let own = found.own.clone();
            let judge = judge.and_own(&own);
            let permit = Granted::step(&visit, &found, step)?;
            let found = find::fresh(tx, &judge, &visit, found, form.revision).await?;
            let recorded = form.read(place, judge.fields(place))?;
            super::mentoring::ready::closes(tx, &site, &found, step, recorded.on).await?;
            let new = record(&site, tx, &found, &form).await?;
            let because = Some(form.reason.trim().to_owned()).filter(|text| !text.is_empty());
            let after = found.case.clone().take(&judge, recorded, because, site.clock.today());
            let after = after.map_err(|why| {
                let error = super::refused(&judge, &why);
                refusal = Some(why);
                error
            })?;
            let behalf = find::behalf(tx, &found, step.actor).await?;
            permit.save(tx, &site, &judge, &found, &after, Change::Taken(behalf, new)).await?;
            Ok::<_, AppError>(())
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/cases/{id}"))),
        Err(error) => again(&site, &judge, &visit, (id, step, None), form, (error, refusal)).await,
    }
}

/// The form again with what was typed, where something can be mended; for a program the problem alone.
pub(super) async fn again(
    site: &Site,
    judge: &Judge<'_>,
    visit: &Visit,
    (id, step, record): (Uuid, &Step, Option<Uuid>),
    form: StepForm,
    (error, refusal): (AppError, Option<Refusal>),
) -> Result<Response, AppError> {
    let fields = match (&error, &refusal) {
        (AppError::Invalid(fields), _) => fields.clone(),
        (AppError::Refused(..), Some(Refusal::NeedsReason(_) | Refusal::NoReason)) => {
            vec![FieldError::new("reason", Reason::new("case-reason-missing"))]
        }
        (AppError::Refused(..), Some(_)) => Vec::new(),
        _ => return Err(error),
    };
    let tx = site.db.read();
    let found = find::read(&tx, judge, visit, id).await?;
    let judge = &judge.and_own(&found.own);
    let page = shown(site, &tx, judge, &found, step, form, visit.lang()).await?;
    let view = StepPage {
        record,
        refused: refusal.as_ref().map(|why| why.reason(judge.chart())),
        findings: refusal.as_ref().map(|why| why.findings().to_vec()).unwrap_or_default(),
        needs_reason: matches!(refusal, Some(Refusal::NeedsReason(_))),
        fields,
        ..page
    };
    error.answer_with(visit.wants(), &view, &visit.shell())
}

/// What is recorded beside the step.
pub(super) async fn record(
    site: &Site,
    tx: &Tx,
    found: &Found,
    form: &StepForm,
) -> Result<NewRecord, AppError> {
    let mut fields = Fields::default();
    let place = fields.line("place", &form.place, LINE);
    let note = fields.text("note", &form.note, PARAGRAPH);
    typed::text(&mut fields.errors, "reason", &form.reason, PARAGRAPH);
    let mut meeting = None;
    if !form.meeting.trim().is_empty() {
        let held = store::held_meetings(tx, found.organisation).await?;
        match held.iter().find(|one| one.id.to_string() == form.meeting.trim()) {
            None => fields.refuse("meeting", "case-meeting-unknown"),
            Some(one) if form.day().is_some_and(|day| day != one.on) => {
                let reason = Reason::new("case-meeting-other-day").with("on", one.on);
                fields.errors.push(FieldError::new("meeting", reason));
            }
            Some(one) => meeting = Some(MeetingId::from(one.id)),
        }
    }
    fields.done()?;
    let note_sealed = match note {
        Some(note) => Some(super::sealed_note(&site.keys, &note)?),
        None => None,
    };
    Ok(NewRecord { meeting, place, note_sealed })
}
