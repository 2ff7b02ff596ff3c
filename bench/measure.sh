#!/usr/bin/env bash
# One database under load. Called by scripts/bench.sh.
#
#   measure.sh BUILT PLACE sqlite|postgres SECONDS     writes PLACE/<database>-<what>.json
set -euo pipefail

built=$1
place=$2
database=$3
seconds=$4
data=$place/$database
where=(--data "$data")
processes=()
if [ "$database" = postgres ]; then
  where+=(--database-url "$GONGJIAN_TEST_POSTGRES")
  # The first process of the database's server is the one that listens on its port.
  port=${GONGJIAN_TEST_POSTGRES##*:}
  processes+=("$(pgrep -f -o -- "-p ${port%%/*} ")")
fi

gongjian() { "$built/gongjian" "$@" "${where[@]}"; }
bench() { "$built/gongjian-bench" "$@"; }

began=$(date +%s.%N)
gongjian import organisations "$place/organisations.csv" --json > "$place/$database-organisations.json"
gongjian import organisations "$place/units.csv" --json > /dev/null
gongjian import roster "$place/roster.csv" --organisation 020000 --json > "$place/$database-roster.json"
python3 -c "import json, time; print(json.dumps({'seconds': round(time.time() - $began, 1)}))" > "$place/$database-import.json"

gongjian user add reader --role organiser --organisation 020000 > /dev/null
gongjian user token reader > "$place/reader"

began=$(date +%s.%N)
gongjian serve --listen 127.0.0.1:0 > "$place/$database-out" 2> "$place/$database-log" &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true' EXIT
until address=$(sed -n 's/^共建 Gongjian: http:\/\/\([^/]*\)\/.*/\1/p' "$place/$database-out") && [ -n "$address" ] &&
  curl -fsS -o /dev/null "http://$address/sign-in"; do
  kill -0 "$server" || { cat "$place/$database-log" >&2; exit 1; }
  sleep 0.01
done
python3 -c "import json, time; print(json.dumps({'seconds': round(time.time() - $began, 2)}))" > "$place/$database-start.json"
sleep 3
bench memory "$server" > "$place/$database-idle.json"
processes+=("$server")

# json TOKEN_FILE ADDRESS: what the server answers a program.
json() { curl -fsS -H "Authorization: Bearer $(cat "$1")" -H "Accept: application/json" "http://$address$2"; }

echo "/people" > "$place/list"
json "$place/reader" /people | python3 -c '
import json, sys
for row in json.load(sys.stdin)["rows"]:
    print("/people/" + row["id"])' > "$place/detail"

for what in list detail; do
  bench load "$address" "$place/reader" GET "$place/$what" 4 2 "${processes[@]}" > /dev/null
  bench load "$address" "$place/reader" GET "$place/$what" 4 "$seconds" "${processes[@]}" > "$place/$database-$what.json"
done

# The radar over a case for each of them: the overdue ones, all of them, and one branch's alone.
if [ "$database" = postgres ]; then bench/cases.py postgres "$GONGJIAN_TEST_POSTGRES"; else bench/cases.py sqlite "$data"/*.db; fi
printf '%s\n' "/cases/radar" "/cases/radar?when=overdue" "/cases/radar?when=later" "/cases/radar?turn=branch" > "$place/radar"
bench load "$address" "$place/reader" GET "$place/radar" 1 2 "${processes[@]}" > /dev/null
bench load "$address" "$place/reader" GET "$place/radar" 1 "$seconds" "${processes[@]}" > "$place/$database-radar.json"

# The confirmation of minutes: permission, the check of the version, the seal, the entries in the ledger, one commit.
bench/theme_days.py "$address" "$place/reader" $((seconds * 1000)) "$place/writer" "$place/writes"
split -n l/2 "$place/writes" "$place/writes."
bench load "$address" "$place/writer" POST "$place/writes.aa" 1 "$seconds" "${processes[@]}" > "$place/$database-write.json"
bench load "$address" "$place/writer" POST "$place/writes.ab" 16 "$seconds" "${processes[@]}" > "$place/$database-write16.json"
bench memory "$server" > "$place/$database-loaded.json"
