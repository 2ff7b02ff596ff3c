# 支部台账与日历。

book-whose = 先选支部
book-open = 打开台账
book-print = 打印
book-parts = 台账的时段
book-whole-year = 全年
book-quarter = { $number ->
    [1] 第一季度
    [2] 第二季度
    [3] 第三季度
   *[other] 第四季度
}
book-figures = 主要数字
book-confirmed = 各方已确认
book-unit-meetings = 次
book-months = 按月开展
book-unit-months = 个月
book-came = 到会
book-unit-times = 人次
book-share = 到会率
book-open-count = { $number } 次会议还没有办完
book-open-label = 还没有办完的会议
book-empty = 这个时段还没有各方确认过的会议
book-empty-line = 会议记录经每一方书记确认后，会自动记到这里。
book-number = 序号
book-counts-note = 各栏为“实到 / 应到”，列席人员不计入。
book-chart = 每月到会人次
book-chart-sentence = { $meetings } 次会议，到会 { $number } 人次
book-month = 月份
book-rule = 每月一次主题党日
book-rule-sentence = { $number } 个月里有 { $met } 个月开展了主题党日并经各方确认。
book-rule-months = 逐月查看
book-paper-title = 支部台账
book-paper-quarter = { $year }年{ $number ->
    [1] 第一季度
    [2] 第二季度
    [3] 第三季度
   *[other] 第四季度
}
book-paper-year = { $year }年
book-printed-on = { $on }打印

month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月
weekday-1 = 一
weekday-2 = 二
weekday-3 = 三
weekday-4 = 四
weekday-5 = 五
weekday-6 = 六
weekday-7 = 日

calendar-month = { $year }年{ $month }
calendar-count = { $number ->
    [0] 这个月没有会议
   *[other] 这个月 { $number } 次会议
}
calendar-earlier = 上月
calendar-later = 下月
calendar-today = 本月
calendar-cancelled = 已取消：{ $title }
calendar-subscription = 在手机日历里看
calendar-subscription-lead = 生成一个只属于您的地址，放进手机或电脑的日历，会议会自动出现。地址里只有会议名称、时间和地点。
calendar-subscribed = 已有日历在订阅。地址只在生成时显示一次，丢了可以换一个。
calendar-address-once = 地址只显示这一次，请复制到日历的“订阅”里。知道地址的人都能看到您的会议安排：
calendar-subscribe = 生成订阅地址
calendar-subscribe-again = 换一个地址（旧的停用）
calendar-unsubscribe = 停止订阅
account-calendar = 日历订阅

# 照片和文件。

file-bring = 添加照片或文件
file-help = 照片 jpeg、png、webp，每张不超过 10 MB；文件 pdf、docx、xlsx、pptx，每个不超过 20 MB。照片里的拍摄地点会自动去掉。
file-bring-do = 上传
file-remove = 移除
file-none-chosen = 请先选照片或文件
file-too-large = 单个文件最多 { $most } MB，一次最多 { $all } MB，请分几次上传
file-refused-kind = “{ $name }”不是可以存放的文件。请用 jpeg、png、webp、pdf、docx、xlsx 或 pptx。
file-refused-damaged = “{ $name }”不完整或已损坏，打不开。请重新导出或拍照后再传。
file-refused-macros = “{ $name }”带有宏，不能存放。请另存为不含宏的文件。
file-refused-large = “{ $name }”超过 { $most } MB，请缩小后再传
file-refused-pixels = “{ $name }”有 { $width }×{ $height } 个像素，超过 { $most } 万，请缩小后再传
file-refused-many = 一次会议最多存 { $most } 个照片和文件，请先移除一些
missing-file = 没有找到这个文件，可能已被移除或您没有查看权限
book-export-present = 实到
book-export-expected = 应到

# 各支部主题党日。

theme-days-title = 主题党日
theme-days-by-branch = 各支部主题党日
theme-days-of = { $month }主题党日
theme-days-sum = 共 { $total } 个支部：未安排 { $none }，未办完 { $waiting }，已安排 { $coming }，各方已确认 { $confirmed }
theme-days-none = 未安排
theme-days-waiting = 未办完
theme-days-coming = 已安排
theme-days-confirmed = 各方已确认
theme-days-all = 全部
theme-days-show-all = 查看全部支部
theme-days-code = 编码
theme-days-above = 上级
theme-days-count = 共 { $count } 个支部
theme-days-count-capped = 超过 { $count } 个支部
theme-days-none-found = 没有符合条件的支部
theme-days-none-found-line = 这个月没有支部是这种情况。
theme-days-empty = 这里还没有支部
theme-days-empty-line = 您所在的支部和您负责的支部会列在这里。
theme-days-export-title = { $month }主题党日
theme-day-none = 还没有安排
theme-day-waiting = { $on }，还没有办完
theme-day-coming = 定在 { $on }
theme-day-confirmed = { $on }，各方已确认
