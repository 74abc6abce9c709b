# Sourced by the tests of the store: `serve ARGS...` starts the program on a free port and waits until it listens;
# sets server (its process) and port. `stop_serving` ends it.
program=${INKDIGIT_PROGRAM:-build/inkdigit}
load=${INKDIGIT_LOAD:-build-dev/server/inkdigit-load}
picture=tests/data/seven.png

serve() {
  local log=$work/serve.log
  : >"$log"
  "$program" serve --quiet --listen 127.0.0.1:0 "$@" 2>>"$log" &
  server=$!
  for _ in $(seq 300); do
    port=$(sed -n 's|.*http://127.0.0.1:\([0-9]*\)/.*|\1|p' "$log")
    [[ -n $port ]] && return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.05
  done
  cat "$log" >&2
  return 1
}

stop_serving() {
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
}
