# Member development: list, opening, record, steps, corrections, taking back, leaving, the own page.

nav-cases = Member development
my-course = My course to membership

cases-lead = One case for each person: how far it is, whose turn it is, and by when.
cases-search = Name or initials
cases-all-stages = All stages
cases-any-due = Any
cases-due-overdue = Overdue
cases-due-week = Due within seven days
cases-due-month = Due this month
cases-all-branches = All branches
cases-empty = No cases yet
cases-empty-line = Once an application has come in, open a case for the applicant; every step is recorded there and reminders follow from it.
cases-none-found = Nothing found
cases-none-found-line = Try other filters.
cases-show-running = Show all running cases
cases-count = { $count ->
    [one] 1 case
   *[other] { $count } cases
}
cases-count-capped = More than { $count } cases
cases-export-title = Member development

case-name = Name
case-branch = Branch
case-side = Side
case-stage = Stage
case-standing = Standing
case-next = Next step
case-actor = Whose turn
case-earliest = Earliest day
case-due = Due
case-kind = Case
case-standing-running = running
case-standing-withdrawn = withdrawn
case-standing-removed = no longer trained
case-standing-cancelled = probation cancelled
case-standing-completed = archived
case-standing-all = all
case-opened-line = opened { $day }

case-open = Open a case
case-open-whose = For whom
case-open-all = Show everybody
case-open-none-found-line = Full members and people with a running case are not listed here.
case-open-nobody = Nobody to open a case for
case-open-nobody-line = Enter the applicant in the roster first, then come back.
case-open-more = Only the first are shown; look for the others by name.
case-open-for = Open a case for { $name }
case-open-lead = The roster has no stage yet.
case-open-stage-now = Stage in the roster: { $stage }
case-open-known = Steps already taken
case-open-known-help = Days from the roster are filled in; please check them. Add what is on record, and leave the rest empty.
case-known-register = From the roster
case-open-do = Open the case
case-open-twice = This person has a running case already; there can be only one at a time.
case-open-stage = The roster has this person as { $stage ->
    [applicant] an applicant
    [activist] an activist
    [target] a development target
    [probationary] a probationary member
    [full] a full member
   *[none] nothing yet
}; enter the day on which that was reached.
case-leaving-day = Expected to leave the unit on
case-leaving-help = The day of graduation, of the end of a placement, or of a transfer. Admission and conversion look at it.
case-leaving-set = Day
case-leaving-save = Save the day

case-next-sentence = { $step } ({ $actor })
case-also-open = Also open
case-nothing-next = There is no step to take now.
case-settled-withdrawn = Withdrawn by own wish on { $day }; the case goes no further.
case-settled-removed = No longer trained since { $day }; the case goes no further.
case-settled-cancelled = Probationary membership was cancelled on { $day }; the case goes no further.
case-settled-completed = All steps were done and archived on { $day }.
case-findings = { $number ->
    [0] All rules are met
    [one] 1 rule is not met yet
   *[other] { $number } rules are not met yet
}
case-findings-label = Rules
case-findings-met = Rules that are met
case-finding = { $step }: { $sentence }
case-went-on = Reason given: { $reason }
case-way = All steps
case-chapter-applying = Applying
case-chapter-activist = Choosing and training the activist
case-chapter-target = Choosing and examining the development target
case-chapter-admission = Admission as a probationary member
case-chapter-probation = Probation and conversion
case-step-missing = not recorded
case-record = Record this step
case-record-late = Record it now
case-record-again = Record another
case-recorded-by = Recorded by { $by } on behalf of { $behalf }
case-carried = known when the case was opened
case-special = special case
case-facts = Facts
case-probation = Probation
case-opened-by = Opened by
case-past = Taken back and left
case-taken-back-by = Taken back by { $by }: { $reason }
case-person = The person

case-step-lead = { $name } · on behalf of { $behalf }
case-step-builds-on = This step builds on the following, which are not recorded:
case-field-on = Day
case-field-from = First day of publicity
case-field-to = Last day of publicity
case-field-to-help = Both days are included.
case-field-meeting = At which meeting
case-field-meeting-help = The day has to be that of the meeting.
case-no-meeting = None
case-meeting-unknown = This meeting was not found; please choose again
case-meeting-other-day = This meeting was held on { $on }, which is not the day entered
case-ballot = Ballot
case-ballot-help = As the tellers counted; the numbers are checked.
case-field-entitled = Entitled to vote
case-field-present = Present
case-field-approve = For
case-field-against = Against
case-field-abstain = Abstained
case-field-written_approve = Written, for
case-field-written-help = Handed in before the meeting by voters who could not come.
case-field-persons = Persons
case-field-sides = Sides
case-field-days = Days
case-field-hours = Class hours
case-field-months = Months
case-field-special = This is a special case
case-field-special-help = As the committee that approves has decided; it allows more time.
case-field-place = Place
case-field-note = Note
case-field-note-help = Kept encrypted; only those who keep this case see it.
field-no-number = Enter a whole number from 0 to { $most }
case-papers = Papers of this step:{" "}
case-why = Reason
case-why-help = The reason stays in the case together with the rule.
case-reason-missing = Please give a reason
case-record-do = Save
case-record-with-reason = Give the reason and save

