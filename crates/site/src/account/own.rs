//! The own account: password, sessions, tokens, language and theme.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::sessions::{self, CredentialLine};
use super::{delay, password, store};
use crate::Site;
use crate::db::StoreError;
use crate::policy::actions::{ChangeOwn, OpenPage, ReadOwn};
use crate::policy::{Permit, Thing};
use crate::web::shell::Theme;
use crate::web::visit::PREFERENCE_COOKIE;
use crate::web::words::Lang;
use crate::web::{AppError, Body, FieldError, Guest, Visit, answer, view};

/// The page of the own account.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct OwnPage {
    /// The person's name.
    pub name: String,
    /// Sessions and tokens.
    pub credentials: Vec<CredentialLine>,
    /// The key of the session at hand.
    pub current: String,
    /// A token just made: shown this once.
    pub fresh_token: Option<String>,
    /// What will not do.
    pub fields: Vec<FieldError>,
}

view!(OwnPage, "account/own.html", || {
    let refused = FieldError::new("old_password", Reason::new("password-wrong"));
    vec![
        Self { name: "李".into(), ..Self::default() },
        Self {
            name: "李".into(),
            fresh_token: Some("gongjian_…".into()),
            fields: vec![refused],
            ..Self::default()
        },
    ]
});

fn permit(visit: &Visit) -> Result<Permit<ChangeOwn>, AppError> {
    Ok(visit.actor.may(ChangeOwn, &Thing::person(visit.person(), &[], &[]))?)
}

async fn own_page(site: &Site, visit: &Visit) -> Result<OwnPage, AppError> {
    let credentials = sessions::of_account(&site.db.read(), visit.session.account, site.clock.now()).await?;
    let current = visit.session.digest.chars().take(16).collect();
    Ok(OwnPage { name: visit.session.name.clone(), credentials, current, ..OwnPage::default() })
}

/// `GET /account` — the own account.
#[utoipa::path(get, path = "/account", responses((status = 200, body = OwnPage)), extensions(("x-action" = json!("own.read"))))]
pub async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.actor.may(ReadOwn, &Thing::person(visit.person(), &[], &[]))?;
    visit.page(&own_page(&site, &visit).await?)
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordForm {
    /// The password so far.
    pub old_password: String,
    /// The new one.
    pub new_password: String,
}

/// `POST /account/password` — changes the password and ends every other session and every token.
#[utoipa::path(post, path = "/account/password", request_body = PasswordForm, responses((status = 303), (status = 422)), extensions(("x-action" = json!("own.change"))))]
pub async fn change_password(
    State(site): State<Site>,
    visit: Visit,
    Body(form): Body<PasswordForm>,
) -> Result<Response, AppError> {
    let permit = permit(&visit)?;
    if let Some(error) = wrong_password(&site, &visit, &form).await? {
        let view = OwnPage { fields: vec![error.clone()], ..own_page(&site, &visit).await? };
        return AppError::Invalid(vec![error]).answer_with(visit.wants(), &view, &visit.shell());
    }
    let hash = password::hash(form.new_password).await?;
    let account = visit.session.account;
    let secret = site
        .db
        .write(async |tx| {
            delay::forgive(tx, &delay::Counted::own(account)).await?;
            store::set_password(tx, &site, permit.act(), account, hash).await?;
            sessions::end_all(tx, account, true).await?;
            sessions::open(tx, &site, account, sessions::SESSION, "").await
        })
        .await
        .map_err(|error: StoreError| AppError::from(error))?;
    let mut response = visit.done("/account");
    sessions::set_cookie(&mut response, &secret);
    Ok(response)
}

async fn wrong_password(
    site: &Site,
    visit: &Visit,
    form: &PasswordForm,
) -> Result<Option<FieldError>, AppError> {
    let account = visit.session.account;
    let name = store::account_name(&site.db.read(), account).await?.ok_or(AppError::NotFound("account"))?;
    if let Err(reason) = password::check(&form.new_password, &name) {
        return Ok(Some(FieldError::new("new_password", reason)));
    }
    // Counted before it is looked at, as at the door: whoever finds an open desk guesses no faster there.
    let (counted, now) = (delay::Counted::own(account), site.clock.now());
    if let Some(wait) = site.db.keep(async |tx| delay::begin(tx, &counted, now).await).await? {
        let reason = Reason::new("sign-in-wait").with("seconds", wait.num_seconds() + 1);
        return Ok(Some(FieldError::new("old_password", reason)));
    }
    let kept = store::password_of(&site.db.read(), account).await?;
    let right = password::matches(form.old_password.clone(), kept).await?;
    Ok((!right).then(|| FieldError::new("old_password", Reason::new("password-wrong"))))
}

