#!/usr/bin/env bash
# tests/deploy/run.sh   what is in deploy/: the Debian packages, and the manifests against their schemas. Needs node and npm.
set -euo pipefail
cd "$(dirname "$0")"
if ! cmp -s package-lock.json node_modules/.made-from; then
  npm ci --no-fund --no-audit
  cp package-lock.json node_modules/.made-from
fi
node --test --test-reporter=tap .
./deb.sh
