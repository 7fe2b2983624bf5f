using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Workloads;

/// <summary>Collects the truth of a run and prints it as one line.</summary>
internal sealed unsafe class Report
{
    private static readonly long Began = Clocks.Now;

    internal Report(string verb)
    {
        Truth = new Truth { Verb = verb };
        // Compiles all that is done at the end, so that it neither counts as a worker's work nor comes after the last look at the clocks.
        _ = JsonSerializer.SerializeToUtf8Bytes(Truth with { Threads = [Worker.MainThread()] }, TruthJson.Default.Truth);
    }

    /// <summary>Also writes the last line to this file, for runs whose standard output is lost or compared.</summary>
    internal static string? File { get; set; }

    internal Truth Truth { get; }

    /// <summary>Prints that the workload is ready, for whoever waits for an event instead of guessing a delay.</summary>
    internal static void Ready(string verb, Truth? soFar = null) =>
        Line(new Started(verb, Environment.ProcessId) { Children = soFar?.Children, Daemons = soFar?.Daemons }, TruthJson.Default.Started);

    /// <summary>Prints everything that is known now.</summary>
    internal void Print()
    {
        Libc.Rusage own, children;
        Libc.getrusage(Libc.RUSAGE_SELF, &own);
        Libc.getrusage(Libc.RUSAGE_CHILDREN, &children);
        Truth.Threads.Insert(0, Worker.MainThread());
        Truth.VoluntarySwitches = own.VoluntarySwitches;
        Truth.InvoluntarySwitches = own.InvoluntarySwitches;
        Truth.ChildrenCpuNs = children.CpuNs;
        Truth.PeakMemoryBytes = PeakMemory();
        Truth.WallNs = Clocks.Now - Began;
        Truth.CpuNs = Clocks.ProcessCpu;
        Line(Truth, TruthJson.Default.Truth);
        if (File is { } path) System.IO.File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(Truth, TruthJson.Default.Truth));
    }

    internal static void Line<T>(T value, JsonTypeInfo<T> type) => Bytes.WriteAll(1, [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n']);

    private static long? PeakMemory()
    {
        // getrusage's maxrss survives an exec and may be the parent's: VmHWM is this program's own.
        foreach (var line in System.IO.File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("VmHWM:", StringComparison.Ordinal)) return long.Parse(line.AsSpan(6).Trim(" \tkB")) * 1024;
        }

        return null;
    }
}
