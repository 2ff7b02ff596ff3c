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

    /// The first dated day of all: before it no stage is known.
    #[must_use]
    pub fn begins(&self) -> Option<NaiveDate> {
        Stage::ALL.into_iter().filter_map(|stage| self.reached(stage)).min()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn standing() -> Standing {
        Standing {
            applied_on: Some(day("2018-03-01")),
            activist_on: Some(day("2018-09-01")),
            target_on: None,
            joined_on: Some(day("2020-06-20")),
            full_on: Some(day("2021-06-20")),
        }
    }

    #[test]
    fn every_word_stored_is_read_back_and_is_the_word_serde_writes() {
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.as_str()), Some(stage));
            assert_eq!(serde_json::to_value(stage).unwrap(), stage.as_str());
        }
        assert_eq!(Stage::parse("正式党员"), None);
    }

    #[test]
    fn the_words_of_the_rosters_name_the_stages() {
        for (text, stage) in [
            ("正式党员", Stage::Full),
            ("预备 党员", Stage::Probationary),
            ("发展对象", Stage::Target),
            ("入党积极分子", Stage::Activist),
            ("入党申请人", Stage::Applicant),
        ] {
            assert_eq!(Stage::spelled(text), Some(stage));
        }
        assert_eq!(Stage::spelled("共青团员"), None);
    }

    #[test]
    fn a_stage_begins_on_its_day_and_not_the_day_before() {
        let on = |text| standing().stage_on(day(text));
        assert_eq!(on("2018-02-28"), None);
        assert_eq!(on("2018-03-01"), Some(Stage::Applicant));
        assert_eq!(on("2020-06-19"), Some(Stage::Activist), "a stage without a date is not guessed");
        assert_eq!(on("2020-06-20"), Some(Stage::Probationary));
        assert_eq!(on("2021-06-19"), Some(Stage::Probationary));
        assert_eq!(on("2021-06-20"), Some(Stage::Full));
    }

    #[test]
    fn a_claimed_stage_without_a_date_counts_only_once_the_dated_ones_are_past() {
        let old = Standing { joined_on: Some(day("1985-07-01")), ..Standing::default() };
        let on = |text| old.stage_on_with(Some(Stage::Full), day(text));
        assert_eq!(on("1985-06-30"), None);
        assert_eq!(on("2026-09-01"), Some(Stage::Full));
        let dated = standing();
        assert_eq!(dated.stage_on_with(Some(Stage::Full), day("2020-12-31")), Some(Stage::Probationary));
        assert_eq!(
            Standing::default().stage_on_with(Some(Stage::Target), day("2026-09-01")),
            Some(Stage::Target)
        );
    }

    proptest! {
        #[test]
        fn nobody_falls_back_as_days_go_by(gaps in prop::array::uniform5(prop::option::of(0u64..900)), step in 0u64..4000, more in 0u64..900) {
            let first = day("2000-01-01");
            let mut at = first;
            let dates = gaps.map(|gap| gap.map(|gap| {
                at = at + chrono::Days::new(gap);
                at
            }));
            let [applied_on, activist_on, target_on, joined_on, full_on] = dates;
            let standing = Standing { applied_on, activist_on, target_on, joined_on, full_on };
            let (early, late) = (first + chrono::Days::new(step), first + chrono::Days::new(step + more));
            prop_assert!(standing.stage_on(early) <= standing.stage_on(late));
        }
    }
}
