//! The stages of joining, and which one a person had reached on a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::script;

/// A stage of development, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 入党申请人
    Applicant,
    /// 入党积极分子
    Activist,
    /// 发展对象
    Target,
    /// 预备党员
    Probationary,
    /// 正式党员
    Full,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 5] =
        [Self::Applicant, Self::Activist, Self::Target, Self::Probationary, Self::Full];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Activist => "activist",
            Self::Target => "target",
            Self::Probationary => "probationary",
            Self::Full => "full",
        }
    }

    /// The stage stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }

    /// The stage a roster means by `text`: 正式党员, 预备, 中共党员, …
    #[must_use]
    pub fn spelled(text: &str) -> Option<Self> {
        match script::compact(text).as_str() {
            "入党申请人" | "申请人" | "申请入党人员" => Some(Self::Applicant),
            "入党积极分子" | "积极分子" => Some(Self::Activist),
            "发展对象" | "重点发展对象" => Some(Self::Target),
            "预备党员" | "中共预备党员" | "预备" => Some(Self::Probationary),
            "正式党员" | "中共正式党员" | "中共党员" | "党员" | "正式" => Some(Self::Full),
            _ => None,
        }
    }

    /// Whether somebody at this stage is a Party member: from probation on.
    #[must_use]
    pub fn is_member(self) -> bool {
        self >= Self::Probationary
    }
}

/// The dates on which a person reached each stage, as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Standing {
    /// The written application was handed in.
    pub applied_on: Option<NaiveDate>,
    /// Named activist.
    pub activist_on: Option<NaiveDate>,
    /// Named development target.
    pub target_on: Option<NaiveDate>,
    /// Admitted: the branch assembly's vote, from which probation is counted.
    pub joined_on: Option<NaiveDate>,
    /// Became a full member.
    pub full_on: Option<NaiveDate>,
}

impl Standing {
    /// The day `stage` was reached.
    #[must_use]
    pub fn reached(&self, stage: Stage) -> Option<NaiveDate> {
        match stage {
            Stage::Applicant => self.applied_on,
            Stage::Activist => self.activist_on,
            Stage::Target => self.target_on,
            Stage::Probationary => self.joined_on,
            Stage::Full => self.full_on,
        }
    }

    /// The furthest stage reached by `day`, the day itself included. A stage
    /// without a date is skipped, not guessed; `None` before the first date.
    #[must_use]
    pub fn stage_on(&self, day: NaiveDate) -> Option<Stage> {
        Stage::ALL.into_iter().rev().find(|stage| self.reached(*stage).is_some_and(|reached| reached <= day))
    }

    /// As [`stage_on`](Self::stage_on), where the register also says "this person is
    /// at `declared`" without a date for it: that counts on every `day` on which
    /// no dated stage is further and no later dated stage lies ahead.
    ///
    /// An old full member whose conversion date is lost is full today, and is not
    /// shown as full on a day before the day of joining.
    #[must_use]
    pub fn stage_on_with(&self, declared: Option<Stage>, day: NaiveDate) -> Option<Stage> {
        let dated = self.stage_on(day);
        let undated = declared.filter(|stage| {
            self.reached(*stage).is_none()
                && Stage::ALL.into_iter().all(|s| self.reached(s).is_none_or(|on| on <= day))
        });
        dated.max(undated)
    }
}
