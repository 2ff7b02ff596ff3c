//! A rule's answer as a reader sees it: mark, sentence, chip and what can be done about it.

use gongjian_domain::rule::{Finding, Words};

use super::shell::Shell;
use super::words::Lang;

/// One finding, ready for `components/finding.html`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownFinding {
    /// The rule's id, for the address of its page.
    pub rule: String,
    /// `met`, `unmet`, `overruled` or `provisional`.
    pub mark: &'static str,
    /// The sentence with the numbers.
    pub sentence: String,
    /// Clause, layer and status: 第二十条 · 国家 · 已核.
    pub chip: String,
    /// Who can do what about it; empty when nothing needs to be done.
    pub advice: String,
}

impl ShownFinding {
    /// `finding` in the words of `lang`.
    #[must_use]
    pub fn of(finding: &Finding, lang: Lang) -> Self {
        Self {
            rule: finding.rule.clone(),
            mark: mark(finding),
            sentence: lang.reason(&finding.reason),
            chip: chip(finding, lang),
            advice: advice(finding, lang),
        }
    }

    /// The same, unmet but settled: a committee gave a reason and went on, as `advice` says.
    #[must_use]
    pub fn overruled(self, advice: String) -> Self {
        Self { mark: OVERRULED, advice, ..self }
    }
}

/// The mark of a "generally" that was not met and that a committee went beyond with a reason.
const OVERRULED: &str = "overruled";

/// Puts what was overruled behind what is still open and before what is met; `findings` are sorted otherwise.
pub fn overruled_behind(findings: &mut [ShownFinding]) {
    findings.sort_by_key(|one| match one.mark {
        "met" => 2,
        OVERRULED => 1,
        _ => 0,
    });
}

/// What stops first, then what warns, then what may still change, then what is met;
/// the order of the articles within each.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(rank);
}

/// Where a finding stands among others: what stops first.
#[must_use]
pub fn rank(finding: &Finding) -> u8 {
    match (finding.blocks(), finding.warns(), finding.met) {
        (true, _, _) => 0,
        (_, true, _) => 1,
        (_, _, false) => 2,
        (_, _, true) => 3,
    }
}

fn mark(finding: &Finding) -> &'static str {
    if finding.provisional {
        "provisional"
    } else if finding.met {
        "met"
    } else {
        "unmet"
    }
}

fn chip(finding: &Finding, lang: Lang) -> String {
    let layer = lang.t(&format!("rule-layer-{}", word(&finding.layer)));
    let status = lang.t(&format!("rule-status-{}", word(&finding.status)));
    let parts = [lang.article(&finding.article), layer, status];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn advice(finding: &Finding, lang: Lang) -> String {
    if finding.blocks() {
        lang.t("finding-advice-must")
    } else if finding.warns() {
        lang.t("finding-advice-generally")
    } else {
        String::new()
    }
}

/// The word a rule pack uses for a layer, a status or a force.
#[must_use]
pub fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The number between 第 and 条, up to ninety-nine; none when there is another text.
fn article_number(article: &str) -> Option<u32> {
    let digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |text: &str| match text {
        "" => None,
        text => digits.iter().zip(0..).find(|(c, _)| text == c.to_string()).map(|(_, number)| number),
    };
    let number = article.strip_prefix('第')?.strip_suffix('条')?;
    match number.split_once('十') {
        None => digit(number),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            Some(tens * 10 + if ones.is_empty() { 0 } else { digit(ones)? })
        }
    }
}

impl Lang {
    /// An article, such as 第二十条, as this language counts them; what is no such number stays as it is.
    #[must_use]
    pub fn article(self, article: &str) -> String {
        match (self, article_number(article)) {
            (Self::English, Some(number)) => self.with("rule-article-number", &[("number", number.into())]),
            _ => article.to_owned(),
        }
    }

    /// The half of a bilingual text that is in this language.
    #[must_use]
    pub fn said(self, words: &Words) -> &str {
        match self {
            Self::Chinese => &words.zh,
            Self::English => &words.en,
        }
    }
}

impl Shell {
    /// A finding in the reader's words.
    #[must_use]
    pub fn finding(&self, finding: &Finding) -> ShownFinding {
        ShownFinding::of(finding, self.words)
    }

    /// Findings in the reader's words, what is not met first.
    #[must_use]
    pub fn findings(&self, findings: &[Finding]) -> Vec<ShownFinding> {
        let mut sorted = findings.to_vec();
        sort(&mut sorted);
        sorted.iter().map(|finding| self.finding(finding)).collect()
    }

    /// An article as the reader's language counts them.
    #[must_use]
    pub fn article(&self, article: &str) -> String {
        self.words.article(article)
    }

    /// A bilingual text in the reader's language.
    #[must_use]
    pub fn said<'a>(&self, words: &'a Words) -> &'a str {
        self.words.said(words)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use gongjian_domain::rule::RuleBook;

    use super::*;

    fn finding(rule: &str, met: bool) -> Finding {
        let book = RuleBook::shipped().unwrap();
        let rule = book.find(rule).unwrap();
        let reason = rule.reason(if met { "met" } else { "unmet" });
        rule.finding(
            met,
            reason.with("full", 2_u32).with("min", 3_u32).with("members", 60_u32).with("max", 50_u32),
        )
    }

    #[test]
    fn a_finding_says_mark_sentence_clause_and_what_can_be_done() {
        let shown = ShownFinding::of(&finding("BR-MIN", false), Lang::Chinese);
        assert_eq!(shown.mark, "unmet");
        assert_eq!(shown.sentence, "正式党员 2 人，成立党支部应有 3 人以上。");
        assert_eq!(shown.chip, "第四条 · 国家 · 数字已核");
        assert!(!shown.advice.is_empty());
        assert_ne!(shown.advice, ShownFinding::of(&finding("BR-MAX", false), Lang::Chinese).advice);
        assert_eq!(ShownFinding::of(&finding("BR-MIN", true), Lang::English).advice, "");
    }

    #[test]
    fn english_counts_articles_in_figures_and_leaves_alone_what_it_cannot_read() {
        for (article, english) in [
            ("第五条", "Art. 5"),
            ("第十条", "Art. 10"),
            ("第十二条", "Art. 12"),
            ("第二十条", "Art. 20"),
            ("第三十四条", "Art. 34"),
            ("附则", "附则"),
            ("第百条", "第百条"),
            ("", ""),
        ] {
            assert_eq!(Lang::English.article(article), english);
            assert_eq!(Lang::Chinese.article(article), article);
        }
    }

    #[test]
    fn what_stops_comes_before_what_warns_and_both_before_what_is_met() {
        let waiting = finding("BR-APPROVE", true).provisional().due(NaiveDate::from_ymd_opt(2026, 12, 1));
        let mut all =
            [finding("BR-JOINT", true), waiting.clone(), finding("BR-MAX", false), finding("BR-MIN", false)];
        sort(&mut all);
        let order: Vec<&str> = all.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(order, ["BR-MIN", "BR-MAX", "BR-JOINT", "BR-APPROVE"]);
        assert_eq!(ShownFinding::of(&waiting, Lang::Chinese).mark, "provisional");
    }
}
