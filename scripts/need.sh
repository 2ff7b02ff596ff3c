# shellcheck shell=bash
# Sourced by the other scripts: brings what they need by apt where that is allowed,
# else names it and stops.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ "${CI:-}" = true ]; then
  # A fresh clone is compiled once; keeping the pieces for a next time costs time and disk.
  export CARGO_INCREMENTAL=0
fi

# as_root COMMAND…: runs it as root without ever asking for a password; fails where that is not allowed.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 1
  fi
}

# bring PACKAGE…: installs Debian packages, or names them and stops.
bring() {
  if command -v apt-get >/dev/null && as_root true; then
    echo "installing: $*"
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return
    as_root apt-get update -qq
    as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null && return
  fi
  echo "missing, please install and start again: $*" >&2
  exit 1
}

# need COMMAND PACKAGE…: the command must be there; the packages bring it.
need() {
  local command=$1
  shift
  command -v "$command" >/dev/null || bring "$@"
}

# need_rust: a toolchain of the version Cargo.toml names. It does not come from apt.
need_rust() {
  command -v cargo >/dev/null && return
  echo "missing, please install and start again: Rust $(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml) (https://rustup.rs)" >&2
  exit 1
}

# postgres_tools: where initdb and pg_ctl lie; Debian keeps them out of the PATH.
postgres_tools() {
  local dir
  for dir in /usr/lib/postgresql/*/bin; do
    [ -x "$dir/initdb" ] && { echo "$dir"; return; }
  done
  command -v initdb >/dev/null && dirname "$(command -v initdb)"
}

# need_assets: the front-end files, brought anew when what they are made from has changed.
need_assets() {
  local made=crates/site/assets/vendor/licences.txt source
  for source in package-lock.json scripts/icons.txt scripts/assets.mjs; do
    if [ ! "$made" -nt "$source" ]; then
      scripts/assets.sh
      return
    fi
  done
}
