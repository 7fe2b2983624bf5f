using System.Text.Json.Serialization;

namespace Workloads;

/// <summary>What a workload says about itself: one JSON line on standard output at its end. Unknown is left out.</summary>
internal sealed record Truth
{
    public required string Verb { get; init; }

    public int Pid { get; init; } = Environment.ProcessId;

    /// <summary>From the verb's first instruction to this line; the start of the runtime is not in it.</summary>
    public long WallNs { get; set; }

    /// <summary>CPU time of the process so far, dead threads included, by CLOCK_PROCESS_CPUTIME_ID.</summary>
    public long CpuNs { get; set; }

    /// <summary>CPU time of reaped children.</summary>
    public long ChildrenCpuNs { get; set; }

    public long VoluntarySwitches { get; set; }

    public long InvoluntarySwitches { get; set; }

    /// <summary>The process's largest resident set (VmHWM).</summary>
    public long? PeakMemoryBytes { get; set; }

    /// <summary>Bytes handed to write(2).</summary>
    public long? BytesWritten { get; set; }

    /// <summary>How often something of this verb's own happened.</summary>
    public SortedDictionary<string, long> Counts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Process IDs that this process started, and of those that outlive it.</summary>
    public List<int> Children { get; init; } = [];

    public List<int> Daemons { get; init; } = [];

    /// <summary>The main thread first, then the workers.</summary>
    public List<ThreadTruth> Threads { get; init; } = [];
}

/// <summary>What one thread says about itself, read by itself as its last act.</summary>
internal sealed record ThreadTruth
{
    public int Tid { get; init; }

    /// <summary>The kernel's name, 15 bytes at most.</summary>
    public required string Name { get; init; }

    /// <summary>The name's bytes, where they aren't plain text.</summary>
    public string? NameHex { get; init; }

    /// <summary>CLOCK_THREAD_CPUTIME_ID at its end.</summary>
    public long CpuNs { get; init; }

    /// <summary>From its first to its last instruction; null for the main thread, which can't know its own birth.</summary>
    public long? LifetimeNs { get; init; }

    /// <summary>Waiting for a CPU by the kernel's accounting: the second field of its schedstat.</summary>
    public long? RunDelayNs { get; init; }

    /// <summary>Time that it asked to sleep, and that its sleeps took with the wake-up.</summary>
    public long AskedSleepNs { get; init; }

    public long SleptNs { get; init; }

    /// <summary>Wall time in calls that wait uninterruptibly (D), such as fsync; the CPU time in them included.</summary>
    public long DiskCallNs { get; init; }

    /// <summary>Wall time in calls that wait for another thread.</summary>
    public long WaitCallNs { get; init; }

    public long VoluntarySwitches { get; init; }

    public long InvoluntarySwitches { get; init; }

    public long Iterations { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Truth))]
[JsonSerializable(typeof(Started))]
[JsonSerializable(typeof(ArgumentsSeen))]
internal sealed partial class TruthJson : JsonSerializerContext;

/// <summary>The first line of a verb that somebody waits for: it is ready.</summary>
internal sealed record Started(string Verb, int Pid, bool Ready = true)
{
    /// <summary>Who else runs by now.</summary>
    public IReadOnlyList<int>? Children { get; init; }

    public IReadOnlyList<int>? Daemons { get; init; }

    /// <summary>The port that it listens on.</summary>
    public int? Port { get; init; }
}

/// <summary>What a process was given.</summary>
internal sealed record ArgumentsSeen(string[] Arguments, SortedDictionary<string, string> Environment, string WorkingDirectory);
