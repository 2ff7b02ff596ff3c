jobs-title = Failed jobs
jobs-lead = Jobs that failed again and again and need a person. Once the cause is mended, try again.
jobs-empty = No job has failed
jobs-count = { $count ->
    [one] 1 job
   *[other] { $count } jobs
}
jobs-topic = Job
jobs-why = Why the last attempt failed
jobs-since = Since
jobs-attempts = Attempts
jobs-retry = Try again
missing-job = There is no such failed job; it may be running again
jobs-why-panicked = It broke off in the middle; the server’s log has the details
jobs-why-lost = The server’s process ended several times while it was at work, so it is not tried again by itself
jobs-topic-import-read = Reading a spreadsheet
jobs-topic-housekeeping = Housekeeping at night
jobs-topic-meeting-invited = Notice: invitation
jobs-topic-meeting-moved = Notice: another time or place
jobs-topic-meeting-cancelled = Notice: called off
jobs-topic-meeting-reminder = Notice: reminder
jobs-topic-meeting-handed_in = Notice: minutes wait to be confirmed
jobs-topic-meeting-sent_back = Notice: minutes sent back
jobs-topic-meeting-confirmed = Notice: minutes confirmed
