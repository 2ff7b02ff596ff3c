# 双培养人、培养考察和岗位实习：规则的结论，以及为什么这一步走不了。

mentor-side-word = { $side ->
    [school] 学校
   *[other] 企业
}
finding-PD-MENTOR-full = 是正式党员，可以作培养联系人。
finding-PD-MENTOR-not-full = 培养联系人须是正式党员，这个人是{ $stage ->
    [probationary] 预备党员
    [target] 发展对象
    [activist] 入党积极分子
    [applicant] 入党申请人
   *[none] 群众或未登记阶段
}。
finding-PD-MENTOR-few = 连同这次共 { $named } 名培养联系人，不超过 { $max } 名。
finding-PD-MENTOR-many = 连同这次共 { $named } 名培养联系人，一名入党积极分子最多 { $max } 名。
finding-DM-1-free = { mentor-side-word }方还没有培养人，由这个人担任。
finding-DM-1-taken = { mentor-side-word }方自{ $since }起已有培养人，每方一名。要换人，请先结束原来的。
finding-DM-1-both = 这个人已是{ $other ->
    [school] 学校
   *[other] 企业
}方的培养人，两方不能是同一个人。
finding-DM-4-own = 组织关系就在本支部，不需要另外征求同意。
finding-DM-4-asked = 组织关系在其他党组织，要等该党组织同意后才开始。
finding-DM-2-all-in = 到这一天应交的考察表 { $forms } 份，两方都已交齐。
finding-DM-2-missing = 到这一天应交的考察表 { $forms } 份，还缺 { $missing } 份；最早的是{ mentor-side-word }方{ $due }前应交的一份。
finding-PD-REVIEW6-in-time = { mentor-side-word }方的考察表应在{ $due }前（含当日）交，{ $on }已交。
finding-PD-REVIEW6-late = { mentor-side-word }方的考察表应在{ $due }前（含当日）交，{ $on }才交。
finding-PD-REVIEW6-waiting = { mentor-side-word }方的考察表应在{ $due }前（含当日）交。
finding-PD-REVIEW6-overdue = { mentor-side-word }方的考察表应在{ $due }前（含当日）交，还没有交。
finding-PD26-REVIEW-in-time = { mentor-side-word }方的考察表应在{ $due }前（含当日）交，{ $on }已交。
finding-PD26-REVIEW-late = { mentor-side-word }方的考察表应在{ $due }前（含当日）交，{ $on }才交。
finding-PD26-REVIEW-waiting = { mentor-side-word }方的考察表应在{ $due }前（含当日）交。
finding-PD26-REVIEW-overdue = { mentor-side-word }方的考察表应在{ $due }前（含当日）交，还没有交。
finding-IN-AGREE-met = 三方协议{ $on }签订，实习{ $from }开始。
finding-IN-AGREE-none = 实习{ $from }开始，还没有三方协议；未签订的不安排实习。
finding-IN-AGREE-late = 三方协议{ $on }才签订，晚于实习开始的{ $from }。
finding-IN-AGE16-met = 实习{ $from }开始时已满 { $age } 周岁。
finding-IN-AGE16-younger = 实习{ $from }开始时不满 { $age } 周岁，不能安排岗位实习。
finding-IN-LEN-met = 实习时间不超过 { $months } 个月。
finding-IN-LEN-open = 还没有写结束日期，岗位实习一般不超过 { $months } 个月。
finding-IN-LEN-longer = 实习时间超过 { $months } 个月，岗位实习一般不超过这个时间。

mentor-refused-no-activist = 确定为入党积极分子以后才指定培养人。请先在发展档案里记录这一步。
mentor-refused-early = { $activist }才确定为入党积极分子，培养不能从{ $from }开始。
mentor-refused-applicant = 本人不能作自己的培养人，请另选一人。
mentor-refused-wrong-side = 这个人不在{ mentor-side-word }方的单位工作，请从名单里另选一人。
mentor-refused-not-asked = 这件事不需要再征求同意，或者已经答复过了。
mentor-refused-ended = 这次培养关系已于{ $on }结束。
observation-refused-foreign-topic = 这一项不在{ mentor-side-word }方的考察表里。
observation-refused-incomplete = 还有 { $missing } 项没有写完：每一项选一个等次，并写一两句话。
observation-refused-handed-in = 这份考察表{ $on }已经交了。要修改，请组织员或书记退回。
observation-refused-not-handed-in = 这份考察表还没有交，不能退回。
observation-refused-not-begun = 这半年从{ $from }开始，到那时再交。
observation-refused-no-comment = 请写明退回的原因，培养人会看到。
placement-refused-no-post = 请写明实习岗位。
placement-refused-backwards = 从{ $from }开始的实习，结束日期要在这一天以后，不能是{ $until }。
placement-refused-overlaps = { $from }至{ $to }已在另一家企业实习，时间不能重叠。
placement-refused-runs = { $from }起已在另一家企业实习，新的实习要在这一天以后开始。
placement-refused-ended = 这次实习已于{ $on }前结束。
placement-refused-no-such-week = { $week }这一周不在实习期内，或者还没有到。
placement-refused-no-reason = 这一周已经写过。要更正，请写明原因，原来的一行会保留。
