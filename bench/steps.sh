#!/usr/bin/env bash
# bench/steps.sh [ROUNDS]   what lies around the network: a canvas and a 12-megapixel photograph from bytes to the answer beside
#                           libspng and libjpeg-turbo that only decode, batches of 8 to 4096, two threads, start-up. Each table
#                           interleaved in one run (9 rounds unless told). For one-threaded tables, start it by `taskset -c 0`.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup.sh
need build bench
configure release && build build
configure bench && build build-bench inkdigit-steps
lscpu | grep '^Model name'
exec build-bench/bench/inkdigit-steps "${1:-9}" build/inkdigit tests/data/seven.png tests/data/logits_tiles.u8
