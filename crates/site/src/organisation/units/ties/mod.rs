//! What ties a unit to others for a period: lasting relations, residency in a park, the apprenticeship scheme.
//! A period is entered and later ended; nothing is deleted.

pub(crate) mod store;

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::UnitId;
use gongjian_domain::organisation::unit::{ApprenticeshipLevel, UnitKind, UnitRelationKind};
use gongjian_domain::reason::Reason;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::change::permitted;
use crate::Site;
use crate::db::Tx;
use crate::organisation::units;
use crate::people::change::PeriodEnd;
use crate::policy::Permit;
use crate::policy::actions::ChangeUnit;
use crate::web::{AppError, Body, Fields, Visit};
use store::Tie;

/// A lasting relation with another unit.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RelationForm {
    /// The other unit.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub other: Option<Uuid>,
    /// `council`, `mutual_directors` or `cofounded_college`.
    #[serde(default)]
    pub kind: String,
    /// From this day.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub from: Option<NaiveDate>,
    /// A note.
    #[serde(default)]
    pub note: String,
}

/// A time in a park.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResidencyForm {
    /// The park.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub park: Option<Uuid>,
    /// From this day.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub from: Option<NaiveDate>,
}

/// A standing in the apprenticeship scheme.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprenticeshipForm {
    /// `pilot` or `demonstration`.
    #[serde(default)]
    pub level: String,
    /// From this day.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub from: Option<NaiveDate>,
    /// The last day, where it is known.
    #[serde(default, deserialize_with = "crate::web::typed::sent_day")]
    pub through: Option<NaiveDate>,
}

const LONGEST_NOTE: usize = 200;

async fn known(tx: &Tx, fields: &mut Fields, field: &str, unit: Option<Uuid>) -> Result<Uuid, AppError> {
    match unit {
        None => fields.refuse(field, "field-missing"),
        Some(unit) if units::store::find(tx, unit.into()).await?.is_none() => {
            fields.refuse(field, "missing-unit");
        }
        Some(_) => {}
    }
    Ok(unit.unwrap_or_default())
}

/// `POST /units/{id}/relations` — enters a lasting relation with another unit.
#[utoipa::path(post, path = "/units/{id}/relations", params(("id" = Uuid, Path)), request_body = RelationForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("unit.change"))))]
pub async fn relate(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<RelationForm>,
) -> Result<Response, AppError> {
    enter(&site, &visit, id.into(), async |tx| {
        let mut fields = Fields::default();
        let other = known(tx, &mut fields, "other", form.other).await?;
        if other == id {
            fields.refuse("other", "unit-relation-with-itself");
        }
        let kind = UnitRelationKind::parse(&form.kind);
        if kind.is_none() {
            fields.refuse("kind", "field-missing");
        }
        let note = fields.text("note", &form.note, LONGEST_NOTE);
        fields.done()?;
        let kind = kind.map_or("", UnitRelationKind::as_str);
        Ok(Tie::Relation { other, kind, from: form.from, note })
    })
    .await
}

/// `POST /units/{id}/residencies` — enters a time in a park.
#[utoipa::path(post, path = "/units/{id}/residencies", params(("id" = Uuid, Path)), request_body = ResidencyForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("unit.change"))))]
pub async fn reside(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<ResidencyForm>,
) -> Result<Response, AppError> {
    enter(&site, &visit, id.into(), async |tx| {
        let mut fields = Fields::default();
        let park = known(tx, &mut fields, "park", form.park).await?;
        let row = units::store::find(tx, park.into()).await?;
        if row.is_some_and(|row| row.kind != UnitKind::Park.as_str()) {
            fields.refuse("park", "unit-not-a-park");
        }
        fields.done()?;
        Ok(Tie::Residency { park, from: form.from })
    })
    .await
}

