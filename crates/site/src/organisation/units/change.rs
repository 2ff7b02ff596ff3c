//! A unit is entered or changed by an organiser.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::kinds::UnitId;
use gongjian_domain::organisation::credit_code::{CreditCode, CreditCodeFault};
use gongjian_domain::organisation::unit::UnitKind;
use gongjian_domain::people::phone::Phone;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::store::{self, UnitChoice, UnitValues};
use crate::Site;
use crate::db::Tx;
use crate::keys;
use crate::people::list::{Choice, choices};
use crate::policy::actions::{ChangeUnit, CreateUnit};
use crate::policy::{Permit, Thing};
use crate::web::{AppError, Body, FieldError, Fields, Shell, Visit, view};

/// The page on which a unit is entered or changed.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ChangeUnitPage {
    /// The unit; none while it is being entered.
    pub id: Option<Uuid>,
    /// What stands in the form.
    pub form: UnitForm,
    /// Units it may be a part of.
    pub units: Vec<UnitChoice>,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

impl ChangeUnitPage {
    /// The kinds of units.
    #[must_use]
    pub fn kinds(&self, shell: &Shell) -> Vec<Choice> {
        let words = UnitKind::ALL.map(UnitKind::as_str);
        choices(shell, "unit-choose-kind", "unit-kind", &words, &self.form.kind)
    }

    /// The units it may be a part of.
    #[must_use]
    pub fn parents(&self, shell: &Shell) -> Vec<Choice> {
        let chosen = self.form.parent;
        let none =
            Choice { value: String::new(), label: shell.t("unit-no-parent"), chosen: chosen.is_none() };
        let others = self.units.iter().filter(|unit| Some(unit.id) != self.id).map(|unit| Choice {
            value: unit.id.to_string(),
            label: unit.name.clone(),
            chosen: chosen == Some(unit.id),
        });
        std::iter::once(none).chain(others).collect()
    }
}

view!(ChangeUnitPage, "organisation/change_unit.html", || {
    let form = UnitForm { name: "创意设计学院".into(), kind: "college".into(), ..UnitForm::default() };
    let full = Self { id: Some(Uuid::from_u128(1)), form, ..Self::default() };
    let refused = FieldError::new("credit_code", Reason::new("unit-credit-code-check"));
    vec![Self::default(), full.clone(), Self { fields: vec![refused], ..full }]
});

/// What an organiser writes of a unit.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitForm {
    /// `school`, `college`, `enterprise`, `association`, `park` or `authority`.
    #[serde(default)]
    pub kind: String,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// The short name.
    #[serde(default)]
    pub short_name: String,
    /// The unified social credit code; only a part of another unit goes without.
    #[serde(default)]
    pub credit_code: String,
    /// What it is a part of.
    #[serde(default, deserialize_with = "crate::web::body::blank_as_none")]
    pub parent: Option<Uuid>,
    /// Whom to call.
    #[serde(default)]
    pub contact_name: String,
    /// The number to call.
    #[serde(default)]
    pub contact_phone: String,
    /// What the form was filled with, so that nobody overwrites what somebody else changed meanwhile.
    #[serde(default)]
    pub seen: String,
}

impl UnitForm {
    fn of(row: &crate::organisation::store::UnitRow) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let values = json!([
            row.kind,
            row.name,
            row.short_name,
            row.credit_code,
            row.parent_id,
            row.contact_name,
            row.contact_phone
        ]);
        Self {
            kind: row.kind.clone(),
            name: row.name.clone(),
            short_name: text(&row.short_name),
            credit_code: text(&row.credit_code),
            parent: row.parent_id,
            contact_name: text(&row.contact_name),
            contact_phone: text(&row.contact_phone),
            seen: keys::digest(&values.to_string()),
        }
    }
}

const LONGEST_NAME: usize = 128;
const LONGEST_PHONE: usize = 32;

fn code_of(fields: &mut Fields, form: &UnitForm) -> Option<String> {
    let typed = form.credit_code.trim();
    if typed.is_empty() {
        if form.parent.is_none() {
            fields.refuse("credit_code", "unit-credit-code-missing");
        }
        return None;
    }
    match CreditCode::parse(typed) {
        Ok(code) => Some(code.as_str().to_owned()),
        Err(fault) => {
            let key = match fault {
                CreditCodeFault::Form => "unit-credit-code-form",
                CreditCodeFault::CheckCharacter => "unit-credit-code-check",
                CreditCodeFault::InnerCheckCharacter => "unit-credit-code-inner",
            };
            fields.refuse("credit_code", key);
            None
        }
    }
}

