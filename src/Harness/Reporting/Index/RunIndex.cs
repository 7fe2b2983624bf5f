using System.Collections.Concurrent;
using RunScope.Testing.Reporting.Html;

namespace RunScope.Testing.Reporting;

/// <summary>Keeps <c>index.html</c>, the page over all tests, true while tests come and go.</summary>
/// <remarks>
/// Every test has a small file of its own, and the page is drawn anew of all of them, under a lock, whenever a test begins or ends. So several
/// processes may write at once, and one that is killed leaves a page that says how far it came.
/// </remarks>
internal static class RunIndex
{
    public const string PageName = "index.html";

    private const string Ending = ".entry.json";
    private const string LockName = ".index.lock";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly ConcurrentDictionary<string, (DateTime Written, long Length, IndexEntry? Entry)> Known = new();

    /// <summary>Puts a test's entry into a report folder and draws the page anew.</summary>
    /// <returns>What went wrong, in words; null when all is well. The test's own result is never touched by it.</returns>
    public static string? Put(string folder, string fileStem, IndexEntry entry)
    {
        var page = Path.Combine(folder, PageName);
        try
        {
            AtomicFile.CreateFolder(folder);
            AtomicFile.Write(Path.Combine(folder, FileStem.From(fileStem) + Ending), IndexEntry.ToJson(entry));
            using var turn = TryLock(folder);
            AtomicFile.Write(page, IndexPage.Render(Read(folder)));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"Cannot write the page over all tests {page}: {e.Message.TrimEnd('.')}. Make room there, make it writable for this user, or choose another report folder.";
        }
    }

    /// <summary>The name of the assembly whose test has its report under this name; null when none has, empty when it isn't known.</summary>
    public static string? OwnerOf(string folder, string fileStem) => TryRead(new FileInfo(Path.Combine(folder, FileStem.From(fileStem) + Ending)))?.Assembly;

    /// <summary>All entries of a folder with what lies beside them. What can't be read is left out.</summary>
    internal static IndexRow[] Read(string folder) =>
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*" + Ending)
            .Select(file => (Stem: file.Name[..^Ending.Length], Entry: TryRead(file)))
            .Where(read => read.Entry is not null)
            .Select(read => new IndexRow(read.Entry!, File.Exists(Path.Combine(folder, read.Stem + ".html")) ? read.Stem + ".html" : null)),
    ];

    // Entries of hundreds of tests are read again for each of them: those that didn't change needn't be.
    private static IndexEntry? TryRead(FileInfo file)
    {
        try
        {
            var (written, length) = (file.LastWriteTimeUtc, file.Length);
            if (Known.TryGetValue(file.FullName, out var known) && known.Written == written && known.Length == length) return known.Entry;

            var entry = IndexEntry.TryParse(File.ReadAllText(file.FullName));
            Known[file.FullName] = (written, length, entry);
            return entry;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Waits for other processes that draw the page. Without the lock it is still whole, it may only lack what they write meanwhile.</summary>
    private static FileStream? TryLock(string folder)
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                // FileShare.None is flock(2): the kernel lets go of it with the process.
                return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (Environment.TickCount64 < until)
            {
                Thread.Sleep(5);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}

/// <summary>One line of the page over all tests.</summary>
/// <param name="Entry">What it says.</param>
/// <param name="Page">The name of the test's page beside it; null when there is none.</param>
internal sealed record IndexRow(IndexEntry Entry, string? Page);
