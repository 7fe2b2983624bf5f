using System.Globalization;

namespace RunScope.Testing.Analysis;

/// <summary>How a thread is named in a sentence.</summary>
internal static class ThreadWords
{
    /// <summary>A thread's name and the kernel's ID: <c>"gzip" 4127</c>.</summary>
    public static string Of(ThreadProfile thread) =>
        string.Create(CultureInfo.InvariantCulture, $"{VisibleText.Quote(thread.Name, 40)} {thread.ThreadId}");
}
