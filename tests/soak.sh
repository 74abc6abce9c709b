#!/usr/bin/env bash
# tests/soak.sh [MINUTES]   good and bad requests, and clients that go away in the middle, from eight clients at once (20
# minutes). Every answer must be the right one, the server's resident memory flat (each minute's median within 5 %, from the
# third minute on), and afterwards no more files open than before. Prints the figures; exits 1 otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:-20}
work=$(mktemp -d)
. tests/serving.sh
trap 'stop_serving; rm -rf "$work"' EXIT
serve --keep all --database "sqlite:$work/readings.db"
open_files() { ls "/proc/$server/fd" | wc -l; }
resident() { awk '/^VmRSS:/ { print $2 }' "/proc/$server/status"; }

"$load" soak "$port" 2 8 "$picture" >/dev/null # what is loaded only when it is needed
# The database's caches grow with what is kept, up to a bound; a slow machine would take most of the time for that.
"$load" recognize "$port" 15 8 "$picture" keep=1 >/dev/null
sleep 1
before=$(open_files)
"$load" soak "$port" $((minutes * 60)) 8 "$picture" >"$work/said" &
asking=$!
for ((minute = 1; minute <= minutes; ++minute)); do
  for _ in $(seq 12); do
    resident
    sleep 4.9
  done | sort -n | sed -n 6p >>"$work/medians"
  echo "minute $minute: $(tail -n 1 "$work/medians") kB resident, $(open_files) files open"
done
status=0
wait "$asking" || status=1
cat "$work/said"
sleep 2
after=$(open_files)
spread=$(tail -n +3 "$work/medians" | sort -n | awk 'NR == 1 { least = $1 } { most = $1 } END { printf "%.1f", NR ? (most / least - 1) * 100 : 0 }')
echo "resident memory, each minute's median from the third on: within $spread % (limit 5)"
echo "open files: $before before, $after after"
passed=0
failed=0
for holds in "$((1 - status))" "$(awk -v s="$spread" 'BEGIN { print (s <= 5) }')" "$((after <= before))"; do
  if [[ $holds == 1 ]]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
