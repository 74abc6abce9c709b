#!/usr/bin/env bash
# bench/service.sh [SECONDS]   what one core serves; each measurement takes so long (10). Two cores: the server is pinned to the
# first, the load to the second. Needs ./run build, and build-dev's inkdigit-load (./test unit builds it); for the comparison with
# Django, the packages of the group bench.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/free_port.sh
seconds=${1:-10}
program=${INKDIGIT_PROGRAM:-build/inkdigit}
load=${INKDIGIT_LOAD:-build-dev/server/inkdigit-load}
picture=tests/data/seven.png
for file in "$program" "$load"; do
  [[ -x $file ]] || { echo "bench/service.sh: $file is missing: ./run build, and ninja -C build-dev inkdigit-load" >&2; exit 2; }
done
[[ $(nproc) -ge 2 ]] || { echo "bench/service.sh: needs two cores" >&2; exit 2; }
work=$(mktemp -d)
server=''
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT

on_server() { taskset -c 0 "$@"; }
on_load() { taskset -c 1 "$load" "$@"; }
serve() {
  taskset -c 0 "$program" serve --quiet --keep never --threads 1 --listen 127.0.0.1:0 "$@" 2>"$work/log" &
  server=$!
  for _ in $(seq 200); do
    port=$(sed -n 's|.*http://127.0.0.1:\([0-9]*\)/.*|\1|p' "$work/log")
    [[ -n $port ]] && return 0
    sleep 0.05
  done
  cat "$work/log" >&2
  return 1
}
stop() { kill "$server"; wait "$server" 2>/dev/null || true; }
value() { awk -v name="$2" '{ for (i = 1; i < NF; i++) if ($i == name) print $(i + 1) }' <<<"$1"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", (b > 0) ? a / b : 0 }'; }
# The server's threads of that name: processor time in microseconds.
spent() {
  local task sum=0 ns
  for task in /proc/"$server"/task/*; do
    [[ $(<"$task/comm") == "$1" ]] || continue
    read -r ns _ <"$task/schedstat"
    sum=$((sum + ns / 1000))
  done
  echo "$sum"
}
resident() { awk '/^VmRSS:/ { print $2 }' "/proc/$server/status"; }

echo "$(uname -m), $(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo), commit $(git describe --always --dirty), $seconds s each"
echo
echo "Recognising a 280x280 PNG, one thread"
serve
on_load rate "$port" 2 0 64 "$picture" >/dev/null # warm
# In turn, because the machine is not equally fast all the time; what follows is of the last round.
shares=()
for _ in 1 2 3; do
  bench=$(on_server "$program" bench --threads 1 --seconds 2 --json "$picture" | jq -r '.stages[] | select(.name == "read") | .per_second | round')
  sockets=$(spent sockets) reader=$(spent reader)
  full=$(on_load rate "$port" "$seconds" 0 64 "$picture")
  sockets=$(($(spent sockets) - sockets)) reader=$(($(spent reader) - reader))
  rate=$(value "$full" per_second)
  shares+=("$(ratio "$rate" "$bench")")
done
mapfile -t sorted < <(printf '%s\n' "${shares[@]}" | sort -n)
requests=$(value "$full" answers)
echo "  inkdigit bench, PNG to answer          $bench a second"
echo "  64 keep-alive connections              $rate a second, p99 $(value "$full" p99_ms) ms"
echo "  share of it, three rounds              ${sorted[1]} (${sorted[0]} to ${sorted[2]}; aim 0.80)"
echo "  processor time a request               $((sockets / requests)) us of the sockets' thread, $((reader / requests)) us of the one that reads"

echo
echo "Idle keep-alive connections"
alone=$(on_load rate "$port" "$seconds" 0 10 "$picture")
before=$(resident)
on_load idle "$port" $((seconds + 4)) 5000 >"$work/idle" &
idle=$!
for _ in $(seq 600); do grep -q holding "$work/idle" && break || sleep 0.1; done
after=$(resident)
beside=$(on_load rate "$port" "$seconds" 0 10 "$picture")
wait "$idle"
echo "  5,000 of them, still open at the end   $(value "$(cat "$work/idle")" open)"
echo "  resident memory for each               $(awk -v a="$after" -v b="$before" 'BEGIN { printf "%.1f", (a - b) * 1.024 / 5000 }') KB (limit 20)"
echo "  p99 of 10 connections                  $(value "$alone" p99_ms) ms without them, $(value "$beside" p99_ms) ms beside them: $(ratio "$(value "$beside" p99_ms)" "$(value "$alone" p99_ms)") times (limit 2)"

echo
echo "Load at random moments, of $rate a second that the server can do"
# Twice as long as all else: overload is what lasts. In its first tenth of a second the queue is still the long one.
for share in 0.8 2.0; do
  want=$(awk -v r="$rate" -v s="$share" 'BEGIN { printf "%.0f", r * s }')
  result=$(on_load rate "$port" $((2 * seconds)) "$want" 256 "$picture")
  printf '  %-4s times: %s\n' "$share" "$result"
  [[ $share == 0.8 ]] && calm=$(value "$result" p99_ms)
done
echo "  p99 of what was accepted at twice what it can do: $(ratio "$(value "$result" p99_ms)" "$calm") times that at 0.8 (limit 3)"
stop

echo
echo "The Open Inference Protocol, one thread"
serve
batch=$(on_server "$program" bench --threads 1 --seconds 2 --json "$picture" | jq -r '[.stages[] | select(.name == "network_batch")][0].per_second | round')
tiles=$(value "$(on_load infer "$port" "$seconds" 4 256 bytes)" tiles_per_second)
echo "  256 tiles a call, as bytes             $tiles tiles a second: $(ratio "$tiles" "$batch") of inkdigit bench's $batch (aim 0.85)"
one=$(value "$(on_load infer "$port" "$seconds" 16 1 json)" per_second)
echo "  one tile a call, as JSON               $one a second"
stop

# What inkdigit grew out of: Django, Pillow and NumPy from Debian, with as many workers.
echo
if ! command -v gunicorn >/dev/null || ! /usr/bin/python3 -c 'import django, numpy, PIL' 2>/dev/null; then
  echo "Django is not compared: install python3-django gunicorn python3-pil python3-numpy (the group bench)"
  exit 0
fi
echo "Django with gunicorn, one worker"
port=$(free_port)
# Threads only so that connections are kept alive; one thread for each would make them fight for Python's lock.
OPENBLAS_NUM_THREADS=1 taskset -c 0 gunicorn --chdir bench/peer_django --workers 1 --worker-class gthread --threads 2 \
  --worker-connections 256 --keep-alive 60 --bind "127.0.0.1:$port" --log-level error app:application &
server=$!
for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break || sleep 0.1; done
on_load rate "$port" 2 0 64 "$picture" >/dev/null
peer=$(on_load rate "$port" "$seconds" 0 64 "$picture")
peer_rate=$(value "$peer" per_second)
echo "  the same PNG, 64 connections           $peer_rate a second, p99 $(value "$peer" p99_ms) ms, $(value "$peer" other) errors"
echo "  inkdigit serves                        $(ratio "$rate" "$peer_rate") times as many (limit 2, aim 4), with $(ratio "$(value "$full" p99_ms)" "$(value "$peer" p99_ms)") of the p99 (limit 0.50)"
peer_one=$(value "$(on_load infer "$port" "$seconds" 16 1 json)" per_second)
echo "  784 numbers as JSON                    $peer_one a second: inkdigit serves $(ratio "$one" "$peer_one") times as many (limit 10)"
stop
