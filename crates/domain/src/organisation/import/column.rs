//! The columns of the two tables and the headings they go by.

use serde::{Deserialize, Serialize};

use crate::sheet::Columns;

/// A column of the table of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitColumn {
    /// 单位名称
    Name,
    /// 简称
    ShortName,
    /// 统一社会信用代码
    CreditCode,
    /// 单位类别
    Kind,
    /// 上级单位
    Parent,
    /// 是否园区入驻
    Resident,
    /// 入驻园区
    Park,
    /// 入驻时间
    ResidentFrom,
    /// 学徒制类别
    Apprenticeship,
    /// 学徒制起始时间
    ApprenticeshipFrom,
    /// 学徒制结束时间
    ApprenticeshipUntil,
    /// 联系人
    ContactName,
    /// 联系电话
    ContactPhone,
    /// 序号
    Sequence,
    /// 备注
    Remark,
}

impl UnitColumn {
    /// The column whose word is `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.as_str() == word)
    }
}

impl Columns for UnitColumn {
    const ALL: &'static [Self] = &[
        Self::Name,
        Self::ShortName,
        Self::CreditCode,
        Self::Kind,
        Self::Parent,
        Self::Resident,
        Self::Park,
        Self::ResidentFrom,
        Self::Apprenticeship,
        Self::ApprenticeshipFrom,
        Self::ApprenticeshipUntil,
        Self::ContactName,
        Self::ContactPhone,
        Self::Sequence,
        Self::Remark,
    ];
    const NEEDED: &'static [&'static [Self]] = &[&[Self::Name], &[Self::Kind]];

    fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::ShortName => "short_name",
            Self::CreditCode => "credit_code",
            Self::Kind => "kind",
            Self::Parent => "parent",
            Self::Resident => "resident",
            Self::Park => "park",
            Self::ResidentFrom => "resident_from",
            Self::Apprenticeship => "apprenticeship",
            Self::ApprenticeshipFrom => "apprenticeship_from",
            Self::ApprenticeshipUntil => "apprenticeship_until",
            Self::ContactName => "contact_name",
            Self::ContactPhone => "contact_phone",
            Self::Sequence => "sequence",
            Self::Remark => "remark",
        }
    }

    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["单位名称", "单位全称", "单位", "企业名称", "公司名称", "学校名称", "机构名称"],
            Self::ShortName => &["简称", "单位简称"],
            Self::CreditCode => &[
                "统一社会信用代码",
                "社会信用代码",
                "信用代码",
                "统一信用代码",
                "统一社会信用代码证号",
                "营业执照号",
            ],
            Self::Kind => &["单位类别", "单位类型", "单位性质", "机构类别", "企业类别"],
            Self::Parent => &["上级单位", "上级单位名称", "主管单位", "所属单位", "所属学校"],
            Self::Resident => &["是否园区入驻", "是否入驻园区", "是否入驻", "园区入驻", "入驻"],
            Self::Park => &["入驻园区", "所在园区", "园区", "园区名称"],
            Self::ResidentFrom => &["入驻时间", "入驻日期", "入园时间", "入园日期"],
            Self::Apprenticeship => {
                &["学徒制类别", "学徒制企业类别", "学徒制", "学徒制类型", "现代学徒制类别"]
            }
            Self::ApprenticeshipFrom => {
                &["学徒制起始时间", "学徒制开始时间", "学徒制起始日期", "学徒制开始日期"]
            }
            Self::ApprenticeshipUntil => {
                &["学徒制结束时间", "学徒制截止时间", "学徒制结束日期", "学徒制截止日期"]
            }
            Self::ContactName => &["联系人", "联系人姓名", "单位联系人"],
            Self::ContactPhone => &["联系电话", "联系人电话", "电话", "联系方式", "联系手机", "手机号码"],
            Self::Sequence => &["序号", "编号", "NO."],
            Self::Remark => &["备注", "说明", "备注1"],
        }
    }

    fn is_kept(self) -> bool {
        !matches!(self, Self::Sequence | Self::Remark)
    }
}

/// A column of the table of Party organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationColumn {
    /// 编码
    Code,
    /// 名称
    Name,
    /// 简称
    ShortName,
    /// 类别
    Kind,
    /// 上级编码
    ParentCode,
    /// 成立时间
    FoundedOn,
    /// 所在单位
    Unit,
    /// 届满时间
    TermEndsOn,
    /// 备注
    Note,
    /// 上级名称
    ParentName,
    /// 序号
    Sequence,
}

impl OrganisationColumn {
    /// The column whose word is `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.as_str() == word)
    }
}

impl Columns for OrganisationColumn {
    const ALL: &'static [Self] = &[
        Self::Code,
        Self::Name,
        Self::ShortName,
        Self::Kind,
        Self::ParentCode,
        Self::FoundedOn,
        Self::Unit,
        Self::TermEndsOn,
        Self::Note,
        Self::ParentName,
        Self::Sequence,
    ];
    const NEEDED: &'static [&'static [Self]] = &[&[Self::Code], &[Self::Name], &[Self::Kind]];

    fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::ShortName => "short_name",
            Self::Kind => "kind",
            Self::ParentCode => "parent_code",
            Self::FoundedOn => "founded_on",
            Self::Unit => "unit",
            Self::TermEndsOn => "term_ends_on",
            Self::Note => "note",
            Self::ParentName => "parent_name",
            Self::Sequence => "sequence",
        }
    }

    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Code => &["编码", "党组织编码", "党组织代码", "组织编码", "组织代码", "代码", "党支部编码"],
            Self::Name => &["名称", "党组织名称", "组织名称", "党组织全称", "全称", "党支部名称"],
            Self::ShortName => &["简称", "党组织简称", "组织简称"],
            Self::Kind => &["类别", "党组织类别", "组织类别", "党组织类型", "类型"],
            Self::ParentCode => &["上级编码", "上级党组织编码", "上级党组织代码", "上级组织编码", "上级代码"],
            Self::FoundedOn => {
                &["成立时间", "成立日期", "建立时间", "建立日期", "批准成立时间", "党组织成立时间"]
            }
            Self::Unit => &["所在单位", "所在单位名称", "单位名称", "依托单位"],
            Self::TermEndsOn => {
                &["届满时间", "届满日期", "换届时间", "应换届时间", "本届届满时间", "任期届满时间"]
            }
            Self::Note => &["备注", "说明", "备注1"],
            Self::ParentName => &["上级名称", "上级党组织", "上级党组织名称"],
            Self::Sequence => &["序号", "编号", "NO."],
        }
    }

    fn is_kept(self) -> bool {
        !matches!(self, Self::Sequence | Self::ParentName)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::sheet::fold_heading;

    fn is_unambiguous<C: Columns + Serialize>(parse: fn(&str) -> Option<C>) {
        let mut seen = HashMap::new();
        for column in C::ALL {
            assert_eq!(parse(column.as_str()), Some(*column));
            assert_eq!(serde_json::to_value(column).unwrap(), column.as_str());
            for heading in column.headings() {
                let before: Option<C> = seen.insert(fold_heading(heading), *column);
                assert!(
                    before.is_none_or(|before| before == *column),
                    "{heading}: {before:?} and {column:?}"
                );
            }
        }
    }

    #[test]
    fn no_heading_names_two_columns_of_one_table_and_every_word_leads_back() {
        is_unambiguous(UnitColumn::parse);
        is_unambiguous(OrganisationColumn::parse);
    }
}
