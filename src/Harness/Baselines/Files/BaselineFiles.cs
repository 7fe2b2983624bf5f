using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using RunScope.Testing.Analysis;
using RunScope.Testing.Files;

namespace RunScope.Testing.Baselines.Files;

/// <summary>Reads and changes baseline files. Each change is under a lock of the folder and takes the file's place in one step, so that nothing is lost or half written.</summary>
internal static class BaselineFiles
{
    /// <summary>What the name of a baseline file ends with.</summary>
    public const string Ending = ".baseline.json";

    /// <summary>What the name of a result ends with that waits beside the baseline for somebody to accept it.</summary>
    public const string ReceivedEnding = ".received.json";

    /// <summary>The jobs of each environment that <see cref="Prune"/> keeps unless told otherwise.</summary>
    public const int DefaultKeep = 20;

    // 20 jobs of 40 runs have some 500 kB.
    private const int LongestFile = 16 << 20;

    /// <summary>The result that waits beside a baseline file.</summary>
    public static string ReceivedOf(string path) => Stem(path) + ReceivedEnding;

    /// <summary>The baseline file that a waiting result belongs to.</summary>
    public static string BaselineOf(string received) => Stem(received) + Ending;

    /// <summary>Reads a file, a baseline or a waiting result.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="BaselineFileException">There is one, and it can't be read.</exception>
    public static bool TryRead(string path, [NotNullWhen(true)] out Baseline? baseline)
    {
        byte[]? text;
        try
        {
            text = RegularFile.TryRead(path, LongestFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BaselineFileException($"Cannot read the baseline {path}: {e.Message.TrimEnd('.')}. Make it a readable file, or remove it and accept the baseline again.", path, e);
        }

        baseline = text is null ? null : BaselineJson.Parse(text, path);
        return baseline is not null;
    }

    /// <summary>Adds a job to a baseline file, or begins one with it; the result that waits beside it is removed.</summary>
    /// <param name="path">The baseline file.</param>
    /// <param name="head">The test with the one job.</param>
    /// <returns>The baseline as it is now in the file.</returns>
    /// <exception cref="BaselineFileException">The file that is there can't be read, is of another test or over other threads, or can't be written; it is as it was.</exception>
    public static Baseline Accept(string path, Baseline head) => Change(path, before => Added(path, before, head), removesReceived: true)!;

    /// <summary>Adds the jobs of a result that waits to its baseline, and removes it in the same turn: of two that accept it at once one does.</summary>
    /// <param name="received">The result.</param>
    /// <param name="last">What is still to be said of a job that is accepted.</param>
    /// <returns>The baseline as it is now in the file.</returns>
    /// <exception cref="BaselineFileException">The same as of <see cref="Accept"/>, or there is no such result any more.</exception>
    public static Baseline AcceptReceived(string received, Func<AcceptedJob, AcceptedJob> last)
    {
        var path = BaselineOf(received);
        return Change(
            path,
            before => TryRead(received, out var head)
                ? Added(path, before, head with { Jobs = [.. head.Jobs.Select(last)] })
                : throw new BaselineFileException($"There is no result {received} any more: it was accepted or removed meanwhile.", received),
            removesReceived: true)!;
    }

    /// <summary>Writes a result beside the baseline file that it wasn't accepted into.</summary>
    /// <param name="path">The baseline file, which needn't be there.</param>
    /// <param name="head">The test with the one job.</param>
    /// <returns>The file that was written.</returns>
    /// <exception cref="BaselineFileException">It can't be written.</exception>
    public static string WriteReceived(string path, Baseline head)
    {
        var received = ReceivedOf(path);
        Guarded(received, () =>
        {
            Directory.CreateDirectory(FolderOf(received));
            using var turn = FolderLock.Take(FolderOf(received));
            Write(received, head);
        });
        return received;
    }

    /// <summary>Removes the result that waits beside a baseline file, where there is one: it was accepted, or a newer run is fine.</summary>
    /// <exception cref="BaselineFileException">It can't be removed.</exception>
    public static void RemoveReceived(string path)
    {
        var received = ReceivedOf(path);
        if (!File.Exists(received)) return;
        Guarded(received, () =>
        {
            using var turn = FolderLock.Take(FolderOf(received));
            File.Delete(received);
        });
    }

    /// <summary>Takes a job out of a file; with the last of them goes the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="number">Which job: 1 is the oldest.</param>
    /// <returns>The baseline as it is now; null when the file is gone.</returns>
    /// <exception cref="BaselineFileException">There is no such file or job, or the file can't be read or written.</exception>
    public static Baseline? RemoveJob(string path, int number) => Change(path, before =>
    {
        if (before is null) throw Missing(path);
        if (number < 1 || number > before.Jobs.Length)
            throw new BaselineFileException(string.Create(CultureInfo.InvariantCulture, $"Cannot remove job {number} of the baseline {path}: it has the jobs 1 to {before.Jobs.Length}. runscope baseline show lists them."), path);
        return before with { Jobs = before.Jobs.RemoveAt(number - 1) };
    });

    /// <summary>Removes a file with the result that waits beside it.</summary>
    /// <exception cref="BaselineFileException">There is none, or it can't be removed.</exception>
    public static void Remove(string path)
    {
        if (!File.Exists(path)) throw Missing(path);
        Guarded(path, () =>
        {
            using var turn = FolderLock.Take(FolderOf(path));
            File.Delete(path);
            File.Delete(ReceivedOf(path));
        });
    }

    /// <summary>Leaves the newest jobs of each environment and takes out the others.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keep">How many jobs of each environment stay, at least 1.</param>
    /// <param name="dryRun">Whether the file stays as it is.</param>
    /// <returns>How many jobs are taken out.</returns>
    /// <exception cref="BaselineFileException">There is no such file, or it can't be read or written.</exception>
    public static int Prune(string path, int keep = DefaultKeep, bool dryRun = false)
    {
        if (!TryRead(path, out var seen)) throw Missing(path);
        if (dryRun || Kept(seen.Jobs, keep).Length == seen.Jobs.Length) return seen.Jobs.Length - Kept(seen.Jobs, keep).Length;

        var removed = 0;
        Change(path, before =>
        {
            if (before is null) throw Missing(path);
            var kept = Kept(before.Jobs, keep);
            removed = before.Jobs.Length - kept.Length;
            return before with { Jobs = kept };
        });
        return removed;
    }

    /// <summary>The newest jobs of each environment, in their order. Environments whose numbers can be compared are one.</summary>
    internal static ImmutableArray<AcceptedJob> Kept(ImmutableArray<AcceptedJob> jobs, int keep)
    {
        var kept = new List<AcceptedJob>();
        foreach (var job in jobs.Reverse())
        {
            if (kept.Count(k => !k.Environment.DifferencesFrom(job.Environment).Any()) < keep) kept.Add(job);
        }

        kept.Reverse();
        return [.. kept];
    }

    private static Baseline Added(string path, Baseline? before, Baseline head) =>
        before is null ? head
            : before.Test != head.Test ? throw new BaselineFileException(
                $"Cannot add a job to the baseline {path}: its jobs are of {VisibleText.Of(before.Test, 200)}, this one is of {VisibleText.Of(head.Test, 200)}, "
                + "and numbers of different tests can't be compared. Write the new name into the file if the test was renamed, or remove the file and accept the baseline anew.",
                path)
            : before.Threads != head.Threads ? throw new BaselineFileException(
                $"Cannot add a job to the baseline {path}: its jobs are over {VisibleText.Of(before.Threads)}, this one is over {VisibleText.Of(head.Threads)}, "
                + "and numbers over different threads can't be compared. Declare the same Threads, or remove the file and accept the baseline anew.",
                path)
            : head with { Jobs = [.. before.Jobs, .. head.Jobs] };

    private static Baseline? Change(string path, Func<Baseline?, Baseline> change, bool removesReceived = false)
    {
        Baseline? after = null;
        Guarded(path, () =>
        {
            Directory.CreateDirectory(FolderOf(path));
            using var turn = FolderLock.Take(FolderOf(path));
            TryRead(path, out var before);
            after = change(before);
            if (after.Jobs.IsEmpty) File.Delete(path);
            else Write(path, after);
            if (removesReceived) File.Delete(ReceivedOf(path));
        });
        return after is { Jobs.IsEmpty: false } ? after : null;
    }

    // What couldn't be read again isn't written.
    private static void Write(string path, Baseline baseline)
    {
        var text = BaselineJson.Write(baseline);
        if (Encoding.UTF8.GetByteCount(text) > LongestFile)
            throw new BaselineFileException($"Cannot write the baseline {path}: it would be larger than {new ByteSize(LongestFile)}. Take out old jobs (runscope baseline prune), or gate fewer runs.", path);
        AtomicFile.Write(path, text, shared: true);
    }

    private static void Guarded(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BaselineFileException($"Cannot write the baseline {path}: {e.Message.TrimEnd('.')}. Make room there, and make the folder writable for this user.", path, e);
        }
    }

    private static BaselineFileException Missing(string path) => new($"There is no baseline {path}. runscope baseline list shows those that there are.", path);

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private static string Stem(string path) =>
        path.EndsWith(Ending, StringComparison.Ordinal) ? path[..^Ending.Length]
        : path.EndsWith(ReceivedEnding, StringComparison.Ordinal) ? path[..^ReceivedEnding.Length]
        : path;
}
