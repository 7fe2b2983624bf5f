using System.Text;
using Microsoft.Win32.SafeHandles;
using RunScope.Testing.Analysis;
using RunScope.Testing.Files;

namespace RunScope.Testing.Reporting.GitHub;

/// <summary>The file that GITHUB_STEP_SUMMARY names, to which several test processes may append at the same time.</summary>
internal static class StepSummary
{
    /// <summary>GitHub refuses a summary above 1 MiB as a whole; some of it is left to others.</summary>
    public const int MostBytes = 1_000_000;

    /// <summary>Adds one test; says in words why it couldn't.</summary>
    public static string? TryAppend(string path, string row)
    {
        try
        {
            using var file = ExclusiveFile.Open(path);
            var length = RandomAccess.GetLength(file);
            var text = GoesOn(file, length) ? row : SummaryRow.Head + row;
            if (length + Encoding.UTF8.GetByteCount(text) + SummaryRow.Rest.Length > MostBytes)
            {
                if (EndsWith(file, length, SummaryRow.Rest) || length + SummaryRow.Rest.Length > MostBytes) return null;
                text = SummaryRow.Rest;
            }

            RandomAccess.Write(file, Encoding.UTF8.GetBytes(text), length);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"Cannot add the test to the summary of the GitHub step, {VisibleText.Of(path, 300)}: {e.Message.TrimEnd('.')}. Check GITHUB_STEP_SUMMARY, or switch it off with \"github\": false.";
        }
    }

    private static bool GoesOn(SafeFileHandle file, long length) => EndsWith(file, length, SummaryRow.Mark);

    private static bool EndsWith(SafeFileHandle file, long length, string ending)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(ending)];
        return length >= bytes.Length && RandomAccess.Read(file, bytes, length - bytes.Length) == bytes.Length && Encoding.UTF8.GetString(bytes) == ending;
    }
}
