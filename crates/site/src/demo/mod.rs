//! Demonstration data: the facts of the practice with invented people.

use crate::account::sign_in::DemoAccount;

/// The accounts the sign-in page offers in demonstration mode.
#[must_use]
pub fn accounts() -> Vec<DemoAccount> {
    Vec::new()
}
