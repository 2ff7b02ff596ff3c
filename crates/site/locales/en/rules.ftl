# What the rules find, each with the numbers that decided.

finding-BR-MIN-met = { $full } full members; a branch needs { $min }.
finding-BR-MIN-unmet = { $full } full { $full ->
    [one] member
   *[other] members
}; a branch needs at least { $min }.
finding-BR-MAX-met = { $members } members in all, no more than { $max }.
finding-BR-MAX-unmet = { $members } members in all; a branch generally has no more than { $max }.
finding-BR-JOINT-met = Units covered: { $units }, no more than { $max }.
finding-BR-JOINT-unmet = Units covered: { $units }; a joint branch generally covers no more than { $max }.
finding-BR-JOINT-FEW-met = Every unit has fewer than { $below } full members, as is meant for a joint branch.
finding-BR-JOINT-FEW-unmet = { $units ->
    [one] One unit has { $below } full members or more
   *[other] { $units } units have { $below } full members or more
} (the most: { $largest }, { $full }); a joint branch is generally for units with fewer than { $below }.
finding-BR-APPROVE-waiting = Applied on { $applied_on }; the committee above generally replies within { $months ->
    [one] one month
   *[other] { $months } months
}, by { $due } at the latest.
finding-BR-APPROVE-overdue = Applied on { $applied_on }; the committee above would generally have replied by { $due }, and has not replied yet.
finding-BR-APPROVE-met = Applied on { $applied_on }, replied on { $replied_on }: within { $months ->
    [one] one month
   *[other] { $months } months
}.
finding-BR-APPROVE-unmet = Applied on { $applied_on }, replied on { $replied_on }; a reply is generally given by { $due }.
finding-BR-COMM-met = { $full } full members: the branch has a committee, as it should from { $from }.
finding-BR-COMM-unmet = { $full } full members: from { $from } a branch has a committee, and the application has none.
finding-BR-COMM-not-needed = { $full } full { $full ->
    [one] member
   *[other] members
}, fewer than { $from }: no committee is needed.
finding-BR-COMM-N-few = { $size } on the committee; it should have { $min } to { $usual }.
finding-BR-COMM-N-met = { $size } on the committee, between { $min } and { $usual }.
finding-BR-COMM-N-large = { $size } on the committee: more than the usual { $usual }, no more than { $max }.
finding-BR-COMM-N-many = { $size } on the committee; generally there are no more than { $max }.
finding-BR-NOCOMM-met = Fewer than { $from } full members: { $secretaries } secretary{ $deputies ->
    [0] {""}
   *[other] {" "}and { $deputies } deputy
}.
finding-BR-NOCOMM-committee = { $full } full { $full ->
    [one] member
   *[other] members
}, fewer than { $from }: the branch has one secretary, and a deputy where needed, but no committee.
finding-BR-NOCOMM-no-secretary = Fewer than { $from } full members: the branch has one secretary, who is not named yet.
finding-BR-NOCOMM-many = Fewer than { $from } full members: one secretary, and one deputy where needed; now secretaries: { $secretaries }, deputies: { $deputies }.
finding-BR-POSTS-met = Secretary and members for organisation, publicity and discipline are named.
finding-BR-POSTS-unmet = { $missing ->
    [one] One post is
   *[other] { $missing } posts are
} still open: secretary { $secretary ->
    [0] (open)
   *[other] (named)
}, organisation { $organisation ->
    [0] (open)
   *[other] (named)
}, publicity { $publicity ->
    [0] (open)
   *[other] (named)
}, discipline { $discipline ->
    [0] (open)
   *[other] (named)
}. One person may hold two.
finding-JB-SIGN-met = Each of the { $sides } sides has somebody who confirms for them.
finding-JB-SIGN-unmet = Side { $missing } has nobody who confirms joint acts for it yet.
finding-JB-CONFIRM-met = Every side has confirmed: { $done }.
finding-JB-CONFIRM-unmet = Waiting for { $missing }; the minutes stand when every side has confirmed them.
finding-MT-ZTDR-met = { $confirmed ->
    [one] One theme day
   *[other] { $confirmed } theme days
} in { $period }; a month should have { $min }.
finding-MT-ZTDR-waiting = { $held ->
    [one] One theme day was
   *[other] { $held } theme days were
} held in { $period }; not every side has confirmed the minutes.
finding-MT-ZTDR-open = No theme day yet in { $period }; { $min ->
    [one] one is
   *[other] { $min } are
} due by { $due }.
finding-MT-ZTDR-unmet = No theme day was held in { $period }; a month should have { $min }.
finding-PD-AGE-met = Born on { $born_on }, applied on { $applied_on }: { $years } years old or older.
finding-PD-AGE-unmet = Born on { $born_on }, applied on { $applied_on }: { $years } years old only on { $full }.
finding-PD-PROB-met = Admitted to probation on { $joined_on }, full member on { $full_on }: probation of { $years ->
    [one] one year
   *[other] { $years } years
} served.
finding-PD-PROB-unmet = Admitted to probation on { $joined_on }, full member on { $full_on }: the { $years ->
    [one] year
   *[other] { $years } years
} of probation ended only on { $full }.
finding-PD26-PROB-met = Admitted to probation on { $joined_on }, full member on { $full_on }: probation of { $years ->
    [one] one year
   *[other] { $years } years
} served.
finding-PD26-PROB-unmet = Admitted to probation on { $joined_on }, full member on { $full_on }: the { $years ->
    [one] year
   *[other] { $years } years
} of probation ended only on { $full }.

