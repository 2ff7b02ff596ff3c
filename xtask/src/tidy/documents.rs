//! The hand-written documents tell the truth about the tree.

use std::collections::BTreeSet;
use std::fs;

use super::{Source, code, sources};

const DOCUMENTS: [&str; 8] = [
    "README.md",
    "README.en.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "STYLE.md",
    "SECURITY.md",
    "docs/glossary.md",
    "docs/operate.md",
];

fn read(path: &str) -> String {
    fs::read_to_string(crate::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands between backticks or in the target of a link, if it is the path of a file here.
fn paths(text: &str) -> BTreeSet<String> {
    let rooms =
        ["crates/", "docs/", "scripts/", "policies/", "rulebook/", "browser/", "deploy/", "bench/", "xtask/"];
    let ticked = text.split('`').skip(1).step_by(2);
    let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    ticked
        .chain(linked)
        .filter(|path| rooms.iter().any(|room| path.starts_with(room)))
        .filter(|path| !path.contains(['<', '*', '{', ' ', '…']) && !path.contains("NNNN"))
        .map(|path| path.split('#').next().unwrap_or(path).to_owned())
        .collect()
}

#[test]
fn every_path_a_document_names_is_there() {
    for document in DOCUMENTS {
        for path in paths(&read(document)) {
            let made = ["docs/screenshots/"].iter().any(|folder| path.starts_with(folder));
            assert!(
                made || crate::root().join(&path).exists(),
                "{document} names {path}, which is not there"
            );
        }
    }
}

#[test]
fn every_target_a_document_names_is_in_the_makefile() {
    let makefile = read("Makefile");
    for document in DOCUMENTS {
        for target in read(document).split("`make ").skip(1).filter_map(|rest| rest.split('`').next()) {
            for one in target.split_whitespace() {
                assert!(makefile.contains(&format!("\n{one}:")), "{document} names make {one}");
            }
        }
    }
}

/// The folders of `crates/site/src` that have pages.
fn features() -> BTreeSet<String> {
    sources("crates/site/src")
        .iter()
        .filter(|source| source.path.ends_with("/mod.rs") && source.text.contains("pub fn routes()"))
        .map(|source| source.path.trim_end_matches("/mod.rs").to_owned())
        .collect()
}

#[test]
fn every_feature_stands_in_the_feature_map_of_both_readmes() {
    for readme in ["README.md", "README.en.md"] {
        let named = paths(&read(readme));
        for feature in features() {
            assert!(named.contains(&feature), "{readme}: the feature map lacks {feature}");
        }
    }
}

#[test]
fn every_public_type_of_the_core_is_in_the_glossary() {
    let glossary = read("docs/glossary.md");
    for source in sources("crates/domain/src").into_iter().filter(|source| !source.path.contains("test")) {
        for name in public_types(&source) {
            assert!(
                glossary.contains(&format!("`{name}`")),
                "docs/glossary.md lacks {name} ({})",
                source.path
            );
        }
    }
}

fn public_types(source: &Source) -> Vec<String> {
    code(source)
        .lines()
        .filter_map(|line| {
            ["pub struct ", "pub enum ", "pub trait ", "pub type "]
                .iter()
                .find_map(|start| line.strip_prefix(start))
        })
        .filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned))
        .collect()
}
