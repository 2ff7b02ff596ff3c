# Founding a joint branch: the list, the plan, the reply, the founding.

foundings-title = Founding joint branches
foundings-lead = From the plan the sides agree on to the reply of the committee above and the founding: every step is held against the rules.
foundings-count = { $number ->
    [one] 1 founding
   *[other] { $number } foundings
}
foundings-none = No joint branch is being founded
foundings-none-line = An organiser or secretary of a committee may begin a plan; it is handed in once each side has chosen its people and agreed.
founding-begin = Begin a plan
founding-kind = Founding of a joint branch
founding-state = State
founding-all-states = All states
founding-state-draft = Draft
founding-state-proposed = Awaiting reply
founding-state-returned = Sent back
founding-state-withdrawn = Withdrawn
founding-state-approved = Approved
founding-state-founded = Founded
founding-name = Name of the joint branch
founding-name-help = For example: Creative Arts Branch
founding-code = Code
founding-code-help = The next one below the committee above; it may be changed.
founding-seals = Sides
founding-above = Committee above
founding-joining = People
founding-applied-on = Handed in
founding-due = Reply due
founding-due-by = reply by { $due }
founding-way = The way so far
founding-findings = What the rules say
founding-sides = Sides
founding-side-head = { $name } · { $number ->
    [one] 1 person
   *[other] { $number } people
}
founding-units = Units
founding-unit = Unit
founding-colon = :{" "}
founding-home = Party organisation
founding-composition = Made up of
founding-composition-line = { $full } full, { $probationary } probationary, { $others } others
founding-signatory = Confirms for the side
founding-person = Name
founding-stage = Stage
founding-stage-full = full member
founding-stage-probationary = probationary member
founding-stage-target = development target
founding-stage-activist = activist
founding-stage-applicant = applicant
founding-from = Branch left
founding-moved = no longer in that branch
founding-committee = Branch committee
founding-committee-of = { $size ->
    [one] A committee of 1.
   *[other] A committee of { $size }.
}
founding-secretary-alone = No committee, a secretary alone.
founding-found-on = Day of the founding
founding-no-sides = Sides and units have not been chosen yet
founding-side-empty-line = Nobody has been chosen for this side yet; an organiser or secretary of { $home } chooses.

# Seals

founding-seal-confirmed = { $side } has agreed: { $by } { $at }
founding-seal-waiting = Waiting for { $side } to agree
founding-seal-empty = { $side } has not agreed
founding-row-seal-confirmed = { $side } has agreed
founding-row-seal-waiting = { $side } has not agreed

# What is next

founding-next-people = { $sides } still to choose the people who move in.
founding-next-mend = Something does not fit yet; mend it as shown below.
founding-next-agree = Waiting for every side to agree to this plan. A change asks every side to agree anew.
founding-next-hand_in = Ready to be handed in to { $above }.
founding-next-hand_in_again = Hand it in again once it is mended; the time for the reply begins anew.
founding-next-proposed = Waiting for the reply of { $above }.
founding-next-approved = Approved. Once the committee is elected, { $above } founds the branch; the members move in from that day.
founding-next-founded = The branch is founded and its members have moved in.
founding-next-withdrawn = This application has been withdrawn.
founding-days-left = { $days ->
    [one] 1 day left
   *[other] { $days } days left
} · by { $due }
founding-overdue = { $days ->
    [one] 1 day late
   *[other] { $days } days late
} · was due by { $due }
founding-hand-in-button = Hand in to { $above }
founding-agree-button = Agree for our side
founding-reply-button = Write the reply
founding-found-open = Found the branch
founding-withdraw-button = Withdraw the application
founding-drop-button = Delete the draft
founding-more = More
founding-go-sides = Choose sides and units
founding-go-people = Choose people
founding-go-committee = Settle committee and day
founding-open-branch = Open the branch
founding-edit-sides = Change name, sides and units
founding-edit-committee = Settle committee and day
founding-choose-people = Choose people for { $side }
founding-returned-note = The committee above sent the application back:
founding-doubts = Before it can go on:
founding-overruled = { $by } gave a reason on { $on } and went on: { $reason }

# The way so far

founding-step-began = Draft begun
founding-step-agreed = The { $seal } side agreed
founding-step-handed_in = Handed in
founding-step-handed_in_again = Handed in again
founding-step-returned = Sent back
founding-step-withdrawn = Withdrawn
founding-step-approved = Approved
founding-step-overruled = Went on with a reason ({ $rule })
founding-step-founded = Branch founded, members moved in
founding-ahead-hand_in = Handed in once every side agrees
founding-ahead-hand_in_again = Handed in again
founding-ahead-reply = Reply of the committee above
founding-ahead-found = Branch founded, members move in

# First step: sides and units

