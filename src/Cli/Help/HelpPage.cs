using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.CompilerServices;

namespace RunScope.Testing.Cli.Help;

/// <summary>What the help of a verb says besides its symbols. The verb's <see cref="Symbol.Description"/> is its purpose in one sentence.</summary>
internal sealed record HelpPage
{
    /// <summary>Command lines as one would type them, each with what it is for. Tests parse every one.</summary>
    public required ImmutableArray<Example> Examples { get; init; }

    /// <summary>What the exit codes mean; wrong usage (64) and a failure of the tool itself (125) are added.</summary>
    public ImmutableArray<ExitMeaning> Exits { get; init; } = [];

    /// <summary>Paragraphs behind the purpose, parted by empty lines; lines that begin with a blank stay as they are.</summary>
    public string More { get; init; } = "";

    /// <summary>Where more is told: a page of the documentation, with a section.</summary>
    public required string Documentation { get; init; }

    /// <summary>What stands behind the verb in the line of usage; made of its arguments where null.</summary>
    public string? Usage { get; init; }
}

/// <summary>A command line and what it is for.</summary>
internal sealed record Example(string Line, string Purpose);

/// <summary>What an exit code means.</summary>
internal sealed record ExitMeaning(string Code, string Meaning)
{
    public static ExitMeaning Of(int code, string meaning) => new(code.ToString(System.Globalization.CultureInfo.InvariantCulture), meaning);
}

/// <summary>Gives commands their pages.</summary>
internal static class HelpPages
{
    private static readonly ConditionalWeakTable<Command, HelpPage> Pages = [];

    /// <summary>Gives a command its page, and returns it.</summary>
    public static Command WithHelp(this Command command, HelpPage page)
    {
        Pages.AddOrUpdate(command, page);
        return command;
    }

    /// <summary>The page of a command; null when it has none.</summary>
    public static HelpPage? Help(this Command command) => Pages.TryGetValue(command, out var page) ? page : null;
}
