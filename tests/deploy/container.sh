#!/usr/bin/env bash
# tests/deploy/container.sh   the steps of deploy/Containerfile without a container engine: a Debian 12 made by debootstrap, the
# package installed as the file says, the program run as its user on a root that can't be written. Needs root, debootstrap and
# the network; not part of ./test.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/free_port.sh
[[ $EUID -eq 0 ]] || { echo "container.sh: a chroot needs root" >&2; exit 2; }
work=$(mktemp -d)
cleanup() {
  [[ -n ${server:-} ]] && kill -9 "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
root=$work/system
deploy/build-deb.sh "$work/packages"
debootstrap --variant=minbase bookworm "$root" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$work/debootstrap.log" || { tail -5 "$work/debootstrap.log"; exit 1; }
[[ -n ${http_proxy:-} ]] && echo "Acquire::http::Proxy \"$http_proxy\";" >"$root/etc/apt/apt.conf.d/proxy"
[[ -d /etc/apt/apt.conf.d ]] && cp -n /etc/apt/apt.conf.d/*roxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true

# The second stage, instruction by instruction.
user=0 stage=0 environment=()
while read -r instruction rest; do
  case $instruction in
    FROM) stage=$((stage + 1)) ;;
    COPY) [[ $stage -eq 2 ]] && mkdir -p "$root/tmp/packages" && cp "$work"/packages/inkdigit_*.deb "$root/tmp/packages/" ;;
    RUN) [[ $stage -eq 2 ]] && chroot "$root" sh -c "$rest" >"$work/run.log" 2>&1 || [[ $stage -ne 2 ]] || { tail -20 "$work/run.log"; exit 1; } ;;
    USER) user=$rest ;;
    ENV) read -ra environment <<<"$rest" ;;
    ENTRYPOINT) entry=$(sed 's/[]["]//g; s/,/ /g' <<<"$rest") ;;
    CMD) arguments=$(sed 's/[]["]//g; s/,/ /g' <<<"$rest") ;;
  esac
done <deploy/Containerfile
echo "size of the root: $(du -sm --exclude=var/cache "$root" | cut -f1) MB"

port=$(free_port)
mkdir -p "$root/data"
# As an engine runs it: a root that can't be written, a volume at /data, and PORT as hosting services set it.
unshare -m bash -c '
  root=$1 user=$2
  shift 2
  mount --bind "$root" "$root" && mount -o remount,bind,ro "$root"
  mount -t tmpfs -o mode=0700,uid=${user%:*},gid=${user#*:} tmpfs "$root/data"
  exec chroot --userspec="$user" "$root" env -i "$@"' _ "$root" "$user" "${environment[@]}" "PORT=$port" $entry $arguments 2>"$work/serve.log" &
server=$!
for _ in $(seq 100); do
  curl -fs "http://127.0.0.1:$port/readyz" >/dev/null && break
  sleep 0.1
done
# Without --keep the server keeps corrections only, as it does not listen on a loopback address.
answer=$(curl -fs --data-binary @tests/data/seven.png "http://127.0.0.1:$port/api/v1/readings?text=7")
echo "$answer" | cut -c1-80
status=0
[[ $answer == *'"text":"7"'* && $answer == *'"id":'* ]] || status=1
ps -o uid= -p "$(pgrep -n -f 'inkdigit serve')" | grep -q "${user%:*}" || { echo "it does not run as $user"; status=1; }
kill -TERM "$server"
wait "$server" || { echo "SIGTERM did not end it well"; status=1; }
server=''
cat "$work/serve.log"
[[ $status -eq 0 ]] && echo "1 passed, 0 failed" || { echo "0 passed, 1 failed"; exit 1; }
