using System.CommandLine;

namespace RunScope.Testing.Cli;

/// <summary>The tool's entry: verbs are commands, each in a file of its own.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var run = new RunCommand();
        var root = new RootCommand("Says where a Linux process spends its time, and what it waits for.") { run.Command, new BaselineCommand().Command };
        var words = run.SeparateWorkload(args);
        var parsed = root.Parse(words);
        var errors = parsed.Errors.Select(e => e.Message).ToList();
        if (run.UnknownOption(words) is { } unknown) errors.Insert(0, $"there is no option {unknown}. An option of the command itself comes after the command.");
        if (errors.Count > 0)
        {
            foreach (var error in errors) Console.Error.WriteLine("runscope: " + error);
            Console.Error.WriteLine("Try: runscope --help, runscope run --help");
            return ExitCodes.WrongUsage;
        }

        return parsed.CommandResult.Command == run.Command && run.Wants(parsed) ? run.Execute(parsed) : parsed.Invoke();
    }
}
