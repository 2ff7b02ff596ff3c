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
cargo build --locked --profile "$profile" -p gongjian -p gongjian-bench
cargo build --locked --profile "$profile" -p gongjian-papers --example bench_import
built=target/$profile
[ "$profile" != dev ] || built=target/debug

place=$(mktemp -d "${TMPDIR:-/tmp}/gongjian-bench.XXXXXX")
trap 'rm -rf "$place"' EXIT
"$built/gongjian-bench" people "$place" "$people" "$branches"
bench/raw_commits.py "$place" > "$place/raw.json"
"$built/examples/bench_import" 20000 > "$place/import-20000.json"
"$built/examples/bench_import" 200000 > "$place/import-200000.json"

bench/measure.sh "$built" "$place" sqlite "$seconds"
GONGJIAN_POSTGRES_FSYNC=on scripts/with-postgres.sh bench/measure.sh "$built" "$place" postgres "$seconds"

bench/report.py "$place" > "$place/bench.md"
if [ "$profile" = release ]; then
  cp "$place/bench.md" docs/bench.md
fi
cat "$place/bench.md"
