using System.CommandLine;
using System.CommandLine.Parsing;

namespace RunScope.Testing.Cli;

/// <summary>The tool's entry: verbs are commands, each in a file of its own.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var run = new RunCommand();
        var calibrate = new CalibrateCommand();
        var live = new LiveCommand();
        var root = new RootCommand("Says where a Linux process spends its time, and what it waits for.") { run.Command, new CompareCommand().Command, calibrate.Command, new BaselineCommand().Command, live.Command };
        WorkloadWords[] verbs = [new(run.Command), new(calibrate.Command)];
        var words = verbs.Aggregate(args, (before, verb) => verb.Separate(before));
        var parsed = root.Parse(words);
        var errors = parsed.Errors.Select(e => e.Message).ToList();
        foreach (var unknown in verbs.Select(v => v.UnknownOption(words)).OfType<string>()) errors.Insert(0, $"there is no option {unknown}. An option of the command itself comes after the command.");
        if (errors.Count > 0)
        {
            foreach (var error in errors) Console.Error.WriteLine("runscope: " + error);
            Console.Error.WriteLine($"Try: runscope --help, runscope {string.Join(' ', VerbsOf(parsed).DefaultIfEmpty(run.Command.Name))} --help");
            return ExitCodes.WrongUsage;
        }

        return parsed.CommandResult.Command == run.Command && run.Wants(parsed) ? run.Execute(parsed) : parsed.Invoke();
    }

    /// <summary>The verb that was understood, with the verbs that it is one of: "baseline accept".</summary>
    private static IEnumerable<string> VerbsOf(ParseResult parsed)
    {
        var verbs = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at?.Parent is not null; at = at.Parent) verbs.Push(((CommandResult)at).Command.Name);
        return verbs;
    }
}
