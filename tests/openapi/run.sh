#!/usr/bin/env bash
# tests/openapi/run.sh [PROGRAM]   checks the description of the HTTP API (web/api/openapi.json) and runs every example of it
#                                  against the real program (default: build/inkdigit). Needs node, npm, curl and jq.
set -euo pipefail
program=$(realpath "${1:-"$(dirname "$0")/../../build/inkdigit"}")
cd "$(dirname "$0")"
[[ -x $program ]] || { echo "run.sh: $program is missing; ./run build makes it" >&2; exit 1; }

# node_modules holds a copy of the lock file that it was made from.
if ! cmp -s package-lock.json node_modules/.made-from; then
  npm ci --no-fund --no-audit
  cp package-lock.json node_modules/.made-from
fi

INKDIGIT_PROGRAM=$program node --test --test-reporter=tap .
