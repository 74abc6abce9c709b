#!/usr/bin/env bash
# tests/postgres.sh start FOLDER   makes a PostgreSQL database in FOLDER, which must not exist yet, starts it on a free
#                                  loopback port and prints its URL; exits 77 where PostgreSQL is not installed
# tests/postgres.sh stop FOLDER    stops it at once, as a crash would; the data stays
# tests/postgres.sh again FOLDER   starts it again on the same port
# tests/postgres.sh remove FOLDER  stops it and removes FOLDER
# PostgreSQL refuses to run as root: then it runs as the user `postgres`.
set -euo pipefail
. "$(dirname "$0")/free_port.sh"
[[ $# -eq 2 ]] || { sed -n '2,7s/^# //p' "$0" >&2; exit 2; }
folder=$2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[[ -n $bin ]] || { echo "PostgreSQL is not installed" >&2; exit 77; }

as_owner() {
  if [[ $EUID -eq 0 ]]; then (cd / && exec runuser -u postgres -- "$@"); else "$@"; fi
}

start() {
  as_owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 start >/dev/null || { cat "$folder/log" >&2; exit 1; }
}

case $1 in
  start)
    mkdir -p "$(dirname "$folder")"
    mkdir "$folder"
    [[ $EUID -ne 0 ]] || chown postgres "$folder"
    as_owner "$bin/initdb" -D "$folder/data" -U inkdigit -A trust -E UTF8 --locale=C --no-sync >/dev/null
    port=$(free_port)
    # Its socket file would need a short path; nobody uses it.
    printf "listen_addresses = '127.0.0.1'\nport = %d\nunix_socket_directories = ''\n" "$port" |
      as_owner tee -a "$folder/data/postgresql.conf" >/dev/null
    start
    echo "postgresql://inkdigit@127.0.0.1:$port/postgres"
    ;;
  stop) as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null ;;
  again) start ;;
  remove)
    as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
    ;;
  *) exit 2 ;;
esac
