# Meetings: why a step cannot be taken, and who can do what.

meeting-refused-state = { $state ->
    [draft] The meeting is still a draft; settle it or send the invitations first.
    [planned] The meeting is planned, but nobody has been invited yet.
    [invited] The invitations are out; hold the meeting and note who came, then take this step.
    [held] The meeting has been held; the next step is the minutes.
    [minuted] The minutes are written, but not handed in to the sides yet.
    [awaiting_confirmation] The minutes are waiting for the sides to confirm them.
    [returned] The minutes were sent back; change them and hand them in again.
    [confirmed] Every side has confirmed the minutes; they do not change any more.
    [cancelled] The meeting was cancelled.
   *[other] This step is not possible now.
}
meeting-refused-no-party = A meeting has at least one party, or nobody could confirm its minutes.
meeting-refused-party-twice = One side is listed twice; keep it once.
meeting-refused-not-a-party = This side is not a party to the meeting; choose another.
meeting-refused-no-title = Give the meeting a title.
meeting-refused-no-place = Say where it is, so that people know where to go.
meeting-refused-ends-before-start = It ends at { $ends_at }, which is not after it begins at { $starts_at }.
meeting-refused-nobody-invited = Nobody of side { $seal } is invited yet; invite at least one person of every side.
meeting-refused-not-invited = This person is not on the list; add them first.
meeting-refused-marked-twice = One person is marked in two ways; keep one.
meeting-refused-not-yet = The meeting is on { $on } and today is { $today }; who came is noted on the day.
meeting-refused-no-reason = Give a reason; it is kept with the record.
meeting-refused-empty-minutes = The minutes are empty; write them, then save.
meeting-refused-handed-in = The minutes are with the sides. To change something, send them back from your own side first.
meeting-refused-settled = Every side has confirmed, so the record stays as it is. Write an addendum to put something right.
meeting-refused-other-version = You read version { $seen }, and version { $current } is on the table; read it, then confirm.
meeting-refused-already = Side { $seal } has confirmed already; nothing more is needed.
meeting-refused-same-person = You have confirmed for another side; for { $seal } that side's own secretary confirms.

# Where a meeting stands.

meeting-kind-theme_day = Theme day
meeting-state-draft = Draft
meeting-state-planned = Planned
meeting-state-invited = Invited
meeting-state-held = Held
meeting-state-minuted = Minuted
meeting-state-awaiting_confirmation = Awaiting confirmation
meeting-state-returned = Sent back
meeting-state-confirmed = Confirmed by every side
meeting-state-cancelled = Cancelled

# The list of meetings.

meetings-lead = The meetings of your branches, and those you are invited to
meetings-empty = No meetings here yet
meetings-empty-line = Choose another filter, or plan one.
meetings-count = { $count ->
    [one] One meeting
   *[other] { $count } meetings
}
meetings-count-capped = More than { $count } meetings
meeting-search = Title or theme
meeting-filter-state = Progress
meeting-filter-coming = To come
meeting-filter-open = Held, not settled
meeting-filter-confirmed = Confirmed by every side
meeting-filter-returned = Sent back
meeting-filter-cancelled = Cancelled
meeting-all-states = All
meeting-branch = Branch
meeting-all-branches = All branches
meeting-year = Year
meeting-all-years = All years
meeting-name = Meeting
meeting-when = Time
meeting-came = Present / expected
meeting-seals = Confirmations
meeting-state = Progress

# Seals.

meeting-seal-empty = { $side }: not asked yet
meeting-seal-waiting = { $side }: awaited
meeting-seal-returned = { $side }: sent back
meeting-seal-confirmed = { $side }: confirmed by { $by }, { $at }
meeting-seal-confirmed-short = { $side }: confirmed { $at }

# Planning.

