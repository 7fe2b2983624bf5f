using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Assertions;

/// <summary>A limit as its author wrote it, for messages: <c>[ThreadState(DiskSleep, AtMost = 0.05)]</c>.</summary>
internal static class Declaration
{
    public static string Of(string name, params IEnumerable<string> parts)
    {
        var written = string.Join(", ", parts.Where(p => p.Length > 0));
        return written.Length == 0 ? $"[{name}]" : $"[{name}({written})]";
    }

    public static string Part(string property, double value) =>
        double.IsNaN(value) ? "" : string.Create(CultureInfo.InvariantCulture, $"{property} = {value}");

    public static string Part(string property, bool value) => value ? $"{property} = true" : "";

    public static string Part(string property, string? value) => value is null ? "" : $"{property} = {VisibleText.Quote(value)}";
}
