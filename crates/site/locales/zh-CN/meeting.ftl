# 会议：为什么这一步走不了，谁可以做什么。

meeting-refused-state = { $state ->
    [draft] 会议还是草稿，请先安排或通知。
    [planned] 会议已安排，还没有通知参会人员。
    [invited] 会议已通知，开完会、记好考勤再做这一步。
    [held] 会议已召开，下一步是写会议记录。
    [minuted] 会议记录已写好，还没有提交各方确认。
    [awaiting_confirmation] 会议记录正等各方确认。
    [returned] 会议记录已退回，请修改后重新提交。
    [confirmed] 会议记录已经各方确认，不再改动。
    [cancelled] 会议已取消。
   *[other] 这一步现在不能做。
}
meeting-refused-no-party = 会议至少要有一方，否则没有人能确认记录。
meeting-refused-party-twice = 同一方列了两次，请保留一次。
meeting-refused-not-a-party = 这一方不是这次会议的参加方，请重新选择。
meeting-refused-no-title = 请填写会议名称。
meeting-refused-no-place = 请填写地点，参会人员要知道去哪里。
meeting-refused-ends-before-start = 结束时间 { $ends_at } 不晚于开始时间 { $starts_at }，请改一改。
meeting-refused-nobody-invited = { $seal }方还没有人受邀，每一方至少通知一人。
meeting-refused-not-invited = 这位同志不在通知名单里，请先加入名单。
meeting-refused-marked-twice = 同一个人有两种考勤，请保留一种。
meeting-refused-not-yet = 会议定在 { $on }，今天是 { $today }，当天才能记考勤。
meeting-refused-no-reason = 请写明原因，原因会和记录一起留存。
meeting-refused-empty-minutes = 会议记录还是空的，写上内容再保存。
meeting-refused-handed-in = 会议记录已提交各方确认。需要改动时，先由本方退回修改。
meeting-refused-settled = 各方都已确认，记录不再改动。需要更正时，请写补充说明。
meeting-refused-other-version = 您看的是第 { $seen } 稿，现在是第 { $current } 稿，请重新看过再确认。
meeting-refused-already = { $seal }方已经确认过，不用再确认。
meeting-refused-same-person = 您已代表另一方确认，{ $seal }方须由该方的书记确认。

# 会议走到哪里。

meeting-kind-theme_day = 主题党日
meeting-state-draft = 草稿
meeting-state-planned = 已安排
meeting-state-invited = 已通知
meeting-state-held = 已召开
meeting-state-minuted = 已记录
meeting-state-awaiting_confirmation = 待各方确认
meeting-state-returned = 已退回
meeting-state-confirmed = 各方已确认
meeting-state-cancelled = 已取消

# 会议列表。

meetings-lead = 您所在支部的会议，和邀请您参加的会议
meetings-empty = 这里还没有会议
meetings-empty-line = 换一个筛选条件，或者安排一次。
meetings-count = 共 { $count } 次
meetings-count-capped = 超过 { $count } 次
meeting-search = 会议名称或主题
meeting-filter-state = 进展
meeting-filter-coming = 还没开
meeting-filter-open = 开过，未办完
meeting-filter-confirmed = 各方已确认
meeting-filter-returned = 已退回
meeting-filter-cancelled = 已取消
meeting-all-states = 全部
meeting-branch = 支部
meeting-all-branches = 全部支部
meeting-year = 年度
meeting-all-years = 全部年度
meeting-name = 会议
meeting-when = 时间
meeting-came = 实到 / 应到
meeting-seals = 各方确认
meeting-state = 进展

# 印。

meeting-seal-empty = { $side }：还没有请其确认
meeting-seal-waiting = { $side }：待确认
meeting-seal-returned = { $side }：已退回
meeting-seal-confirmed = { $side }：{ $by }于 { $at } 确认
meeting-seal-confirmed-short = { $side }：{ $at } 已确认

# 安排。