async fn read(tx: &Tx, own: Option<UnitId>, form: &UnitForm) -> Result<UnitValues, AppError> {
    let mut fields = Fields::default();
    let kind = UnitKind::parse(&form.kind);
    if kind.is_none() {
        fields.refuse("kind", "field-missing");
    }
    let phone = fields.line("contact_phone", &form.contact_phone, LONGEST_PHONE);
    let values = UnitValues {
        kind: kind.map_or("", UnitKind::as_str),
        name: fields.needed("name", &form.name, LONGEST_NAME),
        short_name: fields.line("short_name", &form.short_name, LONGEST_NAME),
        credit_code: code_of(&mut fields, form),
        parent: form.parent.map(UnitId::from),
        contact_name: fields.line("contact_name", &form.contact_name, LONGEST_NAME),
        // A landline stays as it was typed; a mobile number gets one spelling.
        contact_phone: phone.map(|typed| Phone::parse(&typed).map_or(typed, String::from)),
    };
    if let Some(parent) = values.parent {
        if store::find(tx, parent).await?.is_none() {
            fields.refuse("parent", "missing-unit");
        } else if let Some(own) = own
            && store::lies_above(tx, own, parent).await?
        {
            fields.refuse("parent", "unit-part-of-itself");
        }
    }
    for other in store::same(tx, own, &values).await? {
        if other.name == values.name {
            fields.refuse("name", "unit-name-taken");
        } else {
            fields.refuse("credit_code", "unit-credit-code-taken");
        }
    }
    fields.done()?;
    Ok(values)
}

async fn change_page(tx: &Tx, id: Option<UnitId>, form: UnitForm) -> Result<ChangeUnitPage, AppError> {
    let units = store::choices(tx).await?;
    Ok(ChangeUnitPage { id: id.map(Uuid::from), form, units, ..ChangeUnitPage::default() })
}

async fn again(
    site: &Site,
    visit: &Visit,
    id: Option<UnitId>,
    form: UnitForm,
    fields: Vec<FieldError>,
) -> Result<Response, AppError> {
    let page = change_page(&site.db.read(), id, form).await?;
    let view = ChangeUnitPage { fields: fields.clone(), ..page };
    AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
}

/// `GET /units/new` — the form for a unit that is not there yet.
#[utoipa::path(get, path = "/units/new", responses((status = 200, body = ChangeUnitPage), (status = 403)), extensions(("x-action" = json!("unit.create"))))]
pub async fn new_form(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.actor.may(CreateUnit, &Thing::installation())?;
    visit.page(&change_page(&site.db.read(), None, UnitForm::default()).await?)
}

/// `POST /units` — enters a unit.
#[utoipa::path(post, path = "/units", request_body = UnitForm, responses((status = 303), (status = 403), (status = 422)), extensions(("x-action" = json!("unit.create"))))]
pub async fn create(
    State(site): State<Site>,
    visit: Visit,
    Body(form): Body<UnitForm>,
) -> Result<Response, AppError> {
    let permit = visit.actor.may(CreateUnit, &Thing::installation())?;
    let saved = site
        .db
        .write(async |tx| {
            let values = read(tx, None, &form).await?;
            Ok::<_, AppError>(store::create(tx, &site.clock, &permit, values).await?)
        })
        .await;
    match saved {
        Ok(id) => Ok(visit.done(&format!("/units/{id}"))),
        Err(AppError::Invalid(fields)) => again(&site, &visit, None, form, fields).await,
        Err(error) => Err(error),
    }
}

/// The permit to change the unit, with its row.
pub(super) async fn permitted(
    visit: &Visit,
    tx: &Tx,
    id: UnitId,
) -> Result<(Permit<ChangeUnit>, crate::organisation::store::UnitRow), AppError> {
    let thing = store::thing(tx, id).await?.ok_or(AppError::NotFound("unit"))?;
    let row = store::find(tx, id).await?.ok_or(AppError::NotFound("unit"))?;
    Ok((visit.actor.may(ChangeUnit, &thing)?, row))
}

/// `GET /units/{id}/edit` — the form.
#[utoipa::path(get, path = "/units/{id}/edit", params(("id" = Uuid, Path)), responses((status = 200, body = ChangeUnitPage), (status = 403), (status = 404)), extensions(("x-action" = json!("unit.change"))))]
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let (_, row) = permitted(&visit, &tx, id.into()).await?;
    visit.page(&change_page(&tx, Some(id.into()), UnitForm::of(&row)).await?)
}

/// `POST /units/{id}` — changes a unit.
#[utoipa::path(post, path = "/units/{id}", params(("id" = Uuid, Path)), request_body = UnitForm, responses((status = 303), (status = 403), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("unit.change"))))]
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<UnitForm>,
) -> Result<Response, AppError> {
    let id = UnitId::from(id);
    let saved = site
        .db
        .write(async |tx| {
            let (permit, row) = permitted(&visit, tx, id).await?;
            if !form.seen.is_empty() && form.seen != UnitForm::of(&row).seen {
                return Err(AppError::Refused(Reason::new("unit-changed-meanwhile"), Vec::new()));
            }
            let values = read(tx, Some(id), &form).await?;
            Ok(store::change(tx, &site.clock, &permit, &row, values).await?)
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/units/{id}"))),
        Err(AppError::Invalid(fields)) => again(&site, &visit, Some(id), form, fields).await,
        Err(error) => Err(error),
    }
}
