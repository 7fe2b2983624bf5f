using System.Buffers.Text;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>
/// Finds new processes below the watched ones. The kernel tells in <c>/proc/loadavg</c> which PID it gave last: as long as that stands still
/// there is nothing to look for.
/// </summary>
internal sealed class ProcessScanner : IDisposable
{
    // A container may fake loadavg; then a new process is found at this interval.
    private const long LongestPause = 100_000_000;

    // Once it is known to move it isn't a fixed fake: to list all processes ten times a second would be most of what watching slowly costs.
    private const long LongestPauseOnceMoved = 1_000_000_000;

    private const int MostPasses = 64;

    private readonly FileDescriptor _loadavg = new(Unistd.TryOpen("/proc/loadavg\0"u8));
    private readonly FileDescriptor _proc = new(Unistd.TryOpen("/proc\0"u8));
    private readonly byte[] _entries = new byte[32 * 1024];
    private readonly List<Origin> _fresh = [];
    private HashSet<int> _known = [];
    private HashSet<int> _next = [];
    private long _lastPid = -1;
    private bool _moved;
    private long _lastScan = long.MinValue / 2;

    /// <summary>Whether a moving PID in loadavg is trusted: for processes that are watched for hours.</summary>
    public bool IsSparing { get; init; }

    /// <summary>How a process is read.</summary>
    public OriginReader ReadOrigin { get; init; } = ProcessOrigin.TryRead;

    /// <summary>What was created since the root.</summary>
    public CreatedTasks Created { get; } = new();

    /// <summary>Whether processes may have been created since the last scan.</summary>
    public bool IsDue(long now)
    {
        var last = ReadLastPid();
        Created.See(last);
        if (last >= 0 && last == _lastPid) return now - _lastScan >= (IsSparing && _moved ? LongestPauseOnceMoved : LongestPause);
        _moved |= last >= 0 && _lastPid >= 0;
        _lastPid = last;
        return true;
    }

    private long ReadLastPid()
    {
        Span<byte> text = stackalloc byte[96];
        var n = _loadavg.IsInvalid ? -1 : Unistd.TryPread(_loadavg.Number, text);
        return n > 0 && ProcText.TryParseLastPid(text[..n], out var last) ? last : -1;
    }

    /// <summary>Remembers the processes there are now: none of them is below a process that is yet to be started.</summary>
    public void Seed()
    {
        var entries = new DirectoryEntries(_proc.Number, _entries);
        while (entries.MoveNext()) _known.Add(entries.Current);
    }

    /// <summary>Takes every process for a new one at the next scan: IDs may have been given anew while nobody looked.</summary>
    public void Forget()
    {
        _known.Clear();
        _lastPid = -1;
    }

    /// <summary>Counts what is created from now on.</summary>
    /// <remarks>By a thread that has just been created: a PID in loadavg that isn't below its ID has moved to there, and needn't be seen to move.</remarks>
    public void CountFromNow()
    {
        if (ReadLastPid() is not (>= 0 and var last)) return;
        Created.CountFrom((int)last);
        _moved = OwnThread() is > 0 and var own && last >= own;
    }

    // "PID/task/TID", proc_thread-self(5).
    private static int OwnThread()
    {
        Span<byte> link = stackalloc byte[64];
        var n = Unistd.TryReadLink("/proc/thread-self\0"u8, link);
        return n > 0 && Utf8Parser.TryParse(link[(link[..n].LastIndexOf((byte)'/') + 1)..n], out int tid, out _) ? tid : 0;
    }

    /// <summary>Lists processes that were not there at the last scan and whose parent is watched, parents first.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isWatched">Whether a PID is a watched process, or the recorder itself, which adopts orphans.</param>
    /// <param name="found">Called for each; from then on it must count as watched.</param>
    public void Scan(long now, Func<int, bool> isWatched, Action<int, int, ulong> found)
    {
        _lastScan = now;
        ReadFresh(isWatched);

        // A PID may be lower than its parent's after a wrap-around, and a parent may end while we look, which hands its children on: look again
        // until nothing more is found.
        for (var pass = 0; pass < MostPasses && _fresh.Count > 0; pass++)
        {
            if (!TakeChildren(isWatched, found) && !ReadOrphansAnew()) return;
        }
    }

    // Each process once: which of them are below the watched ones, and how deep, is found out in memory.
    private void ReadFresh(Func<int, bool> isWatched)
    {
        _next.Clear();
        _fresh.Clear();
        var entries = new DirectoryEntries(_proc.Number, _entries);
        while (entries.MoveNext())
        {
            _next.Add(entries.Current);
            if (!_known.Contains(entries.Current) && !isWatched(entries.Current)) _fresh.Add(new Origin(entries.Current, 0, 0));
        }

        (_known, _next) = (_next, _known);
        var read = 0;
        for (var i = 0; i < _fresh.Count; i++)
        {
            var pid = _fresh[i].Pid;
            if (ReadOrigin(pid, out var parent, out var start)) _fresh[read++] = new Origin(pid, parent, start);
            else _known.Remove(pid);
        }

        _fresh.RemoveRange(read, _fresh.Count - read);
    }

    private bool TakeChildren(Func<int, bool> isWatched, Action<int, int, ulong> found)
    {
        var left = 0;
        for (var i = 0; i < _fresh.Count; i++)
        {
            var process = _fresh[i];
            if (isWatched(process.Parent)) found(process.Pid, process.Parent, process.Start);
            else _fresh[left++] = process;
        }

        var taken = _fresh.Count - left;
        _fresh.RemoveRange(left, taken);
        return taken > 0;
    }

    // Whose parent isn't there any more has been adopted meanwhile; whose parent came after the listing is looked at again in the next.
    private bool ReadOrphansAnew()
    {
        var (left, changed) = (0, false);
        for (var i = 0; i < _fresh.Count; i++)
        {
            var process = _fresh[i];
            if (process.Parent != 0 && !_known.Contains(process.Parent))
            {
                var lives = ReadOrigin(process.Pid, out var parent, out _);
                if (!lives || parent == process.Parent) _known.Remove(process.Pid);
                changed |= !lives || parent != process.Parent;
                if (!lives) continue;
                process = process with { Parent = parent == process.Parent ? 0 : parent };
            }

            _fresh[left++] = process;
        }

        _fresh.RemoveRange(left, _fresh.Count - left);
        return changed;
    }

    public void Dispose()
    {
        _loadavg.Dispose();
        _proc.Dispose();
    }
    /// <summary>Reads whose child a process is, and when it started; false when it has gone.</summary>
    public delegate bool OriginReader(int pid, out int parent, out ulong startTicks);

    private readonly record struct Origin(int Pid, int Parent, ulong Start);
}