meeting-plan = 安排主题党日
meeting-plan-whose = 先选支部
meeting-plan-go-on = 继续
meeting-plan-no-branch = 还没有可以安排会议的支部
meeting-plan-no-branch-line = 书记和组织员可以安排会议。如需安排，请联系支部书记。
meeting-replan = 修改安排
meeting-replan-tells = 已通知过参会人员。改了时间或地点会再通知一次；改了时间，大家需要重新回复。
meeting-replan-save = 保存修改
meeting-title-usual = { $month }主题党日
meeting-what = 做什么
meeting-theme = 主题
meeting-theme-help = 一句话，例如“把支部建在产业链上”
meeting-agenda = 议程
meeting-agenda-help = 一行一项。开会后，会议记录从这里写起。
meeting-when-where = 什么时候、在哪里
meeting-day = 日期
meeting-from = 开始
meeting-until = 结束
meeting-place = 地点
meeting-known-last = 同上次
meeting-known-agenda = 来自议程
meeting-who = 谁负责、请谁来
meeting-who-help = 各方成员默认全部通知；其他党组织的同志可在下一步按姓名邀请。
meeting-responsible = 负责人
meeting-responsible-of = { $side }负责人
meeting-nobody = 暂不指定
meeting-visitors = 外请人员
meeting-visitors-help = 没有档案的客人，一行一位：姓名，单位
meeting-plan-and-invite = 安排并通知 { $number } 人
meeting-plan-only = 只安排，暂不通知
meeting-not-of-this-branch = 负责人须是本支部一方的成员，请重新选择
meeting-too-far-ahead = 会议最多提前两年安排，请看看年份是否写对

# 邀请与回复。

meeting-invitations = 参会名单
meeting-not-invited = 还有 { $number } 位成员没有通知
meeting-invite-members = 全部通知
meeting-invite-everybody = 通知各方全体成员
meeting-guests = 列席
meeting-guest = 列席
meeting-guest-search = 按姓名或拼音首字母查找
meeting-guest-none = 没有找到。没有档案的客人，请写在“外请人员”里。
meeting-invite-guests = 邀请选中的人
meeting-strike = 移出名单
meeting-back = 回到会议
meeting-reply = 回复通知
meeting-reply-question = 您能参加吗？
meeting-reply-coming = 参加
meeting-reply-leave = 请假
meeting-leave-why = 请假原因
meeting-leave-why-of = { $name }的请假原因
meeting-leave-help = 只有您和管考勤的书记看得到
meeting-leave-reason = 记为请假的，请写明原因
meeting-answer-pending = 您还没有回复
meeting-answer-coming = 您已回复参加
meeting-answer-leave = 您已请假
meeting-answer-change = 修改回复

# 考勤。

meeting-presence = 考勤
meeting-presence-do = 记考勤
meeting-presence-fill = 其余全部到会
meeting-presence-unticked = 回复参加的已勾为到会，请过假的已勾为请假；没有勾选的记为缺席。
meeting-presence-correct = 考勤已经记过。改动会保留原来的记录。
meeting-presence-correct-do = 更正考勤
meeting-presence-save = 保存考勤
meeting-presence-save-correction = 保存更正
meeting-correct-why = 更正原因
meeting-correct-help = 会后更正须说明原因，和原来的记录一起留存
meeting-former = 原记为{ $was }，{ $by }更正
meeting-status-pending = 未回复
meeting-status-coming = 参加
meeting-status-present = 到会
meeting-status-leave = 请假
meeting-status-absent = 缺席
meeting-expected = 应到
meeting-total = 合计
meeting-side = 哪一方
meeting-people = 到会情况

# 记录与确认。

