# Completion of inkdigit's commands and flags for bash. It asks the program itself, so it knows what this version knows.
_inkdigit() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} commands=() i help
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ ${COMP_WORDS[i]} == -* ]] && break
    [[ ${COMP_WORDS[i]} =~ ^[a-z-]+$ ]] || break
    commands+=("${COMP_WORDS[i]}")
  done
  # A path behind the command is none of its words.
  help=$("${COMP_WORDS[0]}" "${commands[@]}" --help 2>/dev/null) || help=$("${COMP_WORDS[0]}" "${commands[0]:-}" --help 2>/dev/null)
  case $previous in
    --mode) mapfile -t COMPREPLY < <(compgen -W 'auto digit number' -- "$word"); return ;;
    --keep) mapfile -t COMPREPLY < <(compgen -W 'never corrections all' -- "$word"); return ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(grep -oE '(^|[ ,])--[a-z][a-z-]*' <<<"$help" | tr -d ' ,' | sort -u)" -- "$word")
    return
  fi
  local subcommands
  subcommands=$(sed -n '/^Subcommands:/,/^[^ ]/s/^  \([a-z-]*\) .*/\1/p' <<<"$help")
  if [[ -n $subcommands ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$subcommands" -- "$word")
  else
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}
complete -F _inkdigit inkdigit