# Founding a joint branch: why a step cannot be taken, and who can do what.

founding-refused-state = { $state ->
    [proposed] The application is with the committee above, so this step is not possible now.
    [returned] The application was sent back; change it and hand it in again.
    [withdrawn] The application was taken back. To found the branch, hand in a new one.
    [approved] The application is approved; the next step is the founding.
    [founded] The branch is founded; the application cannot be changed any more.
   *[other] This step is not possible now.
}
founding-refused-no-name = Give the joint branch a name.
founding-refused-one-side = A joint branch has two sides or more, for instance a school and an enterprise side.
founding-refused-empty-side = Side { $seal } has no unit yet; choose at least one.
founding-refused-unit-twice = { $unit } is listed twice; a unit stands on one side, and once.
founding-refused-same-seal = Two sides sign with { $seal }; choose another character for one of them.
founding-refused-places = { $people } people hold posts, but the committee has { $size } places; add places or let one person hold two posts.
founding-refused-future = { $on } has not come yet (today is { $today }); record it on the day.
founding-refused-early = { $on } is before the step it follows; the first day possible is { $not_before }.
founding-refused-no-reason = Give a reason; it is kept with the decision.
founding-refused-nothing-to-overrule = Rule { $rule } is met or binds, so no reason is needed or possible. Remove it.
founding-refused-moved-twice = { $name } is moved in twice; keep one of them.
founding-refused-no-place = The side or unit { $name } is moved to is not part of this joint branch; choose again.
founding-refused-before-joining = { $name } joined the Party on { $joined_on }; the move cannot be on { $on }, before that.
founding-refused-before-founding = { $name } is moved on { $on }, before the branch is founded on { $founded_on }.
founding-refused-moved-meanwhile = { $name } is no longer in the branch left. Check where the membership is now, then take the person off the list or choose again.
founding-refused-no-stage = { $name } has no stage on file. Add it on the person’s page first.
founding-refused-before-stage = { $name } has a stage of development from { $from } on only; { $on } is too early.
founding-refused-holder-stays = { $post ->
    [secretary] Whoever is to be secretary
    [deputy] Whoever is to be deputy secretary
    [organisation] Whoever is to be the member for organisation
    [publicity] Whoever is to be the member for publicity
    [discipline] Whoever is to be the member for discipline
   *[other] Whoever is to be a committee member
} is not among those who move in. Move the person in or choose somebody else.
founding-refused-signatory-stays = Whoever confirms for the { $seal } side is not among those who move in on that side. Move the person in or choose somebody else.
founding-refused-not-agreed = The { $seal } side has not agreed to this plan yet. An organiser or secretary of that side’s organisation opens the plan and agrees.

# The quiet words beside a finding: clause, layer, how far it is checked.

rule-force-must = binding
rule-force-generally = generally
rule-layer-nation = national
rule-layer-province = provincial
rule-layer-college = college
rule-status-confirmed = checked
rule-status-confirmed-number = number checked
rule-status-second-hand = second hand
rule-status-carried-over = carried over
rule-status-practice = practice
rule-status-default = default
rule-status-unconfirmed = to be checked

# Member development: what each rule finds in a record. { $step }, { $from } and { $each } are the names of steps.

