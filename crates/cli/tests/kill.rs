//! Nothing acknowledged is lost, however the program ends.

#![cfg(test)]

mod program;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::mpsc;

use program::{Place, Server, ask, upload};
use serde_json::{Value, json};

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

/// Kills among confirmations and among imports: each takes longer to prepare than a kill among plain writes.
fn kills_among_acts() -> usize {
    kills().div_ceil(5)
}

/// What the other side is asked to confirm at once.
const MEETINGS: usize = 6;

/// The joint branch of the demonstration, as the secretaries of its two sides see it.
struct Sides {
    school: String,
    enterprise: String,
    branch: Value,
    side: Value,
}

impl Sides {
    fn of(place: &Place, address: &str) -> Self {
        let [school, enterprise] = ["school", "enterprise"].map(|name| place.run(&["user", "token", name]));
        let all = ask(address, &school, "/organisations", None).unwrap();
        let joint = all["rows"].as_array().unwrap().iter().find(|row| row["kind"] == "joint_branch").unwrap();
        let branch = joint["id"].clone();
        let page =
            ask(address, &school, &format!("/organisations/{}", branch.as_str().unwrap()), None).unwrap();
        let side =
            page["sides"].as_array().unwrap().iter().find(|side| side["kind"] == "enterprise").unwrap();
        Self { school, enterprise, branch, side: side["id"].clone() }
    }

    /// A theme day held by everybody, whose minutes the school has handed in and so confirmed; its address.
    fn handed_in(&self, address: &str, number: usize) -> String {
        let say = |path: &str, body: Value| ask(address, &self.school, path, Some(&body)).unwrap();
        let ago = chrono::TimeDelta::days(2 + i64::try_from(number).unwrap() % 200);
        let plan = json!({
            "branch": self.branch, "title": format!("留存{number}"), "theme": "学习", "agenda": "学习",
            "on": (chrono::Utc::now() - ago).date_naive(), "from": "14:30", "until": "16:30", "place": "三楼",
            "responsible": [], "visitors": "", "then": "invite",
        });
        let at = say("/meetings", plan)["location"].as_str().unwrap().to_owned();
        let record = ask(address, &self.school, &at, None).unwrap();
        let people =
            record["sides"].as_array().unwrap().iter().flat_map(|side| side["people"].as_array().unwrap());
        let marks: Vec<Value> =
            people.map(|one| json!({ "person": one["person"], "status": "present" })).collect();
        say(&format!("{at}/presence"), json!({ "marks": marks, "reason": "" }));
        say(&format!("{at}/minutes"), json!({ "text": "学习", "resolutions": "", "then": "hand_in" }));
        at
    }

    /// Confirms for the enterprise; whether that was acknowledged.
    fn confirms(&self, address: &str, meeting: &str) -> bool {
        let body = json!({ "side": self.side, "version": 1 });
        ask(address, &self.enterprise, &format!("{meeting}/confirm"), Some(&body)).is_some()
    }

    fn state(&self, address: &str, meeting: &str) -> String {
        let record = ask(address, &self.school, meeting, None).unwrap();
        record["state"].as_str().unwrap().to_owned()
    }

