#!/usr/bin/env bash
# tests/store-figures.sh [READINGS]   what keeping costs, with SQLite: throughput with 64 clients, the newest 50 among 1,000 and
# among READINGS (1,000,000), and the memory of an export of all of them. Prints each figure with its limit; exits 1 when one
# is over. Needs 2 GB of disk in $TMPDIR for a million.
set -euo pipefail
cd "$(dirname "$0")/.."
readings=${1:-1000000}
work=$(mktemp -d)
. tests/serving.sh
server='' passed=0 failed=0
trap 'kill -9 $server 2>/dev/null || true; rm -rf "$work"' EXIT
cookie='Cookie: inkdigit_owner=00000000000000000000000000000000'
owner=$(head -c 16 /dev/zero | sha256sum | cut -c1-64)

check() {  # check WHAT VALUE LIMIT UNIT: VALUE must be under LIMIT
  if awk -v a="$2" -v b="$3" 'BEGIN { exit !(a < b) }'; then
    passed=$((passed + 1)) && echo "ok    $1: $2 $4 (limit $3)"
  else
    failed=$((failed + 1)) && echo "OVER  $1: $2 $4 (limit $3)"
  fi
}

rate() { "$load" recognize "$port" 4 64 "$picture" "$1" | sed 's/.*per_second //'; }

# In turns, because the machine may be slower at one time than at another.
serve --keep all --database "sqlite:$work/load.db"
alone=() kept=()
for _ in 1 2 3; do alone+=("$(rate keep=0)") kept+=("$(rate keep=1)"); done
stop_serving
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
a=$(median "${alone[@]}") k=$(median "${kept[@]}")
echo "      64 clients: recognise alone $a/s, recognise and keep $k/s"
check "times as long as alone with keeping" "$(awk -v a="$a" -v k="$k" 'BEGIN { printf "%.2f", a / k }')" 2 ""

# fill FILE COUNT: readings of one digit with a picture of 200 bytes, for the owner of $cookie.
fill() {
  serve --keep all --database "sqlite:$1"
  stop_serving
  sqlite3 "$1" >/dev/null <<SQL
PRAGMA synchronous = OFF;
PRAGMA journal_mode = OFF;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2)
INSERT INTO readings SELECT CAST(printf('%016d', i) AS BLOB), x'$owner', i, '7', 0.9, i % 10 = 0, NULL, NULL, 'digits',
  'hash', 280, 280, 'image/png', 200, zeroblob(44), zeroblob(16), zeroblob(784), zeroblob(200) FROM n;
PRAGMA journal_mode = WAL;
SQL
}

# newest QUERY: milliseconds of the median of 101 requests over one connection.
newest() {
  local urls=()
  for _ in $(seq 101); do urls+=(-o /dev/null "http://127.0.0.1:$port/api/v1/readings?limit=50$1"); done
  curl -sS -H "$cookie" -w '%{time_total}\n' "${urls[@]}" | sort -n | sed -n 51p | awk '{ printf "%.2f", $1 * 1000 }'
}
fill "$work/small.db" 1000
fill "$work/large.db" "$readings"
for query in "" "&filter=unsure-or-corrected"; do
  serve --keep all --database "sqlite:$work/small.db"
  small=$(newest "$query")
  stop_serving
  serve --keep all --database "sqlite:$work/large.db"
  large=$(newest "$query")
  stop_serving
  echo "      newest 50$query: $small ms among 1,000, $large ms among $readings"
  check "times as long among $readings" "$(awk -v a="$large" -v b="$small" 'BEGIN { printf "%.2f", a / b }')" 3 ""
done

serve --keep all --database "sqlite:$work/large.db"
newest "" >/dev/null
memory() { awk -v key="$1:" '$1 == key { printf "%.1f", $2 * 1024 / 1e6 }' "/proc/$server/status"; }
idle=$(memory VmRSS)
start=${EPOCHREALTIME/./}
curl -sS -H "$cookie" -o "$work/export.zip" "http://127.0.0.1:$port/api/v1/readings/export"
took=$(((${EPOCHREALTIME/./} - start) / 1000000))
peak=$(memory VmHWM)
stop_serving
echo "      export: $took s, $(stat -c %s "$work/export.zip") bytes, idle $idle MB, peak $peak MB"
check "memory of the export above idle" "$(awk -v p="$peak" -v i="$idle" 'BEGIN { printf "%.1f", p - i }')" 64 MB
entries=$(unzip -l "$work/export.zip" | tail -1 | awk '{ print $2 }')
check "entries that are missing in the zip" "$((readings + 1 > entries ? readings + 1 - entries : 0))" 1 ""
[[ $(unzip -p "$work/export.zip" manifest.tsv | wc -l) -eq $readings ]] || { echo "OVER  the manifest has not a line a reading" && failed=$((failed + 1)); }

echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
