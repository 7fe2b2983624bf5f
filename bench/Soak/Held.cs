using System.Globalization;
using System.Runtime;

namespace RunScope.Testing.Bench.Soak;

/// <summary>What a process holds at one moment. Sizes are in bytes.</summary>
/// <param name="Descriptors">Open descriptors; aside from assemblies, which the runtime opens when it first needs them, and what is below /proc.</param>
/// <param name="Watching">Open descriptors below /proc: those of the threads that are watched.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Children">Its children, ended ones that nobody reaped among them.</param>
/// <param name="Resident">Resident memory.</param>
/// <param name="Anonymous">The part of it that no file stands for: heaps, stacks, what libraries allocate.</param>
/// <param name="Peak">The most that was ever resident.</param>
/// <param name="Managed">The managed heap after a full collection; null of another process.</param>
/// <param name="Committed">What the collector has taken from the kernel; null of another process.</param>
internal sealed record Held(int Descriptors, int Watching, int Threads, int Children, long Resident, long Anonymous, long Peak, long? Managed, long? Committed)
{
    /// <summary>Anonymous memory that isn't the collector's.</summary>
    internal long? Native => Anonymous - Committed;

    /// <summary>This process, after a collection.</summary>
    internal static Held BySelf()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var managed = GC.GetTotalMemory(forceFullCollection: false);
        return By(Environment.ProcessId) with { Managed = managed, Committed = GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes };
    }

    /// <summary>Another process of the same user.</summary>
    internal static Held By(int processId)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");
        var status = File.ReadLines(folder + "/status").Select(line => line.Split((char[])[':', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 1)
            .ToDictionary(words => words[0], words => words[1]);
        long Size(string key) => 1024 * long.Parse(status[key], CultureInfo.InvariantCulture);

        // One that is closed between being listed and being read has no link any more.
        var open = Directory.GetFileSystemEntries(folder + "/fd").Select(file => new FileInfo(file).LinkTarget).OfType<string>().ToList();
        var watching = open.Count(link => link.StartsWith("/proc/", StringComparison.Ordinal));
        return new Held(
            open.Count(link => !link.EndsWith(".dll", StringComparison.Ordinal)) - watching,
            watching,
            int.Parse(status["Threads"], CultureInfo.InvariantCulture),
            Directory.GetDirectories(folder + "/task").Sum(task => Words(task + "/children")),
            Size("VmRSS"),
            Size("RssAnon"),
            Size("VmHWM"),
            null,
            null);
    }

    // A thread may end between being listed and being read.
    private static int Words(string file)
    {
        try
        {
            return File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
