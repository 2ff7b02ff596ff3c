//! The three administrators 三员 and the offices of Party organisations are held by different people.
//!
//! Every way of appointing asks here first, in its own transaction: the person is held until the
//! transaction ends, so that of two appointments at once the second sees the first.

use chrono::NaiveDate;
use gongjian_domain::kinds::PersonId;
use gongjian_domain::reason::Reason;

use super::store;
use crate::db::Tx;
use crate::web::AppError;

/// That `person` may be appointed to an office of a Party organisation.
///
/// # Errors
///
/// A refusal when the person is one of the three administrators from `today` on.
pub async fn may_hold_office(tx: &Tx, person: PersonId, today: NaiveDate) -> Result<(), AppError> {
    store::hold_person(tx, person).await?;
    if store::terms_from(tx, person, today).await?.iter().any(Option::is_none) {
        return Err(refused("offices-no-administrator"));
    }
    Ok(())
}

/// That `person` may be appointed as one of the three administrators.
///
/// # Errors
///
/// A refusal when the person is one of them already, or holds an office from `today` on.
pub async fn may_administer(tx: &Tx, person: PersonId, today: NaiveDate) -> Result<(), AppError> {
    store::hold_person(tx, person).await?;
    let terms = store::terms_from(tx, person, today).await?;
    if terms.iter().any(Option::is_none) {
        return Err(refused("administrators-separate"));
    }
    if !terms.is_empty() {
        return Err(refused("administrators-no-office"));
    }
    Ok(())
}

fn refused(key: &str) -> AppError {
    AppError::Refused(Reason::new(key), Vec::new())
}
