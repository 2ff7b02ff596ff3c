//! What a rule says about the facts it was given.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Force, Layer, Status};
use crate::reason::Reason;

/// The answer of one rule: met or not, by which clause, and the sentence with the numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id, such as `BR-MIN`.
    pub rule: String,
    /// The pack the rule stands in, such as `zbtl-2018`.
    pub pack: String,
    /// Whether the facts satisfy the rule.
    pub met: bool,
    /// True while the answer may still change by itself: a time that still
    /// runs, a post that is still to be elected. Such a finding holds nothing up.
    pub provisional: bool,
    /// Whether the clause binds, or says "generally".
    pub force: Force,
    /// Who made the rule.
    pub layer: Layer,
    /// How far the rule's text has been checked.
    pub status: Status,
    /// The article, as the source counts them; empty when there is none.
    pub article: String,
    /// The sentence, with the numbers that decided.
    pub reason: Reason,
    /// The last day that is still in time, where the rule knows one.
    pub due: Option<NaiveDate>,
}

impl Finding {
    /// Whether the finding stops a step: not met, settled, and a "must".
    #[must_use]
    pub const fn blocks(&self) -> bool {
        !self.met && !self.provisional && matches!(self.force, Force::Must)
    }

    /// Whether a committee has to give a reason to go on: not met, settled, and a "generally".
    #[must_use]
    pub const fn warns(&self) -> bool {
        !self.met && !self.provisional && matches!(self.force, Force::Generally)
    }

    /// The same finding, marked as one that may still change by itself.
    #[must_use]
    pub const fn provisional(mut self) -> Self {
        self.provisional = true;
        self
    }

    /// The same finding with the last day that is still in time.
    #[must_use]
    pub const fn due(mut self, due: Option<NaiveDate>) -> Self {
        self.due = due;
        self
    }

    /// The same finding with another force, for a rule whose two ends bind differently.
    #[must_use]
    pub const fn with_force(mut self, force: Force) -> Self {
        self.force = force;
        self
    }
}
