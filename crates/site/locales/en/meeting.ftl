# Meetings: why a step cannot be taken, and who can do what.

meeting-refused-state = { $state ->
    [draft] The meeting is still a draft; settle it or send the invitations first.
    [planned] The meeting is planned, but nobody has been invited yet.
    [invited] The invitations are out; hold the meeting and note who came, then take this step.
    [held] The meeting has been held; the next step is the minutes.
    [minuted] The minutes are written, but not handed in to the sides yet.
    [awaiting_confirmation] The minutes are waiting for the sides to confirm them.
    [returned] The minutes were sent back; change them and hand them in again.
    [confirmed] Every side has confirmed the minutes; they do not change any more.
    [cancelled] The meeting was cancelled.
   *[other] This step is not possible now.
}
meeting-refused-no-party = A meeting has at least one party, or nobody could confirm its minutes.
meeting-refused-party-twice = One side is listed twice; keep it once.
meeting-refused-not-a-party = This side is not a party to the meeting; choose another.
meeting-refused-no-title = Give the meeting a title.
meeting-refused-no-place = Say where it is, so that people know where to go.
meeting-refused-ends-before-start = It ends at { $ends_at }, which is not after it begins at { $starts_at }.
meeting-refused-nobody-invited = Nobody of side { $seal } is invited yet; invite at least one person of every side.
meeting-refused-not-invited = This person is not on the list; add them first.
meeting-refused-marked-twice = One person is marked in two ways; keep one.
meeting-refused-not-yet = The meeting is on { $on } and today is { $today }; who came is noted on the day.
meeting-refused-no-reason = Give a reason; it is kept with the record.
meeting-refused-empty-minutes = The minutes are empty; write them, then save.
meeting-refused-handed-in = The minutes are with the sides. To change something, send them back from your own side first.
meeting-refused-settled = Every side has confirmed, so the record stays as it is. Write an addendum to put something right.
meeting-refused-other-version = You read version { $seen }, and version { $current } is on the table; read it, then confirm.
meeting-refused-already = Side { $seal } has confirmed already; nothing more is needed.
meeting-refused-same-person = You have confirmed for another side; for { $seal } that side's own secretary confirms.

# Where a meeting stands.

meeting-kind-theme_day = Theme day
meeting-state-draft = Draft
meeting-state-planned = Planned
meeting-state-invited = Invited
meeting-state-held = Held
meeting-state-minuted = Minuted
meeting-state-awaiting_confirmation = Awaiting confirmation
meeting-state-returned = Sent back
meeting-state-confirmed = Confirmed by every side
meeting-state-cancelled = Cancelled
