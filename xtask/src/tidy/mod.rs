//! What the house promises about its own files, as tests.

mod documents;
mod leftovers;
mod rooms;
mod rules;
mod sizes;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// A file of the project: its path from the root, and its text.
struct Source {
    path: String,
    text: String,
}

/// The Rust files under `folder`.
fn sources(folder: &str) -> Vec<Source> {
    let from_root = |path: &Path| path.strip_prefix(crate::root()).unwrap().to_string_lossy().into_owned();
    files(folder, ".rs").into_iter().map(|(path, text)| Source { path: from_root(&path), text }).collect()
}

/// The code of a file without its comments.
fn code(source: &Source) -> String {
    let code = source.text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| [line, "\n"]).collect()
}

/// Every file git knows of, by its path from the root.
fn tracked() -> Vec<String> {
    let listed = Command::new("git").arg("ls-files").current_dir(crate::root()).output().unwrap();
    assert!(listed.status.success(), "the tidy checks read the list of files from git");
    String::from_utf8(listed.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// Every file git knows of that is text.
fn texts() -> Vec<Source> {
    let read =
        |path: String| Some(Source { text: fs::read_to_string(crate::root().join(&path)).ok()?, path });
    tracked().into_iter().filter_map(read).collect()
}
