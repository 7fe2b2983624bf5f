# Completion of runscope for fish:
#   runscope completion fish > ~/.config/fish/completions/runscope.fish
function __runscope_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l lines ($words[1] '[complete]' $words[2..-1] "$word" 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path "$word"
        case folders
            __fish_complete_directories "$word"
        case command
            __fish_complete_subcommand --fcs-skip=$lines[2]
        case words beginnings
            for line in $lines[2..-1]
                echo $line
            end
    end
end
complete -c runscope -f -a '(__runscope_complete)'
