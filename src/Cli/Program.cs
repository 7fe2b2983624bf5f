using System.CommandLine;

namespace RunScope.Testing.Cli;

/// <summary>The tool's entry: verbs are commands, each in a file of its own.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var run = new RunCommand();
        var root = new RootCommand("Says where a Linux process spends its time, and what it waits for.") { run.Command };
        var parsed = root.Parse(run.SeparateWorkload(args));
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) Console.Error.WriteLine("runscope: " + error.Message);
            Console.Error.WriteLine("Try: runscope --help, runscope run --help");
            return ExitCodes.WrongUsage;
        }

        // Help and version print by themselves; a bare "runscope" shows what there is to run.
        if (parsed.CommandResult.Command == root && parsed.Action is null)
        {
            Console.Error.WriteLine("runscope: name a verb, such as: runscope run -- gzip -9 -k -f FILE");
            return ExitCodes.WrongUsage;
        }

        return parsed.CommandResult.Command == run.Command && run.Wants(parsed) ? run.Execute(parsed) : parsed.Invoke();
    }
}
