using System.Collections.Immutable;

namespace RunScope.Testing.Cli;

/// <summary>What became of the files that <c>--json</c> and <c>--html</c> ask for. Nothing is said while they are written: who could hear it may have gone.</summary>
/// <param name="Page">The full path of the page; null where there is none.</param>
/// <param name="Problems">Why files couldn't be written.</param>
internal sealed record WrittenFiles(string? Page, ImmutableArray<string> Problems)
{
    /// <summary>Writes those that were asked for; a page that can't be written doesn't keep the profile from being so.</summary>
    public static WrittenFiles Write(string? json, Func<string> profile, string? html, Func<string> page)
    {
        var ofProfile = json is null ? null : OutputFile.TryWrite(json, profile);
        var ofPage = html is null ? null : OutputFile.TryWrite(html, page);
        return new WrittenFiles(html is null || ofPage is not null ? null : Path.GetFullPath(html), [.. ((string?[])[ofProfile, ofPage]).OfType<string>()]);
    }
}
