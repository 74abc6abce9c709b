#!/bin/sh
# Installs the library to a temporary place and builds docs/example against it outside the tree, once with
# find_package(inkdigit) and once with pkg-config; both must read PICTURE alike.
# Usage: tests/install_test.sh BUILD_DIR PICTURE [EXPECTED_DIGIT]
set -eu
[ $# -ge 2 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
build=$(cd "$1" && pwd)
picture=$(realpath "$2")
expected=${3:-}
source=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Moved after it was installed: nothing in it may name its place.
cmake --install "$build" --prefix "$work/first" --component library >/dev/null
mv "$work/first" "$work/prefix"
cp -r "$source/docs/example" "$work/example"

cmake -G Ninja -S "$work/example" -B "$work/build" -DCMAKE_PREFIX_PATH="$work/prefix" >/dev/null
cmake --build "$work/build" >/dev/null
with_cmake=$("$work/build/example" "$picture")

PKG_CONFIG_PATH=$(dirname "$(find "$work/prefix" -name inkdigit.pc)")
LD_LIBRARY_PATH=$(dirname "$(find "$work/prefix" -name 'libinkdigit.*' | head -n 1)")  # for a shared library
export PKG_CONFIG_PATH LD_LIBRARY_PATH
for static in "" --static; do
  # shellcheck disable=SC2046,SC2086  # flags are words
  g++ -std=c++20 -Wall -Wextra -Werror "$work/example/main.cpp" -o "$work/with-pkg-config" \
    $(pkg-config $static --cflags --libs inkdigit)
  with_pkg_config=$("$work/with-pkg-config" "$picture")
  if [ "$with_cmake" != "$with_pkg_config" ]; then
    echo "install_test: built with CMake it reads '$with_cmake', with pkg-config $static '$with_pkg_config'" >&2
    exit 1
  fi
done
case $with_cmake in
  "$expected"*) echo "install_test: the example, built against the installed library, reads: $with_cmake" ;;
  *) echo "install_test: expected $expected, the example reads: $with_cmake" >&2; exit 1 ;;
esac
