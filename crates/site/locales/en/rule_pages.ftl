# The list of rules, and one rule.

rules-title = Rules
rules-lead = Every deadline, number and share in this system stands here with its clause, layer and how far it has been checked. The texts are paraphrases: compare the original before relying on them.
rules-count = { $number ->
    [one] 1 rule
   *[other] { $number } rules
}
rules-none = No rule fits
rules-none-line = Try another filter.
rules-all-layers = All layers
rules-all-statuses = However far checked
rules-all-forces = Binding or not
rule-id = Id
rule-text = Text
rule-numbers = Demands
rule-force = Force
rule-layer = Layer
rule-status = Checked
rule-article = Clause
rule-article-number = Art. { $number }
rule-in-force = In force
rule-from = In force from
rule-until = Last day
rule-says = What it says
rule-items = In particular:{" "}
rule-item-secretary = secretary
rule-item-organisation = member for organisation
rule-item-publicity = member for publicity
rule-item-discipline = member for discipline
rule-force-ends = lower end { $lower }, upper end { $upper }
rule-force-means-must = Binding: the system stops a step that does not meet it.
rule-force-means-generally = “Generally”: usually to be met; where there is need, the committee above may go on with a written reason, which is kept.
rule-checked = How far it has been checked
rule-status-means-confirmed = Text and clause number have been compared with texts published online.
rule-status-means-confirmed-number = The number has been compared; the clause number has not.
rule-status-means-second-hand = Taken from a report of it; the original has not been seen. Check before relying on it.
rule-status-means-carried-over = Carried over from the earlier document; the clause in the new one has not been checked.
rule-status-means-practice = Common practice; no written rule was found.
rule-status-means-default = A default of this program with nothing above it; the college may decide otherwise.
rule-status-means-unconfirmed = Not checked yet. Check before relying on it.
rule-sources = Pages seen
rule-source = Where it stands
rule-document = Document
rule-issuer = Issued by
rule-doc-no = Number
rule-issued = Issued on
rule-superseded = The pack { $pack } has taken the place of this document.
rule-own = This is the college’s own practice or a default of the program; the college may change it.
rule-used = Where the program asks it
rule-used-founding = Asked when a joint branch is founded: at the application, at the reply and at the founding.
rule-used-open-founding = See the foundings
rule-used-meeting = Asked for the confirmation of minutes and for the branch book.
rule-used-open-meeting = See the meetings
rule-used-roster = Asked of each person’s history when a roster is imported; who does not meet it is imported with a remark.
rule-used-open-roster = See the imports
rule-used-nowhere = For reading only; the program does not ask it anywhere yet.
missing-rule = There is no rule with this id; look for it under Rules

rule-number-at-least = at least { $number } { $unit }
rule-number-at-most = at most { $number } { $unit }
rule-number-below = fewer than { $number } { $unit }
rule-number-exactly = exactly { $number } { $unit }
rule-number-between = { $min } to { $max } { $unit }
rule-number-between-usual = { $min } to { $max } { $unit }, usually no more than { $usual }
rule-number-within = within { $number } { $unit }
rule-number-at-least-long = at least { $number } { $unit }
rule-number-at-most-long = at most { $number } { $unit }
rule-number-cadence = { $number ->
    [one] at least once a { $unit }
   *[other] at least { $number } times a { $unit }
}
rule-number-share = at least { $upper }/{ $lower }
rule-number-share-more = more than { $upper }/{ $lower }
rule-unit-person = { $number ->
    [one] person
   *[other] people
}
rule-unit-unit = { $number ->
    [one] unit
   *[other] units
}
rule-unit-side = { $number ->
    [one] side
   *[other] sides
}
rule-unit-digit = { $number ->
    [one] digit
   *[other] digits
}
rule-unit-course = { $number ->
    [one] course
   *[other] courses
}
rule-unit-class-hour = { $number ->
    [one] class hour
   *[other] class hours
}
rule-unit-day = { $number ->
    [one] day
   *[other] days
}
rule-unit-month = { $number ->
    [one] month
   *[other] months
}
rule-unit-quarter = { $number ->
    [one] quarter
   *[other] quarters
}
rule-unit-year = { $number ->
    [one] year
   *[other] years
}
rule-unit-age = { $number ->
    [one] year of age
   *[other] years of age
}

# The command line: gongjian rules.

rules-told-id = Id
rules-told-text = Text
rules-told-numbers = Demands
rules-told-force = Force
rules-told-article = Clause
rules-told-source = Source
rules-told-status = Checked
rules-told-in-force = In force
rules-told-used = Asked by
rules-told-seen = Pages seen
rules-told-unknown = There is no rule “{ $id }”.
rules-told-near = Did you mean: { $ids }
rules-told-all = gongjian rules list shows all of them.

rule-number-special = { $usual }, in a special case { $special }
rule-number-or = { $first }, or { $second }
rule-number-interval = at least once every { $number } { $unit }
rule-unit-workday = { $number ->
    [one] workday
   *[other] workdays
}
rule-used-development = Every step of member development is checked by it, and what is not met is said one by one.
rule-used-open-development = Check a record
rule-used-placement = Asked when a placement is recorded; what is not met stops it or is remarked on.
rule-used-open-placement = See the students I look after
rule-check-title = Check a record of member development
rule-check-lead = Paste a record to see where it stands, what comes next and which rules are not met. It is checked here and not kept.
rule-check-case = Record (JSON)
rule-check-case-help = Each step has its id and its day; an assembly also has its count, a publicity its first and last day. Part of a record is enough.
rule-check-submit = Check
rule-check-stage = Stands at
rule-check-stage-none = not begun
rule-check-next = What comes next
rule-check-next-none = Every step is done.
rule-check-findings = Rule by rule
rule-check-findings-none = There is no step to check.
rule-check-unreadable = Line { $line }, character { $column }: this cannot be read as a record. Look at commas, quotation marks and dates (2026-05-18).
rule-check-no-case = No record arrived.
rules-check = Check a record
step-earliest = from { $day }
step-due = by { $day }
step-actor-applicant = the applicant
step-actor-branch_officer = secretary, deputy or member for organisation
step-actor-branch_committee = branch committee
step-actor-assembly = branch assembly
step-actor-branch = the branch
step-actor-mentors = the mentors
step-actor-introducers = the introducers
step-actor-committee = the committee above
step-actor-committee_officer = a committee member or the organiser
step-actor-organisation_department = organisation department above
