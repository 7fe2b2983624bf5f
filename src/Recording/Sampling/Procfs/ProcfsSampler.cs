using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>
/// The engine that needs nothing but <c>/proc</c>: per thread the scheduler's exact run and wait time, whatever the rate, and the sampled state
/// of the rest. A thread that stays in one wait costs one read a round.
/// </summary>
internal sealed partial class ProcfsSampler : ISampler
{
    // Rounds open files for a moment, and so may whoever ends the tree: these last descriptors are never kept.
    private const int SpareDescriptors = 24;
    private readonly int _ownPid = Unistd.ProcessId;
    private readonly long _periodNs;
    private readonly List<ProcessEntry> _live = [];
    private readonly List<ProcessEntry> _processes = [];
    private readonly List<ThreadEntry> _threads = [];
    private readonly Dictionary<int, ProcessEntry> _byPid = [];
    private readonly ProcessScanner _scanner;
    private readonly Interner _texts = new();
    private readonly List<PhaseMark> _marks = [];
    private readonly Func<int, bool> _isWatched;
    private readonly Action<int, int, ulong> _found;
    private Action<int, ulong>? _report;
    private ProcessEntry? _root;
    private TimelineGrid _grid = new(0, 1);
    private long _startNs;
    private long _now;
    private int _keepBelow;
    private bool _descriptorsRanOut;
    private bool _syscallRefused;
    private bool _isHidden;
    private readonly Attachment? _attachment;

    public ProcfsSampler(int sampleRate)
        : this(sampleRate, null)
    {
        _scanner.Seed();
        _isWatched = pid => pid == _ownPid || _byPid.ContainsKey(pid);
    }

    /// <summary>For processes that run already.</summary>
    public ProcfsSampler(int sampleRate, Attachment? attachment)
    {
        _periodNs = 1_000_000_000 / sampleRate;
        _attachment = attachment;
        _scanner = new ProcessScanner { IsSparing = attachment is not null };
        _isWatched = _byPid.ContainsKey;
        _found = AddProcess;
    }

    /// <summary>Readings of threads that took one read, and those that took more.</summary>
    public long IdleReadings { get; private set; }

    /// <inheritdoc cref="IdleReadings"/>
    public long ActiveReadings { get; private set; }

    /// <summary>Looks at what a thread waits in.</summary>
    public long Looks { get; private set; }

    /// <summary>Readings of what doesn't change from round to round, of one process each.</summary>
    public long DetailReadings { get; private set; }

    /// <summary>Readings of one thread's context switches by their reasons.</summary>
    public long SwitchReadings { get; private set; }

    public void Begin(int rootPid, long startNs, Action<int, ulong>? report)
    {
        Open(startNs, Resources.DescriptorLimit() - SpareDescriptors);
        ProcessOrigin.TryRead(rootPid, out _, out var start);
        _scanner.Created.CountFrom(rootPid);
        AddProcess(rootPid, _ownPid, start);
        _root = _live[0];
        _report = report;
    }

    private void Open(long startNs, int keepBelow)
    {
        _startNs = startNs;
        _noiseAt = startNs;
        _keepBelow = keepBelow;
        _grid = new TimelineGrid(startNs, Math.Max(_periodNs, 1_000_000));
        _now = Clock.Monotonic;
    }

    public void LimitCpus(double cpus) => _runDelay = new RunDelaySplit(Math.Min(cpus, Resources.CpuCount()));

    public void Released(long releasedNs)
    {
        if (releasedNs > 0)
        {
            _root!.AllWaiting = false;
            foreach (var thread in _root.Threads)
            {
                thread.Settle();
                thread.Remember([], waits: false);
                thread.Books.LeaveOut(releasedNs);
            }
        }

        ReadDetails(_root!);
    }

    public void Round(long nowNs)
    {
        _now = nowNs;

        // What is found now is read as it is found: once in this round, as all others.
        var known = _live.Count;
        if (_scanner.IsDue(nowNs) && _attachment is not { FollowChildren: false }) _scanner.Scan(nowNs, _isWatched, _found);
        _skipsZombies = false;
        for (var i = known - 1; i >= 0; i--)
        {
            var process = _live[i];
            RoundOf(process);
            if (process.Threads.Count == 0 && process != _root) EndProcess(process, i);
        }

        RefreshDetails();
        AccountNoise(_runnable);
        if (_attachment is not null) FoldEnded();
    }

    public void Finish(long exitNs) => Finish(exitNs, rootEnded: true);

    private void Finish(long exitNs, bool rootEnded)
    {
        _now = exitNs;
        _closing = true;
        _scanner.IsDue(exitNs);

        // What still runs is read at a time after the exit, or its books would end before it.
        ReadClock();
        foreach (var process in _live)
        {
            if (_attachment is not null) ReadUsage(process, hasEnded: rootEnded && process == _root);

            // What outlives the root is read once more and cut off here.
            for (var i = process.Threads.Count - 1; i >= 0; i--)
            {
                var thread = process.Threads[i];
                if (rootEnded && thread.Tid == process.Pid && process == _root) CloseLeader(process, thread, exitNs);
                else if ((rootEnded && process == _root) || !ReadThread(process, thread)) EndThread(process, thread, vanished: true);
            }

            // A child that ended since the last round has not outlived the root.
            if ((rootEnded && process == _root) || process.Threads.Count == 0) process.EndNs = exitNs;
        }

        // Children first: what a parent hands on to its own includes them.
        for (var i = _live.Count - 1; i >= 0 && _attachment is not null; i--)
        {
            if (_live[i].EndNs > 0 && _live[i] != _root) AccountEnded(_live[i]);
        }

        foreach (var thread in _threads)
        {
            if (thread.Books.End > 0) continue;
            if (_attachment is not null) ReadSwitches(thread.Process.Pid, thread);
            thread.Settle();
            if (rootEnded) thread.Books.CloseVanished();
            else thread.Books.CloseLiving();
        }

        // The root's other threads are gone, and were as many as in the round before.
        AccountNoise(Math.Max(_runnable, _runnableBefore));
    }

