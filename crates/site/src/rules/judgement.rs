//! What the judge says of a case, as programs read it.

use chrono::{Datelike, NaiveDate};
use gongjian_domain::development::{Judged, Judgement};
use gongjian_domain::rule::{Layer, Status};
use serde::{Serialize, Serializer};

use super::sentences::{Sentences, push_text};

/// One case judged: `{"stage": …, "next": […], "findings": […]}`.
#[derive(Debug, Serialize)]
pub struct JudgedCase<'b> {
    /// Where the person stands; null before the first step.
    pub stage: Option<&'static str>,
    /// What can come next.
    pub next: Vec<NextLine<'b>>,
    /// What each rule finds.
    pub findings: Vec<FindingLine<'b>>,
}

/// One step that can come next.
#[derive(Debug, Serialize)]
pub struct NextLine<'b> {
    /// The step's id.
    pub step: &'b str,
    /// Whose turn it is.
    pub actor: &'static str,
    /// The first day the rules allow it.
    #[serde(serialize_with = "some_day")]
    pub earliest: Option<NaiveDate>,
    /// The last day that is in time.
    #[serde(serialize_with = "some_day")]
    pub due: Option<NaiveDate>,
}

/// What one rule finds at one step.
#[derive(Debug, Serialize)]
pub struct FindingLine<'b> {
    /// The rule's id.
    pub rule: &'b str,
    /// The step's id.
    pub step: &'b str,
    /// The pack the rule stands in.
    pub pack: &'b str,
    /// The layer that decided.
    pub layer: Layer,
    /// Whether the rule is met.
    pub met: bool,
    /// How far the rule's text was checked; `provisional` when the answer rests on a year without a calendar.
    pub status: &'static str,
    /// The sentence with the numbers.
    pub because: String,
    /// The last day that was in time.
    #[serde(serialize_with = "some_day")]
    pub due: Option<NaiveDate>,
}

impl<'b> JudgedCase<'b> {
    /// `judged` with its sentences.
    pub fn of(judged: &Judgement<'b>, sentences: &mut Sentences) -> Self {
        Self {
            stage: judged.stage.map(gongjian_domain::people::stage::Stage::as_str),
            next: judged
                .next
                .iter()
                .map(|next| NextLine {
                    step: &next.step.id,
                    actor: next.step.actor.as_str(),
                    earliest: next.earliest,
                    due: next.due,
                })
                .collect(),
            findings: judged.findings.iter().map(|finding| line(finding, sentences)).collect(),
        }
    }
}

fn line<'b>(finding: &Judged<'b>, sentences: &mut Sentences) -> FindingLine<'b> {
    FindingLine {
        rule: &finding.rule.id,
        step: &finding.step.id,
        pack: &finding.rule.pack,
        layer: finding.rule.layer,
        met: finding.met,
        status: status(finding),
        because: sentences.sentence(&finding.because),
        due: finding.due,
    }
}

const fn status(finding: &Judged<'_>) -> &'static str {
    if finding.provisional {
        return "provisional";
    }
    match finding.rule.status {
        Status::Confirmed => "confirmed",
        Status::ConfirmedNumber => "confirmed-number",
        Status::SecondHand => "second-hand",
        Status::CarriedOver => "carried-over",
        Status::Practice => "practice",
        Status::Default => "default",
        Status::Unconfirmed => "unconfirmed",
    }
}

/// Appends `judged` to `out` as one line of JSON, the same document [`JudgedCase`] serialises to.
///
/// A hundred thousand cases are close to a gigabyte of JSON; written this way
/// no sentence is made, copied and looked through again before it goes out.
pub fn push_json(judged: &Judgement<'_>, sentences: &mut Sentences, out: &mut String) {
    out.push_str("{\"stage\":");
    match judged.stage {
        Some(stage) => push_text(out, stage.as_str()),
        None => out.push_str("null"),
    }
    out.push_str(",\"next\":[");
    for (place, next) in judged.next.iter().enumerate() {
        out.push_str(if place == 0 { "{\"step\":" } else { ",{\"step\":" });
        push_text(out, &next.step.id);
        out.push_str(",\"actor\":");
        push_text(out, next.step.actor.as_str());
        out.push_str(",\"earliest\":");
        push_day(out, next.earliest);
        out.push_str(",\"due\":");
        push_day(out, next.due);
        out.push('}');
    }
    out.push_str("],\"findings\":[");
    for (place, finding) in judged.findings.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        sentences.append_json(finding, status(finding), out);
        out.push_str(",\"due\":");
        push_day(out, finding.due);
        out.push('}');
    }
    out.push_str("]}");
}

fn push_day(out: &mut String, day: Option<NaiveDate>) {
    match day.map(digits) {
        None => out.push_str("null"),
        Some(digits) => push_text(out, std::str::from_utf8(&digits).unwrap_or_default()),
    }
}

fn some_day<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match day.map(digits) {
        None => serializer.serialize_none(),
        Some(digits) => serializer.serialize_str(std::str::from_utf8(&digits).unwrap_or_default()),
    }
}

/// A day of the years 0 to 9999, which is all a case can hold, as `2026-05-18`.
fn digits(day: NaiveDate) -> [u8; 10] {
    let year = day.year().unsigned_abs();
    let mut text = *b"0000-00-00";
    for (place, part) in [0, 2, 5, 8].into_iter().zip([year / 100, year % 100, day.month(), day.day()]) {
        for (offset, digit) in [part / 10 % 10, part % 10].into_iter().enumerate() {
            if let Some(byte) = text.get_mut(place + offset) {
                *byte = b'0' + u8::try_from(digit).unwrap_or_default();
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use gongjian_domain::development::{CaseFile, Judge};
    use gongjian_domain::rule::RuleBook;

    use super::*;
    use crate::web::words::Lang;

    #[test]
    fn the_line_is_the_document_letter_for_letter_in_both_languages() {
        let book = RuleBook::shipped().unwrap();
        let today = "2026-06-01".parse().unwrap();
        for case in [
            r#"{"steps":[]}"#,
            r#"{"born":"2003-05-01","steps":[{"step":"apply","on":"2024-01-31"},{"step":"talk","on":"2024-03-01"},
                {"step":"assembly","on":"2026-05-20","tally":{"entitled":12,"present":8,"approve":5}}]}"#,
        ] {
            let file: CaseFile<'_> = serde_json::from_str(case).unwrap();
            let judge = Judge::new(&book, &[]);
            let judged = judge.judge(&file.course(judge.chart(), today).unwrap(), today);
            for lang in Lang::ALL {
                let mut line = String::new();
                push_json(&judged, &mut Sentences::new(lang), &mut line);
                let document = JudgedCase::of(&judged, &mut Sentences::new(lang));
                assert_eq!(line, serde_json::to_string(&document).unwrap());
            }
        }
    }
}
