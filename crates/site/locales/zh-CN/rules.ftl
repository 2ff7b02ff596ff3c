# 规则的结论，每句都带着决定结论的数字。

finding-BR-MIN-met = 正式党员 { $full } 人，达到成立党支部所需的 { $min } 人。
finding-BR-MIN-unmet = 正式党员 { $full } 人，成立党支部应有 { $min } 人以上。
finding-BR-MAX-met = 党员共 { $members } 人，不超过 { $max } 人。
finding-BR-MAX-unmet = 党员共 { $members } 人，一个党支部一般不超过 { $max } 人。
finding-BR-JOINT-met = 覆盖 { $units } 个单位，不超过 { $max } 个。
finding-BR-JOINT-unmet = 覆盖 { $units } 个单位，联合党支部一般不超过 { $max } 个。
finding-BR-JOINT-FEW-met = 各单位的正式党员都不足 { $below } 人，适合组成联合党支部。
finding-BR-JOINT-FEW-unmet = 有 { $units } 个单位的正式党员已达 { $below } 人（最多的是{ $largest }，{ $full } 人）；联合党支部一般由正式党员不足 { $below } 人的单位组成。
finding-BR-APPROVE-waiting = { $applied_on }提出申请，上级党委一般在 { $months } 个月内批复，即 { $due }前（含当日）。
finding-BR-APPROVE-overdue = { $applied_on }提出申请，上级党委一般应在 { $due }前（含当日）批复，目前尚未批复。
finding-BR-APPROVE-met = { $applied_on }提出申请，{ $replied_on }批复，在 { $months } 个月之内。
finding-BR-APPROVE-unmet = { $applied_on }提出申请，{ $replied_on }批复；一般应在 { $due }前（含当日）批复。
finding-BR-COMM-met = 正式党员 { $full } 人，已按要求设支部委员会（{ $from } 人以上应当设）。
finding-BR-COMM-unmet = 正式党员 { $full } 人，已达 { $from } 人，应当设支部委员会，申请里没有设。
finding-BR-COMM-not-needed = 正式党员 { $full } 人，不足 { $from } 人，不必设支部委员会。
finding-BR-COMM-N-few = 支部委员会 { $size } 人，应由 { $min } 至 { $usual } 人组成。
finding-BR-COMM-N-met = 支部委员会 { $size } 人，在 { $min } 至 { $usual } 人之间。
finding-BR-COMM-N-large = 支部委员会 { $size } 人，多于通常的 { $usual } 人，没有超过 { $max } 人。
finding-BR-COMM-N-many = 支部委员会 { $size } 人，一般不超过 { $max } 人。
finding-BR-NOCOMM-met = 正式党员不足 { $from } 人，设 { $secretaries } 名书记{ $deputies ->
    [0] {""}
   *[other] 、{ $deputies } 名副书记
}。
finding-BR-NOCOMM-committee = 正式党员 { $full } 人，不足 { $from } 人，只设 1 名书记（必要时加 1 名副书记），不设委员会。
finding-BR-NOCOMM-no-secretary = 正式党员不足 { $from } 人，应设 1 名书记，目前还没有确定。
finding-BR-NOCOMM-many = 正式党员不足 { $from } 人，只设 1 名书记，必要时加 1 名副书记；现在有书记 { $secretaries } 名、副书记 { $deputies } 名。
finding-BR-POSTS-met = 书记和组织委员、宣传委员、纪检委员都已确定。
finding-BR-POSTS-unmet = 还有 { $missing } 个职务没有确定：书记{ $secretary ->
    [0] （缺）
   *[other] （已定）
}、组织委员{ $organisation ->
    [0] （缺）
   *[other] （已定）
}、宣传委员{ $publicity ->
    [0] （缺）
   *[other] （已定）
}、纪检委员{ $discipline ->
    [0] （缺）
   *[other] （已定）
}。一人可以兼任。
finding-JB-SIGN-met = { $sides } 方都有确认人。
finding-JB-SIGN-unmet = { $missing }方还没有确认人，共同的事项没有人能代表本方确认。
finding-JB-CONFIRM-met = 各方都已确认：{ $done }。
finding-JB-CONFIRM-unmet = 还要等{ $missing }方确认，各方确认后记录才生效。
finding-MT-ZTDR-met = { $year }年{ $month }月开展主题党日 { $confirmed } 次，每月应有 { $min } 次。
finding-MT-ZTDR-waiting = { $year }年{ $month }月开展主题党日 { $held } 次，还有记录没有经各方确认。
finding-MT-ZTDR-open = { $year }年{ $month }月还没有开展主题党日，应在 { $due }前（含当日）开展 { $min } 次。
finding-MT-ZTDR-unmet = { $year }年{ $month }月没有开展主题党日，每月应有 { $min } 次。
finding-PD-AGE-met = { $born_on }出生，{ $applied_on }申请入党，已满 { $years } 岁。
finding-PD-AGE-unmet = { $born_on }出生，{ $applied_on }申请入党，到 { $full }才满 { $years } 岁。
finding-PD-PROB-met = { $joined_on }接收为预备党员，{ $full_on }转正，预备期满 { $years } 年。
finding-PD-PROB-unmet = { $joined_on }接收为预备党员，{ $full_on }转正，预备期 { $years } 年到 { $full }才满。
finding-PD26-PROB-met = { $joined_on }接收为预备党员，{ $full_on }转正，预备期满 { $years } 年。
finding-PD26-PROB-unmet = { $joined_on }接收为预备党员，{ $full_on }转正，预备期 { $years } 年到 { $full }才满。

