//! Who may do what to what, asked at the real door and written down as a table a non-programmer can read.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use gongjian_door::{Asker, Door, Offices, Thing};
use gongjian_site::policy::actions;
use gongjian_site::router::openapi;
use gongjian_site::web::words::Lang;

const OWN: &str = "own";
const BELOW: &str = "below";
const ABOVE: &str = "above";
const ELSEWHERE: &str = "elsewhere";

/// Everybody who asks: what they are called, and what they hold in the organisation called `own`.
fn askers() -> Vec<(&'static str, Asker)> {
    let own = || vec![OWN.to_owned()];
    let holding = |offices: Offices| Asker::Actor(Box::new(Offices { person: "me".into(), ..offices }));
    let administers = |word: &str| holding(Offices { administers: vec![word.into()], ..Offices::default() });
    vec![
        ("组织员", holding(Offices { organiser: own(), ..Offices::default() })),
        ("书记", holding(Offices { secretary: own(), ..Offices::default() })),
        (
            "一侧书记",
            holding(Offices {
                joint_secretary: own(),
                side_keeper: vec!["my-side".into()],
                side_secretary: vec!["my-side".into()],
                ..Offices::default()
            }),
        ),
        ("委员", holding(Offices { committee: own(), ..Offices::default() })),
        (
            "一侧委员",
            holding(Offices {
                joint_committee: own(),
                side_committee: vec!["my-side".into()],
                ..Offices::default()
            }),
        ),
        ("成员", holding(Offices { member: own(), ..Offices::default() })),
        ("系统管理员", administers("system")),
        ("安全管理员", administers("security")),
        ("审计管理员", administers("audit")),
        ("无职务", holding(Offices::default())),
        ("命令行", Asker::Operator),
        ("后台任务", Asker::Job),
        ("未登录", Asker::Link),
    ]
}

fn within(organisation: &str) -> Vec<String> {
    let above: &[&str] = match organisation {
        OWN => &[OWN, ABOVE],
        BELOW => &[BELOW, OWN, ABOVE],
        ABOVE => &[ABOVE],
        _ => &[ELSEWHERE],
    };
    above.iter().map(|id| (*id).to_owned()).collect()
}

fn thing(kind: &'static str, id: &str, organisation: Option<&str>, invited: &[&str]) -> Thing {
    Thing {
        kind,
        id: id.to_owned(),
        organisations: organisation.iter().map(|id| (*id).to_owned()).collect(),
        within: organisation.map(within).unwrap_or_default(),
        invited: invited.iter().map(|id| (*id).to_owned()).collect(),
        ..Thing::default()
    }
}

/// Something about a student of another organisation whom the asker mentors, before, within and after that time;
/// then of the own side, the other side, the asker in person, and by place.
fn about_a_student(kind: &'static str) -> Vec<(&'static str, Thing)> {
    let elsewhere = || thing(kind, "it", Some(ELSEWHERE), &["somebody"]);
    let on_side = |side: &str| {
        let it = thing(kind, "it", Some(OWN), &["somebody"]);
        Thing { sides: vec![side.to_owned()], ..it }
    };
    let own = || thing(kind, "it", Some(OWN), &["me"]);
    let mentors = || vec!["me".to_owned()];
    let mut things = vec![
        ("本人将要联系的学生（培养期之前）", elsewhere()),
        ("本人正在联系的学生（培养期之内）", Thing { mentors: mentors(), ..elsewhere() }),
        ("本人联系过的学生（培养期之后）", elsewhere()),
        ("另一方培养人联系的学生", Thing { mentors: vec!["other".to_owned()], ..elsewhere() }),
        ("本人", thing(kind, "it", Some(ELSEWHERE), &["me"])),
        ("本人任职的组织里本人的", own()),
        ("误列为本人的培养人", Thing { mentors: mentors(), ..own() }),
        ("本联合党支部的本侧", on_side("my-side")),
        ("本联合党支部的另一侧", on_side("other-side")),
    ];
    for (place, words) in [(OWN, "本组织"), (BELOW, "下级组织"), (ABOVE, "上级组织"), (ELSEWHERE, "其他组织")]
    {
        things.push((words, thing(kind, "it", Some(place), &["somebody"])));
    }
    things
}

