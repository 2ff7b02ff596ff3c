#!/usr/bin/env bash
# A release build under load: 20 000 people in 600 branches, on SQLite and on PostgreSQL. Writes docs/bench.md.
# The processor time is the server's with its database, from the kernel's own accounting.
#
#   scripts/bench.sh              measures and writes docs/bench.md
#   GONGJIAN_BENCH_PROFILE=dev scripts/bench.sh    tries the script out on the development build; writes nothing
set -euo pipefail
source "$(dirname "$0")/need.sh"

people=${GONGJIAN_BENCH_PEOPLE:-20000}
branches=${GONGJIAN_BENCH_BRANCHES:-600}
seconds=${GONGJIAN_BENCH_SECONDS:-10}
profile=${GONGJIAN_BENCH_PROFILE:-release}

need_rust
need cc build-essential
need curl curl
need python3 python3
need_assets
[ -n "$(postgres_tools)" ] || bring postgresql
cargo build --locked --profile "$profile" -p gongjian -p gongjian-bench -p gongjian-papers --bins --example bench_import
built=target/$profile
[ "$profile" != dev ] || built=target/debug

place=$(mktemp -d "${TMPDIR:-/tmp}/gongjian-bench.XXXXXX")
trap 'rm -rf "$place"' EXIT
"$built/gongjian-bench" people "$place" "$people" "$branches"
bench/raw_commits.py "$place" > "$place/raw.json"
# The readers people use, on the same workbook in the same minute, each in a process of its own.
readers=$PWD/target/bench-readers
if [ ! -x "$readers/bin/python" ] || ! "$readers/bin/python" -c 'import openpyxl, python_calamine' 2>/dev/null; then
  python3 -c 'import ensurepip, venv' 2>/dev/null || bring python3-venv
  python3 -m venv "$readers"
  "$readers/bin/pip" install --quiet python-calamine==0.9.1 openpyxl==3.1.5 ||
    { echo "missing, please install and start again: python-calamine, openpyxl (PyPI)" >&2; exit 1; }
fi
"$built/examples/bench_import" 20000 "$place/roster.xlsx" > "$place/import-20000.json"
for reader in calamine openpyxl; do
  "$readers/bin/python" bench/reader.py "$reader" "$place/roster.xlsx" > "$place/reader-$reader.json"
done
rm "$place/roster.xlsx"
"$built/examples/bench_import" 200000 > "$place/import-200000.json"

bench/judging.py write 100000 > "$place/cases.jsonl"
bench/judging.py judge "$built/gongjian" "$place/cases.jsonl" > "$place/judged.json"
rm "$place/cases.jsonl"

bench/measure.sh "$built" "$place" sqlite "$seconds"
GONGJIAN_POSTGRES_FSYNC=on scripts/with-postgres.sh bench/measure.sh "$built" "$place" postgres "$seconds"

bench/report.py "$place" > "$place/bench.md"
if [ "$profile" = release ]; then
  cp "$place/bench.md" docs/bench.md
fi
cat "$place/bench.md"
