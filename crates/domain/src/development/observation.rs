//! Observations 培养考察: what each mentor writes for every half year, and which of them are due.
//!
//! The school's mentor writes of study, conduct and thought, the enterprise's of practice, skill, safety
//! and team: two forms, each graded in words and told in sentences, never added up. The half years of the
//! school's side are counted from the day the person became an activist, those of the enterprise's from the
//! day the stay there began. A stay goes on without a gap when one mentor ends on the day the next begins,
//! and a stay that ends before half a year is over needs no form.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::mentoring::{Assignment, MentorSide, Term};
use crate::kinds::PersonId;
use crate::reason::Reason;
use crate::rule::{Finding, MentorRules};

/// What a form asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// 学习
    Study,
    /// 在校表现
    Conduct,
    /// 思想
    Thought,
    /// 企业实践
    Practice,
    /// 技能
    Skill,
    /// 安全
    Safety,
    /// 团队协作
    Team,
}

impl Topic {
    /// What the form of `side` asks about, in its order.
    #[must_use]
    pub const fn of(side: MentorSide) -> &'static [Self] {
        match side {
            MentorSide::School => &[Self::Study, Self::Conduct, Self::Thought],
            MentorSide::Enterprise => &[Self::Practice, Self::Skill, Self::Safety, Self::Team],
        }
    }

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Study => "study",
            Self::Conduct => "conduct",
            Self::Thought => "thought",
            Self::Practice => "practice",
            Self::Skill => "skill",
            Self::Safety => "safety",
            Self::Team => "team",
        }
    }
}

/// A grade, in words: it is read beside the sentence and never counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 突出
    Outstanding,
    /// 良好
    Good,
    /// 一般
    Fair,
    /// 不足
    Lacking,
}

impl Grade {
    /// Every one, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Outstanding, Self::Good, Self::Fair, Self::Lacking];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Outstanding => "outstanding",
            Self::Good => "good",
            Self::Fair => "fair",
            Self::Lacking => "lacking",
        }
    }

    /// The one stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// What was written about one topic; a draft may lack either.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicNote {
    /// The topic.
    pub topic: Topic,
    /// The grade.
    pub grade: Option<Grade>,
    /// The sentences.
    pub text: String,
}

/// One side's form, as far as it is filled in.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Form {
    /// A note for each topic of the side, in the side's order.
    pub notes: Vec<TopicNote>,
}

// What is written about a person stands in no log.
impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Form").field("notes", &self.notes.len()).finish()
    }
}

impl std::fmt::Debug for TopicNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TopicNote").field("topic", &self.topic).finish_non_exhaustive()
    }
}

impl Form {
    /// The form of `side` with what `given` says of its topics.
    ///
    /// # Errors
    ///
    /// [`ObservationRefusal::ForeignTopic`] when `given` speaks of what the other side's form asks.
    pub fn of(side: MentorSide, given: Vec<TopicNote>) -> Result<Self, ObservationRefusal> {
        let topics = Topic::of(side);
        if let Some(foreign) = given.iter().find(|note| !topics.contains(&note.topic)) {
            return Err(ObservationRefusal::ForeignTopic { topic: foreign.topic, side });
        }
        let note = |topic: &Topic| {
            let given = given.iter().find(|note| note.topic == *topic).cloned();
            given.unwrap_or(TopicNote { topic: *topic, grade: None, text: String::new() })
        };
        Ok(Self { notes: topics.iter().map(note).collect() })
    }

    /// The topics that lack a grade or a sentence.
    #[must_use]
    pub fn missing(&self) -> Vec<Topic> {
        let lacks = |note: &&TopicNote| note.grade.is_none() || note.text.trim().is_empty();
        self.notes.iter().filter(lacks).map(|note| note.topic).collect()
    }
}

