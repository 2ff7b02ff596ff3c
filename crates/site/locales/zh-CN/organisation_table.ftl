# 单位表和党组织表：列名，一行为什么不收，收下的行有什么要留意。

organisations-column-name = 名称
organisations-column-short-name = 简称
organisations-column-credit-code = 统一社会信用代码
organisations-column-kind = 类别
organisations-column-parent = 上级单位
organisations-column-resident = 是否园区入驻
organisations-column-park = 入驻园区
organisations-column-resident-from = 入驻时间
organisations-column-apprenticeship = 学徒制类别
organisations-column-apprenticeship-from = 学徒制起始时间
organisations-column-apprenticeship-until = 学徒制结束时间
organisations-column-contact-name = 联系人
organisations-column-contact-phone = 联系电话
organisations-column-code = 编码
organisations-column-parent-code = 上级编码
organisations-column-parent-name = 上级名称
organisations-column-founded-on = 成立时间
organisations-column-unit = 所在单位
organisations-column-term-ends-on = 届满时间
organisations-column-note = 备注
organisations-column-remark = 备注
organisations-column-sequence = 序号

organisations-error-no-name = 没有名称。
organisations-error-no-credit-code = 没有统一社会信用代码。只有填了上级单位的内设单位可以不填。
organisations-error-credit-code = 统一社会信用代码“{ $shown }”的位数或校验码不对，请对照证照核对。
organisations-error-dup-credit-code = 统一社会信用代码与第 { $row } 行相同，以第 { $row } 行为准。
organisations-error-dup-name = 名称与第 { $row } 行相同，上级也相同，以第 { $row } 行为准。
organisations-error-unit-kind = { $given ->
    [0] 没有填写单位类别。
   *[other] 单位类别“{ $shown }”无法识别，请填学校、二级学院、企业、行业协会、园区或机关。
}
organisations-error-unknown-parent = 上级“{ $shown }”不在系统里，也不在这份文件能收下的行里。
organisations-error-ambiguous-parent = 有几个单位都叫“{ $shown }”，请改填统一社会信用代码。
organisations-error-parent-kind = 上级“{ $shown }”不能有这一类下级：党支部之下不再设组织，党总支之下不设党委。
organisations-error-parent-cycle = 上级关系绕成了一圈，这个组织成了自己的上级。
organisations-error-yes-no = “{ $shown }”无法识别，请填“是”或“否”。
organisations-error-unknown-park = 没有“{ $shown }”这个园区。
organisations-error-apprenticeship = 学徒制类别“{ $shown }”不对：只有企业可以填“试点企业”或“示范企业”。
organisations-error-phone = 电话“{ $shown }”不对。
organisations-error-no-code = 没有编码。
organisations-error-code-format = 编码“{ $shown }”不对：只能有字母、数字和短横，最多 32 位。
organisations-error-dup-code = 编码与第 { $row } 行相同，以第 { $row } 行为准。
organisations-error-organisation-kind = { $given ->
    [0] 没有填写党组织类别。
   *[other] 党组织类别“{ $shown }”无法识别，请填党委、党总支、党支部或联合党支部。
}
organisations-error-unknown-unit = 单位“{ $shown }”不在系统里，也不在这份文件能收下的行里。
organisations-error-ambiguous-unit = 有几个单位都叫“{ $shown }”，请改填统一社会信用代码。
organisations-error-date-spelling = “{ $shown }”看不出是哪一天，请按 2019-03-15 这样填写。
organisations-error-date-order = { $shown } 早于开始的时间，请核对先后。
organisations-error-date-future = { $shown } 还没有到。
organisations-error-formula = 这一格是公式或出错的值，请改成直接填写的内容。
organisations-error-text-length = “{ $shown }”太长，请缩短。
organisations-error-text-control = 这一格里有看不见的字符，请删掉重新输入。

organisations-finding-month-only = { $column ->
    [founded_on] 成立时间只写到月，按 { $date } 记录。
   *[other] 日期只写到月，按 { $date } 记录。
}
organisations-finding-code-as-number = 编码在文件里是数字，前面的零会丢失，请确认 { $code } 是完整的编码。
