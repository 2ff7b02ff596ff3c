# 成立联合党支部：列表、方案、批复、成立。

foundings-title = 成立联合党支部
foundings-lead = 从各方商定方案，到上级党委批复、党支部成立，每一步都按规定核对。
foundings-count = 共 { $number } 项
foundings-none = 还没有成立联合党支部的方案
foundings-none-line = 党委的组织员或书记可以提出方案，各方选好人员并同意后提交。
founding-begin = 提出方案
founding-kind = 成立联合党支部
founding-state = 进展
founding-all-states = 各种进展
founding-state-draft = 草拟中
founding-state-proposed = 等待批复
founding-state-returned = 已退回
founding-state-withdrawn = 已撤回
founding-state-approved = 已批复
founding-state-founded = 已成立
founding-name = 联合党支部名称
founding-name-help = 例如：文创艺术党支部
founding-code = 党组织编码
founding-code-help = 已按上级党委的编码顺排，可以改。
founding-seals = 各方
founding-above = 上级党委
founding-joining = 人数
founding-applied-on = 提交日期
founding-due = 批复期限
founding-due-by = { $due }前批复
founding-way = 经过
founding-findings = 规定核对
founding-sides = 各方
founding-side-head = { $name } · { $number } 人
founding-units = 单位
founding-unit = 单位
founding-colon = ：
founding-home = 所属党组织
founding-composition = 组成
founding-composition-line = 正式党员 { $full } 人，预备党员 { $probationary } 人，其他 { $others } 人
founding-signatory = 本方确认人
founding-person = 姓名
founding-stage = 发展阶段
founding-stage-full = 正式党员
founding-stage-probationary = 预备党员
founding-stage-target = 发展对象
founding-stage-activist = 入党积极分子
founding-stage-applicant = 入党申请人
founding-from = 原党支部
founding-moved = 已不在原党支部
founding-committee = 支部委员会
founding-committee-of = 设支部委员会，委员 { $size } 人。
founding-secretary-alone = 不设委员会，只设书记。
founding-found-on = 成立日期
founding-no-sides = 还没有选各方和单位
founding-side-empty-line = 这一方还没有选人，由{ $home }的组织员或书记选择。

# 印

founding-seal-confirmed = { $side }已同意：{ $by } { $at }
founding-seal-waiting = 等待{ $side }同意
founding-seal-empty = { $side }尚未同意
founding-row-seal-confirmed = { $side }已同意
founding-row-seal-waiting = { $side }未同意

# 下一步

founding-next-people = 等{ $sides }选择转入的人员。
founding-next-mend = 还有不符合的地方，请按下面的提示修改。
founding-next-agree = 等待各方同意这份方案。方案改动后，各方需要重新同意。
founding-next-hand_in = 可以提交{ $above }批复了。
founding-next-hand_in_again = 修改好后可以重新提交，批复期限重新计算。
founding-next-proposed = 等待{ $above }批复。
founding-next-approved = 已批复。选出支部委员会后，由{ $above }办理成立，党员从成立之日起转入。
founding-next-founded = 党支部已经成立，党员已转入。
founding-next-withdrawn = 这份申请已经撤回。
founding-days-left = 还有 { $days } 天 · { $due }前
founding-overdue = 已超过 { $days } 天 · 应在 { $due }前批复
founding-hand-in-button = 提交{ $above }批复
founding-agree-button = 代表本方同意
founding-reply-button = 填写批复
founding-found-open = 办理成立
founding-withdraw-button = 撤回申请
founding-drop-button = 删除草稿
founding-more = 其他操作
founding-go-sides = 选各方和单位
founding-go-people = 选择人员
founding-go-committee = 确定委员会和日期
founding-open-branch = 打开党支部
founding-edit-sides = 修改名称、各方和单位
founding-edit-committee = 确定委员会和日期
founding-choose-people = 选择{ $side }人员
founding-returned-note = 上级党委退回了申请：
founding-doubts = 提交之前还要处理：
founding-overruled = { $by }于 { $on }写明理由后继续：{ $reason }

# 经过

founding-step-began = 开始草拟
founding-step-agreed = { $seal }方同意方案
founding-step-handed_in = 提交申请
founding-step-handed_in_again = 重新提交
founding-step-returned = 退回修改
founding-step-withdrawn = 撤回申请
founding-step-approved = 批复同意
founding-step-overruled = 写明理由继续（{ $rule }）
founding-step-founded = 党支部成立，党员转入
founding-ahead-hand_in = 各方同意后提交
founding-ahead-hand_in_again = 修改后重新提交
founding-ahead-reply = 上级党委批复
founding-ahead-found = 党支部成立，党员转入

# 第一步：各方和单位

