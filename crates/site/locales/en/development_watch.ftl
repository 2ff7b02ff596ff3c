# Deadlines, board, calendar of deadlines, leaving, and steps for many in member development.

watch-tabs = Views
watch-list = List

radar-title = Deadlines
radar-lead = Steps that are due soon or overdue, the most urgent first.
radar-lead-own = The steps of your own course that have a deadline.
radar-sum = { $overdue } overdue, { $week } due within seven days, { $month } more within thirty.
radar-sum-leaving = { $number } will leave early
radar-any-time = Any time
radar-when = When it is due
radar-when-overdue = Overdue
radar-when-week = Within seven days
radar-when-month = Within thirty days
radar-when-later = Later
radar-any-turn = Anybody
radar-turn-mine = My turn
radar-turn-branch = The branch
radar-turn-above = The committee above
radar-turn-applicant = The person
radar-step = Step
radar-all-steps = All steps
radar-on = Due on
radar-left = Time left
radar-show-all = Show all deadlines
radar-empty = Nothing is due
radar-empty-line = Steps with a deadline appear here in the order of their days.
radar-count = { $count ->
    [one] One step
   *[other] { $count } steps
}
radar-count-capped = More than { $count } steps
radar-export-title = Steps due in member development

board-title = Board
board-lead = A column for each stage. The organisation decides on a stage; recording the step moves the card.
board-nobody = Nobody at the moment
board-more = Show 50 more
board-first = Back to the start

due-calendar-title = Due dates
due-calendar-count = { $number ->
    [0] Nothing is due this month
    [one] One step is due this month
   *[other] { $number } steps are due this month
}
due-calendar-people = { $number ->
    [one] One person
   *[other] { $number } people
}
due-calendar-note = If you subscribe on the calendar page, the steps that are yours to take also appear in the calendar on your phone, without names.
due-calendar-event = Member development: { $step } ({ $number })

leaving-title = Leaving
leaving-lead = People whose admission or conversion may come too late because they graduate, finish a placement or move. Seen early, it can still be arranged.
leaving-admission = Leaves on { $leaves }; from { $day } on the admission is generally not carried out any more.
leaving-probation = Leaves on { $leaves }, but the probation ends on { $day }. Agree early with the organisation that will take over.
leaving-day = Leaves on
leaving-what = What it means
leaving-rule = Rule
leaving-empty = Nobody leaves too early
leaving-empty-line = Whoever has a day of leaving in the case appears here when the time comes.
leaving-count = { $count ->
    [one] One person
   *[other] { $count } people
}
leaving-count-capped = More than { $count } people
leaving-export-title = People who leave early

batch-title = Many at once
batch-lead = Record the same step for many: training, publicity, filing, approval. See the result for each person first, then record.
batch-choose-step = Choose a step
batch-choose = Tick the people
batch-choose-one = Choose { $name }
batch-all = Choose all
batch-nobody = Nobody is ready for this step now
batch-nobody-line = Once the steps before it are recorded, the people appear here.
batch-more = There are many; the { $number } most urgent are shown. Filter by branch to see others.
batch-shared = What they share
batch-shared-help = The same for everybody chosen, typed once.
batch-preview = See the result for each person
batch-preview-again = Look again with this reason
batch-edit = Go back and change
batch-nobody-chosen = Choose at least one person
batch-too-many = At most { $most } people at once; do it in parts
batch-ballot = “{ $step }” is voted on one person at a time; record it in each person’s case.
batch-unknown = There is no such case, or you may not see it.
batch-none-taken = The step cannot be recorded for anybody chosen now. Nothing was saved.
batch-preview-lead = { $all } chosen, { $ready } can be recorded.
batch-why-help = It is kept only with those for whom a reason is asked.
batch-decision = { $number ->
    [0] Nobody can be recorded now.
    [one] One person is recorded; the others stay as they are.
   *[other] { $number } people are recorded; the others stay as they are.
}
batch-take = { $number ->
    [one] Record this one
   *[other] Record these { $number }
}
batch-outcome = Result
batch-why = Why
batch-no-name = Not visible
batch-outcome-ready = Can be recorded
batch-outcome-taken = Recorded
batch-outcome-needs_reason = Needs a reason
batch-outcome-refused = Cannot be recorded
batch-outcome-stale = Changed just now
batch-outcome-unknown = Not found
batch-report = What came of it
batch-report-lead = Step on { $on } · recorded { $at }
batch-report-all = { $taken ->
    [one] The one person is recorded.
   *[other] All { $taken } are recorded.
}
batch-report-some = { $taken } recorded, { $left } not; the table says why.
batch-report-count = { $number ->
    [one] One person
   *[other] { $number } people
}
batch-export-title = What came of it: { $step }
