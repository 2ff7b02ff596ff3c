//! Signing in with name and password, and signing out.
//!
//! A campus sign-in makes the same session with [`sessions::open`] once its own
//! proof of the person is in hand; it belongs beside this file.

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{delay, password, sessions, store};
use crate::Site;
use crate::db::StoreError;
use crate::keys;
use crate::policy::actions::OpenPage;
use crate::policy::{ActorKind, Thing};
use crate::web::visit::cookie;
use crate::web::{AppError, Body, Guest, Visit, answer, view};

/// Where to go afterwards.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Next {
    /// An address on this site.
    pub next: Option<String>,
    /// Anything, when a form was sent after the session had ended and nothing of it was saved.
    #[serde(default)]
    pub unsaved: String,
}

/// What the sign-in page shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignInPage {
    /// The name as typed, after a wrong attempt.
    pub name: String,
    /// Where to go afterwards.
    pub next: String,
    /// Why the last attempt failed.
    #[schema(value_type = Option<Object>)]
    pub refused: Option<Reason>,
    /// Whether a form was sent after the session had ended: nothing of it was saved.
    pub unsaved: bool,
    /// Whether this connection may carry a sign-in at all.
    pub safe: bool,
    /// Invented accounts to try, in demonstration mode only.
    pub demo: Option<DemoAccounts>,
}

/// The accounts of the demonstration, and the password they share.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DemoAccounts {
    /// The password of every one of them.
    pub password: String,
    /// The accounts by what they have to do with.
    pub groups: Vec<DemoGroup>,
}

/// Accounts of the demonstration that belong together.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DemoGroup {
    /// `branch`, `above` or `installation`.
    pub word: String,
    /// The accounts.
    pub accounts: Vec<DemoAccount>,
}

/// An account of the demonstration.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DemoAccount {
    /// The name to sign in with.
    pub name: String,
    /// The name of the person.
    pub person: String,
    /// The role's word; sentences say what it is and what one sees.
    pub role: String,
}

view!(SignInPage, "account/sign_in.html", || {
    let fresh = |safe, refused| Self {
        name: String::new(),
        next: "/".to_owned(),
        refused,
        unsaved: false,
        safe,
        demo: None,
    };
    let account = |role: &str| DemoAccount { name: "li".into(), person: "李雷".into(), role: role.into() };
    let group = |word: &str, roles: &[&str]| DemoGroup {
        word: word.into(),
        accounts: roles.iter().map(|role| account(role)).collect(),
    };
    let demo = DemoAccounts {
        password: "…".into(),
        groups: vec![
            group("branch", &["school", "enterprise", "committee", "teacher", "employee", "activist"]),
            group("above", &["college", "park"]),
            group("installation", &["system", "security", "audit"]),
        ],
    };
    vec![
        fresh(true, None),
        fresh(false, None),
        Self { unsaved: true, ..fresh(true, None) },
        Self { name: "li".to_owned(), demo: Some(demo), ..fresh(true, Some(Reason::new("sign-in-wrong"))) },
    ]
});

/// What is typed to sign in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInForm {
    /// The account's name.
    pub name: String,
    /// The password.
    pub password: String,
    /// Where to go afterwards.
    #[serde(default)]
    pub next: String,
}

/// `GET /sign-in` — the form.
#[utoipa::path(get, path = "/sign-in", params(Next), responses((status = 200, body = SignInPage)), extensions(("x-action" = json!("page.open"))))]
pub async fn form(
    State(site): State<Site>,
    guest: Guest,
    Query(next): Query<Next>,
) -> Result<Response, AppError> {
    site.stranger().may(OpenPage, &Thing::installation())?;
    let page = page(&site, &guest, "", next.next.as_deref().unwrap_or("/"), None)?;
    guest.page(&SignInPage { unsaved: !next.unsaved.is_empty(), ..page })
}

fn page(
    site: &Site,
    guest: &Guest,
    name: &str,
    next: &str,
    refused: Option<Reason>,
) -> Result<SignInPage, AppError> {
    Ok(SignInPage {
        name: name.to_owned(),
        next: own_address(next),
        refused,
        unsaved: false,
        safe: guest.safe,
        demo: if site.demo { Some(crate::demo::accounts(site)?) } else { None },
    })
}

/// `next` if it is an address on this site, else the home page: no open redirect.
pub(crate) fn own_address(next: &str) -> String {
    let inside = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control);
    if inside { next.to_owned() } else { "/".to_owned() }
}

