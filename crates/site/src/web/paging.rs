//! Pages by key: the rows after a row, never the rows after a number.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Rows on a page.
pub const PAGE_ROWS: u64 = 50;
/// A count is never taken further than this.
pub const COUNT_CAP: u64 = 1_000;

/// Which page was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
pub struct PageKey {
    /// Show what follows the row with this key.
    pub after: Option<String>,
}

/// Where the next page is, and how many rows there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Paging {
    /// How many rows the filter finds, at most 1 000.
    pub count: u64,
    /// Whether there are more than counted.
    pub capped: bool,
    /// The key to ask the next page with; none on the last.
    pub next: Option<String>,
}

impl Paging {
    /// From a count taken with a limit of one more than the cap.
    #[must_use]
    pub fn counted(found: u64, next: Option<String>) -> Self {
        Self { count: found.min(COUNT_CAP), capped: found > COUNT_CAP, next }
    }
}

/// `path` with those of `pairs` that are not empty as its query.
#[must_use]
pub fn address(path: &str, pairs: &[(&str, String)]) -> String {
    let mut address = path.to_owned();
    for (key, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        let value = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
        address.push_str(&format!("{}{key}={value}", if address.contains('?') { '&' } else { '?' }));
    }
    address
}
