//! How long one must wait after wrong passwords.
//!
//! What is typed is counted whether or not there is such an account:
//!
//! - At one name from one address, the wait grows up to a minute. A stranger who guesses elsewhere makes nobody
//!   wait here; people who share an address, as behind one campus gateway, share the count as well.
//! - A browser its owner has signed in on before has a count of its own, wherever it is.
//! - At one name from all addresses together, browsers not known yet get [`PACE`] after [`BURST`] attempts. One
//!   stranger's address alone never uses that up. Somebody with a dozen addresses or more can: then the owner, in
//!   a browser not known yet, may have to try again some times until the guessing ends. The known browser goes on.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use gongjian_tables::sign_in_delay;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::db::{StoreError, Tx};
use crate::keys;
use uuid::Uuid;

/// Wrong passwords that cost nothing yet.
const FREE_FAILURES: i32 = 3;
/// The longest wait at one name from one address.
const LONGEST_WAIT_SECONDS: i64 = 60;
/// One attempt at a name each so long, from all addresses together: 14 400 a day.
const PACE: TimeDelta = TimeDelta::seconds(6);
/// Attempts at a name, from all addresses together, that may come faster than [`PACE`].
const BURST: i32 = 60;
/// Counts untouched for so long are forgotten.
const FORGET_AFTER: TimeDelta = TimeDelta::days(1);

/// What an attempt is counted under.
pub(super) struct Counted {
    /// The count whose wait grows.
    place: String,
    /// The count of all addresses together, where there is one.
    pace: Option<String>,
}

impl Counted {
    /// An attempt at `name` from `address`, in a browser not known yet.
    pub(super) fn stranger(name: &str, address: Option<IpAddr>) -> Self {
        let (name, address) = (name.trim().to_lowercase(), address.map(network).unwrap_or_default());
        Self {
            place: keys::digest(&format!("at:{address}:{name}")),
            pace: Some(keys::digest(&format!("any:{name}"))),
        }
    }

    /// An attempt at `name` in a browser its owner has signed in on before.
    pub(super) fn known(name: &str) -> Self {
        Self { place: keys::digest(&format!("known:{}", name.trim().to_lowercase())), pace: None }
    }

    /// An attempt at changing the password of `account`, whoever sits at the desk.
    pub(super) fn own(account: Uuid) -> Self {
        Self { place: keys::digest(&format!("own:{account}")), pace: None }
    }

    /// The first digits of the growing count's digest: what the log may tell.
    pub(super) fn mark(&self) -> &str {
        self.place.get(..12).unwrap_or_default()
    }
}

/// The address as it is counted. Whoever has one address of IPv6 has the 2⁶⁴ beside it too.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Begins an attempt: either one must still wait, and nothing is counted, or the
/// attempt is counted now. From the fourth on each doubles the wait, up to a minute.
pub(super) async fn begin(
    tx: &Tx,
    counted: &Counted,
    now: DateTime<Utc>,
) -> Result<Option<TimeDelta>, StoreError> {
    // Always the place first and the pace second, so that nobody waits for one another in a circle.
    let place = locked(tx, &counted.place, now).await?;
    if place.wait_until > now {
        return Ok(Some(place.wait_until - now));
    }
    if let Some(pace) = &counted.pace {
        let pace = locked(tx, pace, now).await?;
        // The count runs ahead of the clock by one pace for each attempt; a burst ahead is as far as it gets.
        let ahead = pace.wait_until.max(now) + PACE - now;
        if ahead > PACE * BURST {
            return Ok(Some(ahead - PACE * BURST));
        }
        count(tx, pace, now + ahead).await?;
    }
    let wait = wait_after(place.failures.saturating_add(1));
    count(tx, place, now + wait).await?;
    Ok(None)
}

fn wait_after(failures: i32) -> TimeDelta {
    let doublings = u32::try_from((failures - FREE_FAILURES).clamp(0, 6)).unwrap_or(0);
    let wait =
        if failures > FREE_FAILURES { Ord::min(2_i64.pow(doublings), LONGEST_WAIT_SECONDS) } else { 0 };
    TimeDelta::seconds(wait)
}

/// The count as it stands, made if there is none; nobody else counts there until the transaction ends.
async fn locked(tx: &Tx, digest: &str, now: DateTime<Utc>) -> Result<sign_in_delay::Model, StoreError> {
    let fresh = sign_in_delay::ActiveModel {
        name_digest: Set(digest.to_owned()),
        failures: Set(0),
        wait_until: Set(now),
    };
    sign_in_delay::Entity::insert(fresh)
        .on_conflict(OnConflict::column(sign_in_delay::Column::NameDigest).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    let row = sign_in_delay::Entity::find_by_id(digest).lock_exclusive().one(tx).await?;
    row.ok_or_else(|| StoreError::row("sign_in_delay", "a count vanished"))
}

async fn count(tx: &Tx, row: sign_in_delay::Model, wait_until: DateTime<Utc>) -> Result<(), StoreError> {
    let counted = sign_in_delay::ActiveModel {
        name_digest: Set(row.name_digest),
        failures: Set(row.failures.saturating_add(1)),
        wait_until: Set(wait_until),
    };
    sign_in_delay::Entity::update(counted).exec(tx).await?;
    Ok(())
}

/// Forgets the attempts at one place: the password was right. The pace of all addresses goes on: an owner who
/// signs in often gives a guesser no new burst.
pub(super) async fn forgive(tx: &Tx, counted: &Counted) -> Result<(), StoreError> {
    sign_in_delay::Entity::delete_by_id(&counted.place).exec(tx).await?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_one_network_of_ipv6_are_one_place_and_a_mapped_address_is_its_own() {
        let place = |address: &str| Counted::stranger("Li ", address.parse().ok()).place;
        assert_eq!(place("2001:db8:1:2::5"), place("2001:db8:1:2:ffff::7"));
        assert_ne!(place("2001:db8:1:2::5"), place("2001:db8:1:3::5"));
        assert_eq!(place("192.0.2.1"), place("::ffff:192.0.2.1"));
        assert_ne!(place("192.0.2.1"), place("192.0.2.2"));
    }
}
