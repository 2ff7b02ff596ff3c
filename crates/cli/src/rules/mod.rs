//! `gongjian rules`: the regulations as the program asks them.

mod check;

use std::io::Write;
use std::process::ExitCode;

use clap::Subcommand;
use gongjian_domain::rule::RuleBook;
use gongjian_site::rules::explain::RulePage;
use gongjian_site::rules::numbers;
use gongjian_site::web::findings::word;
use gongjian_site::web::words::Lang;

use crate::Failure;

/// What `gongjian rules` does.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Every rule, pack by pack.
    List {
        /// Print one JSON document.
        #[arg(long)]
        json: bool,
    },
    /// One rule with its clause, its numbers and where it is asked.
    Explain {
        /// The rule's id, such as BR-MIN.
        rule: String,
        /// Print one JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Judges one case of member development, or many, without a database.
    Check(check::Options),
}

/// Does what `command` says, for people in Chinese.
pub(crate) fn run(command: &Command) -> Result<ExitCode, Failure> {
    let book = RuleBook::shipped()?;
    let out = &mut std::io::stdout().lock();
    match command {
        Command::Check(options) => check::run(&book, options, out),
        Command::List { json } => {
            list(&book, out, Lang::Chinese, *json)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Explain { rule, json } => {
            if explain(&book, rule, out, Lang::Chinese, *json)? {
                return Ok(ExitCode::SUCCESS);
            }
            for line in unknown(&book, rule, Lang::Chinese) {
                warn!("gongjian: {line}");
            }
            Ok(ExitCode::from(1))
        }
    }
}

/// Every rule, a line each under its pack; or the packs as one JSON document.
fn list(book: &RuleBook, out: &mut impl Write, lang: Lang, json: bool) -> Result<(), Failure> {
    if json {
        writeln!(out, "{}", serde_json::to_string_pretty(&serde_json::json!({ "packs": book.packs() }))?)?;
        return Ok(());
    }
    for pack in book.packs() {
        writeln!(out, "{}  ({})", lang.said(&pack.title), pack.id)?;
        for rule in &pack.rules {
            let about = [
                numbers::numbers(rule, lang),
                numbers::force(rule, lang),
                lang.article(&rule.article),
                lang.t(&format!("rule-status-{}", word(&rule.status))),
            ];
            let about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
            writeln!(out, "  {:<13} {}  [{}]", rule.id, lang.said(&rule.text), about.join(" · "))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// One rule in full; false when there is none with this id.
fn explain(book: &RuleBook, id: &str, out: &mut impl Write, lang: Lang, json: bool) -> Result<bool, Failure> {
    let Some(page) = book.spelled(id).and_then(|rule| RulePage::of(book, rule)) else { return Ok(false) };
    if json {
        writeln!(out, "{}", serde_json::to_string_pretty(&page)?)?;
        return Ok(true);
    }
    let rule = &page.rule;
    let used =
        page.asked_for.map_or_else(|| "rule-used-nowhere".to_owned(), |word| format!("rule-used-{word}"));
    let document = [lang.said(&page.title).to_owned(), page.issuer.clone(), page.doc_no.clone()]
        .map(|p| p.trim().to_owned());
    let lines = [
        ("id", rule.id.clone()),
        ("text", lang.said(&rule.text).to_owned()),
        ("numbers", numbers::numbers(rule, lang)),
        ("force", numbers::force(rule, lang)),
        ("article", lang.article(&rule.article)),
        ("source", document.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")),
        ("in-force", lang.period(Some(rule.effective_from), rule.effective_until)),
        ("status", lang.t(&format!("rule-status-means-{}", word(&rule.status)))),
        ("used", lang.t(&used)),
        ("seen", rule.sources.join(" ")),
    ];
    for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "{}: {value}", lang.t(&format!("rules-told-{name}")))?;
    }
    Ok(true)
}

/// That there is no such rule, and what was perhaps meant.
fn unknown(book: &RuleBook, id: &str, lang: Lang) -> Vec<String> {
    let near = book.near(id).join("、");
    let mut lines = vec![lang.with("rules-told-unknown", &[("id", id.into())])];
    if !near.is_empty() {
        lines.push(lang.with("rules-told-near", &[("ids", near.into())]));
    }
    lines.push(lang.t("rules-told-all"));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(work: impl FnOnce(&RuleBook, &mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        work(&RuleBook::shipped().unwrap(), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_list_has_every_rule_in_text_and_in_json() {
        let text = printed(|book, out| list(book, out, Lang::Chinese, false).unwrap());
        let json = printed(|book, out| list(book, out, Lang::Chinese, true).unwrap());
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let ids: Vec<&str> = json["packs"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|pack| pack["rules"].as_array().unwrap())
            .map(|rule| rule["id"].as_str().unwrap())
            .collect();
        assert!(ids.contains(&"BR-MIN"));
        assert!(ids.iter().all(|id| text.contains(id)));
    }

    #[test]
    fn a_rule_is_explained_with_its_numbers_clause_and_use_and_in_json_as_one_document() {
        let text = printed(|book, out| assert!(explain(book, "br-min", out, Lang::Chinese, false).unwrap()));
        for said in ["BR-MIN", "至少 3 人", "第四条", "应当", "成立联合党支部时据此核对"]
        {
            assert!(text.contains(said), "{said} is missing: {text}");
        }
        let json = printed(|book, out| assert!(explain(book, "BR-MIN", out, Lang::Chinese, true).unwrap()));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["rule"]["values"]["min"], 3);
    }

    #[test]
    fn an_unknown_rule_prints_nothing_and_suggests_what_was_meant() {
        let text = printed(|book, out| assert!(!explain(book, "br-mim", out, Lang::Chinese, false).unwrap()));
        assert_eq!(text, "");
        let lines = unknown(&RuleBook::shipped().unwrap(), "br-mim", Lang::Chinese);
        assert!(lines[1].contains("BR-MIN"), "{lines:?}");
    }
}