    public void Dispose()
    {
        foreach (var process in _live) process.Dispose();
        _scanner.Dispose();
    }

    private void RoundOf(ProcessEntry process)
    {
        ReadClock();

        // The process's own clock stands still as long as none of its threads has run: then all of them still wait where they did, and no thread
        // can have begun or ended. One read instead of one for each thread.
        if (_attachment is not null && process.IsOpenedById && !IsSame(process))
        {
            EndAllThreads(process);
            return;
        }

        var known = Clock.TryReadProcess(process.Pid, out var cpu);
        if (known && cpu == process.CpuNs && process.AllWaiting)
        {
            foreach (var thread in process.Threads) SeeStillWaiting(process, thread);
            SeeOneBlocked(process);
            return;
        }

        process.CpuNs = known ? cpu : -1;
        process.AllWaiting = true;
        var vanished = false;
        for (var i = process.Threads.Count - 1; i >= 0; i--)
        {
            var thread = process.Threads[i];
            if (ReadThread(process, thread)) continue;
            EndThread(process, thread, vanished: true);
            vanished = true;
        }

        // Whoever else has been given the ID has other threads.
        if (known && process.Threads.Count > 0) process.LastCpuNs = cpu;
        SeeOneBlocked(process);
        var expected = process.Threads.Count + (process.LeaderEnded ? 1 : 0);
        if (vanished || process.TaskFolder is null || Stat.LinkCount(process.TaskFolder.Number) - 2 != expected) FindThreads(process);
    }

    private void AddProcess(int pid, int parent, ulong startTicks)
    {
        if (_byPid.ContainsKey(pid)) return;
        if (_attachment is not null && pid == _ownPid)
        {
            _ownLeftOut = true;
            return;
        }

        var ranBefore = _attachment is { } attachment && attachment.RanBefore(startTicks);
        if (_skipsZombies && ProcessOrigin.TryRead(pid, out var ended, out _, out _) && ended) return;
        var isRoot = _processes.Count == 0;
        var process = new ProcessEntry(++_lastProcessId, pid, parent, startTicks, isRoot ? _startNs : _now);
        Span<byte> path = stackalloc byte[ProcPath.Size];
        var folder = Keep(Unistd.TryOpen(ProcPath.Of(path, pid, "/task"u8)));
        if (folder >= 0) process.TaskFolder = new FileDescriptor(folder);
        else process.IsOpenedById = true;
        if (_byPid.TryGetValue(parent, out var parentEntry)) parentEntry.HadChildren = true;
        _processes.Add(process);
        _live.Add(process);
        _byPid[pid] = process;
        if (ranBefore) process.Open(UsedBefore.Of(pid));
        FindThreads(process, ranBefore);
        if (ranBefore && Clock.TryReadProcess(pid, out var cpu)) process.FirstReadingCpuNs = cpu - process.Before.CpuNs;

        // The root is held at this moment: what can wait does.
        if (!isRoot) ReadDetails(process);
        _report?.Invoke(pid, startTicks);
    }

    /// <summary>A descriptor to keep; negative when there is none left to keep: then the file is opened anew each time.</summary>
    private int Keep(int fd)
    {
        if (fd < 0 || fd < _keepBelow)
        {
            if (fd is -LinuxError.EMFILE or -LinuxError.EAGAIN) _descriptorsRanOut = true;
            return fd;
        }

        Unistd.TryClose(fd);
        _descriptorsRanOut = true;
        return -LinuxError.EMFILE;
    }

    private void EndProcess(ProcessEntry process, int index)
    {
        process.EndNs = _now;
        if (_attachment is not null) AccountEnded(process);
        process.Dispose();
        _live.RemoveAt(index);
        _byPid.Remove(process.Pid);
        if (_attachment is not null) SeeAdoptions(process);
    }

    private void FindThreads(ProcessEntry process, bool fromHere = false)
    {
        Span<byte> buffer = stackalloc byte[4096];
        Span<byte> path = stackalloc byte[ProcPath.Size];
        var fd = process.TaskFolder?.Number ?? Unistd.TryOpen(ProcPath.Of(path, process.Pid, "/task"u8));
        if (fd < 0) return;
        var entries = new DirectoryEntries(fd, buffer);
        while (entries.MoveNext())
        {
            if (process.ByTid.ContainsKey(entries.Current)) continue;
            var returned = entries.Current == process.Pid && process.LeaderEnded;

            // An exec by another thread brings the ID of an ended first thread back to life.
            if (returned && ProcessOrigin.StateOf(process.Pid) is 0 or (byte)'Z' or (byte)'X') continue;
            if (returned) process.LeaderEnded = false;
            AddThread(process, entries.Current, fromHere: returned || fromHere);
        }

        if (process.TaskFolder is null) Unistd.TryClose(fd);
    }
}
