own-rules-title = 本级规定
own-rules-lead = 党委在国家规定之上，为所属党支部定的更严的要求，以及采用的惯例。几层规定同时适用时，从严。
own-rules-new = 写一条本级规定
own-rules-none = 还没有本级规定
own-rules-none-line = 国家规定照常核对。需要更严的要求时，先写成草稿，看清会影响哪些正在办理的档案，再启用。
own-rules-count = 共 { $number } 条
own-rule-committee = 党委
own-rule-what = 规定
own-rule-basis = 依据
own-rule-basis-help = 党委会议或文件的名称和条款，会显示在核对结论的规则页上。
own-rule-from = 开始日期
own-rule-from-help = 不写就从今天起。只管开始日期以后办理的步骤，不追溯。
own-rule-from-until = 起止
own-rule-state = 状态
own-rule-state-draft = 草稿
own-rule-state-coming = 已启用，未到日期
own-rule-state-on = 已启用
own-rule-state-ended = 已停用
own-rule-about = 在哪条规定上更严，或采用哪个规则包
own-rule-about-none = 请选择
own-rule-about-pack = 采用整个规则包：{ $title }
own-rule-number = 更严的数字
own-rule-number-help = 采用规则包时不用写。
own-rule-unit = 单位
own-rule-unit-day = 天
own-rule-unit-workday = 工作日
own-rule-unit-month = 月
own-rule-unit-year = 年
own-rule-unit-age = 周岁
own-rule-save = 存为草稿
own-rule-asks = 要求
own-rule-based-on = 在此之上
own-rule-touches = 影响正在办理的 { $running } 份档案中的 { $touched } 份
own-rule-touches-none = 正在办理的 { $running } 份档案都不受影响
own-rule-touches-shown = 按姓名列出前 { $number } 份。
own-rule-case-step = 步骤
own-rule-case-changes = 变化
own-rule-earliest-moves = 最早日期从{ $now }改为{ $then }
own-rule-earliest-new = 最早{ $then }
own-rule-due-moves = 截止从{ $now }提前到{ $then }
own-rule-due-new = 截止{ $then }
own-rule-switch-on = 启用，从{ $day }起
own-rule-switch-on-lead = 启用以后，这些档案的待办和截止日期会跟着变。已经办完的步骤不受影响。
own-rule-switch-off = 停用
own-rule-switch-off-lead = 停用以后，明天起办理的步骤不再按这条核对；此前的结论不变。
own-rule-drop = 不要这份草稿
own-rule-name = 姓名
own-rule-branch = 党支部
own-rule-committee-missing = 请选择党委。
own-rule-about-missing = 请选择一条规定或一个规则包。
own-rule-number-missing = 请写一个数字，并选择单位。
own-rule-reaches-back = 本级规定不追溯，开始日期要在今天或以后。
own-rule-already-on = 这条已经启用过。要改的话，先停用，再写一条新的。
own-rule-not-on = 这条没有启用，或者已经停用。
own-rule-unknown = 没有编号为“{ $rule }”的规定。
own-rule-no-number = { $rule } 现在不适用，或者没有可以改得更严的数字。
own-rule-not-stricter = { $rule } 已经要求 { $number } { $unit ->
    [day] 天
    [workday] 个工作日
    [month] 个月
    [year] 年
    [age] 周岁
   *[other] { "" }
}，{ $value } { $chosen ->
    [day] 天
    [workday] 个工作日
    [month] 个月
    [year] 年
    [age] 周岁
   *[other] { "" }
} 并不更严。本级规定只能更严。
own-rule-unknown-pack = 没有可以采用的规则包“{ $pack }”。
own-rule-issuer = 本级党委
