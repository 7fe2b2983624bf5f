namespace RunScope.Testing.Tests;

/// <summary>Profiles made by hand, so that a test can say exactly what a run was like.</summary>
internal static class Made
{
    public static TimeSpan Seconds(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    public static ThreadProfile Thread(
        int id,
        string name = "worker",
        double running = 0,
        double runnable = 0,
        double sleeping = 0,
        double diskSleep = 0,
        double stopped = 0,
        double unresolved = 0,
        Evidence? evidence = null,
        ThreadRole role = ThreadRole.Application,
        int process = 0) => new()
        {
            Id = id,
            ThreadId = 4126 + id,
            ProcessId = process,
            Name = name,
            Role = role,
            States = new StateTimes
            {
                Running = Seconds(running),
                Runnable = Seconds(runnable),
                Sleeping = Seconds(sleeping),
                DiskSleep = Seconds(diskSleep),
                Stopped = Seconds(stopped),
                Unresolved = Seconds(unresolved),
            },
            Evidence = evidence ?? new Evidence(),
            CpuTime = Seconds(running),
        };

    public static StateEvidence Sampled(double low, double high, long samples = 231) => new(Fidelity.Sampled, samples, low, high);

    public static ProcessProfile Profile(params ThreadProfile[] threads) => new()
    {
        Target = new TargetInfo("/usr/bin/gzip", ["-9"], "/usr/bin/gzip", 4127, "gzip"),
        StartedAt = new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.Zero),
        WallTime = Seconds(2.31),
        ExitCode = 0,
        Engine = new EngineInfo("procfs", "asked for", 100, 231, 231, 0, 0, Seconds(0.01), []),
        Host = new HostInfo("CPU", 2, "6.1", ".NET 10", null, new HostNoise(null, null, null, null)),
        CpuTime = threads.Aggregate(TimeSpan.Zero, (sum, t) => sum + t.States.Running),
        States = threads.Aggregate(StateTimes.Zero, (sum, t) => sum + t.States),
        Processes = [new ProcessInfo(0, 4127, 1, "gzip", "/usr/bin/gzip", TimeSpan.Zero, Seconds(2.31))],
        Threads = [.. threads],
    };

    /// <summary>A gzip that waits for its disk: 66.1 % on a CPU or ready, so that its waits can't exceed 33.9 %, whatever the samples alone allow.</summary>
    public static ProcessProfile Gzip()
    {
        var main = Thread(1, "gzip", running: 1.5, runnable: 0.0269, sleeping: 0.0578, diskSleep: 0.7253, evidence: new Evidence
        {
            Sleeping = Sampled(0.01, 0.05),
            DiskSleep = Sampled(0.281, 0.349),
            Stopped = Sampled(0, 0.016),
        }) with
        { ThreadId = 4127 };
        var shell = Thread(0, "sh", sleeping: 2.31, role: ThreadRole.Waiter) with { ThreadId = 4120 };
        return Profile(main, shell) with
        {
            Waits =
            [
                new Wait { ThreadId = 1, State = TaskState.DiskSleep, Call = "fsync", Target = "/data/out.gz", Time = Seconds(0.631), Count = 63 },
                new Wait { ThreadId = 1, State = TaskState.DiskSleep, Call = "read", Target = "/data/in", Time = Seconds(0.05), Count = 5 },
                new Wait { ThreadId = 0, State = TaskState.Sleeping, Call = "wait4", Time = Seconds(2.31), Count = 231 },
            ],
        };
    }
}
