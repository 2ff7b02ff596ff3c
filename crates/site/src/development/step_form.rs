//! What is typed about a step, and the record it makes.

use chrono::NaiveDate;
use gongjian_domain::development::{Length, Recorded, StepFields, Tally, Window};
use gongjian_domain::reason::Reason;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::web::typed;
use crate::web::{AppError, FieldError};

/// What is typed about a step; a step needs only some of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StepForm {
    /// The revision of the case that was read.
    pub revision: i32,
    /// The day, such as `2026-05-18`; of a publicity its first day.
    pub on: String,
    /// The last day of a publicity.
    pub to: String,
    /// Members who should attend and may vote.
    #[serde(deserialize_with = "sent_text")]
    pub entitled: String,
    /// Of them, those who came.
    #[serde(deserialize_with = "sent_text")]
    pub present: String,
    /// Votes for, of those present.
    #[serde(deserialize_with = "sent_text")]
    pub approve: String,
    /// Votes against, of those present.
    #[serde(deserialize_with = "sent_text")]
    pub against: String,
    /// Abstentions, of those present.
    #[serde(deserialize_with = "sent_text")]
    pub abstain: String,
    /// Written votes for, handed in before by voters who could not come.
    #[serde(deserialize_with = "sent_text")]
    pub written_approve: String,
    /// How many persons were named.
    #[serde(deserialize_with = "sent_text")]
    pub persons: String,
    /// How many sides they belong to.
    #[serde(deserialize_with = "sent_text")]
    pub sides: String,
    /// A length in days.
    #[serde(deserialize_with = "sent_text")]
    pub days: String,
    /// A length in class hours.
    #[serde(deserialize_with = "sent_text")]
    pub hours: String,
    /// A length in months.
    #[serde(deserialize_with = "sent_text")]
    pub months: String,
    /// Whether the organisation called it a special case.
    pub special: bool,
    /// The meeting it was taken on.
    pub meeting: String,
    /// Where it was.
    pub place: String,
    /// Why, where something is late or not as it generally is; of a correction, why it is made.
    pub reason: String,
    /// A note, which is kept sealed.
    pub note: String,
}

/// Reads a number as a form sends it, or as JSON does.
fn sent_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Sent {
        Text(String),
        Number(u64),
        Nothing(()),
    }
    Ok(match Sent::deserialize(deserializer)? {
        Sent::Text(text) => text,
        Sent::Number(number) => number.to_string(),
        Sent::Nothing(()) => String::new(),
    })
}

/// A ballot of this size is a slip of the keyboard.
const MOST: u32 = 100_000;

fn number(errors: &mut Vec<FieldError>, field: &str, typed: &str) -> Option<u32> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let number = typed.parse::<u32>().ok().filter(|number| *number <= MOST);
    if number.is_none() {
        errors.push(FieldError::new(field, Reason::new("field-no-number").with("most", MOST)));
    }
    number
}

impl StepForm {
    /// The form of a record as it stands.
    pub(super) fn of(recorded: &Recorded, revision: i32) -> Self {
        let text = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let tally = recorded.tally;
        Self {
            revision,
            on: recorded.on.to_string(),
            to: recorded.window.map(|window| window.to.to_string()).unwrap_or_default(),
            entitled: text(tally.map(|tally| tally.entitled)),
            present: text(tally.map(|tally| tally.present)),
            approve: text(tally.map(|tally| tally.approve)),
            against: text(tally.map(|tally| tally.against)),
            abstain: text(tally.map(|tally| tally.abstain)),
            written_approve: text(tally.map(|tally| tally.written_approve)),
            persons: text(recorded.persons),
            sides: text(recorded.sides),
            days: text(recorded.length.days),
            hours: text(recorded.length.hours),
            months: text(recorded.length.months),
            special: recorded.special,
            ..Self::default()
        }
    }

    /// The record of the step at `place` this makes.
    ///
    /// # Errors
    ///
    /// With everything that will not do.
    pub(super) fn read(&self, place: usize, fields: StepFields) -> Result<Recorded, AppError> {
        let mut errors = Vec::new();
        let on = typed::needed_day(&mut errors, "on", &self.on);
        let to = match fields.window {
            true => typed::needed_day(&mut errors, "to", &self.to),
            false => None,
        };
        let tally = if fields.tally { self.tally(&mut errors) } else { None };
        let mut asked = |wanted: bool, field: &str, typed: &str| match wanted {
            true => number(&mut errors, field, typed),
            false => None,
        };
        let (persons, sides) =
            (asked(fields.persons, "persons", &self.persons), asked(fields.sides, "sides", &self.sides));
        let length = Length {
            days: asked(fields.days, "days", &self.days),
            hours: asked(fields.hours, "hours", &self.hours),
            months: asked(fields.months, "months", &self.months),
        };
        match on {
            Some(on) if errors.is_empty() => Ok(Recorded {
                window: to.map(|to| Window { from: on, to }),
                tally,
                persons,
                sides,
                length,
                special: fields.special && self.special,
                ..Recorded::new(place, on)
            }),
            _ => Err(AppError::Invalid(errors)),
        }
    }

    /// The count of the ballot; none when nothing of it was typed.
    fn tally(&self, errors: &mut Vec<FieldError>) -> Option<Tally> {
        let typed = [&self.entitled, &self.present, &self.approve, &self.against, &self.abstain];
        if typed.into_iter().chain([&self.written_approve]).all(|text| text.trim().is_empty()) {
            return None;
        }
        let mut needed = |field: &str, typed: &str| {
            if typed.trim().is_empty() {
                errors.push(FieldError::new(field, Reason::new("field-missing")));
            }
            number(errors, field, typed).unwrap_or_default()
        };
        let (entitled, present, approve) = (
            needed("entitled", &self.entitled),
            needed("present", &self.present),
            needed("approve", &self.approve),
        );
        let mut or_none = |field: &str, typed: &str| number(errors, field, typed).unwrap_or_default();
        Some(Tally {
            entitled,
            present,
            approve,
            against: or_none("against", &self.against),
            abstain: or_none("abstain", &self.abstain),
            written_approve: or_none("written_approve", &self.written_approve),
        })
    }

    /// The day typed, where it is one.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        self.on.trim().parse().ok()
    }
}