founding-sides-title = 各方和单位
founding-sides-lead = 上级党委：{ $above }。至少选两方，每方至少一个单位。
founding-sides-create = 保存草稿，下一步选人员
founding-sides-save = 保存
founding-unit-search = 只列出名称里有这几个字的单位
founding-side-school = 学校一方（校）
founding-side-enterprise = 企业一方（企）
founding-side-association = 行业一方（行）
founding-side-other = 其他一方（自选一个字作印）
founding-side-help-school = 学校或二级学院
founding-side-help-enterprise = 企业，可选多家
founding-side-help-association = 行业协会、商会
founding-side-help-other = 园区或机关；不需要时留空
founding-side-name-school = 校方
founding-side-name-enterprise = 企方
founding-side-name-association = 行方
founding-side-name-other = { $seal }方
founding-seal = 印
founding-seal-help = 一个汉字，例如“园”
founding-home-none = 不参加
founding-side-tag = 本方选了单位就必填
founding-home-help = 由这个党组织的组织员或书记选择本方人员，并代表本方同意方案。
founding-side-called = 本方称呼
founding-side-called-help = 不填时用“校方”“企方”“行方”
founding-no-units-offered = 没有可选的单位。换一个名称查找，或先登记单位。
founding-code-form = 编码由字母、数字和短横线组成，最多 32 位
founding-code-taken = 编码 { $code } 已有党组织或另一份方案在用，请换一个
founding-home-elsewhere = { $unit }有自己的党组织“{ $organisation }”，请把这一方的所属党组织改为它或它的上级，由他们自己同意
founding-side-empty = 这一方还没有单位，请至少选一个，或把所属党组织改为“不参加”
founding-unit-unknown = 选中的单位里有不属于这一方的，请重新选择
founding-no-home = 请选择这一方所属的党组织
founding-no-seal = 请用一个汉字作印

# 第二步：人员

founding-people-title = 选择人员
founding-people-lead = 勾选“转入”的人，组织关系从成立之日起转到联合党支部；勾选“参加活动”的人组织关系不变，不计入党员人数。
founding-people-count = 本方已选 { $number } 人
founding-people-save = 保存人员
founding-branch = 党支部
founding-all-units = 本方各单位
founding-moves = 转入
founding-moves-who = { $name }转入
founding-takes-part = 参加活动
founding-takes-part-who = { $name }参加活动
founding-no-branches = 没有可选的党支部
founding-no-branches-line = 这一方的党组织下还没有登记人员，或您没有查看权限。
founding-no-candidates = 这个党支部里没有本方单位的人员
founding-no-candidates-line = 换一个党支部或单位看看。
founding-elsewhere = 下面的人在这个党支部，但没有登记在本方的单位，不能选择。请先在人员页补充所在单位：
founding-both-ways = { $name }不能同时“转入”和“参加活动”，请只选一样
founding-no-unit = { $name }没有登记在本方的任何单位，请先在人员页补充
founding-not-offered = 有人不在可选的名单里，请刷新页面后重新选择

# 第三步：委员会和日期

founding-committee-title = 委员会和日期
founding-committee-lead = 转入的正式党员共 { $full } 人，可以担任职务和本方确认人。
founding-committee-save = 保存
founding-nobody-eligible = 还没有选转入的正式党员，请先选择人员。
founding-size-label = 委员人数
founding-size-help = 不设委员会时填 0
founding-size = 委员人数最多填 { $most }
founding-posts = 职务
founding-posts-elected = 按选举结果填写。一人可以兼任。
founding-posts-help = 可以先不定，成立时再按选举结果填写。一人可以兼任。
founding-post-secretary = 书记
founding-post-deputy = 副书记
founding-post-organisation = 组织委员
founding-post-publicity = 宣传委员
founding-post-discipline = 纪检委员
founding-post-other = 其他委员
founding-nobody = 暂未确定
founding-signatories = 各方确认人
founding-signatories-help = 代表本方确认共同的事项，成立后是本方的书记。
founding-found-on-help = 计划的日期，成立时可以改
founding-not-a-full-member = 请从转入的正式党员里选
founding-not-on-the-side = 请从本方转入的正式党员里选

# 批复

founding-reply-title = 批复
founding-reply-lead = { $above }对成立“{ $name }”的申请作出批复。
founding-approve = 同意成立
founding-approve-blocked = 有“应当”做到的规定没有符合，不能批复同意，请退回修改。
founding-approve-button = 批复同意
founding-reason-for = 仍然继续的理由
founding-reason-needed = 请写明继续的理由，或退回修改
founding-reason-now = 这一条在批复时还符合，现在不符合了。写明理由后可以继续。
founding-reason-given = 批复时已写明理由。
founding-reply-on = 批复日期
founding-doc-no = 批复文号
founding-return = 退回修改
founding-return-button = 退回修改
founding-comment = 需要修改的地方
founding-comment-help = 提出方案的人会看到这段话
founding-comment-needed = 请写明需要修改的地方
founding-not-handed-in = 这份方案还是草稿，没有提交批复。
founding-changed-meanwhile = 您打开页面以后，方案已经有人改动。请刷新页面，看过最新内容再操作。

# 成立

founding-found-title = 办理成立
founding-found-lead = 核对转入的人员、选举结果和日期。确认后党支部成立，党员的组织关系转入，原党支部的组织关系同日结束。
founding-move-on-help = 从这一天起党员转入。
founding-who-comes = 转入人员（已选 { $number } 人）
founding-who-comes-help = 不能转入的人请取消勾选；规定按实际转入的人重新核对。
founding-comes = 转入
founding-comes-who = { $name }按方案加入
founding-found-button = 成立党支部并转入党员
founding-export-agreed = 已同意
founding-export-open = 未同意
founding-offices-end = 以下人员在原支部的职务，将在成立当日终止：
founding-term = 支部的届满时间将记为 { $ends_on }，按任期的一般规定（{ $rule } { $article }）从成立日期算起。成立以后可以修改。
founding-tick-all = 全部正式党员转入
founding-tick-none = 全部取消
founding-ticked = 已按您的选择勾选，还没有保存。
