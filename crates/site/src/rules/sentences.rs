//! The sentences of many verdicts, fast: a pattern is worked out once and then filled in.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use chrono::{Datelike, NaiveDate};
use gongjian_domain::development::{Judged, Said, Value};
use gongjian_domain::reason::Arg;
use gongjian_domain::rule::Measure;

use crate::web::words::Lang;

/// How many values of a sentence tell one pattern from another.
const TOLD_APART_BY: usize = 6;
/// Marks where a number or a day goes; no sentence holds this character.
const MARK: char = '\u{f8ff}';

/// What a pattern is found by: its key, and the titles and units that stand in it; for a whole line of JSON also
/// its rule and step. Addresses of texts that live in the rule book, so equal addresses are equal texts.
type Key = [usize; TOLD_APART_BY + 3];

/// Sentences of one language, as they were asked for.
pub struct Sentences {
    lang: Lang,
    patterns: HashMap<Key, Pattern, BuildHasherDefault<Addresses>>,
}

/// Mixes addresses. They come from the program itself, never from outside, so nobody can make them collide.
#[derive(Default)]
struct Addresses(u64);

impl Hasher for Addresses {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word.iter_mut().zip(part).for_each(|(to, from)| *to = *from);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, word: u64) {
        const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(ODD);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

struct Pattern {
    pieces: Vec<Piece>,
    /// Whether JSON holds the text as it is.
    plain: bool,
}

#[derive(Debug)]
enum Piece {
    Text(String),
    Slot(usize),
}

impl Sentences {
    /// No patterns yet.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang, patterns: HashMap::default() }
    }

    /// The sentence of `said`.
    ///
    /// English bends words by the number beside them, so there every sentence is
    /// worked out anew; Chinese does not, and a pattern serves for every number.
    pub fn sentence(&mut self, said: &Said<'_>) -> String {
        let lang = self.lang;
        match self.pattern(said) {
            None => lang.reason(&said.reason()),
            Some(pattern) => {
                let mut out = String::with_capacity(160);
                pattern.fill(said, &mut out);
                out
            }
        }
    }

    /// Appends `finding` to `out` as JSON, up to its last field.
    pub(super) fn append_json(&mut self, finding: &Judged<'_>, status: &'static str, out: &mut String) {
        let said = &finding.because;
        let lang = self.lang;
        let outcome = usize::from(finding.met) + 2 * usize::from(finding.provisional);
        let rule = std::ptr::from_ref(finding.rule).addr();
        let step = std::ptr::from_ref(finding.step).addr();
        let place = [rule.wrapping_add(outcome), step];
        if fits(lang, said) {
            let head = || head(finding, status);
            let made =
                self.patterns.entry(key(said, place)).or_insert_with(|| Pattern::of(lang, said, head()));
            if made.plain {
                made.fill(said, out);
                out.push('"');
                return;
            }
        }
        out.push_str(&head(finding, status));
        // The head ends with the quotation mark that begins the sentence.
        out.pop();
        push_text(out, &self.sentence(said));
    }

    fn pattern(&mut self, said: &Said<'_>) -> Option<&Pattern> {
        let lang = self.lang;
        let made = || Pattern::of(lang, said, String::new());
        fits(lang, said).then(|| &*self.patterns.entry(key(said, [0, 0])).or_insert_with(made))
    }
}

/// Whether a pattern serves: Chinese does not bend words by the number beside them.
fn fits(lang: Lang, said: &Said<'_>) -> bool {
    let fixed = said.values.iter().filter(|(_, value)| matches!(value, Value::Words(_) | Value::Unit(_)));
    lang == Lang::Chinese && fixed.count() <= TOLD_APART_BY
}

/// What stands before the sentence in a line of JSON, with the quotation mark that begins it.
fn head(finding: &Judged<'_>, status: &'static str) -> String {
    let mut out = String::from("{\"rule\":");
    push_text(&mut out, &finding.rule.id);
    out.push_str(",\"step\":");
    push_text(&mut out, &finding.step.id);
    out.push_str(",\"pack\":");
    push_text(&mut out, &finding.rule.pack);
    out.push_str(",\"layer\":");
    push_text(&mut out, finding.rule.layer.as_str());
    out.push_str(if finding.met { ",\"met\":true,\"status\":" } else { ",\"met\":false,\"status\":" });
    push_text(&mut out, status);
    out.push_str(",\"because\":\"");
    out
}

/// Appends `text` to `out` as a JSON text.
pub(super) fn push_text(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&serde_json::Value::from(text).to_string());
    }
}

/// Whether JSON holds `text` as it is.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\')
}

