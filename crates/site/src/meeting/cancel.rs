//! Calling a meeting off before it is held.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::meeting::Cancellation;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, Found, Step};
use super::{NO_REASON, find, notice};
use crate::Site;
use crate::web::{AppError, Body, FieldError, Visit, typed, view};

/// The page on which a meeting is called off.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct CancelPage {
    /// The meeting.
    pub meeting: Uuid,
    /// What it is called.
    pub title: String,
    /// How many people will be told.
    pub invited: usize,
    /// Why, as typed.
    pub reason: String,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(CancelPage, "meeting/cancel.html", || {
    let page = || CancelPage { title: "十一月主题党日".into(), invited: 18, ..CancelPage::default() };
    let wrong = vec![FieldError::new("reason", Reason::new("meeting-refused-no-reason"))];
    vec![page(), CancelPage { invited: 0, ..page() }, CancelPage { fields: wrong, ..page() }]
});

fn shown(found: &Found) -> CancelPage {
    CancelPage {
        meeting: found.id.into(),
        title: found.meeting.plan.title.clone(),
        invited: found.invited.len(),
        ..CancelPage::default()
    }
}

/// `GET /meetings/{id}/cancel` — the form to call a meeting off.
#[utoipa::path(get, path = "/meetings/{id}/cancel", params(("id" = Uuid, Path)), responses((status = 200, body = CancelPage), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let (found, _) = find::change(&site.db.read(), &visit, id).await?;
    found.meeting.clone().replan(found.meeting.plan.clone())?;
    visit.page(&shown(&found))
}

/// Why it is called off.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelForm {
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// `POST /meetings/{id}/cancel` — calls the meeting off and tells everybody invited.
#[utoipa::path(post, path = "/meetings/{id}/cancel", params(("id" = Uuid, Path)), request_body = CancelForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn cancel(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<CancelForm>,
) -> Result<Response, AppError> {
    let saved = site
        .db
        .write(async |tx| {
            let (found, permit) = find::change_locked(tx, &visit, id).await?;
            let mut fields = Vec::new();
            let reason = typed::needed(&mut fields, "reason", &form.reason, NO_REASON);
            if !fields.is_empty() {
                return Err(AppError::Invalid(fields));
            }
            let said = Cancellation { reason: reason.clone(), by: visit.person(), at: site.clock.now() };
            let after = found.meeting.clone().cancel(said)?;
            let step = Step {
                word: "cancelled",
                by: visit.person(),
                side: None,
                note: Some(&reason),
                fields: &["state"],
            };
            store::save(tx, &site.clock, &permit, &found, &after, step).await?;
            notice::tell(tx, &site.clock, notice::Word::Cancelled, found.id, found.organisation, &after)
                .await?;
            Ok(())
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/meetings/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let (found, _) = find::change(&site.db.read(), &visit, id).await?;
            let view = CancelPage { reason: form.reason, fields: fields.clone(), ..shown(&found) };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}
