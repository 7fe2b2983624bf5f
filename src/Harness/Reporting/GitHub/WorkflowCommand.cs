using System.Globalization;
using System.Text;
using RunScope.Testing.Reporting.Html;

namespace RunScope.Testing.Reporting.GitHub;

/// <summary>An annotation for the log of a GitHub workflow ("Workflow commands for GitHub Actions"): <c>::error title=...,file=...,line=...::message</c>.</summary>
internal static class WorkflowCommand
{
    // A screenful; the log and the report have the rest.
    private const int Longest = 2000;

    /// <summary>An error.</summary>
    /// <param name="title">The annotation's head.</param>
    /// <param name="message">Its text, of several lines if need be.</param>
    /// <param name="file">The source file, relative to the repository; null when unknown.</param>
    /// <param name="line">The line; null when unknown.</param>
    public static string Error(string title, string message, string? file, int? line)
    {
        var command = new StringBuilder("::error title=").Append(Property(title));
        if (file is not null) command.Append(",file=").Append(Property(file));
        if (file is not null && line is { } number) command.Append(CultureInfo.InvariantCulture, $",line={number}");
        return command.Append("::").Append(Data(message)).ToString();
    }

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static string Data(string text)
    {
        // The old form of a command, ##[...], is obeyed anywhere in a line.
        var plain = new string([.. text.Take(Longest).Select(c => (char.IsControl(c) && c is not ('\r' or '\n')) || Reorders(c) ? '\uFFFD' : c)]).Replace("##[", "# #[", StringComparison.Ordinal);
        return plain.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
    }

    // Direction overrides and what ends a line without being a line's end: the log would show another text than there is.
    private static bool Reorders(char c) => !char.IsControl(c) && !char.IsSurrogate(c) && PageText.IsHidden(new Rune(c));
}
