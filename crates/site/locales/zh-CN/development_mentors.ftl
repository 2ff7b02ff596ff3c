# 双培养人、培养考察、岗位实习的页面。

mentoring-case-over = 这份发展档案已经结束，不能再指定培养人或登记实习。

# 首页。
home-todo-observe = 写培养考察：{ $title }
home-do-observe = 去写
home-todo-mentor_consent = 答复是否同意{ $title }担任培养人
home-do-mentor_consent = 去答复
home-students = { $number } 名，看看先写哪一份
home-mentor-from = 拟从{ $on }开始

# 培养人。
mentors-title = 双培养人
mentors-lead = { $name }的培养人，学校、企业各一名
mentors-own-lead = 学校、企业各一名。您可以看到考察表何时交过，内容不在这里显示
mentor-side-school = 学校方
mentor-side-enterprise = 企业方
mentor-none = 还没有培养人
mentor-none-line = 由支部书记或组织员指定。
mentor-nobody-fits = 名单里还没有合适的人
mentor-nobody-fits-line = 培养人须是正式党员，在本支部、学生所在学院、实习企业或学徒制企业。请先在人员页核对所在单位和发展阶段。
mentor-state-not_needed = 在任
mentor-state-given = 在任
mentor-state-asked = 等待所在党组织同意
mentor-state-refused = 所在党组织没有同意
mentor-state-ended = 已结束
mentor-ended-ended = 已结束
mentor-ended-placement = 随实习调整结束
mentor-end = 结束培养关系
mentor-end-of = 结束{ $name }的培养关系
mentor-pick = 选择{ $side }培养人
mentor-pick-help = 排在前面的更合适，每个人后面写明了理由。
mentor-from = 从哪一天起
mentor-from-help = 不填就是今天。
mentor-assign-school = 指定为学校方培养人
mentor-assign-enterprise = 指定为企业方培养人
mentor-near-master_where_placed = 学生实习的学徒制企业的党员师傅
mentor-near-where_placed = 在学生实习的企业工作
mentor-near-same_unit = 在学生所在学院工作
mentor-near-master_elsewhere = 其他学徒制企业的党员师傅
mentor-near-elsewhere = 本支部党员
mentor-load = { $number ->
    [0] 目前没有联系学生
   *[other] 目前联系 { $number } 名学生
}
mentor-needs-consent = 需所在党组织同意
mentor-nobody-chosen = 请从名单里选一个人
mentor-not-listed = 这个人不在可选的名单里，请重新选择
mentor-forms = 考察表
mentor-form-in = { $on }已交
mentor-form-open = 应在{ $due }前交
mentor-form-overdue = 应在{ $due }前交，还没有交
mentor-compare = 对照两方考察
mentor-placements = 岗位实习
mentor-findings = 规则怎么说

# 所在党组织的同意。
consents-title = 担任培养人的同意
consents-lead = 本组织的党员要到其他支部担任培养人时，由书记答复
consents-empty = 没有等待答复的事项
consents-empty-line = 有人请本组织的党员担任培养人时，会出现在这里和首页。
consent-line = { $branch }拟请其担任{ $side }培养人，从{ $from }起
consent-agree = 同意
consent-refuse = 不同意

# 我联系的学生。
students-title = 我联系的学生
students-lead = 先写快到期的。只有培养期内的学生在这里，期满后不再显示
students-empty = 目前没有联系的学生
students-empty-line = 被指定为培养人并开始后，学生会出现在这里。
student-since = { $from }起
student-form = { $from }至{ $due }的考察表
student-write = 写考察表
student-week = 写本周一行
student-placement = 查看实习
student-nothing = 目前没有要写的考察表

# 考察表。
observation-title-school = 学校方培养考察表
observation-title-enterprise = 企业方培养考察表
observation-lead = { $name } · { $from }至{ $due }
observation-by = { $side }培养人 { $mentor }
observation-topic-study = 学习
observation-topic-conduct = 在校表现
observation-topic-thought = 思想
observation-topic-practice = 企业实践
observation-topic-skill = 技能
observation-topic-safety = 安全
observation-topic-team = 团队协作
observation-grade = 等次
observation-grade-outstanding = 突出
observation-grade-good = 良好
observation-grade-fair = 一般
observation-grade-lacking = 不足
observation-text-of = 关于{ $topic }，写一两件具体的事
observation-help = 等次只供对照阅读，不计分，也不自动得出结论。
observation-topic-lacks = { $topic ->
    [study] 学习
    [conduct] 在校表现
    [thought] 思想
    [practice] 企业实践
    [skill] 技能
    [safety] 安全
   *[team] 团队协作
}：请选一个等次，并写一两句话
observation-save = 先存草稿
observation-hand-in = 交给支部
observation-draft-private = 草稿只有您自己能看到，交了以后支部书记和组织员才能看到。
observation-not-in = 还没有交
observation-not-in-line = 交了以后内容会显示在这里。
observation-handed-in = { $on }已交
observation-returned = 退回修改
observation-return = 退回修改
observation-return-why = 退回的原因
observation-return-help = 培养人会看到。
observation-changed-meanwhile = 这份考察表刚刚有了变化，请刷新后再改。
compare-title = 对照两方考察
compare-lead = { $name }：学校方和企业方写的放在一起看，只作参考，决定由支部党员大会作出
compare-empty = 还没有考察表
compare-empty-line = 指定培养人后，每半年一份，到期会提醒培养人。
compare-open = 查看这份考察表
compare-period = { $from }至{ $due }

# 岗位实习。
placements-title = 岗位实习
placements-lead = { $name }在哪家企业、哪个岗位、从哪天到哪天
placements-own-lead = 在哪家企业、哪个岗位，企业每周写的一行也在里面
placements-empty = 还没有登记实习
placements-empty-line = 由支部书记或组织员在签订三方协议后登记。
placement-agreement = 三方协议
placement-agreement-line = { $number }，{ $on }签订
placement-agreement-none = 没有登记
placement-open = 查看每周记录
placement-end = 结束实习
placement-end-of = 结束在{ $name }的实习
placement-new = 登记实习
placement-new-help = 换企业时直接登记新的，原来的实习在同一天结束，考察时间不断档。
placement-unit = 实习企业
placement-choose-unit = 请选择
placement-post = 岗位
placement-from = 第一天
placement-to = 最后一天
placement-to-help = 还没有定就不填。
placement-agreement-no = 三方协议编号
placement-agreement-on = 签订日期
placement-record-do = 登记这次实习
placement-page = { $name }的实习
placement-weeks = 每周一行
placement-weeks-lead = 由企业写，学校和学生同时看到；更正后原来的一行会保留
placement-weeks-empty = 实习还没有开始
placement-weeks-empty-line = 开始后每周可以写一行。
week-write = 写一行
week-which = 哪一周
week-of = { $week }这一周
week-of-written = { $week }这一周（已写，更正）
week-blank = 还没有写
week-presence = 到岗情况
week-presence-there = 正常到岗
week-presence-partly = 部分时间不在
week-presence-on_leave = 请假
week-presence-away = 没有到岗
week-conduct = 表现
week-conduct-help = 一句话即可，没有特别的可以不写。
week-reason = 更正的原因
week-reason-help = 这一周已经写过时才需要。
week-save = 保存这一行
week-by = { $by } · { $at }
week-former = 更正前
week-corrected = 更正原因：{ $reason }
