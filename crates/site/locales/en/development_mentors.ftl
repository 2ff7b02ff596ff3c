# The pages of the two mentors, the observations and the placements.

mentoring-case-over = This case is over; no mentor can be named and no placement recorded any more.

# Home.
home-todo-observe = Write the observation: { $title }
home-do-observe = Write
home-todo-mentor_consent = Answer whether { $title } may be a mentor
home-do-mentor_consent = Answer
home-students = { $number ->
    [one] One student
   *[other] { $number } students
}: see what is due first
home-mentor-from = To begin on { $on }

# Mentors.
mentors-title = Two mentors
mentors-lead = The mentors of { $name }, one from the school and one from the enterprise
mentors-own-lead = One from the school and one from the enterprise. You see when a form came; what it says is not shown here
mentor-side-school = School side
mentor-side-enterprise = Enterprise side
mentor-none = No mentor yet
mentor-none-line = The secretary of the branch or an organiser names one.
mentor-nobody-fits = Nobody on the list fits yet
mentor-nobody-fits-line = A mentor is a full member in this branch, the student’s college, the enterprise of the placement or an apprenticeship enterprise. Check units and stages on the people’s pages first.
mentor-state-not_needed = Current
mentor-state-given = Current
mentor-state-asked = Waiting for the own organisation
mentor-state-refused = The own organisation did not agree
mentor-state-ended = Ended
mentor-ended-ended = Ended
mentor-ended-placement = Ended with a change of placement
mentor-end = End the mentoring
mentor-end-of = End the mentoring by { $name }
mentor-pick = Choose the mentor: { $side }
mentor-pick-help = Those who fit best come first; the reason stands with each name.
mentor-from = From which day
mentor-from-help = Today when left empty.
mentor-assign-school = Name as the school’s mentor
mentor-assign-enterprise = Name as the enterprise’s mentor
mentor-near-master_where_placed = Master in the apprenticeship enterprise where the student is placed
mentor-near-where_placed = Works where the student is placed
mentor-near-same_unit = Works in the student’s college
mentor-near-master_elsewhere = Master in another apprenticeship enterprise
mentor-near-elsewhere = Member of this branch
mentor-load = { $number ->
    [0] No students at present
    [one] One student at present
   *[other] { $number } students at present
}
mentor-needs-consent = The own organisation has to agree
mentor-nobody-chosen = Choose somebody from the list
mentor-not-listed = This person is not on the list; choose again
mentor-forms = Forms
mentor-form-in = Came on { $on }
mentor-form-open = Due by { $due }
mentor-form-overdue = Was due by { $due } and has not come
mentor-compare = Compare both sides
mentor-placements = Placements
mentor-findings = What the rules say

# Consent of the own organisation.
consents-title = Consent to mentoring
consents-lead = When a member of this organisation is to be a mentor elsewhere, its secretary answers
consents-empty = Nothing waits for an answer
consents-empty-line = When somebody asks for a member of this organisation, it appears here and on the home page.
consent-line = { $branch } asks for this member as mentor ({ $side }) from { $from }
consent-agree = Agree
consent-refuse = Do not agree

# My students.
students-title = My students
students-lead = What is due first comes first. Only students of a mentoring that lasts are here; afterwards they are gone
students-empty = No students at present
students-empty-line = Once you are named a mentor and the mentoring has begun, the student appears here.
student-since = since { $from }
student-form = Form for { $from } to { $due }
student-write = Write the form
student-week = Write this week’s line
student-placement = See the placement
student-nothing = No form to write at present

# The form.
observation-title-school = Observation by the school
observation-title-enterprise = Observation by the enterprise
observation-lead = { $name } · { $from } to { $due }
observation-by = { $side }, mentor { $mentor }
observation-topic-study = Study
observation-topic-conduct = Conduct at school
observation-topic-thought = Thought
observation-topic-practice = Practice
observation-topic-skill = Skill
observation-topic-safety = Safety
observation-topic-team = Team
observation-grade = Grade
observation-grade-outstanding = Outstanding
observation-grade-good = Good
observation-grade-fair = Fair
observation-grade-lacking = Lacking
observation-text-of = { $topic }: one or two concrete things
observation-help = Grades are read beside the words; they are never counted and decide nothing by themselves.
observation-topic-lacks = { $topic ->
    [study] Study
    [conduct] Conduct at school
    [thought] Thought
    [practice] Practice
    [skill] Skill
    [safety] Safety
   *[team] Team
}: choose a grade and write a sentence or two
observation-save = Keep as a draft
observation-hand-in = Hand in to the branch
observation-draft-private = Only you see the draft; once handed in, the secretary and the organisers read it.
observation-not-in = Not handed in yet
observation-not-in-line = What it says appears here once it is.
observation-handed-in = Handed in on { $on }
observation-returned = Sent back
observation-return = Send back
observation-return-why = Why it goes back
observation-return-help = The mentor reads it.
observation-changed-meanwhile = This form has just changed; reload it before going on.
compare-title = Compare both sides
compare-lead = { $name }: what school and enterprise wrote, side by side. It informs; the decision stays with the assembly
compare-empty = No observations yet
compare-empty-line = Once mentors are named, a form is due every half year and its mentor is reminded.
compare-open = Open this form
compare-period = { $from } to { $due }

# Placements.
placements-title = Placements
placements-lead = In which enterprise and post { $name } works, from when to when
placements-own-lead = In which enterprise and post, with the line the enterprise writes each week
placements-empty = No placement recorded yet
placements-empty-line = The secretary of the branch or an organiser records it once the agreement is signed.
placement-agreement = Agreement of the three parties
placement-agreement-line = { $number }, signed on { $on }
placement-agreement-none = Not recorded
placement-open = See the weeks
placement-end = End the placement
placement-end-of = End the placement at { $name }
placement-new = Record a placement
placement-new-help = For a change of enterprise record the new one: the old one ends on the same day and no time is lost.
placement-unit = Enterprise
placement-choose-unit = Choose
placement-post = Post
placement-from = First day
placement-to = Last day
placement-to-help = Leave it empty when it is not settled.
placement-agreement-no = Number of the agreement
placement-agreement-on = Signed on
placement-record-do = Record this placement
placement-page = Placement of { $name }
placement-weeks = A line a week
placement-weeks-lead = Written by the enterprise, seen by school and student at once; a corrected line stays visible
placement-weeks-empty = The placement has not begun
placement-weeks-empty-line = Once it has, a line can be written every week.
week-write = Write a line
week-which = Which week
week-of = Week of { $week }
week-of-written = Week of { $week } (written, correct it)
week-blank = Nothing written yet
week-presence = Presence
week-presence-there = There
week-presence-partly = Partly away
week-presence-on_leave = On leave
week-presence-away = Away
week-conduct = Conduct
week-conduct-help = A sentence; leave it empty when there is nothing to say.
week-reason = Why it is corrected
week-reason-help = Only when this week has a line already.
week-save = Save this line
week-by = { $by } · { $at }
week-former = Before the correction
week-corrected = Corrected because: { $reason }
