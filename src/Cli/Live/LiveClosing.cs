using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Live;

/// <summary>What is written when the view is closed: what was seen, and the end of a command's output.</summary>
internal static class LiveClosing
{
    private const int Lines = 20;

    /// <summary>Ends the watching, and writes its distribution to standard output.</summary>
    public static void Tell(ILiveSource source, OwnCommand? command)
    {
        var profile = source.FinishAsync().GetAwaiter().GetResult();
        source.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (command is not null) profile = command.EndOf(profile);
        var console = ToolConsole.Out();
        Summary.Write(console, profile);
        Summary.WriteThreads(console, profile);
        if (command is not null) TellOutput(command);
    }

    /// <summary>Writes the last lines of a command's output.</summary>
    public static void TellOutput(OwnCommand command)
    {
        var lines = command.LastLines(Lines);
        if (lines.IsEmpty) return;
        Console.Out.WriteLine(lines.Length < Lines ? "its output:" : $"the last {Lines} lines of its output:");
        foreach (var line in lines) Console.Out.WriteLine("  " + VisibleText.Of(line, 1000));
    }
}