fn key(said: &Said<'_>, place: [usize; 2]) -> Key {
    let fixed = said.values.iter().filter_map(|(_, value)| match value {
        Value::Words(words) => Some(std::ptr::from_ref(*words).addr()),
        Value::Unit(unit) => Some(unit_number(*unit)),
        Value::Number(_) | Value::Day(_) => None,
    });
    let mut key = [0; TOLD_APART_BY + 3];
    let told = [said.key.as_ptr().addr()].into_iter().chain(place).chain(fixed);
    key.iter_mut().zip(told).for_each(|(to, from)| *to = from);
    key
}

fn unit_number(unit: Measure) -> usize {
    unit.as_str().as_ptr().addr()
}

impl Pattern {
    /// `head` and the sentence with a mark for every number and day, taken apart at the marks.
    fn of(lang: Lang, said: &Said<'_>, head: String) -> Self {
        let marked: Vec<(&str, Arg)> = said
            .values
            .iter()
            .enumerate()
            .map(|(slot, (name, value))| {
                let arg = match value {
                    Value::Number(_) | Value::Day(_) => Arg::Text(format!("{MARK}{slot}{MARK}")),
                    Value::Words(words) => Arg::Words((*words).clone()),
                    Value::Unit(unit) => Arg::from(unit.as_str()),
                };
                (*name, arg)
            })
            .collect();
        let whole = lang.with(said.key, &marked);
        let part = |(place, text): (usize, &str)| match (place % 2, text.parse()) {
            (1, Ok(slot)) => Piece::Slot(slot),
            _ => Piece::Text(text.to_owned()),
        };
        let plain = is_plain(&whole);
        let whole = head + &whole;
        Self { plain, pieces: whole.split(MARK).enumerate().map(part).collect() }
    }

    fn fill(&self, said: &Said<'_>, out: &mut String) {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Slot(slot) => match said.values.get(*slot) {
                    Some((_, Value::Number(number))) => push_number(out, *number),
                    Some((_, Value::Day(day))) => push_day(out, *day),
                    Some((_, Value::Words(_) | Value::Unit(_))) | None => {}
                },
            }
        }
    }
}

fn push_number(out: &mut String, number: u32) {
    if number >= 10 {
        push_number(out, number / 10);
    }
    out.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or_default()));
}

fn push_day(out: &mut String, day: NaiveDate) {
    push_number(out, day.year().unsigned_abs());
    out.push('年');
    push_number(out, day.month());
    out.push('月');
    push_number(out, day.day());
    out.push('日');
}

#[cfg(test)]
mod tests {
    use gongjian_domain::development::{CaseFile, Judge};
    use gongjian_domain::rule::RuleBook;

    use super::*;

    const CASE: &str = r#"{"born":"2003-05-01","leaving":"2026-06-30","jurisdiction":["cn","college"],"steps":[
        {"step":"apply","on":"2024-01-31"},{"step":"talk","on":"2024-02-29"},{"step":"activist","on":"2024-08-01"},
        {"step":"observation","on":"2025-02-01"},{"step":"publicity","on":"2026-05-11","from":"2026-05-11","to":"2026-05-15"},
        {"step":"target","on":"2026-05-18"},{"step":"training","on":"2026-05-19","days":2,"hours":24},
        {"step":"assembly","on":"2026-05-20","tally":{"entitled":12,"present":8,"approve":5,"written_approve":2}},
        {"step":"approval","on":"2026-05-21","special":true},{"step":"extension","on":"2026-05-21","months":6}]}"#;

    #[test]
    fn the_fast_sentence_is_the_sentence_word_for_word_in_both_languages() {
        let book = RuleBook::shipped().unwrap();
        let file: CaseFile<'_> = serde_json::from_str(CASE).unwrap();
        let judge = Judge::new(&book, &file.jurisdiction);
        let today = "2026-05-22".parse().unwrap();
        let judged = judge.judge(&file.course(judge.chart(), today).unwrap(), today);
        assert!(judged.findings.len() > 15);
        for lang in Lang::ALL {
            let mut sentences = Sentences::new(lang);
            for finding in judged.findings.iter().chain(&judged.findings) {
                let said = sentences.sentence(&finding.because);
                assert_eq!(said, lang.reason(&finding.because.reason()), "{}", finding.because.key);
                assert!(!said.starts_with("judged-"), "{said}");
            }
        }
    }

    #[test]
    fn every_number_is_written_in_full() {
        for number in [0, 7, 10, 99, 100, 2026, u32::MAX] {
            let mut out = String::new();
            push_number(&mut out, number);
            assert_eq!(out, number.to_string());
        }
    }
}
