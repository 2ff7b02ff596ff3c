//! People 人员: who they are, where they belong, and who read their file.

pub mod store;

use pinyin::ToPinyin;
use utoipa_axum::router::OpenApiRouter;

use crate::Site;

/// The feature's routes.
#[must_use]
pub fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
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
