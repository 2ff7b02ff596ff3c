//! Nothing acknowledged is lost, however the program ends.

#![cfg(test)]

mod program;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::mpsc;

use program::{Place, ask};
use serde_json::json;

const WRITERS: usize = 4;
const EVERYDAY_KILLS: usize = 20;

/// How often the program is killed; `make test-long` asks for more.
fn kills() -> usize {
    std::env::var("GONGJIAN_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(EVERYDAY_KILLS)
}

/// Writes without pause from several clients until `enough` writes are acknowledged, then kills the
/// server in the middle of the others. Returns what was acknowledged.
fn write_until_killed(place: &Place, token: &str, cycle: usize, enough: usize) -> BTreeSet<String> {
    let server = place.serve();
    let address = server.address().to_owned();
    let acknowledged = Mutex::new(BTreeSet::new());
    let (told, heard) = mpsc::channel();
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (told, acknowledged, address) = (told.clone(), &acknowledged, &address);
            scope.spawn(move || {
                for turn in 0.. {
                    let label = format!("kept-{cycle}-{writer}-{turn}");
                    let body = json!({ "label": label });
                    if ask(address, token, "/account/tokens", Some(&body)).is_none() {
                        break;
                    }
                    acknowledged.lock().unwrap().insert(label);
                    if told.send(()).is_err() {
                        break;
                    }
                }
            });
        }
        for _ in 0..enough {
            heard.recv().unwrap();
        }
        server.kill();
    });
    acknowledged.into_inner().unwrap()
}

fn kept(address: &str, token: &str) -> BTreeSet<String> {
    let page = ask(address, token, "/account", None).unwrap();
    let lines = page["credentials"].as_array().unwrap();
    lines.iter().filter_map(|line| line["label"].as_str()).map(str::to_owned).collect()
}

#[test]
fn a_kill_in_the_middle_of_writes_loses_nothing_that_was_acknowledged() {
    let place = Place::new();
    for cycle in 0..kills() {
        // An account for each cycle keeps its list short.
        let name = format!("writer{cycle}");
        place.run(&["user", "add", &name, "--role", "member"]);
        let token = place.run(&["user", "token", &name]);
        let acknowledged = write_until_killed(&place, &token, cycle, 3 + cycle * 7 % 23);

        let again = place.serve();
        let kept = kept(again.address(), &token);
        let lost: Vec<_> = acknowledged.difference(&kept).collect();
        assert!(lost.is_empty(), "cycle {cycle} lost {lost:?}");
        again.kill();
    }
    let whole = place.run(&["audit", "verify"]);
    assert!(whole.contains("the ledger is whole"), "{whole}");
    let tokens = place.count("SELECT count(*) FROM credential WHERE label LIKE 'kept-%'");
    let entries = place.count("SELECT count(*) FROM ledger_entry WHERE action = 'own.change'");
    assert_eq!(tokens, entries, "a change stands without its entry, or an entry without its change");
}
