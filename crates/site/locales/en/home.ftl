home-greeting = Hello, { $name }
home-waiting = { $number ->
    [one] One thing waits for you
   *[other] { $number } things wait for you
}
home-nothing = Nothing waits for you
home-nothing-line = All done, thank you. New meetings and minutes to confirm will appear here.
home-calendar = Look at the calendar
home-first-import = First: import units and Party organisations
home-first-import-line = Then make accounts for the organisers, and the security administrator appoints them.
home-first-import-do = Import
home-first-account = Next: make an account for the organiser
home-first-account-line = The Party organisations are here. Once there is an account, the security administrator appoints the organiser, who then brings the roster.
home-first-account-do = Make an account
home-first-organiser_waits = The security administrator appoints the organiser next
home-first-organiser_waits-line = Organisations and account are ready; tell the security administrator. Once appointed, the organiser can bring the roster.
home-first-organisations_wait = The system administrator imports the Party organisations next
home-first-organisations_wait-line = Once they are here and the organiser has an account, you can appoint the organiser.
home-first-account_waits = The system administrator makes an account for the organiser next
home-first-account_waits-line = The Party organisations are here. Once there is an account, you can appoint the organiser.
home-first-appoint = Next: appoint the organiser
home-first-appoint-line = Open a Party organisation and choose “Appoint”; whoever has an account can be organiser.
home-first-appoint-do = Choose an organisation
home-first-roster = Next: import the roster
home-first-roster-line = You are organiser. With the roster here, you can appoint a secretary and plan the theme days.
home-first-roster-do = Import
home-group-today = Today and overdue
home-group-soon = Within seven days
home-group-others = Others wait for you
home-group-later = Later
home-todo-reply = Answer: { $title }
home-todo-invite = Invite people: { $title }
home-todo-presence = Note who came: { $title }
home-todo-minutes = Write the minutes: { $title }
home-todo-hand_in = Hand in the minutes: { $title }
home-todo-mend = Change minutes sent back: { $title }
home-todo-confirm = Confirm the minutes: { $title }
home-todo-plan = Plan this month’s theme day
home-do-reply = Answer
home-do-invite = Invite
home-do-presence = Note
home-do-minutes = Write
home-do-hand_in = Hand in
home-do-mend = Change
home-do-confirm = Confirm
home-do-plan = Plan
home-held-since = { $days ->
    [0] Held today
    [one] Held yesterday, { $on }
   *[other] Held { $days } days ago, { $on }
}
home-coming = Coming next
home-coming-none = No meetings in the next two months
home-branches = My branches
home-branch-none = No theme day this month yet
home-branch-coming = Theme day this month: { $on }
home-branch-waiting = Theme day of { $on }: not settled yet
home-branch-confirmed = Held { $on }, confirmed by every side
home-undecided = Imports to decide
home-undecided-title = Decide about { $file }
home-undecided-rows = { $refused ->
    [0] { $accepted ->
        [one] one row to take over
       *[other] { $accepted } rows to take over
    }
   *[other] { $accepted ->
        [one] one row to take over, { $refused } refused
       *[other] { $accepted } rows to take over, { $refused } refused
    }
}
home-undecided-since = Brought { $at }
home-undecided-do = Decide
home-undecided-all = See all in imports
home-theme-days = Theme days this month
home-theme-days-open = Branches still to settle
home-theme-days-done = No branch has to be asked about anything.
home-theme-days-all = { $number ->
    [one] See the branch
   *[other] See all { $number } branches
}
home-notices = News
home-notices-seen = Mark as read

notice-invited = You are invited: { $title }, { $on }
notice-moved = { $title } has changed; it is on { $on }. Look at time and place again
notice-cancelled = { $title } was cancelled
notice-reminder = { $title } is on { $on }
notice-handed_in = The minutes of { $title } wait for your confirmation
notice-sent_back = The minutes of { $title } were sent back and need a change
notice-confirmed = Every side has confirmed { $title }; it stands in the branch book
notice-case_month = { $title }: { $step } is due within a month, by { $on }
notice-case_week = { $title }: { $step } is due within a week, by { $on }
notice-case_today = { $title }: { $step } is due today
notice-case_overdue = { $title }: { $step } is overdue since { $on }

# Founding a joint branch

home-todo-founding_people = Choose your side’s people for { $title }
home-todo-founding_agree = Agree to the plan for your side: { $title }
home-todo-founding_draft = Write on at the draft: { $title }
home-todo-founding_hand_in = Hand in the application: { $title }
home-todo-founding_mend = Mend the application sent back: { $title }
home-todo-founding_reply = Reply to the application: { $title }
home-todo-founding_found = Found the branch: { $title }
home-do-founding_people = Choose
home-do-founding_agree = Agree
home-do-founding_draft = Write on
home-do-founding_hand_in = Hand in
home-do-founding_mend = Mend
home-do-founding_reply = Reply
home-do-founding_found = Found
home-founding-since = Waiting since { $on }
home-founding-clause = time for the reply: { $rule } { $article }
