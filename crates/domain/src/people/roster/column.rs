//! The columns of a roster and the headings they go by.

use crate::sheet::Columns;

/// A column of a roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// 学工号
    StaffNumber,
    /// 姓名
    Name,
    /// 性别
    Sex,
    /// 身份证号码
    IdentityNumber,
    /// 出生日期
    BornOn,
    /// 民族
    Ethnicity,
    /// 籍贯
    NativePlace,
    /// 最高学历
    Education,
    /// 手机号码
    Phone,
    /// 联系邮箱
    Email,
    /// 所在单位
    Workplace,
    /// 人员身份
    Role,
    /// 所在党支部编码
    BranchCode,
    /// 所在党支部
    BranchName,
    /// 党籍状态
    Status,
    /// 提交书面申请书时间
    AppliedOn,
    /// 确定为入党积极分子时间
    ActivistOn,
    /// 确定为发展对象时间
    TargetOn,
    /// 入党介绍人
    Introducers,
    /// 入党时间
    JoinedOn,
    /// 转正时间
    FullOn,
    /// 所在分党委编码
    CommitteeCode,
    /// 所在分党委
    CommitteeName,
    /// 党内职务: an office is entered with its term, never taken from a roster.
    Duties,
    /// 国家/地区
    Country,
    /// 所学专业
    Major,
    /// 联系地址
    Address,
    /// 序号
    Sequence,
    /// 备注
    Remark,
    /// 来源
    Origin,
}

impl Column {
    /// The column whose word is `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.as_str() == word)
    }
}

