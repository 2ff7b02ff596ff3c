//! A link through which somebody sets the own password: for a new account, or after forgetting it.
//!
//! Nobody ever knows another's password. Who may make such a link is decided by
//! what the account's person holds: administrators get one from the operator at
//! the command line only, holders of offices from whoever may appoint to all of
//! them, everybody else from the organiser or the system administrator.

use axum::extract::{Path, State};
use axum::response::Response;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{password, sessions, store};
use crate::Site;
use crate::db::{StoreError, Tx};
use crate::organisation;
use crate::policy::actions::{AppointOffice, Welcome};
use crate::policy::{Actor, Denied, Thing};
use crate::web::{AppError, Body, FieldError, Guest, answer, view};

/// The page behind the link.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct WelcomePage {
    /// The secret of the address.
    pub secret: String,
    /// The name to sign in with.
    pub name: String,
    /// The person's name.
    pub person_name: String,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(WelcomePage, "account/welcome.html", || {
    let refused = FieldError::new("password", Reason::new("password-too-common"));
    let fresh = || Self { name: "zhang".into(), person_name: "张军".into(), ..Self::default() };
    vec![fresh(), Self { fields: vec![refused], ..fresh() }]
});

/// The password somebody chooses.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WelcomeForm {
    /// The new password.
    pub password: String,
}

async fn page_of(site: &Site, secret: &str) -> Result<(Uuid, WelcomePage), AppError> {
    let session =
        sessions::holder(site, sessions::WELCOME, secret).await?.ok_or(AppError::NotFound("welcome"))?;
    let name =
        store::account_name(&site.db.read(), session.account).await?.ok_or(AppError::NotFound("welcome"))?;
    let page = WelcomePage { secret: secret.to_owned(), name, person_name: session.name, fields: Vec::new() };
    Ok((session.account, page))
}

/// `GET /welcome/{secret}` — asks for the new password.
#[utoipa::path(get, path = "/welcome/{secret}", params(("secret" = String, Path)), responses((status = 200, body = WelcomePage), (status = 404)), extensions(("x-action" = json!("account.welcome"))))]
pub async fn form(
    State(site): State<Site>,
    guest: Guest,
    Path(secret): Path<String>,
) -> Result<Response, AppError> {
    let (_, page) = page_of(&site, &secret).await?;
    site.stranger().may(Welcome, &Thing::installation())?;
    guest.page(&page)
}

/// `POST /welcome/{secret}` — sets the password, ends the link and every session, and signs in.
#[utoipa::path(post, path = "/welcome/{secret}", params(("secret" = String, Path)), request_body = WelcomeForm, responses((status = 303), (status = 404), (status = 422)), extensions(("x-action" = json!("account.welcome"))))]
pub async fn set(
    State(site): State<Site>,
    guest: Guest,
    Path(secret): Path<String>,
    Body(form): Body<WelcomeForm>,
) -> Result<Response, AppError> {
    guest.refuse_open_line()?;
    let (account, page) = page_of(&site, &secret).await?;
    if let Err(reason) = password::check(&form.password, &page.name) {
        let fields = vec![FieldError::new("password", reason)];
        let view = WelcomePage { fields: fields.clone(), ..page };
        return AppError::Invalid(fields).answer_with(guest.wants, &view, &guest.shell());
    }
    let hash = password::hash(form.password).await?;
    let session = site
        .db
        .write(async |tx| {
            // The link is spent first: of two who use it at once, one finds it gone.
            if sessions::end(tx, account, &crate::keys::digest(&secret)).await? == 0 {
                return Err(AppError::NotFound("welcome"));
            }
            let permit = site.stranger().may(Welcome, &Thing::installation())?;
            store::set_password(tx, &site, permit.act(), account, hash).await?;
            sessions::end_all(tx, account, true).await?;
            Ok(sessions::open(tx, &site, account, sessions::SESSION, "").await?)
        })
        .await?;
    let mut response = answer::done(guest.wants, "/");
    sessions::set_cookie(&mut response, &session);
    Ok(response)
}

/// Makes the link for `account`; links made before no longer open.
///
/// # Errors
///
/// When the database refuses.
pub async fn link(tx: &mut Tx, site: &Site, origin: &str, account: Uuid) -> Result<String, StoreError> {
    sessions::end_kind(tx, account, sessions::WELCOME).await?;
    let secret = sessions::open(tx, site, account, sessions::WELCOME, "").await?;
    Ok(format!("{origin}/welcome/{secret}"))
}

/// Whether `actor` may hand `person` the way into an account, by what that person holds.
///
/// # Errors
///
/// [`Denied::Forbidden`] when somebody higher has to do it. A refusal for the own account: whoever finds an open
/// desk would set a new password without knowing the old one.
pub async fn may_welcome(tx: &Tx, site: &Site, actor: &Actor, person: PersonId) -> Result<(), AppError> {
    if actor.person() == Some(person) {
        return Err(AppError::Refused(Reason::new("account-own-link"), Vec::new()));
    }
    let held = store::held_by(tx, person, site.clock.today()).await?;
    if !held.administers.is_empty() {
        return Err(Denied::Forbidden("administrator.welcome").into());
    }
    for office in &held.offices {
        let thing = organisation::store::thing(tx, office.organisation).await?;
        actor.may(AppointOffice, &thing.ok_or(AppError::NotFound("organisation"))?)?;
    }
    Ok(())
}
