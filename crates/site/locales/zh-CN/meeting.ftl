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
