#!/usr/bin/env bash
# bench/kernels.sh [GOOGLE BENCHMARK'S OPTIONS]   each kernel at the shipped network's shapes, with its share of the FMA peak.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup.sh
need build bench
configure bench && build build-bench inkdigit-kernels-benchmark
exec build-bench/bench/inkdigit-kernels-benchmark "$@"
