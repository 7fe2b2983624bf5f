using System.Collections.Immutable;

namespace RunScope.Testing.Configuration;

/// <summary>What a key takes.</summary>
internal enum ValueKind
{
    /// <summary>"250ms", "5s", "1m30s"; never a bare number.</summary>
    Duration,

    /// <summary>An integer.</summary>
    WholeNumber,

    /// <summary>A number from 0 to 1.</summary>
    Share,

    /// <summary>true or false; 1 and 0 as well in a variable.</summary>
    Flag,

    /// <summary>One of a few words.</summary>
    Word,

    /// <summary>A list of some of a few words; in a variable with commas between.</summary>
    Words,

    /// <summary>Any text that <see cref="ConfigurationKey.Check"/> lets pass.</summary>
    Text,

    /// <summary>A list of regular expressions.</summary>
    Patterns,

    /// <summary>Names and values of environment variables.</summary>
    Variables,
}

/// <summary>One key of the configuration: what it takes, what it means, and what holds when nobody sets it.</summary>
/// <param name="Name">As a file spells it; a dot goes into a section: "reports.folder".</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Default">The default as a file would spell it; null for none.</param>
/// <param name="Description">What it means, for documentation and editors.</param>
internal sealed record ConfigurationKey(string Name, ValueKind Kind, string? Default, string Description)
{
    /// <summary>What every variable of ours begins with.</summary>
    public const string Prefix = "RUNSCOPE_";

    /// <summary>The bounds of a whole number or, in milliseconds, of a duration.</summary>
    public (long Least, long Most) Range { get; init; }

    /// <summary>The words that it takes.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    public Func<string, string?> Check { get; init; } = _ => null;

    /// <summary>Whether RUNSCOPE_OVERRIDE__ may set it: how a run is made, and never what it is judged by.</summary>
    public bool IsOperational { get; init; }

    /// <summary>A shorter variable with the same meaning.</summary>
    public string? ShortVariable { get; init; }

    /// <summary>The key in Microsoft.Extensions.Configuration.</summary>
    public string Path => Name.Replace('.', ':');

    /// <summary>The variable's name.</summary>
    public string Variable => Prefix + VariablePart;

    /// <summary>The name of the variable that wins over everything.</summary>
    public string OverrideVariable => ConfigurationKeys.OverridePrefix + VariablePart;

    private string VariablePart => Name.ToUpperInvariant().Replace(".", "__", StringComparison.Ordinal);
}