judged-length = { $number } { $unit ->
    [day] { $number ->
        [one] day
       *[other] days
    }
    [class-hour] { $number ->
        [one] class hour
       *[other] class hours
    }
    [workday] { $number ->
        [one] workday
       *[other] workdays
    }
    [month] { $number ->
        [one] month
       *[other] months
    }
    [year] { $number ->
        [one] year
       *[other] years
    }
    [age] years of age
    [side] sides
   *[other] people
}
judged-missing = “{ $step }” is not recorded; it comes before this step.
judged-need-later = “{ $step }” is recorded on { $step_day }, after this step on { $day }.
judged-need-met = “{ $step }” was done before, on { $step_day }.
judged-deadline-met = “{ $from }” was on { $from_day }; within { judged-length } means by { $end }. It was done on { $day }.
judged-deadline-special = “{ $from }” was on { $from_day }; as a special case up to { judged-length } means by { $end }. It was done on { $day }.
judged-deadline-unmet = “{ $from }” was on { $from_day }; within { judged-length } means by { $end }. It was done on { $day }, too late.
judged-least-met = { judged-length } from “{ $from }” ({ $from_day }) were full on { $end }; it was done on { $day }.
judged-least-unmet = { judged-length } from “{ $from }” ({ $from_day }) are full on { $end }; it was done on { $day }, too early.
judged-most-met = “{ $from }” of { $from_day } holds for { judged-length }, until { $end }; it was used on { $day }.
judged-most-unmet = “{ $from }” of { $from_day } holds for { judged-length }, until { $end }; on { $day } it no longer held.
judged-age-met = { $age } years old at the application; { $number } are asked.
judged-age-unmet = { $age } years old at the application; { $number } are asked, so it was too early.
judged-born-missing = The date of birth is not recorded, so nobody can tell whether { $number } years of age were reached.
judged-leaving-unknown = No day of leaving is recorded.
judged-leaving-met = Leaves on { $leaving }, more than { judged-length } after { $day }.
judged-leaving-unmet = Leaves on { $leaving }, within { judged-length } of { $day }; generally nobody is admitted then.
judged-interval-met = Every { judged-length } from “{ $from }” ({ $from_day }) there is “{ $each }”; number { $count } was due by { $end } and was in time.
judged-interval-unmet = Every { judged-length } from “{ $from }” ({ $from_day }) there is “{ $each }”; number { $count } was due by { $end } and was not there in time.
judged-interval-none = “{ $from }” was on { $from_day }, less than { judged-length } before, so no “{ $each }” is due.
judged-window-met = “{ $step }” ran from { $from_day } to { $to_day }: { $count } workdays, and { $number } are asked.
judged-window-short = “{ $step }” ran from { $from_day } to { $to_day }: only { $count } workdays, and { $number } are asked.
judged-window-running = “{ $step }” runs until { $to_day }; this step on { $day } has to wait until it is over.
judged-window-missing = “{ $step }” is not recorded; at least { $number } workdays of it come before this step.
judged-window-open = “{ $step }” has no first and last day, so nobody can tell whether it ran { $number } workdays.
judged-ballot-missing = The attendance and the ballot are not recorded.
judged-present-met = { $present } of { $base } members entitled to vote were present; { $needed } are needed.
judged-present-unmet = { $present } of { $base } members entitled to vote were present, and { $needed } are needed: too few.
judged-approve-met = { $approve } of { $base } members entitled to vote approved ({ $written } in writing); { $needed } are needed.
judged-approve-unmet = { $approve } of { $base } members entitled to vote approved ({ $written } in writing), and { $needed } are needed: too few.
judged-approve-of-present-met = { $approve } of { $base } members present approved ({ $written } in writing); { $needed } are needed.
judged-approve-of-present-unmet = { $approve } of { $base } members present approved ({ $written } in writing), and { $needed } are needed: too few.
judged-count-met = { $count } { $unit ->
    [month] months
    [side] sides
   *[other] people
} recorded; { $min } to { $max } are right.
judged-count-unmet = { $count } { $unit ->
    [month] months
    [side] sides
   *[other] people
} recorded, and { $min } to { $max } are asked.
judged-count-unstated = Recorded, without saying how many.
judged-length-met = { $count } { $unit ->
    [class-hour] class hours
    [month] months
   *[other] days
} recorded; { $number } are asked.
judged-length-unmet = { $count } { $unit ->
    [class-hour] class hours
    [month] months
   *[other] days
} recorded, and at least { $number } are asked.

# Records that cannot be true are not judged.

case-impossible-unknown-step = There is no step “{ $step }”.
case-impossible-twice = “{ $step }” is taken once, but stands there on { $first } and on { $second }. Take one of them out.
case-impossible-extended-twice = Probation may be extended once (PD-EXT), but it was on { $first } and on { $second }.
case-impossible-before-birth = “{ $step }” on { $on } is before the day of birth.
case-impossible-in-future = “{ $step }” is recorded on { $on }, which is after today, { $today }.
case-impossible-backwards = “{ $step }” runs from { $from } to { $to }: it ends before it begins.
case-impossible-tally-present = “{ $step }”: { $number } present, but only { $limit } are entitled (PD-QUORUM).
case-impossible-tally-approve = “{ $step }”: { $number } votes for, but only { $limit } were present (PD-VOTE).
case-impossible-tally-cast = “{ $step }”: { $number } votes cast, but only { $limit } were present (PD-VOTE).
case-impossible-tally-written = “{ $step }”: { $number } written votes for, but only { $limit } voters were absent (PD-VOTE).
