//! Every page in every state, in both languages: it renders, its tags close, and no key shows instead of words.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gongjian_site::gallery;
use gongjian_site::web::Shell;
use gongjian_site::web::shell::Theme;
use gongjian_site::web::words::Lang;

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// Every file below `folder` whose name ends in `ending`.
fn files(folder: &Path, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// The keys written in one language, with the file each stands in.
fn keys(lang: Lang) -> BTreeMap<String, PathBuf> {
    let mut keys = BTreeMap::new();
    for (path, text) in files(&root(&format!("locales/{lang}")), ".ftl") {
        for line in text.lines() {
            let Some((key, _)) = line.split_once(" =") else { continue };
            if key.starts_with([' ', '#', '*', '[', '}']) {
                continue;
            }
            let before = keys.insert(key.to_owned(), path.clone());
            assert!(before.is_none(), "{key} stands in {} and in {before:?}", path.display());
        }
    }
    keys
}

#[test]
fn both_languages_hold_the_same_keys_each_once() {
    let [chinese, english] = Lang::ALL.map(keys);
    let names = |keys: &BTreeMap<String, PathBuf>| keys.keys().cloned().collect::<BTreeSet<_>>();
    let missing: Vec<_> = names(&chinese).symmetric_difference(&names(&english)).cloned().collect();
    assert_eq!(missing, Vec::<String>::new(), "keys of one language alone");
}

/// What stands between `before` and the next quotation mark, wherever `before` stands.
fn quoted<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_key_a_template_or_a_reason_names_is_written() {
    let known = keys(Lang::Chinese);
    let mut unknown = Vec::new();
    let mut look = |path: &Path, text: &str, befores: &[&str]| {
        for key in befores.iter().flat_map(|before| quoted(text, before)) {
            let is_key =
                !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
            if is_key && !known.contains_key(key) {
                unknown.push(format!("{}: {key}", path.display()));
            }
        }
    };
    for (path, text) in files(&root("templates"), ".html") {
        look(&path, &text, &["shell.t(\"", "shell.t1(\"", "shell.t2(\"", "shell.t3(\""]);
    }
    for (path, text) in files(&root("src"), ".rs") {
        look(&path, &text, &["Reason::new(\"", ".t(\"", ".t1(\"", ".t2(\""]);
    }
    assert_eq!(unknown, Vec::<String>::new());
}

#[test]
fn the_gallery_shows_every_page_the_source_holds() {
    let shown: BTreeSet<String> = gallery::samples().iter().map(|s| last(s.name)).collect();
    let mut written = BTreeSet::new();
    for (path, text) in files(&root("src"), ".rs") {
        for line in text.lines().filter(|line| !path.ends_with("web/answer.rs") && line.starts_with("view!("))
        {
            written.insert(line["view!(".len()..].split(',').next().unwrap().trim().to_owned());
        }
    }
    assert_eq!(shown, written);
}

fn last(path: &str) -> String {
    path.rsplit("::").next().unwrap_or(path).trim().to_owned()
}

#[test]
fn every_page_in_every_state_renders_in_both_languages_with_closed_tags_and_no_bare_key() {
    let families: BTreeSet<String> =
        keys(Lang::Chinese).keys().filter_map(|key| Some(key.split_once('-')?.0.to_owned())).collect();
    for lang in Lang::ALL {
        let shell = Shell::bare(lang, Theme::Auto, "/somewhere");
        for sample in gallery::samples() {
            let name = format!("{} {} in {lang}", sample.name, sample.number);
            let html = sample.html(&shell).unwrap_or_else(|error| panic!("{name}: {error}"));
            let page = Page::read(&html).unwrap_or_else(|why| panic!("{name}: {why}"));
            let bare: Vec<_> = page.words.iter().filter(|word| is_bare_key(word, &families)).collect();
            assert!(bare.is_empty(), "{name}: keys without words: {bare:?}");
        }
    }
}

/// Whether a whole text looks like a key: lower-case words tied by hyphens, the first of which begins other keys.
fn is_bare_key(text: &str, families: &BTreeSet<String>) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() > 1
        && families.contains(parts[0])
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
}

/// The texts of a page, once its tags have been found to close and its ids to differ.
struct Page {
    words: Vec<String>,
}

const VOID: [&str; 9] = ["meta", "link", "input", "br", "img", "hr", "rect", "circle", "path"];
const READ_ALOUD: [&str; 4] = ["title", "aria-label", "placeholder", "alt"];

impl Page {
    fn read(html: &str) -> Result<Self, String> {
        let (mut open, mut ids, mut words) = (Vec::<String>::new(), BTreeSet::new(), Vec::new());
        let mut rest = html.trim_start().strip_prefix("<!doctype html>").ok_or("no doctype")?;
        while let Some((text, from_tag)) = rest.split_once('<') {
            words.push(text.trim().to_owned());
            let (tag, after) = from_tag.split_once('>').ok_or("a tag does not end")?;
            rest = after;
            if let Some(name) = tag.strip_prefix('/') {
                if open.pop().as_deref() != Some(name) {
                    return Err(format!("</{name}> closes nothing; open: {open:?}"));
                }
                continue;
            }
            let name = tag.split_whitespace().next().unwrap_or_default().trim_end_matches('/').to_owned();
            for (attribute, value) in attributes(tag) {
                if attribute == "id" && !ids.insert(value.to_owned()) {
                    return Err(format!("two things have the id {value}"));
                }
                if READ_ALOUD.contains(&attribute) {
                    words.push(value.trim().to_owned());
                }
                if attribute == "style" || attribute.starts_with("on") {
                    return Err(format!("<{name}> carries {attribute}, which the policy forbids"));
                }
            }
            if !VOID.contains(&name.as_str()) && !tag.ends_with('/') {
                open.push(name);
            }
        }
        if open.is_empty() { Ok(Self { words }) } else { Err(format!("left open: {open:?}")) }
    }
}

/// The attributes of a tag with their values. Values stand in double or single quotation marks.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some(at) = rest.find("=\"").or_else(|| rest.find("='")) {
        let quote = &rest[at + 1..at + 2];
        let name = rest[..at].split_whitespace().last().unwrap_or_default();
        let Some((value, after)) = rest[at + 2..].split_once(quote) else { break };
        found.push((name, value));
        rest = after;
    }
    found
}
