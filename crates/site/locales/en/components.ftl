part-copy = Copy
part-copied = Copied
part-none = not given
part-optional = optional
part-cancel = Back without saving
part-filter = Filter
part-pager = Pages
part-pager-newer = Previous
part-pager-older = Next
part-past-end = Nothing follows here
part-past-end-line = The list may have changed; please begin with the first page
part-pager-first = Back to the first page
part-export = Export
part-export-xlsx = Excel workbook (xlsx)
part-export-csv = Text table (csv)
part-export-json = Data (json)
part-export-note = Exports the list as filtered
part-batch = Chosen rows
part-batch-count = # chosen
part-draft = What you had not sent yet is back.
part-draft-drop = Drop it
part-crumbs = You are here
part-next = Next step
part-way-done = { $number ->
    [one] { $number } step done
   *[other] { $number } steps done
}
part-problems = { $number ->
    [one] { $number } thing to mend
   *[other] { $number } things to mend
}
part-typed = This cannot be undone. Type “{ $word }” to confirm
part-decision = Decision
part-row = Row { $number }
part-row-new = New
part-row-changed = Changed
part-row-unchanged = Unchanged
part-row-refused = Refused
part-becomes = becomes
part-look-again = Look again
part-behind = Show the table

part-seal-empty = not asked yet
part-seal-waiting = waiting
part-seal-returned = returned

part-finding-met = Met:
part-finding-unmet = Not met:
part-finding-overruled = Not met, a reason was given:
part-finding-provisional = Provisional:
part-finding-open = Open the rule
part-findings = What the rules say
finding-advice-must = This is a “must” and cannot be passed over; meet it first.
finding-advice-generally = This is a “generally”: the committee above may go on if it gives a reason.
export-too-many = There are more than { $most } rows, too many for one file. Narrow the list by time, state or place and export it in parts.
