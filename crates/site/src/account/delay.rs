//! How long one must wait after wrong passwords.
//!
//! Counted by the digest of the name that was typed, whether or not there is
//! such an account, and apart for browsers their owner has signed in on before.

use chrono::{DateTime, TimeDelta, Utc};
use gongjian_tables::sign_in_delay;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::db::{StoreError, Tx};
use crate::keys;
use uuid::Uuid;

/// Wrong passwords that cost nothing yet.
const FREE_FAILURES: i32 = 3;
/// The longest wait. Nobody can lock somebody else out for longer.
const LONGEST_WAIT_SECONDS: i64 = 60;
/// Counts untouched for so long are forgotten.
const FORGET_AFTER: TimeDelta = TimeDelta::days(1);

/// What the attempts at `name` are counted under.
pub(super) fn bucket(name: &str, known_browser: bool) -> String {
    let kind = if known_browser { "known" } else { "any" };
    keys::digest(&format!("{kind}:{}", name.trim().to_lowercase()))
}

/// What the attempts at changing the password of `account` are counted under, whoever sits at the desk.
pub(super) fn own_bucket(account: Uuid) -> String {
    keys::digest(&format!("own:{account}"))
}

/// Begins an attempt: either one must still wait, and nothing is counted, or the
/// attempt is counted now. From the fourth on each doubles the wait, up to a minute.
pub(super) async fn begin(
    tx: &Tx,
    bucket: &str,
    now: DateTime<Utc>,
) -> Result<Option<TimeDelta>, StoreError> {
    let fresh = sign_in_delay::ActiveModel {
        name_digest: Set(bucket.to_owned()),
        failures: Set(0),
        wait_until: Set(now),
    };
    sign_in_delay::Entity::insert(fresh)
        .on_conflict(OnConflict::column(sign_in_delay::Column::NameDigest).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    let row = sign_in_delay::Entity::find_by_id(bucket).lock_exclusive().one(tx).await?;
    let row = row.ok_or_else(|| StoreError::row("sign_in_delay", "a count vanished"))?;
    if row.wait_until > now {
        return Ok(Some(row.wait_until - now));
    }
    let failures = row.failures.saturating_add(1);
    let doublings = u32::try_from((failures - FREE_FAILURES).clamp(0, 6)).unwrap_or(0);
    let wait =
        if failures > FREE_FAILURES { Ord::min(2_i64.pow(doublings), LONGEST_WAIT_SECONDS) } else { 0 };
    let counted = sign_in_delay::ActiveModel {
        name_digest: Set(row.name_digest),
        failures: Set(failures),
        wait_until: Set(now + TimeDelta::seconds(wait)),
    };
    sign_in_delay::Entity::update(counted).exec(tx).await?;
    Ok(None)
}

/// Forgets the attempts: the password was right.
pub(super) async fn forgive(tx: &Tx, bucket: &str) -> Result<(), StoreError> {
    sign_in_delay::Entity::delete_by_id(bucket).exec(tx).await?;
    Ok(())
}

/// Forgets counts nobody has touched for a day.
///
/// # Errors
///
/// When the database refuses.
pub async fn forget_old(tx: &mut Tx, now: DateTime<Utc>) -> Result<(), StoreError> {
    sign_in_delay::Entity::delete_many()
        .filter(sign_in_delay::Column::WaitUntil.lt(now - FORGET_AFTER))
        .exec(tx)
        .await?;
    Ok(())
}
