//! Writing the minutes: what happened and what was resolved, handed in to the sides with one button.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::meeting::{Meeting, Minutes, State as Standing};
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::seal::{self, SealView};
use super::store::{self, Found, Step};
use super::{confirm, find};
use crate::Site;
use crate::people;
use crate::web::{AppError, Body, FieldError, Visit, typed, view};

/// The minutes being written.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct MinutesPage {
    /// The meeting.
    pub meeting: Uuid,
    /// What it is called.
    pub title: String,
    /// The version these will be.
    pub version: u32,
    /// What happened.
    pub text: String,
    /// Whether the text was begun from the agenda.
    pub from_agenda: bool,
    /// What was resolved, a line each.
    pub resolutions: String,
    /// What has to change, when the version before was sent back.
    pub comment: Option<String>,
    /// The sides that will confirm them.
    pub seals: Vec<SealView>,
    /// Whether handing in confirms for a side of the visitor's own, and which.
    pub own_side: Option<String>,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(MinutesPage, "meeting/minutes.html", || {
    let page = || MinutesPage {
        title: "十一月主题党日".into(),
        version: 1,
        text: "一、学习\n".into(),
        from_agenda: true,
        seals: seal::sample("empty", "empty"),
        own_side: Some("校方".into()),
        ..MinutesPage::default()
    };
    let wrong = vec![FieldError::new("text", Reason::new("meeting-refused-empty-minutes"))];
    vec![
        page(),
        MinutesPage { own_side: None, ..page() },
        MinutesPage { version: 2, comment: Some("请补上企业一方的发言".into()), ..page() },
        MinutesPage { fields: wrong, text: String::new(), ..page() },
    ]
});

async fn shown(site: &Site, visit: &Visit, found: &Found) -> Result<MinutesPage, AppError> {
    let names = people::store::names(&site.db.read(), super::side::everybody(found)).await?;
    let state = &found.meeting.state;
    let (version, comment) = match state {
        Standing::Returned { minutes, sent_back, .. } => {
            (minutes.version.saturating_add(1), Some(sent_back.comment.clone()))
        }
        other => (other.minutes().map_or(1, |minutes| minutes.version), None),
    };
    let written = state.minutes();
    let own = find::own_sides(&visit.actor, found)?;
    let own_side = own.first().and_then(|side| found.party(*side)).map(|party| party.name.clone());
    Ok(MinutesPage {
        meeting: found.id.into(),
        title: found.meeting.plan.title.clone(),
        version,
        text: written.map_or_else(|| found.meeting.plan.agenda.join("\n\n"), |m| m.text.clone()),
        from_agenda: written.is_none() && !found.meeting.plan.agenda.is_empty(),
        resolutions: written.map(|minutes| minutes.resolutions.join("\n")).unwrap_or_default(),
        comment,
        seals: seal::seals(&found.parties, state.word(), &names, visit.lang()),
        own_side,
        fields: Vec::new(),
    })
}

/// `GET /meetings/{id}/minutes` — the minutes to write; begun from the agenda, or from the version sent back.
#[utoipa::path(get, path = "/meetings/{id}/minutes", params(("id" = Uuid, Path)), responses((status = 200, body = MinutesPage), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn page(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let (found, _) = find::change(&site.db.read(), &visit, id).await?;
    found.meeting.clone().open_for_corrections()?;
    visit.page(&shown(&site, &visit, &found).await?)
}

/// What is written.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MinutesForm {
    /// What happened.
    pub text: String,
    /// What was resolved, a line each.
    pub resolutions: String,
    /// What happens with the minutes once they are saved.
    pub then: AfterMinutes,
}

/// What happens with minutes once they are saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AfterMinutes {
    /// Nothing for now.
    #[default]
    Save,
    /// They are handed in to the sides.
    HandIn,
}

/// `POST /meetings/{id}/minutes` — saves the minutes; with `then=hand_in` the sides are asked to confirm, the own one by it.
#[utoipa::path(post, path = "/meetings/{id}/minutes", params(("id" = Uuid, Path)), request_body = MinutesForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("meeting.change"))))]
pub async fn write(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<MinutesForm>,
) -> Result<Response, AppError> {
    let saved = site
        .db
        .write(async |tx| {
            let (found, permit) = find::change_locked(tx, &visit, id).await?;
            let after = written(&site, &visit, &found, &form)?;
            let step =
                Step { word: "minuted", by: visit.person(), side: None, note: None, fields: &["minutes"] };
            store::save(tx, &site.clock, &permit, &found, &after, step).await?;
            if form.then == AfterMinutes::HandIn {
                let found = store::find_locked(tx, found.id).await?.ok_or(AppError::NotFound("meeting"))?;
                confirm::hand_in_now(tx, &site, &visit.actor, found, &permit).await?;
            }
            Ok(())
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/meetings/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let (found, _) = find::change(&site.db.read(), &visit, id).await?;
            let page = shown(&site, &visit, &found).await?;
            let view = MinutesPage {
                text: form.text,
                resolutions: form.resolutions,
                from_agenda: false,
                fields: fields.clone(),
                ..page
            };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

fn written(site: &Site, visit: &Visit, found: &Found, form: &MinutesForm) -> Result<Meeting, AppError> {
    let meeting = found.meeting.clone().open_for_corrections()?;
    let mut fields = Vec::new();
    let text = typed::text(&mut fields, "text", &form.text, typed::LONG);
    if text.is_empty() {
        fields.push(FieldError::new("text", Reason::new("meeting-refused-empty-minutes")));
    }
    let resolutions = typed::lines(&mut fields, "resolutions", &form.resolutions);
    if !fields.is_empty() {
        return Err(AppError::Invalid(fields));
    }
    let minutes = Minutes { version: 1, text, resolutions, by: visit.person(), at: site.clock.now() };
    Ok(meeting.minute(minutes)?)
}
