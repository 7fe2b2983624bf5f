using System.Globalization;
using RunScope.Testing.Files;

namespace RunScope.Testing.Reporting;

/// <summary>Takes the files of a report away.</summary>
internal static class ReportRemoval
{
    /// <summary>Removes the page, the profiles and the verdict, so that none of them stands beside a result that isn't theirs.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="stem">The files' name without an ending, as <see cref="FileStem"/> made it.</param>
    /// <returns>What couldn't be removed, in words; null when all is well.</returns>
    public static string? Remove(string folder, string stem)
    {
        var path = Path.Combine(folder, stem);
        try
        {
            if (!Directory.Exists(folder)) return null;
            foreach (var ending in (string[])[".html", ".json", ".verdict.json"]) File.Delete(path + ending);
            for (var run = 2; File.Exists(ProfileOf(path, run)); run++) File.Delete(ProfileOf(path, run));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Cannot remove the report of an earlier run {path}.*: {e.Message.TrimEnd('.')}. Remove it, or choose another report folder.";
        }
    }

    private static string ProfileOf(string path, int run) => string.Create(CultureInfo.InvariantCulture, $"{path}.run{run}.json");
}
