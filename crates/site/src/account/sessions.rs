//! Sessions of browsers and tokens of programs.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use gongjian_domain::kinds::PersonId;
use gongjian_tables::{account, credential, person};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Site;
use crate::db::{StoreError, Tx};
use crate::keys;
use crate::web::visit::SESSION_COOKIE;

/// The word for a browser's session.
pub const SESSION: &str = "session";
/// The word for a program's token.
pub const BEARER: &str = "bearer";
/// The word for a link through which somebody sets the own password, once.
pub const WELCOME: &str = "welcome";

/// The word for the secret address of a calendar.
pub const CALENDAR: &str = "calendar";

/// A session ends this long after it was last used.
const SESSION_IDLE: TimeDelta = TimeDelta::hours(12);
/// A token ends this long after it was made.
const TOKEN_LIFE: TimeDelta = TimeDelta::days(365);
/// A session ends this long after it was opened, however much it is used.
const SESSION_LIFE: TimeDelta = TimeDelta::days(7);
/// A link for setting the own password ends this long after it was made.
const WELCOME_LIFE: TimeDelta = TimeDelta::hours(72);
/// A session's last use is noted at most this often, so that reading a page writes nothing.
const SEEN_STEP: TimeDelta = TimeDelta::minutes(10);
/// Tokens begin with this, so that scanners for leaked secrets know them.
const TOKEN_PREFIX: &str = "gongjian_";

/// The holder of a session or token.
#[derive(Debug, Clone)]
pub struct Session {
    /// The digest that names it.
    pub digest: String,
    /// The account.
    pub account: Uuid,
    /// The person who acts.
    pub person: PersonId,
    /// That person's name.
    pub name: String,
}

/// A session or token as its holder sees it in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CredentialLine {
    /// Names it when it is to be ended: the first digits of its digest.
    pub key: String,
    /// `session` or `bearer`.
    pub kind: String,
    /// The browser or what the token was called.
    pub label: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to ten minutes.
    pub seen_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
}

/// Whoever holds `secret`, if it is a living one of this kind and the account is not disabled.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn holder(site: &Site, kind: &str, secret: &str) -> Result<Option<Session>, StoreError> {
    let digest = keys::digest(secret);
    let now = site.clock.now();
    let question = Query::select()
        .column((account::Entity, account::Column::Id))
        .column((account::Entity, account::Column::PersonId))
        .column((person::Entity, person::Column::Name))
        .column((credential::Entity, credential::Column::SeenAt))
        .from(credential::Entity)
        .join(
            JoinType::InnerJoin,
            account::Entity,
            Expr::col((account::Entity, account::Column::Id))
                .equals((credential::Entity, credential::Column::AccountId)),
        )
        .join(
            JoinType::InnerJoin,
            person::Entity,
            Expr::col((person::Entity, person::Column::Id))
                .equals((account::Entity, account::Column::PersonId)),
        )
        .and_where(Expr::col((credential::Entity, credential::Column::Digest)).eq(&digest))
        .and_where(Expr::col((credential::Entity, credential::Column::Kind)).eq(kind))
        .and_where(Expr::col((credential::Entity, credential::Column::ExpiresAt)).gt(now))
        .and_where(Expr::col((account::Entity, account::Column::DisabledAt)).is_null())
        .take();
    let tx = site.db.read();
    let Some(row) = tx.query_one(&question).await? else { return Ok(None) };
    let seen_at: DateTime<Utc> = row.try_get_by_index(3)?;
    let person: Uuid = row.try_get_by_index(1)?;
    let session = Session {
        digest,
        account: row.try_get_by_index(0)?,
        person: person.into(),
        name: row.try_get_by_index(2)?,
    };
    if kind != WELCOME
        && now - seen_at > SEEN_STEP
        && let Err(error) = touch(site, &session.digest, kind).await
    {
        // A busy writer must not keep anybody from reading.
        tracing::warn!(%error, "the last use of a session was not noted");
    }
    Ok(Some(session))
}

async fn touch(site: &Site, digest: &str, kind: &str) -> Result<(), StoreError> {
    let now = site.clock.now();
    site.db
        .keep(async |tx| {
            let mut update = credential::Entity::update_many()
                .col_expr(credential::Column::SeenAt, Expr::value(now))
                .filter(credential::Column::Digest.eq(digest));
            if kind == SESSION {
                let row = credential::Entity::find_by_id(digest).one(tx).await.map_err(StoreError::from)?;
                let end = row.map_or(now, |row| Ord::min(now + SESSION_IDLE, row.created_at + SESSION_LIFE));
                update = update.col_expr(credential::Column::ExpiresAt, Expr::value(end));
            }
            update.exec(tx).await.map_err(StoreError::from)?;
            Ok(())
        })
        .await
}

