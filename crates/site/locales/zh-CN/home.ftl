home-greeting = { $name }，您好
home-waiting = 有 { $number } 件事等您处理
home-nothing = 没有等您处理的事
home-nothing-line = 都办好了，辛苦了。有新的会议或需要确认的记录，会出现在这里。
home-calendar = 看看日历
home-first-import = 第一步：导入单位和党组织
home-first-import-line = 导入之后，给组织员开账号，再由安全管理员任命。
home-first-import-do = 去导入
home-first-account = 下一步：给组织员开账号
home-first-account-line = 党组织已经导入。开好账号后，由安全管理员任命组织员，再由组织员导入花名册。
home-first-account-do = 去开账号
home-first-organiser_waits = 下一步由安全管理员任命组织员
home-first-organiser_waits-line = 党组织和账号都准备好了，请告诉安全管理员。任命之后，组织员就可以导入花名册。
home-first-organisations_wait = 下一步由系统管理员导入党组织
home-first-organisations_wait-line = 导入党组织、开好组织员的账号以后，您就可以在这里任命组织员。
home-first-account_waits = 下一步由系统管理员给组织员开账号
home-first-account_waits-line = 党组织已经导入。开好账号以后，您就可以任命组织员。
home-first-appoint = 下一步：任命组织员
home-first-appoint-line = 打开一个党组织，选“任命职务”，有账号的人可以任命为组织员。
home-first-appoint-do = 选党组织
home-first-roster = 下一步：导入花名册
home-first-roster-line = 您已经是组织员。导入花名册以后，就可以任命书记、安排主题党日。
home-first-roster-do = 去导入
home-group-today = 今天和已过
home-group-soon = 七天之内
home-group-others = 别人在等您
home-group-later = 以后
home-todo-reply = 回复通知：{ $title }
home-todo-invite = 通知参会人员：{ $title }
home-todo-presence = 记考勤：{ $title }
home-todo-minutes = 写会议记录：{ $title }
home-todo-hand_in = 提交记录：{ $title }
home-todo-mend = 修改退回的记录：{ $title }
home-todo-confirm = 确认记录：{ $title }
home-todo-plan = 安排本月主题党日
home-do-reply = 回复
home-do-invite = 去通知
home-do-presence = 记考勤
home-do-minutes = 写记录
home-do-hand_in = 提交
home-do-mend = 修改
home-do-confirm = 去确认
home-do-plan = 安排
home-held-since = { $days ->
    [0] 今天开的会
   *[other] 会后 { $days } 天 · { $on }开会
}
home-coming = 接下来的会议
home-coming-none = 近两个月没有安排会议
home-branches = 我的支部
home-branch-none = 本月还没有安排主题党日
home-branch-coming = 本月主题党日定在 { $on }
home-branch-waiting = 本月主题党日（{ $on }）还没有办完
home-branch-confirmed = { $on }已开，各方已确认
home-undecided = 等决定的导入
home-undecided-title = 决定收不收：{ $file }
home-undecided-rows = { $refused ->
    [0] 可收 { $accepted } 行
   *[other] 可收 { $accepted } 行，不能收 { $refused } 行
}
home-undecided-since = { $at } 导入
home-undecided-do = 去决定
home-undecided-all = 在导入记录中查看全部
home-theme-days = 本月主题党日
home-theme-days-open = 还没有办好的支部
home-theme-days-done = 没有需要催办的支部。
home-theme-days-all = { $number } 个支部逐个查看
home-notices = 新消息
home-notices-seen = 都知道了

notice-invited = 邀请您参加“{ $title }”，{ $on }
notice-moved = “{ $title }”有改动，现定于 { $on }，请重新看看时间和地点
notice-cancelled = “{ $title }”已取消
notice-reminder = “{ $title }”就在 { $on }，别忘了
notice-handed_in = “{ $title }”的记录等您确认
notice-sent_back = “{ $title }”的记录被退回，需要修改
notice-confirmed = “{ $title }”各方都已确认，已记入台账
notice-case_month = { $title }：“{ $step }”一个月内到期，{ $on }前
notice-case_week = { $title }：“{ $step }”一周内到期，{ $on }前
notice-case_today = { $title }：“{ $step }”今天到期
notice-case_overdue = { $title }：“{ $step }”已过 { $on } 的期限

# 成立联合党支部

home-todo-founding_people = 为“{ $title }”选择本方人员
home-todo-founding_agree = 代表本方同意方案：{ $title }
home-todo-founding_draft = 继续草拟方案：{ $title }
home-todo-founding_hand_in = 提交成立申请：{ $title }
home-todo-founding_mend = 修改退回的申请：{ $title }
home-todo-founding_reply = 批复成立申请：{ $title }
home-todo-founding_found = 办理成立：{ $title }
home-do-founding_people = 选人员
home-do-founding_agree = 去同意
home-do-founding_draft = 继续
home-do-founding_hand_in = 提交
home-do-founding_mend = 修改
home-do-founding_reply = 批复
home-do-founding_found = 办理
home-founding-since = { $on }起等待
home-founding-clause = 批复期限见 { $rule } { $article }
