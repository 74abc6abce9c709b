#!/usr/bin/env bash
# tests/onnx/run.sh PROGRAM REFERENCE   exports networks with PROGRAM (build/inkdigit), runs them in ONNX Runtime and compares
#                                       with what the project's kernels say through REFERENCE (inkdigit-onnx-reference, built
#                                       with the tests). Needs node and npm, and no data.
set -euo pipefail
[[ $# -eq 2 ]] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
program=$(realpath "$1") reference=$(realpath "$2")
cd "$(dirname "$0")"
for needed in "$program" "$reference"; do
  [[ -x $needed ]] || { echo "run.sh: $needed is missing; ./test onnx builds it" >&2; exit 1; }
done

# node_modules holds a copy of the lock file that it was made from.
if ! cmp -s package-lock.json node_modules/.made-from; then
  npm ci --no-fund --no-audit
  cp package-lock.json node_modules/.made-from
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$reference" "$work" ../data/seven.png
INKDIGIT_PROGRAM=$program INKDIGIT_ONNX_REFERENCE=$work node --test --test-reporter=tap .
