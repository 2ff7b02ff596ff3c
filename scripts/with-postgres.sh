#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own, whose address is in GONGJIAN_TEST_POSTGRES.
# The server forgets everything afterwards; it does not wait for the disk, so it is for tests only.
#
#   scripts/with-postgres.sh cargo nextest run …
#   GONGJIAN_POSTGRES_FSYNC=on scripts/with-postgres.sh …    for measurements
set -euo pipefail
source "$(dirname "$0")/need.sh"

[ -n "$(postgres_tools)" ] || bring postgresql
tools=$(postgres_tools)
place=$(mktemp -d "${TMPDIR:-/tmp}/gongjian-postgres.XXXXXX")

# PostgreSQL does not run as root.
as_keeper() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}
[ "$(id -u)" != 0 ] || chown postgres "$place"

finish() {
  as_keeper "$tools/pg_ctl" -D "$place/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$place"
}
trap finish EXIT

as_keeper "$tools/initdb" -D "$place/data" -U gongjian -E UTF8 --locale=C.UTF-8 -A trust >/dev/null

started=no
for _ in 1 2 3 4 5; do
  port=$((20000 + RANDOM % 20000))
  settings="-p $port -k $place -c listen_addresses=127.0.0.1 -c max_connections=300"
  settings="$settings -c fsync=${GONGJIAN_POSTGRES_FSYNC:-off}"
  if as_keeper "$tools/pg_ctl" -w -D "$place/data" -l "$place/log" -o "$settings" start >/dev/null; then
    started=yes
    break
  fi
done
if [ "$started" = no ]; then
  echo "PostgreSQL does not start:" >&2
  tail -20 "$place/log" >&2
  exit 1
fi

export GONGJIAN_TEST_POSTGRES="postgres://gongjian@127.0.0.1:$port/postgres"
"$@"
