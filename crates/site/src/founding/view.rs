//! The record of a founding, as its page shows it.

use chrono::{DateTime, NaiveDate, Utc};
use gongjian_domain::reason::Reason;
use gongjian_domain::rule::Finding;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A thing by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct FoundingRef {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// One side of the branch in the making.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct FoundingSide {
    /// The side.
    pub id: Uuid,
    /// `school`, `enterprise`, `association` or `other`.
    pub kind: &'static str,
    /// The character it signs with.
    pub seal: String,
    /// What it is called.
    pub name: String,
    /// The organisation whose people it brings.
    pub home: FoundingRef,
    /// Its units.
    pub units: Vec<FoundingRef>,
    /// Who is to confirm for it.
    pub signatory: Option<FoundingRef>,
    /// Whether its home agreed to the plan as it stands.
    pub agreed: bool,
    /// Who agreed; none for the operator.
    pub agreed_by: Option<String>,
    /// When.
    pub agreed_at: Option<DateTime<Utc>>,
    /// Full members who join.
    pub full: usize,
    /// Probationary members who join.
    pub probationary: usize,
    /// Those who join without being counted as members.
    pub others: usize,
    /// Everybody who joins.
    pub people: Vec<JoinerView>,
    /// Whether the visitor chooses its people and agrees for it.
    pub may_speak: bool,
}

/// Somebody who joins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct JoinerView {
    /// Who.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The unit.
    pub unit: String,
    /// The branch left, or stayed in by those who only take part.
    pub from: String,
    /// The stage today; empty when it is not known.
    pub stage: &'static str,
    /// `formal` or `participating`.
    pub manner: &'static str,
    /// Whether the person is still in that branch.
    pub here: bool,
}

/// A post and who is to hold it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct FoundingSeat {
    /// The post.
    pub post: &'static str,
    /// Who.
    pub person: Uuid,
    /// The name.
    pub name: String,
}

/// A rule's answer, and the committee's reason for going on all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnsweredFinding {
    /// The answer.
    #[schema(value_type = Object)]
    pub finding: Finding,
    /// The reason given.
    pub overruled: Option<OverrulingView>,
}

/// Why a "generally" was passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OverrulingView {
    /// The reason.
    pub reason: String,
    /// Who gave it; none for the operator.
    pub by: Option<String>,
    /// The day.
    pub on: NaiveDate,
}

/// A step as it was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct FoundingStep {
    /// Its word.
    pub step: String,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// The day it counts from, where that is another.
    pub on: Option<NaiveDate>,
    /// Who took it; none for the operator.
    pub by: Option<String>,
    /// The seal of the side it was taken for.
    pub seal: Option<String>,
    /// The rule overruled.
    pub rule: Option<String>,
    /// A reason, a comment, the number of a letter.
    pub note: Option<String>,
}

/// The record of one founding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct FoundingPage {
    /// Its id.
    pub id: Uuid,
    /// `draft`, `proposed`, `returned`, `withdrawn`, `approved` or `founded`.
    pub state: &'static str,
    /// Counts the changes; every step sends back the one it looked at.
    pub revision: i32,
    /// The name of the branch.
    pub name: String,
    /// Its code.
    pub code: String,
    /// The committee above.
    pub above: FoundingRef,
    /// The sides, in the order they sign.
    pub sides: Vec<FoundingSide>,
    /// How many people sit on the committee; 0 for a secretary alone.
    pub committee_size: u32,
    /// The posts as far as they are settled.
    pub seats: Vec<FoundingSeat>,
    /// The day the members are to move, or moved.
    pub found_on: Option<NaiveDate>,
    /// The day it was handed in last.
    pub applied_on: Option<NaiveDate>,
    /// The last day for the reply.
    pub due: Option<NaiveDate>,
    /// Days left until then, negative when it is past; only while a reply is waited for.
    pub days_left: Option<i64>,
    /// Every rule's answer, what is not met first.
    pub findings: Vec<AnsweredFinding>,
    /// What still keeps it from being handed in, beside the rules.
    #[schema(value_type = Vec<Object>)]
    pub doubts: Vec<Reason>,
    /// Why it came back.
    pub comment: String,
    /// The number of the written reply.
    pub doc_no: String,
    /// The branch founded.
    pub branch: Option<Uuid>,
    /// The steps so far, the oldest first.
    pub steps: Vec<FoundingStep>,
    /// Whether the visitor writes the plan and hands it in.
    pub may_propose: bool,
    /// Whether the visitor replies and founds.
    pub may_decide: bool,
}

impl FoundingPage {
    /// Whether sides, people and posts may still be changed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, "draft" | "returned")
    }

    /// Whether nothing in the plan or the rules stands against handing it in.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.doubts.is_empty() && !self.findings.iter().any(|one| one.finding.blocks())
    }

    /// Whether the visitor may agree for a side that has not agreed yet.
    #[must_use]
    pub fn may_agree(&self) -> bool {
        self.is_open() && self.is_ready() && self.sides.iter().any(|side| side.may_speak && !side.agreed)
    }

    /// Whether every side has agreed, or the visitor agrees for it by handing in.
    #[must_use]
    pub fn all_agree(&self) -> bool {
        self.sides.iter().all(|side| side.agreed || (side.may_speak && self.may_propose))
    }

    /// The part of the plan the visitor is to write next, as the end of an address; empty when there is none.
    #[must_use]
    pub fn next_part(&self) -> String {
        let empty = self.sides.iter().find(|side| side.may_speak && side.people.is_empty());
        match (self.next_word(), empty) {
            ("people", Some(side)) => format!("people?side={}", side.id),
            (word, _) => word.to_owned(),
        }
    }

    /// The same as a word: `sides`, `people`, `committee`, or empty.
    #[must_use]
    pub fn next_word(&self) -> &'static str {
        if !self.is_open() {
            ""
        } else if self.may_propose && self.sides.is_empty() {
            "sides"
        } else if self.sides.iter().any(|side| side.may_speak && side.people.is_empty()) {
            "people"
        } else if self.may_propose && self.bare_sides().is_empty() && self.seats.is_empty() {
            "committee"
        } else if !self.doubts.is_empty() && self.sides.iter().any(|side| side.may_speak) {
            "people"
        } else {
            ""
        }
    }

    /// The names of the sides that have not chosen anybody yet.
    #[must_use]
    pub fn bare_sides(&self) -> Vec<&str> {
        self.sides.iter().filter(|side| side.people.is_empty()).map(|side| side.name.as_str()).collect()
    }

    /// Everybody who joins, from all sides.
    #[must_use]
    pub fn joining(&self) -> usize {
        self.sides.iter().map(|side| side.people.len()).sum()
    }

    /// The tone of the state's badge.
    #[must_use]
    pub fn tone(&self) -> &'static str {
        match self.state {
            "proposed" => "open",
            "returned" => "due",
            "approved" | "founded" => "met",
            _ => "quiet",
        }
    }

    /// The tone of the deadline.
    #[must_use]
    pub fn deadline_tone(&self) -> &'static str {
        match self.days_left {
            Some(days) if days < 0 => "overdue",
            Some(days) if days <= 7 => "due",
            _ => "quiet",
        }
    }
}
