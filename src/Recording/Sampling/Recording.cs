namespace RunScope.Testing.Sampling;

/// <summary>What a recorder found out about one run, raw: a profile is made of it. Times are nanoseconds from the start.</summary>
internal sealed class Recording
{
    public long StartedAtUnixNs { get; set; }

    public long WallNs { get; set; }

    public int RootPid { get; set; }

    /// <summary>The wait status of the root, <c>wait4(2)</c>.</summary>
    public int Status { get; set; }

    /// <summary>Whether that is known: it isn't of a process that still runs, or that isn't ours.</summary>
    public bool StatusIsKnown { get; set; } = true;

    public EndedBy EndedBy { get; set; }

    /// <summary>CPU time of the root with its reaped children, and of every adopted descendant; -1 when unknown.</summary>
    public long CpuNs { get; set; } = -1;

    public long VoluntarySwitches { get; set; } = -1;

    public long InvoluntarySwitches { get; set; } = -1;

    public long ReadBytes { get; set; } = -1;

    public long WrittenBytes { get; set; } = -1;

    /// <summary>The largest resident set by <c>wait4</c>, bytes; trusted only above <see cref="RecorderPeakMemory"/>, which a child inherits over the exec.</summary>
    public long ReapedPeakMemory { get; set; } = -1;

    public long RecorderPeakMemory { get; set; }

    /// <summary>The largest resident set of one process that a look saw, bytes; -1 when none did.</summary>
    public long SampledPeakMemory { get; set; } = -1;

    /// <summary>Whether it was looked at near the end too, so that it stands for the whole run.</summary>
    public bool SampledPeakIsRecent { get; set; }

    public int SampleRate { get; set; }

    public string Engine { get; set; } = "";

    public string EngineReason { get; set; } = "";

    public long RoundsRequested { get; set; }

    public long RoundsTaken { get; set; }

    public long RoundsLate { get; set; }

    public long SamplerCpuNs { get; set; }

    public long BucketNs { get; set; }

    public long ExternalRunDelayNs { get; set; } = -1;

    /// <summary>Shares of the run, 0 to 1; NaN when unknown.</summary>
    public double StealShare { get; set; } = double.NaN;

    /// <inheritdoc cref="StealShare"/>
    public double CpuPressure { get; set; } = double.NaN;

    /// <inheritdoc cref="StealShare"/>
    public double IoPressure { get; set; } = double.NaN;

    /// <summary>How long its CPU quota kept the control group off the CPUs, summed over CPUs; -1 when unknown or without a quota.</summary>
    public long ThrottledNs { get; set; } = -1;

    /// <summary>The CPUs that the quota of an attached process's control group allows; NaN when there is none.</summary>
    public double QuotaCpus { get; set; } = double.NaN;

    /// <summary>CPU time that the whole control group of the quota used; -1 when unknown or without a quota.</summary>
    public long QuotaUsedNs { get; set; } = -1;

    public List<string> Warnings { get; } = [];

    public List<RecordedProcess> Processes { get; } = [];

    public List<RecordedThread> Threads { get; } = [];

    public List<RecordedPhase> Phases { get; } = [];

    /// <summary>Processes and threads that were created in this PID namespace after the root, by whomever; -1 when unknown.</summary>
    public long CreatedTasks { get; set; } = -1;

    /// <summary>How many of them were seen; -1 when it is all threads but the root's first.</summary>
    public long CreatedSeen { get; set; } = -1;

    /// <summary>The largest resident set of one of those that outlived the root, at its end, bytes: 0 when there were none, -1 when one's is unknown.</summary>
    public long SurvivorPeakMemory { get; set; }
}

/// <summary>One process; <c>EndNs</c> is null when it outlived the root.</summary>
internal sealed record RecordedProcess(int Id, int Pid, int ParentPid, string Name, string? Executable, Procfs.RuntimeKind Runtime, long StartNs, long? EndNs)
{
    /// <summary>The largest resident set that a look saw, bytes; -1 when none did.</summary>
    public long PeakMemory { get; init; } = -1;

    /// <summary>How many ended processes of this name it stands for.</summary>
    public int Together { get; init; } = 1;

    /// <summary>Whether it had children that aren't listed any more.</summary>
    public bool HadChildren { get; init; }
}

/// <summary>One thread's closed books.</summary>
internal sealed class RecordedThread
{
    public int Id { get; init; }

    public int Tid { get; init; }

    public int ProcessId { get; init; }

    public string Name { get; init; } = "";

    public long StartNs { get; init; }

    public long EndNs { get; init; }

    public ThreadTotals Totals { get; init; }

    /// <summary>-1 when never read.</summary>
    public long VoluntarySwitches { get; init; }

    /// <inheritdoc cref="VoluntarySwitches"/>
    public long InvoluntarySwitches { get; init; }

    /// <summary>How many ended threads of this name it stands for.</summary>
    public int Together { get; init; } = 1;

    public int FirstBucket { get; init; }

    /// <summary>Seven nanosecond counts per bucket.</summary>
    public long[] Buckets { get; init; } = [];

    public RecordedWait[] Waits { get; init; } = [];

    /// <summary>Times that it was switched off its CPU, for either reason, at its last reading; -1 when unknown.</summary>
    public long Switches { get; set; } = -1;
}

/// <summary>One wait of one thread.</summary>
internal sealed record RecordedWait(BlockedKind Kind, int Syscall, string? Target, string? WaitChannel, long Ns, long Count);

/// <summary>A phase with the difference of each thread's books over it.</summary>
internal sealed record RecordedPhase(string Name, long BeginNs, long? EndNs, List<(int Id, ThreadTotals Totals)> Threads)
{
    /// <summary>Each thread's context switches over it, by the thread's ID; a thread that is missing has unknown ones.</summary>
    public Dictionary<int, SwitchCounts> Switches { get; init; } = [];

    /// <summary>Bytes that the tree has fetched from storage over it; -1 when unknown.</summary>
    public long ReadBytes { get; set; } = -1;

    /// <summary>Bytes that the tree has sent to storage over it; -1 when unknown.</summary>
    public long WrittenBytes { get; set; } = -1;
}
