# 发展党员：名单、建档、档案页、记录步骤、更正、撤回、退出、本人页面。

nav-cases = 发展党员
my-course = 我的入党进程

cases-lead = 每人一份发展档案：走到哪一步、下一步由谁办、什么时候到期。
cases-search = 姓名或拼音首字母
cases-all-stages = 全部阶段
cases-any-due = 不限
cases-due-overdue = 已逾期
cases-due-week = 七天内到期
cases-due-month = 本月到期
cases-all-branches = 全部支部
cases-empty = 还没有发展档案
cases-empty-line = 收到入党申请书后，为申请人建一份档案，之后每一步都记在里面，到期会有提醒。
cases-none-found = 没有找到
cases-none-found-line = 换一个条件再看看。
cases-show-running = 看全部进行中的档案
cases-count = { $count } 份
cases-count-capped = { $count } 份以上
cases-export-title = 发展党员名单

case-name = 姓名
case-branch = 党支部
case-side = 所属一方
case-stage = 阶段
case-standing = 进展
case-next = 下一步
case-actor = 由谁办理
case-earliest = 最早日期
case-due = 到期
case-kind = 发展档案
case-standing-running = 进行中
case-standing-withdrawn = 本人退出
case-standing-removed = 不再培养
case-standing-cancelled = 取消预备党员资格
case-standing-completed = 已归档
case-standing-all = 全部
case-opened-line = { $day }建档

case-open = 建立发展档案
case-open-whose = 为谁建档
case-open-all = 看全部人员
case-open-none-found-line = 已是正式党员或已有进行中档案的人员不在这里。
case-open-nobody = 没有可以建档的人员
case-open-nobody-line = 先把申请人登记到花名册，再回来建档。
case-open-more = 人较多，只列出前面一部分，可按姓名查找。
case-open-for = 为{ $name }建档
case-open-lead = 花名册里还没有登记阶段。
case-open-stage-now = 花名册登记的阶段：{ $stage }
case-open-known = 已经完成的步骤
case-open-known-help = 花名册里有的日期已经填好，核对一下；其他步骤有记录的可以补上，没有的留空。
case-known-register = 来自花名册
case-open-do = 建档
case-open-twice = 这个人已有进行中的发展档案，同一时间只能有一份。
case-open-stage = 花名册登记的阶段是“{ $stage ->
    [applicant] 入党申请人
    [activist] 入党积极分子
    [target] 发展对象
    [probationary] 预备党员
    [full] 正式党员
   *[none] 未登记
}”，请填写达到这一阶段的日期。
case-leaving-day = 预计离开本单位的日期
case-leaving-help = 毕业、实习结束或调动的日期。离开前后办理接收、转正时要用到。
case-leaving-set = 日期
case-leaving-save = 保存日期

case-next-sentence = { $step }（{ $actor }）
case-also-open = 同时可以办理
case-nothing-next = 现在没有可以办理的步骤。
case-settled-withdrawn = { $day }本人退出，档案不再继续。
case-settled-removed = { $day }起不再培养，档案不再继续。
case-settled-cancelled = { $day }取消预备党员资格，档案不再继续。
case-settled-completed = { $day }全部步骤完成，材料已归档。
case-findings = { $number ->
    [0] 各条规定都符合
   *[other] 有 { $number } 条规定还没有符合
}
case-findings-label = 各条规定
case-findings-met = 已经符合的规定
case-finding = { $step }：{ $sentence }
case-went-on = 已说明原因：{ $reason }
case-way = 全部步骤
case-chapter-applying = 申请入党
case-chapter-activist = 入党积极分子的确定和培养
case-chapter-target = 发展对象的确定和考察
case-chapter-admission = 预备党员的接收
case-chapter-probation = 预备党员的教育考察和转正
case-step-missing = 没有记录
case-record = 记录这一步
case-record-late = 补记
case-record-again = 再记一次
case-recorded-by = { $by }代表{ $behalf }记录
case-carried = 建档时已有
case-special = 特殊情况
case-facts = 基本情况
case-probation = 预备期
case-opened-by = 建档人
case-past = 撤回和退出的记录
case-taken-back-by = { $by }撤回：{ $reason }
case-person = 人员资料

case-step-lead = { $name } · 代表{ $behalf }记录
case-step-builds-on = 这一步以下列步骤为前提，它们还没有记录：
case-field-on = 日期
case-field-from = 公示第一天
case-field-to = 公示最后一天
case-field-to-help = 首尾两天都算在内。
case-field-meeting = 在哪次会议上
case-field-meeting-help = 选了会议，日期应与会议相同。
case-no-meeting = 不选
case-meeting-unknown = 没有找到这次会议，请重新选择
case-meeting-other-day = 这次会议在{ $on }召开，与填写的日期不同
case-ballot = 票决情况
case-ballot-help = 按计票结果填写，人数由系统核对。
case-field-entitled = 应到会有表决权
case-field-present = 实到会有表决权
case-field-approve = 赞成
case-field-against = 不赞成
case-field-abstain = 弃权
case-field-written_approve = 会前书面赞成
case-field-written-help = 未能到会、会前正式提出书面意见的。
case-field-persons = 人数
case-field-sides = 涉及几方
case-field-days = 天数
case-field-hours = 学时
case-field-months = 月数
case-field-special = 属于特殊情况
case-field-special-help = 由审批的党委认定，期限可以放宽。
case-field-place = 地点
case-field-note = 备注
case-field-note-help = 加密保存，只有办理这份档案的人能看到。
field-no-number = 请填写 0 到 { $most } 之间的整数
case-papers = 这一步应有的材料：
case-why = 说明原因
case-why-help = 原因和这条规定一起长期保留在档案里。
case-reason-missing = 请说明原因
case-record-do = 保存
case-record-with-reason = 说明原因并保存

