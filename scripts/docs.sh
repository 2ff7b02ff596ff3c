#!/usr/bin/env bash
# The generated documents: docs/rules, docs/doubts.md, docs/api/openapi.json.
set -euo pipefail
source "$(dirname "$0")/need.sh"

need_rust
cargo run -q -p xtask -- docs
mkdir -p docs/api
cargo run -q -p gongjian -- openapi > docs/api/openapi.json.new
mv docs/api/openapi.json.new docs/api/openapi.json