meeting-plan = Plan a theme day
meeting-plan-whose = Choose the branch first
meeting-plan-go-on = Go on
meeting-plan-no-branch = There is no branch yet to plan a meeting for
meeting-plan-no-branch-line = Secretaries and organisers plan meetings. Ask the secretary of your branch.
meeting-replan = Change the plan
meeting-replan-tells = People have been invited. They are told again when time or place changes, and asked again when the time changes.
meeting-replan-save = Save the changes
meeting-title-usual = Theme day, { $month }
meeting-what = What happens
meeting-theme = Theme
meeting-theme-help = One sentence, such as “A branch along the whole chain of the trade”
meeting-agenda = Agenda
meeting-agenda-help = One item a line. The minutes begin from it.
meeting-when-where = When and where
meeting-day = Day
meeting-from = From
meeting-until = Until
meeting-place = Place
meeting-known-last = As last time
meeting-known-agenda = From the agenda
meeting-who = Who sees to it, who comes
meeting-who-help = All members of every side are invited; people of other organisations can be invited by name in the next step.
meeting-responsible = Responsible
meeting-responsible-of = Responsible for { $side }
meeting-nobody = Nobody yet
meeting-visitors = Visitors
meeting-visitors-help = Guests without a file here, one a line: name, where from
meeting-plan-and-invite = { $number ->
    [one] Plan and invite one person
   *[other] Plan and invite { $number } people
}
meeting-plan-only = Plan only, invite later
meeting-not-of-this-branch = Whoever is responsible belongs to a side of this branch; choose again
meeting-too-far-ahead = A meeting is planned at most two years ahead; please check the year

# Invitations and answers.

meeting-invitations = Who is invited
meeting-not-invited = { $number ->
    [one] One member is not invited yet
   *[other] { $number } members are not invited yet
}
meeting-invite-members = Invite them all
meeting-invite-everybody = Invite all members of every side
meeting-guests = Guests
meeting-guest = guest
meeting-guest-search = Search by name or pinyin initials
meeting-guest-none = Nobody found. Write guests without a file into “Visitors”.
meeting-invite-guests = Invite those chosen
meeting-strike = Take off the list
meeting-back = Back to the meeting
meeting-reply = Answer the invitation
meeting-reply-question = Can you come?
meeting-reply-coming = I am coming
meeting-reply-leave = Ask for leave
meeting-leave-why = Reason for leave
meeting-leave-why-of = Why { $name } is on leave
meeting-leave-help = Only you and the secretaries who keep the list see it
meeting-leave-reason = Say why for those on leave
meeting-answer-pending = You have not answered yet
meeting-answer-coming = You said you are coming
meeting-answer-leave = You asked for leave
meeting-answer-change = Change my answer

# Presence.

meeting-presence = Presence
meeting-presence-do = Note who came
meeting-presence-fill = All others are here
meeting-presence-unticked = Those who said they come are ticked as present, those who asked for leave as on leave. Whoever is not ticked counts as absent.
meeting-presence-correct = The list has been saved before. What it said is kept beside each change.
meeting-presence-correct-do = Correct the list
meeting-presence-save = Save the list
meeting-presence-save-correction = Save the corrections
meeting-correct-why = Why it is corrected
meeting-correct-help = After the day of the meeting a reason is needed; it is kept with what the list said before
meeting-former = Was { $was }, corrected by { $by }
meeting-status-pending = No answer
meeting-status-coming = Coming
meeting-status-present = Present
meeting-status-leave = On leave
meeting-status-absent = Absent
meeting-expected = Expected
meeting-total = Total
meeting-side = Side
meeting-people = Who came

# Minutes and confirmation.