/// Opens a session or makes a token for `account` and returns its secret, which
/// is shown once and kept nowhere.
///
/// # Errors
///
/// When the database refuses.
pub async fn open(
    tx: &Tx,
    site: &Site,
    account: Uuid,
    kind: &str,
    label: &str,
) -> Result<String, StoreError> {
    let now = site.clock.now();
    let (secret, life) = match kind {
        BEARER => (format!("{TOKEN_PREFIX}{}", keys::secret()?), TOKEN_LIFE),
        CALENDAR => (keys::secret()?, TOKEN_LIFE),
        WELCOME => (keys::secret()?, WELCOME_LIFE),
        _ => (keys::secret()?, SESSION_IDLE),
    };
    let row = credential::ActiveModel {
        digest: Set(keys::digest(&secret)),
        account_id: Set(account),
        kind: Set(kind.to_owned()),
        label: Set(label.chars().take(120).collect()),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now + life),
    };
    credential::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(secret)
}

/// Ends one session or token of `account` by the first digits of its digest.
///
/// # Errors
///
/// When the database refuses.
pub async fn end(tx: &Tx, account: Uuid, key: &str) -> Result<u64, StoreError> {
    if key.len() < KEY_LENGTH || !key.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(0);
    }
    let ended = credential::Entity::delete_many()
        .filter(credential::Column::AccountId.eq(account))
        .filter(credential::Column::Digest.starts_with(key))
        .exec(tx)
        .await?;
    Ok(ended.rows_affected)
}

/// Ends everything of one kind that `account` has.
///
/// # Errors
///
/// When the database refuses.
pub async fn end_kind(tx: &mut Tx, account: Uuid, kind: &str) -> Result<(), StoreError> {
    credential::Entity::delete_many()
        .filter(credential::Column::AccountId.eq(account))
        .filter(credential::Column::Kind.eq(kind))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends every session and, if `tokens` too, every token of `account`.
///
/// # Errors
///
/// When the database refuses.
pub async fn end_all(tx: &Tx, account: Uuid, tokens: bool) -> Result<u64, StoreError> {
    let mut doomed = credential::Entity::delete_many().filter(credential::Column::AccountId.eq(account));
    if !tokens {
        doomed = doomed.filter(credential::Column::Kind.eq(SESSION));
    }
    Ok(doomed.exec(tx).await?.rows_affected)
}

/// Forgets sessions, tokens and links that have ended by themselves; returns how many.
///
/// # Errors
///
/// When the database refuses.
pub async fn forget_expired(tx: &Tx, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let gone =
        credential::Entity::delete_many().filter(credential::Column::ExpiresAt.lte(now)).exec(tx).await?;
    Ok(gone.rows_affected)
}

const KEY_LENGTH: usize = 16;

/// The living sessions and tokens of `account`, the last used first.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn of_account(
    tx: &Tx,
    account: Uuid,
    now: DateTime<Utc>,
) -> Result<Vec<CredentialLine>, StoreError> {
    let rows = credential::Entity::find()
        .filter(credential::Column::AccountId.eq(account))
        .filter(credential::Column::ExpiresAt.gt(now))
        .filter(credential::Column::Kind.ne(WELCOME))
        .order_by_desc(credential::Column::SeenAt)
        .order_by_asc(credential::Column::Digest)
        .all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| CredentialLine {
            key: row.digest.chars().take(KEY_LENGTH).collect(),
            kind: row.kind,
            label: row.label,
            created_at: row.created_at,
            seen_at: row.seen_at,
            expires_at: row.expires_at,
        })
        .collect())
}

/// Puts the session's secret into the browser's cookie.
pub fn set_cookie(response: &mut Response, secret: &str) {
    append_cookie(response, &format!("{SESSION_COOKIE}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax"));
}

/// Puts a lasting value into the browser.
pub fn remember(response: &mut Response, name: &str, value: &str) {
    append_cookie(
        response,
        &format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000"),
    );
}

/// Takes the cookie back and clears what the browser kept.
pub fn clear_cookie(response: &mut Response) {
    append_cookie(response, &format!("{SESSION_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"));
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
}

fn append_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// What to call a browser in the list of sessions: its own word for itself, shortened.
#[must_use]
pub fn browser(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = ["MicroMessenger", "DingTalk", "Edg", "Firefox", "Chrome", "Safari"];
    let name = known.into_iter().find(|name| agent.contains(name)).unwrap_or("?");
    let system =
        ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"].into_iter().find(|s| agent.contains(s));
    system.map_or_else(|| name.to_owned(), |system| format!("{name} · {system}"))
}
