//! Sentences stand in both languages, each under one key.

use std::collections::{BTreeMap, BTreeSet};

use super::{code, files, sources};

fn keys(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
}

#[test]
fn every_sentence_stands_in_both_languages_in_the_same_file() {
    let of = |lang: &str| -> BTreeMap<String, BTreeSet<String>> {
        let read = files(&format!("crates/site/locales/{lang}"), ".ftl");
        let named = |path: &std::path::Path| path.file_name().unwrap().to_string_lossy().into_owned();
        read.iter().map(|(path, text)| (named(path), keys(text).map(str::to_owned).collect())).collect()
    };
    let (chinese, english) = (of("zh-CN"), of("en"));
    assert_eq!(chinese.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
    for (file, keys) in &chinese {
        let missing: Vec<_> = keys.symmetric_difference(&english[file]).collect();
        assert!(missing.is_empty(), "{file}: in one language only: {missing:?}");
    }
}

#[test]
fn no_key_is_given_twice() {
    for lang in ["zh-CN", "en"] {
        let mut seen = BTreeMap::new();
        for (path, text) in files(&format!("crates/site/locales/{lang}"), ".ftl") {
            for key in keys(&text) {
                let before = seen.insert(key.to_owned(), path.clone());
                assert!(
                    before.is_none(),
                    "{key} stands in {} and {}",
                    path.display(),
                    before.unwrap().display()
                );
            }
        }
    }
}

#[test]
fn chinese_sentences_stay_calm() {
    for (path, text) in files("crates/site/locales/zh-CN", ".ftl") {
        for word in ["！", "操作成功", "操作失败", "非法"] {
            assert!(!text.contains(word), "{} says {word}", path.display());
        }
    }
}

/// What stands between quotation marks in `list`.
fn quoted(list: &str) -> impl Iterator<Item = &str> {
    list.split('"').skip(1).step_by(2)
}

/// The ledger is read by people: every name of something that changed has words. Names that are put together
/// while the program runs are found by every test of the site, which ends with `close()`.
#[test]
fn everything_that_stands_in_the_ledger_has_words() {
    let chinese: BTreeSet<String> = files("crates/site/locales/zh-CN", "ledger.ftl")
        .iter()
        .flat_map(|(_, text)| keys(text).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let mut fields = 0;
    for folder in ["crates/site/src", "crates/cli/src"] {
        for source in sources(folder) {
            let code = code(&source);
            for before in [".changed(&[", "fields: &["] {
                for list in code.split(before).skip(1).filter_map(|rest| rest.split(']').next()) {
                    for name in quoted(list) {
                        fields += 1;
                        let key = format!("ledger-field-{name}");
                        assert!(chinese.contains(&key), "{}: {key} is not written", source.path);
                    }
                }
            }
        }
    }
    assert!(fields > 20, "the acts are not found where they were: {fields}");
    let actions = std::fs::read_to_string(crate::root().join("crates/site/src/policy/actions.rs")).unwrap();
    let names = actions.lines().filter(|line| line.contains("\" on ")).filter_map(|line| quoted(line).next());
    let mut actions = 0;
    for name in names {
        actions += 1;
        let key = format!("action-{}", name.replace('.', "-"));
        assert!(chinese.contains(&key), "{key} is not written");
    }
    assert!(actions > 20, "the actions are not found where they were: {actions}");
}
