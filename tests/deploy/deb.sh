#!/usr/bin/env bash
# tests/deploy/deb.sh   builds the Debian packages, looks at what is in them, installs and removes them in a root of their own
# (their dependencies are not in it), and runs the program from there.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
check() {
  local what=$1
  shift
  if "$@" >"$work/said" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $what"
    cat "$work/said"
  fi
}
deploy/build-deb.sh "$work/packages" >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
program=$(ls "$work"/packages/inkdigit_*.deb)
library=$(ls "$work"/packages/libinkdigit-dev_*.deb)
system=$work/system

mkdir -p "$system/var/lib/dpkg/updates" "$system/var/lib/dpkg/info"
touch "$system/var/lib/dpkg/status"
in_root() { dpkg --root="$system" --force-depends --force-not-root --log="$work/dpkg.log" "$@"; }
check "the packages can be installed" in_root -i "$program" "$library"
for file in usr/bin/inkdigit usr/share/man/man1/inkdigit.1 usr/share/bash-completion/completions/inkdigit \
  usr/lib/systemd/system/inkdigit.service usr/share/doc/inkdigit/copyright usr/include/inkdigit/recognizer.h; do
  check "$file is installed" test -s "$system/$file"
done
check "the program says its version" "$system/usr/bin/inkdigit" --version
check "the program reads a seven" bash -c "[[ \$('$system/usr/bin/inkdigit' recognize tests/data/seven.png) == *\$'\t7\t'* ]]"
check "the program names the libraries that it needs" bash -c "dpkg-deb -f '$program' Depends | grep -q libspng0"
check "PostgreSQL's library is no dependency" bash -c "! dpkg-deb -f '$program' Depends | grep -q libpq"
check "the packages can be removed" in_root -P inkdigit libinkdigit-dev
check "nothing is left of them" bash -c "[[ -z \$(find '$system/usr' -not -type d 2>/dev/null) ]]"

check "the man page is well-formed" mandoc -T lint -W warning deploy/inkdigit.1
help=$(build-deb/inkdigit --help)
for command in $(sed -n '/^Subcommands:/,$s/^  \([a-z]*\) .*/\1/p' <<<"$help"); do
  check "the man page has the command $command" grep -q "^\.B $command\$" deploy/inkdigit.1
done
# completes WORDS...: what is offered for the last of them.
completes() {
  bash -c 'source deploy/completion/inkdigit.bash; COMP_WORDS=(build-deb/inkdigit "$@"); COMP_CWORD=$#; _inkdigit; echo "${COMPREPLY[*]}"' _ "$@"
}
check "a command is completed" test "$(completes re)" = recognize
check "a command's flag is completed" test "$(completes serve --li)" = --listen
check "a command within another is completed" test "$(completes dataset ba)" = backup
check "a file behind a command is completed" test "$(completes recognize tests/data/sev)" = tests/data/seven.png
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
