using System.CommandLine;
using RunScope.Testing.Attach;
using RunScope.Testing.Cli.Completion;
using RunScope.Testing.Cli.Help;
using RunScope.Testing.Cli.Processes;

namespace RunScope.Testing.Cli;

/// <summary><c>runscope completion</c>: the script that lets a shell complete command lines of the tool.</summary>
internal sealed class CompletionCommand
{
    /// <summary>What those scripts call the tool by; the words of the command line follow.</summary>
    public const string Word = "[complete]";

    private readonly Argument<string> _shell = new("shell") { HelpName = "SHELL", Description = "bash, zsh or fish." };

    public CompletionCommand()
    {
        _shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Command = new Command("completion", "Print the script that lets a shell complete commands, options, their values, and processes by PID or name.") { _shell }.WithHelp(new HelpPage
        {
            More = """
                bash, in ~/.bashrc:

                  source <(runscope completion bash)

                zsh, in ~/.zshrc after compinit:

                  source <(runscope completion zsh)

                fish, once:

                  mkdir -p ~/.config/fish/completions
                  runscope completion fish > ~/.config/fish/completions/runscope.fish

                The same words in a shell that runs already switch it on for that shell; in fish: runscope completion fish | source
                """,
            Examples = [new("runscope completion bash", "The script for bash.")],
            Exits = [ExitMeaning.Of(0, "the script was printed")],
            Documentation = "docs/command-line.md, section \"completion\"",
        });
        Command.SetAction(parsed =>
        {
            Console.Out.Write(Script(parsed.GetRequiredValue(_shell)));
            return 0;
        });
    }

    public Command Command { get; }

    /// <summary>Completes the last of the words behind <see cref="Word"/>. What goes wrong offers nothing: a shell has no place for it.</summary>
    public static int Complete(string[] words)
    {
        try
        {
            Console.Out.Write(new Completer(ProcessTable.Read, ConfiguredRedactor.Read, Environment.ProcessId).Complete(words));
            return 0;
        }
        catch (Exception e) when (e is RunScopeException or IOException or InvalidOperationException)
        {
            return ExitCodes.OwnFailure;
        }
    }

    internal static string Script(string shell)
    {
        using var reader = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream("runscope." + shell)!);
        return reader.ReadToEnd();
    }
}
