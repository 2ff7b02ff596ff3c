# 发展党员的到期、看板、到期日历、离校离岗、批量记录。

watch-tabs = 查看方式
watch-list = 名单

radar-title = 到期提醒
radar-lead = 快到期的和已经逾期的步骤，最急的排在最前面。
radar-lead-own = 你的入党进程里有期限的步骤。
radar-sum = 已逾期 { $overdue } 件，七天内到期 { $week } 件，三十天内还有 { $month } 件。
radar-sum-leaving = 另有 { $number } 人将提前离开单位
radar-any-time = 不限时间
radar-when = 什么时候到期
radar-when-overdue = 已逾期
radar-when-week = 七天内
radar-when-month = 三十天内
radar-when-later = 以后
radar-any-turn = 不限
radar-turn-mine = 由我来办
radar-turn-branch = 支部办理
radar-turn-above = 上级党委办理
radar-turn-applicant = 本人办理
radar-step = 步骤
radar-all-steps = 全部步骤
radar-on = 到期日
radar-left = 剩余时间
radar-show-all = 看全部到期步骤
radar-empty = 没有到期的步骤
radar-empty-line = 有期限的步骤会按时间排在这里。
radar-count = { $count } 件
radar-count-capped = { $count } 件以上
radar-export-title = 发展党员到期步骤

board-title = 看板
board-lead = 每一列是一个阶段。阶段由党组织的决定改变，记录步骤后会自动移到下一列。
board-nobody = 暂时没有人
board-more = 再看 50 个
board-first = 回到开头

due-calendar-title = 到期日历
due-calendar-count = { $number ->
    [0] 这个月没有到期的步骤
   *[other] 这个月有 { $number } 件到期
}
due-calendar-people = { $number } 人
due-calendar-note = 在“日历”页面订阅后，由你办理的步骤也会出现在手机日历里，不显示姓名。
due-calendar-event = 发展党员：{ $step }（{ $number } 人）

leaving-title = 离校离岗
leaving-lead = 毕业、实习结束或调动之前，接收或转正可能来不及的人。早一点看到，还来得及安排。
leaving-admission = { $leaves }离开单位，{ $day }起一般不再办理接收手续。
leaving-probation = { $leaves }离开单位，预备期到{ $day }才满，请提前与接收单位的党组织衔接。
leaving-day = 离开的日期
leaving-what = 情况
leaving-rule = 规定
leaving-empty = 没有人会因为离开而来不及
leaving-empty-line = 在档案里登记了离开日期的人，快到时候会出现在这里。
leaving-count = { $count } 人
leaving-count-capped = { $count } 人以上
leaving-export-title = 离校离岗名单

batch-title = 批量记录
batch-lead = 同一步一次记录多人：集中培训、公示、备案、审批。先看每个人的结果，再记录。
batch-choose-step = 选择步骤
batch-choose = 勾选人员
batch-choose-one = 选择{ $name }
batch-all = 全选
batch-nobody = 现在没有可以办理这一步的人
batch-nobody-line = 前面的步骤都记录了，人员就会出现在这里。
batch-more = 人较多，先列出最急的 { $number } 人，可按支部筛选。
batch-shared = 共同的内容
batch-shared-help = 对选中的每个人都一样，只填一次。
batch-preview = 先看每个人的结果
batch-preview-again = 带上说明再看一次
batch-edit = 返回修改
batch-nobody-chosen = 请至少选择一人
batch-too-many = 一次最多 { $most } 人，请分批办理
batch-ballot = “{ $step }”要逐人表决，请在各人的档案里记录。
batch-unknown = 没有找到这份档案，或者您没有查看权限。
batch-none-taken = 选中的人现在都不能记录这一步，没有保存任何内容。
batch-preview-lead = 选中 { $all } 人，{ $ready } 人可以记录。
batch-why-help = 这段说明只保留在需要说明的人的档案里。
batch-decision = { $number ->
    [0] 现在没有可以记录的人。
   *[other] 记录 { $number } 人，其余的人不变。
}
batch-take = 记录这 { $number } 人
batch-outcome = 结果
batch-why = 原因
batch-no-name = 不可查看
batch-outcome-ready = 可以记录
batch-outcome-taken = 已记录
batch-outcome-needs_reason = 需要说明
batch-outcome-refused = 不能记录
batch-outcome-stale = 刚有变动
batch-outcome-unknown = 没有找到
batch-report = 批量记录结果
batch-report-lead = 步骤日期{ $on } · { $at }记录
batch-report-all = { $taken } 人都已记录。
batch-report-some = 已记录 { $taken } 人，{ $left } 人没有记录，原因见下表。
batch-report-count = { $number } 人
batch-export-title = 批量记录结果：{ $step }
