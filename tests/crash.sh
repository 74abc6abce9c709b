#!/usr/bin/env bash
# tests/crash.sh TRIES [sqlite|postgres]...   kills a server under load so many times (kill -9), each after another fraction
# of a second, starts it again and looks for every reading whose id a client got. Both databases where none is named.
# Prints a line for each; exits 1 when a reading is lost or a database is damaged.
set -euo pipefail
cd "$(dirname "$0")/.."
tries=$1
shift
databases=("${@:-sqlite}")
[[ $# -gt 0 ]] || databases=(sqlite postgres)
work=$(mktemp -d)
chmod 755 "$work"
. tests/serving.sh
server='' passed=0 failed=0 skipped=0
trap 'kill -9 $server 2>/dev/null || true; tests/postgres.sh remove "$work/pg" 2>/dev/null || true; rm -rf "$work"' EXIT

for kind in "${databases[@]}"; do
  if [[ $kind == sqlite ]]; then
    database=sqlite:$work/readings.db
  elif ! database=$(tests/postgres.sh start "$work/pg"); then
    [[ -d $work/pg ]] && exit 1 # it is installed and doesn't start
    echo "PostgreSQL is not installed: its part is skipped"
    skipped=$((skipped + 1))
    continue
  fi
  acknowledged=0 lost=0 unhealthy=0
  for try in $(seq "$tries"); do
    ids=$work/ids
    : >"$ids"
    serve --keep all --database "$database"
    "$load" recognize "$port" 30 16 "$picture" keep=1 "$ids" >/dev/null 2>&1 &
    loader=$!
    sleep "0.$(printf %02d $((10 + try * 37 % 60)))"
    kill -9 "$server"
    wait "$server" 2>/dev/null || true
    wait "$loader" || true
    serve --keep all --database "$database"
    result=$("$load" check "$port" "$ids") || true
    read -r _ there _ gone <<<"$result"
    acknowledged=$((acknowledged + there + gone)) lost=$((lost + gone))
    stop_serving
    if [[ $kind == sqlite && $(sqlite3 "$work/readings.db" 'PRAGMA integrity_check') != ok ]]; then
      unhealthy=$((unhealthy + 1))
    fi
  done
  health=", database damaged $unhealthy times"
  [[ $kind == sqlite ]] || health='' # PostgreSQL is another process, which was not killed
  echo "$kind: $tries times kill -9 under load, $acknowledged readings acknowledged, $lost lost$health"
  if [[ $lost -eq 0 && $unhealthy -eq 0 && $acknowledged -gt 0 ]]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed -eq 0 ]]
