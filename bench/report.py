#!/usr/bin/env python3
"""The table of docs/bench.md from what scripts/bench.sh measured.

    report.py FOLDER        prints Markdown
"""

import datetime
import json
import os
import platform
import subprocess
import sys


def read(folder: str, name: str) -> dict:
    with open(f"{folder}/{name}.json", encoding="utf-8") as file:
        return json.load(file)


def machine() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = int(file.readline().split()[1]) // 1024 // 1024
    return f"{os.cpu_count()} × {models[0] if models else platform.machine()}, {memory} GB, Linux {platform.release()}"


def row(work: str, goal: str, got: str, well: bool) -> str:
    return f"| {work} | {goal} | {got} | {'met' if well else '**missed**'} |"


def main(folder: str) -> None:
    raw = read(folder, "raw")["per_second"]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    lines = [
        "# Measurements",
        "",
        "<!-- Written by `make bench`. -->",
        "",
        f"{datetime.date.today().isoformat()}, {commit}, {machine()}. Release build; 20 000 people in 600 branches. Processor time is the server's",
        f"with its database, by the kernel's accounting. Raw SQLite in the same run: {raw} single-row commits a second (WAL, synchronous=FULL).",
    ]
    for database, title in (("sqlite", "SQLite"), ("postgres", "PostgreSQL")):
        got = {what: read(folder, f"{database}-{what}") for what in ("list", "detail", "radar", "write", "write16", "idle", "loaded", "start", "import")}
        share = round(100 * got["write16"]["per_second"] / raw)
        lines += ["", f"## {title}", "", "| work | goal | measured | |", "|---|---|---|---|"]
        for what, name, most in (("list", "list page, 50 rows of 20 000, HTML", 5), ("detail", "detail page", 2), ("write", "confirmation of minutes: permission, version, ledger, durable", 3)):
            each = got[what]["cpu_ms_each"]
            lines.append(row(name, f"≤ {most} CPU-ms", f"{each} CPU-ms, p50 {got[what]['p50_ms']} ms, p99 {got[what]['p99_ms']} ms", each <= most))
        radar = got["radar"]
        lines.insert(len(lines) - 1, row("radar over 20 000 cases, one reader", "≤ 50 ms", f"p50 {radar['p50_ms']} ms, p99 {radar['p99_ms']} ms, {radar['cpu_ms_each']} CPU-ms", radar["p99_ms"] <= 50))
        lines.append(row("the same, 16 clients", "≥ 60 % of raw SQLite", f"{got['write16']['per_second']} a second, {share} %", share >= 60))
        lines.append(row("memory idle / under load", "≤ 52 / ≤ 93 MB", f"{got['idle']['resident_mb']} / {got['loaded']['resident_mb']} MB", got["idle"]["resident_mb"] <= 52 and got["loaded"]["resident_mb"] <= 93))
        lines.append(row("start to first page", "≤ 0.5 s", f"{got['start']['seconds']} s", got["start"]["seconds"] <= 0.5))
        lines += ["", f"Importing the 600 branches and 20 000 people at the command line, to the last commit: {got['import']['seconds']} s."]
    readers = {name: read(folder, f"reader-{name}") for name in ("calamine", "openpyxl")}
    small, large = read(folder, "import-20000"), read(folder, "import-200000")
    lines += [
        "",
        "## Reading a roster",
        "",
        "| work | goal | measured | |",
        "|---|---|---|---|",
        row("20 000 × 20 xlsx, read and judged", "≤ 1.7 s CPU", f"{small['cpu_seconds']} s, {small['peak_mb']} MB", small["cpu_seconds"] <= 1.7),
        row("200 000 × 20 xlsx", "≤ 130 MB", f"{large['peak_mb']} MB, {large['cpu_seconds']} s CPU", large["peak_mb"] <= 130),
    ]
    lines.append("")
    for name, got in readers.items():
        lines.append(f"{name} (Python) on the same workbook, reading only: {got['cpu_seconds']} s CPU, {got['peak_mb']} MB.  ")
    judged = read(folder, "judged")
    lines += [
        "",
        "## Judging cases of member development",
        "",
        "| work | goal | measured | |",
        "|---|---|---|---|",
        row(
            f"`rules check --lines`, {judged['cases']:,} cases of up to 29 steps".replace(",", " "),
            "≤ 2 s on one core",
            f"{judged['seconds']} s, {judged['cpu_seconds']} s CPU, {judged['peak_mb']} MB; {judged['written_mb']} MB of JSON written",
            judged["seconds"] <= 2,
        ),
    ]
    print("\n".join(lines))


main(sys.argv[1])
