# The tables of units and organisations: the columns, why a row is refused, what is noteworthy about one that is taken over.

organisations-column-name = Name
organisations-column-short-name = Short name
organisations-column-credit-code = Unified social credit code
organisations-column-kind = Kind
organisations-column-parent = Parent unit
organisations-column-resident = Resides in a park
organisations-column-park = Park
organisations-column-resident-from = Resident since
organisations-column-apprenticeship = Apprenticeship level
organisations-column-apprenticeship-from = Apprenticeship from
organisations-column-apprenticeship-until = Apprenticeship until
organisations-column-contact-name = Contact
organisations-column-contact-phone = Contact phone
organisations-column-code = Code
organisations-column-parent-code = Parent code
organisations-column-parent-name = Parent name
organisations-column-founded-on = Founded on
organisations-column-unit = Unit
organisations-column-term-ends-on = Term ends on
organisations-column-note = Remarks
organisations-column-remark = Remarks
organisations-column-sequence = No.

organisations-error-no-name = There is no name.
organisations-error-no-credit-code = There is no unified social credit code. Only a unit below another may be without one.
organisations-error-credit-code = The length or a check character of credit code “{ $shown }” is wrong. Compare it with the certificate.
organisations-error-dup-credit-code = The credit code is the same as in row { $row }, which stands.
organisations-error-dup-name = Name and parent are the same as in row { $row }, which stands.
organisations-error-unit-kind = { $given ->
    [0] The kind of unit is missing.
   *[other] The kind of unit “{ $shown }” is unknown. Enter 学校, 二级学院, 企业, 行业协会, 园区 or 机关.
}
organisations-error-unknown-parent = The parent “{ $shown }” is neither known nor among the rows of this file that can be taken over.
organisations-error-ambiguous-parent = Several units are called “{ $shown }”. Enter the unified social credit code instead.
organisations-error-parent-kind = Nothing of this kind can stand below “{ $shown }”: a branch has nothing below it, a general branch no committee.
organisations-error-parent-cycle = The parents form a circle: the organisation would be above itself.
organisations-error-yes-no = “{ $shown }” is neither yes nor no. Enter 是 or 否.
organisations-error-unknown-park = There is no park “{ $shown }”.
organisations-error-apprenticeship = The apprenticeship level “{ $shown }” does not fit: only an enterprise has one, 试点企业 or 示范企业.
organisations-error-phone = “{ $shown }” is no phone number.
organisations-error-no-code = There is no code.
organisations-error-code-format = The code “{ $shown }” does not fit: letters, digits and dashes only, at most 32 places.
organisations-error-dup-code = The code is the same as in row { $row }, which stands.
organisations-error-organisation-kind = { $given ->
    [0] The kind of organisation is missing.
   *[other] The kind of organisation “{ $shown }” is unknown. Enter 党委, 党总支, 党支部 or 联合党支部.
}
organisations-error-unknown-unit = The unit “{ $shown }” is neither known nor among the rows of this file that can be taken over.
organisations-error-ambiguous-unit = Several units are called “{ $shown }”. Enter the unified social credit code instead.
organisations-error-date-spelling = “{ $shown }” cannot be read as one day. Write it like 2019-03-15.
organisations-error-date-order = { $shown } lies before the date that should precede it.
organisations-error-date-future = { $shown } has not come yet.
organisations-error-formula = The cell holds a formula or an error. Enter the content itself.
organisations-error-text-length = “{ $shown }” is too long.
organisations-error-text-control = The cell holds an invisible character. Delete it and type the text again.

organisations-finding-month-only = { $column ->
    [founded_on] The day of founding is given by month only and recorded as { $date }.
   *[other] The date is given by month only and recorded as { $date }.
}
organisations-finding-code-as-number = The code is a number in the file, so zeros before it would be lost. Make sure { $code } is the whole code.