/// `POST /units/{id}/apprenticeships` — enters a standing in the apprenticeship scheme.
#[utoipa::path(post, path = "/units/{id}/apprenticeships", params(("id" = Uuid, Path)), request_body = ApprenticeshipForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("unit.change"))))]
pub async fn apprentice(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<ApprenticeshipForm>,
) -> Result<Response, AppError> {
    enter(&site, &visit, id.into(), async |_| {
        let mut fields = Fields::default();
        let level = ApprenticeshipLevel::parse(&form.level);
        if level.is_none() {
            fields.refuse("level", "field-missing");
        }
        if form.from.zip(form.through).is_some_and(|(from, through)| through < from) {
            fields.refuse("through", "period-ends-before-it-begins");
        }
        fields.done()?;
        let until = form.through.and_then(|day| day.succ_opt());
        Ok(Tie::Apprenticeship {
            level: level.map_or("", ApprenticeshipLevel::as_str),
            from: form.from,
            until,
        })
    })
    .await
}

/// Enters what `read` makes of a form, unless the same holds already.
async fn enter(
    site: &Site,
    visit: &Visit,
    id: UnitId,
    read: impl AsyncFnOnce(&Tx) -> Result<Tie, AppError>,
) -> Result<Response, AppError> {
    site.db
        .write(async |tx| {
            let (permit, _) = permitted(visit, tx, id).await?;
            let tie = read(tx).await?;
            if store::holds(tx, id, &tie).await? {
                return Err(AppError::Refused(Reason::new("unit-tie-held-already"), Vec::new()));
            }
            Ok(store::enter(tx, &site.clock, &permit, tie).await?)
        })
        .await?;
    Ok(visit.done(&format!("/units/{id}")))
}

/// `POST /units/{id}/relations/{tie}/end` — ends a relation.
#[utoipa::path(post, path = "/units/{id}/relations/{tie}/end", params(("id" = Uuid, Path), ("tie" = Uuid, Path)), request_body = PeriodEnd, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("unit.change"))))]
pub async fn end_relation(
    State(site): State<Site>,
    visit: Visit,
    Path((id, tie)): Path<(Uuid, Uuid)>,
    Body(form): Body<PeriodEnd>,
) -> Result<Response, AppError> {
    end(&site, &visit, (id.into(), tie), store::RELATION, form).await
}

/// `POST /units/{id}/residencies/{tie}/end` — ends a time in a park.
#[utoipa::path(post, path = "/units/{id}/residencies/{tie}/end", params(("id" = Uuid, Path), ("tie" = Uuid, Path)), request_body = PeriodEnd, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("unit.change"))))]
pub async fn end_residency(
    State(site): State<Site>,
    visit: Visit,
    Path((id, tie)): Path<(Uuid, Uuid)>,
    Body(form): Body<PeriodEnd>,
) -> Result<Response, AppError> {
    end(&site, &visit, (id.into(), tie), store::RESIDENCY, form).await
}

/// `POST /units/{id}/apprenticeships/{tie}/end` — ends a standing in the apprenticeship scheme.
#[utoipa::path(post, path = "/units/{id}/apprenticeships/{tie}/end", params(("id" = Uuid, Path), ("tie" = Uuid, Path)), request_body = PeriodEnd, responses((status = 303), (status = 403), (status = 404), (status = 409)), extensions(("x-action" = json!("unit.change"))))]
pub async fn end_apprenticeship(
    State(site): State<Site>,
    visit: Visit,
    Path((id, tie)): Path<(Uuid, Uuid)>,
    Body(form): Body<PeriodEnd>,
) -> Result<Response, AppError> {
    end(&site, &visit, (id.into(), tie), store::APPRENTICESHIP, form).await
}

async fn end(
    site: &Site,
    visit: &Visit,
    (id, tie): (UnitId, Uuid),
    kind: store::TieKind,
    form: PeriodEnd,
) -> Result<Response, AppError> {
    site.db
        .write(async |tx| {
            let (permit, _): (Permit<ChangeUnit>, _) = permitted(visit, tx, id).await?;
            let (from, until) =
                store::period(tx, kind, id, tie).await?.ok_or(AppError::NotFound("unit-tie"))?;
            let (today, on) = (site.clock.today(), form.on.unwrap_or_else(|| site.clock.today()));
            if until.is_some_and(|until| until <= today) {
                return Err(AppError::Refused(Reason::new("period-ended-already"), Vec::new()));
            }
            if from.is_some_and(|from| on < from) {
                return Err(AppError::Refused(Reason::new("period-ends-before-it-begins"), Vec::new()));
            }
            Ok(store::end(tx, &site.clock, &permit, kind, tie, on).await?)
        })
        .await?;
    Ok(visit.done(&format!("/units/{id}")))
}
