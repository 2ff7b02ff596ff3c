#!/usr/bin/env python3
"""Cases of member development, and how long judging them takes on one core.

    judging.py write N                      prints N cases, one a line, the same each time
    judging.py judge GONGJIAN CASES.jsonl   judges them and prints one JSON document
"""

import datetime
import json
import os
import random
import resource
import subprocess
import sys
import time

CHANCE = random.Random(7)
DAY = datetime.timedelta(days=1)


def case() -> dict:
    day = datetime.date(2022, 9, 1) + CHANCE.randrange(900) * DAY
    steps = []

    def step(name: str, least: int, most: int, **more: object) -> None:
        nonlocal day
        day += CHANCE.randint(least, most) * DAY
        steps.append({"step": name, "on": day.isoformat(), **more})

    def ballot() -> dict:
        entitled = CHANCE.randrange(7, 20)
        present = CHANCE.randrange(entitled // 2, entitled + 1)
        approve = CHANCE.randrange(present // 2, present + 1)
        return {"entitled": entitled, "present": present, "approve": approve, "against": 0, "abstain": 0, "written_approve": 0}

    step("apply", 0, 0)
    step("talk", 5, 40)
    step("activist", 150, 260)
    step("activist_filed", 3, 20)
    step("mentors", 1, 9)
    step("observation", 160, 180)
    step("observation", 160, 190)
    start, end = day + 10 * DAY, day + CHANCE.randrange(12, 20) * DAY
    steps.append({"step": "publicity", "on": start.isoformat(), "from": start.isoformat(), "to": end.isoformat()})
    day = end
    step("target", 0, 20)
    step("target_filed", 1, 9)
    step("introducers", 1, 9, persons=2)
    step("political_review", 10, 30)
    step("training", 5, 20, days=3)
    step("committee_review", 1, 9)
    step("pre_review", 1, 9)
    step("form", 1, 9)
    step("assembly", 5, 50, tally=ballot())
    step("interview", 1, 9)
    step("approval", 10, 110)
    step("approval_filed", 1, 9)
    step("group", 1, 9)
    step("oath", 3, 50)
    step("probation_observation", 150, 170)
    step("conversion_request", 150, 220)
    step("conversion_assembly", 1, 30, tally=ballot())
    step("conversion_approval", 10, 100)
    step("archive", 1, 30)
    born = datetime.date(2003, 1, 1) + CHANCE.randrange(1500) * DAY
    taken = CHANCE.choice([len(steps), len(steps), len(steps), CHANCE.randrange(1, len(steps))])
    return {
        "born": born.isoformat(),
        "jurisdiction": ["cn", "cn-33"],
        "leaving": CHANCE.choice([None, "2026-06-30"]),
        "steps": steps[:taken],
    }


def judge(program: str, path: str) -> None:
    answers = path + ".judged"
    begun = time.monotonic()
    with open(answers, "wb") as out:
        command = [program, "rules", "check", "--lines", path, "--today", "2032-01-01", "--json"]
        subprocess.run(command, stdout=out, check=True, preexec_fn=lambda: os.sched_setaffinity(0, {0}))
    seconds = time.monotonic() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(answers, encoding="utf-8") as file:
        cases = sum("findings" in json.loads(line) for line in file)
    print(json.dumps({
        "cases": cases,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 2),
        "peak_mb": used.ru_maxrss // 1024,
        "written_mb": os.path.getsize(answers) // 1_000_000,
    }))
    os.remove(answers)


if sys.argv[1] == "write":
    for _ in range(int(sys.argv[2])):
        print(json.dumps(case(), separators=(",", ":")))
else:
    judge(sys.argv[2], sys.argv[3])
