using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RunScope.Testing.Cli.Help;

/// <summary>Prints the help of the command that <c>--help</c> was given to.</summary>
internal sealed class HelpAction : SynchronousCommandLineAction
{
    private const int Narrowest = 60;
    private const int Widest = 120;
    private const int InPipes = 100;

    /// <summary>As wide as the terminal, within reason.</summary>
    public static int Width => TerminalWidth is { } width ? Math.Clamp(width, Narrowest, Widest) : InPipes;

    /// <summary>Columns of the terminal that standard output is; null when it is none.</summary>
    public static int? TerminalWidth
    {
        get
        {
            try
            {
                return Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    /// <summary>Puts it in the place of the parser's own.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Description = "Print this help.";
            option.Action = new HelpAction();
        }
    }

    /// <summary>Who asks for this needs no complete command line.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Console.Out.Write(HelpText.Of(parseResult.CommandResult.Command, Width));
        return 0;
    }
}
