#!/usr/bin/env bash
# fuzz/run.sh [SECONDS [NAME...]]   run each target (decode header idx inference model multipart) for so long, 60 s unless told otherwise
# Fails on any finding: a crash, a report of a sanitizer, a leak, an input that takes over 10 s or over 1 GB. What was
# found lies in build-fuzz/findings, what is worth keeping as a start for the next run in build-fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."

build=${INKDIGIT_FUZZ_BUILD:-build-fuzz}
seconds=${1:-60}
names=("${@:2}")
[[ ${#names[@]} -gt 0 ]] || names=(decode header idx inference model multipart)
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { echo "fuzz/run.sh: SECONDS has to be a number above 0, not '$seconds'" >&2; exit 2; }

declare -A longest=([decode]=16384 [header]=4096 [idx]=4096 [inference]=8192 [model]=16384 [multipart]=8192)
findings=$build/findings
mkdir -p "$findings"
passed=0
failed=0
for name in "${names[@]}"; do
  program=$build/fuzz/fuzz_$name
  [[ -x $program ]] || { echo "fuzz/run.sh: $program is missing: cmake --preset fuzz && ninja -C $build" >&2; exit 2; }
  mkdir -p "$build/corpus/$name"
  options=(-max_total_time="$seconds" -max_len="${longest[$name]}" -timeout=10 -rss_limit_mb=1024
    -artifact_prefix="$findings/$name-" -print_final_stats=1 -verbosity=0)
  [[ -f fuzz/$name.dict ]] && options+=(-dict="fuzz/$name.dict")
  log=$findings/$name.log
  if "$program" "${options[@]}" "$build/corpus/$name" "fuzz/seeds/$name" >"$log" 2>&1; then
    echo "fuzz $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs, nothing found"
    passed=$((passed + 1))
  else
    echo "fuzz $name: FOUND something; its report, and the input under $findings:"
    tail -n 60 "$log"
    failed=$((failed + 1))
  fi
done
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
