//! Every rule named in the code stands in the rule book, and every rule the code asks is told in a case.

use std::collections::BTreeSet;

use gongjian_domain::rule::RuleBook;

use super::files;

/// The rule ids in `text`: words of capitals, digits and hyphens that begin like one of `families`.
fn ids(text: &str, families: &BTreeSet<String>) -> BTreeSet<String> {
    text.split(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-'))
        .map(|word| word.trim_matches('-'))
        .filter(|word| {
            word.split_once('-').is_some_and(|(family, rest)| !rest.is_empty() && families.contains(family))
        })
        .map(str::to_owned)
        .collect()
}

/// What the ids of the rule book begin with, such as `BR`.
fn families(book: &RuleBook) -> BTreeSet<String> {
    book.rules().filter_map(|rule| rule.id.split_once('-')).map(|(family, _)| family.to_owned()).collect()
}

/// The rules the program asks: those its typed rules are made of, and those a pack asks at a step.
fn asked(book: &RuleBook) -> BTreeSet<String> {
    let source = files("crates/domain/src/rule", "needed.rs");
    let literals = source.iter().flat_map(|(_, text)| text.split('"').skip(1).step_by(2));
    let families = families(book);
    let at_steps = book.rules().filter(|rule| !rule.asks.is_empty()).map(|rule| rule.id.clone());
    literals.flat_map(|literal| ids(literal, &families)).chain(at_steps).collect()
}

#[test]
fn every_rule_named_in_the_code_stands_in_the_rule_book() {
    let book = RuleBook::shipped().unwrap();
    let families = families(&book);
    for (path, text) in files("crates", ".rs") {
        for id in ids(&text, &families) {
            assert!(book.find(&id).is_some(), "{} names {id}, which no pack has", path.display());
        }
    }
}

#[test]
fn every_rule_the_code_asks_has_a_case_in_which_it_is_met_and_one_in_which_it_is_not() {
    let asked = asked(&RuleBook::shipped().unwrap());
    assert!(["BR-MIN", "MT-ZTDR", "PD-TALK", "DM-1"].iter().all(|id| asked.contains(*id)), "{asked:?}");
    let rows: Vec<Vec<String>> = files("crates/domain/cases", ".md")
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter(|line| line.starts_with('|'))
        .map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect();
    for id in asked {
        let told = |outcome: &str| {
            let says = |cell: &String| cell.split(' ').next() == Some(outcome);
            rows.iter().any(|row| row.get(1) == Some(&id) && row.iter().skip(2).any(says))
        };
        assert!(told("met") && told("unmet"), "{id} lacks a case in crates/domain/cases");
    }
}

#[test]
fn every_finding_sentence_is_about_a_rule_of_the_rule_book_in_both_languages() {
    let book = RuleBook::shipped().unwrap();
    let sentences = files("crates/site/locales", "rules.ftl");
    let keys: Vec<BTreeSet<&str>> = sentences
        .iter()
        .map(|(_, text)| text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key))
        .map(|keys| keys.filter(|key| key.starts_with("finding-")).collect())
        .collect();
    assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "the languages tell different findings");
    for key in keys.iter().flatten() {
        let about = book.rules().any(|rule| key.starts_with(&format!("finding-{}-", rule.id)));
        assert!(about, "{key} is about no rule");
    }
}
