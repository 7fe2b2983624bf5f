namespace RunScope.Testing.Sampling.Procfs;

/// <summary>Threads and processes that ended long ago, taken together by their names: a target that starts them by the thousand must not fill our memory.</summary>
/// <remarks>Sums stay exact. What a name is kept for is bounded too: those beyond the bound share one.</remarks>
internal sealed class EndedFolds
{
    public const string Others = "(others)";

    private const int MostProcessNames = 200;
    private const int MostThreadNames = 500;
    private readonly List<FoldedThreads> _threads = [];
    private readonly List<FoldedProcesses> _processes = [];
    private readonly Dictionary<(object Owner, string Name), FoldedThreads> _byName = [];
    private readonly Dictionary<(string Name, RuntimeKind Runtime, bool HadChildren), FoldedProcesses> _byProcess = [];

    public IReadOnlyList<FoldedThreads> Threads => _threads;

    public IReadOnlyList<FoldedProcesses> Processes => _processes;

    /// <summary>What the scheduler counted as waiting for a CPU of blocked threads.</summary>
    public long Disbelieved { get; private set; }

    /// <summary>Takes in a thread that has ended; returns where it went.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="newId">Gives an ID to an entry that has to be made.</param>
    public FoldedThreads Fold(ThreadEntry thread, Func<int> newId)
    {
        var to = For(thread.Process, thread.Name, thread.Process.Id, newId);
        to.Add(thread);
        Disbelieved += thread.Books.Disbelieved;
        return to;
    }

    /// <summary>Takes in a process that has ended and has no thread left that is kept by itself.</summary>
    /// <param name="process">The process.</param>
    /// <param name="newProcessId">Gives an ID to an entry that has to be made.</param>
    /// <param name="newThreadId">The same for threads.</param>
    /// <param name="moved">Told of each entry of threads that went into another.</param>
    public void Fold(ProcessEntry process, Func<int> newProcessId, Func<int> newThreadId, Action<int, int> moved)
    {
        var key = (process.Name, process.Runtime, process.HadChildren);
        if (!_byProcess.TryGetValue(key, out var to))
        {
            if (_processes.Count >= MostProcessNames) key = (Others, RuntimeKind.None, false);
            if (!_byProcess.TryGetValue(key, out to))
            {
                to = new FoldedProcesses(newProcessId(), key.Name, key.Runtime, key.HadChildren);
                _byProcess.Add(key, to);
                _processes.Add(to);
            }
        }

        to.Add(process);
        foreach (var group in _threads.Where(t => ReferenceEquals(t.Owner, process)).ToList())
        {
            _threads.Remove(group);
            _byName.Remove((group.Owner, group.Name));
            var into = For(to, group.Name, to.Id, newThreadId);
            into.Add(group);
            moved(group.Id, into.Id);
        }
    }

    private FoldedThreads For(object owner, string name, int processId, Func<int> newId)
    {
        if (_byName.TryGetValue((owner, name), out var known)) return known;
        if (_threads.Count >= MostThreadNames && _byName.TryGetValue((owner, name = Others), out known)) return known;
        var made = new FoldedThreads(newId(), owner, processId, name);
        _byName.Add((owner, name), made);
        _threads.Add(made);
        return made;
    }
}

/// <summary>Ended threads of one name.</summary>
internal sealed class FoldedThreads(int id, object owner, int processId, string name)
{
    public int Id => id;

    public object Owner => owner;

    public int ProcessId => processId;

    public string Name => name;

    public int Count { get; private set; }

    /// <summary>The thread ID of the last of them.</summary>
    public int Tid { get; private set; }

    public long Start { get; private set; } = long.MaxValue;

    public long End { get; private set; }

    public ThreadTotals Totals { get; private set; }

    public SwitchCounts Switches { get; private set; }

    public WaitTable Waits { get; } = new();

    public void Add(ThreadEntry thread)
    {
        Add(1, thread.Tid, thread.Books.Start, thread.Books.End, thread.Books.Totals, thread.Switches - thread.SwitchesBefore);
        Waits.Absorb(thread.Waits);
    }

    public void Add(FoldedThreads other)
    {
        Add(other.Count, other.Tid, other.Start, other.End, other.Totals, other.Switches);
        Waits.Absorb(other.Waits);
    }

    private void Add(int count, int tid, long start, long end, in ThreadTotals totals, SwitchCounts switches)
    {
        Count += count;
        Tid = tid;
        Start = Math.Min(Start, start);
        End = Math.Max(End, end);
        Totals += totals;
        Switches += switches;
    }
}

/// <summary>Ended processes of one name.</summary>
internal sealed class FoldedProcesses(int id, string name, RuntimeKind runtime, bool hadChildren)
{
    public int Id => id;

    public string Name => name;

    public RuntimeKind Runtime => runtime;

    public bool HadChildren => hadChildren;

    public int Count { get; private set; }

    /// <summary>The ID of the last of them.</summary>
    public int Pid { get; private set; }

    public int ParentPid { get; private set; }

    public string? Executable { get; private set; }

    public long Start { get; private set; } = long.MaxValue;

    public long End { get; private set; }

    public long PeakMemory { get; private set; } = -1;

    public void Add(ProcessEntry process)
    {
        Count++;
        Pid = process.Pid;
        ParentPid = process.ParentPid;
        Executable = process.Executable;
        Start = Math.Min(Start, process.StartNs);
        End = Math.Max(End, process.EndNs);
        PeakMemory = Math.Max(PeakMemory, process.PeakMemory);
    }
}
