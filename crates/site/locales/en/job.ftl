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
jobs-topic-development-renew = Working out what is due in cases
jobs-topic-meeting-reminder = Notice: reminder
