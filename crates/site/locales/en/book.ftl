# The branch book and the calendar.

book-whose = Choose the branch first
book-open = Open the book
book-print = Print
book-parts = Parts of the book
book-whole-year = Whole year
book-quarter = Quarter { $number }
book-figures = Main figures
book-confirmed = Confirmed by every side
book-unit-meetings = meetings
book-months = Months with a theme day
book-unit-months = months
book-came = Present
book-unit-times = times
book-share = Share present
book-open-count = { $number ->
    [one] One meeting is not settled yet
   *[other] { $number } meetings are not settled yet
}
book-open-label = Meetings not settled yet
book-empty = No meeting of this time has been confirmed by every side yet
book-empty-line = Once the secretary of each side has confirmed the minutes, the meeting appears here by itself.
book-number = No.
book-counts-note = Columns say present / expected; guests are not counted.
book-chart = Presence by month
book-chart-sentence = { $meetings ->
    [one] One meeting
   *[other] { $meetings } meetings
}, people were present { $number } times
book-month = Month
book-rule = A theme day each month
book-rule-sentence = { $met } of { $number } months had a theme day that every side confirmed.
book-rule-months = Month by month
book-paper-title = Branch book
book-paper-quarter = Quarter { $number } of { $year }
book-paper-year = { $year }
book-printed-on = Printed on { $on }

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun

calendar-month = { $month } { $year }
calendar-count = { $number ->
    [0] No meetings this month
    [one] One meeting this month
   *[other] { $number } meetings this month
}
calendar-earlier = Earlier
calendar-later = Later
calendar-today = This month
calendar-cancelled = Cancelled: { $title }
calendar-subscription = In the calendar of your phone
calendar-subscription-lead = Make an address of your own and add it to the calendar of your phone or computer; meetings then appear there. It shows titles, times and places only.
calendar-subscribed = A calendar follows yours. The address is shown only when it is made; if it is lost, make another.
calendar-address-once = The address is shown this once. Add it to your calendar as a subscription. Whoever knows it can see your meetings:
calendar-subscribe = Make an address
calendar-subscribe-again = Make another address (the old one ends)
calendar-unsubscribe = End the subscription
account-calendar = Calendar subscription

# Photos and files.

file-bring = Add photos or files
file-help = Photos jpeg, png, webp up to 10 MB each; files pdf, docx, xlsx, pptx up to 20 MB each. The place a photo was taken at is removed.
file-bring-do = Upload
file-remove = Remove
file-none-chosen = Choose photos or files first
file-too-large = One file has at most { $most } MB, one upload { $all } MB; send them in several goes
file-refused-kind = “{ $name }” is not a kind of file that is kept here. Use jpeg, png, webp, pdf, docx, xlsx or pptx.
file-refused-damaged = “{ $name }” is damaged or incomplete. Export it or take the photo again.
file-refused-macros = “{ $name }” holds macros and is not kept. Save it without them.
file-refused-large = “{ $name }” is larger than { $most } MB; make it smaller
file-refused-pixels = “{ $name }” has { $width }×{ $height } pixels, more than { $most } × 10 000; make it smaller
file-refused-many = A meeting keeps at most { $most } photos and files; remove some first
missing-file = There is no such file; it may have been removed, or you may not see it
book-export-present = present
book-export-expected = expected

# The theme days of the branches.

theme-days-title = Theme day
theme-days-by-branch = Theme days by branch
theme-days-of = Theme days, { $month }
theme-days-sum = { $total ->
    [one] One branch
   *[other] { $total } branches
}: { $none } with nothing planned, { $waiting } not settled, { $coming } to come, { $confirmed } confirmed by every side
theme-days-none = Nothing planned
theme-days-waiting = Not settled
theme-days-coming = To come
theme-days-confirmed = Confirmed by every side
theme-days-all = All
theme-days-show-all = See all branches
theme-days-code = Code
theme-days-above = Part of
theme-days-count = { $count ->
    [one] One branch
   *[other] { $count } branches
}
theme-days-count-capped = More than { $count } branches
theme-days-none-found = No branch matches
theme-days-none-found-line = No branch stands like this in this month.
theme-days-empty = No branches here yet
theme-days-empty-line = Your own branch and those you answer for will be listed here.
theme-days-export-title = Theme days { $month }
theme-day-none = Nothing planned yet
theme-day-waiting = { $on }, not settled yet
theme-day-coming = Planned for { $on }
theme-day-confirmed = { $on }, confirmed by every side