impl Columns for Column {
    const ALL: &'static [Self] = &[
        Self::StaffNumber,
        Self::Name,
        Self::Sex,
        Self::IdentityNumber,
        Self::BornOn,
        Self::Ethnicity,
        Self::NativePlace,
        Self::Education,
        Self::Phone,
        Self::Email,
        Self::Workplace,
        Self::Role,
        Self::BranchCode,
        Self::BranchName,
        Self::Status,
        Self::AppliedOn,
        Self::ActivistOn,
        Self::TargetOn,
        Self::Introducers,
        Self::JoinedOn,
        Self::FullOn,
        Self::CommitteeCode,
        Self::CommitteeName,
        Self::Duties,
        Self::Country,
        Self::Major,
        Self::Address,
        Self::Sequence,
        Self::Remark,
        Self::Origin,
    ];
    const NEEDED: &'static [&'static [Self]] =
        &[&[Self::Name], &[Self::IdentityNumber, Self::StaffNumber], &[Self::BranchCode, Self::BranchName]];
    const MASKS_LONG_NUMBERS: bool = true;

    fn as_str(self) -> &'static str {
        match self {
            Self::StaffNumber => "staff_number",
            Self::Name => "name",
            Self::Sex => "sex",
            Self::IdentityNumber => "identity_number",
            Self::BornOn => "born_on",
            Self::Ethnicity => "ethnicity",
            Self::NativePlace => "native_place",
            Self::Education => "education",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Workplace => "workplace",
            Self::Role => "role",
            Self::BranchCode => "branch_code",
            Self::BranchName => "branch_name",
            Self::Status => "status",
            Self::AppliedOn => "applied_on",
            Self::ActivistOn => "activist_on",
            Self::TargetOn => "target_on",
            Self::Introducers => "introducers",
            Self::JoinedOn => "joined_on",
            Self::FullOn => "full_on",
            Self::CommitteeCode => "committee_code",
            Self::CommitteeName => "committee_name",
            Self::Duties => "duties",
            Self::Country => "country",
            Self::Major => "major",
            Self::Address => "address",
            Self::Sequence => "sequence",
            Self::Remark => "remark",
            Self::Origin => "origin",
        }
    }

    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::StaffNumber => &[
                "学工号",
                "工号",
                "学号",
                "工作证号",
                "教工号",
                "职工号",
                "员工编号",
                "员工号",
                "工作证号码",
                "人员编号",
                "学号/工号",
                "学号或工号",
                "工号/学号",
                "职工编号",
                "教师工号",
            ],
            Self::Name => &["姓名", "党员姓名", "名字", "人员姓名", "学生姓名", "姓名全称"],
            Self::Sex => &["性别"],
            Self::IdentityNumber => &[
                "身份证号码",
                "身份证号",
                "公民身份号码",
                "公民身份证号码",
                "公民身份证号",
                "公民身份证",
                "身份证件号",
                "有效证件号码",
                "身份证",
                "证件号码",
                "证件号",
                "身份证件号码",
                "居民身份证号码",
                "居民身份证号",
                "党员身份证号",
                "党员身份证号码",
            ],
            Self::BornOn => &["出生日期", "出生年月", "出生年月日", "生日", "出生时间"],
            Self::Ethnicity => &["民族"],
            Self::NativePlace => &["籍贯", "籍贯地"],
            Self::Education => &["最高学历", "学历", "文化程度"],
            Self::Phone => &[
                "手机号码",
                "手机",
                "手机号",
                "联系电话",
                "联系方式",
                "移动电话",
                "电话",
                "电话号码",
                "联系手机",
                "本人电话",
            ],
            Self::Email => &["联系邮箱", "邮箱", "电子邮箱", "电子邮件", "email", "e-mail", "邮箱地址"],
            Self::Workplace => &[
                "所在单位",
                "工作单位",
                "单位",
                "单位名称",
                "所在企业",
                "工作学习单位",
                "工作单位及部门",
                "所属单位",
                "企业名称",
            ],
            Self::Role => &["人员身份", "身份", "师生身份", "师生类别"],
            Self::BranchCode => &[
                "所在党支部编码",
                "党支部编码",
                "支部编码",
                "党支部代码",
                "支部代码",
                "所属党支部编码",
                "所在支部编码",
                "党组织编码",
                "党组织代码",
                "所在党组织编码",
                "所在党支部代码",
            ],
            Self::BranchName => &[
                "所在党支部",
                "党支部名称",
                "党支部",
                "支部名称",
                "所属党支部",
                "所在支部",
                "所在党支部名称",
                "支部",
                "所属支部",
                "所在党组织",
                "党组织名称",
                "组织关系所在党支部",
            ],
            Self::Status => &[
                "党籍状态",
                "党员类别",
                "人员类别",
                "党员类型",
                "党员状态",
                "政治身份",
                "党籍",
                "发展阶段",
                "培养阶段",
            ],
            Self::AppliedOn => &[
                "提交书面申请书时间",
                "申请入党时间",
                "申请入党日期",
                "递交入党申请书时间",
                "递交入党申请书日期",
                "提交入党申请书时间",
                "提交入党申请书日期",
                "提交书面申请书日期",
                "入党申请时间",
                "入党申请日期",
                "申请时间",
                "递交申请书时间",
            ],
            Self::ActivistOn => &[
                "确定为入党积极分子时间",
                "确定为入党积极分子日期",
                "列为积极分子时间",
                "列为积极分子日期",
                "确定积极分子时间",
                "确定积极分子日期",
                "确定为积极分子时间",
                "确定为积极分子日期",
                "列为入党积极分子时间",
                "列为入党积极分子日期",
                "积极分子时间",
                "入党积极分子时间",
                "确定入党积极分子时间",
            ],
            Self::TargetOn => &[
                "确定为发展对象时间",
                "确定为发展对象日期",
                "列为发展对象时间",
                "列为发展对象日期",
                "确定发展对象时间",
                "确定发展对象日期",
                "发展对象时间",
            ],
            Self::Introducers => &["入党介绍人", "介绍人"],
            Self::JoinedOn => &[
                "入党时间",
                "入党日期",
                "加入党组织日期",
                "加入党组织时间",
                "入党年月",
                "接收为预备党员时间",
                "接收为预备党员日期",
                "吸收为预备党员时间",
                "发展为预备党员时间",
                "成为预备党员时间",
                "预备党员时间",
                "加入中共组织的时间",
                "加入中共组织日期",
            ],
            Self::FullOn => &[
                "转正时间",
                "转正日期",
                "转为正式党员日期",
                "转为正式党员时间",
                "成为正式党员时间",
                "转正年月",
                "预备党员转正时间",
            ],
            Self::CommitteeCode => {
                &["所在分党委编码", "二级党委编码", "党委编码", "分党委编码", "上级党组织编码"]
            }
            Self::CommitteeName => &[
                "所在分党委",
                "二级党委名称",
                "二级党委",
                "党委名称",
                "分党委",
                "所属党委",
                "所在党委",
                "上级党组织",
            ],
            Self::Duties => &["党内职务", "党内职务名称", "职务", "现任党内职务"],
            Self::Country => &["国家/地区", "国家", "国籍", "国家或地区"],
            Self::Major => &["所学专业", "专业", "专业名称"],
            Self::Address => {
                &["联系地址", "家庭住址", "地址", "现居住地", "通讯地址", "户籍地址", "户籍所在地"]
            }
            Self::Sequence => &["序号", "编号", "行号", "No", "NO."],
            Self::Remark => &["备注", "备注1", "备注2", "备注3", "备注一", "备注二", "说明"],
            Self::Origin => &["来源", "党员来源", "人员来源"],
        }
    }

    fn is_kept(self) -> bool {
        !matches!(
            self,
            Self::CommitteeCode
                | Self::CommitteeName
                | Self::Duties
                | Self::Country
                | Self::Major
                | Self::Address
                | Self::Sequence
                | Self::Remark
                | Self::Origin
        )
    }

    fn is_secret(self) -> bool {
        self == Self::IdentityNumber
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::sheet::fold_heading;

    #[test]
    fn no_heading_names_two_columns() {
        let mut seen = HashMap::new();
        for column in Column::ALL {
            for heading in column.headings() {
                let before = seen.insert(fold_heading(heading), *column);
                assert!(
                    before.is_none_or(|before| before == *column),
                    "{heading}: {before:?} and {column:?}"
                );
            }
        }
    }

    #[test]
    fn every_column_has_a_word_that_leads_back_to_it() {
        for column in Column::ALL {
            assert_eq!(Column::parse(column.as_str()), Some(*column));
            assert_eq!(serde_json::to_value(column).unwrap(), column.as_str());
        }
    }
}
