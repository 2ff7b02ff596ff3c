# Shared by records and forms: the state on a day, periods, what is wrong with a field.

as-of-title = Look at another day
as-of-day = As of
as-of-look = Show that day
as-of-note = This is how it stood on { $day }
as-of-today = Back to today
period-from-day = From
period-from-help = Leave empty for today
period-end-day = Ends on (the first day it no longer holds)
period-last-day = Last day
period-end = End
period-not-current = not on that day
period-ended-already = This has already ended and cannot be ended again. Reload the page to see how it stands now.
period-ends-before-it-begins = The end cannot be before the beginning
field-missing = Please fill in or choose this
field-too-long = At most { $most } characters
field-many-lines = At most { $most } lines
field-no-day = Give a day such as 2026-11-26, of the years { $first } to { $last }
field-no-year = Give a year from { $first } to { $last }
field-no-time = Give a time, such as 14:30
field-no-choice = Choose one
filter-unknown-word = There is no such filter
history-title = What was done here
history-none = Nothing has been recorded yet
word-yes = Yes
word-no = No
unit-of-people = { "" }
count-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
count-of-them-probationary = { " " }({ $count } on probation)
count-activists = { $count ->
    [one] { $count } activist
   *[other] { $count } activists
}
count-applicants = { $count ->
    [one] { $count } applicant
   *[other] { $count } applicants
}
search-what = Name, pinyin initials, staff number, code, or a meeting’s title or theme
search-begin = Whom or what are you looking for?
search-begin-line = Type a part of a name or its pinyin initials, such as zgjx
search-not-identity_number = Identity numbers are not searched
search-not-phone = Nobody has this staff number, and phone numbers are not searched
search-not-line = What you type becomes part of the address, and addresses are kept in browser histories and logs. So identity and phone numbers are not looked for, nor shown here again. Name, pinyin initials, staff number or code will find the person.
search-none = Nothing found for “{ $q }”
search-none-line = It may be spelled differently, or you may not be allowed to see it. Try the pinyin initials or a code.
search-more-people = See all in people
search-more-organisations = See all in organisations
search-more-units = See all in units
search-more-meetings = See all in meetings
