#!/usr/bin/env bash
# fuzz/run.sh [SECONDS [NAME...]]   run each target (all of fuzz_*.cpp, or those that are named) for so long, 60 s unless told
# otherwise; two at a time.
# Fails on any finding: a crash, a report of a sanitizer, a leak, an input that takes over 10 s or over 1 GB. What was
# found lies in build-fuzz/findings, what is worth keeping as a start for the next run in build-fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."

build=${INKDIGIT_FUZZ_BUILD:-build-fuzz}
seconds=${1:-60}
names=("${@:2}")
[[ ${#names[@]} -gt 0 ]] || mapfile -t names < <(ls fuzz/fuzz_*.cpp | sed 's|.*/fuzz_\(.*\)\.cpp|\1|')
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { echo "fuzz/run.sh: SECONDS has to be a number above 0, not '$seconds'" >&2; exit 2; }

findings=$build/findings
mkdir -p "$findings"
for name in "${names[@]}"; do
  [[ -x $build/fuzz/fuzz_$name ]] ||
    { echo "fuzz/run.sh: $build/fuzz/fuzz_$name is missing: cmake --preset fuzz && ninja -C $build" >&2; exit 2; }
done

# run NAME: prints one line, or what was found.
run() {
  local name=$1 log=$findings/$1.log longest=8192
  case $name in decode | model) longest=16384 ;; header | idx | manifest | unipen) longest=4096 ;; esac
  mkdir -p "$build/corpus/$name"
  local options=(-max_total_time="$seconds" -max_len="$longest" -timeout=10 -rss_limit_mb=1024
    -artifact_prefix="$findings/$name-" -print_final_stats=1 -verbosity=0)
  [[ -f fuzz/$name.dict ]] && options+=(-dict="fuzz/$name.dict")
  if "$build/fuzz/fuzz_$name" "${options[@]}" "$build/corpus/$name" "fuzz/seeds/$name" >"$log" 2>&1; then
    echo "fuzz $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs, nothing found"
  else
    echo "fuzz $name: FOUND something; its report, and the input under $findings:
$(tail -n 60 "$log")"
    return 1
  fi
}
export -f run
export build seconds findings
said=$(printf '%s\n' "${names[@]}" | xargs -P 2 -I{} bash -c 'run "$1"' _ {}) || true
echo "$said"
failed=$(grep -c '^fuzz [a-z]*: FOUND' <<<"$said") || true
echo "$((${#names[@]} - failed)) passed, $failed failed"
[[ $failed -eq 0 && $(grep -c '^fuzz ' <<<"$said") -eq ${#names[@]} ]]
