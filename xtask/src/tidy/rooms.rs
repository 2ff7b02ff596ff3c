//! Which room may know what.

use super::{Source, code, sources, tracked};

/// What `gongjian-domain` may depend on: nothing that runs, stores, serves or reads the clock.
const DOMAIN_MAY: [&str; 6] = ["chrono", "serde", "thiserror", "toml", "unicode-normalization", "uuid"];

/// Words that would bring the world into the pure core.
const OUTSIDE_WORLD: [&str; 9] = [
    "Utc::now",
    "Local::now",
    "SystemTime",
    "Instant::now",
    "std::env",
    "std::fs",
    "std::net",
    "std::thread",
    "now_v7",
];

#[test]
fn the_core_depends_on_nothing_that_runs_stores_or_serves() {
    let manifest = std::fs::read_to_string(crate::root().join("crates/domain/Cargo.toml")).unwrap();
    let dependencies = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    for line in dependencies.lines().filter(|line| !line.trim().is_empty()) {
        let name = line.split(['.', ' ', '=']).next().unwrap();
        assert!(DOMAIN_MAY.contains(&name), "gongjian-domain may not depend on {name}");
    }
    for source in sources("crates/domain/src") {
        for word in OUTSIDE_WORLD {
            assert!(!code(&source).contains(word), "{} asks the outside world: {word}", source.path);
        }
    }
}

/// Places of `crates/site/src` that are storage themselves besides `db/` and every `store.rs`.
const STORAGE: [&str; 10] = [
    // The ledger is a table with rules of its own.
    "ledger/",
    // So is the queue of jobs.
    "job/",
    // The door's answer for a list is a condition in the list's query.
    "policy/scope.rs",
    // Sessions, tokens and counts of wrong passwords are rows and nothing else.
    "account/delay.rs",
    "account/sessions.rs",
    // An import compares with the register, writes it in bulk and takes it back: stores by the kind of file.
    "imports/lists.rs",
    "imports/read.rs",
    "imports/organisations/",
    "imports/roster/",
    // The one-time address is one row, looked at by one page.
    "account/set_up.rs",
];

fn stores(path: &str) -> bool {
    path.starts_with("db/")
        || path.ends_with("/store.rs")
        || path.contains("/store/")
        || STORAGE.iter().any(|place| path.starts_with(place))
}

#[test]
fn tables_are_touched_in_stores_only() {
    for source in sources("crates/site/src") {
        let path = source.path.trim_start_matches("crates/site/src/");
        let touches = ["sea_orm::", "gongjian_tables::"].iter().any(|word| code(&source).contains(word));
        assert!(!touches || stores(path), "{} touches tables; move the question to a store.rs", source.path);
    }
    for other in ["crates/cli/src", "crates/papers/src", "crates/door/src"] {
        for source in sources(other) {
            assert!(!code(&source).contains("sea_orm::"), "{} touches tables", source.path);
        }
    }
}

#[test]
fn a_status_is_chosen_in_one_place() {
    for source in sources("crates/site/src") {
        let path = source.path.trim_start_matches("crates/site/src/");
        let may = path.starts_with("web/") || path == "router.rs";
        assert!(may || !code(&source).contains("StatusCode"), "{} chooses a status", source.path);
    }
}

#[test]
fn days_and_searches_are_read_within_their_bounds() {
    for source in sources("crates/site/src") {
        for pair in code(&source).lines().collect::<Vec<_>>().windows(2) {
            let day = pair[0].contains("blank_as_none") && pair[1].contains("Option<NaiveDate>");
            let search = pair[0].contains("#[serde(default)]") && pair[1].contains("pub q: String");
            assert!(!day, "{}: read days with web::typed::sent_day: {}", source.path, pair[1]);
            assert!(!search, "{}: read searches with web::typed::sent_words", source.path);
        }
    }
}

#[test]
fn only_its_own_room_knows_the_policy_engine() {
    for source in sources("crates").into_iter().filter(|source| !source.path.starts_with("crates/door/")) {
        assert!(!code(&source).contains("cedar_policy"), "{} knows the policy engine", source.path);
    }
}

#[test]
fn every_route_names_its_action_and_the_action_exists() {
    let actions = std::fs::read_to_string(crate::root().join("crates/site/src/policy/actions.rs")).unwrap();
    for source in sources("crates/site/src") {
        for route in code(&source).split("#[utoipa::path(").skip(1) {
            let attribute = route.split("]\npub ").next().unwrap();
            let address =
                attribute.split("path = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            let action =
                attribute.split("\"x-action\" = json!(\"").nth(1).and_then(|rest| rest.split('"').next());
            let action = action.unwrap_or_else(|| panic!("{}: {address} names no action", source.path));
            assert!(actions.contains(&format!("\"{action}\"")), "{address}: there is no action {action}");
        }
    }
}

#[test]
fn no_file_is_named_after_nothing() {
    for path in tracked() {
        let stem = path.rsplit('/').next().unwrap().split('.').next().unwrap();
        let nameless = ["utils", "util", "helpers", "helper", "common", "misc", "manager"].contains(&stem);
        assert!(!nameless, "{path}: name it after what is in it");
    }
}

/// The lints of the workspace hold in every crate; what a crate leaves out, it leaves out in its manifest.
#[test]
fn lints_are_silenced_nowhere_in_the_code() {
    for Source { path, text } in sources("crates").into_iter().chain(sources("xtask")) {
        let silences = text.lines().any(|line| line.trim_start().starts_with(concat!("#[al", "low(")));
        assert!(!silences, "{path} silences a lint");
    }
}
