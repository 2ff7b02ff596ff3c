//! Where in a case of member development a rule is asked, as the packs state it.

use serde::{Deserialize, Serialize};

use super::Measure;

/// One place of the course at which a rule speaks.
///
/// The packs write `{ at = "talk", from = "apply" }`: the finding is made at
/// the step `talk`, and the length runs from the day of `apply`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The step at which the finding is made.
    pub at: String,
    /// Steps that have to be recorded on or before the day of `at`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// The step a length runs from, or `born`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// `leaving`: the length has to fit between `at` and the day the person leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The step that recurs, for a rule about an interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<String>,
    /// The step whose window of workdays has to be over before `at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
    /// What a share or a count is taken of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Counted>,
    /// The step whose own length is meant, where that is not `at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The step that lengthens the time once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_by: Option<String>,
}

/// What a share or a count of a step is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// Voters who came.
    Present,
    /// Votes for the motion, those handed in before included.
    Approve,
    /// Persons named at the step.
    Persons,
    /// Sides the named persons belong to.
    Sides,
    /// The step's own length in days, hours or months.
    Length,
}

/// The number of people a share is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// 应到会有表决权的人数: everybody who should attend and may vote.
    Entitled,
    /// 实到会人数: those who came and may vote.
    Present,
}

/// A second length that satisfies a rule just as well: three days, or 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// How many.
    pub value: u32,
    /// Of what.
    pub unit: Measure,
}
