//! What the house promises about its own files, as tests.

mod rules;

use std::fs;
use std::path::{Path, PathBuf};

/// Every file under `folder` whose name ends in `ending`, with its text.
fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    gather(&crate::root().join(folder), ending, &mut found);
    assert!(!found.is_empty(), "no {ending} under {folder}");
    found.sort();
    found
}

fn gather(folder: &Path, ending: &str, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
}
