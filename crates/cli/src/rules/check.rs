//! `gongjian rules check`: one case, or many, judged without a database.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Args;
use gongjian_domain::development::{CaseFile, Judge, Judgement};
use gongjian_domain::rule::RuleBook;
use gongjian_site::clock::Clock;
use gongjian_site::rules::judgement::{JudgedCase, push_json};
use gongjian_site::rules::sentences::Sentences;
use gongjian_site::web::words::Lang;

use crate::Failure;

/// How much is gathered before it is written.
const WRITTEN_AT_ONCE: usize = 1 << 18;

/// What `rules check` takes.
#[derive(Args)]
pub(crate) struct Options {
    /// The case as JSON; `-` reads standard input.
    #[arg(required_unless_present = "lines", conflicts_with = "lines")]
    case: Option<PathBuf>,
    /// Judge many cases: a file with one case a line; `-` reads standard input.
    #[arg(long, value_name = "CASES.jsonl")]
    lines: Option<PathBuf>,
    /// The day taken for today, such as 2026-05-18 [default: today].
    #[arg(long, value_name = "DATE")]
    today: Option<NaiveDate>,
    /// Print one JSON document; with --lines one a line.
    #[arg(long)]
    json: bool,
}

/// Judges what `options` names, in Chinese, onto `out`. Whether rules are met does not matter
/// for the exit code; a case that cannot be read or cannot be true does.
pub(super) fn run(book: &RuleBook, options: &Options, out: &mut impl Write) -> Result<ExitCode, Failure> {
    let today = options.today.unwrap_or_else(|| Clock::system().today());
    let mut bench = Bench::new(book, today, options.json);
    if let Some(path) = &options.lines {
        return bench.lines(opened(path)?, out);
    }
    let mut text = String::new();
    let path = options.case.as_deref().unwrap_or_else(|| Path::new("-"));
    opened(path)?.read_to_string(&mut text).map_err(|error| format!("{}: {error}", path.display()))?;
    match bench.judged(text.as_bytes()) {
        Ok(judged) if options.json => {
            let judged = JudgedCase::of(&judged, &mut bench.sentences);
            writeln!(out, "{}", serde_json::to_string_pretty(&judged)?)?;
        }
        Ok(judged) => {
            let mut text = String::new();
            told(&judged, &mut bench.sentences, &mut text, Lang::Chinese);
            out.write_all(text.as_bytes())?;
        }
        Err(why) => {
            warn!("gongjian: {}: {why}", path.display());
            return Ok(ExitCode::from(1));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn opened(path: &Path) -> Result<Box<dyn BufRead>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Box::new(BufReader::with_capacity(1 << 18, file)))
}

/// Judges case after case; what one place needs is prepared once.
struct Bench<'b> {
    book: &'b RuleBook,
    today: NaiveDate,
    json: bool,
    judges: HashMap<Vec<String>, Judge<'b>>,
    sentences: Sentences,
}

impl<'b> Bench<'b> {
    fn new(book: &'b RuleBook, today: NaiveDate, json: bool) -> Self {
        Self { book, today, json, judges: HashMap::new(), sentences: Sentences::new(Lang::Chinese) }
    }

