#!/usr/bin/env python3
"""What another reader needs to read a workbook, without judging a single row.

    reader.py calamine|openpyxl FILE.xlsx        prints one JSON document
"""

import json
import resource
import sys


def calamine(path: str) -> int:
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def openpyxl(path: str) -> int:
    from openpyxl import load_workbook

    return sum(1 for _ in load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))


def main(reader: str, path: str) -> None:
    rows = {"calamine": calamine, "openpyxl": openpyxl}[reader](path)
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = round(used.ru_utime + used.ru_stime, 2)
    print(json.dumps({"rows": rows, "cpu_seconds": spent, "peak_mb": used.ru_maxrss // 1024}))


main(*sys.argv[1:])
