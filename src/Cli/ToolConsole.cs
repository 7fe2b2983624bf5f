using RunScope.Testing.Interop;
using Spectre.Console;

namespace RunScope.Testing.Cli;

/// <summary>What the tool writes tables with: coloured on a terminal, and plain text without a single escape code elsewhere, or where <c>NO_COLOR</c> asks for it.</summary>
internal static class ToolConsole
{
    // Wide enough that no line of ours is folded: a reader of a file has no width.
    private const int WidthOfFiles = 4096;

    public static IAnsiConsole Error() => Of(Console.Error, Console.IsErrorRedirected);

    public static IAnsiConsole Out() => Of(Console.Out, Console.IsOutputRedirected);

    /// <summary>Whether standard error is a terminal on which a line can be written over.</summary>
    public static bool ErrorIsTerminal => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb";

    /// <summary>Writes words that don't matter where nobody can read them any more: the terminal has gone, or the disk that they go to is full.</summary>
    /// <returns>Why they couldn't be written; null when they were.</returns>
    public static string? TryWrite(Action words)
    {
        try
        {
            words();
            return null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    /// <summary>Says something of the tool's own on standard error, where anybody can read it.</summary>
    public static void Say(string words)
    {
        words = $"runscope: {words}\n";
        try
        {
            TryWrite(words);
        }
        catch (Exception e) when (e is FileNotFoundException or System.ComponentModel.Win32Exception)
        {
            // Without a descriptor left not even the console can be loaded, or started.
            _ = Unistd.TryWrite(2, System.Text.Encoding.UTF8.GetBytes(words));
        }
    }

    private static void TryWrite(string words)
    {
        try
        {
            Console.Error.Write(words);
        }
        catch (IOException e) when (e is not FileNotFoundException)
        {
            // Nobody can read it any more.
        }
    }

    /// <summary>Says why a verb ends with an exit code, and returns the code.</summary>
    public static int Say(string words, int exitCode)
    {
        Say(words);
        return exitCode;
    }

    private static IAnsiConsole Of(TextWriter writer, bool isRedirected)
    {
        var plain = isRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Interactive = InteractionSupport.No,
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (isRedirected) console.Profile.Width = WidthOfFiles;
        return console;
    }
}
