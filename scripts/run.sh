#!/usr/bin/env bash
# From a fresh clone to the first page: front-end files, a development build, the demonstration.
set -euo pipefail
source "$(dirname "$0")/need.sh"

need_rust
need cc build-essential
need_assets
# The whole workspace, so that `make test` later finds every dependency already built.
cargo build --locked --workspace --bins
exec target/debug/gongjian serve --demo --data "${GONGJIAN_DATA:-data/demo}" "$@"
