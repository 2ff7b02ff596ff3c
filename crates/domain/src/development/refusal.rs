//! Why a change of a case is refused, as data.

use chrono::NaiveDate;

use super::case::{CaseStanding, Exit};
use super::file::Impossible;
use crate::people::stage::Stage;
use crate::reason::Reason;
use crate::rule::{Chart, Finding, Words};

/// Why a case was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The person has left, or everything is done.
    #[error("the case is not running any more")]
    NotRunning {
        /// How it stands instead.
        standing: CaseStanding,
    },
    /// What is to be recorded cannot be true, whatever the rules say.
    #[error(transparent)]
    Impossible(#[from] Impossible),
    /// Rules that are conditions of the step are not met.
    #[error("{} conditions are not met", .0.len())]
    Blocked(Vec<Finding>),
    /// Something is late or not as it generally is: whoever goes on says why.
    #[error("{} findings ask for a reason", .0.len())]
    NeedsReason(Vec<Finding>),
    /// A change of what was recorded is always explained.
    #[error("the change was not explained")]
    NoReason,
    /// The same day and the same particulars as before.
    #[error("nothing would change")]
    Unchanged,
    /// Only what was done last can be taken back: later steps build on the others.
    #[error("only the last step can be taken back")]
    NotLast {
        /// The step taken last.
        last: Words,
    },
    /// A case begins with the application, which stays.
    #[error("the first step is not taken back")]
    FirstStep,
    /// There is no such record.
    #[error("there is no such record")]
    NoSuchRecord,
    /// A case cannot be opened without the application.
    #[error("a case begins with the application")]
    NoApplication,
    /// A case is not opened with the step that ends it.
    #[error("a case is opened before it ends")]
    TooFar {
        /// The step.
        step: Words,
    },
    /// What a step would lengthen is over by its day.
    #[error("what it would lengthen is over")]
    TooLate {
        /// The step.
        step: Words,
        /// The step that ended what it would lengthen.
        ended: Words,
    },
    /// Nobody leaves this way at this stage.
    #[error("nobody leaves this way at this stage")]
    WrongExit {
        /// The way.
        exit: Exit,
        /// The stage; none before the first step.
        stage: Option<Stage>,
    },
    /// The day lies before what was recorded last.
    #[error("the day lies before the last record")]
    BeforeLast {
        /// The day given.
        on: NaiveDate,
        /// The day of the last record.
        last: NaiveDate,
    },
    /// The day lies ahead.
    #[error("the day lies ahead")]
    InFuture {
        /// The day given.
        on: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
}

impl Refusal {
    /// The sentence with the numbers, for people.
    #[must_use]
    pub fn reason(&self, chart: &Chart) -> Reason {
        let said = |key: &str| Reason::new(&format!("case-refused-{key}"));
        let count = |findings: &[Finding]| i64::try_from(findings.len()).unwrap_or(i64::MAX);
        match self {
            Self::NotRunning { standing } => {
                let reason = said("not-running").with("standing", standing.as_str());
                match standing.ended_on() {
                    Some(on) => reason.with("on", on),
                    None => reason,
                }
            }
            Self::Impossible(impossible) => impossible.reason(chart),
            Self::Blocked(findings) => said("blocked").with("count", count(findings)),
            Self::NeedsReason(findings) => said("needs-reason").with("count", count(findings)),
            Self::NoReason => said("no-reason"),
            Self::Unchanged => said("unchanged"),
            Self::NotLast { last } => said("not-last").with("last", last.clone()),
            Self::FirstStep => said("first-step"),
            Self::NoSuchRecord => said("no-such-record"),
            Self::NoApplication => said("no-application"),
            Self::TooFar { step } => said("too-far").with("step", step.clone()),
            Self::TooLate { step, ended } => {
                said("too-late").with("step", step.clone()).with("ended", ended.clone())
            }
            Self::WrongExit { exit, stage } => {
                said(&format!("exit-{}", exit.as_str())).with("stage", stage.map_or("none", Stage::as_str))
            }
            Self::BeforeLast { on, last } => said("before-last").with("on", *on).with("last", *last),
            Self::InFuture { on, today } => said("in-future").with("on", *on).with("today", *today),
        }
    }

    /// The rules that were asked, where a rule refused.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Blocked(findings) | Self::NeedsReason(findings) => findings,
            _ => &[],
        }
    }
}
