#!/usr/bin/env bash
# tests/accuracy.sh PROGRAM CANVASES: does the shipped model still have its recorded figures (models/README.md)? Nothing is
# chosen by these sets; the bounds lie a little below the figures, so that a later change can't lose them unseen.
set -uo pipefail
cd "$(dirname "$0")/.."
program=$1 canvases=$2
passed=0 failed=0 skipped=0

# at_most WHAT LIMIT ARGS...: `evaluate --json ARGS` makes at most LIMIT errors.
at_most() {
  local what=$1 limit=$2 errors count
  shift 2
  read -r errors count < <("$program" evaluate --json "$@" | jq -r '"\(.errors) \(.count)"')
  if [[ -n $errors && $errors -le $limit ]]; then
    passed=$((passed + 1)) && echo "ok    $what: $errors errors of $count (at most $limit)"
  else
    failed=$((failed + 1)) && echo "LOST  $what: ${errors:-no} errors of ${count:-?} (at most $limit)"
  fi
}

mnist=${XDG_CACHE_HOME:-$HOME/.cache}/inkdigit/mnist
if tools/fetch-mnist "$mnist"; then
  at_most "MNIST test set, whole pipeline" 50 "$mnist"/t10k-images-idx3-ubyte "$mnist"/t10k-labels-idx1-ubyte
else
  skipped=$((skipped + 1)) && echo "skip  MNIST test set: it could not be fetched"
fi

if [[ -d ${INKDIGIT_DATA:-/nonexistent}/samples ]]; then
  at_most "pictures that people uploaded" 7 "$INKDIGIT_DATA/samples"
else
  skipped=$((skipped + 1)) && echo "skip  pictures that people uploaded: set INKDIGIT_DATA to the folder that holds samples/"
fi

if [[ -f ${INKDIGIT_DATA:-/nonexistent}/pendigits-orig.tra.gz ]]; then
  if "$canvases" invariance; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
else
  skipped=$((skipped + 1)) && echo "skip  drawings moved and scaled: set INKDIGIT_DATA to the folder that holds pendigits-orig.tra.gz"
fi

echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed -eq 0 ]]
