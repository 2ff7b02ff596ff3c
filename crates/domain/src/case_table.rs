//! Reads the tables of `cases/`, which are manual and test at once.

use std::collections::BTreeMap;

/// One row, by the headings of its table.
pub(crate) type Row = BTreeMap<String, String>;

/// The rows of every table in `text` that has a column `column`.
pub(crate) fn rows(text: &str, column: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut heading: Option<Vec<String>> = None;
    for line in text.lines().map(str::trim) {
        let Some(cells) = cells(line) else {
            heading = None;
            continue;
        };
        match &heading {
            None => heading = Some(cells),
            Some(_) if cells.iter().all(|cell| cell.chars().all(|c| c == '-' || c == ':')) => {}
            Some(names) if names.iter().any(|name| name == column) => {
                assert_eq!(names.len(), cells.len(), "a row of another length: {line}");
                rows.push(names.iter().cloned().zip(cells).collect());
            }
            Some(_) => {}
        }
    }
    assert!(!rows.is_empty(), "no table has a column {column}");
    rows
}

fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect())
}

/// Holds that the message of `reason` stands in `sentences` and names no value the reason does not give.
pub(crate) fn assert_sentence(sentences: &str, reason: &crate::reason::Reason) {
    let head = format!("{} =", reason.key);
    let mut lines = sentences.lines().skip_while(|line| !line.starts_with(&head));
    let first = lines.next().unwrap_or_else(|| panic!("no sentence {}", reason.key));
    let rest = lines.take_while(|line| line.starts_with([' ', '}', '[', '*']));
    for line in std::iter::once(first).chain(rest) {
        for used in line.split('$').skip(1) {
            let name: String = used.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            assert!(
                reason.args.iter().any(|(given, _)| *given == name),
                "{} has no value {name}",
                reason.key
            );
        }
    }
}