case-correct = Correct
case-correct-title = Correct: { $step }
case-correct-why = Why it is corrected
case-correct-help = What stood there before and the reason are kept.
case-correct-do = Save the correction
case-corrected = Was { $day }, corrected by { $by }
case-take-back = Take back the last step
case-take-back-step = Take back: { $step }
case-take-back-exit = Take back the leaving
case-take-back-note = Only the last step can be taken back. The case is then as it was before, and the record can still be looked up.
case-take-back-why = Why it is taken back
case-take-back-do = Take back
case-leave = End the course
case-leave-why = Reason
case-leave-do = Record the end
case-exit = How it ends
case-exit-withdrawn = Withdrawn
case-exit-removed = No longer trained
case-exit-cancelled = Probationary membership cancelled
case-exit-help-withdrawn = By the person’s own wish.
case-exit-help-removed = The Party organisation goes no further with the person.
case-exit-help-cancelled = By a vote of the assembly, with approval from the committee above.

case-refused-not-running = { $standing ->
    [withdrawn] The person withdrew ({ $on }); the case does not change any more.
    [removed] The person is no longer trained ({ $on }); the case does not change any more.
    [cancelled] Probationary membership was cancelled ({ $on }); the case does not change any more.
    [completed] The papers are in the archive ({ $on }); no more steps are recorded.
   *[running] The case is running.
}
case-refused-blocked = { $count ->
    [one] One rule is not met, so this step cannot be recorded now.
   *[other] { $count } rules are not met, so this step cannot be recorded now.
}
case-refused-needs-reason = { $count ->
    [one] One rule was not kept in time or as is usual. Give a reason to go on; it stays in the case.
   *[other] { $count } rules were not kept in time or as is usual. Give a reason to go on; it stays in the case.
}
case-refused-no-reason = Please give a reason.
case-refused-unchanged = This is what stands there already; there is nothing to save.
case-refused-not-last = Only the last step can be taken back, which is “{ $last }”.
case-refused-first-step = A case begins with the application, which cannot be taken back; a wrong day can be corrected.
case-refused-no-such-record = This record was not found.
case-refused-no-application = Enter the day of the application; a case begins with it.
case-refused-too-late = “{ $step }” comes before “{ $ended }”.
case-refused-too-far = No case is opened after “{ $step }”.
case-refused-exit-withdrawn = Withdrawing is for the time before probation.
case-refused-exit-removed = Ending the training is for the time before probation.
case-refused-exit-cancelled = Only a probationary membership can be cancelled.
case-refused-before-last = { $on } lies before the last record ({ $last }).
case-refused-in-future = { $on } lies ahead; today is { $today }.

case-stale = The case has just changed. Please look at it again before you go on.
case-stale-taken = { $who } recorded “{ $step }” at { $at }. Please look at the case again before you go on.
case-stale-taken-back = { $who } took back “{ $step }” at { $at }. Please look at the case again before you go on.
case-stale-corrected = { $who } corrected “{ $step }” at { $at }. Please look at the case again before you go on.
case-stale-left = { $who } recorded the end of the course at { $at }. Please look at the case again before you go on.
case-stale-resumed = { $who } took back the end of the course at { $at }. Please look at the case again before you go on.
missing-case-step = There is no such step, or it was taken back.

my-course-see-way = See all steps
my-course-next = What comes next
my-course-mine = { $step }: your own turn
my-course-theirs = { $step }: { $actor }
my-course-open = { $number ->
    [one] 1 rule is not met yet
   *[other] { $number } rules are not met yet
}
my-course-open-help = The Party organisation sees to these; ask your branch secretary if anything is unclear.
my-course-record = See the whole case
my-course-none = There is no case of yours yet
my-course-none-line = Once you have handed in an application the branch opens a case; then you see here how far you are and what comes next.
home-my-course = My course to membership
home-my-course-line = See how far you are and what comes next.
home-cases = Member development
home-cases-sum = { $overdue ->
    [0] { $month } due this month
   *[other] { $overdue } overdue, { $month } due this month
}
home-cases-open = See what is due
person-case = Case
person-case-open = Open a case