/// `POST /account/sign-out-everywhere` — ends every session and token of the own account, this one too.
#[utoipa::path(post, path = "/account/sign-out-everywhere", responses((status = 303)), extensions(("x-action" = json!("own.change"))))]
pub async fn sign_out_everywhere(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    permit(&visit)?;
    site.db.keep(async |tx| sessions::end_all(tx, visit.session.account, true).await).await?;
    let mut response = visit.done("/sign-in");
    sessions::clear_cookie(&mut response);
    Ok(response)
}

/// A token for a program.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenForm {
    /// What the program is called.
    pub label: String,
}

/// `POST /account/tokens` — makes a bearer token and shows it once.
#[utoipa::path(post, path = "/account/tokens", request_body = TokenForm, responses((status = 200, body = OwnPage)), extensions(("x-action" = json!("own.change"))))]
pub async fn make_token(
    State(site): State<Site>,
    visit: Visit,
    Body(form): Body<TokenForm>,
) -> Result<Response, AppError> {
    let permit = permit(&visit)?;
    let account = visit.session.account;
    let token = site
        .db
        .write(async |tx| {
            let token = sessions::open(tx, &site, account, sessions::BEARER, &form.label).await?;
            tx.record(
                &site.clock,
                permit.act().about("Account", account).changed(&["token"], json!(form.label)),
            );
            Ok::<_, StoreError>(token)
        })
        .await?;
    visit.page(&OwnPage { fresh_token: Some(token), ..own_page(&site, &visit).await? })
}

/// Which session or token to end.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndForm {
    /// The first digits of its digest, as the list shows them.
    pub key: String,
}

/// `POST /account/tokens/end` — ends one session or token.
#[utoipa::path(post, path = "/account/tokens/end", request_body = EndForm, responses((status = 303)), extensions(("x-action" = json!("own.change"))))]
pub async fn end_token(
    State(site): State<Site>,
    visit: Visit,
    Body(form): Body<EndForm>,
) -> Result<Response, AppError> {
    let permit = permit(&visit)?;
    let account = visit.session.account;
    site.db
        .write(async |tx| {
            if sessions::end(tx, account, &form.key).await? == 0 {
                return Err(AppError::NotFound("session"));
            }
            tx.record(
                &site.clock,
                permit.act().about("Account", account).changed(&["token"], json!("ended")),
            );
            Ok(())
        })
        .await?;
    Ok(visit.done("/account"))
}

/// Language and theme.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreferenceForm {
    /// `zh-CN` or `en`; without it the language stays.
    pub lang: Option<String>,
    /// `auto`, `light` or `dark`; without it the theme stays.
    pub theme: Option<String>,
    /// The page to come back to.
    #[serde(default)]
    pub next: String,
}

/// `POST /preferences` — remembers language and theme in the browser; open to everybody.
#[utoipa::path(post, path = "/preferences", request_body = PreferenceForm, responses((status = 303)), extensions(("x-action" = json!("page.open"))))]
pub async fn preferences(
    State(site): State<Site>,
    guest: Guest,
    Body(form): Body<PreferenceForm>,
) -> Result<Response, AppError> {
    site.stranger().may(OpenPage, &Thing::installation())?;
    let lang = form.lang.as_deref().and_then(Lang::parse).unwrap_or(guest.lang);
    let theme = form.theme.as_deref().and_then(Theme::parse).unwrap_or(guest.theme);
    let mut response = answer::done(guest.wants, &super::sign_in::own_address(&form.next));
    let cookie = format!(
        "{PREFERENCE_COOKIE}={}.{}; Path=/; SameSite=Lax; Max-Age=31536000",
        lang.as_str(),
        theme.as_str()
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}
