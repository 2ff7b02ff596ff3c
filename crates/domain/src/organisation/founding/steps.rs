//! The steps of a founding. Each consumes the state it leaves.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Application, Move, Refusal, Seat, Stage, findings, moves};
use crate::kinds::{OrganisationId, PersonId, SideId};
use crate::rule::{Finding, FoundingRules};

/// Where the founding of a joint branch stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Founding {
    /// Handed in; the committee above has it.
    Proposed {
        /// What was handed in.
        application: Application,
    },
    /// Sent back; it can be handed in again.
    Returned {
        /// What was handed in.
        application: Application,
        /// Why, by whom and when it came back.
        sent_back: SentBack,
    },
    /// Taken back by those who handed it in.
    Withdrawn {
        /// What was handed in.
        application: Application,
        /// The day it was taken back.
        on: NaiveDate,
    },
    /// Approved; the branch may be founded.
    Approved {
        /// What was handed in.
        application: Application,
        /// The reply.
        reply: Reply,
    },
    /// Founded, with its members moved in.
    Founded {
        /// What was handed in, with the committee as elected.
        application: Application,
        /// The reply.
        reply: Reply,
        /// The day, the moves and what was overruled then.
        foundation: Foundation,
    },
}

/// Why an application came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    /// What has to change; never empty.
    pub comment: String,
    /// Who sent it back; none when the operator recorded it.
    pub by: Option<PersonId>,
    /// The day.
    pub on: NaiveDate,
}

/// The reply of the committee above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The committee.
    pub committee: OrganisationId,
    /// Who recorded it; none when the operator did.
    pub by: Option<PersonId>,
    /// The day of the reply.
    pub on: NaiveDate,
    /// The number of the written reply, where there is one.
    pub doc_no: Option<String>,
    /// The "generally" rules the committee goes beyond, each with a reason.
    pub overrulings: Vec<Overruling>,
}

/// A committee's written reason for going on although a "generally" is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overruling {
    /// The rule.
    pub rule: String,
    /// Why; never empty.
    pub reason: String,
    /// Who gave it; none when the operator recorded it.
    pub by: Option<PersonId>,
    /// The day.
    pub on: NaiveDate,
}

/// What is done on the day of the founding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foundation {
    /// The day.
    pub on: NaiveDate,
    /// Who was elected to which post.
    pub seats: Vec<Seat>,
    /// Who confirms for which side, where that differs from the application.
    #[serde(default)]
    pub signatories: Vec<Signatory>,
    /// Who moves in.
    pub moves: Vec<Move>,
    /// Reasons for what came to light only now.
    pub overrulings: Vec<Overruling>,
}

/// Who confirms for a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// The side.
    pub side: SideId,
    /// Who confirms for it.
    pub person: PersonId,
}

impl Founding {
    /// Whether the step that comes next may be dated `on`: not before the one it follows, not after today.
    ///
    /// Asked before anything that holds on that day is looked up, so that a day out of order is called one.
    ///
    /// # Errors
    ///
    /// [`Refusal::InFuture`] and [`Refusal::TooEarly`]. Where no step comes next every day up to today will do.
    pub fn may_go_on_from(&self, on: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
        not_in_future(on, today)?;
        match self {
            Self::Proposed { application } => not_before(on, application.applied_on),
            Self::Returned { sent_back, .. } => not_before(on, sent_back.on),
            Self::Approved { reply, .. } => not_before(on, reply.on),
            Self::Withdrawn { .. } | Self::Founded { .. } => Ok(()),
        }
    }

    /// Hands in an application. An unmet "generally" goes along as a warning; an unmet "must" stops it here.
    ///
    /// # Errors
    ///
    /// [`Application::check`], a day still to come, or a "must" that is not met.
    pub fn propose(
        application: Application,
        rules: &FoundingRules,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        application.check()?;
        not_in_future(application.applied_on, today)?;
        require(&findings(&application, Stage::Applying { today }, rules))?;
        Ok(Self::Proposed { application })
    }

    /// Records the committee's approval, with its reason for each unmet "generally".
    ///
    /// # Errors
    ///
    /// Not `Proposed`, dated before the application or after today, a "must"
    /// not met, a "generally" without a reason, or a reason for a rule that is
    /// met or binds.
    pub fn approve(self, reply: Reply, rules: &FoundingRules, today: NaiveDate) -> Result<Self, Refusal> {
        let Self::Proposed { application } = self else { return Err(self.wrong()) };
        not_in_future(reply.on, today)?;
        not_before(reply.on, application.applied_on)?;
        let found = findings(&application, Stage::Replied { on: reply.on }, rules);
        require(&found)?;
        all_reasoned(&found, &[&reply.overrulings])?;
        none_idle(&found, &reply.overrulings)?;
        Ok(Self::Approved { application, reply })
    }

    /// Sends the application back with a comment.
    ///
    /// # Errors
    ///
    /// Not `Proposed`, an empty comment, or a day before the application or after today.
    pub fn send_back(self, sent_back: SentBack, today: NaiveDate) -> Result<Self, Refusal> {
        let Self::Proposed { application } = self else { return Err(self.wrong()) };
        said(&sent_back.comment)?;
        not_in_future(sent_back.on, today)?;
        not_before(sent_back.on, application.applied_on)?;
        Ok(Self::Returned { application, sent_back })
    }