meeting-minutes = Minutes
meeting-minutes-version = Minutes, version { $version }
meeting-minutes-do = Write the minutes
meeting-minutes-change = Change the minutes
meeting-minutes-text = What happened
meeting-minutes-help = Who said what, and what was discussed. Photos and files are added on the meeting’s page.
meeting-minutes-save = Save and go on later
meeting-minutes-by = Written by { $by }, { $at }
meeting-resolutions = Resolutions
meeting-resolutions-help = One a line; leave it empty if there were none
meeting-hand-in = Hand in for confirmation
meeting-hand-in-and-confirm = Confirm for { $side } and hand in to the others
meeting-confirm-for = Confirm for { $side }
meeting-return = Send back
meeting-return-why = What has to change
meeting-return-help = Whoever wrote the minutes will read this
meeting-return-version = Send version { $version } back
meeting-take-back = Take back to change
meeting-for-side = On behalf of
meeting-returned-because = Sent back: { $comment }
meeting-returned-by = Sent back by { $side } ({ $by })
meeting-mend = Change the minutes
meeting-addendum = Addendum
meeting-addendum-text = What is added
meeting-addendum-help = Confirmed minutes stay as they are; corrections and additions are attached to them
meeting-addendum-save = Attach the addendum
meeting-addendum-number = Addendum { $number }
meeting-cancel = Cancel the meeting
meeting-cancel-why = Why it is cancelled
meeting-cancel-help = { $number ->
    [0] The reason is kept with the meeting
    [one] The one person invited will be told
   *[other] The { $number } people invited will be told
}
meeting-cancel-or-move = To move it to another time, change the plan instead.
meeting-cancel-do = Cancel this meeting

# The record.

meeting-facts = Plan
meeting-files = Photos and files
meeting-photos = Photos
meeting-findings = By which rule
meeting-earlier = Earlier versions and why they were sent back
meeting-way = Progress
meeting-ledger = Ledger
meeting-print = Print
meeting-open-book = Open the branch book
meeting-paper-title = Record: { $kind }

# What is next.

meeting-next-invite = The plan is ready; invite everybody
meeting-next-reply = You are invited to this meeting
meeting-next-presence = Note who came
meeting-next-minutes = Write the minutes
meeting-next-hand_in = The minutes are written; hand them in for confirmation
meeting-next-confirm = Read the minutes and confirm them for { $side }
meeting-next-mend = Change what was asked for and hand in again
meeting-next-settled = Every side has confirmed; it stands in the branch book
meeting-next-cancelled = Cancelled: { $reason }
meeting-wait-draft = The secretary is still planning
meeting-wait-planned = Planned; the secretary will send invitations
meeting-wait-day = Waiting for the day: { $coming } coming, { $leave } on leave, { $pending } have not answered
meeting-wait-held = Held; the secretary is writing the minutes
meeting-wait-minuted = The minutes are written but not handed in
meeting-wait-returned = Sent back; the secretary is changing the minutes
meeting-wait-confirm = Waiting for { $sides } to confirm

# Steps taken.

meeting-step-planned = Planned
meeting-step-invited = People invited
meeting-step-replanned = Plan changed
meeting-step-moved = Moved to another time
meeting-step-struck = One person taken off the list
meeting-step-held = Held, presence noted
meeting-step-corrected = Presence corrected
meeting-step-minuted = Version { $version } written
meeting-step-handed_in = Version { $version } handed in
meeting-step-confirmed = { $side } confirmed version { $version }
meeting-step-sent_back = { $side } sent version { $version } back
meeting-step-appended = { $side } added an addendum
meeting-step-cancelled = Cancelled
meeting-ahead-invite = Invite people
meeting-ahead-hold = Hold it and note who came
meeting-ahead-minute = Write the minutes
meeting-ahead-mend = Change the minutes
meeting-ahead-hand_in = Hand in for confirmation
meeting-ahead-confirm = { $side } confirms

# Hints while typing.


# Deadlines.

deadline-today = Today
deadline-in = { $days ->
    [one] Tomorrow · { $on }
   *[other] In { $days } days · { $on }
}
deadline-past = { $days ->
    [one] Yesterday · { $on }
   *[other] { $days } days ago · { $on }
}
meetings-export-title = Meetings
meeting-export-starts = Starts at
meeting-guest-only = You take part by invitation. Roll, minutes and files are kept by the branch and seen by its members only.
meeting-guest-own = Your presence: { $status }
