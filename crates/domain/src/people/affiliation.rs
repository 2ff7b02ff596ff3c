//! What ties a person to a unit.

use serde::{Deserialize, Serialize};

use crate::script;

/// The part a person has in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AffiliationRole {
    /// 教职工
    Teacher,
    /// 学生
    Student,
    /// 职工
    Employee,
    /// 业主、经营者
    Owner,
}

impl AffiliationRole {
    /// All roles.
    pub const ALL: [Self; 4] = [Self::Teacher, Self::Student, Self::Employee, Self::Owner];

    /// The word stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Teacher => "teacher",
            Self::Student => "student",
            Self::Employee => "employee",
            Self::Owner => "owner",
        }
    }

    /// The role stored as `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// The role a roster means by `text`.
    #[must_use]
    pub fn spelled(text: &str) -> Option<Self> {
        match script::compact(text).as_str() {
            "教师" | "老师" | "教职工" | "教工" | "教职员工" | "专任教师" | "辅导员" => {
                Some(Self::Teacher)
            }
            "学生" | "在校生" | "学徒" | "毕业生" | "实习生" => Some(Self::Student),
            "职工" | "员工" | "企业员工" | "企业职工" | "在职职工" => Some(Self::Employee),
            "业主" | "经营者" | "经营户" | "法人" | "法定代表人" | "个体户" => {
                Some(Self::Owner)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stored_is_read_back_and_is_the_word_serde_writes() {
        for one in AffiliationRole::ALL {
            assert_eq!(AffiliationRole::parse(one.as_str()), Some(one));
            assert_eq!(serde_json::to_value(one).unwrap(), one.as_str());
        }
    }

    #[test]
    fn a_counsellor_is_a_teacher_and_a_cadre_is_nobody_we_know() {
        assert_eq!(AffiliationRole::spelled("辅导员"), Some(AffiliationRole::Teacher));
        assert_eq!(AffiliationRole::spelled("干部"), None);
    }
}