# 成立联合党支部：为什么这一步走不了，谁可以做什么。

founding-refused-state = { $state ->
    [proposed] 申请已提交，正等上级党委批复，这一步现在不能做。
    [returned] 申请已退回，修改后重新提交即可。
    [withdrawn] 申请已撤回。如需成立，请重新提出申请。
    [approved] 申请已批复，下一步是成立党支部。
    [founded] 党支部已经成立，申请不能再改。
   *[other] 这一步现在不能做。
}
founding-refused-no-name = 请填写联合党支部的名称。
founding-refused-one-side = 联合党支部至少有两方，例如学校一方、企业一方。
founding-refused-empty-side = { $seal }方还没有单位，请至少选一个。
founding-refused-unit-twice = { $unit }出现了两次，一个单位只能列在一方，并且只列一次。
founding-refused-same-seal = 有两方用了同一个印“{ $seal }”，请为其中一方另选一个字。
founding-refused-places = 担任职务的有 { $people } 人，委员会只有 { $size } 人，请增加委员人数或由一人兼任。
founding-refused-future = { $on }还没有到（今天是 { $today }），请等到那一天再记录。
founding-refused-early = 日期 { $on }早于前一步，最早可填 { $not_before }。
founding-refused-no-reason = 请写明理由，理由会和决定一起留存。
founding-refused-nothing-to-overrule = 规则 { $rule } 已经符合，或者属于“应当”，不需要也不能写理由跳过。请删去这一条。
founding-refused-moved-twice = { $name }被转入了两次，请保留一次。
founding-refused-no-place = { $name }要转入的一方或单位不在这个联合党支部里，请重新选择。
founding-refused-before-joining = { $name }于 { $joined_on }入党，转入日期 { $on }不能更早。
founding-refused-before-founding = { $name }的转入日期 { $on }早于党支部成立的 { $founded_on }。
founding-refused-moved-meanwhile = { $name }现在已不在原来的党支部，请先核对其组织关系，再把这个人从名单里移出或重新选择。
founding-refused-no-stage = { $name }的档案里没有填写发展阶段，请先在人员页补充。
founding-refused-before-stage = { $name }从 { $from }起才有发展阶段，日期 { $on }太早了。
founding-refused-holder-stays = { $post ->
    [secretary] 担任书记的人
    [deputy] 担任副书记的人
    [organisation] 担任组织委员的人
    [publicity] 担任宣传委员的人
    [discipline] 担任纪检委员的人
   *[other] 担任委员的人
}不在转入的名单里，请把这个人转入或另选一人。
founding-refused-signatory-stays = { $seal }方的确认人不在本方转入的名单里，请把这个人转入或另选一人。
founding-refused-not-agreed = { $seal }方还没有同意这份方案。请这一方党组织的组织员或书记打开方案，点“同意”。

# 结论旁的小字：条款 · 层级 · 核对情况。

rule-force-must = 应当
rule-force-generally = 一般
rule-layer-nation = 国家
rule-layer-province = 省
rule-layer-college = 学校
rule-status-confirmed = 已核
rule-status-confirmed-number = 数字已核
rule-status-second-hand = 转述待核
rule-status-carried-over = 沿用待核
rule-status-practice = 惯例
rule-status-default = 系统默认
rule-status-unconfirmed = 待核

# 发展党员：每条规则对一份记录的结论。{ $step }、{ $from }、{ $each } 是步骤的名称。

