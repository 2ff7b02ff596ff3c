#!/usr/bin/env bash
# Hostile requests made from the interface's own document to the demonstration, as four roles, half of them
# about things that are there. No answer may be a 5xx.
#
#   scripts/schemathesis.sh EXAMPLES     how many requests for each operation
#
# On the embedded database, or on the server named by GONGJIAN_TEST_POSTGRES.
set -euo pipefail
source "$(dirname "$0")/need.sh"

examples=${1:-5}
version=4.32.5
venv=$PWD/target/schemathesis
program=$PWD/target/debug/gongjian
# A role, and the Party organisation of the demonstration it is held in: the college's committee, the joint branch.
roles=("system" "organiser 020100" "secretary 020100005" "member 020100005")

need curl curl
need python3 python3
if [ ! -x "$venv/bin/schemathesis" ] || ! "$venv/bin/pip" show schemathesis 2>/dev/null | grep -q "^Version: $version\$"; then
  python3 -c 'import ensurepip, venv' 2>/dev/null || bring python3-venv
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet "schemathesis==$version" ||
    { echo "missing, please install and start again: schemathesis $version (PyPI)" >&2; exit 1; }
fi

place=$(mktemp -d "${TMPDIR:-/tmp}/gongjian-hostile.XXXXXX")
server=
finish() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  rm -rf "$place"
}
trap finish EXIT

where=(--data "$place/data")
[ -z "${GONGJIAN_TEST_POSTGRES:-}" ] || where+=(--database-url "$GONGJIAN_TEST_POSTGRES")
"$program" serve --demo --listen 127.0.0.1:0 "${where[@]}" > "$place/out" 2> "$place/log" &
server=$!
for _ in $(seq 600); do
  address=$(sed -n 's/^共建 Gongjian: \(http:[^ ]*\)\/$/\1/p' "$place/out")
  [ -n "$address" ] && curl -fsS -o "$place/openapi.json" "$address/openapi.json" && break
  kill -0 "$server" || { cat "$place/log" >&2; exit 1; }
  sleep 0.1
done

passed=0
failed=0
for one in "${roles[@]}"; do
  read -r role organisation <<< "$one"
  name="hostile-$role"
  "$program" user add "$name" --role "$role" ${organisation:+--organisation "$organisation"} "${where[@]}" >/dev/null
  token=$("$program" user token "$name" "${where[@]}")
  scripts/hostile_ids.py "$address" "$token" < "$place/openapi.json" > "$place/$role.json"
  # Left out is what would end the token itself and make every later request a 401; whether it still
  # works is looked at afterwards, else nothing behind sign-in was tested.
  if (cd "$place" && "$venv/bin/schemathesis" run "$place/$role.json" --url "$address" \
      --header "Authorization: Bearer $token" --header "Accept: application/json" \
      --exclude-path-regex '^/(sign-out|account/sign-out-everywhere|account/password|account/tokens/end)$' \
      --checks not_a_server_error --max-examples "$examples" --seed 20261124 \
      --generation-deterministic --suppress-health-check all --no-color \
      > "$place/$role.txt" 2>&1) &&
    curl -fsS -o /dev/null -H "Authorization: Bearer $token" -H "Accept: application/json" "$address/account"; then
    passed=$((passed + 1))
    sed -nE "s/^ *([0-9]+) generated.*/$role: \\1 requests/p" "$place/$role.txt"
  else
    failed=$((failed + 1))
    cat "$place/$role.txt"
  fi
done
if grep -E 'panicked|failed on our side' "$place/log"; then
  failed=$((failed + 1))
fi
echo "hostile requests as ${#roles[@]} roles: $passed passed, $failed failed"
[ "$failed" = 0 ]
