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
use super::{password, sessions, welcome};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::keys;
use crate::policy::actions::SetUp;
use crate::policy::{Administrator, Permit, Thing};
use crate::web::{AppError, Body, FieldError, Guest, view};

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
    /// The link through which the security administrator sets the own password; shown this once.
    pub link: Option<String>,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(SetUpPage, "account/set_up.html", || {
    let refused = FieldError::new("password", Reason::new("password-too-common"));
    vec![
        Self::default(),
        Self { link: Some("…".into()), ..Self::default() },
        Self { name: "wang".into(), fields: vec![refused], ..Self::default() },
    ]
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

/// `POST /set-up/{secret}` — makes the first two administrators, signs the first in and shows the second's link once.
#[utoipa::path(post, path = "/set-up/{secret}", params(("secret" = String, Path)), request_body = SetUpForm, responses((status = 200, body = SetUpPage), (status = 404), (status = 422)), extensions(("x-action" = json!("installation.set_up"))))]
pub async fn set_up(
    State(site): State<Site>,
    guest: Guest,
    Path(secret): Path<String>,
    Body(form): Body<SetUpForm>,
) -> Result<Response, AppError> {
    guest.refuse_open_line()?;
    let fields = wrong(&form);
    if !fields.is_empty() {
        let view = SetUpPage { fields: fields.clone(), secret, ..SetUpPage::typed(form) };
        return AppError::Invalid(fields).answer_with(guest.wants, &view, &guest.shell());
    }
    let hash = password::hash(form.password.clone()).await?;
    let (session, link) = site
        .db
        .write(async |tx| {
            // Spent first: of two who come at once, one finds it gone.
            if !opens(tx, &secret).await? || !spend(tx).await? {
                return Err(AppError::NotFound("set-up"));
            }
            let permit = site.stranger().may(SetUp, &Thing::installation())?;
            let system = (form.name.as_str(), form.person_name.as_str(), Some(hash), Administrator::System);
            let account = enter(tx, &site, &permit, system).await?;
            let security = (
                form.security_name.as_str(),
                form.security_person_name.as_str(),
                None,
                Administrator::Security,
            );
            let second = enter(tx, &site, &permit, security).await?;
            let link = welcome::link(tx, &site, &guest.origin, second).await?;
            Ok((sessions::open(tx, &site, account, sessions::SESSION, "").await?, link))
        })
        .await?;
    let mut response = guest.page(&SetUpPage { link: Some(link), ..SetUpPage::typed(form) })?;
    sessions::set_cookie(&mut response, &session);
    Ok(response)
}

impl SetUpPage {
    /// What was typed, without the password.
    fn typed(form: SetUpForm) -> Self {
        Self {
            name: form.name,
            person_name: form.person_name,
            security_name: form.security_name,
            security_person_name: form.security_person_name,
            ..Self::default()
        }
    }
}

/// Takes the secret out of the database; `false` when somebody else just did.
async fn spend(tx: &mut Tx) -> Result<bool, StoreError> {
    Ok(setting::Entity::delete_by_id(SETTING).exec(tx).await?.rows_affected == 1)
}

type Administers<'a> = (&'a str, &'a str, Option<String>, Administrator);

async fn enter(
    tx: &mut Tx,
    site: &Site,
    permit: &Permit<SetUp>,
    who: Administers<'_>,
) -> Result<uuid::Uuid, StoreError> {
    let (name, person_name, password_hash, which) = who;
    let new = NewAccount {
        name: name.to_owned(),
        person: None,
        person_name: person_name.to_owned(),
        password_hash,
    };
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
    if let Err(reason) = password::check(&form.password, &form.name) {
        fields.push(FieldError::new("password", reason));
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
    if name.chars().count() > 50
        || name.chars().any(|c| c.is_control() || gongjian_domain::script::is_invisible(c))
    {
        return Err(Reason::new("name-too-long").with("most", 50_i64));
    }
    Ok(())
}