/// Why a form cannot be handed in, sent back or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ObservationRefusal {
    /// The topic belongs to the other side's form.
    #[error("the form of the {} side does not ask about {}", .side.as_str(), .topic.as_str())]
    ForeignTopic {
        /// The topic.
        topic: Topic,
        /// The side whose form it is.
        side: MentorSide,
    },
    /// Something is still empty.
    #[error("{} of the form's topics are not filled in", .missing.len())]
    Incomplete {
        /// The topics that lack a grade or a sentence.
        missing: Vec<Topic>,
    },
    /// It was handed in already.
    #[error("it was handed in on {on}")]
    HandedIn {
        /// When.
        on: NaiveDate,
    },
    /// It has not been handed in, so it cannot be sent back.
    #[error("it has not been handed in")]
    NotHandedIn,
    /// The half year has not begun.
    #[error("the half year begins on {from}")]
    NotBegun {
        /// Its first day.
        from: NaiveDate,
    },
    /// Sending back needs a comment.
    #[error("a comment is needed")]
    NoComment,
}

impl ObservationRefusal {
    /// The sentence with the numbers, for people.
    #[must_use]
    pub fn reason(&self) -> Reason {
        let said = |word: &str| Reason::new(&format!("observation-refused-{word}"));
        match self {
            Self::ForeignTopic { side, .. } => said("foreign-topic").with("side", side.as_str()),
            Self::Incomplete { missing } => {
                said("incomplete").with("missing", u32::try_from(missing.len()).unwrap_or(u32::MAX))
            }
            Self::HandedIn { on } => said("handed-in").with("on", *on),
            Self::NotHandedIn => said("not-handed-in"),
            Self::NotBegun { from } => said("not-begun").with("from", *from),
            Self::NoComment => said("no-comment"),
        }
    }
}

/// How far an observation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObservationState {
    /// Being written, or sent back to be mended.
    Open,
    /// Handed in.
    HandedIn {
        /// The day.
        on: NaiveDate,
    },
}

impl ObservationState {
    /// Hands `form` in on `today` for the half year that began on `from`.
    ///
    /// # Errors
    ///
    /// Handed in already, a half year that has not begun, or topics that are not filled in.
    pub fn hand_in(self, form: &Form, from: NaiveDate, today: NaiveDate) -> Result<Self, ObservationRefusal> {
        self.writable()?;
        let missing = form.missing();
        if today < from {
            Err(ObservationRefusal::NotBegun { from })
        } else if !missing.is_empty() {
            Err(ObservationRefusal::Incomplete { missing })
        } else {
            Ok(Self::HandedIn { on: today })
        }
    }

    /// Sends it back to the mentor with a comment.
    ///
    /// # Errors
    ///
    /// One that was not handed in, or no comment.
    pub fn send_back(self, comment: &str) -> Result<Self, ObservationRefusal> {
        match self {
            Self::Open => Err(ObservationRefusal::NotHandedIn),
            Self::HandedIn { .. } if comment.trim().is_empty() => Err(ObservationRefusal::NoComment),
            Self::HandedIn { .. } => Ok(Self::Open),
        }
    }

    /// That its form may still be written.
    ///
    /// # Errors
    ///
    /// [`ObservationRefusal::HandedIn`].
    pub fn writable(self) -> Result<(), ObservationRefusal> {
        match self {
            Self::Open => Ok(()),
            Self::HandedIn { on } => Err(ObservationRefusal::HandedIn { on }),
        }
    }
}

/// One form that is owed: by which side, about which half year, by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DueObservation {
    /// The last day that is in time: the day on which the half year is over.
    pub due_on: NaiveDate,
    /// The side.
    pub side: MentorSide,
    /// The first day of the half year.
    pub from: NaiveDate,
    /// Whoever is the mentor when the half year ends.
    pub mentor: PersonId,
}

/// The forms owed up to `through`, and after it the next one of each side that still has a mentor, by
/// their days. Assignments without the consent they need owe nothing.
#[must_use]
pub fn dues(
    activist_on: NaiveDate,
    assignments: &[Assignment],
    through: NaiveDate,
    rules: &MentorRules,
) -> Vec<DueObservation> {
    let mut all = Vec::new();
    for side in MentorSide::ALL {
        for stay in stays(side, assignments) {
            let anchor = match side {
                MentorSide::School => activist_on,
                MentorSide::Enterprise => stay.from.max(activist_on),
            };
            dues_of(side, anchor, stay, assignments, through, rules, &mut all);
        }
    }
    all.sort_unstable();
    all
}

