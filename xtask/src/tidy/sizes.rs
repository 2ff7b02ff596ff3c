//! Nothing is longer than a reader can hold in mind.

use super::{Source, sources};

const LONGEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 80;

#[test]
fn no_file_is_longer_than_600_lines() {
    for Source { path, text } in sources("crates").into_iter().chain(sources("xtask")) {
        let lines = text.lines().count();
        assert!(lines <= LONGEST_FILE, "{path} has {lines} lines");
    }
}

/// Functions that are tables: one entry after another, and nothing to follow.
const TABLES: [(&str, &str); 1] = [("crates/domain/src/people/roster/column.rs", "headings")];

#[test]
fn no_function_is_longer_than_80_lines() {
    let mut long = Vec::new();
    for source in sources("crates").into_iter().chain(sources("xtask")) {
        for (line, name, length) in functions(&source.text) {
            if length > LONGEST_FUNCTION && !TABLES.contains(&(source.path.as_str(), name)) {
                long.push(format!("{}:{line}: {name} has {length} lines", source.path));
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

/// Every function with the line it begins on and its length. The sources are formatted, so a
/// function ends at the first closing brace that stands as far in as it began.
fn functions(text: &str) -> Vec<(usize, &str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let words = line.trim_start();
        let Some((before, after)) = words.split_once("fn ") else { continue };
        let is_item = before.split_whitespace().all(|word| {
            word.starts_with("pub")
                || matches!(word, "async" | "const" | "unsafe" | "extern" | "in" | "super)")
        });
        if !is_item || !after.starts_with(|c: char| c.is_lowercase() || c == '_') {
            continue;
        }
        let close = format!("{}}}", " ".repeat(indent));
        let declared_only = lines.iter().skip(at).take_while(|l| !l.ends_with('{')).any(|l| l.ends_with(';'));
        if line.ends_with('}') || declared_only {
            continue;
        }
        if let Some(length) = lines.iter().skip(at).position(|l| **l == close) {
            found.push((at + 1, after.split(['(', '<']).next().unwrap_or(after), length + 1));
        }
    }
    found
}

#[test]
fn the_measure_measures() {
    let text = "impl X {\n    pub(crate) async fn long(\n        a: u8,\n    ) {\n        a;\n    }\n\n    fn short() {}\n}\n\ntrait Y {\n    fn z(&self);\n}\n";
    assert_eq!(functions(text), [(2, "long", 5)]);
}
