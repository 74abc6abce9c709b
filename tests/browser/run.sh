#!/usr/bin/env bash
# tests/browser/run.sh [PROGRAM]   everything that checks the page: lint, types, unit tests, a real browser with the
#                                  real program (default: build/inkdigit). Needs node, npm and chromium.
set -euo pipefail
program=$(realpath "${1:-"$(dirname "$0")/../../build/inkdigit"}")
cd "$(dirname "$0")"
[[ -x $program ]] || { echo "run.sh: $program is missing; ./run build makes it" >&2; exit 1; }

# node_modules holds a copy of the lock file that it was made from.
if ! cmp -s package-lock.json node_modules/.made-from; then
  npm ci --no-fund --no-audit
  cp package-lock.json node_modules/.made-from
fi

npm run --silent lint
npm run --silent types
status=0
node --test --test-reporter=tap ../../web/ || status=1
INKDIGIT_PROGRAM=$program node --test --test-reporter=tap --test-concurrency=1 . || status=1
exit $status
