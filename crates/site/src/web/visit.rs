//! A visit: who asks, in which language, for which representation.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Method, Uri, header};
use axum::response::Response;
use chrono::NaiveDate;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::people::identity_number;
use gongjian_domain::reason::Reason;
use percent_encoding::percent_decode_str;

use super::answer::{self, View, Wants};
use super::error::AppError;
use super::shell::{NavItem, Shell, Theme, Who};
use super::words::Lang;
use crate::Site;
use crate::account::sessions::{self, Session};
use crate::account::sign_in::own_address;
use crate::home;
use crate::policy::{Actor, ActorKind, Administrator, Denied, OfficeName};

/// Anybody at all: signed in or not.
pub struct Guest {
    /// The language spoken.
    pub lang: Lang,
    /// The theme.
    pub theme: Theme,
    /// The representation asked for.
    pub wants: Wants,
    /// The address with its query; of a form that was sent, the page it stood on.
    pub path: String,
    /// Whether something was sent, and not only a page asked for.
    pub sent: bool,
    /// Whether the data are invented.
    pub demo: bool,
    /// Scheme and host people use to come here.
    pub origin: String,
    /// Whether a password may travel over this connection.
    pub safe: bool,
    /// Where the visitor is, as far as it can be seen.
    pub address: Option<IpAddr>,
    /// The secret the visitor brought, if any.
    secret: Option<(ActorSecret, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ActorSecret {
    Cookie,
    Bearer,
}

/// The name of the session cookie.
pub const SESSION_COOKIE: &str = "__Host-gongjian";
/// The name of the cookie that remembers language and theme.
pub const PREFERENCE_COOKIE: &str = "gongjian-prefs";

/// The value of the cookie `name`.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The page of this site a form stood on; the home page when the browser does not say. The address a form is sent to
/// is often no page, so nobody is led back there.
fn came_from(headers: &HeaderMap) -> String {
    let value = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let inside = value(header::REFERER)
        .and_then(|referer| referer.split_once("://"))
        .and_then(|(_, rest)| rest.split_at_checked(rest.find('/')?))
        .filter(|(host, _)| value(header::HOST) == Some(*host))
        .map(|(_, path)| own_address(path));
    inside.unwrap_or_else(|| "/".to_owned())
}

/// The address asked for, to be led back to: without its query when somebody typed an identity number into it.
fn repeatable(uri: &Uri, today: NaiveDate) -> String {
    let values = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let means_a_number = values.map(|(_, value)| value.replace('+', " ")).any(|value| {
        percent_decode_str(&value).decode_utf8().is_ok_and(|value| identity_number::is_meant(&value, today))
    });
    match means_a_number {
        true => uri.path().to_owned(),
        false => uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
    }
}

fn peer(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}

impl Guest {
    /// Reads the headers alone; no database is asked.
    #[must_use]
    pub fn of(site: &Site, parts: &Parts) -> Self {
        Self::from_headers(site, &parts.method, &parts.headers, &parts.uri, peer(&parts.extensions))
    }

    /// The same from a request that is passed on.
    #[must_use]
    pub fn of_request(site: &Site, request: &Request) -> Self {
        let peer = peer(request.extensions());
        Self::from_headers(site, request.method(), request.headers(), request.uri(), peer)
    }

    fn from_headers(
        site: &Site,
        method: &Method,
        headers: &HeaderMap,
        uri: &Uri,
        peer: Option<IpAddr>,
    ) -> Self {
        let sent = !method.is_safe();
        let mut prefs = cookie(headers, PREFERENCE_COOKIE).unwrap_or_default().split('.');
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let lang = prefs.next().and_then(Lang::parse);
        let bearer = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .map(|token| (ActorSecret::Bearer, token.trim().to_owned()));
        Self {
            lang: lang.or_else(|| accepted.and_then(Lang::accepted)).unwrap_or_default(),
            theme: prefs.next().and_then(Theme::parse).unwrap_or_default(),
            wants: Wants::of(headers),
            path: match sent {
                true => came_from(headers),
                false => repeatable(uri, site.clock.today()),
            },
            sent,
            demo: site.demo,
            origin: site.origin(headers),
            safe: site.may_sign_in_over(headers, peer),
            address: peer.map(|peer| site.proxy.visitor(headers, peer)),
            secret: bearer.or_else(|| {
                cookie(headers, SESSION_COOKIE).map(|secret| (ActorSecret::Cookie, secret.to_owned()))
            }),
        }
    }

    /// Refuses to take a password that others on the line could read.
    ///
    /// # Errors
    ///
    /// When the connection is neither encrypted nor within one machine.
    pub fn refuse_open_line(&self) -> Result<(), AppError> {
        if self.safe { Ok(()) } else { Err(AppError::SignIn(Reason::new("sign-in-not-safe"))) }
    }

    /// The shell of a page for somebody who is not signed in.
    #[must_use]
    pub fn shell(&self) -> Shell {
        let mut shell = Shell::bare(self.lang, self.theme, &self.path);
        shell.demo = self.demo;
        shell.sent = self.sent;
        shell
    }

    /// Answers with `view`.
    ///
    /// # Errors
    ///
    /// When the template fails.
    pub fn page<V: View>(&self, view: &V) -> Result<Response, AppError> {
        answer::answer(self.wants, &self.shell(), view)
    }

    async fn session(&self, site: &Site) -> Result<Option<(ActorSecret, Session)>, AppError> {
        let Some((kind, secret)) = &self.secret else { return Ok(None) };
        let word = match kind {
            ActorSecret::Cookie => sessions::SESSION,
            ActorSecret::Bearer => sessions::BEARER,
        };
        let found = sessions::holder(site, word, secret).await?;
        Ok(found.map(|session| (*kind, session)))
    }
}

impl FromRequestParts<Site> for Guest {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, AppError> {
        Ok(Self::of(site, parts))
    }
}

/// Somebody signed in, or a program with a token.
pub struct Visit {
    /// Who acts.
    pub actor: Actor,
    /// The session or token at hand.
    pub session: Session,
    guest: Guest,
    /// How many things wait for the visitor; counted for pages alone.
    waiting: usize,
}

impl FromRequestParts<Site> for Visit {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, AppError> {
        let guest = Guest::of(site, parts);
        let (kind, session) = guest.session(site).await?.ok_or(Denied::NotSignedIn)?;
        let actor = site.actor_of(session.person, kind == ActorSecret::Bearer).await?;
        let waiting = match guest.wants {
            Wants::Html => home::store::waiting_count(&site.db.read(), &actor, site.clock.today()).await?,
            Wants::Json => 0,
        };
        Ok(Self { actor, session, guest, waiting })
    }
}

impl Visit {
    /// The person who acts.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.session.person
    }

    /// The language spoken.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.guest.lang
    }

