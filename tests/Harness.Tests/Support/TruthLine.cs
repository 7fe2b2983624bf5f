using System.Collections.Immutable;
using System.Text.Json;

namespace RunScope.Testing.Tests.Support;

/// <summary>What a workload says about itself in the last line of its standard output; nanoseconds and bytes.</summary>
internal sealed record TruthLine
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public required string Verb { get; init; }

    public int Pid { get; init; }

    public long WallNs { get; init; }

    public long CpuNs { get; init; }

    public long ChildrenCpuNs { get; init; }

    public long? BytesWritten { get; init; }

    public long VoluntarySwitches { get; init; }

    public long InvoluntarySwitches { get; init; }

    public long? PeakMemoryBytes { get; init; }

    public ImmutableDictionary<string, long> Counts { get; init; } = ImmutableDictionary<string, long>.Empty;

    public ImmutableArray<int> Children { get; init; } = [];

    public ImmutableArray<int> Daemons { get; init; } = [];

    public ImmutableArray<ThreadLine> Threads { get; init; } = [];

    public static TruthLine Parse(string stdout)
    {
        var last = stdout.TrimEnd('\n').Split('\n')[^1];
        return JsonSerializer.Deserialize<TruthLine>(last[Math.Max(0, last.IndexOf('{', StringComparison.Ordinal))..], Web) ?? throw new FormatException("no truth: " + last);
    }

    /// <summary>What one thread says about itself.</summary>
    internal sealed record ThreadLine
    {
        public int Tid { get; init; }

        public required string Name { get; init; }

        public string? NameHex { get; init; }

        public long CpuNs { get; init; }

        public long AskedSleepNs { get; init; }

        public long SleptNs { get; init; }

        public long DiskCallNs { get; init; }

        public long Iterations { get; init; }

        public long? RunDelayNs { get; init; }

        public TimeSpan Cpu => TimeSpan.FromTicks(CpuNs / TimeSpan.NanosecondsPerTick);

        public TimeSpan DiskCalls => TimeSpan.FromTicks(DiskCallNs / TimeSpan.NanosecondsPerTick);
    }
}
