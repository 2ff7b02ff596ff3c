//! The seals, the way so far and the next step of a founding, in the reader's words.

use chrono::{DateTime, Utc};
use gongjian_domain::reason::Arg;

use super::list::SealLine;
use super::view::{AnsweredFinding, FoundingPage, FoundingSide, FoundingStep};
use crate::web::findings::overruled_behind;
use crate::web::{Shell, ShownFinding};

/// A seal, ready for `components/seals.html`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownSeal {
    /// The character.
    pub character: String,
    /// `school`, `enterprise`, `association` or `other`.
    pub side: &'static str,
    /// `empty`, `waiting`, `confirmed` or `returned`.
    pub state: &'static str,
    /// Who agreed.
    pub by: Option<String>,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// The whole sentence, for readers.
    pub text: String,
}

/// A step, ready for `components/timeline.html`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownStep {
    /// `done`, `now` or `later`.
    pub state: &'static str,
    /// What it is.
    pub title: String,
    /// When it was taken.
    pub when: String,
    /// Who took it.
    pub who: String,
    /// A reason, a comment.
    pub note: String,
}

/// The steps still to come after each state, the first of which is open now.
fn ahead(state: &str) -> &'static [&'static str] {
    match state {
        "draft" => &["hand_in", "reply", "found"],
        "returned" => &["hand_in_again", "reply", "found"],
        "proposed" => &["reply", "found"],
        "approved" => &["found"],
        _ => &[],
    }
}

impl Shell {
    /// The seals of a record.
    #[must_use]
    pub fn founding_seals(&self, view: &FoundingPage) -> Vec<ShownSeal> {
        view.sides.iter().map(|side| self.founding_seal(side, view)).collect()
    }

    /// A side is asked to agree once nothing stands against the plan.
    fn founding_seal(&self, side: &FoundingSide, view: &FoundingPage) -> ShownSeal {
        let word = match (side.agreed, view.is_open() && view.is_ready()) {
            (true, _) => "confirmed",
            (false, true) => "waiting",
            (false, false) => "empty",
        };
        let by = side.agreed_by.clone();
        let at = side.agreed_at.map(|at| self.words.moment(at)).unwrap_or_default();
        let args = [
            ("side", Arg::from(side.name.as_str())),
            ("by", Arg::from(by.clone().unwrap_or_default())),
            ("at", Arg::from(at)),
        ];
        ShownSeal {
            character: side.seal.clone(),
            side: side.kind,
            state: word,
            by,
            at: side.agreed_at,
            text: self.words.with(&format!("founding-seal-{word}"), &args),
        }
    }

    /// The small seals of a row.
    #[must_use]
    pub fn founding_row_seals(&self, sides: &[SealLine]) -> Vec<ShownSeal> {
        let seal = |side: &SealLine| {
            let word = if side.agreed { "confirmed" } else { "waiting" };
            ShownSeal {
                character: side.seal.clone(),
                side: side.kind,
                state: word,
                by: None,
                at: None,
                text: self.t1(&format!("founding-row-seal-{word}"), "side", side.name.as_str()),
            }
        };
        sides.iter().map(seal).collect()
    }

    /// The way so far and what is still to come.
    #[must_use]
    pub fn founding_way(&self, view: &FoundingPage) -> Vec<ShownStep> {
        let mut way: Vec<ShownStep> = view.steps.iter().map(|step| self.founding_step(step)).collect();
        way.extend(ahead(view.state).iter().enumerate().map(|(place, step)| ShownStep {
            state: if place == 0 { "now" } else { "later" },
            title: self.word("founding-ahead", step),
            when: String::new(),
            who: String::new(),
            note: String::new(),
        }));
        way
    }

    fn founding_step(&self, step: &FoundingStep) -> ShownStep {
        let args = [
            ("seal", Arg::from(step.seal.clone().unwrap_or_default())),
            ("rule", Arg::from(step.rule.clone().unwrap_or_default())),
        ];
        ShownStep {
            state: "done",
            title: self.words.with(&format!("founding-step-{}", step.step), &args),
            when: step.on.map_or_else(|| self.words.moment(step.at), |on| self.words.short_date(on)),
            who: step.by.clone().unwrap_or_else(|| self.t("actor-operator")),
            note: step.note.clone().unwrap_or_default(),
        }
    }

    /// A rule's answer with the committee's reason below it, where one was given.
    fn answered(&self, one: &AnsweredFinding) -> ShownFinding {
        let shown = self.finding(&one.finding);
        let Some(given) = one.overruled.as_ref().filter(|_| one.finding.warns()) else { return shown };
        let args = [
            ("by", Arg::from(given.by.clone().unwrap_or_else(|| self.t("actor-operator")))),
            ("on", Arg::from(given.on)),
            ("reason", Arg::from(given.reason.as_str())),
        ];
        shown.overruled(self.words.with("founding-overruled", &args))
    }

    /// Every rule's answer, what is open first, then what was overruled, then what is met.
    #[must_use]
    pub fn founding_answers(&self, view: &FoundingPage) -> Vec<ShownFinding> {
        let mut answers: Vec<ShownFinding> = view.findings.iter().map(|one| self.answered(one)).collect();
        overruled_behind(&mut answers);
        answers
    }

    /// What happens next, in a sentence.
    #[must_use]
    pub fn founding_next(&self, view: &FoundingPage) -> String {
        let word = match view.state {
            "draft" | "returned" if !view.bare_sides().is_empty() => {
                let sides = self.words.list(&view.bare_sides());
                return self.t1("founding-next-people", "sides", sides);
            }
            "draft" | "returned" if !view.is_ready() => "mend",
            "draft" | "returned" if !view.all_agree() => "agree",
            "draft" => "hand_in",
            "returned" => "hand_in_again",
            state => state,
        };
        self.t1(&format!("founding-next-{word}"), "above", view.above.name.as_str())
    }

    /// How many people of a side join, by what they count as.
    #[must_use]
    pub fn founding_composition(&self, side: &FoundingSide) -> String {
        let count = |number: usize| Arg::from(i64::try_from(number).unwrap_or(i64::MAX));
        let args = [
            ("full", count(side.full)),
            ("probationary", count(side.probationary)),
            ("others", count(side.others)),
        ];
        self.words.with("founding-composition-line", &args)
    }

    /// How much time is left for the reply; empty when none is waited for.
    #[must_use]
    pub fn founding_deadline(&self, view: &FoundingPage) -> String {
        let (Some(days), Some(due)) = (view.days_left, view.due) else { return String::new() };
        let key = if days < 0 { "founding-overdue" } else { "founding-days-left" };
        self.words.with(key, &[("days", Arg::from(days.abs())), ("due", Arg::from(due))])
    }
}
