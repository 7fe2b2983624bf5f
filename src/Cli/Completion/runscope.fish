# Completion of runscope for fish:
#   runscope completion fish > ~/.config/fish/completions/runscope.fish
function __runscope_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l lines ($words[1] '[complete]' $words[2..-1] "$word" 2>/dev/null)
    # Of --json=/tmp/p the path alone is one.
    set -l option (string match -r -- '^--[^=]+=' "$word")
    set -l path (string replace -r -- '^--[^=]+=' '' "$word")
    switch "$lines[1]"
        case files
            for found in (__fish_complete_path "$path")
                echo "$option$found"
            end
        case folders
            for found in (__fish_complete_directories "$path")
                echo "$option$found"
            end
        case command
            # Another command's words: as fish completes that command. Its first word is the one of this number behind ours.
            set -l begins (math $lines[2] + 1)
            set -l theirs
            if test $begins -le (count $words)
                set theirs (string escape -- $words[$begins..-1])
            end
            complete -C (string join ' ' -- $theirs "$word")
        case words beginnings
            for line in $lines[2..-1]
                echo $line
            end
    end
end
complete -c runscope -f -a '(__runscope_complete)'
