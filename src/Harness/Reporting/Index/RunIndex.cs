using System.Collections.Concurrent;
using System.Text;
using Microsoft.Win32.SafeHandles;
using RunScope.Testing.Files;
using RunScope.Testing.Reporting.Html;

namespace RunScope.Testing.Reporting;

/// <summary>Keeps <c>index.html</c>, the page over all tests, true while tests come and go.</summary>
/// <remarks>
/// Every test has a small file of its own, and the page is drawn anew of all of them, under a lock. So several processes may write at once, and
/// one that is killed leaves a page that says how far it came. When it is drawn is <see cref="IndexDrawing"/>'s to say.
/// </remarks>
internal static class RunIndex
{
    public const string PageName = "index.html";

    /// <summary>What the name of a test's entry ends with.</summary>
    public const string EntryEnding = ".entry.json";

    // One has some findings of a line each.
    private const int LongestEntry = 1 << 20;

    private const string LockName = ".index.lock";

    /// <summary>How many results that aren't of the last run are kept of an assembly.</summary>
    internal const int MostLeftovers = 2000;

    /// <summary>How long they are kept.</summary>
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(30);

    // Once per process: a run leaves nothing that it would have to remove itself.
    private static readonly ConcurrentDictionary<(string Folder, string Assembly), bool> Pruned = new();

    private static readonly ConcurrentDictionary<string, (DateTime Written, long Length, IndexEntry? Entry)> Known = new();

    /// <summary>Puts a test's entry into a report folder and sees to it that the page is drawn anew.</summary>
    /// <returns>What went wrong, in words; null when all is well. The test's own result is never touched by it.</returns>
    public static string? Put(string folder, string fileStem, IndexEntry entry)
    {
        try
        {
            AtomicFile.CreateFolder(folder);
            AtomicFile.Write(EntryPath(folder, fileStem), IndexEntry.ToJson(entry));
            if (Pruned.TryAdd((folder, entry.Assembly), true)) Prune(folder, entry.Assembly, DateTimeOffset.UtcNow);
        }
        catch (Exception e)
        {
            return Problem(folder, e);
        }

        return IndexDrawing.Of(folder).Request();
    }

    /// <summary>The name of the assembly whose test has its report under this name; null when none has, empty when it isn't known.</summary>
    public static string? OwnerOf(string folder, string fileStem) => TryRead(new FileInfo(EntryPath(folder, fileStem)))?.Assembly;

    /// <summary>Draws the page of all entries that there are.</summary>
    /// <returns>What went wrong, in words; null when all is well.</returns>
    internal static string? Draw(string folder, Func<IndexSession, bool>? isRunning = null)
    {
        try
        {
            using var turn = TryLock(folder);
            AtomicFile.Write(Path.Combine(folder, PageName), IndexPage.Render(Read(folder), isRunning));
            return null;
        }
        catch (Exception e)
        {
            return Problem(folder, e);
        }
    }

    private static string EntryPath(string folder, string fileStem) => Path.Combine(folder, FileStem.From(fileStem) + EntryEnding);

    // Whatever it is, the test's own result is worth more than the page.
    private static string Problem(string folder, Exception e)
    {
        var page = Path.Combine(folder, PageName);
        return e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException
            ? $"Cannot write the page over all tests {page}: {e.Message.TrimEnd('.')}. Make room there, make it writable for this user, or choose another report folder."
            : $"Cannot draw the page over all tests {page}: {e.GetType().Name}: {e.Message} The tests' own reports aren't affected by it.";
    }

    /// <summary>All entries of a folder with what lies beside them. What can't be read is left out.</summary>
    internal static IndexRow[] Read(string folder) =>
        [.. Entries(folder).Select(read => new IndexRow(read.Entry, File.Exists(Path.Combine(folder, read.Stem + ".html")) ? read.Stem + ".html" : null))];

    /// <summary>Removes what earlier runs of an assembly left, with its files, where it is old or there is much of it. What can't be removed stays.</summary>
    internal static void Prune(string folder, string assembly, DateTimeOffset now)
    {
        var read = Entries(folder).Where(e => e.Entry.Assembly == assembly).ToArray();
        var run = CurrentRun.Of(read.Select(r => r.Entry));
        var left = read.Where(r => !run.Contains((assembly, r.Entry.Session))).OrderByDescending(r => r.Entry.WrittenAt);
        foreach (var (stem, _) in left.Where((r, newer) => newer >= MostLeftovers || now - r.Entry.WrittenAt > LongestKept))
        {
            if (ReportRemoval.Remove(folder, stem) is null) File.Delete(Path.Combine(folder, stem + EntryEnding));
        }
    }

    private static IEnumerable<(string Stem, IndexEntry Entry)> Entries(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*" + EntryEnding).Select(file => (file.Name[..^EntryEnding.Length], TryRead(file)!)).Where(read => read.Item2 is not null);

    // Entries of hundreds of tests are read again for each of them: those that didn't change needn't be.
    private static IndexEntry? TryRead(FileInfo file)
    {
        try
        {
            var (written, length) = (file.LastWriteTimeUtc, file.Length);
            if (Known.TryGetValue(file.FullName, out var known) && known.Written == written && known.Length == length) return known.Entry;

            // Others may write in the folder: a pipe under that name would keep us for ever.
            var entry = RegularFile.TryRead(file.FullName, LongestEntry) is { } text ? IndexEntry.TryParse(Encoding.UTF8.GetString(text)) : null;
            Known[file.FullName] = (written, length, entry);
            return entry;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Waits for other processes that draw the page. Without the lock it is still whole, it may only lack what they write meanwhile.</summary>
    private static SafeFileHandle? TryLock(string folder)
    {
        var path = Path.Combine(folder, LockName);
        try
        {
            // A link would have the file made wherever it points.
            if (new FileInfo(path).LinkTarget is not null) File.Delete(path);
            return ExclusiveFile.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>One line of the page over all tests.</summary>
/// <param name="Entry">What it says.</param>
/// <param name="Page">The name of the test's page beside it; null when there is none.</param>
internal sealed record IndexRow(IndexEntry Entry, string? Page);
