//! Adding to confirmed minutes: they themselves stay as they are.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::kinds::SideId;
use gongjian_domain::meeting::{Addendum, Refusal, State as Standing};
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::plan_form::Choice;
use super::store::{self, Found, Step};
use super::{NO_REASON, find};
use crate::Site;
use crate::policy::Denied;
use crate::policy::actions::ConfirmMinutes;
use crate::web::{AppError, Body, FieldError, Visit, typed, view};

/// The page on which an addendum is written.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct AddendumPage {
    /// The meeting.
    pub meeting: Uuid,
    /// What it is called.
    pub title: String,
    /// The sides the visitor may speak for.
    pub sides: Vec<Choice>,
    /// What is added, as typed.
    pub text: String,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(AddendumPage, "meeting/addendum.html", || {
    let side = Choice { value: Uuid::nil().to_string(), label: "校方".into(), chosen: true };
    let page = || AddendumPage {
        title: "十一月主题党日".into(),
        sides: vec![side.clone()],
        ..AddendumPage::default()
    };
    let wrong = vec![FieldError::new("text", Reason::new("meeting-refused-no-reason"))];
    vec![page(), AddendumPage { fields: wrong, ..page() }]
});

fn shown(visit: &Visit, found: &Found) -> Result<AddendumPage, AppError> {
    let own = find::own_sides(&visit.actor, found)?;
    if own.is_empty() {
        return Err(Denied::forbidden::<ConfirmMinutes>().into());
    }
    if !matches!(found.meeting.state, Standing::Confirmed { .. }) {
        return Err(Refusal::WrongState { state: found.meeting.state.word() }.into());
    }
    let choice = |(place, side): (usize, &SideId)| Choice {
        value: side.to_string(),
        label: found.party(*side).map(|party| party.name.clone()).unwrap_or_default(),
        chosen: place == 0,
    };
    Ok(AddendumPage {
        meeting: found.id.into(),
        title: found.meeting.plan.title.clone(),
        sides: own.iter().enumerate().map(choice).collect(),
        ..AddendumPage::default()
    })
}

/// `GET /meetings/{id}/addendum` — the form for an addendum.
#[utoipa::path(get, path = "/meetings/{id}/addendum", params(("id" = Uuid, Path)), responses((status = 200, body = AddendumPage), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("meeting.confirm"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let found = find::read(&site.db.read(), &visit, id).await?;
    visit.page(&shown(&visit, &found)?)
}

/// What is added, and for which side.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddendumForm {
    /// The side.
    #[schema(value_type = Uuid)]
    pub side: SideId,
    /// What is added.
    #[serde(default)]
    pub text: String,
}

/// `POST /meetings/{id}/addendum` — adds to confirmed minutes, signed by a side.
#[utoipa::path(post, path = "/meetings/{id}/addendum", params(("id" = Uuid, Path)), request_body = AddendumForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("meeting.confirm"))))]
pub async fn append(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<AddendumForm>,
) -> Result<Response, AppError> {
    let saved = site
        .db
        .write(async |tx| {
            let (found, permit) = find::confirm_locked(tx, &visit, id, form.side).await?;
            let mut fields = Vec::new();
            let text = typed::needed(&mut fields, "text", &form.text, NO_REASON);
            if !fields.is_empty() {
                return Err(AppError::Invalid(fields));
            }
            let addendum =
                Addendum { text: text.clone(), side: form.side, by: visit.person(), at: site.clock.now() };
            let after = found.meeting.clone().append(addendum)?;
            if appended_before(&found, form.side, &text) {
                tx.nothing_changed();
                return Ok(());
            }
            let step = Step {
                word: "appended",
                by: visit.person(),
                side: Some(form.side),
                note: Some(&text),
                fields: &["addendum"],
            };
            store::save(tx, &site.clock, &permit, &found, &after, step).await?;
            Ok(())
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/meetings/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let found = find::read(&site.db.read(), &visit, id).await?;
            let mut view = shown(&visit, &found)?;
            view.text = form.text;
            view.fields.clone_from(&fields);
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

/// A form sent twice adds once.
fn appended_before(found: &Found, side: SideId, text: &str) -> bool {
    let Standing::Confirmed { addenda, .. } = &found.meeting.state else { return false };
    addenda.iter().any(|one| one.side == side && one.text == text)
}
