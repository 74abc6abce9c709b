#!/usr/bin/env bash
# deploy/build-deb.sh FOLDER   builds the program and leaves its Debian packages in FOLDER: inkdigit, and libinkdigit-dev for
# those who link the library.
set -euo pipefail
folder=${1:?usage: deploy/build-deb.sh FOLDER}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cd "$(dirname "$0")/.."
. tools/setup.sh
need build package
cmake --preset release -B build-deb -DCMAKE_INSTALL_PREFIX=/usr >build-deb.log 2>&1 || { cat build-deb.log >&2; die "CMake could not configure build-deb"; }
rm -f build-deb.log
build build-deb
(cd build-deb && cpack -G DEB -B "$folder" >&2)
rm -rf "$folder/_CPack_Packages"
ls "$folder"/*.deb
