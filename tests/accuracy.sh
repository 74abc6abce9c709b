#!/usr/bin/env bash
# tests/accuracy.sh FIGURES CANVASES: does the shipped model still have its recorded figures? Reads the test sets, but only
# says of each figure whether it keeps its bound (tests/accuracy-bounds.tsv), and its value only where it doesn't: nothing
# is to be chosen by it. About a minute on two cores.
set -uo pipefail
cd "$(dirname "$0")/.."
figures=$1 canvases=$2
passed=0 failed=0 skipped=0
results=$(mktemp)
trap 'rm -f "$results"' EXIT

tools/fetch-mnist "${XDG_CACHE_HOME:-$HOME/.cache}/inkdigit/mnist" || echo "MNIST could not be fetched"
"$figures" --quick --json - >"$results" || exit 1

while IFS=$'\t' read -r key side bound; do
  case $key in '' | '#'*) continue ;; esac
  verdict=$(jq -r --arg key "$key" --arg side "$side" --argjson bound "$bound" '
    [.figures[] | select(.key == $key)] | first |
    if . == null then "LOST  \($key): there is no such figure"
    elif .value == null then "skip  \($key): \(.note)"
    elif (if $side == "at_least" then .value >= $bound else .value <= $bound end) then "ok    \($key) \($side) \($bound)"
    else "LOST  \($key): \(.value) (\(.hits) of \(.count)), must be \($side) \($bound)" end' "$results")
  echo "$verdict"
  case $verdict in
    ok*) passed=$((passed + 1)) ;;
    skip*) skipped=$((skipped + 1)) ;;
    *) failed=$((failed + 1)) ;;
  esac
done <tests/accuracy-bounds.tsv

if [[ -f ${INKDIGIT_DATA:-/nonexistent}/pendigits-orig.tra.gz ]]; then
  if "$canvases" invariance; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
else
  skipped=$((skipped + 1)) && echo "skip  drawings moved and scaled: set INKDIGIT_DATA to the folder that holds pendigits-orig.tra.gz"
fi

echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed -eq 0 ]]
