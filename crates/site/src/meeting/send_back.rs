//! Sending the minutes back for one side, with what has to change.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::kinds::SideId;
use gongjian_domain::meeting::{Refusal, SentBack, State as Standing};
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::plan_form::Choice;
use super::store::{self, Found, Step};
use super::{NO_REASON, find, notice};
use crate::Site;
use crate::policy::Denied;
use crate::policy::actions::ConfirmMinutes;
use crate::web::{AppError, Body, FieldError, Visit, typed, view};

/// The page on which minutes are sent back.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct SendBackPage {
    /// The meeting.
    pub meeting: Uuid,
    /// What it is called.
    pub title: String,
    /// The version on the table.
    pub version: u32,
    /// The sides the visitor may speak for.
    pub sides: Vec<Choice>,
    /// What has to change, as typed.
    pub comment: String,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(SendBackPage, "meeting/send_back.html", || {
    let side = |label: &str| Choice { value: Uuid::nil().to_string(), label: label.into(), chosen: true };
    let page = || SendBackPage {
        title: "十一月主题党日".into(),
        version: 1,
        sides: vec![side("企方")],
        ..SendBackPage::default()
    };
    let wrong = vec![FieldError::new("comment", Reason::new("meeting-refused-no-reason"))];
    vec![
        page(),
        SendBackPage { sides: vec![side("校方"), side("企方")], ..page() },
        SendBackPage { fields: wrong, ..page() },
    ]
});

fn shown(visit: &Visit, found: &Found) -> Result<SendBackPage, AppError> {
    let own = find::own_sides(&visit.actor, found)?;
    if own.is_empty() {
        return Err(Denied::forbidden::<ConfirmMinutes>().into());
    }
    let minutes = match &found.meeting.state {
        Standing::AwaitingConfirmation { minutes, .. } => minutes,
        Standing::Confirmed { .. } => return Err(Refusal::Settled.into()),
        other => return Err(Refusal::WrongState { state: other.word() }.into()),
    };
    let choice = |(place, side): (usize, &SideId)| Choice {
        value: side.to_string(),
        label: found.party(*side).map(|party| party.name.clone()).unwrap_or_default(),
        chosen: place == 0,
    };
    Ok(SendBackPage {
        meeting: found.id.into(),
        title: found.meeting.plan.title.clone(),
        version: minutes.version,
        sides: own.iter().enumerate().map(choice).collect(),
        ..SendBackPage::default()
    })
}

/// `GET /meetings/{id}/return` — the form to send the minutes back.
#[utoipa::path(get, path = "/meetings/{id}/return", params(("id" = Uuid, Path)), responses((status = 200, body = SendBackPage), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("meeting.confirm"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let found = find::read(&site.db.read(), &visit, id).await?;
    visit.page(&shown(&visit, &found)?)
}

/// What has to change, and for which side that is said.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendBackForm {
    /// The side.
    #[schema(value_type = Uuid)]
    pub side: SideId,
    /// The version that was read.
    pub version: u32,
    /// What has to change.
    #[serde(default)]
    pub comment: String,
}

/// `POST /meetings/{id}/return` — sends the minutes back; the confirmations of this version lapse.
#[utoipa::path(post, path = "/meetings/{id}/return", params(("id" = Uuid, Path)), request_body = SendBackForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("meeting.confirm"))))]
pub async fn send_back(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<SendBackForm>,
) -> Result<Response, AppError> {
    let saved = site
        .db
        .write(async |tx| {
            let (found, permit) = find::confirm_locked(tx, &visit, id, form.side).await?;
            let mut fields = Vec::new();
            let comment = typed::needed(&mut fields, "comment", &form.comment, NO_REASON);
            if !fields.is_empty() {
                return Err(AppError::Invalid(fields));
            }
            let said = SentBack {
                side: form.side,
                by: visit.person(),
                at: site.clock.now(),
                comment: comment.clone(),
            };
            let after = found.meeting.clone().send_back(form.version, said)?;
            let step = Step {
                word: "sent_back",
                by: visit.person(),
                side: Some(form.side),
                note: Some(&comment),
                fields: &["return"],
            };
            store::save(tx, &site.clock, &permit, &found, &after, step).await?;
            notice::tell(tx, &site.clock, notice::Word::SentBack, found.id, found.organisation, &after)
                .await?;
            Ok(())
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/meetings/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let found = find::read(&site.db.read(), &visit, id).await?;
            let mut view = shown(&visit, &found)?;
            view.comment = form.comment;
            view.fields.clone_from(&fields);
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}