/// `POST /sign-in` — opens a session.
#[utoipa::path(post, path = "/sign-in", request_body = SignInForm, responses((status = 303), (status = 201), (status = 401)), extensions(("x-action" = json!("page.open"))))]
pub async fn sign_in(
    State(site): State<Site>,
    guest: Guest,
    headers: HeaderMap,
    Body(form): Body<SignInForm>,
) -> Result<Response, AppError> {
    site.stranger().may(OpenPage, &Thing::installation())?;
    guest.refuse_open_line()?;
    match attempt(&site, &guest, &headers, &form).await? {
        Ok((secret, known)) => {
            let mut response = answer::done(guest.wants, &own_address(&form.next));
            sessions::set_cookie(&mut response, &secret);
            sessions::remember(&mut response, KNOWN_COOKIE, &known);
            Ok(response)
        }
        Err(reason) => {
            let view = page(&site, &guest, &form.name, &form.next, Some(reason.clone()))?;
            AppError::SignIn(reason).answer_with(guest.wants, &view, &guest.shell())
        }
    }
}

/// One attempt. An unknown name, a wrong password, a disabled account and one
/// without a password get the same answer after the same work.
///
/// The attempt is counted before it is looked at and forgiven when it was right:
/// a thousand guesses sent at once are a thousand attempts.
async fn attempt(
    site: &Site,
    guest: &Guest,
    headers: &HeaderMap,
    form: &SignInForm,
) -> Result<Result<(String, String), Reason>, AppError> {
    let known = known_value(site, &form.name)?;
    let counted = if cookie(headers, KNOWN_COOKIE) == Some(known.as_str()) {
        delay::Counted::known(&form.name)
    } else {
        delay::Counted::stranger(&form.name, guest.address)
    };
    let now = site.clock.now();
    let wait = site.db.keep(async |tx| delay::begin(tx, &counted, now).await).await?;
    if let Some(wait) = wait {
        return Ok(Err(Reason::new("sign-in-wait").with("seconds", wait.num_seconds() + 1)));
    }
    let account =
        store::by_name(&site.db.read(), &form.name).await?.filter(|account| account.disabled_at.is_none());
    let kept = account.as_ref().and_then(|account| account.password_hash.clone());
    let right = password::matches(form.password.clone(), kept).await?;
    let Some(account) = account.filter(|_| right) else {
        tracing::warn!(attempt = %counted.mark(), "a sign-in failed");
        return Ok(Err(Reason::new("sign-in-wrong")));
    };
    let secret = site
        .db
        .keep(async |tx| {
            delay::forgive(tx, &counted).await?;
            sessions::open(tx, site, account.id, sessions::SESSION, &sessions::browser(headers)).await
        })
        .await
        .map_err(|error: StoreError| AppError::from(error))?;
    tracing::info!(account = %account.id, "signed in");
    Ok(Ok((secret, known)))
}

/// The cookie that a browser keeps once its owner has signed in there: such a browser has a
/// count of its own, so that a stranger's guesses make nobody wait at the own desk.
const KNOWN_COOKIE: &str = "__Host-gongjian-known";

fn known_value(site: &Site, name: &str) -> Result<String, AppError> {
    Ok(keys::hex(&site.keys.blind("account.known", &name.trim().to_lowercase())?))
}

/// `POST /sign-out` — ends this session.
#[utoipa::path(post, path = "/sign-out", responses((status = 303)), extensions(("x-action" = json!("own.change"))))]
pub async fn sign_out(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let person = Thing::person(visit.person(), &[], &[]);
    visit.actor.may(crate::policy::actions::ChangeOwn, &person)?;
    let key = visit.session.digest.clone();
    site.db.keep(async |tx| sessions::end(tx, visit.session.account, &key).await).await?;
    let mut response = visit.done("/sign-in");
    if matches!(visit.actor.kind(), ActorKind::Person(_)) {
        sessions::clear_cookie(&mut response);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::own_address;

    #[test]
    fn only_addresses_on_this_site_are_followed_after_sign_in() {
        assert_eq!(own_address("/people?q=zs"), "/people?q=zs");
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "javascript:x",
            "/a\r\nb",
            "/\t/evil.example",
        ] {
            assert_eq!(own_address(elsewhere), "/");
        }
    }
}
