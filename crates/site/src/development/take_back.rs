//! Taking back what was done last, with a reason: the step taken last, or that the person left.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::development::{CaseStanding, Judge};
use gongjian_domain::rule::{Step, Words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::find::{self, Granted};
use super::store::{Change, Found};
use crate::Site;
use crate::policy::actions::{DecideStep, RecordStep};
use crate::web::{AppError, Body, FieldError, Visit, typed, view};

/// The page on which the last step is taken back.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TakeBackPage {
    /// The case.
    pub case: Uuid,
    /// Whose it is.
    pub name: String,
    /// The revision that was read.
    pub revision: i32,
    /// The step that is taken back; none when it is that the person left.
    #[schema(value_type = Option<Object>)]
    pub step: Option<Words>,
    /// Why, as typed.
    pub reason: String,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(TakeBackPage, "development/take_back.html", || {
    use gongjian_domain::reason::Reason;
    let page = || Self {
        case: Uuid::nil(),
        name: "䶮堃".into(),
        revision: 3,
        step: Some(Words { zh: "党组织派人谈话".into(), en: "Talk with the applicant".into() }),
        reason: String::new(),
        fields: Vec::new(),
    };
    let wrong = vec![FieldError::new("reason", Reason::new("case-reason-missing"))];
    vec![page(), Self { step: None, ..page() }, Self { fields: wrong, ..page() }]
});

fn has_left(found: &Found) -> bool {
    !matches!(found.case.standing(), CaseStanding::Running | CaseStanding::Completed { .. })
}

/// The step taken last, with its place in the chart.
type Last<'b> = (usize, &'b Step);

/// Leave to take back what was done last, and the step it is; none when it is that the person left.
fn permitted<'b>(
    judge: &Judge<'b>,
    visit: &Visit,
    found: &Found,
) -> Result<(Granted, Option<Last<'b>>), AppError> {
    if has_left(found) {
        let thing = found.thing();
        let decided = matches!(found.case.standing(), CaseStanding::Cancelled { .. });
        let granted = match decided {
            true => Granted::Decide(visit.actor.may(DecideStep, &thing)?),
            false => Granted::Record(visit.actor.may(RecordStep, &thing)?),
        };
        return Ok((granted, None));
    }
    let last = found.case.taken().last().map(|one| one.recorded.step);
    let last = last.and_then(|place| Some((place, judge.chart().step(place)?)));
    let (place, step) = last.ok_or(AppError::NotFound("case-step"))?;
    Ok((Granted::step(visit, found, step)?, Some((place, step))))
}

fn shown(found: &Found, step: Option<&Step>) -> TakeBackPage {
    TakeBackPage {
        case: found.id.into(),
        name: found.name.clone(),
        revision: found.revision,
        step: step.map(|step| step.title.clone()),
        reason: String::new(),
        fields: Vec::new(),
    }
}

/// `GET /cases/{id}/take-back` — the form to take back what was done last.
#[utoipa::path(get, path = "/cases/{id}/take-back", params(("id" = Uuid, Path)), responses((status = 200, body = TakeBackPage), (status = 403), (status = 404)), extensions(("x-action" = json!("case.record"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let (tx, judge) = (site.db.read(), super::judge(&site));
    let found = find::read(&tx, &judge, &visit, id).await?;
    let own = found.own.clone();
    let judge = judge.and_own(&own);
    let (_, last) = permitted(&judge, &visit, &found)?;
    visit.page(&shown(&found, last.map(|(_, step)| step)))
}

/// Why the last step is taken back.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeBackForm {
    /// The revision of the case that was read.
    pub revision: i32,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// `POST /cases/{id}/take-back` — takes back what was done last: the case is then as it was before, and the record stays visible.
#[utoipa::path(post, path = "/cases/{id}/take-back", params(("id" = Uuid, Path)), request_body = TakeBackForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("case.record"))))]
pub async fn take_back(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<TakeBackForm>,
) -> Result<Response, AppError> {
    let judge = super::judge(&site);
    let saved = site
        .db
        .write(async |tx| {
            let found = find::held(tx, &judge, &visit, id).await?;
            let own = found.own.clone();
            let judge = judge.and_own(&own);
            let (permit, last) = permitted(&judge, &visit, &found)?;
            let found = find::fresh(tx, &judge, &visit, found, form.revision).await?;
            let mut fields = Vec::new();
            let reason = typed::needed(&mut fields, "reason", &form.reason, "case-reason-missing");
            if !fields.is_empty() {
                return Err(AppError::Invalid(fields));
            }
            let case = found.case.clone();
            let (after, change) = match last {
                Some((place, _)) => (case.take_back(&judge, place, &reason), Change::TakenBack { reason }),
                None => (case.resume(&reason), Change::Resumed { reason }),
            };
            let after = after.map_err(|why| super::refused(&judge, &why))?;
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
            let (_, last) = permitted(&judge, &visit, &found)?;
            let page = shown(&found, last.map(|(_, step)| step));
            let view = TakeBackPage { reason: form.reason, fields: fields.clone(), ..page };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}
