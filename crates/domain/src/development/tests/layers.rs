//! Of several layers the strictest decides and is named.

use super::*;

/// A pack that a province or a college puts beside the national ones.
pub(super) fn overlay(layer: &str, place: &str, rules: &[(&str, &str)]) -> String {
    let head = format!(
        "[pack]\nid = \"overlay-{place}\"\ntitle = {{ zh = \"本校规定\", en = \"Our own\" }}\nissuer = \"本校党委\"\n\
         issued = 2010-01-01\neffective_from = 2010-01-01\nlayer = \"{layer}\"\njurisdiction = \"{place}\"\n"
    );
    let rule = |(id, body): &(&str, &str)| {
        format!(
            "\n[[rule]]\nid = \"{id}\"\n{body}\nforce = \"must\"\narticle = \"\"\nstatus = \"practice\"\n\
             sources = []\ntext = {{ zh = \"本校更严。\", en = \"Stricter.\" }}\n"
        )
    };
    rules.iter().map(rule).fold(head, |text, rule| text + &rule)
}

fn talk(value: &str) -> String {
    format!("kind = \"deadline\"\n{value}\nasks = [{{ at = \"talk\", from = \"apply\" }}]")
}

/// Rule, met and due of the talk after applying on 2024-09-20.
fn talked(overlays: &[(&str, &str, &str)], on: &str) -> (String, bool, String) {
    let texts: Vec<String> = overlays
        .iter()
        .map(|(layer, place, value)| {
            let id = if *layer == "province" { "PROVINCE-TALK" } else { "COLLEGE-TALK" };
            overlay(layer, place, &[(id, &talk(value))])
        })
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|text| ("overlay.toml", text.as_str())).collect();
    let book = RuleBook::shipped_with(&files).unwrap();
    let judge = Judge::new(&book, &places("cn cn-33 college"));
    let judged = judge.judge(&course(&judge, &format!("apply@2024-09-20 talk@{on}")), day(LATER));
    let [one] = judged.findings.iter().filter(|one| one.step.id == "talk").collect::<Vec<_>>()[..] else {
        panic!("{:?}", judged.findings)
    };
    assert_told(one);
    (one.rule.id.clone(), one.met, one.due.unwrap().to_string())
}

#[test]
fn a_stricter_college_decides_and_is_named_whether_met_or_not() {
    let stricter = [("college", "college", "value = 20\nunit = \"day\"")];
    assert_eq!(talked(&stricter, "2024-10-10"), ("COLLEGE-TALK".to_owned(), true, "2024-10-10".to_owned()));
    assert_eq!(talked(&stricter, "2024-10-11"), ("COLLEGE-TALK".to_owned(), false, "2024-10-10".to_owned()));
    assert_eq!(talked(&stricter, "2024-10-21"), ("COLLEGE-TALK".to_owned(), false, "2024-10-10".to_owned()));
}

#[test]
fn a_weaker_college_loses_to_the_nation() {
    let weaker = [("college", "college", "value = 2\nunit = \"month\"")];
    assert_eq!(talked(&weaker, "2024-10-20"), ("PD-TALK".to_owned(), true, "2024-10-20".to_owned()));
    assert_eq!(talked(&weaker, "2024-10-21"), ("PD-TALK".to_owned(), false, "2024-10-20".to_owned()));
    assert_eq!(talked(&weaker, "2024-12-21"), ("PD-TALK".to_owned(), false, "2024-10-20".to_owned()));
}

#[test]
fn of_layers_as_strict_as_one_another_the_highest_is_named() {
    let same = [("college", "college", "value = 1\nunit = \"month\"")];
    assert_eq!(talked(&same, "2024-10-20").0, "PD-TALK");
    assert_eq!(talked(&same, "2024-10-21").0, "PD-TALK");
    let both = [
        ("college", "college", "value = 20\nunit = \"day\""),
        ("province", "cn-33", "value = 20\nunit = \"day\""),
    ];
    assert_eq!(talked(&both, "2024-10-10").0, "PROVINCE-TALK");
    assert_eq!(talked(&both, "2024-10-11").0, "PROVINCE-TALK");
}

#[test]
fn of_three_layers_the_strictest_is_named_wherever_it_stands() {
    let college = [
        ("province", "cn-33", "value = 25\nunit = \"day\""),
        ("college", "college", "value = 20\nunit = \"day\""),
    ];
    assert_eq!(talked(&college, "2024-10-01").0, "COLLEGE-TALK");
    let province = [
        ("province", "cn-33", "value = 15\nunit = \"day\""),
        ("college", "college", "value = 20\nunit = \"day\""),
    ];
    assert_eq!(talked(&province, "2024-10-01").0, "PROVINCE-TALK");
}

