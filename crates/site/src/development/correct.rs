//! Correcting what was recorded of a step: with a reason, and what was there before stays beside it.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::development::{Judge, Refusal};
use gongjian_domain::rule::Step;
use uuid::Uuid;

use super::find::{self, Granted};
use super::step::{self, StepPage};
use super::step_form::StepForm;
use super::store::{Change, Found};
use crate::Site;
use crate::web::{AppError, Body, Visit, typed};

/// The record with this id: its place in the case, and its step.
fn place_of<'b>(judge: &Judge<'b>, found: &Found, record: Uuid) -> Result<(usize, &'b Step), AppError> {
    let missing = || AppError::NotFound("case-step");
    let place = found.records.iter().position(|one| one.id == record).ok_or_else(missing)?;
    let taken = found.case.taken().get(place).ok_or_else(missing)?;
    Ok((place, judge.chart().step(taken.recorded.step).ok_or_else(missing)?))
}

/// `GET /cases/{id}/steps/{step}/correct` — the form to correct a record, filled in with what stands there; `step` is the record's id.
#[utoipa::path(get, path = "/cases/{id}/steps/{step}/correct", params(("id" = Uuid, Path), ("step" = Uuid, Path)), responses((status = 200, body = StepPage), (status = 403), (status = 404)), extensions(("x-action" = json!("case.correct"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path((id, record)): Path<(Uuid, Uuid)>,
) -> Result<Response, AppError> {
    let (tx, judge) = (site.db.read(), super::judge(&site));
    let found = find::read(&tx, &judge, &visit, id).await?;
    let own = found.own.clone();
    let judge = judge.and_own(&own);
    let (place, step) = place_of(&judge, &found, record)?;
    Granted::correct(&visit, &found, step)?;
    let recorded = found.case.taken().get(place).map(|taken| taken.recorded);
    let form = recorded.map(|recorded| StepForm::of(&recorded, found.revision)).unwrap_or_default();
    let page = step::shown(&site, &tx, &judge, &found, step, form, visit.lang()).await?;
    visit.page(&StepPage { record: Some(record), ..page })
}

/// `POST /cases/{id}/steps/{step}/correct` — corrects a record with a `reason`; the whole course is judged again. `step` is the record's id.
#[utoipa::path(post, path = "/cases/{id}/steps/{step}/correct", params(("id" = Uuid, Path), ("step" = Uuid, Path)), request_body = StepForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("case.correct"))))]
pub async fn correct(
    State(site): State<Site>,
    visit: Visit,
    Path((id, record)): Path<(Uuid, Uuid)>,
    Body(form): Body<StepForm>,
) -> Result<Response, AppError> {
    let judge = super::judge(&site);
    let (mut refusal, mut about): (Option<Refusal>, Option<&Step>) = (None, None);
    let saved = site
        .db
        .write(async |tx| {
            let found = find::held(tx, &judge, &visit, id).await?;
            let (place, step) = place_of(&judge, &found, record)?;
            about = Some(step);
            let own = found.own.clone();
            let judge = judge.and_own(&own);
            let permit = Granted::correct(&visit, &found, step)?;
            let found = find::fresh(tx, &judge, &visit, found, form.revision).await?;
            let of = judge.chart().place(&step.id).unwrap_or_default();
            let new = form.read(of, judge.fields(of))?;
            let mut errors = Vec::new();
            let reason = typed::needed(&mut errors, "reason", &form.reason, "case-reason-missing");
            if !errors.is_empty() {
                return Err(AppError::Invalid(errors));
            }
            let after = found.case.clone().correct(&judge, place, new, &reason, site.clock.today());
            let after = after.map_err(|why| {
                let error = super::refused(&judge, &why);
                refusal = Some(why);
                error
            })?;
            permit.save(tx, &site, &judge, &found, &after, Change::Corrected { place, reason }).await?;
            Ok(())
        })
        .await;
    match (saved, about) {
        (Ok(()), _) => Ok(visit.done(&format!("/cases/{id}"))),
        (Err(error), Some(step)) => {
            step::again(&site, &judge, &visit, (id, step, Some(record)), form, (error, refusal)).await
        }
        (Err(error), None) => Err(error),
    }
}
