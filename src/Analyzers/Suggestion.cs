using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace RunScope.Testing.Analyzers;

/// <summary>What an analyzer tells the code fix: the expressions that could stand in the place of the one it found wrong.</summary>
internal static class Suggestion
{
    public const string Key = "RunScope.Replacements";
    private const char Separator = '\n';

    public static ImmutableDictionary<string, string?> Of(params IEnumerable<string> expressions)
    {
        var all = string.Join(Separator.ToString(), expressions);
        return all.Length == 0 ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Key, all);
    }

    public static string[] Read(ImmutableDictionary<string, string?> properties) =>
        properties.TryGetValue(Key, out var all) && all is not null ? all.Split(Separator) : [];

    /// <summary>A text as a literal of the language.</summary>
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
