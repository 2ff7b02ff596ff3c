# 名册：列名，一行为什么不收，收下的行有什么要留意。

roster-column-staff-number = 学工号
roster-column-name = 姓名
roster-column-sex = 性别
roster-column-identity-number = 身份证号码
roster-column-born-on = 出生日期
roster-column-ethnicity = 民族
roster-column-native-place = 籍贯
roster-column-education = 最高学历
roster-column-phone = 手机号码
roster-column-email = 联系邮箱
roster-column-workplace = 所在单位
roster-column-role = 人员身份
roster-column-branch-code = 所在党支部编码
roster-column-branch-name = 所在党支部
roster-column-status = 党籍状态
roster-column-applied-on = 提交书面申请书时间
roster-column-activist-on = 确定为入党积极分子时间
roster-column-target-on = 确定为发展对象时间
roster-column-introducers = 入党介绍人
roster-column-joined-on = 入党时间
roster-column-full-on = 转正时间
roster-column-committee-code = 所在分党委编码
roster-column-committee-name = 所在分党委
roster-column-duties = 党内职务
roster-column-country = 国家/地区
roster-column-major = 所学专业
roster-column-address = 联系地址
roster-column-sequence = 序号
roster-column-remark = 备注
roster-column-origin = 来源

roster-error-no-name = 没有姓名。
roster-error-name-control = 姓名里有看不见的字符，请删掉重新输入姓名。
roster-error-name-damaged = 姓名里有一个字在保存文件时丢失了，请重新输入这个字。
roster-error-name-form = “{ $shown }”不像姓名，请检查是否填错了列。
roster-error-no-id = 身份证号码和学工号至少要有一个，否则认不出是谁。
roster-error-id-check = 身份证号码 { $shown } 的位数或校验码不对，请对照证件核对。
roster-error-id-region = 身份证号码 { $shown } 的前两位不是任何省份的代码。
roster-error-id-date = 身份证号码 { $shown } 里的出生日期不存在。
roster-error-id-lost-digits = 身份证号码被表格当成数字保存，末尾几位已经丢失。请把这一列设为“文本”后重新填写。
roster-error-id-mismatch = 填写的“{ $shown }”与身份证号码不一致。
roster-error-dup-id = 身份证号码与第 { $row } 行相同，以第 { $row } 行为准。
roster-error-staff-number = 学工号“{ $shown }”无法识别：只能有字母、数字和短横，也不能是科学计数。
roster-error-dup-staff-number = 学工号“{ $shown }”与第 { $row } 行相同，同一单位内不能重复。
roster-error-staff-number-taken = 学工号“{ $shown }”在这个单位已登记给另一位同名的人，请核对是不是同一个人。
roster-error-dup-person = 与第 { $row } 行是同一个人，以第 { $row } 行为准。
roster-error-no-unit = 只有学工号，又不知道所在单位，认不出是谁。请填写身份证号码，或填写系统里已有的单位。
roster-error-member-elsewhere = 组织关系不在本次导入的范围内，请先办理组织关系转接。
roster-error-sex = 性别“{ $shown }”无法识别，请填“男”或“女”。
roster-error-phone = 手机号码“{ $shown }”不对：应为 1 开头、第二位 3 至 9 的十一位数字。
roster-error-email = 邮箱“{ $shown }”不完整。
roster-error-role = 人员身份“{ $shown }”无法识别，请填教师、学生、职工或业主。
roster-error-unknown-branch = { $given ->
    [0] 没有填写党支部编码，也没有党支部名称。
   *[other] 没有“{ $shown }”这个党支部，请核对编码或名称。
}
roster-error-ambiguous-branch = 有几个党支部都叫“{ $shown }”，请填写党支部编码。
roster-error-branch-mismatch = 党支部编码和名称“{ $shown }”指的不是同一个支部。
roster-error-status = 党籍状态“{ $shown }”无法识别。
roster-error-status-dates = 党籍状态是“{ $shown }”，但填写的时间已经到了后面的阶段。
roster-error-date-spelling = “{ $shown }”看不出是哪一天，请按 2004-02-23 这样填写。
roster-error-date-order = { $shown } 早于前面的时间，请核对先后。
roster-error-date-future = { $shown } 还没有到。
roster-error-formula = 这一格是公式或出错的值，请改成直接填写的内容。
roster-error-text-length = “{ $shown }”太长，请缩短。
roster-error-text-control = 这一格里有看不见的字符，请删掉重新输入。

roster-finding-under-18 = 申请时间 { $applied } 时 { $age } 周岁，{ $of_age } 才满 { $limit } 周岁。
roster-finding-probation-short = { $joined } 入党，{ $full } 转正；预备期 { $months } 个月，应到 { $until }。
roster-finding-month-only = { $column ->
    [applied_on] 申请时间只写到月，按 { $date } 记录。
    [activist_on] 确定为积极分子的时间只写到月，按 { $date } 记录。
    [target_on] 确定为发展对象的时间只写到月，按 { $date } 记录。
    [joined_on] 入党时间只写到月，按 { $date } 记录。
    [full_on] 转正时间只写到月，按 { $date } 记录。
   *[other] 日期只写到月，按 { $date } 记录。
}
roster-finding-unknown-unit = 系统里没有“{ $unit }”这个单位，暂未记录所在单位。
roster-column-office = 职务