    /// Hands in again what was sent back; the time for the reply starts anew.
    ///
    /// # Errors
    ///
    /// Not `Returned`, dated before it came back, or as [`Founding::propose`].
    pub fn resubmit(
        self,
        application: Application,
        rules: &FoundingRules,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        let Self::Returned { sent_back, .. } = self else { return Err(self.wrong()) };
        not_before(application.applied_on, sent_back.on)?;
        Self::propose(application, rules, today)
    }

    /// Takes the application back before there is a reply.
    ///
    /// # Errors
    ///
    /// Neither `Proposed` nor `Returned`, or a day before the application or after today.
    pub fn withdraw(self, on: NaiveDate, today: NaiveDate) -> Result<Self, Refusal> {
        match self {
            Self::Proposed { application } | Self::Returned { application, .. } => {
                not_in_future(on, today)?;
                not_before(on, application.applied_on)?;
                Ok(Self::Withdrawn { application, on })
            }
            Self::Withdrawn { .. } | Self::Approved { .. } | Self::Founded { .. } => Err(self.wrong()),
        }
    }

    /// Founds the branch and moves its members in. The rules are asked again with those who really come.
    ///
    /// # Errors
    ///
    /// Not `Approved`, dated before the reply or after today, a move that does
    /// not fit, a post or a side whose person does not come, a "must" not met, or a "generally" nobody gave a reason for.
    pub fn found(
        self,
        foundation: Foundation,
        rules: &FoundingRules,
        today: NaiveDate,
    ) -> Result<Self, Refusal> {
        let Self::Approved { application, reply } = self else { return Err(self.wrong()) };
        not_in_future(foundation.on, today)?;
        not_before(foundation.on, reply.on)?;
        moves::check(&foundation.moves, &application, foundation.on)?;
        let application = as_founded(application, &foundation);
        application.check()?;
        let found = findings(&application, Stage::Founded { replied_on: reply.on }, rules);
        require(&found)?;
        moves::leaders_come(&foundation.moves, &application)?;
        all_reasoned(&found, &[&reply.overrulings, &foundation.overrulings])?;
        none_idle(&found, &foundation.overrulings)?;
        Ok(Self::Founded { application, reply, foundation })
    }

    /// What the rules say where the founding stands now, all of them.
    #[must_use]
    pub fn findings(&self, rules: &FoundingRules, today: NaiveDate) -> Vec<Finding> {
        match self {
            Self::Proposed { application }
            | Self::Returned { application, .. }
            | Self::Withdrawn { application, .. } => findings(application, Stage::Applying { today }, rules),
            Self::Approved { application, reply } => {
                findings(application, Stage::Replied { on: reply.on }, rules)
            }
            Self::Founded { application, reply, .. } => {
                findings(application, Stage::Founded { replied_on: reply.on }, rules)
            }
        }
    }

    /// What was handed in.
    #[must_use]
    pub const fn application(&self) -> &Application {
        match self {
            Self::Proposed { application }
            | Self::Returned { application, .. }
            | Self::Withdrawn { application, .. }
            | Self::Approved { application, .. }
            | Self::Founded { application, .. } => application,
        }
    }

    /// The word stored and sent for where it stands.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Proposed { .. } => "proposed",
            Self::Returned { .. } => "returned",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Approved { .. } => "approved",
            Self::Founded { .. } => "founded",
        }
    }

    const fn wrong(&self) -> Refusal {
        Refusal::WrongState { state: self.as_str() }
    }
}

/// The application as it came true: those who move in, the seats as elected where any were, and who confirms.
fn as_founded(application: Application, foundation: &Foundation) -> Application {
    let mut founded = moves::counted(&application, &foundation.moves);
    if !foundation.seats.is_empty() {
        founded.committee.seats.clone_from(&foundation.seats);
    }
    for plan in &mut founded.sides {
        let named = foundation.signatories.iter().find(|signatory| signatory.side == plan.side.id);
        plan.signatory = named.map(|signatory| signatory.person).or(plan.signatory);
    }
    founded
}

fn require(found: &[Finding]) -> Result<(), Refusal> {
    match found.iter().find(|finding| finding.blocks()) {
        Some(finding) => Err(Refusal::RuleNotMet(Box::new(finding.clone()))),
        None => Ok(()),
    }
}

/// Every warning has a reason, and every reason says something.
fn all_reasoned(found: &[Finding], given: &[&Vec<Overruling>]) -> Result<(), Refusal> {
    for overruling in given.iter().flat_map(|list| list.iter()) {
        said(&overruling.reason)?;
    }
    let reasoned =
        |rule: &str| given.iter().any(|list| list.iter().any(|overruling| overruling.rule == rule));
    match found.iter().find(|finding| finding.warns() && !reasoned(&finding.rule)) {
        Some(finding) => Err(Refusal::NeedsReason(Box::new(finding.clone()))),
        None => Ok(()),
    }
}

/// No reason stands for a rule that is met or that binds: it would read as if it had decided something.
fn none_idle(found: &[Finding], given: &[Overruling]) -> Result<(), Refusal> {
    let idle =
        given.iter().find(|given| !found.iter().any(|finding| finding.rule == given.rule && finding.warns()));
    match idle {
        Some(overruling) => Err(Refusal::NothingToOverrule { rule: overruling.rule.clone() }),
        None => Ok(()),
    }
}

fn said(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::NoReason) } else { Ok(()) }
}

fn not_in_future(on: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if on > today { Err(Refusal::InFuture { on, today }) } else { Ok(()) }
}

fn not_before(on: NaiveDate, not_before: NaiveDate) -> Result<(), Refusal> {
    if on < not_before { Err(Refusal::TooEarly { on, not_before }) } else { Ok(()) }
}
