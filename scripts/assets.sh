#!/usr/bin/env bash
# The front-end files the server embeds: npm brings the packages the lock file names,
# assets.mjs copies what the pages use.
set -euo pipefail
source "$(dirname "$0")/need.sh"

need node nodejs
need npm npm
npm ci --ignore-scripts --no-audit --no-fund --silent
node scripts/assets.mjs
