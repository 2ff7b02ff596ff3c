#!/usr/bin/env bash
# The release: one file, target/release/gongjian, with everything embedded. About ten minutes on two cores.
set -euo pipefail
source "$(dirname "$0")/need.sh"

need_rust
need cc build-essential
scripts/assets.sh
cargo build --release --locked -p gongjian
echo "target/release/gongjian"