case-correct = 更正
case-correct-title = 更正：{ $step }
case-correct-why = 为什么更正
case-correct-help = 原来的内容和更正的原因都会保留。
case-correct-do = 保存更正
case-corrected = 原为{ $day }，{ $by }更正
case-take-back = 撤回上一步
case-take-back-step = 撤回：{ $step }
case-take-back-exit = 撤回退出的记录
case-take-back-note = 只能撤回最后办理的一步。撤回后档案回到办理之前的样子，这条记录仍然可以查到。
case-take-back-why = 为什么撤回
case-take-back-do = 撤回
case-leave = 终止发展
case-leave-why = 原因
case-leave-do = 记录终止
case-exit = 终止方式
case-exit-withdrawn = 本人退出
case-exit-removed = 不再培养
case-exit-cancelled = 取消预备党员资格
case-exit-help-withdrawn = 本人提出，不再申请。
case-exit-help-removed = 党组织决定不再作为培养对象。
case-exit-help-cancelled = 支部党员大会讨论通过，并报上级党委批准。

case-refused-not-running = { $standing ->
    [withdrawn] 本人已退出（{ $on }），档案不再变动。
    [removed] 已不再培养（{ $on }），档案不再变动。
    [cancelled] 已取消预备党员资格（{ $on }），档案不再变动。
    [completed] 材料已归档（{ $on }），不再记录新的步骤。
   *[running] 档案正在进行。
}
case-refused-blocked = 有 { $count } 条规定没有达到，这一步现在不能记录。
case-refused-needs-reason = 有 { $count } 条规定没有按时或按一般要求做到。说明原因后可以继续，情况会保留在档案里。
case-refused-no-reason = 请说明原因。
case-refused-unchanged = 内容与原来相同，没有需要保存的变动。
case-refused-not-last = 只能撤回最后办理的一步，现在是“{ $last }”。
case-refused-first-step = 入党申请是档案的开头，不能撤回；填错了日期可以更正。
case-refused-no-such-record = 没有找到这条记录。
case-refused-no-application = 请填写递交入党申请书的日期，档案从这一天开始。
case-refused-too-late = “{ $step }”应当在“{ $ended }”之前。
case-refused-too-far = “{ $step }”之后不再建立档案。
case-refused-exit-withdrawn = 本人退出只适用于成为预备党员之前。
case-refused-exit-removed = 不再培养只适用于成为预备党员之前。
case-refused-exit-cancelled = 取消预备党员资格只适用于预备党员。
case-refused-before-last = { $on }早于最后一条记录的日期（{ $last }）。
case-refused-in-future = { $on }还没有到，今天是{ $today }。

case-stale = 档案刚刚有变动，请看过最新内容再办理。
case-stale-taken = { $who }已于{ $at }记录“{ $step }”。请看过最新内容再办理。
case-stale-taken-back = { $who }已于{ $at }撤回“{ $step }”。请看过最新内容再办理。
case-stale-corrected = { $who }已于{ $at }更正“{ $step }”。请看过最新内容再办理。
case-stale-left = { $who }已于{ $at }记录终止发展。请看过最新内容再办理。
case-stale-resumed = { $who }已于{ $at }撤回终止发展的记录。请看过最新内容再办理。
missing-case-step = 没有这个步骤，或者它已被撤回。

my-course-see-way = 看全部步骤
my-course-next = 接下来
my-course-mine = { $step }：由你本人办理
my-course-theirs = { $step }：由{ $actor }办理
my-course-open = 还有 { $number } 条规定没有符合
my-course-open-help = 这些由党组织处理；有疑问可以问支部书记。
my-course-record = 看完整档案
my-course-none = 还没有你的发展档案
my-course-none-line = 递交入党申请书后，由党支部建档，之后你可以在这里看到走到哪一步、接下来做什么。
home-my-course = 我的入党进程
home-my-course-line = 看看走到哪一步、接下来做什么。
home-cases = 发展党员
home-cases-sum = { $overdue ->
    [0] 本月到期 { $month } 件
   *[other] 已逾期 { $overdue } 件，本月到期 { $month } 件
}
home-cases-open = 看到期的档案
person-case = 发展档案
person-case-open = 建立发展档案
