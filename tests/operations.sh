#!/usr/bin/env bash
# tests/operations.sh   the real server as an operator runs it: SIGTERM under load loses no request, nothing secret is logged,
# the sandbox is on, settings come from a file, 1,000 idle connections cost little. Prints a line for each; exits 1 otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
. tests/serving.sh
server=''
trap 'kill -9 $server 2>/dev/null || true; rm -rf "$work"' EXIT
passed=0 failed=0
check() {  # check WHAT COMMAND...
  local what=$1
  shift
  if "$@"; then passed=$((passed + 1)) && echo "ok    $what"; else failed=$((failed + 1)) && echo "WRONG $what"; fi
}
# start ARGS...: with its log, unlike `serve`
start() {
  : >"$work/log"
  "$program" serve --listen 127.0.0.1:0 "$@" 2>>"$work/log" &
  server=$!
  for _ in $(seq 200); do
    port=$(sed -n 's|.*http://127.0.0.1:\([0-9]*\)/.*|\1|p' "$work/log")
    [[ -n $port ]] && return 0
    sleep 0.05
  done
  cat "$work/log" >&2
  return 1
}
resident() { awk '/^VmRSS:/ { print $2 }' "/proc/$server/status"; }

# Secrets of every kind, in every place where one may stand.
echo "machine s3cret-key-of-a-machine" >"$work/keys"
export INKDIGIT_ADMIN_TOKEN=s3cret-token-of-the-admin
start --database 'postgresql://ann:s3cret-password@127.0.0.1:1/none' --keep all --api-keys "$work/keys" --log-format json
url=http://127.0.0.1:$port
curl -sS -o /dev/null "$url/api/v1/readings?token=s3cret-query" -H 'Authorization: Bearer s3cret-token-of-the-admin' -H 'Cookie: inkdigit_owner=5ec3e75ec3e75ec3e75ec3e75ec3e700'
curl -sS -o /dev/null "$url/api/v1/recognize?key=s3cret-query" --data-binary @$picture -H 'X-Api-Key: s3cret-key-of-a-machine' -H 'X-Request-Id: job-7'
curl -sS -o /dev/null "$url/api/v1/recognize" --data-binary @$picture -H 'Authorization: Bearer s3cret-wrong' -H 'Cookie: inkdigit_owner=5ec3e75ec3e75ec3e75ec3e75ec3e700'
curl -sS -o /dev/null "$url/readyz"
check "/readyz says no without the database" grep -q '"path":"/readyz","status":503' "$work/log"
check "the log has the request's own id and the key's name" grep -q '"id":"job-7","client":"127.0.0.1","key":"machine"' "$work/log"
grep '^{"time"' "$work/log" >"$work/lines"
check "each request is a JSON object" test "$(jq -s 'map(select(.path)) | length' "$work/lines")" = 4
check "no secret is in the log" bash -c "! grep -qi 's3cret\|5ec3e7' '$work/log'"
check "the sandbox is on" grep -q '^Seccomp:[[:space:]]*2' "/proc/$server/status"
stop_serving
unset INKDIGIT_ADMIN_TOKEN

printf 'keep = "never"\nquiet = true\nbase-path = "/digits"\n' >"$work/server.conf"
"$program" serve --config "$work/server.conf" --listen 127.0.0.1:0 2>"$work/log" &
server=$!
for _ in $(seq 200); do
  port=$(sed -n 's|.*http://127.0.0.1:\([0-9]*\)/digits/.*|\1|p' "$work/log")
  [[ -n $port ]] && break || sleep 0.05
done
check "a file's settings hold" test "$(curl -sS "http://127.0.0.1:$port/digits/healthz")" = '{"status":"ok"}'
stop_serving

# SIGTERM while 32 connections ask as fast as they can; then the same with SQLite, where every kept reading has to be there.
serve --keep never
"$load" rate "$port" 4 0 32 "$picture" >"$work/counts" 2>&1 &
loader=$!
sleep 2
kill -TERM "$server"
check "SIGTERM ends it with 0" wait "$server"
wait "$loader" || true # nobody is there to connect to any more
check "SIGTERM under load lost no request" grep -q ' lost 0 ' "$work/counts"
cat "$work/counts"

serve --keep never
before=$(resident)
"$load" idle "$port" 3 1000 >"$work/idle" &
loader=$!
for _ in $(seq 300); do grep -q holding "$work/idle" && break || sleep 0.1; done
each=$((($(resident) - before) * 1024 / 1000))
wait "$loader"
check "1,000 idle connections stay open" grep -qx 'open 1000' "$work/idle"
check "an idle connection costs $each bytes (limit 20000)" test "$each" -lt 20000
stop_serving

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