    /// Confirms `open` from several clients until `enough` are acknowledged, then kills the server in the middle
    /// of the others. Returns what was acknowledged.
    fn confirm_until_killed(&self, server: Server, open: &[String], enough: usize) -> BTreeSet<String> {
        let address = server.address().to_owned();
        let (queue, acknowledged) = (Mutex::new(open.iter()), Mutex::new(BTreeSet::new()));
        let (told, heard) = mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..WRITERS {
                let (told, queue, acknowledged, address) = (told.clone(), &queue, &acknowledged, &address);
                scope.spawn(move || {
                    loop {
                        let Some(meeting) = queue.lock().unwrap().next() else { break };
                        if !self.confirms(address, meeting) {
                            break;
                        }
                        acknowledged.lock().unwrap().insert(meeting.clone());
                        let _ = told.send(());
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
}

/// Of the meetings of this test: parties and acts that do not belong together. Nothing of it may ever be found.
const HALF_CONFIRMED: [(&str, &str); 4] = [
    (
        "a signature without its entry in the branch's chain",
        "SELECT count(*) FROM meeting m JOIN meeting_party p ON p.meeting_id = m.id WHERE m.title LIKE '留存%' \
         AND p.signed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.subject_id = m.id \
         AND e.chain = m.organisation_id AND e.side_id = p.side_id AND e.action = 'meeting.confirm')",
    ),
    (
        "an entry without its signature",
        "SELECT count(*) FROM meeting m JOIN ledger_entry e ON e.subject_id = m.id WHERE m.title LIKE '留存%' \
         AND e.action = 'meeting.confirm' AND e.chain = m.organisation_id AND NOT EXISTS (SELECT 1 FROM \
         meeting_party p WHERE p.meeting_id = m.id AND p.side_id = e.side_id AND p.signed_at IS NOT NULL)",
    ),
    (
        "minutes that are settled with a signature missing, or are not with all of them there",
        "SELECT count(*) FROM meeting m WHERE m.title LIKE '留存%' AND (m.state = 'confirmed') = EXISTS \
         (SELECT 1 FROM meeting_party p WHERE p.meeting_id = m.id AND p.signed_at IS NULL)",
    ),
    (
        "settled minutes to which the sides' own chains do not refer, or others to which they do",
        "SELECT count(*) FROM meeting m WHERE m.title LIKE '留存%' AND (m.state = 'confirmed') <> EXISTS \
         (SELECT 1 FROM ledger_entry e WHERE e.subject_id = m.id AND e.refers_to IS NOT NULL)",
    ),
];

#[test]
fn a_kill_in_the_middle_of_confirmations_leaves_each_whole_or_not_begun() {
    let place = Place::new();
    let mut server = place.serve_with(&["--demo"]);
    let sides = Sides::of(&place, server.address());
    for cycle in 0..kills_among_acts() {
        let open: Vec<String> =
            (0..MEETINGS).map(|n| sides.handed_in(server.address(), cycle * MEETINGS + n)).collect();
        let acknowledged = sides.confirm_until_killed(server, &open, 1 + cycle % 3);

        server = place.serve_with(&["--demo"]);
        for (what, question) in HALF_CONFIRMED {
            assert_eq!(place.count(question), 0, "cycle {cycle}: {what}");
        }
        for meeting in &open {
            let state = sides.state(server.address(), meeting);
            assert!(state == "confirmed" || !acknowledged.contains(meeting), "{meeting} is lost: {state}");
            // What did not come about can be done now, as if nothing had been tried.
            assert!(state == "confirmed" || sides.confirms(server.address(), meeting), "{meeting}: {state}");
        }
    }
    server.kill();
    for (what, question) in HALF_CONFIRMED {
        assert_eq!(place.count(question), 0, "{what}");
    }
    let settled =
        place.count("SELECT count(*) FROM meeting WHERE title LIKE '留存%' AND state = 'confirmed'");
    assert_eq!(usize::try_from(settled).unwrap(), kills_among_acts() * MEETINGS);
    let whole = place.run(&["audit", "verify"]);
    assert!(whole.contains("the ledger is whole"), "{whole}");
}

/// People of one roster: three times what is taken over at once, so that a kill can come between.
const PEOPLE: usize = 1_500;

/// A number in the characters of which a name may consist.
fn in_characters(number: usize) -> String {
    let digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    number.to_string().bytes().map(|digit| digits[usize::from(digit - b'0')]).collect()
}

/// A roster of people nobody knows yet; all their names begin with the same characters.
fn roster(cycle: usize) -> (String, String) {
    let begins = format!("留{}之", in_characters(cycle));
    let lines = (0..PEOPLE).map(|n| format!("020100002,{begins}{},K{cycle}-{n}\n", in_characters(n)));
    (begins.clone(), std::iter::once("党支部编码,姓名,学工号\n".to_owned()).chain(lines).collect())
}

/// What a program sees of an import once `is_so`.
fn seen_when(address: &str, token: &str, import: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    loop {
        let page = ask(address, token, import, None).unwrap();
        if is_so(&page) {
            return page;
        }
        std::thread::yield_now();
    }
}

/// Begins to take an import over and kills the server once `rows` of it are done, or all of them.
fn take_over_until_killed(server: Server, token: &str, import: &str, rows: u64) {
    let address = server.address().to_owned();
    let commit = format!("{import}/commit");
    std::thread::scope(|scope| {
        scope.spawn(|| ask(&address, token, &commit, Some(&json!({ "mode": "good" }))));
        seen_when(&address, token, import, |page| {
            page["under_way"].as_u64().is_some_and(|done| done >= rows) || page["state"] == "committed"
        });
        server.kill();
    });
}

/// How many more or fewer people, or their memberships, there are than were taken over.
fn out_of_step(place: &Place, begins: &str) -> [i64; 2] {
    let committed = format!(
        "{PEOPLE} * (SELECT count(*) FROM import_run WHERE file_name = '{begins}.csv' AND state = 'committed')"
    );
    let people = format!("SELECT (SELECT count(*) FROM person WHERE name LIKE '{begins}%') - {committed}");
    let memberships = format!(
        "SELECT (SELECT count(*) FROM membership m JOIN person p ON p.id = m.person_id WHERE p.name LIKE '{begins}%') \
         - {committed}"
    );
    [place.count(&people), place.count(&memberships)]
}

#[test]
fn a_kill_in_the_middle_of_an_import_takes_everybody_over_or_nobody() {
    let place = Place::new();
    let organisations = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/import/organisations.xlsx");
    place.run(&["import", "organisations", organisations]);
    place.run(&["user", "add", "organiser", "--role", "organiser", "--organisation", "020100"]);
    let token = place.run(&["user", "token", "organiser"]);
    let mut server = place.serve();
    let all = ask(server.address(), &token, "/organisations?q=020100", None).unwrap();
    let college = all["rows"].as_array().unwrap().iter().find(|row| row["code"] == "020100").unwrap();
    let college = college["id"].as_str().unwrap().to_owned();
    let mut left = Vec::new();
    for cycle in 0..kills_among_acts() {
        let (begins, file) = roster(cycle);
        let name = format!("{begins}.csv");
        let import = upload(server.address(), &token, &college, (&name, &file)).unwrap();
        let page = seen_when(server.address(), &token, &import, |page| page["state"] != "reading");
        assert_eq!(page["counts"]["new"], PEOPLE, "{page}");
        let rows = u64::try_from(cycle * 400 % PEOPLE).unwrap();
        take_over_until_killed(server, &token, &import, rows);

        server = place.serve();
        assert_eq!(out_of_step(&place, &begins), [0, 0], "cycle {cycle}");
        if ask(server.address(), &token, &import, None).unwrap()["state"] != "committed" {
            left.push((begins, import));
        }
    }
    // What a kill stopped is still there to be decided about, and is taken over whole.
    for (begins, import) in &left {
        ask(server.address(), &token, &format!("{import}/commit"), Some(&json!({ "mode": "good" }))).unwrap();
        seen_when(server.address(), &token, import, |page| page["state"] == "committed");
        assert_eq!(out_of_step(&place, begins), [0, 0]);
    }
    server.kill();
    assert!(!left.is_empty(), "no kill came in the middle");
    let unmatched = "SELECT (SELECT count(*) FROM import_run WHERE state = 'committed') \
                     - (SELECT count(*) FROM ledger_entry WHERE action = 'import.commit')";
    assert_eq!(
        place.count(unmatched),
        0,
        "an import stands without its entry, or an entry without its import"
    );
    let whole = place.run(&["audit", "verify"]);
    assert!(whole.contains("the ledger is whole"), "{whole}");
}
