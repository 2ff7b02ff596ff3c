#!/usr/bin/env bash
# The whole suite: everything on SQLite, what touches the database again on PostgreSQL, then the
# journeys in a browser and hostile requests made from the interface's own document.
#
#   scripts/test.sh                       everything
#   scripts/test.sh sqlite                one part: sqlite, documents, postgres, browser or hostile
set -euo pipefail
source "$(dirname "$0")/need.sh"

parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(sqlite documents postgres browser hostile)
logs=target/test-logs
passed=0
failed=0

bring_what_is_missing() {
  need_rust
  need cc build-essential
  need curl curl
  [ -n "$(postgres_tools)" ] || bring postgresql
  need chromium chromium
  fc-list :lang=zh family 2>/dev/null | grep -q . || bring fontconfig fonts-noto-cjk
  need_assets
  [ browser/node_modules/.package-lock.json -nt browser/package-lock.json ] ||
    (cd browser && npm ci --ignore-scripts --no-audit --no-fund --silent)
}

# rust FILTER: the tests of the workspace the filter keeps. The whole workspace is always named,
# so that every run uses the same build of every dependency.
rust() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --locked "$@"
  else
    cargo_test "$@"
  fi
}

cargo_test() {
  if [ $# -eq 0 ]; then
    cargo test --workspace --locked --no-fail-fast --lib --bins --tests -- --quiet
  else
    cargo test --locked --no-fail-fast -p gongjian-site -p gongjian --lib --bins --tests -- --quiet
  fi
}

part_sqlite() { GONGJIAN_TEST_POSTGRES='' rust; }
part_documents() { cargo test --workspace --locked --doc --no-fail-fast --quiet; }
part_postgres() { export -f rust cargo_test; scripts/with-postgres.sh bash -c 'rust -E "package(gongjian-site) | package(gongjian)"'; }
part_browser() { (cd browser && npm test --silent); }
part_hostile() {
  GONGJIAN_TEST_POSTGRES='' scripts/schemathesis.sh "${GONGJIAN_EXAMPLES:-5}"
  scripts/with-postgres.sh scripts/schemathesis.sh "${GONGJIAN_EXAMPLES:-5}"
}

# numbers LOG PATTERN: the sum of the numbers that stand in what the pattern matches; 0 when nothing does.
numbers() {
  { grep -oE "$2" "$1" || true; } | { grep -oE '[0-9]+' || true; } | awk '{n += $1} END {print n + 0}'
}

# count LOG: adds what the test runner in LOG counted.
count() {
  part_failed=$(numbers "$1" '[0-9]+ (failed|timed out)|^(#|ℹ) (fail|cancelled) [0-9]+')
  passed=$((passed + $(numbers "$1" '[0-9]+ passed|^(#|ℹ) pass [0-9]+')))
  failed=$((failed + part_failed))
}

bring_what_is_missing
mkdir -p "$logs"
for part in "${parts[@]}"; do
  echo "== $part"
  began=$SECONDS
  outcome=0
  (set -e; "part_$part") 2>&1 | tee "$logs/$part.log" || outcome=$?
  count "$logs/$part.log"
  # A part that ended badly without naming a failed test did not even get as far as its tests.
  [ "$outcome" = 0 ] || [ "$part_failed" != 0 ] || failed=$((failed + 1))
  echo "== $part: $((SECONDS - began)) s"
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
