using System.CommandLine;
using RunScope.Testing.Cli.Help;
using RunScope.Testing.Cli.Processes;

namespace RunScope.Testing.Cli;

/// <summary><c>runscope ps</c>: processes that one might attach to.</summary>
internal sealed class PsCommand
{
    private readonly Argument<string?> _name = new("name")
    {
        HelpName = "NAME",
        Description = "Only processes with this in a name, or whose whole name matches a pattern with * or ?. Names are the kernel's, the program file's, the one it was called by, and the script's or dll's that an interpreter runs. A PID does too.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _all = new("--all") { Description = "Those of all users, with a column that says whose; only your own unless given." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON instead of a table." };

    public PsCommand()
    {
        Command = new Command("ps", "List processes: their threads' states, CPU, memory, and what attaching to them would show.") { _name, _all, _json }.WithHelp(new HelpPage
        {
            More = """
                The busiest come first. CPU % is of one CPU, over a look of 100 ms; CPU TIME is all since the process began. STATES counts threads by the kernel's letters at one moment: R wants a CPU (on one, or waiting for one), S sleeps, D waits uninterruptibly (usually for storage), T is stopped, t is traced, Z has ended, I is anything else.

                ATTACH says what runscope attach would show: "full" is states, times and the calls that threads wait in; "states only" leaves out the calls, and runscope doctor says how to get them; "no" says why not. Secrets in command lines are hidden. Threads of the kernel are never listed.
                """,
            Examples =
            [
                new("runscope ps", "Your own processes."),
                new("runscope ps --all nginx", "Everybody's with nginx in a name."),
                new("runscope ps --json 'python*'", "For scripts."),
            ],
            Exits = [ExitMeaning.Of(0, "there are such processes"), ExitMeaning.Of(ExitCodes.NoProcess, "there is none")],
            Documentation = "docs/command-line.md, section \"ps\"",
        });
        Command.SetAction(parsed => new PsVerb { Name = parsed.GetValue(_name), AllUsers = parsed.GetValue(_all), Json = parsed.GetValue(_json) }.Run());
    }

    public Command Command { get; }
}
