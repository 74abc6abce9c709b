#!/usr/bin/env bash
# bench/peers.sh [ROUNDS]   the network here and in ONNX Runtime, side by side in one run, one thread: a table with ratios and
#                           their spread (15 rounds of about 3 s unless told). On the shipped network, and on one that no
#                           choice of ours can flatter: 3x3 convolutions 16-16, pool, 32-32, pool, 64-64, both pools, dense.
# tests/onnx checks that both give the same answers. Needs what ./test onnx builds and installs; run that first.
set -euo pipefail
cd "$(dirname "$0")/.."
program=build/inkdigit reference=build-dev/core/inkdigit-onnx-reference
for needed in $program $reference tests/onnx/node_modules/onnxruntime-node; do
  [[ -e $needed ]] || { echo "peers.sh: $needed is missing; run ./test release onnx first" >&2; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$reference" "$work" tests/data/seven.png
node bench/peers.mjs "$PWD/$program" "$work" "${1:-15}"