#[test]
fn a_special_case_the_college_does_not_know_is_none_there() {
    let body = "kind = \"deadline\"\nvalue = 3\nunit = \"month\"\nasks = [{ at = \"approval\", from = \"assembly\" }]";
    let stricter = body.replace("value = 3", "value = 2");
    for (body, rule) in [(body, "PD-APPROVE"), (&stricter, "COLLEGE-APPROVE")] {
        let text = overlay("college", "college", &[("COLLEGE-APPROVE", body)]);
        let book = RuleBook::shipped_with(&[("overlay.toml", &text)]).unwrap();
        let judge = Judge::new(&book, &places("cn college"));
        let within = found(&judge, "assembly@2024-11-30 approval@2025-01-30(特殊)", "approval", rule);
        assert!(within.is_some_and(|one| one.met), "{rule}");
        let late = "assembly@2024-11-30 approval@2025-05-30(特殊)";
        let unmet = found(&judge, late, "approval", "COLLEGE-APPROVE").unwrap();
        assert!(!unmet.met && unmet.rule.layer == Layer::College);
    }
}

#[test]
fn a_share_of_those_present_is_counted_of_those_present_and_never_softens_the_nations() {
    let body = "kind = \"share\"\nunit = \"person\"\nnumerator = 3\ndenominator = 4\nbase = \"present\"\n\
                asks = [{ at = \"assembly\", counts = [\"approve\"] }]";
    let text = overlay("college", "college", &[("COLLEGE-VOTE", body)]);
    let book = RuleBook::shipped_with(&[("overlay.toml", &text)]).unwrap();
    let judge = Judge::new(&book, &places("cn college"));
    for (ballot, rule, met, sentence) in [
        ("12/8:5+2", "COLLEGE-VOTE", true, "judged-approve-of-present-met"),
        ("12/12:8", "COLLEGE-VOTE", false, "judged-approve-of-present-unmet"),
        ("12/12:9", "COLLEGE-VOTE", true, "judged-approve-of-present-met"),
        ("12/7:6", "PD-VOTE", false, "judged-approve-unmet"),
    ] {
        let judged = found(&judge, &format!("assembly@2025-05-20({ballot})"), "assembly", rule).unwrap();
        assert_eq!((judged.met, judged.because.key), (met, sentence), "{ballot}");
        assert_told(&judged);
    }
}

#[test]
fn a_college_rule_older_than_the_nations_leaves_the_first_national_rules_where_they_were() {
    let text = overlay("college", "college", &[("COLLEGE-TALK", &talk("value = 20\nunit = \"day\""))]);
    let book = RuleBook::shipped_with(&[("overlay.toml", &text)]).unwrap();
    let judge = Judge::new(&book, &places("cn college"));
    let age = found(&judge, "出生@1990-01-01 apply@2012-03-01 talk@2012-03-10", "apply", "PD-AGE");
    assert!(age.is_some_and(|one| one.met));
    let nowhere = Judge::new(&book, &places("nowhere"));
    assert!(found(&nowhere, "apply@2024-09-20 talk@2024-10-21", "talk", "PD-TALK").is_some());
}

#[test]
fn a_publicity_two_layers_ask_for_comes_next_once() {
    let body = "kind = \"window-workdays\"\nunit = \"workday\"\nvalue = 7\n\
                asks = [{ at = \"target\", window = \"publicity\" }]";
    let text = overlay("college", "college", &[("COLLEGE-PUBLICITY", body)]);
    let book = RuleBook::shipped_with(&[("overlay.toml", &text)]).unwrap();
    let judge = Judge::new(&book, &places("cn college"));
    let told = "activist@2025-01-10 activist_filed@2025-01-15 mentors@2025-01-20 observation@2026-01-05";
    let next = judge.judge(&course(&judge, told), day("2026-06-01")).next;
    assert_eq!(next.iter().filter(|one| one.step.id == "publicity").count(), 1);
    let shown = format!("{told} publicity@2026-05-18(2026-05-18..2026-05-22)");
    let target = judge.judge(&course(&judge, &shown), day("2026-06-01")).next.pop().unwrap();
    assert_eq!((target.step.id.as_str(), target.earliest), ("target", Some(day("2026-05-27"))));
}
