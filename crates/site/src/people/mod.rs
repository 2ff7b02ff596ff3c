//! People 人员: who they are, where they belong, and who read their file.

pub mod change;
pub mod list;
pub mod record;
pub mod search;
pub mod store;

use gongjian_domain::people::identity_number::IdentityNumber;
use pinyin::ToPinyin;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Site;
use crate::keys::{KeyError, Keys};

/// The column the identity number is sealed for; its blind index is made for the same place.
const IDENTITY_NUMBER: &str = "person.id_number";

/// An identity number as the table keeps it: sealed, and as a blind index for look-up and duplicates.
///
/// # Errors
///
/// When the system gives no random bytes.
pub fn sealed_identity(keys: &Keys, number: IdentityNumber) -> Result<(Vec<u8>, Vec<u8>), KeyError> {
    let plain = number.expose();
    Ok((keys.seal(IDENTITY_NUMBER, plain.as_bytes())?, keys.blind(IDENTITY_NUMBER, plain)?))
}

/// The blind index under which the holder of `number` is found.
///
/// # Errors
///
/// As [`Keys::blind`].
pub fn identity_index(keys: &Keys, number: IdentityNumber) -> Result<Vec<u8>, KeyError> {
    keys.blind(IDENTITY_NUMBER, number.expose())
}

/// A sealed identity number in the clear. Whoever calls this owes the reader's name to the record.
///
/// # Errors
///
/// When it was sealed with another key or altered.
pub fn opened_identity(keys: &Keys, sealed: &[u8]) -> Result<String, KeyError> {
    let plain = keys.open_sealed(IDENTITY_NUMBER, sealed)?;
    String::from_utf8(plain).map_err(|_| KeyError::Unopened)
}

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::page))
        .routes(routes!(list::export::export))
        .routes(routes!(search::page))
        .routes(routes!(record::page, change::change))
        .routes(routes!(record::reveal))
        .routes(routes!(change::form))
        .routes(routes!(change::affiliate))
        .routes(routes!(change::end_affiliation))
}

/// The pinyin initials of a name, in lower case, for search: 诸葛娟欣 → `zgjx`.
/// Characters without a known reading stand for themselves.
#[must_use]
pub fn initials(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && *c != '·')
        .map(|c| {
            c.to_pinyin().and_then(|p| p.plain().chars().next()).unwrap_or_else(|| c.to_ascii_lowercase())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn initials_follow_the_reading_and_keep_what_has_none() {
        assert_eq!(super::initials("诸葛娟欣"), "zgjx");
        assert_eq!(super::initials("Li Lei"), "lilei");
        assert_eq!(super::initials("𠮷田"), "𠮷t");
    }
}
