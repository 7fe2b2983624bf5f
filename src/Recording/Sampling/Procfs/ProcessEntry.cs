using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>One process under watch.</summary>
internal sealed class ProcessEntry(int id, int pid, int parentPid, ulong startTicks, long startNs) : IDisposable
{
    public int Id { get; } = id;

    public int Pid { get; } = pid;

    public int ParentPid { get; } = parentPid;

    /// <summary>Who reaps it: its parent, or who has adopted it since.</summary>
    public int ReaperPid { get; set; } = parentPid;

    public ulong StartTicks { get; } = startTicks;

    public long StartNs { get; } = startNs;

    /// <summary>When it ended; 0 while it lives.</summary>
    public long EndNs { get; set; }

    public string Name { get; set; } = "";

    /// <summary>What it had used when its books were opened.</summary>
    public UsedBefore Before { get; private set; }

    /// <summary>Its CPU time at the last reading, since it began.</summary>
    public long LastCpuNs { get; set; }

    /// <summary>Whether that was read after its end.</summary>
    public bool CpuIsFinal { get; set; }

    /// <summary>That of its reaped children, in whole ticks.</summary>
    public long LastChildCpuNs { get; set; }

    /// <summary>The page faults of its reaped children: each child has left some.</summary>
    public long LastChildFaults { get; set; }

    /// <summary>CPU time of children that were watched and have ended: part of what it counts for its reaped children.</summary>
    public long KnownChildCpuNs { get; set; }

    /// <summary>How much CPU time it may have used while its threads were read for the first time.</summary>
    public long FirstReadingCpuNs { get; set; }

    /// <summary>Whether a child of it was watched.</summary>
    public bool HadChildren { get; set; }

    /// <summary>Whether some files are opened anew each time, by an ID that another process may get.</summary>
    public bool IsOpenedById { get; set; }

    public string? Executable { get; set; }

    /// <summary>Its name has changed since the file it runs was read: it may have called exec.</summary>
    public bool DetailsAreOld { get; set; }

    /// <summary>When file, peak memory and the like were read last.</summary>
    public long DetailsReadAt { get; set; }

    /// <summary>The language runtime that it maps.</summary>
    public RuntimeKind Runtime { get; set; }

    /// <summary>Looks at its maps that found no runtime although a thread's name suggests one.</summary>
    public int RuntimeLooks { get; set; }

    /// <summary>A thread has a name that a runtime gives.</summary>
    public bool MayHaveRuntime { get; set; }

    /// <summary>The largest resident set seen, bytes; -1 when never read.</summary>
    public long PeakMemory { get; set; } = -1;

    /// <summary>Whether <c>/proc/PID/syscall</c> may be read; it needs ptrace access.</summary>
    public bool SyscallReadable { get; set; } = true;

    /// <summary>The main thread has ended while others live on; its zombie is not watched.</summary>
    public bool LeaderEnded { get; set; }

    /// <summary>The CPU time of the whole process at the last round in which its threads were read; -1 when it isn't known.</summary>
    public long CpuNs { get; set; } = -1;

    /// <summary>Whether every thread was waiting when they were last read.</summary>
    public bool AllWaiting { get; set; }

    /// <summary>Which of its threads was looked at last for whether it is still blocked.</summary>
    public int SeenBlocked { get; set; }

    /// <summary>When that was.</summary>
    public long SeenBlockedAt { get; set; }

    /// <summary>It ran before: what it had used by now isn't ours to count.</summary>
    public void Open(UsedBefore before)
    {
        Before = before;
        (LastCpuNs, LastChildCpuNs, LastChildFaults) = (before.CpuNs, before.ChildCpuNs, before.ChildFaults);
    }

    public List<ThreadEntry> Threads { get; } = [];

    /// <summary>The same by TID.</summary>
    public Dictionary<int, ThreadEntry> ByTid { get; } = [];

    /// <summary><c>/proc/PID/task</c>, kept open; -1 when descriptors ran out.</summary>
    public FileDescriptor? TaskFolder { get; set; }

    public void Dispose()
    {
        foreach (var thread in Threads) thread.CloseDescriptors();
        TaskFolder?.Dispose();
    }
}

/// <summary>Language runtimes whose service threads are known by name.</summary>
internal enum RuntimeKind
{
    None,
    DotNet,
    Java,
}
