#!/usr/bin/env bash
# Formatting, lints, and the tidy checks; nothing is run and nothing is changed.
set -euo pipefail
source "$(dirname "$0")/need.sh"

need_rust
need cc build-essential
cargo fmt --all --check
# The tidy checks are tests of xtask: they read the sources, the lock files and the documents.
cargo test -q -p xtask
cargo clippy --workspace --all-targets --locked -- -D warnings
for script in scripts/*.sh .ci/run; do bash -n "$script"; done
echo "checked"
