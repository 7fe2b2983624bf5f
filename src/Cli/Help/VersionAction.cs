using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace RunScope.Testing.Cli.Help;

/// <summary>Prints the tool's version, with the commit that it was built of.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    private const int ShortCommit = 12;

    /// <summary>The version, such as "0.1.0 (6ba7b8149dad)".</summary>
    public static string Version =>
        typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+') is [var version, { Length: > ShortCommit } commit]
            ? $"{version} ({commit[..ShortCommit]})"
            : typeof(VersionAction).Assembly.GetName().Version!.ToString(3);

    /// <summary>Puts it in the place of the parser's own.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<VersionOption>())
        {
            option.Description = "Print the version of runscope.";
            option.Action = new VersionAction();
        }
    }

    /// <summary>Who asks for this needs no complete command line.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Console.Out.WriteLine("runscope " + Version);
        return 0;
    }
}
