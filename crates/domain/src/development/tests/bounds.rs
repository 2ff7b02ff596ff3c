//! The ends of things: courses in which nothing is wrong, the longer chart, a case handed in as JSON.

use super::*;
use crate::people::stage::Stage;

/// The four links a course of the longer chart has besides, for the first of [`GOOD`].
const LINKS: &str = "guidance@2019-01-10 publicity_admission@2020-11-02(2020-11-02..2020-11-06) \
                     approval_notice@2021-03-02 publicity_conversion@2021-11-08(2021-11-08..2021-11-12)";

#[test]
fn a_course_in_which_nothing_is_wrong_has_only_met_findings_ends_full_and_leaves_nothing_to_do() {
    let book = RuleBook::shipped().unwrap();
    let longer = format!("{} {LINKS}", GOOD[0]);
    let courses = GOOD.iter().flat_map(|text| ["cn", "cn cn-33 college"].map(|place| (*text, place)));
    for (text, place) in courses.chain([(longer.as_str(), "cn chart-29")]) {
        let judge = Judge::new(&book, &places(place));
        let judged = judge.judge(&course(&judge, text), day(LATER));
        let unmet: Vec<_> = judged
            .findings
            .iter()
            .filter(|one| !one.met)
            .map(|one| (&one.rule.id, one.because.key))
            .collect();
        assert!(unmet.is_empty(), "{place}: {unmet:?}");
        assert_eq!(judged.stage, Some(Stage::Full));
        assert!(
            judged.next.is_empty(),
            "{place}: {:?}",
            judged.next.iter().map(|one| &one.step.id).collect::<Vec<_>>()
        );
        assert!(judged.findings.len() > 30, "{}", judged.findings.len());
        judged.findings.iter().for_each(assert_told);
    }
}

#[test]
fn a_course_across_the_change_of_packs_is_judged_step_by_step() {
    let book = RuleBook::shipped().unwrap();
    let judge = Judge::new(&book, &[]);
    let judged = judge.judge(&course(&judge, GOOD[2]), day(LATER));
    for one in &judged.findings {
        let taken = course(&judge, GOOD[2]);
        let on = taken.first(judge.chart().place(&one.step.id).unwrap()).unwrap().on;
        let pack = if on < day("2026-05-18") { "fzdy-2014" } else { "fzdy-2026" };
        assert!([pack, "steps-25"].contains(&one.rule.pack.as_str()), "{} at {}", one.rule.id, one.step.id);
        assert!(one.rule.in_force_on(on));
    }
    for id in ["PD-TALK", "PD-REVIEW6", "PD26-CULT", "PD26-PUBLICITY", "PD-DEV-HEAR", "PD26-VOTE", "PD-OATH"]
    {
        assert!(judged.findings.iter().any(|one| one.rule.id == id), "{id}");
    }
}

#[test]
fn a_finding_that_rests_on_a_year_without_a_calendar_is_provisional_and_holds_nothing_up() {
    let book = RuleBook::shipped().unwrap();
    let judge = Judge::new(&book, &[]);
    let short = "publicity@2027-01-04(2027-01-04..2027-01-07) target@2027-01-11";
    let judged = found(&judge, short, "target", "PD26-PUBLICITY").unwrap();
    assert!(!judged.met && judged.provisional && !judged.blocks());
    assert!(judged.finding().provisional);
    let missing = found(&judge, "target@2027-01-11", "target", "PD26-PUBLICITY").unwrap();
    assert!(!missing.provisional && missing.blocks());
    let late = found(&judge, "approval@2026-05-20 oath@2026-06-21", "oath", "PD26-OATH1M").unwrap();
    assert!(!late.met && !late.blocks() && late.finding().warns());
}

