#!/usr/bin/env bash
# bench/peers.sh [ROUNDS]   the network here, in ONNX Runtime, OpenCV DNN and libtorch, side by side in one run, one thread: a
#                           table with ratios and their spread (9 rounds of about 6 s unless told). On the shipped network,
#                           and on "fixed", which no choice of ours can flatter: 3x3 convolutions 16-16, pool, 32-32, pool,
#                           64-64, both pools, dense, with random weights. Stops where a peer's logits differ.
# Installs the groups test and bench of deploy/packages.txt where they are missing, and builds.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup.sh
need build test bench
configure release && build build
configure dev && build build-dev inkdigit-onnx-reference
configure bench && build build-bench inkdigit-peers
[[ -e tests/onnx/node_modules/onnxruntime-node ]] || (cd tests/onnx && npm ci --no-fund --no-audit >&2)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build-dev/core/inkdigit-onnx-reference "$work" tests/data/seven.png
node bench/peers.mjs build/inkdigit build-bench/bench/inkdigit-peers "$work" "${1:-9}"
