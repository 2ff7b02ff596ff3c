//! Units and Party organisations: their kinds and what ties units together.

use serde::{Deserialize, Serialize};

use crate::script;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 学校
    School,
    /// 二级学院
    College,
    /// 企业
    Enterprise,
    /// 行业协会
    Association,
    /// 园区
    Park,
    /// 机关
    Authority,
}

impl UnitKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::School, Self::College, Self::Enterprise, Self::Association, Self::Park, Self::Authority];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::College => "college",
            Self::Enterprise => "enterprise",
            Self::Association => "association",
            Self::Park => "park",
            Self::Authority => "authority",
        }
    }

    /// The kind stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The words a spreadsheet uses; the first is the one a template offers.
    #[must_use]
    pub const fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::School => &["学校", "高校", "院校", "高职院校", "职业院校", "大学", "中职学校"],
            Self::College => &["二级学院", "学院", "系部", "二级院系", "院系"],
            Self::Enterprise => &["企业", "公司", "民营企业", "国有企业", "合作企业"],
            Self::Association => &["行业协会", "协会", "商会", "社会团体", "学会"],
            Self::Park => &["园区", "创意园", "产业园", "孵化器", "众创空间"],
            Self::Authority => &["机关", "政府机关", "党政机关", "政府部门", "机关单位"],
        }
    }

    /// The kind a spreadsheet means by `text`.
    #[must_use]
    pub fn spelled(text: &str) -> Option<Self> {
        let text = script::compact(text);
        Self::ALL.into_iter().find(|kind| kind.spellings().contains(&text.as_str()))
    }
}

/// An enterprise's standing in the apprenticeship scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprenticeshipLevel {
    /// 试点企业
    Pilot,
    /// 示范企业
    Demonstration,
}

impl ApprenticeshipLevel {
    /// Both levels, the lower first.
    pub const ALL: [Self; 2] = [Self::Pilot, Self::Demonstration];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pilot => "pilot",
            Self::Demonstration => "demonstration",
        }
    }

    /// The level stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }

    /// The words a spreadsheet uses; the first is the one a template offers.
    #[must_use]
    pub const fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::Pilot => &["试点企业", "试点", "学徒制试点企业"],
            Self::Demonstration => &["示范企业", "示范", "学徒制示范企业"],
        }
    }

    /// The level a spreadsheet means by `text`.
    #[must_use]
    pub fn spelled(text: &str) -> Option<Self> {
        let text = script::compact(text);
        Self::ALL.into_iter().find(|level| level.spellings().contains(&text.as_str()))
    }
}

/// What a Party organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// 党委
    Committee,
    /// 党总支
    GeneralBranch,
    /// 党支部
    Branch,
    /// 联合党支部
    JointBranch,
}

impl OrganisationKind {
    /// All kinds, from the top of the tree down.
    pub const ALL: [Self; 4] = [Self::Committee, Self::GeneralBranch, Self::Branch, Self::JointBranch];
    /// The words of those that hold meetings of their members.
    pub const BRANCHES: [&str; 2] = [Self::Branch.as_str(), Self::JointBranch.as_str()];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Committee => "committee",
            Self::GeneralBranch => "general_branch",
            Self::Branch => "branch",
            Self::JointBranch => "joint_branch",
        }
    }

    /// The kind stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The words a spreadsheet uses; the first is the one a template offers.
    #[must_use]
    pub const fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::Committee => &["党委", "基层党委", "党的基层委员会", "二级党委", "分党委"],
            Self::GeneralBranch => &["党总支", "党总支部", "总支部", "总支"],
            Self::Branch => &["党支部", "支部"],
            Self::JointBranch => &["联合党支部", "联合支部"],
        }
    }

    /// The kind a spreadsheet means by `text`.
    #[must_use]
    pub fn spelled(text: &str) -> Option<Self> {
        let text = script::compact(text);
        Self::ALL.into_iter().find(|kind| kind.spellings().contains(&text.as_str()))
    }

    /// Whether people belong to it directly.
    #[must_use]
    pub fn is_branch(self) -> bool {
        matches!(self, Self::Branch | Self::JointBranch)
    }
}

/// A lasting tie between two units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitRelationKind {
    /// 理事会
    Council,
    /// 互派董事
    MutualDirectors,
    /// 共建二级学院
    CofoundedCollege,
}

impl UnitRelationKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Council, Self::MutualDirectors, Self::CofoundedCollege];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::MutualDirectors => "mutual_directors",
            Self::CofoundedCollege => "cofounded_college",
        }
    }

    /// The kind stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stored_is_read_back_and_is_the_word_serde_writes() {
        fn holds<T: Copy + PartialEq + std::fmt::Debug + Serialize>(
            all: &[T],
            as_str: fn(T) -> &'static str,
            parse: fn(&str) -> Option<T>,
        ) {
            for one in all {
                assert_eq!(parse(as_str(*one)), Some(*one));
                assert_eq!(serde_json::to_value(one).unwrap(), as_str(*one));
            }
            assert_eq!(parse(""), None);
        }
        holds(&UnitKind::ALL, UnitKind::as_str, UnitKind::parse);
        holds(&ApprenticeshipLevel::ALL, ApprenticeshipLevel::as_str, ApprenticeshipLevel::parse);
        holds(&OrganisationKind::ALL, OrganisationKind::as_str, OrganisationKind::parse);
        holds(&UnitRelationKind::ALL, UnitRelationKind::as_str, UnitRelationKind::parse);
    }

    #[test]
    fn no_spelling_means_two_kinds() {
        for kind in UnitKind::ALL {
            assert!(kind.spellings().iter().all(|text| UnitKind::spelled(text) == Some(kind)), "{kind:?}");
        }
        for kind in OrganisationKind::ALL {
            assert!(
                kind.spellings().iter().all(|text| OrganisationKind::spelled(text) == Some(kind)),
                "{kind:?}"
            );
        }
        for level in ApprenticeshipLevel::ALL {
            assert!(level.spellings().iter().all(|text| ApprenticeshipLevel::spelled(text) == Some(level)));
        }
    }

    #[test]
    fn people_belong_to_branches_and_not_to_committees() {
        assert!(OrganisationKind::JointBranch.is_branch());
        assert!(!OrganisationKind::GeneralBranch.is_branch());
    }
}
