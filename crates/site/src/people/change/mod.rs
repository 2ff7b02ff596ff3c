//! An organiser changes what is known of a person: name, contact, and the places in units.

mod affiliation;
pub mod store;

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::people::name::PersonName;
use gongjian_domain::people::phone::Phone;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

pub use affiliation::{
    __path_affiliate, __path_end_affiliation, AffiliationForm, PeriodEnd, affiliate, end_affiliation,
};

use super::record;
use super::record::store::{AffiliationLine, affiliations, find};
use crate::Site;
use crate::db::Tx;
use crate::keys;
use crate::organisation::units;
use crate::organisation::units::store::UnitChoice;
use crate::people;
use crate::policy::Permit;
use crate::policy::actions::ChangePerson;
use crate::web::{AppError, Body, FieldError, Fields, Visit, view};

/// The page on which a person is changed.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ChangePersonPage {
    /// The person.
    pub id: Uuid,
    /// What stands in the form.
    pub form: PersonForm,
    /// Places in units.
    pub affiliations: Vec<AffiliationLine>,
    /// Units one may choose.
    pub units: Vec<UnitChoice>,
    /// What was typed for a new place.
    pub affiliation: AffiliationForm,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(ChangePersonPage, "people/change.html", || {
    let form =
        PersonForm { name: "诸葛娟欣".into(), phone: "13800000000".into(), ..PersonForm::default() };
    let line = AffiliationLine {
        id: Uuid::nil(),
        unit: Uuid::nil(),
        unit_name: "创意设计学院".into(),
        role: "teacher".into(),
        staff_number: Some("2019001".into()),
        from_on: None,
        until_on: None,
    };
    let units = vec![UnitChoice { id: Uuid::nil(), name: "创意设计学院".into() }];
    let full = Self { form, affiliations: vec![line], units, ..Self::default() };
    let refused = FieldError::new("phone", Reason::new("person-phone-wrong"));
    let bare = PersonForm { name: "诸葛娟欣".into(), ..PersonForm::default() };
    let fresh = Self { form: bare, ..Self::default() };
    vec![fresh, full.clone(), Self { fields: vec![refused], ..full }]
});

/// What an organiser may change of a person.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonForm {
    /// The name.
    pub name: String,
    /// A mobile number.
    #[serde(default)]
    pub phone: String,
    /// A mail address.
    #[serde(default)]
    pub email: String,
    /// Ethnicity.
    #[serde(default)]
    pub ethnicity: String,
    /// Native place.
    #[serde(default)]
    pub native_place: String,
    /// Education.
    #[serde(default)]
    pub education: String,
    /// What the form was filled with, so that nobody overwrites what somebody else changed meanwhile.
    #[serde(default)]
    pub seen: String,
}

impl PersonForm {
    fn of(row: &crate::people::store::Row) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut form = Self {
            name: row.name.clone(),
            phone: text(&row.phone),
            email: text(&row.email),
            ethnicity: text(&row.ethnicity),
            native_place: text(&row.native_place),
            education: text(&row.education),
            seen: String::new(),
        };
        form.seen = form.seal();
        form
    }

    fn seal(&self) -> String {
        let Self { name, phone, email, ethnicity, native_place, education, .. } = self;
        keys::digest(&json!([name, phone, email, ethnicity, native_place, education]).to_string())
    }
}

/// The new values of a person, checked.
#[derive(Debug, Clone)]
pub struct PersonChange {
    pub(super) name: String,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) ethnicity: Option<String>,
    pub(super) native_place: Option<String>,
    pub(super) education: Option<String>,
}

const LONGEST_NAME: usize = 64;
const LONGEST_WORDS: usize = 64;
const LONGEST_EMAIL: usize = 254;

fn read(form: &PersonForm) -> Result<PersonChange, AppError> {
    let mut fields = Fields::default();
    let typed = fields.needed("name", &form.name, LONGEST_NAME);
    let name = fields.read("name", &typed, "person-name-wrong", |text| PersonName::parse(text).ok());
    let phone = fields.read("phone", &form.phone, "person-phone-wrong", |text| Phone::parse(text).ok());
    let email = fields.line("email", &form.email, LONGEST_EMAIL);
    if email.as_ref().is_some_and(|email| !email.contains('@') || email.contains(' ')) {
        fields.refuse("email", "person-email-wrong");
    }
    let change = PersonChange {
        name: name.map(String::from).unwrap_or_default(),
        phone: phone.map(String::from),
        email,
        ethnicity: fields.line("ethnicity", &form.ethnicity, LONGEST_WORDS),
        native_place: fields.line("native_place", &form.native_place, LONGEST_WORDS),
        education: fields.line("education", &form.education, LONGEST_WORDS),
    };
    fields.done()?;
    Ok(change)
}

/// The permit to change `id`, with the row as it is.
async fn permitted(
    site: &Site,
    visit: &Visit,
    tx: &Tx,
    id: PersonId,
) -> Result<(Permit<ChangePerson>, crate::people::store::Row), AppError> {
    let thing = people::store::thing(tx, id, site.clock.today()).await?;
    let permit = visit.actor.may(ChangePerson, &thing.ok_or(AppError::NotFound("person"))?)?;
    let row = find(tx, id).await?.ok_or(AppError::NotFound("person"))?;
    Ok((permit, row))
}

async fn change_page(tx: &Tx, id: PersonId, form: PersonForm) -> Result<ChangePersonPage, AppError> {
    Ok(ChangePersonPage {
        id: id.uuid(),
        form,
        affiliations: affiliations(tx, id).await?,
        units: units::store::choices(tx).await?,
        ..ChangePersonPage::default()
    })
}

/// `GET /people/{id}/edit` — the form.
#[utoipa::path(get, path = "/people/{id}/edit", params(("id" = Uuid, Path)), responses((status = 200, body = ChangePersonPage), (status = 404)), extensions(("x-action" = json!("person.change"))))]
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let (_, row) = permitted(&site, &visit, &tx, id.into()).await?;
    record::note(&site, &tx, visit.person(), id.into()).await?;
    visit.page(&change_page(&tx, id.into(), PersonForm::of(&row)).await?)
}

/// `POST /people/{id}` — changes name and contact.
#[utoipa::path(post, path = "/people/{id}", params(("id" = Uuid, Path)), request_body = PersonForm, responses((status = 303), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("person.change"))))]
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<PersonForm>,
) -> Result<Response, AppError> {
    let id = PersonId::from(id);
    let saved = site
        .db
        .write(async |tx| {
            let (permit, row) = permitted(&site, &visit, tx, id).await?;
            if !form.seen.is_empty() && form.seen != PersonForm::of(&row).seen {
                return Err(AppError::Refused(Reason::new("person-changed-meanwhile"), Vec::new()));
            }
            let change = read(&form)?;
            Ok(store::change(tx, &site.clock, &permit, &row, change).await?)
        })
        .await;
    match saved {
        Ok(()) => Ok(visit.done(&format!("/people/{id}"))),
        Err(AppError::Invalid(fields)) => {
            let page = change_page(&site.db.read(), id, form).await?;
            let view = ChangePersonPage { fields: fields.clone(), ..page };
            AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell())
        }
        Err(error) => Err(error),
    }
}
