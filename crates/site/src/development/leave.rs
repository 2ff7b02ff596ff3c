//! The person leaves the case before its end, or the day of leaving the unit becomes known.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::development::{Exit, Judge};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::StepActor;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{self, Granted, Rights};
use super::record::leaves;
use super::store::{Change, Found};
use crate::Site;
use crate::policy::Denied;
use crate::policy::actions::{DecideStep, RecordStep};
use crate::web::{AppError, Body, Choice, FieldError, Shell, Visit, typed, view};

/// The page on which it is recorded that the person leaves.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct LeavePage {
    /// The case.
    pub case: Uuid,
    /// Whose it is.
    pub name: String,
    /// The revision that was read.
    pub revision: i32,
    /// The ways the reader may record: `withdrawn`, `removed`, `cancelled`.
    pub exits: Vec<&'static str>,
    /// The way chosen.
    pub exit: String,
    /// The day, as typed.
    pub on: String,
    /// Why, as typed.
    pub reason: String,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

impl LeavePage {
    /// The ways, each with what it means.
    #[must_use]
    pub fn choices(&self, shell: &Shell) -> Vec<Choice> {
        let choice = |word: &&'static str| {
            Choice::new(*word, shell.word("case-exit", word), **word == self.exit)
                .with_help(shell.word("case-exit-help", word))
        };
        self.exits.iter().map(choice).collect()
    }
}

view!(LeavePage, "development/leave.html", || {
    let page = |exits: &[&'static str]| Self {
        name: "䶮堃".into(),
        revision: 3,
        exits: exits.to_vec(),
        on: "2026-11-24".into(),
        ..Self::default()
    };
    let wrong = vec![FieldError::new("exit", Reason::new("field-no-choice"))];
    vec![
        page(&["withdrawn", "removed"]),
        page(&["cancelled"]),
        Self { fields: wrong, ..page(&["withdrawn", "removed"]) },
    ]
});

fn shown(judge: &Judge<'_>, visit: &Visit, found: &Found) -> Result<LeavePage, AppError> {
    let rights = Rights::of(&visit.actor, found)?;
    let stage = found.case.course().stage(judge.chart());
    let fits = |exit: &Exit| exit.fits(stage) && leaves(*exit, rights);
    let exits: Vec<&'static str> = Exit::ALL.into_iter().filter(fits).map(Exit::as_str).collect();
    if exits.is_empty() {
        return Err(Denied::forbidden::<RecordStep>().into());
    }
    Ok(LeavePage {
        case: found.id.into(),
        name: found.name.clone(),
        revision: found.revision,
        exit: if exits.len() == 1 { exits.concat() } else { String::new() },
        exits,
        ..LeavePage::default()
    })
}

/// `GET /cases/{id}/leave` — the form to record that the person leaves.
#[utoipa::path(get, path = "/cases/{id}/leave", params(("id" = Uuid, Path)), responses((status = 200, body = LeavePage), (status = 403), (status = 404)), extensions(("x-action" = json!("case.record"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let (tx, judge) = (site.db.read(), super::judge(&site));
    let found = find::read(&tx, &judge, &visit, id).await?;
    let own = found.own.clone();
    let judge = judge.and_own(&own);
    let page = shown(&judge, &visit, &found)?;
    visit.page(&LeavePage { on: site.clock.today().to_string(), ..page })
}

/// That the person leaves.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaveForm {
    /// The revision of the case that was read.
    pub revision: i32,
    /// `withdrawn`, `removed` or `cancelled`.
    #[serde(default)]
    pub exit: String,
    /// The day.
    #[serde(default)]
    pub on: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

impl LeaveForm {
    fn read(&self) -> Result<(Exit, NaiveDate, String), AppError> {
        let mut fields = Vec::new();
        let exit = Exit::parse(&self.exit);
        if exit.is_none() {
            fields.push(FieldError::new("exit", Reason::new("field-no-choice")));
        }
        let on = typed::needed_day(&mut fields, "on", &self.on);
        let reason = typed::needed(&mut fields, "reason", &self.reason, "case-reason-missing");
        match (exit, on) {
            (Some(exit), Some(on)) if fields.is_empty() => Ok((exit, on, reason)),
            _ => Err(AppError::Invalid(fields)),
        }
    }
}

/// `POST /cases/{id}/leave` — records that the person leaves: by the own wish or by the organisation before probation, or the standing of a probationary member is taken away.
#[utoipa::path(post, path = "/cases/{id}/leave", params(("id" = Uuid, Path)), request_body = LeaveForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("case.record"))))]
pub async fn leave(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<LeaveForm>,
) -> Result<Response, AppError> {
    let judge = super::judge(&site);
    let saved = site
        .db
        .write(async |tx| {
            let found = find::held(tx, &judge, &visit, id).await?;
            let own = found.own.clone();
            let judge = judge.and_own(&own);
            let thing = found.thing();
            let (permit, actor) = match Exit::parse(&form.exit) {
                Some(Exit::Cancelled) => {
                    (Granted::Decide(visit.actor.may(DecideStep, &thing)?), StepActor::Committee)
                }
                _ => (Granted::Record(visit.actor.may(RecordStep, &thing)?), StepActor::Branch),
            };
            let found = find::fresh(tx, &judge, &visit, found, form.revision).await?;
            let (exit, on, reason) = form.read()?;
            let after = found.case.clone().leave(&judge, exit, on, &reason, site.clock.today());
            let after = after.map_err(|why| super::refused(&judge, &why))?;
            let behalf = find::behalf(tx, &found, actor).await?;
            let change = Change::Left { exit, on, reason, behalf };
            permit.save(tx, &site, &judge, &found, &after, change).await?;
            Ok(())
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/cases/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let found = find::read(&site.db.read(), &judge, &visit, id).await?;
            let own = found.own.clone();
            let judge = judge.and_own(&own);
            let page = shown(&judge, &visit, &found)?;
            let LeaveForm { exit, on, reason, .. } = form;
            let view = LeavePage { exit, on, reason, fields: fields.clone(), ..page };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

/// The day the person leaves the unit.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeavingForm {
    /// The revision of the case that was read.
    pub revision: i32,
    /// The day; not known when left empty.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub on: Option<NaiveDate>,
}

/// `POST /cases/{id}/leaving-day` — writes down the day on which the person leaves the unit (graduates, ends a placement); rules look at it.
#[utoipa::path(post, path = "/cases/{id}/leaving-day", params(("id" = Uuid, Path)), request_body = LeavingForm, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("case.record"))))]
pub async fn leaving_day(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<LeavingForm>,
) -> Result<Response, AppError> {
    let judge = super::judge(&site);
    site.db
        .write(async |tx| {
            let found = find::held(tx, &judge, &visit, id).await?;
            let own = found.own.clone();
            let judge = judge.and_own(&own);
            let permit = Granted::Record(visit.actor.may(RecordStep, &found.thing())?);
            let found = find::fresh(tx, &judge, &visit, found, form.revision).await?;
            let after = found.case.clone().leaving_on(form.on);
            let after = after.map_err(|why| super::refused(&judge, &why))?;
            permit.save(tx, &site, &judge, &found, &after, Change::Leaving).await?;
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(visit.done(&format!("/cases/{id}")))
}
