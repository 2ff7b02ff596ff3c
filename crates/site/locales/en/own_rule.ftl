own-rules-title = Own rules
own-rules-lead = What a committee asks of its branches beyond the national rules, and the local practice it takes over. Of several layers the strictest decides.
own-rules-new = Write an own rule
own-rules-none = No own rules yet
own-rules-none-line = The national rules are checked as always. Where more is to be asked, write a draft, see which running cases it would touch, then switch it on.
own-rules-count = { $number ->
    [one] One rule
   *[other] { $number } rules
}
own-rule-committee = Committee
own-rule-what = Rule
own-rule-basis = Basis
own-rule-basis-help = The meeting or document and its clause; it is shown on the rule's page.
own-rule-from = First day
own-rule-from-help = Left empty, it begins today. It holds for steps taken from that day on and does not reach back.
own-rule-from-until = In force
own-rule-state = State
own-rule-state-draft = draft
own-rule-state-coming = switched on, not yet begun
own-rule-state-on = switched on
own-rule-state-ended = ended
own-rule-about = Which rule to make stricter, or which pack to take over
own-rule-about-none = Choose
own-rule-about-pack = Take over a whole pack: { $title }
own-rule-number = The stricter number
own-rule-number-help = Leave it empty for a pack.
own-rule-unit = Unit
own-rule-unit-day = days
own-rule-unit-workday = workdays
own-rule-unit-month = months
own-rule-unit-year = years
own-rule-unit-age = years of age
own-rule-save = Save as a draft
own-rule-asks = Asks
own-rule-based-on = Based on
own-rule-touches = Touches { $touched } of { $running } running cases
own-rule-touches-none = Touches none of { $running } running cases
own-rule-touches-shown = The first { $number } by name.
own-rule-case-step = Step
own-rule-case-changes = What changes
own-rule-earliest-moves = the first day moves from { $now } to { $then }
own-rule-earliest-new = not before { $then }
own-rule-due-moves = the last day moves from { $now } to { $then }
own-rule-due-new = by { $then }
own-rule-switch-on = Switch on from { $day }
own-rule-switch-on-lead = Once it is on, what is due in these cases follows. Steps already taken are not touched.
own-rule-switch-off = End it
own-rule-switch-off-lead = Ended, it no longer holds for steps taken from tomorrow on; what was found before stays.
own-rule-drop = Throw the draft away
own-rule-name = Name
own-rule-branch = Branch
own-rule-committee-missing = Choose a committee.
own-rule-about-missing = Choose a rule or a pack.
own-rule-number-missing = Write a number and choose what it counts.
own-rule-reaches-back = An own rule does not reach back; its first day is today or later.
own-rule-already-on = This one has been switched on. To change it, end it and write a new one.
own-rule-not-on = This one is not switched on, or has ended.
own-rule-unknown = There is no rule { $rule }.
own-rule-no-number = { $rule } does not hold now or has no number that could be stricter.
own-rule-not-stricter = { $rule } asks { $number } { $unit ->
    [day] days
    [workday] workdays
    [month] months
    [year] years
    [age] years of age
   *[other] { "" }
} already; { $value } { $chosen ->
    [day] days
    [workday] workdays
    [month] months
    [year] years
    [age] years of age
   *[other] { "" }
} is not stricter. An own rule can only ask more.
own-rule-unknown-pack = There is no pack { $pack } to take over.
own-rule-issuer = The committee
