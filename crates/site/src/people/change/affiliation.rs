//! A person's places in units: entered for a period, ended on a day, never deleted.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::{PersonId, UnitId};
use gongjian_domain::people::affiliation::AffiliationRole;
use gongjian_domain::people::roster::StaffNumber;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, NewAffiliation};
use super::{ChangePersonPage, PersonForm, change_page, permitted};
use crate::Site;
use crate::db::Tx;
use crate::organisation::units;
use crate::web::{AppError, Body, Fields, Visit};

/// A new place in a unit.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AffiliationForm {
    /// The unit.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub unit: Option<Uuid>,
    /// `teacher`, `student`, `employee` or `owner`.
    #[serde(default)]
    pub role: String,
    /// The number inside the unit.
    #[serde(default)]
    pub staff_number: String,
    /// From this day; today when left empty.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub from: Option<NaiveDate>,
}

/// `POST /people/{id}/affiliations` — enters a place in a unit.
#[utoipa::path(post, path = "/people/{id}/affiliations", params(("id" = Uuid, Path)), request_body = AffiliationForm, responses((status = 303), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("person.change"))))]
pub async fn affiliate(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<AffiliationForm>,
) -> Result<Response, AppError> {
    let id = PersonId::from(id);
    let saved = site
        .db
        .write(async |tx| {
            let (permit, _) = permitted(&site, &visit, tx, id).await?;
            let new = read(tx, &form, site.clock.today()).await?;
            if store::holds_place(tx, id, &new).await? {
                return Err(AppError::Refused(Reason::new("affiliation-held-already"), Vec::new()));
            }
            if store::number_taken(tx, &new).await? {
                let mut fields = Fields::default();
                fields.refuse("staff_number", "affiliation-number-taken");
                fields.done()?;
            }
            Ok(store::affiliate(tx, &site.clock, &permit, &new).await?)
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/people/{id}/edit"))),
        Err(AppError::Invalid(fields)) => {
            let tx = site.db.read();
            let (_, row) = permitted(&site, &visit, &tx, id).await?;
            let page = change_page(&tx, id, PersonForm::of(&row)).await?;
            let view = ChangePersonPage { fields: fields.clone(), affiliation: form, ..page };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}

async fn read(tx: &Tx, form: &AffiliationForm, today: NaiveDate) -> Result<NewAffiliation, AppError> {
    let mut fields = Fields::default();
    let unit = match form.unit {
        None => {
            fields.refuse("unit", "field-missing");
            None
        }
        Some(unit) if units::store::name_of(tx, unit.into()).await?.is_none() => {
            fields.refuse("unit", "missing-unit");
            None
        }
        Some(unit) => Some(UnitId::from(unit)),
    };
    let role = AffiliationRole::parse(&form.role);
    if role.is_none() {
        fields.refuse("role", "field-missing");
    }
    let staff_number = fields.read("staff_number", &form.staff_number, "affiliation-number-wrong", |text| {
        StaffNumber::parse(text).ok()
    });
    match (unit, role) {
        (Some(unit), Some(role)) if fields.errors.is_empty() => Ok(NewAffiliation {
            unit,
            role,
            staff_number: staff_number.map(|number| number.as_str().to_owned()),
            from: form.from.unwrap_or(today),
        }),
        _ => Err(AppError::Invalid(fields.errors)),
    }
}

/// The day a period ends.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodEnd {
    /// The first day it no longer holds; today when left empty.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub on: Option<NaiveDate>,
}

/// `POST /people/{id}/affiliations/{affiliation}/end` — ends a place in a unit.
#[utoipa::path(post, path = "/people/{id}/affiliations/{affiliation}/end", params(("id" = Uuid, Path), ("affiliation" = Uuid, Path)), request_body = PeriodEnd, responses((status = 303), (status = 404), (status = 409)), extensions(("x-action" = json!("person.change"))))]
pub async fn end_affiliation(
    State(site): State<Site>,
    visit: Visit,
    Path((id, affiliation)): Path<(Uuid, Uuid)>,
    Body(form): Body<PeriodEnd>,
) -> Result<Response, AppError> {
    let id = PersonId::from(id);
    site.db
        .write(async |tx| {
            let (permit, _) = permitted(&site, &visit, tx, id).await?;
            let held =
                store::affiliation(tx, id, affiliation).await?.ok_or(AppError::NotFound("affiliation"))?;
            let on = form.on.unwrap_or_else(|| site.clock.today());
            if held.until_on.is_some() {
                return Err(AppError::Refused(Reason::new("period-ended-already"), Vec::new()));
            }
            if held.from_on.is_some_and(|from| on < from) {
                return Err(AppError::Refused(Reason::new("period-ends-before-it-begins"), Vec::new()));
            }
            Ok(store::end_affiliation(tx, &site.clock, &permit, affiliation, on).await?)
        })
        .await?;
    Ok(visit.done(&format!("/people/{id}/edit")))
}
