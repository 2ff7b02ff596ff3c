//! Why a step of the founding may not be taken.

use chrono::NaiveDate;

use super::Post;
use crate::organisation::side::Seal;
use crate::reason::Reason;
use crate::rule::Finding;

/// Why a step of the founding may not be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The founding stands elsewhere: this step does not lead on from there.
    #[error("the founding is {state}")]
    WrongState {
        /// Where it stands.
        state: &'static str,
    },
    /// The branch has no name.
    #[error("the branch needs a name")]
    NoName,
    /// A joint branch has two sides or more.
    #[error("a joint branch has two sides or more")]
    OneSide,
    /// A side without a unit.
    #[error("side {seal} has no unit")]
    EmptySide {
        /// The side's seal.
        seal: Seal,
    },
    /// A unit stands on two sides, or twice on one.
    #[error("{unit} stands in the application twice")]
    UnitTwice {
        /// The unit's name.
        unit: String,
    },
    /// Two sides sign with one character.
    #[error("two sides sign with {seal}")]
    SameSeal {
        /// The character.
        seal: Seal,
    },
    /// More people hold posts than the committee has places.
    #[error("{people} people hold posts in a committee of {size}")]
    TooFewPlaces {
        /// People with a post.
        people: u32,
        /// Places.
        size: u32,
    },
    /// A day that has not come yet.
    #[error("{on} has not come yet; today is {today}")]
    InFuture {
        /// The day given.
        on: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// A step dated before the one it follows.
    #[error("{on} is before {not_before}")]
    TooEarly {
        /// The day given.
        on: NaiveDate,
        /// The first day possible.
        not_before: NaiveDate,
    },
    /// Sending back needs a comment, overruling a reason.
    #[error("a reason is needed")]
    NoReason,
    /// A "must" is not met.
    #[error("{} is not met", .0.rule)]
    RuleNotMet(Box<Finding>),
    /// A "generally" is not met and nobody said why to go on.
    #[error("{} is not met and needs a reason", .0.rule)]
    NeedsReason(Box<Finding>),
    /// Only an unmet "generally" can be overruled.
    #[error("{rule} cannot be overruled here")]
    NothingToOverrule {
        /// The rule.
        rule: String,
    },
    /// A person is moved in twice.
    #[error("{name} is moved in twice")]
    MovedTwice {
        /// The person's name.
        name: String,
    },
    /// A person is moved to a side or unit the branch does not have.
    #[error("{name} is moved to a side or unit that is not part of the branch")]
    NoSuchPlace {
        /// The person's name.
        name: String,
    },
    /// A person is moved before the day of joining the Party.
    #[error("{name} joined on {joined_on}, after {on}")]
    MovedBeforeJoining {
        /// The person's name.
        name: String,
        /// The day of the move.
        on: NaiveDate,
        /// The day of joining.
        joined_on: NaiveDate,
    },
    /// A person is moved before the branch is there.
    #[error("{name} is moved on {on}, before the founding on {founded_on}")]
    MovedBeforeFounding {
        /// The person's name.
        name: String,
        /// The day of the move.
        on: NaiveDate,
        /// The day of the founding.
        founded_on: NaiveDate,
    },
    /// A person chosen for the branch is no longer in the branch left.
    #[error("{name} has meanwhile moved")]
    MovedMeanwhile {
        /// The person's name.
        name: String,
    },
    /// A person has no stage on the register.
    #[error("{name} has no stage")]
    NoStage {
        /// The person's name.
        name: String,
    },
    /// A person had no stage yet on the day.
    #[error("{name} had no stage before {from}, after {on}")]
    BeforeStage {
        /// The person's name.
        name: String,
        /// The day asked about.
        on: NaiveDate,
        /// The first day on which there was one.
        from: NaiveDate,
    },
    /// Who holds a post does not move in.
    #[error("who holds the post of {} does not move in", .post.as_str())]
    HolderStays {
        /// The post.
        post: Post,
    },
    /// Who confirms for a side does not move in on that side.
    #[error("who confirms for side {seal} does not move in on it")]
    SignatoryStays {
        /// The side's seal.
        seal: Seal,
    },
    /// A side has not agreed to the plan as it stands.
    #[error("side {seal} has not agreed")]
    NotAgreed {
        /// The side's seal.
        seal: Seal,
    },
}

