//! The manual of member development told as tests, and the sentences in both languages.

use std::collections::BTreeSet;

use super::*;

const RULES: [&str; 6] = [
    include_str!("../../../cases/development/applying.md"),
    include_str!("../../../cases/development/activist.md"),
    include_str!("../../../cases/development/target.md"),
    include_str!("../../../cases/development/admission.md"),
    include_str!("../../../cases/development/probation.md"),
    include_str!("../../../cases/development/layers.md"),
];
const NEXT: &str = include_str!("../../../cases/development/next.md");
const IMPOSSIBLE: &str = include_str!("../../../cases/development/impossible.md");

/// The rules of the place a row names; of the nation when it names none.
fn judge_of<'b>(book: &'b RuleBook, row: &Row) -> Judge<'b> {
    Judge::new(book, &row.get("辖区").map(|text| places(text)).unwrap_or_default())
}

fn last_step(text: &str) -> &str {
    text.split_whitespace().next_back().unwrap().split('@').next().unwrap()
}

/// A finding as the columns of the manual tell it: outcome, sentence, due, pack, layer.
fn told(judged: Option<&Judged<'_>>) -> [String; 5] {
    let Some(judged) = judged else { return ["—"; 5].map(str::to_owned) };
    let met = if judged.met { "met" } else { "unmet" };
    [
        format!("{met}{}", if judged.provisional { " 暂定" } else { "" }),
        judged.because.key.strip_prefix("judged-").unwrap().to_owned(),
        judged.due.map_or_else(|| "—".to_owned(), |due| due.to_string()),
        judged.rule.pack.clone(),
        match judged.rule.layer {
            Layer::Nation => "nation",
            Layer::Province => "province",
            Layer::College => "college",
        }
        .to_owned(),
    ]
}

#[test]
fn the_manual_tells_the_truth_about_every_rule() {
    let book = RuleBook::shipped().unwrap();
    let mut wrong = Vec::new();
    for row in RULES.iter().flat_map(|text| rows(text, "规则")) {
        let steps = &row["步骤"];
        let judged = found(&judge_of(&book, &row), steps, last_step(steps), &row["规则"]);
        let [outcome, sentence, due, pack, layer] = told(judged.as_ref());
        let said = [&row["结论"], &row["句子"], &row["截止"], &row["包"], row.get("层").unwrap_or(&layer)];
        if said != [&outcome, &sentence, &due, &pack, &layer] {
            wrong.push(format!("{} {steps}: {outcome} | {sentence} | {due} | {pack} | {layer}", row["规则"]));
        }
        if let Some(judged) = judged {
            assert_told(&judged);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_question_of_a_rule_has_a_row_in_which_it_is_met_and_one_in_which_it_is_not() {
    let told: BTreeSet<(String, String, String)> = RULES
        .iter()
        .flat_map(|text| rows(text, "规则"))
        .map(|row| {
            let outcome = row["结论"].split(' ').next().unwrap().to_owned();
            (row["规则"].clone(), last_step(&row["步骤"]).to_owned(), outcome)
        })
        .collect();
    for rule in RuleBook::shipped().unwrap().rules() {
        for ask in &rule.asks {
            for outcome in ["met", "unmet"] {
                let row = (rule.id.clone(), ask.at.clone(), outcome.to_owned());
                assert!(told.contains(&row), "{} at {} is never {outcome}", rule.id, ask.at);
            }
        }
    }
}

#[test]
fn the_manual_tells_the_truth_about_what_comes_next() {
    let book = RuleBook::shipped().unwrap();
    let mut wrong = Vec::new();
    for row in rows(NEXT, "下一步") {
        let judge = judge_of(&book, &row);
        let today = day(&row["今天"]);
        let course = case(&row["步骤"]).course(judge.chart(), today).unwrap();
        let judged = judge.judge(&course, today);
        let end = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        let next: Vec<String> = judged
            .next
            .iter()
            .map(|one| format!("{}[{}..{}]", one.step.id, end(one.earliest), end(one.due)))
            .collect();
        let stage = judged.stage.map_or("—", |stage| stage.as_str());
        if next.join(" ") != row["下一步"] || stage != row["阶段"] {
            wrong.push(format!("{} on {today}: {stage} | {}", row["步骤"], next.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_manual_tells_the_truth_about_what_cannot_be() {
    let book = RuleBook::shipped().unwrap();
    let chart = book.chart(&[]);
    for row in rows(IMPOSSIBLE, "步骤") {
        let result = case(&row["步骤"]).course(chart, day(&row["今天"]));
        let Err(impossible) = result else {
            assert_eq!((row["结论"].as_str(), row["句子"].as_str()), ("可以", "—"), "{row:?}");
            continue;
        };
        let reason = impossible.reason(chart);
        assert_eq!(row["结论"], "不行", "{row:?}");
        assert_eq!(reason.key, format!("case-impossible-{}", row["句子"]), "{row:?}");
        for sentences in SENTENCES {
            assert_sentence(sentences, &reason);
        }
    }
}

/// The sentences whose keys begin with `start`.
fn keys<'a>(text: &'a str, start: &str) -> BTreeSet<&'a str> {
    let heads = text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
    heads.filter(|key| key.starts_with(start)).collect()
}

#[test]
fn every_sentence_a_verdict_can_say_stands_in_both_languages_and_no_other_does() {
    let source = include_str!("../verdict.rs");
    let mut said: BTreeSet<&str> = source
        .split('"')
        .filter(|literal| literal.starts_with("judged-") && !literal.contains('\n'))
        .collect();
    assert!(said.len() > 25, "{said:?}");
    said.insert("judged-length");
    for sentences in SENTENCES {
        assert_eq!(keys(sentences, "judged-"), said);
    }
    let [zh, en] = SENTENCES.map(|sentences| keys(sentences, "case-impossible-"));
    assert_eq!(zh, en);
    assert_eq!(zh.len(), 10, "{zh:?}");
}
