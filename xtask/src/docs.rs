//! The generated documents: `docs/rules/`, a page for each rule pack.

use std::error::Error;
use std::fs;
use std::path::Path;

use gongjian_domain::rule::{RuleBook, markdown};

/// Writes the rule pages under `root`, and removes the pages of packs that are gone.
///
/// # Errors
///
/// A rule book that does not load, or a file that cannot be written.
pub(crate) fn write(root: &Path) -> Result<(), Box<dyn Error>> {
    let pages = markdown(&RuleBook::shipped()?);
    let folder = root.join("docs/rules");
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        if !pages.iter().any(|(name, _)| entry.file_name().to_str() == Some(name)) {
            fs::remove_file(entry.path())?;
        }
    }
    for (name, page) in pages {
        fs::write(folder.join(name), page)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_rule_pages_are_current() {
        let folder = crate::root().join("docs/rules");
        let pages = markdown(&RuleBook::shipped().unwrap());
        for (name, page) in &pages {
            let committed = fs::read_to_string(folder.join(name)).unwrap_or_default();
            assert!(committed == *page, "docs/rules/{name} is not current: run `cargo run -p xtask -- docs`");
        }
        let there = fs::read_dir(&folder).unwrap().count();
        assert_eq!(there, pages.len(), "docs/rules has pages no pack stands behind");
    }
}
