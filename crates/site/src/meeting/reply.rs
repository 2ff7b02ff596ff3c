//! Answering an invitation: one comes, or asks for leave.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{NaiveDate, NaiveTime};
use gongjian_domain::meeting::{Reply, State as Standing};
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, Found};
use super::{NO_REASON, find};
use crate::Site;
use crate::policy::actions::ReplyToMeeting;
use crate::web::{AppError, Body, FieldError, Visit, typed, view};

/// The own invitation.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ReplyPage {
    /// The meeting.
    pub meeting: Uuid,
    /// What it is called.
    pub title: String,
    /// The branch.
    pub branch: String,
    /// The day.
    pub on: NaiveDate,
    /// When it begins.
    pub starts_at: NaiveTime,
    /// Where.
    pub place: String,
    /// What was answered so far: `pending`, `coming` or `leave`.
    pub answer: String,
    /// Why leave was asked for, or what was typed.
    pub reason: String,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(ReplyPage, "meeting/reply.html", || {
    let page = |answer: &str, reason: &str| ReplyPage {
        title: "十一月主题党日".into(),
        branch: "联合党支部".into(),
        place: "创意园三楼".into(),
        answer: answer.into(),
        reason: reason.into(),
        ..ReplyPage::default()
    };
    let wrong = vec![FieldError::new("reason", Reason::new("meeting-refused-no-reason"))];
    vec![
        page("pending", ""),
        page("coming", ""),
        page("leave", "外出参展"),
        ReplyPage { fields: wrong, ..page("pending", "") },
    ]
});

async fn shown(site: &Site, visit: &Visit, found: &Found) -> Result<ReplyPage, AppError> {
    let Standing::Invited { roll } = &found.meeting.state else {
        return Err(
            gongjian_domain::meeting::Refusal::WrongState { state: found.meeting.state.word() }.into()
        );
    };
    let own = roll.iter().find(|one| one.person == visit.person()).ok_or(AppError::NotFound("meeting"))?;
    let plan = &found.meeting.plan;
    Ok(ReplyPage {
        meeting: found.id.into(),
        title: plan.title.clone(),
        branch: store::branch_name(&site.db.read(), found.organisation).await?.unwrap_or_default(),
        on: plan.on,
        starts_at: plan.starts_at,
        place: plan.place.clone(),
        answer: own.reply.word().to_owned(),
        reason: own.reply.reason().unwrap_or_default().to_owned(),
        fields: Vec::new(),
    })
}

/// `GET /meetings/{id}/reply` — the own invitation, with what was answered.
#[utoipa::path(get, path = "/meetings/{id}/reply", params(("id" = Uuid, Path)), responses((status = 200, body = ReplyPage), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("meeting.reply"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let found = store::find(&site.db.read(), id.into()).await?.ok_or(AppError::NotFound("meeting"))?;
    visit.actor.may(ReplyToMeeting, &found.thing())?;
    visit.page(&shown(&site, &visit, &found).await?)
}

/// An answer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyForm {
    /// `coming` or `leave`.
    pub answer: String,
    /// Why; needed for leave.
    #[serde(default)]
    pub reason: String,
}

/// `POST /meetings/{id}/reply` — says that one comes, or asks for leave with a reason. A later answer replaces it.
#[utoipa::path(post, path = "/meetings/{id}/reply", params(("id" = Uuid, Path)), request_body = ReplyForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("meeting.reply"))))]
pub async fn reply(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<ReplyForm>,
) -> Result<Response, AppError> {
    let saved = site
        .db
        .write(async |tx| {
            let (found, permit) = find::reply_locked(tx, &visit, id).await?;
            let reply = read(&form).map_err(AppError::Invalid)?;
            let after = found.meeting.clone().reply(visit.person(), reply)?;
            store::save_answer(tx, &site.clock, &permit, &found, &after).await?;
            Ok(())
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/meetings/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let found =
                store::find(&site.db.read(), id.into()).await?.ok_or(AppError::NotFound("meeting"))?;
            let page = shown(&site, &visit, &found).await?;
            let view = ReplyPage { reason: form.reason, fields: fields.clone(), ..page };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

fn read(form: &ReplyForm) -> Result<Reply, Vec<FieldError>> {
    let mut fields = Vec::new();
    let reply = match form.answer.as_str() {
        "coming" => Reply::Coming,
        "leave" => Reply::Leave { reason: typed::needed(&mut fields, "reason", &form.reason, NO_REASON) },
        _ => {
            fields.push(FieldError::new("answer", Reason::new("field-no-choice")));
            Reply::Pending
        }
    };
    if fields.is_empty() { Ok(reply) } else { Err(fields) }
}
