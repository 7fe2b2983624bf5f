using System.Collections.Immutable;
using System.CommandLine;
using RunScope.Testing.Analysis;
using RunScope.Testing.Cli.Help;

namespace RunScope.Testing.Cli;

/// <summary>A verb of the tool, which is built only when it is asked for: the others cost nothing then.</summary>
/// <param name="Name">The word.</param>
/// <param name="Build">Makes its command.</param>
/// <param name="TakesCommand">Whether words of another command follow its options.</param>
internal sealed record Verb(string Name, Func<Command> Build, bool TakesCommand = false);

/// <summary>The verbs, in the order in which help shows them.</summary>
internal static class Verbs
{
    public static ImmutableArray<Verb> All { get; } =
    [
        new("run", static () => new RunCommand().Command, TakesCommand: true),
        new("attach", static () => new AttachCommand().Command),
        new("live", static () => new LiveCommand().Command),
        new("ps", static () => new PsCommand().Command),
        new("report", static () => new ReportCommand().Command),
        new("compare", static () => new CompareCommand().Command),
        new("baseline", static () => new BaselineCommand().Command),
        new("calibrate", static () => new CalibrateCommand().Command, TakesCommand: true),
        new("doctor", static () => new DoctorCommand().Command),
        new("completion", static () => new CompletionCommand().Command),
    ];

    /// <summary>The tool's commands: of a command line that begins with a verb that one alone, else all.</summary>
    public static RootCommand Root(string[] args)
    {
        var named = args.Length > 0 ? All.Where(v => v.Name == args[0]) : [];
        var root = new RootCommand("Say where a Linux process spends its time, and what it waits for.");
        foreach (var verb in named.Any() ? named : All) root.Subcommands.Add(verb.Build());
        HelpAction.Install(root);
        VersionAction.Install(root);
        return root.WithRootHelp();
    }

    /// <summary>What is wrong with a first word that is neither an option nor a verb; null when nothing is.</summary>
    public static string? WhyNoVerb(string word)
    {
        if (word.StartsWith('-') || All.Any(v => v.Name == word)) return null;
        var (distance, nearest) = All.Select(v => (EditDistance.Between(word, v.Name), v.Name)).Min();
        return $"there is no command {VisibleText.Of(word)}." + (distance <= Math.Max(1, word.Length / 3) ? $" Did you mean {nearest}?" : "");
    }

    /// <summary>The words with <c>--</c> before those of another command; what a command line holds that is no option of its verb goes to <paramref name="unknown"/>.</summary>
    public static string[] Separate(RootCommand root, string[] args, out string? unknown)
    {
        unknown = null;
        if (args.Length == 0 || !All.Any(v => v.TakesCommand && v.Name == args[0])) return args;
        var words = new WorkloadWords(root.Subcommands.Single(c => c.Name == args[0]));
        var separated = words.Separate(args);
        unknown = words.UnknownOption(separated);
        return separated;
    }

    private static RootCommand WithRootHelp(this RootCommand root)
    {
        root.WithHelp(new HelpPage
        {
            Usage = "COMMAND [options]",
            More = "This page: runscope --help. Help on a command: runscope help COMMAND.",
            Examples =
            [
                new("runscope run -- gzip -9 -k -f FILE", "Profile a command: its output and exit code stay its own."),
                new("runscope attach my_server --duration 5s", "Watch a process that runs already, by its PID or its name."),
                new("runscope live my_server", "See in the terminal what each of its threads does."),
                new("runscope ps", "Which processes are there?"),
                new("runscope doctor", "What does this machine permit?"),
            ],
            Documentation = "docs/command-line.md",
        });
        return root;
    }
}