fn dues_of(
    side: MentorSide,
    anchor: NaiveDate,
    stay: Term,
    assignments: &[Assignment],
    through: NaiveDate,
    rules: &MentorRules,
    all: &mut Vec<DueObservation>,
) {
    let mut from = anchor;
    for nth in 1_u32.. {
        let interval = rules.interval.on(from);
        let months = interval.in_months().saturating_mul(nth);
        let Some(due_on) = anchor.checked_add_months(chrono::Months::new(months)) else { return };
        if due_on <= from || stay.until.is_some_and(|until| until < due_on) {
            return;
        }
        let last = due_on.pred_opt().filter(|last| stay.contains(*last));
        if let Some(mentor) = last.and_then(|last| mentor_on(side, assignments, last)) {
            all.push(DueObservation { due_on, side, from, mentor });
        }
        if due_on > through {
            return;
        }
        from = due_on;
    }
}

fn mentor_on(side: MentorSide, assignments: &[Assignment], day: NaiveDate) -> Option<PersonId> {
    assignments.iter().find(|one| one.side == side && one.runs_on(day)).map(|one| one.mentor)
}

/// The stretches in which `side` had a mentor without a gap, the earliest first.
#[must_use]
pub fn stays(side: MentorSide, assignments: &[Assignment]) -> Vec<Term> {
    let settled = |one: &&Assignment| one.side == side && one.consent.is_settled();
    let mut terms: Vec<Term> = assignments.iter().filter(settled).map(|one| one.term).collect();
    terms.sort_unstable_by_key(|term| (term.from, term.until.is_none(), term.until));
    let mut stays: Vec<Term> = Vec::new();
    for term in terms {
        match stays.last_mut() {
            Some(last) if last.until.is_none_or(|until| term.from <= until) => {
                let (one, other) = (last.until, term.until);
                last.until = one.and_then(|one| other.map(|other| one.max(other)));
            }
            _ => stays.push(term),
        }
    }
    stays
}

/// One owed form with what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    /// What is owed.
    pub due: DueObservation,
    /// The day it was handed in, as it stands now.
    pub handed_in: Option<NaiveDate>,
}

/// Whether one form came in time, by the clause about the half-yearly examination. While the last day has not
/// passed and nothing has come, the answer is provisional.
#[must_use]
pub fn in_time(owed: &Owed, today: NaiveDate, rules: &MentorRules) -> Finding {
    let rule = &rules.interval.on(owed.due.from).rule;
    let due = owed.due.due_on;
    let said = |outcome: &str| rule.reason(outcome).with("due", due).with("side", owed.due.side.as_str());
    let found = match owed.handed_in {
        Some(on) if on <= due => rule.finding(true, said("in-time").with("on", on)),
        Some(on) => rule.finding(false, said("late").with("on", on)),
        None if today <= due => rule.finding(true, said("waiting")).provisional(),
        None => rule.finding(false, said("overdue")).provisional(),
    };
    found.due(Some(due))
}

/// Whether both sides' forms are in that fell due by `on`, so that a stage may close on that day: DM-2. A
/// side without a mentor of its own owes none; whether it should have had one is the question of DM-1.
#[must_use]
pub fn ready(owed: &[Owed], on: NaiveDate, rules: &MentorRules) -> Finding {
    let rule = &rules.each_form;
    let by_then = || owed.iter().filter(|one| one.due.due_on <= on);
    let is_in = |one: &&Owed| one.handed_in.is_some_and(|handed_in| handed_in <= on);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let (all, there) = (count(by_then().count()), count(by_then().filter(is_in).count()));
    let missing = by_then().filter(|one| !is_in(one)).min_by_key(|one| one.due);
    match missing {
        None => rule.finding(true, rule.reason("all-in").with("forms", all)),
        Some(first) => {
            let reason = rule.reason("missing").with("missing", all - there).with("forms", all);
            let reason = reason.with("side", first.due.side.as_str()).with("due", first.due.due_on);
            rule.finding(false, reason).due(Some(first.due.due_on))
        }
    }
}
