using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using RunScope.Testing.Analysis;
using RunScope.Testing.Cli.Doctor;
using RunScope.Testing.Cli.Help;

namespace RunScope.Testing.Cli;

/// <summary>The tool's entry: verbs are commands, each in a file of its own; <see cref="Verbs"/> lists them.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is [TrialChild.Word, ..]) return TrialChild.Run(args);
        if (args is [CompletionCommand.Word, .. var words]) return CompletionCommand.Complete(words);

        // "help VERB" is "VERB --help".
        if (args is ["help", .. var about]) args = [.. about, "--help"];
        var root = Verbs.Root(args);
        if (args.Length == 0)
        {
            Console.Error.Write(HelpText.Of(root, HelpAction.Width));
            return ExitCodes.WrongUsage;
        }

        if (Verbs.WhyNoVerb(args[0]) is { } problem)
        {
            ToolConsole.Say($"{problem}\nTry: runscope --help");
            return ExitCodes.WrongUsage;
        }

        var separated = Verbs.Separate(root, args, out var unknown);
        var parsed = root.Parse(separated);
        var errors = parsed.Errors.Select(e => e.Message).ToList();
        if (unknown is not null) errors.Insert(0, $"there is no option {unknown}. An option of the command itself comes after the command.");
        if (errors.Count > 0)
        {
            foreach (var error in errors) ToolConsole.Say(error);
            Console.Error.WriteLine($"Try: runscope --help, runscope {string.Join(' ', VerbsOf(parsed).DefaultIfEmpty("run"))} --help");
            return ExitCodes.WrongUsage;
        }

        // Called without the parser's frame around it: some verbs may not touch the console, and none wants its handling of failures.
        try
        {
            return parsed.Action is SynchronousCommandLineAction action ? action.Invoke(parsed) : parsed.Invoke();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or RunScopeException)
        {
            // What a verb doesn't expect, such as a full disk behind standard output.
            ToolConsole.Say($"{string.Join(' ', VerbsOf(parsed).DefaultIfEmpty("this"))} could not be completed: {VisibleText.Of(e.Message, 1000)}");
            return ExitCodes.OwnFailure;
        }
    }

    /// <summary>The verb that was understood, with the verbs that it is one of: "baseline accept".</summary>
    private static IEnumerable<string> VerbsOf(ParseResult parsed)
    {
        var verbs = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at?.Parent is not null; at = at.Parent) verbs.Push(((CommandResult)at).Command.Name);
        return verbs;
    }
}