judged-length = { $number }{ $unit ->
    [day] 天
    [class-hour] 学时
    [workday] 个工作日
    [month] 个月
    [year] 年
    [age] 周岁
    [side] 方
    [person] 人
   *[other] { "" }
}
judged-missing = 没有登记“{ $step }”，这一步要在此之前完成。
judged-need-later = “{ $step }”登记在{ $step_day }，晚于这一步的{ $day }。
judged-need-met = 此前已于{ $step_day }完成“{ $step }”。
judged-deadline-met = “{ $from }”在{ $from_day }，{ judged-length }内应办，截止{ $end }，实际{ $day }。
judged-deadline-special = “{ $from }”在{ $from_day }，按特殊情况不超过{ judged-length }，截止{ $end }，实际{ $day }。
judged-deadline-unmet = “{ $from }”在{ $from_day }，应在{ judged-length }内，即{ $end }前办理，实际{ $day }，已经超过。
judged-least-met = 自“{ $from }”（{ $from_day }）起满{ judged-length }是{ $end }，实际{ $day }，已满。
judged-least-unmet = 自“{ $from }”（{ $from_day }）起要满{ judged-length }，即{ $end }以后，实际{ $day }，还不满。
judged-most-met = “{ $from }”在{ $from_day }，{ judged-length }内有效，到{ $end }，实际{ $day }。
judged-most-unmet = “{ $from }”在{ $from_day }，{ judged-length }内有效，到{ $end }为止，实际{ $day }，已经过期。
judged-age-met = 申请时{ $age }周岁，已满{ $number }周岁。
judged-age-unmet = 申请时{ $age }周岁，不满{ $number }周岁。
judged-born-missing = 没有登记出生日期，无法核对是否年满{ $number }周岁。
judged-leaving-unknown = 没有登记将要离开的日期。
judged-leaving-met = { $leaving }离开，距{ $day }超过{ judged-length }。
judged-leaving-unmet = { $leaving }离开，距{ $day }不超过{ judged-length }，一般不办理接收手续。
judged-interval-met = 自“{ $from }”（{ $from_day }）起每{ judged-length }一次“{ $each }”，第 { $count } 次应在{ $end }前，已按期完成。
judged-interval-unmet = 自“{ $from }”（{ $from_day }）起每{ judged-length }一次“{ $each }”，第 { $count } 次应在{ $end }前，没有按期完成。
judged-interval-none = 自“{ $from }”（{ $from_day }）起还不到{ judged-length }，不需要“{ $each }”。
judged-window-met = “{ $step }”从{ $from_day }到{ $to_day }，共 { $count } 个工作日，不少于 { $number } 个。
judged-window-short = “{ $step }”从{ $from_day }到{ $to_day }，只有 { $count } 个工作日，不少于 { $number } 个才够。
judged-window-running = “{ $step }”到{ $to_day }才结束，这一步在{ $day }，要等公示期满以后。
judged-window-missing = 没有登记“{ $step }”，这一步之前要公示不少于 { $number } 个工作日。
judged-window-open = “{ $step }”没有写明起止日期，无法核对是否满 { $number } 个工作日。
judged-ballot-missing = 没有登记到会和票决的人数。
judged-present-met = 应到会有表决权的 { $base } 人，实到 { $present } 人，达到 { $needed } 人。
judged-present-unmet = 应到会有表决权的 { $base } 人，实到 { $present } 人，至少要 { $needed } 人到会。
judged-approve-met = 应到会有表决权的 { $base } 人，赞成 { $approve } 人（其中书面意见 { $written } 人），达到 { $needed } 人。
judged-approve-unmet = 应到会有表决权的 { $base } 人，赞成 { $approve } 人（其中书面意见 { $written } 人），至少要 { $needed } 人赞成。
judged-approve-of-present-met = 实到会有表决权的 { $base } 人，赞成 { $approve } 人（其中书面意见 { $written } 人），达到 { $needed } 人。
judged-approve-of-present-unmet = 实到会有表决权的 { $base } 人，赞成 { $approve } 人（其中书面意见 { $written } 人），至少要 { $needed } 人赞成。
judged-count-met = 登记了 { $count } { $unit ->
    [month] 个月
    [side] 方
   *[other] 人
}，符合 { $min } 至 { $max } 的要求。
judged-count-unmet = 登记了 { $count } { $unit ->
    [month] 个月
    [side] 方
   *[other] 人
}，要求 { $min } 至 { $max }。
judged-count-unstated = 已登记，没有写明数目。
judged-length-met = 登记了 { $count } { $unit ->
    [class-hour] 学时
    [month] 个月
   *[other] 天
}，达到 { $number }。
judged-length-unmet = 登记了 { $count } { $unit ->
    [class-hour] 学时
    [month] 个月
   *[other] 天
}，至少要 { $number }。

# 不可能是真的记录，不进入核对。

case-impossible-unknown-step = 没有名为“{ $step }”的步骤。
case-impossible-twice = “{ $step }”只办一次，却登记了{ $first }和{ $second }两次。请去掉其中一次。
case-impossible-extended-twice = 预备期只能延长一次（PD-EXT），却登记了{ $first }和{ $second }两次。
case-impossible-before-birth = “{ $step }”登记在{ $on }，早于出生日期。
case-impossible-in-future = “{ $step }”登记在{ $on }，今天是{ $today }，还没有到。
case-impossible-backwards = “{ $step }”从{ $from }到{ $to }，止在起之前。
case-impossible-tally-present = “{ $step }”实到 { $number } 人，超过应到会的 { $limit } 人（PD-QUORUM）。
case-impossible-tally-approve = “{ $step }”赞成 { $number } 票，超过实到的 { $limit } 人（PD-VOTE）。
case-impossible-tally-cast = “{ $step }”赞成、反对、弃权共 { $number } 票，超过实到的 { $limit } 人（PD-VOTE）。
case-impossible-tally-written = “{ $step }”书面赞成 { $number } 票，超过没有到会的 { $limit } 人（PD-VOTE）。
