#!/usr/bin/env bash
# tests/neon.sh: the kernels' tests, compiled for 64-bit ARM and run in QEMU, because no such processor is at hand: the NEON
# kernels against the scalar specification. It says that they are right, and nothing about their speed.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/setup.sh
need build neon
out=build/neon
gtest=/usr/src/googletest/googletest
mkdir -p "$out/include"
ln -sfn /usr/include/hwy "$out/include/hwy"  # headers only; beside them lie those of this machine's architecture
export CCACHE_BASEDIR=$PWD
objects=()
# SOURCE FLAGS...
compile() {
  local object=$out/$(basename "$1").o
  ccache aarch64-linux-gnu-g++ -std=c++20 -Wall -Wextra -I. -isystem "$out/include" -isystem "$gtest/include" "${@:2}" -c "$1" -o "$object"
  objects+=("$object")
}
for source in kernels scalar simd winograd_weights; do compile "kernels/$source.cpp" -O3 -Werror; done
compile kernels/kernels_test.cpp -O1 -Werror
for source in gtest-all gtest_main; do compile "$gtest/src/$source.cc" -O1 -I"$gtest"; done
aarch64-linux-gnu-g++ "${objects[@]}" -o "$out/kernels_test" -pthread
qemu-aarch64 -L /usr/aarch64-linux-gnu "$out/kernels_test" >"$out/log" && status=0 || status=$?
[[ $status -eq 0 ]] || cat "$out/log"
grep -q '\[       OK \] .*Winograd.*/neon ' "$out/log" || { echo "no test of the NEON kernels ran" >&2; exit 1; }
awk '/^\[       OK \]/ { passed++ } /^\[  FAILED  \] .* \([0-9]+ ms\)$/ { failed++ }
  /^\[  SKIPPED \] .* \([0-9]+ ms\)$/ { skipped++ }
  END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }' "$out/log"
exit "$status"
