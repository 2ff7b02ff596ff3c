# Imports: bringing a file, the preview, the decision, the way back.

imports-lead = Bring the spreadsheets you already keep. You see a preview first and then decide.
imports-none = Nothing has been imported yet
imports-none-line = Any roster saved by Excel or WPS will do, with the headings in common use.
import-bring = Import a spreadsheet
import-bring-lead = Every row is read and judged first. Nothing changes before you decide.
import-bring-again = Choose another file
import-template = Download the roster template
import-template-name = Roster template
import-into = Import into
import-into-help = A roster only reaches the branches of the organisation you choose and those below it.
import-into-organisations = Units and Party organisations
import-file = File
import-file-help = xlsx, xls or csv, at most { $limit } MB. Titles above the headings, notes below and other sheets may stay.
import-read = Read and preview
import-state = State
import-accepted = Taken over
import-for = Party organisation
import-by = Brought by
import-by-operator = the operator
import-when = When

import-state-reading = being read
import-state-previewed = to be decided
import-state-committed = imported
import-state-discarded = discarded
import-state-undone = taken back
import-state-failed = could not be read

import-reading = Reading: { $number } rows so far. You may leave and come back.
import-stop = Stop and discard this file
import-moved-on = The register has changed since the preview, so nothing was taken over. These are the rows held against it as it is now; please look again.
import-nothing-taken = Nothing was imported.
import-sums = Rows by outcome
import-rows = Row by row
import-all-rows = Show all rows
import-no-rows = No rows to look at here
import-nameless = (no name)
import-unknown-columns = These columns are not known and were not read: { $names }
import-repeated-columns = These columns stand there twice; the first counts: { $names }
import-assumed-roles = The sheet has no column for the role. New people are entered as teacher, student or employee by their unit; please check afterwards
import-left-out-columns = These columns are known but not kept here: { $names }
import-errors = Download with errors marked
import-errors-name = to correct
import-take = Take over { $number } { $number ->
    [one] row
   *[other] rows
 }
import-drop = Take over nothing
import-decision-all = { $number } { $number ->
    [one] row
   *[other] rows
 } will be taken over.
import-decision-some = { $number } { $number ->
    [one] row
   *[other] rows
 } will be taken over. { $refused } cannot be; download them marked, correct them and import again.
import-decision-nothing = There is nothing to take over: rows are either as the register has them or refused.
import-committed = { $number } { $number ->
    [one] row was
   *[other] rows were
 } taken over on { $when }.
import-correct = { $number } { $number ->
    [one] row was
   *[other] rows were
 } left out. Download the marked file, correct it and import it again; what was taken over is not entered twice.
import-ended-discarded = Discarded on { $when }; nothing was taken over.
import-ended-undone = Taken back as a whole on { $when }; everything is as it was before.
import-undo = Take this import back
import-undo-line = What was new is removed and what was changed gets its former values. If anything depends on it by now, you are told what.
import-undo-button = Take back { $number } { $number ->
    [one] row
   *[other] rows
 }
import-either = or
import-yes = yes
import-no = no

import-remark-staff-number = In this unit the staff number { $number } belongs to somebody else. It was left out; please check.
import-remark-joint-branch = This person has joined “{ $name }” and would leave it by this row. Check whether the roster is from before the founding.
import-error-joint-branch = A joint branch is founded by its own procedure. An import cannot turn a branch into one, or one into something else.

import-still-reading = The file is still being read. Decide when it is done.
import-already-committed = This file has been taken over already.
import-already-ended = This file has been dealt with already. Import it again if you need to.
import-already-undone = This import has been taken back already.
import-nothing-to-undo = Nothing was taken over from this file, so there is nothing to take back.
import-not-all = { $number } { $number ->
    [one] row is
   *[other] rows are
 } refused. As all or nothing was asked for, nothing was taken over.
import-no-file = Choose a file.
import-no-place = Choose where to import to.
import-too-large = The file is larger than { $limit } MB and was not read. Remove pictures and sheets you do not need, or split it.
import-upload-unreadable = The file did not arrive whole. Choose it again and retry.
import-upload-field = The request holds a field nobody knows, so it was not read.
missing-import-file = There is nothing to download: no row of this import is refused, or its file has been deleted by now.

import-undo-changed = This cannot be taken back: { $number } ({ $names }) changed since the import.
import-undo-later-import = This cannot be taken back: a later import changed { $number } ({ $names }). Take that one back first.
import-undo-account = This cannot be taken back: { $number } ({ $names }) have accounts by now.
import-undo-office = This cannot be taken back: there are offices by now for { $number } ({ $names }).
import-undo-membership = This cannot be taken back: { $number } ({ $names }) belong to another organisation or unit by now.
import-undo-people = This cannot be taken back: people belong to { $number } ({ $names }) by now.
import-undo-joint-branch = This cannot be taken back: { $number } ({ $names }) are part of a joint branch by now.
import-undo-relation = This cannot be taken back: { $number } ({ $names }) are tied to other units by now.
import-undo-below = This cannot be taken back: others stand below { $number } ({ $names }) by now.
import-undo-in-use = This cannot be taken back: people or units it brought are used in meetings, proposals or other records.
imports-export-title = Imports
imports-count = { $count ->
    [one] One import
   *[other] { $count } imports
 }
imports-count-capped = More than { $count } imports
import-given-up = Reading this file failed several times and was stopped. Discard it and bring it again; the system administrator can see why on the page of failed jobs, and try again.
import-committing = Taking rows over: { $number } of { $total } so far. It counts once all are done. You may leave and come back.
import-undoing = Taking rows back: { $number } of { $total } so far. It counts once all are done. You may leave and come back.
import-under-way = This file is being worked on; please wait until it is done
import-remark-office-ends = The offices held in “{ $name }” end on the same day.
