//! The first start: a one-time address makes the first administrator.
//!
//! The address is printed where the server was started and holds a secret of
//! which the database keeps the digest. It works once, and only while nobody
//! has an account. Whoever uses it becomes system administrator and names the
//! security administrator, a second person, who appoints everybody else.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::reason::Reason;
use gongjian_tables::setting;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::store::{self, NewAccount};
use super::{password, sessions};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::keys;
use crate::policy::actions::SetUp;
use crate::policy::{Administrator, Permit, Thing};
use crate::web::{AppError, Body, FieldError, Guest, answer, view};

const SETTING: &str = "set_up_digest";

/// What the first page shows.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct SetUpPage {
    /// The secret of the address.
    pub secret: String,
    /// What was typed, without passwords.
    pub name: String,
    /// The system administrator's own name.
    pub person_name: String,
    /// The security administrator's account.
    pub security_name: String,
    /// The security administrator's own name.
    pub security_person_name: String,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(SetUpPage, "account/set_up.html", || {
    let refused = FieldError::new("password", Reason::new("password-too-common"));
    vec![Self::default(), Self { name: "wang".into(), fields: vec![refused], ..Self::default() }]
});

/// The two people named at first start.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUpForm {
    /// The system administrator's account.
    pub name: String,
    /// The system administrator's own name.
    pub person_name: String,
    /// The system administrator's password.
    pub password: String,
    /// The security administrator's account.
    pub security_name: String,
    /// The security administrator's own name.
    pub security_person_name: String,
    /// The security administrator's first password.
    pub security_password: String,
}

/// Prepares the one-time address while nobody has an account, and returns its secret.
///
/// # Errors
///
/// When the database refuses.
pub async fn prepare(site: &Site) -> Result<Option<String>, StoreError> {
    if !store::none_yet(&site.db.read()).await? {
        return Ok(None);
    }
    let secret = keys::secret()?;
    let digest = keys::digest(&secret);
    site.db
        .keep(async |tx| {
            let row = setting::ActiveModel { key: Set(SETTING.to_owned()), value: Set(json!(digest)) };
            setting::Entity::insert(row)
                .on_conflict(
                    OnConflict::column(setting::Column::Key).update_column(setting::Column::Value).to_owned(),
                )
                .exec_without_returning(tx)
                .await
                .map_err(StoreError::from)
        })
        .await?;
    Ok(Some(secret))
}

/// Whether `secret` opens the first start. Nothing opens it once an account exists.
async fn opens(tx: &Tx, secret: &str) -> Result<bool, StoreError> {
    let kept = setting::Entity::find_by_id(SETTING).one(tx).await?;
    let fits = kept.is_some_and(|row| row.value == json!(keys::digest(secret)));
    Ok(fits && store::none_yet(tx).await?)
}

/// `GET /set-up/{secret}` — names the first administrators.
#[utoipa::path(get, path = "/set-up/{secret}", params(("secret" = String, Path)), responses((status = 200, body = SetUpPage), (status = 404)), extensions(("x-action" = json!("installation.set_up"))))]
pub async fn form(
    State(site): State<Site>,
    guest: Guest,
    Path(secret): Path<String>,
) -> Result<Response, AppError> {
    if !opens(&site.db.read(), &secret).await? {
        return Err(AppError::NotFound("set-up"));
    }
    site.stranger().may(SetUp, &Thing::installation())?;
    guest.page(&SetUpPage { secret, ..SetUpPage::default() })
}

/// `POST /set-up/{secret}` — makes the first two administrators and signs the first in.
#[utoipa::path(post, path = "/set-up/{secret}", params(("secret" = String, Path)), request_body = SetUpForm, responses((status = 303), (status = 404), (status = 422)), extensions(("x-action" = json!("installation.set_up"))))]
pub async fn set_up(
    State(site): State<Site>,
    guest: Guest,
    Path(secret): Path<String>,
    Body(form): Body<SetUpForm>,
) -> Result<Response, AppError> {
    let fields = wrong(&form);
    if !fields.is_empty() {
        let view = SetUpPage {
            secret,
            name: form.name,
            person_name: form.person_name,
            security_name: form.security_name,
            security_person_name: form.security_person_name,
            fields: fields.clone(),
        };
        return AppError::Invalid(fields).answer_with(guest.wants, &view, &guest.shell());
    }
    let system = (form.name, form.person_name, password::hash(form.password).await?, Administrator::System);
    let security = (
        form.security_name,
        form.security_person_name,
        password::hash(form.security_password).await?,
        Administrator::Security,
    );
    let session = site
        .db
        .write(async |tx| {
            if !opens(tx, &secret).await? {
                return Err(AppError::NotFound("set-up"));
            }
            let permit = site.stranger().may(SetUp, &Thing::installation())?;
            let account = enter(tx, &site, &permit, system).await?;
            enter(tx, &site, &permit, security).await?;
            setting::Entity::delete_by_id(SETTING).exec(tx).await.map_err(StoreError::from)?;
            Ok(sessions::open(tx, &site, account, sessions::SESSION, "").await?)
        })
        .await?;
    let mut response = answer::done(guest.wants, "/");
    sessions::set_cookie(&mut response, &session);
    Ok(response)
}

type Administers = (String, String, String, Administrator);

async fn enter(
    tx: &mut Tx,
    site: &Site,
    permit: &Permit<SetUp>,
    who: Administers,
) -> Result<uuid::Uuid, StoreError> {
    let (name, person_name, hash, which) = who;
    let new = NewAccount { name, person: None, person_name, password_hash: Some(hash) };
    let (account, person) = store::create(tx, &site.clock, permit, new).await?;
    store::appoint_administrator(tx, &site.clock, permit, person, which).await?;
    Ok(account)
}

fn wrong(form: &SetUpForm) -> Vec<FieldError> {
    let mut fields = Vec::new();
    let names = [
        ("name", &form.name),
        ("person_name", &form.person_name),
        ("security_name", &form.security_name),
        ("security_person_name", &form.security_person_name),
    ];
    for (field, value) in names {
        if let Err(reason) = check_name(value) {
            fields.push(FieldError::new(field, reason));
        }
    }
    if form.name.trim().to_lowercase() == form.security_name.trim().to_lowercase() {
        fields.push(FieldError::new("security_name", Reason::new("administrators-separate")));
    }
    let passwords = [
        ("password", &form.password, &form.name),
        ("security_password", &form.security_password, &form.security_name),
    ];
    for (field, value, name) in passwords {
        if let Err(reason) = password::check(value, name) {
            fields.push(FieldError::new(field, reason));
        }
    }
    fields
}

/// Whether `name` will do as the name of an account or a person.
///
/// # Errors
///
/// Why it will not.
pub fn check_name(name: &str) -> Result<(), Reason> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Reason::new("name-missing"));
    }
    if name.chars().count() > 50 || name.chars().any(char::is_control) {
        return Err(Reason::new("name-too-long").with("most", 50_i64));
    }
    Ok(())
}