meeting-minutes = 会议记录
meeting-minutes-version = 会议记录 · 第 { $version } 稿
meeting-minutes-do = 写会议记录
meeting-minutes-change = 修改记录
meeting-minutes-text = 会议内容
meeting-minutes-help = 写清谁讲了什么、讨论了什么。照片和文件在会议页面上传。
meeting-minutes-save = 先保存，稍后再写
meeting-minutes-by = { $by }记录，{ $at }
meeting-resolutions = 决议
meeting-resolutions-help = 一行一条；没有就空着
meeting-hand-in = 提交给各方确认
meeting-hand-in-and-confirm = 代表{ $side }确认，并提交给其他方
meeting-confirm-for = 代表{ $side }确认
meeting-return = 退回修改
meeting-return-why = 需要改什么
meeting-return-help = 记录人会看到这段话
meeting-return-version = 退回第 { $version } 稿
meeting-take-back = 取回修改
meeting-for-side = 代表哪一方
meeting-returned-because = 退回原因：{ $comment }
meeting-returned-by = { $side }退回（{ $by }）
meeting-mend = 修改记录
meeting-addendum = 补充说明
meeting-addendum-text = 补充内容
meeting-addendum-help = 已确认的记录不改动，更正和补充写在这里，附在记录之后
meeting-addendum-save = 附上补充说明
meeting-addendum-number = 补充说明（{ $number }）
meeting-cancel = 取消会议
meeting-cancel-why = 取消原因
meeting-cancel-help = { $number ->
    [0] 原因和会议一起留存
   *[other] 会告诉已通知的 { $number } 人
}
meeting-cancel-or-move = 如果只是换个时间，请修改安排，不必取消。
meeting-cancel-do = 取消这次会议

# 会议页面。

meeting-facts = 安排
meeting-files = 照片和文件
meeting-photos = 照片
meeting-findings = 依据
meeting-earlier = 以前的稿和退回意见
meeting-way = 进展
meeting-ledger = 操作记录
meeting-print = 打印
meeting-open-book = 打开支部台账
meeting-paper-title = { $kind }记录

# 下一步。

meeting-next-invite = 已安排好，通知大家吧
meeting-next-reply = 请您参加这次会议
meeting-next-presence = 记下谁到了会
meeting-next-minutes = 写会议记录
meeting-next-hand_in = 记录写好了，提交给各方确认
meeting-next-confirm = 请看过记录，代表{ $side }确认
meeting-next-mend = 按退回意见修改，再提交一次
meeting-next-settled = 各方都已确认，已记入支部台账
meeting-next-cancelled = 会议已取消：{ $reason }
meeting-wait-draft = 书记正在安排
meeting-wait-planned = 已安排，书记会通知参会人员
meeting-wait-day = 等候开会：{ $coming } 人参加，{ $leave } 人请假，{ $pending } 人还没有回复
meeting-wait-held = 会议已开，书记正在写记录
meeting-wait-minuted = 记录已写好，还没有提交
meeting-wait-returned = 记录已退回，书记正在修改
meeting-wait-confirm = 等{ $sides }确认

# 走过的步骤。

meeting-step-planned = 安排
meeting-step-invited = 通知参会人员
meeting-step-replanned = 修改安排
meeting-step-moved = 改期
meeting-step-struck = 从名单移出一人
meeting-step-held = 开会并记考勤
meeting-step-corrected = 更正考勤
meeting-step-minuted = 写第 { $version } 稿记录
meeting-step-handed_in = 提交第 { $version } 稿
meeting-step-confirmed = { $side }确认第 { $version } 稿
meeting-step-sent_back = { $side }退回第 { $version } 稿
meeting-step-appended = { $side }补充说明
meeting-step-cancelled = 取消
meeting-ahead-invite = 通知参会人员
meeting-ahead-hold = 开会并记考勤
meeting-ahead-minute = 写会议记录
meeting-ahead-mend = 修改记录
meeting-ahead-hand_in = 提交各方确认
meeting-ahead-confirm = { $side }确认

# 填写时的提示。


# 期限。

deadline-today = 就在今天
deadline-in = 还有 { $days } 天 · { $on }
deadline-past = 已过 { $days } 天 · { $on }
meetings-export-title = 会议列表
meeting-export-starts = 开始时间
meeting-guest-only = 您是受邀参加的。名单、会议记录和文件由支部保存，只供本支部成员查看。
meeting-guest-own = 您的考勤：{ $status }
