#!/usr/bin/env bash
# The generated documents: docs/rules, docs/doubts.md, docs/api/openapi.json.
#
#   scripts/docs.sh            the texts
#   scripts/docs.sh pictures   the pictures of the README too, taken by the journeys in a browser
set -euo pipefail
source "$(dirname "$0")/need.sh"

need_rust
# The whole workspace, so that this is the same build of every dependency as the tests use.
cargo build -q --workspace --bins
target/debug/xtask docs
mkdir -p docs/api
target/debug/gongjian openapi > docs/api/openapi.json.new
mv docs/api/openapi.json.new docs/api/openapi.json
if [ "${1:-}" = pictures ]; then
  GONGJIAN_PICTURES=1 scripts/test.sh browser
fi
