# Two mentors, observations and placements: what the rules find, and why a step cannot be taken.

mentor-side-word = { $side ->
    [school] school
   *[other] enterprise
}
finding-PD-MENTOR-full = A full member, who may be a mentor.
finding-PD-MENTOR-not-full = A mentor is a full member; this person is { $stage ->
    [probationary] a probationary member
    [target] a development target
    [activist] an activist
    [applicant] an applicant
   *[none] no member, or has no stage on file
}.
finding-PD-MENTOR-few = With this one { $named ->
    [one] one mentor
   *[other] { $named } mentors
}, no more than { $max }.
finding-PD-MENTOR-many = With this one { $named } mentors; an activist has at most { $max }.
finding-DM-1-free = The { mentor-side-word } side has no mentor yet; this person takes the place.
finding-DM-1-taken = The { mentor-side-word } side has had a mentor since { $since }, and has one. End that first to name another.
finding-DM-1-both = This person is already the mentor of the { $other ->
    [school] school
   *[other] enterprise
} side; the two are different people.
finding-DM-4-own = The membership is in this branch, so no further consent is needed.
finding-DM-4-asked = The membership is in another Party organisation; the mentoring begins once that organisation agrees.
finding-DM-2-all-in = Forms due by this day: { $forms }, all of them in from both sides.
finding-DM-2-missing = Forms due by this day: { $forms }, still missing: { $missing }; the earliest is that of the { mentor-side-word } side, due by { $due }.
finding-PD-REVIEW6-in-time = The { mentor-side-word } side’s form was due by { $due } and came on { $on }.
finding-PD-REVIEW6-late = The { mentor-side-word } side’s form was due by { $due } and came only on { $on }.
finding-PD-REVIEW6-waiting = The { mentor-side-word } side’s form is due by { $due }.
finding-PD-REVIEW6-overdue = The { mentor-side-word } side’s form was due by { $due } and has not come yet.
finding-PD26-REVIEW-in-time = The { mentor-side-word } side’s form was due by { $due } and came on { $on }.
finding-PD26-REVIEW-late = The { mentor-side-word } side’s form was due by { $due } and came only on { $on }.
finding-PD26-REVIEW-waiting = The { mentor-side-word } side’s form is due by { $due }.
finding-PD26-REVIEW-overdue = The { mentor-side-word } side’s form was due by { $due } and has not come yet.
finding-IN-AGREE-met = The agreement of the three parties was signed on { $on }; the placement begins on { $from }.
finding-IN-AGREE-none = The placement begins on { $from } and has no agreement of the three parties; without one there is no placement.
finding-IN-AGREE-late = The agreement of the three parties was signed only on { $on }, after the first day, { $from }.
finding-IN-AGE16-met = At least { $age } years old when the placement begins on { $from }.
finding-IN-AGE16-younger = Not yet { $age } years old when the placement begins on { $from }; that is too young for a post.
finding-IN-LEN-met = The placement lasts no more than { $months } months.
finding-IN-LEN-open = No last day yet; a placement in a post generally lasts no more than { $months } months.
finding-IN-LEN-longer = The placement lasts more than { $months } months, which is generally the limit for a post.

mentor-refused-no-activist = Mentors are named for activists. Record that step in the case first.
mentor-refused-early = The person became an activist on { $activist }; the mentoring cannot begin on { $from }.
mentor-refused-applicant = Nobody is their own mentor; choose somebody else.
mentor-refused-wrong-side = This person does not work on the { mentor-side-word } side; choose from the list.
mentor-refused-not-asked = No consent is asked for here, or it has been answered.
mentor-refused-ended = This mentoring ended on { $on }.
observation-refused-foreign-topic = The { mentor-side-word } side’s form does not ask about this.
observation-refused-incomplete = { $missing ->
    [one] One topic is
   *[other] { $missing } topics are
} not filled in: each takes a grade and a sentence or two.
observation-refused-handed-in = This form was handed in on { $on }. An organiser or secretary can send it back to be changed.
observation-refused-not-handed-in = This form has not been handed in, so it cannot be sent back.
observation-refused-not-begun = This half year begins on { $from }; hand the form in then.
observation-refused-no-comment = Say why it goes back; the mentor will read it.
placement-refused-no-post = Name the post.
placement-refused-backwards = A placement that begins on { $from } ends after that day, not on { $until }.
placement-refused-overlaps = From { $from } to { $to } the student is placed elsewhere; placements do not overlap.
placement-refused-runs = The student has been placed elsewhere since { $from }; a new placement begins after that day.
placement-refused-ended = This placement ended before { $on }.
placement-refused-no-such-week = The week of { $week } is not part of the placement, or has not begun.
placement-refused-no-reason = There is a line for this week already. To correct it, say why; the earlier line stays.
