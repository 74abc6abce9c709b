#!/usr/bin/env bash
# tests/outage.sh [SECONDS]   PostgreSQL stops under load for so long (20) and starts again: reading must go on, nothing that
# was acknowledged may be lost, and keeping must recover by itself. Prints the counts; exits 1 otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-20}
work=$(mktemp -d)
chmod 755 "$work"
. tests/serving.sh
server=''
trap 'kill -9 $server 2>/dev/null || true; tests/postgres.sh remove "$work/pg" 2>/dev/null || true; rm -rf "$work"' EXIT
if ! database=$(tests/postgres.sh start "$work/pg"); then
  [[ -d $work/pg ]] && exit 1 # it is installed and doesn't start
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
fi
serve --keep all --database "$database"
"$load" recognize "$port" $((seconds + 10)) 16 "$picture" keep=1 "$work/ids" >"$work/counts" &
loader=$!
sleep 3
tests/postgres.sh stop "$work/pg"
before=$(wc -l <"$work/ids")
sleep 0.5 # what was answered at the last moment is written
during=$("$load" recognize "$port" "$((seconds - 1))" 4 "$picture" keep=1)
tests/postgres.sh again "$work/pg"
wait "$loader"
after=$(wc -l <"$work/ids")
echo "while it was away: $during"
echo "all: $(cat "$work/counts")"
result=$("$load" check "$port" "$work/ids") || true
echo "kept before: $before, and after it came back: $((after - before)); now $result"
stop_serving
read -r _ during_answers _ _ _ during_not_kept _ <<<"$during"
if [[ $result == *"lost 0" && $during_answers -gt 0 && $during_not_kept -eq $during_answers && $before -gt 0 && $after -gt $before ]]; then
  echo "1 passed, 0 failed"
else
  echo "0 passed, 1 failed"
  exit 1
fi
