# Sourced by ./run and ./test: `need GROUP...` installs what deploy/packages.txt lists for these groups and is missing.
# Everything is said on standard error, so that `./run recognize a.png | ...` pipes only the result.

say() { printf '== %s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Prints the packages of the groups that are not installed. A third field in the list names a command whose presence
# makes the package unnecessary (a Node or a browser that came from elsewhere).
missing_packages() {
  local groups=" $* " installed group package command
  # The first letter is what is wanted (a held package's is h), the second what is.
  installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' 2>/dev/null | sed -n 's/^.i *//p')
  while read -r group package command; do
    case $group in '' | '#'*) continue ;; esac
    [[ $groups == *" $group "* ]] || continue
    [[ -n $command ]] && command -v "$command" >/dev/null && continue
    grep -qxF -- "$package" <<<"$installed" || printf '%s\n' "$package"
  done <deploy/packages.txt | sort -u
}

need() {
  [[ ${INKDIGIT_SKIP_SETUP:-} == 1 ]] && return 0
  if ! command -v dpkg-query >/dev/null || ! grep -qs '^VERSION_CODENAME=bookworm$' /etc/os-release; then
    local packages
    packages=$(awk -v groups=" $* " '/^[a-z]/ && index(groups, " " $1 " ") {print $2}' deploy/packages.txt | sort -u | tr '\n' ' ')
    die "this is not Debian 12, so nothing is installed for you. Install what these Debian packages hold: ${packages}
and run again with INKDIGIT_SKIP_SETUP=1"
  fi

  local missing as_root=()
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} -eq 0 ]] && return 0
  local install=(apt-get install -y --no-install-recommends "${missing[@]}")
  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || die "these packages are missing, and there is neither root nor sudo to install them. As root:
  ${install[*]}"
    as_root=(sudo)
  fi

  say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq >&2 || die "apt-get update failed: is the network there?"
  local removed
  removed=$("${as_root[@]}" env LC_ALL=C apt-get -s install --no-install-recommends "${missing[@]}" 2>/dev/null | sed -n 's/^Remv \([^ ]*\).*/\1/p' | tr '\n' ' ')
  [[ -z $removed ]] || die "installing ${missing[*]} would remove ${removed}; nothing was changed"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-remove --no-install-recommends \
    "${missing[@]}" >&2 || die "apt-get could not install the packages above"
}

# configure PRESET [CMAKE ARGS...]: once; CMake itself notices later changes of its files.
configure() {
  local preset=$1 dir=build
  shift
  [[ $preset == release ]] || dir=build-$preset
  if [[ ! -f $dir/build.ninja ]]; then
    say "Configuring $dir"
    mkdir -p "$dir"
    cmake --preset "$preset" "$@" >"$dir/configure.log" 2>&1 || {
      cat "$dir/configure.log" >&2
      die "CMake could not configure $dir"
    }
  fi
}

# build DIR [TARGETS...]: quiet when nothing is to be done.
build() {
  local dir=$1
  shift
  if ! ninja -C "$dir" -n "$@" 2>/dev/null | grep -q 'no work to do'; then
    say "Building $dir"
    ninja -C "$dir" "$@" >&2 || die "the build of $dir failed"
  fi
}
