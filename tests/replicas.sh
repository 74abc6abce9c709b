#!/usr/bin/env bash
# tests/replicas.sh   three servers behind nginx (the site in deploy/nginx/) with one PostgreSQL, under load: one is killed with
# SIGKILL and started again, another is stopped with SIGTERM and started again. Every reading that was acknowledged must be
# there; of the requests, only those that the killed server had at that moment may fail. Prints the counts; exits 1 otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
chmod 755 "$work"
. tests/serving.sh
. tests/free_port.sh
clients=16
pids=()
cleanup() {
  [[ -f $work/nginx.pid ]] && kill "$(cat "$work/nginx.pid")" 2>/dev/null || true
  for pid in "${pids[@]}"; do
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true # so that the shell says nothing of it
  done
  tests/postgres.sh remove "$work/pg" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
nginx=$(command -v nginx || ls /usr/sbin/nginx 2>/dev/null || true)
if [[ -z $nginx ]] || ! database=$(tests/postgres.sh start "$work/pg"); then
  [[ -d $work/pg ]] && exit 1 # PostgreSQL is installed and doesn't start
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
fi

# replica NUMBER [PORT]: starts it; at first on a free port, later on the one that nginx knows.
ports=()
replica() {
  local number=$1
  "$program" serve --quiet --keep all --database "$database" --listen "127.0.0.1:${ports[number]:-0}" 2>"$work/$number.log" &
  pids[number]=$!
  for _ in $(seq 200); do
    ports[number]=$(sed -n 's|.*http://127.0.0.1:\([0-9]*\)/.*|\1|p' "$work/$number.log")
    [[ -n ${ports[number]} ]] && curl -fs -o "$work/ready" "http://127.0.0.1:${ports[number]}/readyz" && return 0
    sleep 0.05
  done
  cat "$work/$number.log" >&2
  return 1
}
for number in 0 1 2; do replica "$number"; done

front=$(free_port)
# The site as it is shipped, with these servers and this port.
sed -e "s/^  server 127.0.0.1:8000;/  server 127.0.0.1:${ports[0]};\n  server 127.0.0.1:${ports[1]};\n  server 127.0.0.1:${ports[2]};/" \
  -e "s/^  listen 80;/  listen 127.0.0.1:$front;/" -e '/^  listen \[::\]:80;/d' deploy/nginx/inkdigit.conf >"$work/site.conf"
mkdir -m 777 "$work/body" "$work/proxy" "$work/other"
cat >"$work/nginx.conf" <<EOF
daemon on;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path $work/body;
  proxy_temp_path $work/proxy;
  fastcgi_temp_path $work/other;
  uwsgi_temp_path $work/other;
  scgi_temp_path $work/other;
  include $work/site.conf;
}
EOF
"$nginx" -p "$work" -e "$work/nginx.log" -c "$work/nginx.conf"

# What the loads said: answers N kept N not_kept N refused N per_second N
"$load" recognize "$front" 8 "$clients" "$picture" keep=1 "$work/ids" >"$work/killed" &
loader=$!
sleep 2
kill -9 "${pids[0]}"
wait "${pids[0]}" 2>/dev/null || true
sleep 2
replica 0
wait "$loader"
"$load" recognize "$front" 8 "$clients" "$picture" keep=1 "$work/ids" >"$work/stopped" &
loader=$!
sleep 2
kill "${pids[1]}"
wait "${pids[1]}" || true
sleep 1
replica 1
wait "$loader"

echo "one killed:  $(cat "$work/killed")"
echo "one stopped: $(cat "$work/stopped")"
read -r _ answers_killed _ kept_killed _ _ _ refused_killed _ <"$work/killed"
read -r _ answers_stopped _ kept_stopped _ _ _ refused_stopped _ <"$work/stopped"
passed=0
failed=0
check() {
  if [[ $2 -eq 1 ]]; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "FAILED: $1"; fi
}
for number in 0 1 2; do
  result=$("$load" check "${ports[number]}" "$work/ids") || true
  echo "server $number: $result"
  check "a server misses acknowledged readings" $([[ $result == *"lost 0" ]] && echo 1 || echo 0)
done
check "every answer was kept" $([[ $answers_killed -eq $kept_killed && $answers_stopped -eq $kept_stopped && $kept_stopped -gt 0 ]] && echo 1 || echo 0)
check "more requests failed than the killed server can have had" $([[ $refused_killed -le $clients ]] && echo 1 || echo 0)
check "a server that is stopped loses requests" $([[ $refused_stopped -eq 0 ]] && echo 1 || echo 0)
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
