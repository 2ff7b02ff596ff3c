//! What must not be left lying in the sources.

use super::{Source, code, sources, texts};

#[test]
fn nothing_is_left_for_later() {
    for source in sources("crates").into_iter().chain(sources("xtask")) {
        for word in [concat!("to", "do!("), concat!("unimpl", "emented!("), concat!("db", "g!(")] {
            assert!(!code(&source).contains(word), "{} holds {word}", source.path);
        }
    }
}

#[test]
fn no_path_of_one_machine_stands_in_the_project() {
    let own = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/Us", "ers/")];
    for Source { path, text } in texts() {
        for place in own {
            assert!(!text.contains(place), "{path} names {place}");
        }
    }
}

#[test]
fn the_lock_files_name_no_registry_of_one_machine() {
    for name in ["package-lock.json", "browser/package-lock.json"] {
        let text = std::fs::read_to_string(crate::root().join(name)).unwrap();
        assert!(!text.contains("\"resolved\""), "{name} names where packages come from");
    }
    let cargo = std::fs::read_to_string(crate::root().join("Cargo.lock")).unwrap();
    for line in cargo.lines().filter(|line| line.starts_with("source = ")) {
        let public = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
        assert_eq!(line, public, "Cargo.lock names another registry");
    }
}

/// Closing a site verifies its ledger and that no job is left, so a test that does not close it proves less.
#[test]
fn every_test_with_a_site_closes_it() {
    for source in super::sources("crates/site/tests/it") {
        for test in source.text.split("#[tokio::test").skip(1) {
            let test = test.split("\n}\n").next().unwrap();
            let name =
                test.split("async fn ").nth(1).and_then(|rest| rest.split('(').next()).unwrap_or_default();
            // A test that only calls another function leaves the closing to it.
            let lines = test.lines().skip_while(|line| !line.contains("async fn")).skip(1);
            let calls_one = lines.filter(|line| !line.trim().is_empty()).count() == 1;
            let closes =
                [".close().await", ".close_leaving(", ".close_broken()"].iter().any(|end| test.contains(end));
            assert!(closes || calls_one, "{}: {name} does not close its site", source.path);
        }
    }
}
