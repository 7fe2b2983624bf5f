using System.CommandLine;
using RunScope.Testing.Attach;
using RunScope.Testing.Cli.Doctor;
using RunScope.Testing.Cli.Help;

namespace RunScope.Testing.Cli;

/// <summary><c>runscope doctor</c>: what this machine permits, tried for real.</summary>
internal sealed class DoctorCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON instead of text." };

    public DoctorCommand()
    {
        Command = new Command("doctor", "Say what this machine permits, what is lost, and how to get it; try it on a child.") { _json }.WithHelp(new HelpPage
        {
            More = "It changes nothing. Two children are started (the tool itself, for a moment): one is profiled from start to end, as a test would; the other is attached to while it runs. For everything that the machine keeps from runscope it says what is lost, the command that lifts that, and what lifting it costs in security.",
            Examples =
            [
                new("runscope doctor", "Why are there no calls in my profile?"),
                new("runscope doctor --json", "For scripts, and for bug reports."),
            ],
            Exits = [ExitMeaning.Of(0, "profiling of children works here"), ExitMeaning.Of(ExitCodes.NoProfiling, "it doesn't; the first lines say why")],
            Documentation = "docs/command-line.md, section \"doctor\"",
        });
        Command.SetAction(parsed => Run(parsed.GetValue(_json)));
    }

    public Command Command { get; }

    private static int Run(bool asJson)
    {
        var facts = MachineFacts.Read();
        var details = MachineDetails.Read(facts);
        var diagnosis = Diagnosis.Of(facts, details);
        var (launch, attach) = TryAsync().GetAwaiter().GetResult();
        Console.Out.Write(asJson ? DoctorJson.Of(diagnosis, facts, details, launch, attach) : DoctorText.Of(diagnosis, facts, details, launch, attach, HelpAction.Width));
        return launch.Works ? 0 : ExitCodes.NoProfiling;
    }

    // One after the other: they would measure each other.
    private static async Task<(Trial Launch, Trial Attach)> TryAsync() => (await Trial.LaunchAsync().ConfigureAwait(false), await Trial.AttachAsync().ConfigureAwait(false));
}
