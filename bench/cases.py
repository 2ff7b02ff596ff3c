#!/usr/bin/env python3
"""A running case of member development for everybody in the register, with a talk that is due within four months of days.

    cases.py sqlite FILE          writes into a database of the embedded kind
    cases.py postgres URL         writes into the other kind

Written straight into the tables: twenty thousand cases through the interface would take longer than what is measured.
The days lie from thirty days ago to ninety ahead, so that every group of the radar is full.
"""

import sqlite3
import subprocess
import sys

# The id of the person is the id of the case, and whoever it is has opened it.
CASES = """
insert into development_case
  (id, person_id, organisation_id, side_id, standing, stage, running_person_id, leaving_on, opened_on, opened_by, revision, changed_at, ended_on)
select p.id, p.id, m.organisation_id, m.side_id, 'running', 'applicant', p.id, null, {today}, p.id, 1, {now}, null
from person p join membership m on m.person_id = p.id
where m.until_on is null
  and not exists (select 1 from membership o where o.person_id = p.id and o.until_on is null and o.id < m.id)
"""
DUE = """
insert into development_due (case_id, step, actor, earliest_on, due_on, organisation_id, side_id)
select c.id, 'talk', 'branch_officer', null, {day}, c.organisation_id, c.side_id
from (select id, organisation_id, side_id, row_number() over (order by id) as n from development_case) c
"""


def sqlite(file: str) -> None:
    day = "date('now', (c.n % 120 - 30) || ' days')"
    with sqlite3.connect(file, timeout=60) as database:
        database.execute(CASES.format(today="date('now')", now="strftime('%Y-%m-%d %H:%M:%S+00:00', 'now')"))
        database.execute(DUE.format(day=day))
        database.commit()
        database.execute("analyze")


def postgres(url: str) -> None:
    day = "current_date + (c.n % 120 - 30)::integer"
    text = CASES.format(today="current_date", now="now()") + ";" + DUE.format(day=day) + "; analyze;"
    subprocess.run(["psql", "--quiet", "--set", "ON_ERROR_STOP=1", url], input=text, text=True, check=True)


if __name__ == "__main__":
    {"sqlite": sqlite, "postgres": postgres}[sys.argv[1]](sys.argv[2])