founding-sides-title = Sides and units
founding-sides-lead = Committee above: { $above }. Choose at least two sides, each with at least one unit.
founding-sides-create = Save the draft and go on to people
founding-sides-save = Save
founding-unit-search = Only units with this in their name
founding-side-school = School side (校)
founding-side-enterprise = Enterprise side (企)
founding-side-association = Association side (行)
founding-side-other = Another side (with a seal of its own)
founding-side-help-school = A school or a college of it
founding-side-help-enterprise = Enterprises, one or several
founding-side-help-association = Trade association or chamber
founding-side-help-other = A park or an authority; leave empty if there is none
founding-side-name-school = School side
founding-side-name-enterprise = Enterprise side
founding-side-name-association = Association side
founding-side-name-other = { $seal } side
founding-seal = Seal
founding-seal-help = One Chinese character, such as 园
founding-home-none = does not take part
founding-side-tag = needed once a unit of this side is chosen
founding-home-help = An organiser or secretary of this organisation chooses the side’s people and agrees for the side.
founding-side-called = What the side is called
founding-side-called-help = Left empty, it is named after its seal
founding-no-units-offered = No unit to choose. Search for another name, or register the unit first.
founding-code-form = A code is letters, digits and dashes, at most 32 places
founding-code-taken = An organisation or another plan has the code { $code }; choose another
founding-home-elsewhere = { $unit } has a Party organisation of its own, { $organisation }. Choose that or one above it for this side, so that they agree for themselves
founding-side-empty = This side has no unit. Choose at least one, or let its organisation not take part
founding-unit-unknown = One of the units does not belong on this side; choose again
founding-no-home = Choose the Party organisation of this side
founding-no-seal = Use one Chinese character as the seal

# Second step: people

founding-people-title = Choose people
founding-people-lead = For those who move in, the membership moves to the joint branch on the day of the founding. Those who take part stay members where they are and are not counted.
founding-people-count = { $number ->
    [one] 1 person chosen on this side
   *[other] { $number } people chosen on this side
}
founding-people-save = Save people
founding-branch = Branch
founding-all-units = All units of the side
founding-moves = Moves in
founding-moves-who = { $name } moves in
founding-takes-part = Takes part
founding-takes-part-who = { $name } takes part
founding-no-branches = No branch to choose from
founding-no-branches-line = Nobody is registered below this side’s organisation, or you may not see them.
founding-no-candidates = Nobody in this branch belongs to this side’s units
founding-no-candidates-line = Try another branch or unit.
founding-elsewhere = These are in the branch but in none of the side’s units as far as is known, so they cannot be chosen. Add their unit on their page first:
founding-both-ways = { $name } cannot both move in and only take part; choose one
founding-no-unit = { $name } belongs to none of this side’s units as far as is known; add the unit on the person’s page first
founding-not-offered = Somebody is not among those who may be chosen; reload the page and choose again

# Third step: committee and day

founding-committee-title = Committee and day
founding-committee-lead = { $full ->
    [one] 1 full member moves in and may hold a post or confirm for the side.
   *[other] { $full } full members move in and may hold a post or confirm for their side.
}
founding-committee-save = Save
founding-nobody-eligible = No full member has been chosen to move in yet; choose people first.
founding-size-label = People on the committee
founding-size-help = 0 when there is no committee
founding-size = At most { $most } people on the committee
founding-posts = Posts
founding-posts-elected = As elected. One person may hold two.
founding-posts-help = May stay open until the election. One person may hold two.
founding-post-secretary = Secretary
founding-post-deputy = Deputy secretary
founding-post-organisation = Member for organisation
founding-post-publicity = Member for publicity
founding-post-discipline = Member for discipline
founding-post-other = Other committee members
founding-nobody = not settled yet
founding-signatories = Who confirms for each side
founding-signatories-help = Confirms joint acts for the side, and is its secretary once the branch is founded.
founding-found-on-help = As planned; it may change on the day
founding-not-a-full-member = Choose one of the full members who move in
founding-not-on-the-side = Choose one of this side’s full members who move in

# The reply

founding-reply-title = Reply
founding-reply-lead = { $above } replies to the application to found “{ $name }”.
founding-approve = Approve
founding-approve-blocked = A “must” is not met, so this cannot be approved; send it back.
founding-approve-button = Approve the founding
founding-reason-for = Reason for going on all the same
founding-reason-needed = Give a reason for going on, or send it back
founding-reason-now = This was met when the committee replied and is not any more. Give a reason for going on.
founding-reason-given = The reply gives the reason.
founding-reply-on = Day of the reply
founding-doc-no = Number of the reply
founding-return = Send back
founding-return-button = Send back
founding-comment = What has to change
founding-comment-help = Those who wrote the plan will read this
founding-comment-needed = Say what has to change
founding-not-handed-in = This plan is still a draft and has not been handed in.
founding-changed-meanwhile = Somebody changed the plan after you opened this page. Reload it and look at what it says now.

# The founding

founding-found-title = Found the branch
founding-found-lead = Check who moves in, who was elected, and the day. The branch is then founded, the memberships move in, and those in the branches left end on the same day.
founding-move-on-help = The members move in from this day.
founding-who-comes = { $number ->
    [one] Who moves in (1 chosen)
   *[other] Who moves in ({ $number } chosen)
}
founding-who-comes-help = Take the tick off whoever cannot come; the rules are asked again about those who do.
founding-comes = Joins
founding-comes-who = { $name } joins as planned
founding-found-button = Found the branch and move its members in
founding-export-agreed = agreed
founding-export-open = not yet agreed
founding-offices-end = These offices in the branches that are left end on the day of the founding:
founding-term = The end of the first term will be noted as { $ends_on }, counted from the day of founding by the usual term ({ $rule } { $article }). It can be changed afterwards.
founding-tick-all = All full members move
founding-tick-none = Nobody
founding-ticked = Ticked as you asked; nothing is saved yet.