    /// The representation asked for.
    #[must_use]
    pub fn wants(&self) -> Wants {
        self.guest.wants
    }

    /// Scheme and host people use to come here.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.guest.origin
    }

    /// Answers with `view`.
    ///
    /// # Errors
    ///
    /// When the template fails.
    pub fn page<V: View>(&self, view: &V) -> Result<Response, AppError> {
        answer::answer(self.guest.wants, &self.shell(), view)
    }

    /// Answers with `view`, and what stands around it does not repeat the query of the address.
    ///
    /// # Errors
    ///
    /// When the template fails.
    pub fn page_without_query<V: View>(&self, view: &V) -> Result<Response, AppError> {
        let mut shell = self.shell();
        shell.path.truncate(shell.path.find('?').unwrap_or(shell.path.len()));
        answer::answer(self.guest.wants, &shell, view)
    }

    /// After a change: on to `location`.
    #[must_use]
    pub fn done(&self, location: &str) -> Response {
        answer::done(self.guest.wants, location)
    }

    /// What stands around the page.
    #[must_use]
    pub fn shell(&self) -> Shell {
        let mut shell = self.guest.shell();
        shell.waiting = self.waiting;
        shell.nav = menu(&self.actor, &self.guest.path);
        shell.who = Some(Who {
            name: self.session.name.clone(),
            line: self.offices_line(),
            href: format!("/people/{}", self.session.person),
        });
        shell
    }

    fn offices_line(&self) -> String {
        let held = self.actor.held();
        let mut keys: Vec<String> =
            held.administers.iter().map(|a| format!("administrator-{}", a.as_str())).collect();
        keys.extend(held.offices.iter().map(|office| format!("office-{}", office.name.as_str())));
        keys.dedup();
        let names: Vec<String> = keys.iter().map(|key| self.guest.lang.t(key)).collect();
        names.join(" · ")
    }
}

/// The main menu of `actor`: only what the actor has something to do with.
fn menu(actor: &Actor, path: &str) -> Vec<NavItem> {
    let held = actor.held();
    let organiser = held.offices.iter().any(|office| office.name == OfficeName::Organiser);
    let administers = |one: Administrator| held.administers.contains(&one);
    let keeps_people = !held.offices.is_empty();
    let entries = [
        ("/", "nav-home", "home", true),
        ("/meetings", "nav-meetings", "calendar-event", true),
        ("/book", "nav-book", "notebook", !held.member.is_empty() || keeps_people),
        ("/cases", "nav-cases", "user-check", keeps_people),
        ("/people", "nav-people", "users", keeps_people || !held.member.is_empty()),
        ("/organisations", "nav-organisations", "sitemap", true),
        ("/foundings", "nav-foundings", "users-group", keeps_people),
        ("/units", "nav-units", "building-community", keeps_people || administers(Administrator::System)),
        ("/imports", "nav-imports", "file-import", organiser || administers(Administrator::System)),
        (
            "/accounts",
            "nav-accounts",
            "user-shield",
            administers(Administrator::System) || administers(Administrator::Security),
        ),
        ("/ledger", "nav-ledger", "list-check", administers(Administrator::Audit) || organiser),
        ("/jobs", "nav-jobs", "refresh", administers(Administrator::System)),
        ("/rules", "nav-rules", "scale", true),
    ];
    entries
        .into_iter()
        .filter(|(_, _, _, shown)| *shown)
        .map(|(href, key, icon, _)| NavItem { href, key, icon, current: is_current(href, path) })
        .collect()
}

fn is_current(href: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or(path);
    if href == "/" { path == "/" } else { path == href || path.starts_with(&format!("{href}/")) }
}

/// The kind of actor a session or token makes of a person.
#[must_use]
pub fn kind_of(person: PersonId, token: bool) -> ActorKind {
    if token { ActorKind::Token(person) } else { ActorKind::Person(person) }
}
