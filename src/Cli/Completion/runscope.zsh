#compdef runscope
# Completion of runscope for zsh. In a folder of $fpath, before compinit:
#   runscope completion zsh > "${fpath[1]}/_runscope"
# or in ~/.zshrc, after compinit:
#   source <(runscope completion zsh)
_runscope() {
    local -a lines candidates
    local line
    lines=("${(@f)$("${words[1]}" '[complete]' "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
    case ${lines[1]} in
        files)
            compset -P '--*='
            _files
            ;;
        folders)
            compset -P '--*='
            _files -/
            ;;
        command)
            # Another command's words: as zsh completes that command.
            (( CURRENT -= lines[2] ))
            shift ${lines[2]} words
            _normal
            ;;
        words|beginnings)
            local -a more
            [[ ${lines[1]} == words ]] || more=(-S '')
            for line in "${(@)lines[2,-1]}"; do
                candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
            done
            _describe -V runscope candidates "${more[@]}"
            ;;
    esac
}
if [ "$funcstack[1]" = "_runscope" ]; then
    _runscope "$@"
else
    compdef _runscope runscope
fi