/// The things of a kind, each with how it stands to whoever asks.
fn things(kind: &'static str) -> Vec<(&'static str, Thing)> {
    let placed = |kind| {
        [(OWN, "本组织"), (BELOW, "下级组织"), (ABOVE, "上级组织"), (ELSEWHERE, "其他组织")]
            .map(|(place, words)| (words, thing(kind, "it", Some(place), &[])))
            .into_iter()
    };
    match kind {
        "Installation" => vec![("系统", thing("Installation", "it", None, &[]))],
        "Unit" => placed("Unit")
            .map(|(words, thing)| {
                let words = match words {
                    "本组织" => "本组织所在单位",
                    "下级组织" => "下级组织所在单位",
                    "上级组织" => "上级组织所在单位",
                    _ => "其他组织所在单位",
                };
                (words, thing)
            })
            .chain([("没有党组织的单位", thing("Unit", "it", None, &[]))])
            .collect(),
        "PartyOrganisation" => {
            [(OWN, "本组织"), (BELOW, "下级组织"), (ABOVE, "上级组织"), (ELSEWHERE, "其他组织")]
                .map(|(place, words)| (words, thing("PartyOrganisation", place, Some(place), &[])))
                .into()
        }
        "Side" => vec![
            ("本人代表的一方", thing("Side", "my-side", Some(OWN), &[])),
            ("本组织的另一方", thing("Side", "other-side", Some(OWN), &[])),
            ("其他组织的一方", thing("Side", "far-side", Some(ELSEWHERE), &[])),
        ],
        "Person" => {
            let on_side = |side: &str| {
                let person = thing("Person", "it", Some(OWN), &[]);
                Thing { sides: vec![side.to_owned()], ..person }
            };
            let sides =
                [("本联合党支部的本侧", on_side("my-side")), ("本联合党支部的另一侧", on_side("other-side"))];
            std::iter::once(("本人", thing("Person", "me", None, &[])))
                .chain(sides)
                .chain(placed("Person"))
                .collect()
        }
        "Meeting" => std::iter::once(("受邀的会议", thing("Meeting", "it", Some(ELSEWHERE), &["me"])))
            .chain(placed("Meeting"))
            .collect(),
        "DevelopmentCase" => {
            let on_side = |side: &str| {
                let case = thing("DevelopmentCase", "it", Some(OWN), &["somebody"]);
                Thing { sides: vec![side.to_owned()], ..case }
            };
            let sides =
                [("本联合党支部的本侧", on_side("my-side")), ("本联合党支部的另一侧", on_side("other-side"))];
            std::iter::once(("本人", thing("DevelopmentCase", "it", Some(ELSEWHERE), &["me"])))
                .chain([("本人任职的组织里本人的档案", thing("DevelopmentCase", "it", Some(OWN), &["me"]))])
                .chain(sides)
                .chain(placed("DevelopmentCase"))
                .collect()
        }
        "Observation" => about_a_student("Observation"),
        "Placement" => {
            let within = || thing("Placement", "it", Some(ELSEWHERE), &["somebody"]);
            let hosts = vec![OWN.to_owned()];
            let host_sides = vec!["my-side".to_owned()];
            about_a_student("Placement")
                .into_iter()
                .chain([
                    ("实习期内，企业是本组织所在单位", Thing { hosts, ..within() }),
                    ("实习期内，企业在本人代表的一方", Thing { host_sides, ..within() }),
                ])
                .collect()
        }
        "Import" => std::iter::once(("单位和党组织表", thing("Import", "it", None, &[])))
            .chain(placed("Import"))
            .collect(),
        other => panic!("{other} has no row in the matrix"),
    }
}