#[test]
fn the_longer_chart_has_29_numbered_links_in_order_and_the_shorter_one_25() {
    let book = RuleBook::shipped().unwrap();
    let chart = book.chart(&places("cn chart-29"));
    let numbers: Vec<u32> = chart.steps().iter().filter_map(|step| step.number).collect();
    assert_eq!(numbers, (1..=29).collect::<Vec<_>>());
    assert_eq!(chart.order.id, "STEP-ORDER-29");
    let number = |id: &str| chart.find(id).unwrap().number.unwrap();
    assert_eq!(number("guidance"), 1);
    assert_eq!(number("publicity_admission"), number("pre_review") + 1);
    assert_eq!(number("approval_notice"), number("approval_filed") + 1);
    assert_eq!(number("publicity_conversion"), number("conversion_request") + 1);
    for (step, needed) in [
        ("assembly", "publicity_admission"),
        ("conversion_assembly", "publicity_conversion"),
        ("assembly", "form"),
    ] {
        assert!(chart.find(step).unwrap().requires.contains(&chart.place(needed).unwrap()), "{step}");
    }
    let nationwide = book.chart(&places("cn cn-33 college"));
    assert_eq!(nationwide.steps().iter().filter(|step| step.number.is_some()).count(), 25);
    assert_eq!(nationwide, book.chart(&[]));
    let shared: Vec<&str> = nationwide.steps().iter().map(|step| step.id.as_str()).collect();
    let kept: Vec<&str> =
        chart.steps().iter().map(|step| step.id.as_str()).filter(|id| shared.contains(id)).collect();
    assert_eq!(kept, shared);
}

#[test]
fn a_publicity_the_longer_chart_asks_for_is_found_missing_once() {
    let book = RuleBook::shipped().unwrap();
    let judge = Judge::new(&book, &places("cn chart-29"));
    let told = "pre_review@2025-05-01 form@2025-05-02 assembly@2025-05-20";
    let judged = judge.judge(&course(&judge, told), day(LATER));
    let at: Vec<&str> = judged
        .findings
        .iter()
        .filter(|one| one.step.id == "assembly")
        .map(|one| one.rule.id.as_str())
        .collect();
    assert_eq!(at.iter().filter(|id| ["PUB-ADMISSION", "STEP-ORDER-29"].contains(id)).count(), 1, "{at:?}");
}

#[test]
fn a_case_is_read_from_json_and_what_is_not_listed_is_passed_over() {
    let text = r#"{"name":"䶮","born":null,"leaving":"2026-06-30","steps":[
        {"step":"assembly","on":"2026-05-20","note":"—","tally":{"entitled":12,"present":8,"approve":5,"written_approve":2}},
        {"step":"publicity","on":"2026-05-11","from":"2026-05-11","to":"2026-05-15"}]}"#;
    let file: CaseFile<'_> = serde_json::from_str(text).unwrap();
    let told = "离开@2026-06-30 assembly@2026-05-20(12/8:5+2) publicity@2026-05-11(2026-05-11..2026-05-15)";
    assert_eq!(file, case(told));
    assert!(matches!(file.steps[0].step, Cow::Borrowed("assembly")));
    let escaped: CaseFile<'_> =
        serde_json::from_str(r#"{"steps":[{"step":"\u0074alk","on":"2024-02-2\u0039"}]}"#).unwrap();
    assert_eq!(escaped, case("talk@2024-02-29"));
}

#[test]
fn a_day_that_is_none_or_written_another_way_is_refused_with_the_way_to_write_it() {
    for on in [
        "2026-5-18",
        "2026-02-30",
        "2025-02-29",
        "20260518",
        "2026-05-18T08:00",
        "+026-05-18",
        "",
        "2026/05/18",
    ] {
        let text = format!(r#"{{"steps":[{{"step":"talk","on":"{on}"}}]}}"#);
        let told = serde_json::from_str::<CaseFile<'_>>(&text).unwrap_err().to_string();
        assert!(told.starts_with(&format!("`{on}` is no day; write 2026-05-18")), "{told}");
    }
    let more = r#"{"steps":[{"step":"assembly","on":"2026-05-20","tally":{"entitled":12,"present":8,"approve":5,"written":2}}]}"#;
    let told = serde_json::from_str::<CaseFile<'_>>(more).unwrap_err().to_string();
    assert!(told.starts_with("unknown field `written`"), "{told}");
    let minus = more.replace("\"written\":2", "\"against\":-1");
    assert!(serde_json::from_str::<CaseFile<'_>>(&minus).is_err());
}
