#!/usr/bin/env bash
# tests/limits.sh PROGRAM: what the program may cost. Prints each figure with its limit; exits 1 when one is over.
#   - `recognize` of one 280x280 PNG from process start to exit: under 30 ms (median of 41 runs, the shell's fork included)
#   - the server's resident memory, idle after start and idle again after 200 recognitions: under 40 MB
#   - the server's resident memory while 64 clients send a picture of 50 megapixels each: under 600 MB
#   - ./run when there is nothing to do, up to the start of the program: under 2 s
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1
picture=tests/data/seven.png
passed=0 failed=0

check() {  # check WHAT VALUE LIMIT UNIT
  if awk -v a="$2" -v b="$3" 'BEGIN { exit !(a < b) }'; then
    passed=$((passed + 1)) && echo "ok    $1: $2 $4 (limit $3)"
  else
    failed=$((failed + 1)) && echo "OVER  $1: $2 $4 (limit $3)"
  fi
}

times=()
for _ in $(seq 41); do
  start=${EPOCHREALTIME/./}
  "$program" recognize "$picture" >/dev/null
  times+=($((${EPOCHREALTIME/./} - start)))
done
median=$(printf '%s\n' "${times[@]}" | sort -n | awk '{ t[NR] = $1 } END { printf "%.1f", t[(NR + 1) / 2] / 1000 }')
check "recognize one 280x280 PNG, start to exit" "$median" 30 ms

./run build >/dev/null # whatever is left to do is done now
start=${EPOCHREALTIME/./}
./run --version >/dev/null
check "./run with nothing to do" "$(awk -v us=$((${EPOCHREALTIME/./} - start)) 'BEGIN { printf "%.2f", us / 1e6 }')" 2 s

log=$(mktemp)
export DATABASE_URL=sqlite:$log.db
"$program" serve --quiet --listen 127.0.0.1:0 >"$log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; rm -f "$log" "$log".db*' EXIT
for _ in $(seq 100); do grep -q 'http://' "$log" && break || sleep 0.1; done
url=$(grep -o 'http://[0-9.:]*/' "$log" | head -1)
resident() { awk '/^VmRSS:/ { printf "%.1f", $2 * 1024 / 1e6 }' /proc/$server/status; }
check "server idle after start, resident" "$(resident)" 40 MB
for _ in $(seq 200); do curl -sS --data-binary @$picture -H 'Content-Type: image/png' "${url}api/v1/recognize" -o /dev/null; done
check "server idle after 200 recognitions, resident" "$(resident)" 40 MB

answers=$(node tests/big_pictures.mjs "$url" 64)
if [[ $answers == "200 64" ]]; then
  passed=$((passed + 1)) && echo "ok    64 clients with 50-megapixel pictures are all answered"
else
  failed=$((failed + 1)) && echo "WRONG 64 clients with 50-megapixel pictures, answers by status: $answers"
fi
check "the server's most with these 64 clients, resident" "$(awk '/^VmHWM:/ { printf "%.1f", $2 * 1024 / 1e6 }' /proc/$server/status)" 600 MB

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
