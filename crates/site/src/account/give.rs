//! An organiser gives somebody on the roster an account.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::password;
use super::set_up::check_name;
use super::store::{self, NewAccount};
use crate::Site;
use crate::db::Tx;
use crate::keys;
use crate::people;
use crate::policy::Permit;
use crate::policy::actions::GiveAccount;
use crate::web::{AppError, Body, FieldError, Visit, view};

/// The page on which an account is given.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct GivePage {
    /// The person.
    pub person: Uuid,
    /// The person's name.
    pub person_name: String,
    /// The account's name: suggested, typed or given.
    pub name: String,
    /// The first password: suggested, typed, or shown this once.
    pub password: String,
    /// Whether the account has just been made.
    pub given: bool,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(GivePage, "account/give.html", || {
    let fresh = || Self {
        person_name: "王一".into(),
        name: "201900001".into(),
        password: "…".into(),
        ..Self::default()
    };
    let refused = FieldError::new("name", Reason::new("account-name-taken"));
    vec![fresh(), Self { given: true, ..fresh() }, Self { fields: vec![refused], ..fresh() }]
});

async fn permitted(
    site: &Site,
    visit: &Visit,
    tx: &Tx,
    person: PersonId,
) -> Result<(Permit<GiveAccount>, String), AppError> {
    let thing =
        people::store::thing(tx, person, site.clock.today()).await?.ok_or(AppError::NotFound("person"))?;
    let permit = visit.actor.may(GiveAccount, &thing)?;
    if let Some(name) = store::name_of_person(tx, person).await? {
        return Err(AppError::Refused(Reason::new("account-give-again").with("name", name), Vec::new()));
    }
    let name = people::store::name_of(tx, person).await?.ok_or(AppError::NotFound("person"))?;
    Ok((permit, name))
}

/// `GET /people/{id}/account` — what the account will be called, with a first password made at random.
#[utoipa::path(get, path = "/people/{id}/account", params(("id" = Uuid, Path)), responses((status = 200, body = GivePage), (status = 404), (status = 409)), extensions(("x-action" = json!("account.give"))))]
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    let tx = site.db.read();
    let (_, person_name) = permitted(&site, &visit, &tx, id.into()).await?;
    let name = store::suggested_name(&tx, id.into()).await?;
    visit.page(&GivePage {
        person: id,
        person_name,
        name,
        password: first_password()?,
        ..GivePage::default()
    })
}

/// Twelve letters and digits without those that are easily taken for one another.
fn first_password() -> Result<String, AppError> {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut bytes = [0_u8; 12];
    keys::random(&mut bytes)?;
    Ok(bytes
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(*byte) % LETTERS.len()))
        .map(|b| char::from(*b))
        .collect())
}

/// Name and first password of the account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveForm {
    /// The name to sign in with.
    pub name: String,
    /// The first password.
    pub password: String,
}

/// `POST /people/{id}/account` — makes the account and shows its first password once.
#[utoipa::path(post, path = "/people/{id}/account", params(("id" = Uuid, Path)), request_body = GiveForm, responses((status = 200, body = GivePage), (status = 404), (status = 409), (status = 422)), extensions(("x-action" = json!("account.give"))))]
pub async fn give(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<Uuid>,
    Body(form): Body<GiveForm>,
) -> Result<Response, AppError> {
    let (_, person_name) = permitted(&site, &visit, &site.db.read(), id.into()).await?;
    let fields = wrong(&site, &form).await?;
    let shown = GivePage {
        person: id,
        person_name,
        name: form.name.clone(),
        password: form.password.clone(),
        ..GivePage::default()
    };
    if !fields.is_empty() {
        let view = GivePage { fields: fields.clone(), ..shown };
        return AppError::Invalid(fields).answer_with(visit.wants(), &view, &visit.shell());
    }
    let hash = password::hash(form.password).await?;
    site.db
        .write(async |tx| {
            let (permit, person_name) = permitted(&site, &visit, tx, id.into()).await?;
            let new = NewAccount {
                name: form.name,
                person: Some(id.into()),
                person_name,
                password_hash: Some(hash),
            };
            Ok::<_, AppError>(store::create(tx, &site.clock, &permit, new).await?)
        })
        .await?;
    visit.page(&GivePage { given: true, ..shown })
}

async fn wrong(site: &Site, form: &GiveForm) -> Result<Vec<FieldError>, AppError> {
    let mut fields = Vec::new();
    if let Err(reason) = check_name(&form.name) {
        fields.push(FieldError::new("name", reason));
    } else if store::by_name(&site.db.read(), &form.name).await?.is_some() {
        fields.push(FieldError::new("name", Reason::new("account-name-taken")));
    }
    if let Err(reason) = password::check(&form.password, &form.name) {
        fields.push(FieldError::new("password", reason));
    }
    Ok(fields)
}