#[test]
fn the_policy_matrix_is_as_it_was_agreed() {
    let door = Arc::new(Door::hang().unwrap());
    let askers = askers();
    let mut table = String::new();
    for (action, kind) in actions::ALL {
        let words = Lang::Chinese.t(&format!("action-{}", action.replace('.', "-")));
        writeln!(table, "{words}（{action}）").unwrap();
        for (relation, thing) in things(kind) {
            let allowed: Vec<&str> = askers
                .iter()
                // A question the schema does not know, such as a job reading a file, is a refusal.
                .filter(|(_, asker)| {
                    door.allows(&door.prepare(asker).unwrap(), action, &thing).unwrap_or(false)
                })
                .map(|(name, _)| *name)
                .collect();
            let allowed = in_words(&askers, allowed);
            writeln!(table, "    {relation}：{allowed}").unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

/// The names of those who may; whoever has signed in is one word.
fn in_words(askers: &[(&'static str, Asker)], allowed: Vec<&'static str>) -> String {
    let signed_in =
        |name: &&&str| askers.iter().any(|(one, asker)| one == *name && matches!(asker, Asker::Actor(_)));
    let everybody = askers.iter().filter(|(_, asker)| matches!(asker, Asker::Actor(_))).count();
    if allowed.is_empty() {
        return "—".to_owned();
    }
    if allowed.iter().filter(signed_in).count() < everybody {
        return allowed.join("、");
    }
    let others = allowed.iter().filter(|name| !signed_in(name));
    std::iter::once(&"任何登录用户").chain(others).copied().collect::<Vec<_>>().join("、")
}

#[test]
fn an_administrator_who_came_to_an_office_all_the_same_reads_nobody() {
    let door = Door::hang().unwrap();
    let both = Offices {
        person: "me".into(),
        organiser: vec![OWN.to_owned()],
        administers: vec!["system".into()],
        ..Offices::default()
    };
    let asker = door.prepare(&Asker::Actor(Box::new(both))).unwrap();
    let person = thing("Person", "it", Some(OWN), &[]);
    let own = thing("Person", "me", Some(OWN), &[]);
    for action in ["person.particulars", "person.contact", "person.reveal", "person.change", "account.give"] {
        assert!(!door.allows(&asker, action, &person).unwrap(), "{action}");
    }
    let organisation = thing("PartyOrganisation", OWN, Some(OWN), &[]);
    assert!(!door.allows(&asker, "people.export", &organisation).unwrap());
    assert!(!door.allows(&asker, "people.import", &organisation).unwrap());
    assert!(door.allows(&asker, "person.particulars", &own).unwrap());
}

/// Method and path of every route in the interface's document, with its action.
pub(super) fn routes() -> Vec<(String, String, Option<String>)> {
    let document = serde_json::to_value(openapi()).unwrap();
    let mut routes = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, route) in methods.as_object().unwrap() {
            let action = route["x-action"].as_str().map(str::to_owned);
            routes.push((method.to_uppercase(), path.clone(), action));
        }
    }
    assert!(routes.len() > 30);
    routes
}

#[test]
fn every_route_names_an_action_the_policies_know() {
    let known: BTreeMap<&str, &str> = actions::ALL.iter().copied().collect();
    for (method, path, action) in routes() {
        let action = action.unwrap_or_else(|| panic!("{method} {path} has no x-action"));
        assert!(known.contains_key(action.as_str()), "{method} {path} names {action}, which there is not");
    }
}

#[test]
fn whoever_is_refused_reads_which_office_it_takes() {
    let named = actions::ALL.iter().map(|(action, _)| action.replace('.', "-"));
    for action in named.chain(["administrator-welcome".to_owned()]) {
        let key = format!("needs-{action}");
        assert_ne!(Lang::Chinese.t(&key), key);
    }
}

#[test]
fn every_action_has_words_and_somebody_who_may_do_it() {
    let door = Door::hang().unwrap();
    let unwritten: BTreeSet<&str> = actions::ALL
        .iter()
        .filter(|(action, _)| {
            let key = format!("action-{}", action.replace('.', "-"));
            Lang::Chinese.t(&key) == key
        })
        .map(|(action, _)| *action)
        .collect();
    assert_eq!(unwritten, BTreeSet::new());
    for (action, kind) in actions::ALL {
        let somebody = askers().iter().any(|(_, asker)| {
            let asker = door.prepare(asker).unwrap();
            things(kind).iter().any(|(_, thing)| door.allows(&asker, action, thing).unwrap_or(false))
        });
        assert!(somebody, "nobody may ever do {action}");
    }
}

#[test]
fn no_two_schemas_of_the_interface_share_a_name() {
    let (mut seen, mut twice) = (BTreeMap::new(), Vec::new());
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for (derive, item) in text.split("#[derive(").skip(1).filter_map(|rest| rest.split_once(")]")) {
                let is_schema = derive.split(',').any(|name| name.trim() == "ToSchema");
                let words = item.split_whitespace().skip_while(|word| !["struct", "enum"].contains(word));
                let Some(name) = words.clone().nth(1).filter(|_| is_schema) else { continue };
                let name = name.trim_end_matches([';', '{']).to_owned();
                let before = seen.insert(name.clone(), path.clone());
                twice.extend(
                    before.map(|before| format!("{name}: {} and {}", before.display(), path.display())),
                );
            }
        }
    }
    assert!(seen.len() > 20);
    assert_eq!(twice, Vec::<String>::new());
}
