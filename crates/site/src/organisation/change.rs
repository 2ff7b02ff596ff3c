//! An organiser changes what is known of a Party organisation.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::OrganisationId;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, OrganisationChange};
use crate::Site;
use crate::db::Tx;
use crate::keys;
use crate::policy::Permit;
use crate::policy::actions::ChangeOrganisation;
use crate::web::{AppError, Body, FieldError, Fields, Visit, view};

/// The page on which an organisation is changed.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ChangeOrganisationPage {
    /// The organisation.
    pub id: Uuid,
    /// Its code, which stays.
    pub code: String,
    /// What stands in the form.
    pub form: OrganisationForm,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(ChangeOrganisationPage, "organisation/change.html", || {
    let form =
        OrganisationForm { name: "创意设计学院教工党支部".into(), ..OrganisationForm::default() };
    let full = Self { code: "020100002".into(), form, ..Self::default() };
    let refused = FieldError::new("dissolved_on", Reason::new("organisation-not-empty"));
    vec![full.clone(), Self { fields: vec![refused], ..full }]
});

/// What an organiser may change of an organisation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationForm {
    /// The name.
    pub name: String,
    /// The short name.
    #[serde(default)]
    pub short_name: String,
    /// Founded on.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub founded_on: Option<NaiveDate>,
    /// The end of the committee's term.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub term_ends_on: Option<NaiveDate>,
    /// Dissolved on.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub dissolved_on: Option<NaiveDate>,
    /// A note.
    #[serde(default)]
    pub note: String,
    /// What the form was filled with, so that nobody overwrites what somebody else changed meanwhile.
    #[serde(default)]
    pub seen: String,
}

impl OrganisationForm {
    fn of(row: &store::Row) -> Self {
        let mut form = Self {
            name: row.name.clone(),
            short_name: row.short_name.clone().unwrap_or_default(),
            founded_on: row.founded_on,
            term_ends_on: row.term_ends_on,
            dissolved_on: row.dissolved_on,
            note: row.note.clone().unwrap_or_default(),
            seen: String::new(),
        };
        form.seen = keys::digest(&json!([row.name, row.short_name, row.note]).to_string())
            + &keys::digest(&json!([row.founded_on, row.term_ends_on, row.dissolved_on]).to_string());
        form
    }
}

const LONGEST_NAME: usize = 128;
const LONGEST_NOTE: usize = 500;

async fn permitted(
    visit: &Visit,
    tx: &Tx,
    id: OrganisationId,
) -> Result<(Permit<ChangeOrganisation>, store::Row), AppError> {
    let thing = store::thing(tx, id).await?.ok_or(AppError::NotFound("organisation"))?;
    let permit = visit.actor.may(ChangeOrganisation, &thing)?;
    let row = store::find(tx, id).await?.ok_or(AppError::NotFound("organisation"))?;
    Ok((permit, row))
}

/// `GET /organisations/{id}/edit` — the form.
#[utoipa::path(get, path = "/organisations/{id}/edit", params(("id" = Uuid, Path)), responses((status = 200, body = ChangeOrganisationPage), (status = 403), (status = 404)), extensions(("x-action" = json!("organisation.change"))))]
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let (_, row) = permitted(&visit, &site.db.read(), id.into()).await?;
    let form = OrganisationForm::of(&row);
    visit.page(&ChangeOrganisationPage { id, code: row.code, form, ..ChangeOrganisationPage::default() })
}

/// `POST /organisations/{id}` — changes name, dates and note. One with people or others below it is not dissolved.
#[utoipa::path(post, path = "/organisations/{id}", params(("id" = Uuid, Path)), request_body = OrganisationForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("organisation.change"))))]
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<OrganisationForm>,
) -> Result<Response, AppError> {
    let id = OrganisationId::from(id);
    let saved = site
        .db
        .write(async |tx| {
            let (permit, row) = permitted(&visit, tx, id).await?;
            if !form.seen.is_empty() && form.seen != OrganisationForm::of(&row).seen {
                return Err(AppError::Refused(Reason::new("organisation-changed-meanwhile"), Vec::new()));
            }
            let change = read(tx, &row, &form).await?;
            Ok(store::change(tx, &site.clock, &permit, &row, change).await?)
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/organisations/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let (_, row) = permitted(&visit, &site.db.read(), id).await?;
            let view = ChangeOrganisationPage { id: id.uuid(), code: row.code, form, fields: fields.clone() };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

async fn read(tx: &Tx, row: &store::Row, form: &OrganisationForm) -> Result<OrganisationChange, AppError> {
    let mut fields = Fields::default();
    let change = OrganisationChange {
        name: fields.needed("name", &form.name, LONGEST_NAME),
        short_name: fields.line("short_name", &form.short_name, LONGEST_NAME),
        founded_on: form.founded_on,
        term_ends_on: form.term_ends_on,
        dissolved_on: form.dissolved_on,
        note: fields.text("note", &form.note, LONGEST_NOTE),
    };
    let begins_after =
        |end: Option<NaiveDate>| form.founded_on.zip(end).is_some_and(|(from, end)| end < from);
    if begins_after(form.term_ends_on) {
        fields.refuse("term_ends_on", "period-ends-before-it-begins");
    }
    if begins_after(form.dissolved_on) {
        fields.refuse("dissolved_on", "period-ends-before-it-begins");
    } else if let Some(on) = form.dissolved_on
        && row.dissolved_on != Some(on)
        && store::holds_anything(tx, row.id.into(), on).await?
    {
        fields.refuse("dissolved_on", "organisation-not-empty");
    }
    fields.done()?;
    Ok(change)
}
