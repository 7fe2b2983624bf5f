# Completion of runscope for bash. In ~/.bashrc:
#   source <(runscope completion bash)
_runscope() {
    local lines kind i word
    COMPREPLY=()
    # The words up to the cursor; the tool says what they may go on with.
    mapfile -t lines < <("$1" '[complete]' "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$2" 2>/dev/null)
    kind=${lines[0]-}
    case $kind in
        files)
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$2")
            ;;
        folders)
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -d -- "$2")
            ;;
        command)
            # Another command's words: as bash completes that command, where bash-completion is there to do so.
            if declare -F _comp_command_offset >/dev/null; then
                _comp_command_offset "${lines[1]}"
            elif declare -F _command_offset >/dev/null; then
                _command_offset "${lines[1]}"
            elif ((COMP_CWORD == lines[1])); then
                mapfile -t COMPREPLY < <(compgen -c -- "$2")
            else
                compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen -f -- "$2")
            fi
            ;;
        words | beginnings)
            [[ $kind == words ]] || compopt -o nospace 2>/dev/null
            for ((i = 1; i < ${#lines[@]}; i++)); do
                word=${lines[i]%%$'\t'*}
                case $word in
                    *[!A-Za-z0-9_.,:/@%+=-]*) COMPREPLY+=("$(printf %q "$word")") ;;
                    *) COMPREPLY+=("$word") ;;
                esac
            done
            ;;
    esac
}
complete -F _runscope runscope