    /// One case judged, or why it cannot be.
    fn judged(&mut self, text: &[u8]) -> Result<Judgement<'b>, String> {
        let file: CaseFile<'_> =
            serde_json::from_slice(text).map_err(|error| format!("这不是一份可以读的记录（{error}）"))?;
        if !self.judges.contains_key(&file.jurisdiction) {
            self.judges.insert(file.jurisdiction.clone(), Judge::new(self.book, &file.jurisdiction));
        }
        let judge = self.judges.get(&file.jurisdiction).ok_or_else(String::new)?;
        let course = file
            .course(judge.chart(), self.today)
            .map_err(|error| Lang::Chinese.reason(&error.reason(judge.chart())))?;
        Ok(judge.judge(&course, self.today))
    }

    /// Every line judged, an answer a line; a line that cannot be judged says why and the others go on.
    fn lines(&mut self, mut input: impl BufRead, out: &mut impl Write) -> Result<ExitCode, Failure> {
        let mut line = Vec::new();
        let mut answers = String::new();
        let mut refused = 0_u64;
        for number in 1_u64.. {
            line.clear();
            if input.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            match self.judged(&line) {
                Ok(judged) if self.json => push_json(&judged, &mut self.sentences, &mut answers),
                Ok(judged) => {
                    answers.push_str(&format!("第 {number} 行\n"));
                    told(&judged, &mut self.sentences, &mut answers, Lang::Chinese);
                }
                Err(why) => {
                    refused += 1;
                    if self.json {
                        answers.push_str(&serde_json::json!({ "line": number, "refused": why }).to_string());
                    }
                    warn!("gongjian: 第 {number} 行：{why}");
                }
            }
            if self.json {
                answers.push('\n');
            }
            if answers.len() > WRITTEN_AT_ONCE {
                out.write_all(answers.as_bytes())?;
                answers.clear();
            }
        }
        out.write_all(answers.as_bytes())?;
        out.flush()?;
        Ok(if refused > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

/// A judged case for people: where it stands, what comes next, what is not met, what is.
fn told(judged: &Judgement<'_>, sentences: &mut Sentences, out: &mut String, lang: Lang) {
    let stage = judged.stage.map_or_else(
        || lang.t("rule-check-stage-none"),
        |stage| lang.t(&format!("stage-{}", stage.as_str())),
    );
    out.push_str(&format!("{}：{stage}\n", lang.t("rule-check-stage")));
    for next in &judged.next {
        let actor = lang.t(&format!("step-actor-{}", next.step.actor.as_str()));
        let mut parts = vec![lang.said(&next.step.title).to_owned(), actor];
        parts.extend(next.earliest.map(|day| lang.with("step-earliest", &[("day", day.into())])));
        parts.extend(next.due.map(|day| lang.with("step-due", &[("day", day.into())])));
        out.push_str(&format!("  → {}\n", parts.join(" · ")));
    }
    let (met, unmet): (Vec<_>, Vec<_>) = judged.findings.iter().partition(|finding| finding.met);
    for finding in unmet.into_iter().chain(met) {
        let mark = if finding.met { "○" } else { "●" };
        let (rule, step) = (&finding.rule.id, lang.said(&finding.step.title));
        out.push_str(&format!("  {mark} {rule:<15} {step}：{}\n", sentences.sentence(&finding.because)));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const CASE: &str = r#"{"born":"2003-05-01","jurisdiction":["cn","cn-33"],"leaving":null,"steps":[
        {"step":"apply","on":"2024-09-20"},{"step":"talk","on":"2024-10-21"},
        {"step":"assembly","on":"2026-05-20","tally":{"entitled":12,"present":8,"approve":5,"against":1,"abstain":2,"written_approve":2}}]}"#;

    fn bench(book: &RuleBook) -> Bench<'_> {
        Bench::new(book, "2026-06-01".parse().unwrap(), true)
    }

    #[test]
    fn a_case_is_judged_by_the_rules_of_its_days_and_says_what_is_missing() {
        let book = RuleBook::shipped().unwrap();
        let judged = bench(&book).judged(CASE.as_bytes()).unwrap();
        let judged = JudgedCase::of(&judged, &mut Sentences::new(Lang::Chinese));
        let judged = serde_json::to_value(judged).unwrap();
        let found = |rule: &str| -> Value {
            judged["findings"].as_array().unwrap().iter().find(|one| one["rule"] == rule).cloned().unwrap()
        };
        assert_eq!(judged["stage"], "target");
        assert_eq!(found("PD-TALK")["met"], false);
        assert_eq!(found("PD-TALK")["due"], "2024-10-20");
        assert_eq!(found("PD-TALK")["pack"], "fzdy-2014");
        assert_eq!(found("PD26-VOTE")["met"], true);
        assert_eq!(found("PD26-VOTE")["step"], "assembly");
        assert_eq!(found("PD-QUORUM")["status"], "carried-over");
        assert_eq!(found("PD26-POL")["met"], false);
        assert_eq!(found("PD26-POL")["layer"], "nation");
        assert!(found("PD26-VOTE")["because"].as_str().unwrap().contains("赞成 7 人"));
    }

    #[test]
    fn of_many_lines_each_gets_its_answer_and_a_bad_one_its_reason() {
        let book = RuleBook::shipped().unwrap();
        let case = CASE.replace('\n', " ");
        let impossible = case.replace("\"approve\":5", "\"approve\":9");
        let input = format!("{case}\n\n{impossible}\nnot json\n{case}");
        let mut out = Vec::new();
        let code = bench(&book).lines(input.as_bytes(), &mut out).unwrap();
        assert_eq!(code, ExitCode::from(1));
        let lines: Vec<Value> =
            String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 4);
        assert_eq!((&lines[1]["line"], &lines[2]["line"]), (&3.into(), &4.into()));
        assert!(lines[1]["refused"].as_str().unwrap().contains("赞成 9 票，超过实到的 8 人"));
        assert_eq!(lines[0], lines[3]);
    }

    #[test]
    fn people_read_where_it_stands_what_comes_next_and_what_is_not_met_first() {
        let book = RuleBook::shipped().unwrap();
        let mut bench = bench(&book);
        let judged = bench.judged(CASE.as_bytes()).unwrap();
        let mut text = String::new();
        told(&judged, &mut bench.sentences, &mut text, Lang::Chinese);
        assert!(text.starts_with("现在处于：发展对象\n"), "{text}");
        assert!(text.contains("→ 上级党委派人谈话 · 党委委员或组织员"), "{text}");
        assert!(text.find('●').unwrap() < text.find('○').unwrap());
    }
}
