//! What the judge says of a case, as programs read it.

use chrono::{Datelike, NaiveDate};
use gongjian_domain::development::{Judge, Judged, Judgement};
use gongjian_domain::rule::{Layer, Status};
use serde::{Serialize, Serializer};

use super::sentences::Sentences;

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

    /// Judges `course` on `today` and finds the sentences.
    pub fn judge(
        judge: &Judge<'b>,
        course: &gongjian_domain::development::Course,
        today: NaiveDate,
        sentences: &mut Sentences,
    ) -> Self {
        Self::of(&judge.judge(course, today), sentences)
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

/// A day as `2026-05-18`, written without a detour: a hundred thousand cases hold millions of them.
fn some_day<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    let Some(day) = day else { return serializer.serialize_none() };
    let year = day.year();
    if !(0..=9999).contains(&year) {
        return serializer.collect_str(day);
    }
    let parts = [year.unsigned_abs() / 100, year.unsigned_abs() % 100, day.month(), day.day()];
    let mut text = *b"0000-00-00";
    for (place, part) in [0, 2, 5, 8].into_iter().zip(parts) {
        for (offset, digit) in [part / 10, part % 10].into_iter().enumerate() {
            if let Some(byte) = text.get_mut(place + offset) {
                *byte = b'0' + u8::try_from(digit).unwrap_or_default();
            }
        }
    }
    serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
}
