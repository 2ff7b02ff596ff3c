#!/usr/bin/env python3
"""Single-row commits a second of SQLite itself, as durable as the server's: WAL, synchronous=FULL.

    raw_commits.py FOLDER        prints one JSON document
"""

import json
import sqlite3
import sys
import time

COMMITS = 3000


def main(folder: str) -> None:
    db = sqlite3.connect(f"{folder}/raw.db", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, content TEXT NOT NULL)")
    began = time.monotonic()
    for number in range(COMMITS):
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO row (content) VALUES (?)", (f"row {number}" * 20,))
        db.execute("COMMIT")
    seconds = time.monotonic() - began
    print(json.dumps({"commits": COMMITS, "per_second": round(COMMITS / seconds)}))


main(sys.argv[1])