impl Refusal {
    /// The sentence for people, with the values that decided. For a rule it is the finding's own.
    #[must_use]
    pub fn reason(&self) -> Reason {
        let told = |word: &str| Reason::new(&format!("founding-refused-{word}"));
        match self {
            Self::WrongState { state } => told("state").with("state", *state),
            Self::NoName => told("no-name"),
            Self::OneSide => told("one-side"),
            Self::EmptySide { seal } => told("empty-side").with("seal", seal.to_string()),
            Self::UnitTwice { unit } => told("unit-twice").with("unit", unit.as_str()),
            Self::SameSeal { seal } => told("same-seal").with("seal", seal.to_string()),
            Self::TooFewPlaces { people, size } => told("places").with("people", *people).with("size", *size),
            Self::InFuture { on, today } => told("future").with("on", *on).with("today", *today),
            Self::TooEarly { on, not_before } => {
                told("early").with("on", *on).with("not_before", *not_before)
            }
            Self::NoReason => told("no-reason"),
            Self::RuleNotMet(finding) | Self::NeedsReason(finding) => finding.reason.clone(),
            Self::NothingToOverrule { rule } => told("nothing-to-overrule").with("rule", rule.as_str()),
            Self::MovedTwice { name } => told("moved-twice").with("name", name.as_str()),
            Self::NoSuchPlace { name } => told("no-place").with("name", name.as_str()),
            Self::MovedBeforeJoining { name, on, joined_on } => told("before-joining")
                .with("name", name.as_str())
                .with("on", *on)
                .with("joined_on", *joined_on),
            Self::MovedBeforeFounding { name, on, founded_on } => told("before-founding")
                .with("name", name.as_str())
                .with("on", *on)
                .with("founded_on", *founded_on),
            Self::MovedMeanwhile { name } => told("moved-meanwhile").with("name", name.as_str()),
            Self::NoStage { name } => told("no-stage").with("name", name.as_str()),
            Self::BeforeStage { name, on, from } => {
                told("before-stage").with("name", name.as_str()).with("on", *on).with("from", *from)
            }
            Self::HolderStays { post } => told("holder-stays").with("post", post.as_str()),
            Self::SignatoryStays { seal } => told("signatory-stays").with("seal", seal.to_string()),
            Self::NotAgreed { seal } => told("not-agreed").with("seal", seal.to_string()),
        }
    }

    /// The finding behind the refusal, where a rule decided.
    #[must_use]
    pub fn finding(&self) -> Option<&Finding> {
        match self {
            Self::RuleNotMet(finding) | Self::NeedsReason(finding) => Some(finding),
            Self::WrongState { .. }
            | Self::NoName
            | Self::OneSide
            | Self::EmptySide { .. }
            | Self::UnitTwice { .. }
            | Self::SameSeal { .. }
            | Self::TooFewPlaces { .. }
            | Self::InFuture { .. }
            | Self::TooEarly { .. }
            | Self::NoReason
            | Self::NothingToOverrule { .. }
            | Self::MovedTwice { .. }
            | Self::NoSuchPlace { .. }
            | Self::MovedBeforeJoining { .. }
            | Self::MovedBeforeFounding { .. }
            | Self::MovedMeanwhile { .. }
            | Self::NoStage { .. }
            | Self::BeforeStage { .. }
            | Self::HolderStays { .. }
            | Self::SignatoryStays { .. }
            | Self::NotAgreed { .. } => None,
        }
    }
}
