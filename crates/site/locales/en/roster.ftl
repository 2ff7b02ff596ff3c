# Rosters: the columns, why a row is refused, what is noteworthy about one that is taken over.

roster-column-staff-number = Staff or student number
roster-column-name = Name
roster-column-sex = Sex
roster-column-identity-number = Identity number
roster-column-born-on = Date of birth
roster-column-ethnicity = Ethnicity
roster-column-native-place = Native place
roster-column-education = Education
roster-column-phone = Mobile phone
roster-column-email = Mail address
roster-column-workplace = Unit
roster-column-role = Role
roster-column-branch-code = Branch code
roster-column-branch-name = Branch
roster-column-status = Status
roster-column-applied-on = Applied on
roster-column-activist-on = Activist since
roster-column-target-on = Development target since
roster-column-introducers = Introducers
roster-column-joined-on = Joined on
roster-column-full-on = Full member since
roster-column-committee-code = Committee code
roster-column-committee-name = Committee
roster-column-duties = Party office
roster-column-country = Country or region
roster-column-major = Major
roster-column-address = Address
roster-column-sequence = No.
roster-column-remark = Remarks
roster-column-origin = Source

roster-error-no-name = There is no name.
roster-error-name-control = The name holds an invisible character. Delete it and type the name again.
roster-error-name-damaged = A character of the name was lost when the file was saved. Type it again.
roster-error-name-form = “{ $shown }” does not look like a name. Check whether it stands in the right column.
roster-error-no-id = An identity number or a staff number is needed to know who this is.
roster-error-id-check = The length or the check digit of identity number { $shown } is wrong. Compare it with the card.
roster-error-id-region = The first two digits of identity number { $shown } belong to no province.
roster-error-id-date = The date of birth in identity number { $shown } does not exist.
roster-error-id-lost-digits = The spreadsheet kept the identity number as a number and its last digits are lost. Set the column to text and enter it again.
roster-error-id-mismatch = “{ $shown }” does not agree with the identity number.
roster-error-dup-id = The identity number is the same as in row { $row }, which stands.
roster-error-staff-number = The staff number “{ $shown }” cannot be read: letters, digits and dashes only, and no scientific notation.
roster-error-dup-staff-number = The staff number “{ $shown }” is the same as in row { $row }. It may occur once in a unit.
roster-error-staff-number-taken = In this unit the staff number “{ $shown }” belongs to a namesake. Check whether they are one person.
roster-error-dup-person = This is the same person as in row { $row }; row { $row } stands.
roster-error-no-unit = There is a staff number only, and no known unit it would belong to, so the person cannot be told. Give the identity number, or a unit the system knows.
roster-error-member-elsewhere = The person belongs to an organisation outside this import. Transfer the membership first.
roster-error-sex = The sex “{ $shown }” cannot be read. Enter 男 or 女.
roster-error-phone = “{ $shown }” is no mobile number: eleven digits, the first 1, the second 3 to 9.
roster-error-email = The mail address “{ $shown }” is incomplete.
roster-error-role = The role “{ $shown }” is unknown. Enter 教师, 学生, 职工 or 业主.
roster-error-unknown-branch = { $given ->
    [0] Neither a branch code nor a branch name is given.
   *[other] There is no branch “{ $shown }”. Check the code or the name.
}
roster-error-ambiguous-branch = Several branches are called “{ $shown }”. Enter the branch code.
roster-error-branch-mismatch = The branch code and the name “{ $shown }” mean different branches.
roster-error-status = The status “{ $shown }” is unknown.
roster-error-status-dates = The status is “{ $shown }”, but the dates given reach a later stage.
roster-error-date-spelling = “{ $shown }” cannot be read as one day. Write it like 2004-02-23.
roster-error-date-order = { $shown } lies before the date that should precede it.
roster-error-date-future = { $shown } has not come yet.
roster-error-formula = The cell holds a formula or an error. Enter the content itself.
roster-error-text-length = “{ $shown }” is too long.
roster-error-text-control = The cell holds an invisible character. Delete it and type the text again.

roster-finding-under-18 = Aged { $age } when applying on { $applied }; { $limit } was reached on { $of_age }.
roster-finding-probation-short = Joined on { $joined }, full member on { $full }; a probation of { $months } months runs until { $until }.
roster-finding-month-only = { $column ->
    [applied_on] The application is dated by month only and recorded as { $date }.
    [activist_on] The day of becoming an activist is given by month only and recorded as { $date }.
    [target_on] The day of becoming a development target is given by month only and recorded as { $date }.
    [joined_on] The day of joining is given by month only and recorded as { $date }.
    [full_on] The day of becoming a full member is given by month only and recorded as { $date }.
   *[other] The date is given by month only and recorded as { $date }.
}
roster-finding-unknown-unit = There is no unit “{ $unit }” yet, so no unit was recorded.
roster-column-office = Office
