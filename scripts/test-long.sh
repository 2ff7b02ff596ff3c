#!/usr/bin/env bash
# What takes hours: hundreds of kills on each database, many more property cases, full schemathesis.
set -euo pipefail
source "$(dirname "$0")/need.sh"

export GONGJIAN_KILLS=${GONGJIAN_KILLS:-200}
export PROPTEST_CASES=${PROPTEST_CASES:-20000}
export GONGJIAN_SEQUENCES=${GONGJIAN_SEQUENCES:-50000}
export GONGJIAN_EXAMPLES=${GONGJIAN_EXAMPLES:-300}
export NEXTEST_PROFILE=long
scripts/test.sh "$@"
